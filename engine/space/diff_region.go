package space

import "chiefly/engine/flow"

// Regions are answer sets where some diagrams are not false: those of each diagram apart, so
// that some come up several times. They are drawn as often as they are likely.
type regions struct {
	*sampler
	where   []node
	places  *table    // a state of the flow, and a node
	weights []float64 // by place: the sum of the chances of all ways on that end in a region
	all     float64   // the sum over the regions
}

func newRegions(s *Space, p *Population, where []node) *regions {
	r := &regions{sampler: s.sampler(p), where: where, places: newTable()}
	for _, n := range where {
		r.all += r.weight(0, n)
	}
	return r
}

// weight returns the sum of the chances of all ways on from a place that end where the
// diagram is not false.
func (r *regions) weight(state int32, n node) float64 {
	switch {
	case n == isFalse:
		return 0
	case !r.open(n):
		return r.onward[state]
	}
	number, fresh := r.places.number([]int32{state, n})
	if !fresh {
		return r.weights[number]
	}
	r.weights = append(r.weights, 0)
	sum, at := 0.0, r.automaton.layer(state)
	for v, to := range r.automaton.from(state, r.layers[at].values()) {
		if to != blocked {
			sum += r.chance[r.automaton.first[state]+v] * r.weight(to, r.store.child(n, int32(at), v))
		}
	}
	r.weights[number] = sum
	return sum
}

// draw draws an answer set of a region, and reports whether it is in none before. It
// returns none where all regions are empty.
func (r *regions) draw() (flow.Answers, bool) {
	left, region := r.unit()*r.all, -1
	for i, n := range r.where {
		if weight := r.weight(0, n); weight > 0 {
			region = i // the last one that is possible, where rounding leaves something
			if left -= weight; left < 0 {
				break
			}
		}
	}
	if region < 0 {
		return nil, false
	}
	r.drawFrom(r.where[region])
	for _, n := range r.where[:region] {
		if r.holds(n) {
			return nil, false
		}
	}
	return r.answers(), true
}

// drawFrom draws the values of all layers where a diagram is not false.
func (r *regions) drawFrom(n node) {
	state := int32(0)
	for at := range r.values {
		left := r.unit() * r.weight(state, n)
		steps := r.automaton.from(state, r.layers[at].values())
		for v, to := range steps {
			weight := 0.0
			if to != blocked {
				weight = r.chance[r.automaton.first[state]+v] * r.weight(to, r.store.child(n, int32(at), v))
			}
			if weight > 0 {
				r.values[at] = v
				if left -= weight; left < 0 {
					break
				}
			}
		}
		state, n = steps[r.values[at]], r.store.child(n, int32(at), r.values[at])
	}
}

// holds reports whether a diagram is not false for the values drawn.
func (r *regions) holds(n node) bool {
	for at, v := range r.values {
		n = r.store.child(n, int32(at), v)
	}
	return n != isFalse
}
