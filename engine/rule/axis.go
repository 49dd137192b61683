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

	starts []int64  // bounds: the first value of each cell, ascending
	near   []uint16 // bounds: the cells of the smallest values of the question
	named  uint64   // named: the options that the axis looks at
	shift  int      // named: how far the options are shifted; -1 where they do not stand together
	whole  *literal // holds: the literal
}

type axisKind uint8

const (
	bounds  axisKind = iota // of an Integer: between the numbers that conditions compare with
	options                 // of a Choice or YesNo: a cell an option
	named                   // of Choices: which of some options are picked
	count                   // of Choices: how many options are picked
	holds                   // of Choices: whether one literal holds, on options of several bins
)

// blank is the cell of an axis for an answer that is not known, and rough for one
// that is known in part: several cells are possible.
const (
	blank = ^uint16(0)
	rough = blank - 1
)

// maxNear is how many values of an Integer question are looked up, not searched.
const maxNear = 1024

// axes finds the axes of the questions that literals mention, in the order of the
// flow.
type axes struct {
	all        []*axis // of questions, and then of the verdicts on roles
	byQuestion map[*flow.Question][]int
}

// axesOf makes the axes for literals. bins are those of Choices questions.
func axesOf(f *flow.Flow, literals []*literal, bins bins) *axes {
	of := map[*flow.Question][]*literal{}
	for _, l := range literals {
		of[l.question] = append(of[l.question], l)
	}
	a := &axes{byQuestion: map[*flow.Question][]int{}}
	for i, q := range f.Questions {
		for _, made := range axesOn(q, of[q], bins[q]) {
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
func axesOn(q *flow.Question, literals []*literal, bins []uint64) []*axis {
	switch {
	case len(literals) == 0:
		return nil
	case q.Type == flow.Integer:
		return []*axis{boundsAxis(q, literals)}
	case q.Type == flow.Choices:
		return picksAxes(literals, bins)
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

// picksAxes makes the axes of a Choices question: one for each bin of options that
// is looked at, one for the number of picks, and one for each other literal.
func picksAxes(literals []*literal, bins []uint64) []*axis {
	var found []*axis
	for _, bin := range bins {
		found = append(found, namedAxis(bin))
	}
	for _, l := range literals {
		if slices.ContainsFunc(found, func(a *axis) bool { return a.sees(l) }) {
			continue
		}
		made := &axis{kind: holds, cells: 2, whole: l}
		if l.test.form == counted {
			made = &axis{kind: count, cells: l.question.MaxPicks + 1}
		}
		found = append(found, made)
	}
	return found
}

func namedAxis(options uint64) *axis {
	a := &axis{kind: named, named: options, cells: 1 << bits.OnesCount64(options), shift: bits.TrailingZeros64(options)}
	if next := options>>a.shift + 1; next&(next-1) != 0 {
		a.shift = -1
	}
	return a
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
		return l.test.form != counted && l.test.named&^a.named == 0
	case count:
		return l.test.form == counted
	case holds:
		return a.whole.key() == l.key()
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
func (a *axis) cell(answer *flow.Answer) uint16 {
	if answer.IsUnknown() {
		return blank
	}
	switch a.kind {
	case bounds:
		lo, hi := answer.Range(a.of)
		if first := a.search(lo); lo == hi || first == a.search(hi) {
			return uint16(first)
		}
		return rough
	case options:
		set := answer.Possible(a.of)
		if set&(set-1) == 0 {
			return uint16(bits.TrailingZeros64(set))
		}
		return rough
	}
	set, known := answer.Picks()
	if !known {
		return blank
	}
	return a.picksCell(set)
}

func (a *axis) picksCell(set uint64) uint16 {
	switch {
	case a.kind == named && a.shift >= 0:
		return uint16(set & a.named >> a.shift)
	case a.kind == named:
		return uint16(extract(set, a.named))
	case a.kind == count:
		return uint16(min(bits.OnesCount64(set), a.cells-1))
	case a.whole.test.picks(set):
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

// deposit spreads the low bits of an index over the bits of a mask.
func deposit(index, mask uint64) uint64 {
	var set uint64
	for ; mask != 0; mask &= mask - 1 {
		if index&1 != 0 {
			set |= mask & -mask
		}
		index >>= 1
	}
	return set
}

// extract is the inverse of deposit: it collects the bits of a mask.
func extract(set, mask uint64) uint64 {
	var index uint64
	for i := 0; mask != 0; mask &= mask - 1 {
		if set&mask&-mask != 0 {
			index |= 1 << i
		}
		i++
	}
	return index
}
