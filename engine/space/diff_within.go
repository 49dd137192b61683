package space

// A cutter leaves out of diagrams what they say where it does not matter, so that more
// places in several diagrams are alike (Coudert and Madre, "A unified framework for the
// formal verification of sequential circuits", 1990, call that restriction).
type cutter struct {
	*store
	pairs *table // that are done: a node, and where it matters
	found []node // by pair
}

// within returns the diagrams as they are where any of some diagrams of changes has an
// outcome; elsewhere they may be anything. Where to find that takes more than allowed, they
// stay as they are.
func (c *comparison) within(diagrams, changed []node) []node {
	where, over := c.build(c.settleAny, changed...)
	if over {
		return diagrams
	}
	x := cutter{store: c.store, pairs: newTable()}
	var cut []node
	for _, n := range diagrams {
		cut = append(cut, x.cut(n, where))
	}
	return cut
}

func (x *cutter) cut(n, where node) node {
	switch {
	case where == isFalse || where == impossible:
		return impossible
	case where == isTrue || n < terminals:
		return n
	}
	pair, fresh := x.pairs.number([]int32{n, where})
	if !fresh {
		return x.found[pair]
	}
	x.found = append(x.found, impossible)
	level := min(x.level(n), x.level(where))
	found := x.make(x.zip(level, func(v int) node { return x.cut(x.child(n, level, v), x.child(where, level, v)) }, n, where))
	x.found[pair] = found
	return found
}
