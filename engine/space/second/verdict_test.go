package second

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"

	"github.com/dalzilio/rudd"

	"chiefly/engine/rule"
)

// verdicts returns where a role gets each verdict, by the verdict. Where the variables
// are not those of an answer set, it means nothing.
func (e *encoding) verdicts(role int) []rudd.Node {
	limits := e.set.Roles[role].Thresholds
	score, offset := e.score(role)
	required, ruledOut := e.fires(role, rule.Require), e.fires(role, rule.RuleOut)
	reaches := func(threshold int) rudd.Node { return e.atLeast(score, uint64(max(0, threshold-offset))) }
	needed := e.without(e.or(required, reaches(limits.Hire)), ruledOut)
	later := e.without(e.without(reaches(limits.Later), needed), ruledOut)
	held := e.condition(e.set.Roles[role].Held).certain
	all := make([]rudd.Node, rule.Hire+1)
	all[rule.No] = e.not(e.or(needed, later))
	all[rule.Later] = later
	all[rule.Keep] = e.and(needed, held)
	all[rule.Hire] = e.without(needed, held)
	return all
}

// fires is true where some rule with an effect on a role fires.
func (e *encoding) fires(role int, effect rule.Effect) rudd.Node {
	some := e.constant(false)
	for _, r := range e.set.Rules {
		if r.Touches[role] && r.Effect == effect {
			some = e.or(some, e.condition(r.When).certain)
		}
	}
	return some
}

// score returns the sum of the points for a role in binary, and what to add to it.
// Points against a role are added where their rule does not fire, and taken off for all.
func (e *encoding) score(role int) (score []rudd.Node, offset int) {
	rules, most := e.scoring(role), uint64(0)
	for _, r := range rules {
		most += size(r.Points[role])
	}
	score = slices.Repeat([]rudd.Node{e.constant(false)}, bits.Len64(most))
	for _, r := range rules {
		when, points := e.condition(r.When).certain, r.Points[role]
		if points < 0 {
			when, offset = e.not(when), offset+points
		}
		e.add(score, when, size(points))
	}
	return score, offset
}

func size(points int) uint64 { return uint64(max(points, -points)) }

// scoring returns the rules with points for a role, those about the last variables
// first: sums then grow from the ends of diagrams.
func (e *encoding) scoring(role int) []*rule.Rule {
	var rules []*rule.Rule
	for _, r := range e.set.Rules {
		if r.Effect == rule.Points && r.Points[role] != 0 {
			rules = append(rules, r)
		}
	}
	last := func(r *rule.Rule) (variable int) {
		for _, id := range r.When.Questions() {
			variable = max(variable, e.fields[id].first)
		}
		return variable
	}
	slices.SortStableFunc(rules, func(a, b *rule.Rule) int { return cmp.Compare(last(b), last(a)) })
	return rules
}

// together counts the answer sets for which some functions are true, whatever the others
// are: by the functions, a bit for each. Those of more than most functions are nil.
func (e *encoding) together(of []rudd.Node, most int) []*big.Int {
	joint, counts := make([]rudd.Node, 1<<len(of)), make([]*big.Int, 1<<len(of))
	joint[0], counts[0] = e.valid, e.count(e.valid)
	for some := 1; some < len(joint); some++ {
		if bits.OnesCount(uint(some)) <= most {
			joint[some] = e.and(joint[some&(some-1)], of[bits.TrailingZeros(uint(some))])
			counts[some] = e.count(joint[some])
		}
	}
	return counts
}

// alone makes of what together counts the answer sets for which some functions are true
// and no others: it takes off those for which one more is true, function by function.
func alone(counts []*big.Int) {
	for one := 1; one < len(counts); one *= 2 {
		for some := range counts {
			if some&one == 0 {
				counts[some].Sub(counts[some], counts[some|one])
			}
		}
	}
}
