package space

import (
	"fmt"
	"maps"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

func (x *settling) settleRole(role int) {
	now := x.now.Roles[role].Verdict
	settled := &x.found.Roles[role]
	x.prove(settled, func(r *rule.Result) bool { return r.Roles[role].Verdict == now }, func(n []node) flow.Truth {
		return same(n[0], n[0] == node(now))
	}, x.roots[role])
}

// settleAll settles the recommendation, which stays where all verdicts do.
func (x *settling) settleAll() {
	settled := &x.found.Recommendation
	if !slices.ContainsFunc(x.found.Roles, func(s Settled) bool { return s.Always != flow.True }) {
		settled.Always = flow.True
		return
	}
	now := x.set.Recommendation(x.now)
	x.prove(settled, func(r *rule.Result) bool { return x.set.Recommendation(r) == now }, func(n []node) flow.Truth {
		forgetUnhired(n)
		return same(slices.Max(n), x.recommendation(n) == now)
	}, x.roots...)
}

// same tells of a node whether what it comes to is the same as now.
func same(n node, holds bool) flow.Truth {
	switch {
	case n >= terminals:
		return flow.Undecided
	case holds:
		return flow.True
	}
	return flow.False
}

// prove looks for a way on which something does not stay.
func (x *settling) prove(settled *Settled, stays func(*rule.Result) bool, still func([]node) flow.Truth, roots ...node) {
	if slices.Contains(roots, tooLarge) {
		return
	}
	way := stray{settling: x, still: still, places: newTable(), values: make([]int, x.questions)}
	found := way.from(0, append([]int32{0}, roots...))
	switch {
	case found:
		settled.Always, settled.Otherwise = flow.False, way.otherwise()
		if stays(x.evaluate(settled.Otherwise)) {
			x.err = fmt.Errorf("the diagrams and the plain evaluation disagree about %v", settled.Otherwise)
		}
	case way.places.len() <= x.budget:
		settled.Always = flow.True
	}
}

// A stray looks for a way that answers leave possible, and on which something comes out
// otherwise than now.
type stray struct {
	*settling
	still  func(nodes []node) flow.Truth
	places *table
	values []int
}

// from looks for a way on from a place. Places beyond the budget are not looked at.
func (w *stray) from(at int, place []int32) bool {
	if w.still(place[1:]) != flow.Undecided {
		return w.still(place[1:]) == flow.False && w.finish(at, place[0])
	}
	if _, fresh := w.places.number(place); !fresh || w.places.len() > w.budget {
		return false
	}
	return w.anyOn(at, place)
}

// anyOn tries all values of a layer.
func (w *stray) anyOn(at int, place []int32) bool {
	l := &w.layers[at]
	possible, _ := w.open.from(w.automaton, place[0], l.values())
	for v, to := range w.automaton.from(place[0], l.values()) {
		if !possible[v] {
			continue
		}
		next := []int32{to}
		for _, n := range place[1:] {
			next = append(next, w.store.child(n, int32(at), v))
		}
		if w.values[at] = v; w.from(at+1, next) {
			return true
		}
	}
	return false
}

// finish goes on in any way to the end, "not known" first. There is always one.
func (w *stray) finish(at int, state int32) bool {
	for ; at < w.questions; at++ {
		possible, _ := w.open.from(w.automaton, state, w.layers[at].values())
		v := w.layers[at].unknown()
		if v < 0 || !possible[v] {
			v = slices.Index(possible, true)
		}
		w.values[at], state = v, w.automaton.from(state, w.layers[at].values())[v]
	}
	return true
}

// otherwise returns the way that was found as answers. Those that are known stay.
func (w *stray) otherwise() flow.Answers {
	answers := maps.Clone(w.answers)
	for at := 0; at < w.questions; {
		end := w.end(at)
		q := w.flow.Questions[w.layers[at].question]
		if a := answers[q.ID]; !a.IsExact() && w.values[at] != w.layers[at].unknown() {
			answers[q.ID] = moved(q, w.layers[at:end], w.values[at:end], a)
		}
		at = end
	}
	return answers
}
