package space

import (
	"math/big"
	"math/bits"
)

// Count returns how many answer sets there are.
func (s *Space) Count() *big.Int { return s.completions(sizes)[0] }

// Cells returns how many answer sets there are when numbers between the same bounds
// count once, and so do picks that no condition mentions, by how many they are.
func (s *Space) Cells() *big.Int { return s.completions(ones)[0] }

// sizes and ones say how many answers a value of a layer counts for.
func sizes(l *layer, value int) uint64 { return l.sizes[value] }

func ones(*layer, int) uint64 { return 1 }

// completions returns in how many ways the flow goes on, by state of the automaton.
func (s *Space) completions(size func(l *layer, value int) uint64) []*big.Int {
	a := s.automaton
	ways := make([]*big.Int, a.keys.len())
	for state := int32(len(ways)) - 1; state >= 0; state-- { // steps go to states with higher numbers
		at := a.layer(state)
		if at == s.questions {
			ways[state] = big.NewInt(1)
			continue
		}
		ways[state] = new(big.Int)
		l := &s.layers[at]
		for v, to := range a.from(state, l.values()) {
			if to != blocked {
				more := new(big.Int).SetUint64(size(l, v))
				ways[state].Add(ways[state], more.Mul(more, ways[to]))
			}
		}
	}
	return ways
}

// A front is places, with how many answers lead to each. Counts are numbers of a fixed
// length, the least word first.
type front struct {
	places *table
	limbs  int
	counts []uint64
	zero   []uint64
}

func newFront(limbs int) *front {
	return &front{places: newTable(), limbs: limbs, zero: make([]uint64, limbs)}
}

func (f *front) count(place int32) []uint64 { return f.counts[int(place)*f.limbs:][:f.limbs] }

// add adds a multiple of a count to that of a place, and returns the number of the place.
func (f *front) add(place []int32, count []uint64, times uint64) (number int32) {
	number, fresh := f.places.number(place)
	if fresh {
		f.counts = append(f.counts, f.zero...)
	}
	addTimes(f.count(number), count, times)
	return number
}

// addTimes adds a multiple of a count to another one.
func addTimes(sum, count []uint64, times uint64) {
	var carry, overflow uint64
	for i, c := range count {
		hi, lo := bits.Mul64(c, times)
		lo, overflow = bits.Add64(lo, carry, 0)
		hi += overflow
		sum[i], overflow = bits.Add64(sum[i], lo, 0)
		carry = hi + overflow
	}
}
