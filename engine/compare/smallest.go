package compare

import (
	"slices"

	"chiefly/engine"
)

// A Smallest is the fewest answers of one side that, given to the other, turn its advice
// into theirs.
type Smallest struct {
	// Questions is a set that does, in the order of the questions.
	Questions []string `json:"questions"`
	// Proof is proven where no smaller set does. Then Sets is how many of that size do,
	// unless they were too many to try. It is estimated where there were too many to try: then the smallest has as many
	// questions as the Interval says, both ends included, for certain.
	Proof    Proof `json:"proof"`
	Sets     int   `json:"sets,omitempty"`
	Interval []int `json:"interval,omitempty"`
}

// mostTried is how many sets of answers are tried for the smallest, in all pairs together:
// all there are of 20 differences. That takes about a second.
const mostTried = 1 << 20

// smallest finds the fewest of some differences that lead to what all of them lead to, by
// trying all sets of one, then all of two, and so on.
func (b *between) smallest(among []int, most int) *Smallest {
	goal := slices.Clone(b.decision(among...))
	for size, tried := 0, 0; size <= len(among); size++ {
		if tried += choose(len(among), size, most); tried > most {
			return b.reduced(goal, among, size)
		}
		var first []int
		sets := 0
		subsets(among, size, func(taken []int) {
			if b.leads(goal, taken...) {
				if sets++; sets == 1 {
					first = slices.Clone(taken)
				}
			}
		})
		if sets > 0 {
			return &Smallest{Questions: b.ids(first), Proof: engine.ProofProven, Sets: sets}
		}
	}
	return nil // not reached: all of them do
}

// reduced leaves differences out one after the other, as long as the rest does. No set of
// fewer than least does.
func (b *between) reduced(goal []byte, among []int, least int) *Smallest {
	left := slices.Clone(among)
	for i := len(left) - 1; i >= 0; i-- {
		if fewer := slices.Delete(slices.Clone(left), i, i+1); b.leads(goal, fewer...) {
			left = fewer
		}
	}
	s := &Smallest{Questions: b.ids(left), Proof: engine.ProofEstimated, Interval: []int{least, len(left)}}
	if least == len(left) {
		s.Proof, s.Interval = engine.ProofProven, nil
	}
	return s
}

// subsets calls f with all sets of a size, in order. f must not keep them.
func subsets(of []int, size int, f func([]int)) {
	var add func(taken, left []int)
	add = func(taken, left []int) {
		if len(taken) == size {
			f(taken)
			return
		}
		for i := range len(left) - (size - len(taken)) + 1 {
			add(append(taken, left[i]), left[i+1:])
		}
	}
	add(make([]int, 0, size), of)
}

// choose returns how many sets of k there are among n, or more than most.
func choose(n, k, most int) int {
	sets := 1
	for i := range min(k, n-k) {
		if sets = sets * (n - i) / (i + 1); sets > most {
			return most + 1
		}
	}
	return sets
}
