package rule

import (
	"math/bits"
	"slices"

	"chiefly/engine/flow"
)

// An axis divides the answers of a question into cells: answers in the same cell
// are the same to every literal on the axis. A Choices question can have several
// axes, each for some of its options.
type axis struct {
	question int // index in the flow; -1 for the verdict on a role
	of       *flow.Question
	kind     axisKind
	cells    int

	starts []int64               // bounds: the first value of each cell, ascending
	near   []uint16              // bounds: the cells of the smallest values of the question
	named  uint64                // named: the options that the axis looks at
	picks  func(set uint64) bool // holds: the test of its literal
	key    string                // holds: the signature of the test
}

type axisKind uint8

const (
	bounds  axisKind = iota // of an Integer: between the numbers that conditions compare with
	options                 // of a Choice or YesNo: a cell an option
	named                   // of Choices: which of some options are picked
	count                   // of Choices: how many options are picked
	holds                   // of Choices: whether one literal holds
)

// blank is the cell of an axis for an answer that is not known, and rough for one
// that is known in part: several cells are possible.
const (
	blank = ^uint16(0)
	rough = blank - 1
)

// Limits of what one axis of a Choices question looks at. A literal on more
// options is an axis of its own.
const (
	mostTogether = 8 // options that literals mention together
	mostPacked   = 5 // options put together to save axes
)

// maxNear is how many values of an Integer question are looked up, not searched.
const maxNear = 1024

// axes finds the axes of the questions that literals mention, in the order of the
// flow.
type axes struct {
	all        []*axis
	byQuestion map[*flow.Question][]int
}

// axesOf makes the axes for literals.
func axesOf(f *flow.Flow, literals []*literal) *axes {
	of := map[*flow.Question][]*literal{}
	for _, l := range literals {
		of[l.question] = append(of[l.question], l)
	}
	a := &axes{byQuestion: map[*flow.Question][]int{}}
	for i, q := range f.Questions {
		for _, made := range axesOn(q, of[q]) {
			made.question, made.of = i, q
			a.byQuestion[q] = append(a.byQuestion[q], len(a.all))
			a.all = append(a.all, made)
		}
	}
	return a
}

// addVerdict adds the axis of the verdict on a role, with a cell a verdict. Two
// names of arrangements are read on it.
func (a *axes) addVerdict(needed, verdict *flow.Question) {
	a.byQuestion[needed], a.byQuestion[verdict] = []int{len(a.all)}, []int{len(a.all)}
	a.all = append(a.all, &axis{question: -1, of: needed, kind: options, cells: len(verdictIDs)})
}

// axesOn makes the axes of one question.
func axesOn(q *flow.Question, literals []*literal) []*axis {
	switch {
	case len(literals) == 0:
		return nil
	case q.Type == flow.Integer:
		return []*axis{boundsAxis(q, literals)}
	case q.Type == flow.Choices:
		return picksAxes(literals)
	}
	return []*axis{{kind: options, cells: len(q.Options)}}
}

func boundsAxis(q *flow.Question, literals []*literal) *axis {
	a := &axis{of: q, kind: bounds, starts: []int64{q.Min}}
	for _, l := range literals {
		for _, s := range l.test.spans {
			a.starts = append(a.starts, s.lo)
			if s.hi < q.Max {
				a.starts = append(a.starts, s.hi+1)
			}
		}
	}
	slices.Sort(a.starts)
	a.starts = slices.Compact(a.starts)
	a.cells = len(a.starts)
	for v := q.Min; v <= q.Max && len(a.near) < maxNear; v++ {
		a.near = append(a.near, uint16(a.search(v)))
	}
	return a
}

// picksAxes makes the axes of a Choices question. Options that literals mention
// together share one. A literal on the number of picks and on some options, or on
// very many options, gets its own.
func picksAxes(literals []*literal) []*axis {
	var groups []uint64 // of options, apart from each other
	var found []*axis
	for _, l := range literals {
		switch {
		case l.test.count && l.test.named == 0:
			found = append(found, &axis{kind: count, cells: l.question.MaxPicks + 1})
		case !l.test.count:
			groups = joinGroups(groups, l.test.named)
		}
	}
	found = found[:min(1, len(found))] // one axis for all literals on the number
	groups = slices.DeleteFunc(groups, func(g uint64) bool { return bits.OnesCount64(g) > mostTogether })
	for _, group := range packed(groups) {
		found = append(found, &axis{kind: named, named: group, cells: 1 << bits.OnesCount64(group)})
	}
	alone := map[string]bool{}
	for _, l := range literals {
		if slices.ContainsFunc(found, func(a *axis) bool { return a.sees(l) }) {
			continue
		}
		if key := l.signature(); !alone[key] {
			alone[key] = true
			found = append(found, &axis{kind: holds, cells: 2, picks: l.test.picks, key: key})
		}
	}
	return found
}

// joinGroups joins a set of options with the groups that share some with it.
func joinGroups(groups []uint64, set uint64) []uint64 {
	var apart []uint64
	for _, g := range groups {
		if g&set != 0 {
			set |= g
		} else {
			apart = append(apart, g)
		}
	}
	return append(apart, set)
}

// packed puts small groups together.
func packed(groups []uint64) []uint64 {
	var out []uint64
	for _, g := range groups {
		i := slices.IndexFunc(out, func(o uint64) bool { return bits.OnesCount64(o|g) <= mostPacked })
		if i < 0 {
			out = append(out, g)
		} else {
			out[i] |= g
		}
	}
	return out
}

// axisOf returns the index of the axis on which a literal is read.
func (a *axes) axisOf(l *literal) int {
	for _, i := range a.byQuestion[l.question] {
		if a.all[i].sees(l) {
			return i
		}
	}
	panic("rule: a literal without an axis") // axesOf was given every literal
}

// sees reports whether the cells of an axis of the right question tell a literal.
func (a *axis) sees(l *literal) bool {
	switch a.kind {
	case named:
		return !l.test.count && l.test.named&^a.named == 0
	case count:
		return l.test.count && l.test.named == 0
	case holds:
		return a.key == l.signature()
	}
	return true
}

// holdsIn reports whether a literal that the axis sees holds in a cell.
func (a *axis) holdsIn(l *literal, cell int) bool {
	switch a.kind {
	case bounds:
		return l.test.evalSpans(a.starts[cell], a.starts[cell]) == flow.True
	case named:
		return l.test.picks(deposit(uint64(cell), a.named))
	case count:
		return l.test.picks(1<<cell - 1)
	case holds:
		return cell == 1
	}
	option := cell
	if a.isVerdict() && l.question.Type == flow.YesNo {
		option = 0
		if Verdict(cell).Needed() {
			option = 1
		}
	}
	return l.test.mask>>option&1 == 1
}

func (a *axis) isVerdict() bool { return a.question < 0 }

// cell returns the cell of an answer, or blank or rough.
func (a *axis) cell(answer flow.Answer) uint16 {
	if answer.IsUnknown() {
		return blank
	}
	if a.kind <= options {
		first, last := a.around(answer)
		if first != last {
			return rough
		}
		return uint16(first)
	}
	set, known := answer.Picks()
	switch {
	case !known:
		return blank
	case a.kind == named:
		return uint16(extract(set, a.named))
	case a.kind == count:
		return uint16(min(bits.OnesCount64(set), a.cells-1))
	case a.picks(set):
		return 1
	}
	return 0
}

// search returns the cell of a number.
func (a *axis) search(v int64) int {
	if i := v - a.of.Min; uint64(i) < uint64(len(a.near)) {
		return int(a.near[i])
	}
	lo, hi := 0, len(a.starts)
	for hi-lo > 1 {
		if middle := int(uint(lo+hi) >> 1); a.starts[middle] <= v {
			lo = middle
		} else {
			hi = middle
		}
	}
	return lo
}

// around returns the first and the last cell that a rough answer leaves possible.
// Of those between, the ones that it allows are possible.
func (a *axis) around(answer flow.Answer) (first, last int) {
	if a.kind == bounds {
		lo, hi := answer.Range(a.of)
		return a.search(lo), a.search(hi)
	}
	set := answer.Possible(a.of)
	return bits.TrailingZeros64(set), 63 - bits.LeadingZeros64(set)
}

func (a *axis) allows(answer flow.Answer, cell int) bool {
	return a.kind == bounds || answer.Possible(a.of)>>cell&1 == 1
}
