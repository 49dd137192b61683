package space

import (
	"math"
	"slices"

	"chiefly/engine/flow"
)

// A node is a diagram by its root: a terminal, or a node of the store.
type node = int32

// Terminals of conditions. Those of verdicts are the numbers of rule.Verdict.
const (
	isFalse node = iota
	isUndecided
	isTrue
	terminals = 4

	// impossible stands where a value cannot be: a child of diagrams that know the
	// flow.
	impossible node = -1
	// tooLarge stands for a diagram of verdicts that takes more than allowed.
	tooLarge node = -2
)

// terminalLevel is below all layers.
const terminalLevel = math.MaxInt32

// A store holds reduced ordered multi-valued decision diagrams: a node tells the
// values of one layer apart, and has a child for each. No two nodes are the same,
// and none has only one child again and again, so that equal functions are equal
// numbers. Nodes are not given up, but for those of a diagram of verdicts that has
// become too large: nothing else mentions them.
type store struct {
	nodes   *table // level, children
	perRole int    // how many nodes a diagram of verdicts may take
	budget  int    // of all nodes
	err     error  // ErrBudget, once it has been reached
	meets   map[[2]node]node
	flips   map[node]node

	conflicts int // that solvers have had
}

// mostNodes bounds what is made besides the diagrams of verdicts: those of conditions
// are small.
const mostNodes = 2_000_000

func newStore(perRole int) *store {
	return &store{nodes: newTable(), perRole: perRole, budget: mostNodes + 4*perRole, meets: map[[2]node]node{}, flips: map[node]node{}}
}

// level returns the layer of a node.
func (s *store) level(n node) int32 {
	if n < terminals {
		return terminalLevel
	}
	return s.nodes.list(n - terminals)[0]
}

// child returns the child of a node of a layer, or the node itself where it does
// not look at the layer.
func (s *store) child(n node, level int32, value int) node {
	if n < terminals {
		return n
	}
	if list := s.nodes.list(n - terminals); list[0] == level {
		return list[1+value]
	}
	return n
}

// make returns the node with a level and children, which are given as one list.
// Impossible children do not count when it is told whether all are the same.
func (s *store) make(list []int32) node {
	only := impossible
	for _, kid := range list[1:] {
		switch {
		case kid == impossible || kid == only:
		case only == impossible:
			only = kid
		default:
			return s.add(list)
		}
	}
	return only
}

func (s *store) add(list []int32) node {
	n, fresh := s.nodes.number(list)
	if fresh && int(n) >= s.budget {
		s.err = ErrBudget
	}
	return n + terminals
}

// and returns the lesser of two conditions everywhere, which is their "and" in
// strong Kleene logic.
func (s *store) and(a, b node) node {
	if a > b {
		a, b = b, a
	}
	switch {
	case a == b || b == isTrue:
		return a
	case a == isTrue:
		return b
	case a == isFalse || s.err != nil:
		return isFalse
	}
	key := [2]node{a, b}
	if met, ok := s.meets[key]; ok {
		return met
	}
	level := min(s.level(a), s.level(b))
	met := s.make(s.zip(level, func(v int) node { return s.and(s.child(a, level, v), s.child(b, level, v)) }, a, b))
	s.meets[key] = met
	return met
}

// zip makes the list of a node at a level, of as many children as those of the
// given nodes that are there.
func (s *store) zip(level int32, kid func(value int) node, of ...node) []int32 {
	list := []int32{level}
	for _, n := range of {
		if s.level(n) == level {
			for v := range len(s.nodes.list(n-terminals)) - 1 {
				list = append(list, kid(v))
			}
			break
		}
	}
	return list
}

// not exchanges true and false.
func (s *store) not(n node) node {
	if n < terminals {
		return isTrue - n
	}
	if flipped, ok := s.flips[n]; ok {
		return flipped
	}
	level := s.level(n)
	flipped := s.make(s.zip(level, func(v int) node { return s.not(s.child(n, level, v)) }, n))
	s.flips[n], s.flips[flipped] = flipped, n
	return flipped
}

func (s *store) or(a, b node) node { return s.not(s.and(s.not(a), s.not(b))) }

// choose is a ? b : c. Where a is undecided the branches must agree.
func (s *store) choose(a, b, c node) node {
	return s.or(s.or(s.and(a, b), s.and(s.not(a), c)), s.and(b, c))
}

// where returns the diagram that is true where a condition has one of the values,
// and false elsewhere.
func (s *store) where(n node, values ...flow.Truth) node {
	return s.mapped(n, func(terminal node) node {
		if slices.Contains(values, flow.Truth(terminal-isUndecided)) {
			return isTrue
		}
		return isFalse
	})
}

// A given is a node for which a layer has a value.
type given struct {
	node
	level, value int32
}

// given returns what is left of a diagram for a value of a layer. done is what has been
// found out about others.
func (s *store) given(g given, done map[given]node) node {
	switch at := s.level(g.node); {
	case at > g.level:
		return g.node
	case at == g.level:
		return s.child(g.node, at, int(g.value))
	}
	if found, ok := done[g]; ok {
		return found
	}
	at := s.level(g.node)
	done[g] = s.make(s.zip(at, func(v int) node { return s.given(given{s.child(g.node, at, v), g.level, g.value}, done) }, g.node))
	return done[g]
}

// mapped puts other terminals into a diagram. One that is tooLarge stays so.
func (s *store) mapped(n node, terminal func(node) node) node {
	done := map[node]node{impossible: impossible, tooLarge: tooLarge}
	var visit func(node) node
	visit = func(n node) node {
		if found, ok := done[n]; ok {
			return found
		}
		if n < terminals {
			return terminal(n)
		}
		level := s.level(n)
		found := s.make(s.zip(level, func(v int) node { return visit(s.nodes.list(n - terminals)[1+v]) }, n))
		done[n] = found
		return found
	}
	return visit(n)
}
