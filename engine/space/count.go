package space

import (
	"fmt"
	"maps"
	"math/big"
	"math/bits"
	"slices"

	"chiefly/engine/rule"
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

// Verdicts counts the answer sets with each verdict on a role. The index is the verdict.
func (s *Space) Verdicts(role int) ([]*big.Int, error) {
	found, err := s.joint(s.roots[role:role+1], func([]node) {})
	counts := make([]*big.Int, rule.Hire+1)
	for v := range counts {
		counts[v] = new(big.Int)
	}
	for _, c := range found {
		counts[c.terminals[0]] = c.count
	}
	return counts, err
}

// Recommendations counts the answer sets with each recommendation: the id of a role,
// "several" or "none". See rule.Set.Recommendation.
func (s *Space) Recommendations() (map[string]*big.Int, error) {
	var hired []node
	for _, root := range s.roots {
		hired = append(hired, s.store.mapped(root, func(n node) node { return truth(n == node(rule.Hire)) }))
	}
	counts := map[string]*big.Int{"several": new(big.Int), "none": new(big.Int)}
	for _, r := range s.set.Roles {
		counts[r.ID] = new(big.Int)
	}
	found, err := s.joint(hired, forgetBeyondTwo)
	for _, c := range found {
		var r rule.Result
		for _, n := range c.terminals {
			r.Roles = append(r.Roles, rule.RoleResult{Verdict: rule.Hire * rule.Verdict(n/isTrue)})
		}
		count := counts[s.set.Recommendation(&r)]
		count.Add(count, c.count)
	}
	return counts, err
}

// forgetBeyondTwo makes roles hired of which nothing matters any more: two are already.
func forgetBeyondTwo(nodes []node) {
	hired := 0
	for _, n := range nodes {
		if n == isTrue {
			hired++
		}
	}
	if hired < 2 {
		return
	}
	for i := range nodes {
		nodes[i] = isTrue
	}
}

// A combination is how many answer sets lead to the same terminals.
type combination struct {
	terminals []node
	count     *big.Int
}

// joint counts the answer sets for which diagrams come to each combination of
// terminals, in the order of these. forget may put a terminal in the place of what does
// not matter beside the others. It goes through the layers with all the places
// that answers lead to, a place being a state of the flow and a node of each diagram,
// and adds up how many do.
func (s *Space) joint(diagrams []node, forget func(nodes []node)) ([]combination, error) {
	ways := s.completions(sizes)
	limbs := ways[0].BitLen()/64 + 1
	one := make([]uint64, limbs)
	one[0] = 1
	here, next, sums := newFront(limbs), newFront(limbs), map[string]*combination{}
	here.add(append([]int32{0}, diagrams...), one, 1)
	for at := range s.questions {
		for i := range int32(here.places.len()) {
			if place := here.places.list(i); slices.Max(place[1:]) >= terminals {
				s.spread(next, at, place, here.count(i), forget)
			} else {
				settle(sums, place[1:], here.count(i), ways[place[0]])
			}
		}
		if next.places.len() > s.store.budget {
			return nil, ErrBudget
		}
		here, next = next, here
		next.clear()
	}
	for i := range int32(here.places.len()) {
		settle(sums, here.places.list(i)[1:], here.count(i), big.NewInt(1))
	}
	var found []combination
	for _, key := range slices.Sorted(maps.Keys(sums)) {
		found = append(found, *sums[key])
	}
	return found, nil
}

// spread takes what leads to a place on to the places after each value.
func (s *Space) spread(next *front, at int, place []int32, count []uint64, forget func([]node)) {
	l := &s.layers[at]
	after := make([]int32, len(place))
	for v, to := range s.automaton.from(place[0], l.values()) {
		if to == blocked {
			continue
		}
		after[0] = to
		for i, n := range place[1:] {
			after[1+i] = s.store.child(n, int32(at), v)
		}
		forget(after[1:])
		next.add(after, count, l.sizes[v])
	}
}

// settle adds what leads to a place where nothing is open but the flow, which goes on
// in some ways.
func settle(sums map[string]*combination, at []node, count []uint64, ways *big.Int) {
	key := fmt.Sprint(at)
	if sums[key] == nil {
		sums[key] = &combination{slices.Clone(at), new(big.Int)}
	}
	number := new(big.Int)
	for _, limb := range slices.Backward(count) {
		number.Lsh(number, 64)
		number.Add(number, new(big.Int).SetUint64(limb))
	}
	sums[key].count.Add(sums[key].count, number.Mul(number, ways))
}

// A front is the places before one layer, with how many answers lead there. Counts are
// numbers of a fixed length, the least word first.
type front struct {
	places *table
	limbs  int
	counts []uint64
	zero   []uint64
}

func newFront(limbs int) *front {
	return &front{places: newTable(), limbs: limbs, zero: make([]uint64, limbs)}
}

func (f *front) clear() {
	f.places.clear()
	f.counts = f.counts[:0]
}

func (f *front) count(place int32) []uint64 { return f.counts[int(place)*f.limbs:][:f.limbs] }

// add adds a multiple of a count to that of a place.
func (f *front) add(place []int32, count []uint64, times uint64) {
	number, fresh := f.places.number(place)
	if fresh {
		f.counts = append(f.counts, f.zero...)
	}
	var carry, overflow uint64
	sum := f.count(number)
	for i, c := range count {
		hi, lo := bits.Mul64(c, times)
		lo, overflow = bits.Add64(lo, carry, 0)
		hi += overflow
		sum[i], overflow = bits.Add64(sum[i], lo, 0)
		carry = hi + overflow
	}
}
