package space

import (
	"math/bits"

	"chiefly/engine/flow"
)

// moot finds questions that change nothing, and options of Choices questions that make
// no difference when they are picked. One whose only effect is that fewer others can be
// picked is not found. The options of a Choice are left aside: one that changes nothing
// says that nothing is special, and completes the list.
func (f *finder) moot() {
	matters := make([]bool, f.questions) // by layer
	note := func(level int32, _ []node) {
		if int(level) < f.questions {
			matters[level] = true
		}
	}
	f.walkNodes(f.roots, note)
	f.walkNodes(f.rows, note)
	for _, q := range f.flow.Questions {
		f.walkNodes([]node{f.guard(q)}, note)
	}
	f.mayMatter(matters)
	for i, q := range f.flow.Questions {
		f.mootOn(i, q, matters)
	}
}

func (f *finder) mootOn(i int, q *flow.Question, matters []bool) {
	any, mattering := false, uint64(0)
	for at, l := range f.layers[:f.questions] {
		if l.question != i || !matters[at] {
			continue
		}
		any = true
		switch l.kind {
		case bit:
			mattering |= 1 << l.option
		case rest: // by how many they are
			for _, option := range l.others {
				mattering |= 1 << option
			}
		}
	}
	switch {
	case !any:
		f.add(Finding{Kind: QuestionIsMoot, Question: q})
	case q.Type == flow.Choices:
		for left := ^uint64(0) >> (64 - len(q.Options)) &^ mattering; left != 0; left &= left - 1 {
			f.add(Finding{Kind: OptionIsMoot, Question: q, Option: bits.TrailingZeros64(left)})
		}
	}
}
