package space

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
)

// A combination is the answer sets that lead to the same terminals.
type combination struct {
	terminals []node
	amount    Amount
}

// joint finds the share of the answer sets for which diagrams come to each combination of
// terminals. forget may put terminals in the place of what does not matter beside the
// others. It goes through the layers with all the places that answers lead to, and adds
// up what does; where nothing is open but the flow, a place is left for the end.
func (s *Space) joint(k *knowledge, diagrams []node, forget func(place)) ([]combination, error) {
	if slices.Contains(diagrams, tooLarge) {
		return nil, ErrBudget
	}
	ways := s.completions(sizes)
	limbs := ways[0].BitLen()/64 + 1
	n := len(diagrams)
	j := joining{Space: s, knowledge: k, forget: forget, here: newLedger(n, limbs), next: newLedger(n, limbs), ended: newLedger(n, limbs),
		before: newPlace(0, diagrams), after: newPlace(0, diagrams), kids: make([][]node, n)}
	one := make([]uint64, limbs+1)
	one[0], one[limbs] = 1, math.Float64bits(1)
	start := newPlace(0, diagrams)
	if forget != nil {
		forget(start)
	}
	j.here.add(start, one, 1, 1)
	for j.at = range s.questions {
		j.here.each(j.spread)
		if j.next.compact(); j.next.places > s.store.budget {
			return nil, ErrBudget
		}
		j.here, j.next = j.next, j.here
		j.next.clear()
	}
	j.here.each(j.spread)
	return j.combinations(ways), nil
}

type joining struct {
	*Space
	*knowledge
	forget            func(place)
	at                int // the layer
	here, next, ended *ledger
	before, after     place
	kids              [][]node // by diagram: the nodes after each value; of none that does not look at the layer
}

// spread takes what leads to a place on to the places after each value. Values after
// each other that lead to the same place go there together.
func (j *joining) spread(at place, tally []uint64) {
	if !j.look(at) {
		j.ended.add(at, tally, 1, 1)
		return
	}
	l := &j.layers[j.at]
	_, chances := j.from(j.automaton, at.at(0), l.values())
	times, chance := uint64(0), 0.0
	for v, to := range j.automaton.from(at.at(0), l.values()) {
		if to == blocked {
			continue
		}
		j.after.set(0, to)
		for i, kids := range j.kids {
			if kids != nil {
				j.after.set(1+i, kids[v])
			}
		}
		sum, overflow := bits.Add64(times, l.sizes[v], 0)
		if overflow > 0 || times > 0 && !j.before.is(j.after) {
			j.goOn(tally, times, chance)
			sum, chance = l.sizes[v], 0
		}
		times = sum
		chance += chances[v]
		copy(j.before, j.after)
	}
	j.goOn(tally, times, chance)
}

// look looks up the nodes after a place. It reports whether any diagram is open there.
func (j *joining) look(at place) (open bool) {
	copy(j.after, at)
	for i := range j.kids {
		n := at.at(1 + i)
		open = open || n >= terminals
		j.kids[i] = j.store.kids(n, int32(j.at))
	}
	return open
}

// goOn adds what leads to the place before to the next layer.
func (j *joining) goOn(tally []uint64, times uint64, chance float64) {
	if j.forget != nil {
		j.forget(j.before)
	}
	j.next.add(j.before, tally, times, chance)
}

// combinations adds up the places where nothing is open, in the order of their terminals,
// with the ways in which the flow goes on.
func (j *joining) combinations(ways []*big.Int) []combination {
	rest := j.onward(j.chance)
	var found []combination
	j.ended.compact()
	j.ended.each(func(at place, tally []uint64) {
		c := combination{amount: j.ended.amount(tally)}
		for i := range j.kids {
			c.terminals = append(c.terminals, at.at(1+i))
		}
		c.amount.Count.Mul(c.amount.Count, ways[at.at(0)])
		c.amount.Share *= rest[at.at(0)]
		found = append(found, c)
	})
	slices.SortStableFunc(found, func(a, b combination) int { return slices.Compare(a.terminals, b.terminals) })
	apart := found[:0]
	for _, c := range found {
		if last := len(apart) - 1; last >= 0 && slices.Equal(apart[last].terminals, c.terminals) {
			apart[last].amount.add(c.amount)
			continue
		}
		apart = append(apart, c)
	}
	return apart
}

// kids returns the children of a node of a layer, or nil where it does not look at it.
func (s *store) kids(n node, level int32) []node {
	if s.level(n) != level {
		return nil
	}
	return s.nodes.list(n - terminals)[1:]
}
