package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// Recommendations as numbers in outcomes.
const (
	recommendsNone = iota
	recommendsSeveral
	recommendsRole // the first of the paired ones
)

// An adviceSettler settles where another recommendation is given. The nodes say, role by
// role, whether it is to be hired, as a number of two bits: one for each side.
type adviceSettler struct {
	*comparison
	differs []flow.Truth // by node: whether the bits are different somewhere below; undecided until it is known
}

// changedRecommendations counts where another recommendation is given.
func (c *comparison) changedRecommendations() change {
	x := adviceSettler{comparison: c}
	ch := change{kind: Recommended, role: -1, riddle: riddle{settler: x.settle}}
	different := 0
	for _, r := range x.roles {
		if x.root(older, r) != x.root(newer, r) {
			different++
		}
	}
	if ch.nodes, ch.over = x.hired(different == 1); ch.over {
		return ch
	}
	most := placesToCount
	if different == 1 {
		most = placesForAdvice
	}
	tallies, ok := c.count(ch.riddle, most*c.budget)
	ch.tallies, ch.over = tallies, !ok
	return ch
}

// hired makes the diagrams of who is to be hired, where one role is different or several
// are. It reports whether that takes more than allowed.
func (x *adviceSettler) hired(one bool) (hired []node, over bool) {
	for _, r := range x.roles {
		old, replacement := x.root(older, r), x.root(newer, r)
		if old == tooLarge || replacement == tooLarge {
			return nil, true
		}
		n, over := x.build(settleHired(one && old != replacement), old, replacement)
		if over {
			return nil, true
		}
		hired = append(hired, n)
	}
	return x.withinDifferent(hired), false
}

// withinDifferent leaves out who is to be hired, among roles that are not different, where
// no other role is.
func (x *adviceSettler) withinDifferent(hired []node) []node {
	var changed []node
	for i, r := range x.roles {
		if x.root(older, r) != x.root(newer, r) {
			changed = append(changed, x.store.mapped(hired[i], func(n node) node { return truth(n == 1<<older || n == 1<<newer) }))
		}
	}
	within := x.within(hired, changed)
	for i, r := range x.roles {
		if x.root(older, r) != x.root(newer, r) {
			within[i] = hired[i]
		}
	}
	return within
}

// settleHired settles the verdicts on a role on both sides to two bits. Where the role is
// the only one that is different, it does not matter whether it is hired where it is not.
func settleHired(only bool) settler {
	return func(nodes []node) (bits node, settled bool) {
		old, replacement := nodes[older], nodes[newer]
		switch {
		case only && old == replacement:
			return 0, true
		case old >= terminals || replacement >= terminals:
			return 0, false
		}
		for side, n := range nodes {
			if n == node(rule.Hire) {
				bits |= 1 << side
			}
		}
		return bits, true
	}
}

func (x *adviceSettler) settle(nodes []node) (node, bool) {
	if !slices.ContainsFunc(nodes, x.isDifferent) {
		return isFalse, true
	}
	old, was := recommendation(nodes, older)
	replacement, is := recommendation(nodes, newer)
	switch {
	case !was || !is:
		return 0, false
	case old == replacement:
		return isFalse, true
	}
	return x.outcome(old, replacement), true
}

// isDifferent reports whether the bits of a role are different somewhere below a node.
func (x *adviceSettler) isDifferent(n node) bool {
	if n < terminals {
		return n == 1<<older || n == 1<<newer
	}
	for int(n) >= len(x.differs) {
		x.differs = append(x.differs, flow.Undecided)
	}
	if x.differs[n] == flow.Undecided {
		x.differs[n] = flow.False
		if slices.ContainsFunc(x.store.nodes.list(n - terminals)[1:], x.isDifferent) {
			x.differs[n] = flow.True
		}
	}
	return x.differs[n] == flow.True
}

// recommendation returns what is recommended on a side, going by the roles hired so far,
// and whether that is settled.
func recommendation(nodes []node, side int) (recommended int, settled bool) {
	recommended, settled = recommendsNone, true
	for i, n := range nodes {
		switch {
		case n >= terminals:
			settled = false
		case n>>side&1 == 0:
		case recommended != recommendsNone:
			return recommendsSeveral, true
		default:
			recommended = recommendsRole + i
		}
	}
	return recommended, settled
}
