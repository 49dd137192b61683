package space

import (
	"math"
	"math/big"

	"chiefly/engine/flow"
)

// A measure counts answer sets, weighs them and finds those with the fewest known answers.
type measure struct {
	*Space
	ways   []*big.Int // in which the flow goes on, by state of the automaton
	chance []float64  // of the steps of the automaton; all 0 without a population
	ahead  []float64  // the chance of all ways on, by state
	least  []int32    // the fewest answers known on a way on, by state
}

func newMeasure(s *Space, p *Population) *measure {
	m := &measure{Space: s, ways: s.completions(sizes)}
	if p != nil {
		m.chance = s.everything(p).chance
	} else {
		m.chance = make([]float64, len(s.automaton.steps))
	}
	m.ahead, m.least = s.onward(m.chance), make([]int32, len(m.ways))
	for state := int32(len(m.ways)) - 1; state >= 0; state-- { // steps go to states with higher numbers
		at := s.automaton.layer(state)
		if at == s.questions {
			continue
		}
		m.least[state] = math.MaxInt32
		for v, to := range s.automaton.from(state, s.layers[at].values()) {
			if to != blocked {
				m.least[state] = min(m.least[state], s.layers[at].knows(v)+m.least[to])
			}
		}
	}
	return m
}

// ratio returns how much one number is of another one.
func ratio(part, all *big.Int) float64 {
	share, _ := new(big.Rat).SetFrac(part, all).Float64()
	return share
}

// knows returns how many answers become known by a value: one or none.
func (l *layer) knows(value int) int32 {
	if l.first && value != l.unknown() {
		return 1
	}
	return 0
}

// A tally is the answer sets for which a diagram of changes has an outcome.
type tally struct {
	outcome node
	Amount
	example flow.Answers
	known   int32 // answers of the example
}

// of measures all outcomes of a diagram of changes.
func (m *measure) of(n node) []tally {
	p := paths{measure: m, front: newFront(m.ways[0].BitLen()/64 + 1)}
	one := make([]uint64, p.front.limbs)
	one[0] = 1
	p.visit(0, n, one, 1, arrival{share: 1, from: -1})
	for i := int32(0); int(i) < p.front.places.len(); i++ {
		place := p.front.places.list(i)
		if m.open(place[1]) {
			p.goOn(i, place[0], place[1])
		} else {
			p.end(i, place[0], place[1])
		}
	}
	return p.tallies
}

// Paths go through a diagram from the top, with how many answers lead to each place. A
// place is a state of the flow and a node.
type paths struct {
	*measure
	front    *front
	arrivals []arrival // by place
	tallies  []tally
}

// An arrival is how likely it is to come to a place, and the way there with the fewest
// known answers.
type arrival struct {
	share       float64
	known       int32
	from, value int32 // the place before, or -1
}

// visit adds to what leads to a place. Where nothing changes it does nothing.
func (p *paths) visit(state int32, n node, count []uint64, times uint64, a arrival) {
	if n == isFalse {
		return
	}
	number := p.front.add([]int32{state, n}, count, times)
	if int(number) == len(p.arrivals) {
		p.arrivals = append(p.arrivals, a)
		return
	}
	here := &p.arrivals[number]
	a.share += here.share
	if a.known >= here.known {
		here.share = a.share
		return
	}
	*here = a
}

// goOn goes on from a place with each value.
func (p *paths) goOn(place, state int32, n node) {
	at, here, count := p.automaton.layer(state), p.arrivals[place], p.front.count(place)
	l := &p.layers[at]
	for v, to := range p.automaton.from(state, l.values()) {
		if to != blocked {
			p.visit(to, p.store.child(n, int32(at), v), count, l.sizes[v],
				arrival{here.share * p.chance[p.automaton.first[state]+v], here.known + l.knows(v), place, int32(v)})
		}
	}
}

// end adds what leads to a place where the outcome is settled, and the flow goes on.
func (p *paths) end(place, state int32, outcome node) {
	at := 0
	for at < len(p.tallies) && p.tallies[at].outcome != outcome {
		at++
	}
	if at == len(p.tallies) {
		p.tallies = append(p.tallies, tally{outcome: outcome, Amount: Amount{Count: new(big.Int)}, known: math.MaxInt32})
	}
	t, here := &p.tallies[at], p.arrivals[place]
	count := number(p.front.count(place))
	t.Count.Add(t.Count, count.Mul(count, p.ways[state]))
	t.Share += here.share * p.ahead[state]
	if known := here.known + p.least[state]; known < t.known {
		t.known, t.example = known, p.example(place, state)
	}
}

// example returns the answers on the way to a place and on from there.
func (p *paths) example(place, state int32) flow.Answers {
	x := search{Space: p.Space, values: make([]int, p.questions)}
	end := p.automaton.layer(state)
	for at := end - 1; at >= 0; at-- {
		x.values[at] = int(p.arrivals[place].value)
		place = p.arrivals[place].from
	}
	for at := end; at < p.questions; at++ {
		x.values[at], state = p.fewest(at, state)
	}
	return x.answers()
}

// fewest returns the value after which the fewest answers are known, "not known" before
// others, and the state after it.
func (p *paths) fewest(at int, state int32) (value int, after int32) {
	l := &p.layers[at]
	steps := p.automaton.from(state, l.values())
	leads := func(v int) bool {
		return v >= 0 && steps[v] != blocked && l.knows(v)+p.least[steps[v]] == p.least[state]
	}
	if value = l.unknown(); !leads(value) {
		for value = 0; !leads(value); value++ {
		}
	}
	return value, steps[value]
}

// number returns the number of words of a count, the least first.
func number(count []uint64) *big.Int {
	n := new(big.Int)
	for i := len(count) - 1; i >= 0; i-- {
		n.Lsh(n, 64)
		n.Or(n, new(big.Int).SetUint64(count[i]))
	}
	return n
}
