package space

import (
	"slices"

	"chiefly/engine/flow"
)

// A search looks for an answer set for which diagrams come to what is wanted, layer by
// layer, "not known" first.
type search struct {
	*Space
	// wanted tells of nodes whether what is below them is wanted for certain, never,
	// or may be. Of terminals it must be certain.
	wanted func(nodes []node) flow.Truth
	values []int // by layer: the way that was found
	deepening
}

// find returns the answer set with the fewest known answers for which diagrams come to
// what is wanted, or nil where there is none. That there is none is a proof. It fails with
// ErrBudget where a diagram is tooLarge or there is too much to look at; a solver may know.
func (s *Space) find(wanted func(nodes []node) flow.Truth, diagrams ...node) (flow.Answers, error) {
	if slices.Contains(diagrams, tooLarge) {
		return nil, ErrBudget
	}
	x := search{Space: s, wanted: wanted, values: make([]int, s.questions), deepening: newDeepening(s.store.budget)}
	start := append([]int32{0}, diagrams...)
	found := x.fewest(len(s.flow.Questions), func(known int) bool { return x.from(0, start, known) })
	switch {
	case s.store.err != nil:
		return nil, s.store.err
	case x.over:
		return nil, ErrBudget
	case !found:
		return nil, nil
	}
	return x.answers(), nil
}

// from looks for a way on from a place with a number of answers that may be known.
func (x *search) from(at int, place []int32, known int) bool {
	verdict := x.wanted(place[1:])
	if verdict == flow.False || at == x.questions {
		return verdict == flow.True
	}
	number, hopeless := x.hopeless(place, known)
	if hopeless {
		return false
	}
	if x.step(at, place, x.layers[at].unknown(), known) || x.anyKnown(at, place, known) {
		return true
	}
	x.failedWith(known, number)
	return false
}

// anyKnown looks for a way on after the values of a layer that are known.
func (x *search) anyKnown(at int, place []int32, known int) bool {
	l := &x.layers[at]
	if l.first {
		if known--; known < 0 {
			return false
		}
	}
	for v := range l.values() {
		if v != l.unknown() && x.step(at, place, v, known) {
			return true
		}
	}
	return false
}

// step looks for a way on after a value. There is none after -1.
func (x *search) step(at int, place []int32, value, known int) bool {
	if value < 0 {
		return false
	}
	next := []int32{x.automaton.from(place[0], x.layers[at].values())[value]}
	if next[0] == blocked {
		return false
	}
	for _, n := range place[1:] {
		next = append(next, x.store.child(n, int32(at), value))
	}
	x.values[at] = value
	return x.from(at+1, next, known)
}

// answers returns the way that was found as answers. Those that are not known are left
// out.
func (x *search) answers() flow.Answers {
	answers := flow.Answers{}
	for at := 0; at < x.questions; {
		end := x.end(at)
		q := x.flow.Questions[x.layers[at].question]
		if a := answer(q, x.layers[at:end], x.values[at:end]); !a.IsZero() {
			answers[q.ID] = a
		}
		at = end
	}
	return answers
}
