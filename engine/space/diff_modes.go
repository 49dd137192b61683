package space

import (
	"math"
	"slices"

	"chiefly/engine/rule"
)

// A modeSettler settles where a role that is needed on both sides is filled in another
// mode. The nodes are the two conditions, on answers and verdicts, for it to be filled
// fractionally, and then the verdicts on all roles, each on one side and on the other.
// A verdict is made part of the conditions as soon as it is settled, and forgotten where
// they do not mention it.
type modeSettler struct {
	*comparison
	role int // of the paired ones
}

// changedModes counts where the mode of a role changes.
func (c *comparison) changedModes(role int) change {
	ch := change{kind: Filled, role: role}
	if ch.riddle, ch.over = c.modeRiddle(role, [2]int{older, newer}); ch.over {
		return ch
	}
	most := placesToCount * c.budget
	if ch.nodes[older] == ch.nodes[newer] { // a verdict that it depends on changes
		most = c.budget / 2
	}
	tallies, ok := c.count(ch.riddle, most)
	ch.tallies, ch.over = tallies, !ok
	return ch
}

// modeRiddle asks where the mode of a role changes, with verdicts as they are on two sides,
// which may be the same one. It reports whether that takes more than allowed.
func (c *comparison) modeRiddle(role int, verdicts [2]int) (r riddle, over bool) {
	x := modeSettler{c, role}
	r = riddle{x.settle, []node{c.fractional(older, role), c.fractional(newer, role)}}
	for i := range c.roles {
		of, over := x.verdicts(i, r.nodes[:2], verdicts)
		if over {
			return r, true
		}
		r.nodes = append(r.nodes, of...)
	}
	return r, false
}

// verdicts returns the diagrams of the verdicts on a role on two sides, as far as two
// conditions tell them apart. On the role itself there are none but where it is needed on
// both. It reports whether that takes more than allowed.
func (x *modeSettler) verdicts(role int, conditions []node, sides [2]int) (verdicts []node, over bool) {
	like, matters := x.likeVerdicts(role, conditions)
	for _, side := range sides {
		switch root := x.root(side, x.roles[role]); {
		case !matters:
			verdicts = append(verdicts, node(rule.No))
		case root == tooLarge:
			return nil, true
		default:
			verdicts = append(verdicts, x.store.mapped(root, func(n node) node { return like[n] }))
		}
	}
	if role != x.role {
		return verdicts, false
	}
	old, over := x.build(x.neededOn(older), verdicts...)
	replacement, alsoOver := x.build(x.neededOn(newer), verdicts...)
	return []node{old, replacement}, over || alsoOver
}

// neededOn settles the verdicts on both sides to that on one side, or "no" where the role
// is not needed on either.
func (x *modeSettler) neededOn(side int) settler {
	return func(nodes []node) (node, bool) {
		open := false
		for _, n := range nodes {
			open = open || n >= terminals
			if n < terminals && !rule.Verdict(n).Needed() {
				return node(rule.No), true
			}
		}
		return nodes[side], !open
	}
}

// fractional returns the condition for a role to be filled fractionally.
func (c *comparison) fractional(side, role int) node {
	return c.models[side].modes[c.roles[role].on[side]].fractional
}

// likeVerdicts returns for each verdict on a role the first one that is the same to all
// that two conditions say, and whether there are any that are not the same.
func (x *modeSettler) likeVerdicts(role int, conditions []node) (like [rule.Hire + 1]node, matters bool) {
	var kids [rule.Hire + 1][]node
	for v := range kids {
		if role == x.role {
			kids[v] = append(kids[v], truth(rule.Verdict(v).Needed()))
		}
	}
	for side, condition := range conditions {
		level := x.verdictLayer(side, role)
		x.walkNodes([]node{condition}, func(at int32, of []node) {
			if at == level {
				for v := range kids {
					kids[v] = append(kids[v], of[v])
				}
			}
		})
	}
	for v := range like {
		like[v] = node(slices.IndexFunc(kids[:], func(other []node) bool { return slices.Equal(other, kids[v]) }))
		matters = matters || like[v] != like[0]
	}
	return like, matters
}

// verdictLayer returns the layer of the verdict on a role in conditions of a side, or -1.
func (c *comparison) verdictLayer(side, role int) int32 {
	if on := c.roles[role].on[side]; on >= 0 {
		return int32(c.questions + on)
	}
	return -1
}

func (x *modeSettler) settle(nodes []node) (node, bool) {
	for side := range x.models {
		x.assumeVerdicts(side, nodes)
	}
	conditions, own := nodes[:2], nodes[2+2*x.role:][:2]
	open := false
	for _, n := range own {
		open = open || n >= terminals
		if n < terminals && !rule.Verdict(n).Needed() {
			return isFalse, true
		}
	}
	decided := max(conditions[older], conditions[newer]) < terminals
	switch {
	case conditions[older] == conditions[newer] && (decided || alike(nodes[2:])):
		return isFalse, true
	case open || !decided:
		return 0, false
	}
	mode := func(fractional node) int {
		if fractional == isTrue {
			return int(rule.Fractional)
		}
		return int(rule.FullTime)
	}
	return x.outcome(mode(conditions[older]), mode(conditions[newer])), true
}

// assumeVerdicts puts verdicts that are settled into the condition of a side, and forgets
// those that it does not mention: but for whether the role itself is needed.
func (x *modeSettler) assumeVerdicts(side int, nodes []node) {
	for i := range x.roles {
		if v := nodes[2+2*i+side]; v < terminals && x.mentions(nodes[side], side, i) {
			nodes[side] = x.store.given(given{nodes[side], x.verdictLayer(side, i), v}, x.assumed)
		}
	}
	for i := range x.roles {
		switch v := &nodes[2+2*i+side]; {
		case x.mentions(nodes[side], side, i):
		case i != x.role:
			*v = node(rule.No)
		case *v < terminals && rule.Verdict(*v).Needed():
			*v = node(rule.Hire)
		}
	}
}

// mentions reports whether a condition of a side looks at the verdict on a role.
func (c *comparison) mentions(n node, side, role int) bool {
	on := c.roles[role].on[side]
	return on >= 0 && c.verdictsIn(n)>>on&1 == 1
}

// notYet is no set of roles.
const notYet = math.MaxUint64

// verdictsIn returns the roles at whose verdicts a condition looks, as bits.
func (c *comparison) verdictsIn(n node) uint64 {
	if n < terminals {
		return 0
	}
	for int(n) >= len(c.mentioned) {
		c.mentioned = append(c.mentioned, notYet)
	}
	if c.mentioned[n] != notYet {
		return c.mentioned[n]
	}
	found := uint64(0)
	list := c.store.nodes.list(n - terminals)
	if l := &c.layers[list[0]]; l.kind == verdict {
		found = 1 << l.question
	}
	for _, kid := range list[1:] {
		found |= c.verdictsIn(kid)
	}
	c.mentioned[n] = found
	return found
}
