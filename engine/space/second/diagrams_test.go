package second

import (
	"math/big"
	"math/bits"

	"github.com/dalzilio/rudd"
)

// diagrams are Boolean functions of some variables. They panic when the library runs
// out of memory.
type diagrams struct {
	lib *rudd.BDD
	// kept are all functions ever made. The library counts those in use, and counts
	// down in finalizers, which run beside it without a lock; none runs before the
	// diagrams are given up as a whole.
	kept []rudd.Node
}

// few and many are how many nodes there is room for at first. Whenever the library makes
// room for more it forgets the results that it remembers.
const (
	few  = 1 << 16
	many = 1 << 20
)

func newDiagrams(variables, nodes int) (*diagrams, error) {
	lib, err := rudd.New(variables, rudd.Nodesize(nodes), rudd.Cachesize(nodes))
	return &diagrams{lib: lib}, err
}

func (d *diagrams) keep(n rudd.Node) rudd.Node {
	if d.lib.Errored() {
		panic(d.lib.Error())
	}
	d.kept = append(d.kept, n)
	return n
}

func (d *diagrams) constant(value bool) rudd.Node      { return d.lib.From(value) }
func (d *diagrams) variable(i int) rudd.Node           { return d.keep(d.lib.Ithvar(i)) }
func (d *diagrams) not(a rudd.Node) rudd.Node          { return d.keep(d.lib.Not(a)) }
func (d *diagrams) and(a, b rudd.Node) rudd.Node       { return d.keep(d.lib.Apply(a, b, rudd.OPand)) }
func (d *diagrams) or(a, b rudd.Node) rudd.Node        { return d.keep(d.lib.Apply(a, b, rudd.OPor)) }
func (d *diagrams) xor(a, b rudd.Node) rudd.Node       { return d.keep(d.lib.Apply(a, b, rudd.OPxor)) }
func (d *diagrams) choose(a, b, c rudd.Node) rudd.Node { return d.keep(d.lib.Ite(a, b, c)) }
func (d *diagrams) count(a rudd.Node) *big.Int         { return d.lib.Satcount(a) }

// without is true where a is and b is not. The library has an operation for it, which is
// wrong in v1.1.0 where a is false.
func (d *diagrams) without(a, b rudd.Node) rudd.Node { return d.and(a, d.not(b)) }

// atLeast is true where a number is at least a constant. Numbers are in binary, the
// most significant bit first.
func (d *diagrams) atLeast(number []rudd.Node, least uint64) rudd.Node {
	if bits.Len64(least) > len(number) {
		return d.constant(false)
	}
	found := d.constant(true)
	for i := range number {
		bit := number[len(number)-1-i]
		if least>>i&1 == 1 {
			found = d.and(bit, found)
		} else {
			found = d.or(bit, found)
		}
	}
	return found
}

// ones is true where the number of bits that are set is a wanted one.
func (d *diagrams) ones(of []rudd.Node, wanted func(int) bool) rudd.Node {
	after := make([]rudd.Node, len(of)+1) // by how many are set so far
	for n := range after {
		after[n] = d.constant(wanted(n))
	}
	for i := len(of) - 1; i >= 0; i-- {
		for n := range i + 1 {
			after[n] = d.choose(of[i], after[n+1], after[n])
		}
	}
	return after[0]
}

// add adds a constant to a number where a condition holds. There must be room for it.
func (d *diagrams) add(number []rudd.Node, when rudd.Node, constant uint64) {
	carry := d.constant(false)
	for i := range number {
		bit := &number[len(number)-1-i]
		added := d.constant(false)
		if constant>>i&1 == 1 {
			added = when
		}
		half := d.xor(*bit, added)
		carry, *bit = d.or(d.and(*bit, added), d.and(half, carry)), d.xor(half, carry)
	}
}

// copied returns a function of other diagrams with the same variables.
func (d *diagrams) copied(from *diagrams, n rudd.Node) rudd.Node {
	type node struct{ level, low, high int }
	found := map[int]node{}
	note := func(id, level, low, high int) error {
		found[id] = node{level, low, high}
		return nil
	}
	if err := from.lib.Allnodes(note, n); err != nil {
		panic(err)
	}
	done := map[int]rudd.Node{0: d.constant(false), 1: d.constant(true)}
	var visit func(id int) rudd.Node
	visit = func(id int) rudd.Node {
		if done[id] == nil {
			n := found[id]
			done[id] = d.choose(d.variable(n.level), visit(n.high), visit(n.low))
		}
		return done[id]
	}
	return visit(*n)
}
