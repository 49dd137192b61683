package space

import (
	"math/bits"

	"chiefly/engine/flow"
)

// moot finds questions that change nothing, and options that make no difference to not
// knowing the answer, or to not picking them. An option of a Choices question whose
// only effect is that fewer others can be picked is not found.
func (f *finder) moot() {
	matters := make([]uint64, f.questions) // by layer: values that matter, as far as one word goes
	note := func(level int32, kids []node) {
		if int(level) < f.questions {
			matters[level] |= f.telling(level, kids)
		}
	}
	f.walkNodes(f.roots, note)
	f.walkNodes(f.rows, note)
	for _, q := range f.flow.Questions {
		f.walkNodes([]node{f.guard(q)}, note)
	}
	for i, q := range f.flow.Questions {
		f.mootOn(i, q, matters)
	}
}

// telling returns the values of a node that differ from not knowing, or from not
// picking.
func (f *finder) telling(level int32, kids []node) uint64 {
	base := max(f.layers[level].unknown(), 0)
	var set uint64
	for v, kid := range kids {
		if kid != kids[base] && kid != impossible {
			set |= 1 << min(v, 63)
		}
	}
	return set
}

func (f *finder) mootOn(i int, q *flow.Question, matters []uint64) {
	var all, mattering uint64
	any := false
	for at, l := range f.layers[:f.questions] {
		if l.question != i {
			continue
		}
		any = any || matters[at] != 0
		switch {
		case l.kind == options:
			mattering |= matters[at]
		case l.kind == bit && matters[at] != 0:
			mattering |= 1 << l.option
		case l.kind == rest && matters[at] != 0: // by how many they are
			for _, option := range l.others {
				mattering |= 1 << option
			}
		}
	}
	if !any {
		f.add(Finding{Kind: QuestionIsMoot, Question: q})
		return
	}
	if q.Type == flow.Choice || q.Type == flow.Choices {
		all = ^uint64(0) >> (64 - len(q.Options))
	}
	for left := all &^ mattering; left != 0; left &= left - 1 {
		f.add(Finding{Kind: OptionIsMoot, Question: q, Option: bits.TrailingZeros64(left)})
	}
}
