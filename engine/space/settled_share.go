package space

import (
	"slices"

	"chiefly/engine/rule"
)

// exactly finds the shares that take few places. It reports whether that is all of
// them.
func (x *settling) exactly() (all bool) {
	all = true
	for role, root := range x.roots {
		f, err := x.forecast(x.closed, root, x.budget)
		if err != nil {
			all = false
			continue
		}
		x.forecasts[role], x.found.Roles[role] = f, exact(f.verdicts[x.now.Roles[role].Verdict])
	}
	share, ok := x.jointly()
	x.found.Recommendation = exact(share)
	x.found.Estimated = !all
	return all && ok
}

// jointly returns how likely the recommendation stays, unless that takes too many
// places: a state of the flow and a node of each role's diagram.
func (x *settling) jointly() (share float64, ok bool) {
	if slices.Contains(x.roots, tooLarge) {
		return 0, false
	}
	now, rest := x.set.Recommendation(x.now), x.onward(x.closed.chance)
	places, likely := newTable(), []float64{1}
	places.number(append([]int32{0}, x.roots...))
	next := make([]int32, 1+len(x.roots))
	for i := int32(0); int(i) < places.len(); i++ {
		here := places.list(i)
		if at := x.automaton.layer(here[0]); slices.Max(here[1:]) >= terminals {
			possible, chance := x.closed.from(x.automaton, here[0], x.layers[at].values())
			for v, to := range x.automaton.from(here[0], x.layers[at].values()) {
				if !possible[v] || chance[v] == 0 {
					continue
				}
				next[0] = to
				for role, n := range places.list(i)[1:] {
					next[1+role] = x.store.child(n, int32(at), v)
				}
				forgetUnhired(next[1:])
				place, fresh := places.number(next)
				if fresh {
					likely = append(likely, 0)
				}
				likely[place] += likely[i] * chance[v]
			}
		} else if x.recommendation(here[1:]) == now {
			share += likely[i] * rest[here[0]]
		}
		if places.len() > x.budget {
			return 0, false
		}
	}
	return min(1, share), true // rounding can make it a little more
}

// forgetUnhired makes all verdicts but Hire the same, and all when two are Hire: nothing
// else matters to a recommendation.
func forgetUnhired(verdicts []node) {
	hired := 0
	for i, n := range verdicts {
		if n == node(rule.Hire) {
			hired++
		} else if n < terminals {
			verdicts[i] = node(rule.No)
		}
	}
	for i := range verdicts {
		if hired >= 2 {
			verdicts[i] = node(rule.Hire)
		}
	}
}

// recommendation returns what verdicts come to.
func (s *Space) recommendation(verdicts []node) string {
	r := rule.Result{Roles: make([]rule.RoleResult, len(verdicts))}
	for role, n := range verdicts {
		r.Roles[role].Verdict = rule.Verdict(n)
	}
	return s.set.Recommendation(&r)
}

// exact is a share without doubt.
func exact(share float64) Settled { return Settled{Estimate: Estimate{share, share, share}} }
