package space

import (
	"cmp"
	"math/bits"
	"slices"

	"chiefly/engine/flow"
)

// A stance is what the answer to a question is to one of its layers, and how far it is
// from there to other values.
type stance struct {
	value int // that the layer has
	known bool
	fixed bool
	steps []uint64 // by value
}

// stances finds where the answers stand.
func (c *changer) stances() {
	c.now = make([]stance, c.questions)
	for at := 0; at < c.questions; {
		end := c.end(at)
		q := c.flow.Questions[c.layers[at].question]
		a := c.answers[q.ID]
		as := like(q, &c.layers[at], a)
		c.partial = c.partial || !as.IsExact() && !as.IsUnknown()
		for i, v := range values(q, c.layers[at:end], as) {
			l := &c.layers[at+i]
			c.now[at+i] = stance{value: v, known: as.IsExact(), fixed: q.Fixed, steps: steps(q, l, v, a, as.IsExact())}
		}
		at = end
	}
}

// like returns an answer that is to all conditions as another one is. It is exact for a
// range within a cell.
func like(q *flow.Question, l *layer, a flow.Answer) flow.Answer {
	if l.kind != numbers || a.IsUnknown() {
		return a
	}
	lo, hi := a.Range(q)
	first, last := q.Integers(lo, lo), q.Integers(hi, hi)
	if values(q, []layer{*l}, first)[0] == values(q, []layer{*l}, last)[0] {
		return first
	}
	return a
}

// steps returns how far it is from a value of a layer to each other one. From what is
// unknown it is a step to any value, and picks are counted from none. What is known in
// part is a step away from what it can be.
func steps(q *flow.Question, l *layer, from int, a flow.Answer, exact bool) []uint64 {
	far := make([]uint64, l.values())
	switch {
	case l.kind == known:
	case l.kind == numbers && exact:
		l.away(q, a, far, 0)
	case l.kind == numbers:
		l.away(q, a, far, 1)
	case l.kind == options && !exact:
		for v := range q.Options {
			far[v] = 2 - a.Possible(q)>>v&1
		}
	default:
		for v := range far {
			far[v] = uint64(max(v-from, from-v))
		}
	}
	return far
}

// away finds how far the cells of numbers are from an answer: nearest for those in
// which it can be, and for the others one more and so on as they begin or end farther
// away.
func (l *layer) away(q *flow.Question, a flow.Answer, far []uint64, nearest uint64) {
	lo, hi := a.Range(q)
	gap := make([]uint64, len(l.starts))
	var outside []int
	for v := range gap {
		if n := l.nearer(q, v, a); n < lo {
			gap[v] = uint64(lo) - uint64(n)
		} else if n > hi {
			gap[v] = uint64(n) - uint64(hi)
		}
		if far[v] = nearest; gap[v] > 0 {
			outside = append(outside, v)
		}
	}
	slices.SortStableFunc(outside, func(v, w int) int { return cmp.Compare(gap[v], gap[w]) })
	for i, v := range outside {
		far[v] += uint64(i) + 1
	}
}

// nearer returns the number of a cell that is nearest to what is known of an answer:
// the least one where nothing is.
func (l *layer) nearer(q *flow.Question, cell int, a flow.Answer) int64 {
	end := q.Max
	if cell+1 < len(l.starts) {
		end = l.starts[cell+1] - 1
	}
	lo, _ := a.Range(q)
	return min(max(lo, l.starts[cell]), end)
}

// moved returns the answer to a question that is nearest to another one among those
// with some values of its layers.
func moved(q *flow.Question, layers []layer, values []int, a flow.Answer) flow.Answer {
	switch layers[0].kind {
	case numbers:
		n := layers[0].nearer(q, values[0], a)
		return q.Integers(n, n)
	case options:
		return q.OneOf(values[0])
	}
	now, _ := a.Picks()
	var picks uint64
	for i, l := range layers {
		switch l.kind {
		case bit:
			picks |= uint64(values[i]) << l.option
		case rest:
			picks |= others(l.others, now, values[i])
		}
	}
	return q.Chosen(picks)
}

// others picks a number of options as near as possible to those picked now: as many of
// them as there can be, and then the first of the others.
func others(options []int, now uint64, picks int) (set uint64) {
	for _, picked := range []uint64{1, 0} {
		for _, option := range options {
			if now>>option&1 == picked && bits.OnesCount64(set) < picks {
				set |= 1 << option
			}
		}
	}
	return set
}
