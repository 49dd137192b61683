package space

import (
	"slices"

	"chiefly/engine/flow"
)

// How many places are looked at to count changes, for each node of the budget: a place
// takes less memory there than in a diagram. Other recommendations for the sake of one role
// are worth the most. Modes can depend on many verdicts at once, where one person can fill
// several roles, and what changes there is often too rare to be worth more.
const (
	placesForAdvice = 32
	placesToCount   = 2
)

// A riddle is some diagrams, and what they come to together. Where one of them is
// impossible, nothing changes: see within.
type riddle struct {
	settler settler
	nodes   []node
}

func (r riddle) settle(nodes []node) (outcome node, settled bool) {
	if slices.Contains(nodes, impossible) {
		return isFalse, true
	}
	return r.settler(nodes)
}

// open reports whether there may be answers for which anything changes.
func (r riddle) open() bool {
	n, settled := r.settle(slices.Clone(r.nodes))
	return !settled || n != isFalse
}

// count measures the outcomes of a riddle, looking at a number of places at most. It
// reports whether that was enough.
func (c *comparison) count(r riddle, most int) ([]tally, bool) {
	if !r.open() {
		return nil, true
	}
	at := make([]node, len(r.nodes))
	found, err := c.joint(c.everything(c.population), r.nodes, func(p place) {
		for i := range at {
			at[i] = p.at(1 + i)
		}
		most--
		if n, settled := r.settle(at); most < 0 || settled && n == isFalse {
			clear(at) // alike on both sides
		} else if settled && n == isTrue {
			clear(at)
			at[0] = isTrue
		}
		for i, n := range at {
			p.set(1+i, n)
		}
	})
	if err != nil || most < 0 {
		return nil, false
	}
	var tallies []tally
	for _, combination := range found {
		outcome, _ := r.settle(combination.terminals)
		if outcome == isFalse {
			continue
		}
		if c.population == nil {
			combination.amount.Share = 0
		}
		if i := slices.IndexFunc(tallies, func(t tally) bool { return t.outcome == outcome }); i >= 0 {
			tallies[i].add(combination.amount)
		} else {
			tallies = append(tallies, tally{outcome: outcome, Amount: combination.amount})
		}
	}
	return tallies, true
}

// solve returns the fewest answers for which a riddle has an outcome.
func (c *comparison) solve(r riddle, outcome node) (flow.Answers, error) {
	return c.find(func(nodes []node) flow.Truth {
		switch n, settled := r.settle(slices.Clone(nodes)); {
		case !settled:
			return flow.Undecided
		case n == outcome:
			return flow.True
		}
		return flow.False
	}, r.nodes...)
}

// anyOf is the riddle whether any of some riddles has an outcome: then it is true, and so
// is its first node.
func (c *comparison) anyOf(riddles ...riddle) riddle {
	riddles = slices.DeleteFunc(riddles, func(r riddle) bool { return !r.open() })
	all := riddle{nodes: []node{isFalse}, settler: func(nodes []node) (node, bool) {
		if nodes[0] == isTrue {
			return isTrue, true
		}
		nodes = nodes[1:]
		open := false
		for _, r := range riddles {
			of := nodes[:len(r.nodes)]
			switch n, settled := r.settle(of); {
			case settled && n != isFalse:
				return isTrue, true
			case settled:
				clear(of)
			default:
				open = true
			}
			nodes = nodes[len(r.nodes):]
		}
		return isFalse, !open
	}}
	for _, r := range riddles {
		all.nodes = append(all.nodes, r.nodes...)
	}
	return all
}
