package compare

import (
	"slices"

	"chiefly/engine"
)

// A mixed is the decisions for mixtures of the answers of two sides.
type mixed struct {
	*between
	among []int // questions that are taken over
	// decisions are numbers, by the set of the questions taken over as bits of among; those
	// of fewer come first in order.
	decisions map[uint64]int
	order     []uint64
	all       bool // whether they are all mixtures there are
}

// mostMixed is how many mixtures are tried: all there are of 16 differences.
const mostMixed = 1 << 16

// mixtures evaluates mixtures, those first in which fewer answers are taken over.
func (b *between) mixtures(among []int) *mixed {
	m := &mixed{between: b, among: among, decisions: map[uint64]int{}, all: len(among) <= 64}
	numbers := map[string]int{}
	places := make([]int, min(len(among), 64))
	for i := range places {
		places[i] = i
	}
	taken := make([]int, 0, len(places))
	for size := 0; size <= len(places); size++ {
		if len(m.order)+choose(len(places), size, mostMixed) > mostMixed {
			m.all = false
			break
		}
		subsets(places, size, func(chosen []int) {
			set := uint64(0)
			taken = taken[:0]
			for _, i := range chosen {
				set |= 1 << i
				taken = append(taken, among[i])
			}
			key := b.decision(taken...)
			number, known := numbers[string(key)]
			if !known {
				number = len(numbers)
				numbers[string(key)] = number
			}
			m.decisions[set] = number
			m.order = append(m.order, set)
		})
	}
	return m
}

// of tells whether an answer changes the decision for some mixture, and the fewest others
// with which it does. A question that was not to be mixed changes nothing.
func (m *mixed) of(question int) (Proof, []string) {
	for at, i := range m.among {
		if i != question || at >= 64 {
			continue
		}
		for _, set := range m.order {
			other, tried := m.decisions[set|1<<at]
			if tried && m.decisions[set] != other {
				return engine.ProofProven, m.ids(m.taken(set))
			}
		}
	}
	if slices.Contains(m.among, question) && !m.all {
		return "", nil
	}
	return engine.ProofRefuted, nil
}

func (m *mixed) taken(set uint64) []int {
	var taken []int
	for at, question := range m.among {
		if at < 64 && set>>at&1 == 1 {
			taken = append(taken, question)
		}
	}
	return taken
}
