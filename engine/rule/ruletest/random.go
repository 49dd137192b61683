// Package ruletest makes rule sets and answers at random, for tests and
// benchmarks of what reads them: nobody writes five thousand rules by hand. The
// same seed makes the same set and the same answers. Nothing but tests, benchmarks
// and cmd/internal/generate imports it.
package ruletest

// A Random is a source of random choices: SplitMix64, which is small, fast and
// good enough here. It is not safe for concurrent use.
type Random struct{ state uint64 }

// NewRandom returns a source of random choices that a seed determines.
func NewRandom(seed uint64) *Random { return &Random{state: seed} }

// Uint64 returns 64 random bits.
func (r *Random) Uint64() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 to n-1. That it prefers small ones by a hair's
// breadth does not matter here.
func (r *Random) below(n int) int { return int(r.Uint64() % uint64(n)) }

// chance is true for a share of calls, from 0 to 1.
func (r *Random) chance(share float64) bool {
	return float64(r.Uint64()>>11)/(1<<53) < share
}

// few returns k different numbers below n, in ascending order.
func (r *Random) few(k, n int) []int {
	var picked []int
	for i := range n {
		if left := k - len(picked); r.below(n-i) < left {
			picked = append(picked, i)
		}
	}
	return picked
}

// whole returns a number from lo to hi. Every order of magnitude above lo is
// equally likely, as with the sizes of organisations.
func (r *Random) whole(lo, hi int64) int64 {
	width := 0
	for uint64(hi-lo)>>width > 0 {
		width++
	}
	below := uint64(1) << r.below(width+1)
	return lo + int64(min(r.Uint64()%below, uint64(hi-lo)))
}
