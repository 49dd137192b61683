package space

import (
	"slices"
)

// Diagrams of changes are false where nothing changes, and have an outcome elsewhere: a
// node below all layers that holds what there was and what there is, as two small numbers.

// outcome returns the node for a change.
func (s *Space) outcome(from, to int) node {
	return s.store.add([]int32{int32(len(s.layers)), int32(from), int32(to)})
}

// fromTo is the inverse of outcome.
func (s *Space) fromTo(outcome node) (from, to int) {
	list := s.store.nodes.list(outcome - terminals)
	return int(list[1]), int(list[2])
}

// open reports whether a node looks at answers.
func (s *Space) open(n node) bool { return s.store.level(n) < int32(s.questions) }

// A settler says what some diagrams come to together at a place, where that is settled.
// Where it is not it may put other nodes in the place of these that come to the same, so
// that places are alike which differ in nothing that matters. After the last answer
// everything is settled.
type settler func(nodes []node) (outcome node, settled bool)

// changedVerdicts finds where the verdict on a role changes.
func (c *comparison) changedVerdicts(role int) change {
	ch := change{kind: Judged, role: role}
	old, replacement := c.root(older, c.roles[role]), c.root(newer, c.roles[role])
	if ch.over = old == tooLarge || replacement == tooLarge; ch.over {
		return ch
	}
	ch.where, ch.over = c.build(c.settleVerdicts, old, replacement)
	return ch
}

// settleVerdicts settles the diagrams of the verdict on a role on both sides.
func (c *comparison) settleVerdicts(nodes []node) (node, bool) {
	old, replacement := nodes[older], nodes[newer]
	switch {
	case old == replacement:
		return isFalse, true
	case old >= terminals || replacement >= terminals:
		return 0, false
	}
	return c.outcome(int(old), int(replacement)), true
}

// settleAny settles diagrams of changes: true where there is any. A diagram that has true
// for all outcomes is one, too.
func (c *comparison) settleAny(nodes []node) (node, bool) {
	slices.Sort(nodes)
	clear(nodes[len(slices.Compact(nodes)):]) // to isFalse
	slices.Sort(nodes)
	for _, n := range nodes {
		if n != isFalse && !c.open(n) {
			return isTrue, true
		}
	}
	return isFalse, len(nodes) == 0 || nodes[len(nodes)-1] == isFalse
}

// alike reports whether all pairs of nodes are the same on both sides.
func alike(nodes []node) bool {
	for i := 0; i < len(nodes); i += 2 {
		if nodes[i+older] != nodes[i+newer] {
			return false
		}
	}
	return true
}
