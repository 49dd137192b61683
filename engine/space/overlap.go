package space

import (
	"slices"

	"chiefly/engine/rule"
)

// overlaps finds rules that fire together, and those that others make needless.
func (f *finder) overlaps() (found []Finding) {
	for i, a := range f.set.Rules {
		alone := false
		for j, b := range f.set.Rules {
			switch {
			case i == j || a.Effect != b.Effect || !f.varies(i) || !f.varies(j):
			case f.certain[i] == f.certain[j]:
				alone = alone || touchesAll(b, a)
				if i < j && touchBoth(a, b) {
					found = append(found, Finding{Kind: SameCondition, Rules: []*rule.Rule{a, b}, Example: f.firingExample(i)})
				}
			case a.Effect != rule.Points && touchesAll(b, a) && f.implies(i, j):
				alone = true
				found = append(found, Finding{Kind: Covered, Rules: []*rule.Rule{a, b}, Example: f.firingExample(i)})
			}
		}
		if others := f.others(i); !alone && f.coveredBy(i, others) {
			found = append(found, Finding{Kind: CoveredTogether, Rules: f.fewest(i, others), Example: f.firingExample(i)})
		}
	}
	return found
}

// needless returns the rules that findings of overlaps show to be needless.
func needless(overlaps []Finding) map[*rule.Rule]bool {
	found := map[*rule.Rule]bool{}
	for _, o := range overlaps {
		a, b := o.Rules[0], o.Rules[1]
		switch {
		case o.Kind != SameCondition:
			found[a] = true
		case a.Effect != rule.Points:
			found[a], found[b] = found[a] || touchesAll(b, a), found[b] || touchesAll(a, b)
		}
	}
	return found
}

// varies reports whether a rule fires for some answers, but not for all.
func (f *finder) varies(i int) bool { return f.certain[i] >= terminals }

// touchBoth reports whether there is a role that both rules bear on.
func touchBoth(a, b *rule.Rule) bool { return commonRole(a, b) >= 0 }

// commonRole returns the first role that both rules bear on, or -1.
func commonRole(a, b *rule.Rule) int {
	for role, touched := range a.Touches {
		if touched && b.Touches[role] {
			return role
		}
	}
	return -1
}

// touchesAll reports whether a rule bears on all roles that another one bears on.
func touchesAll(a, b *rule.Rule) bool {
	for role, touched := range b.Touches {
		if touched && !a.Touches[role] {
			return false
		}
	}
	return true
}

// implies reports whether a rule fires only where another one does.
func (f *finder) implies(a, b int) bool { return f.within(f.fires(a), f.fires(b)) }

// fires is true where a rule fires, and false elsewhere.
func (f *finder) fires(i int) node { return f.Space.certain(f.rules[i]) }

// within reports whether one of two conditions that are true or false is true only where
// the other one is, for all answers that can be reached.
func (f *finder) within(a, b node) bool { return f.reduced(f.store.and(a, f.store.not(b))) == isFalse }

// others returns the rules that could make a rule needless that requires or rules out.
func (f *finder) others(i int) (found []int) {
	a := f.set.Rules[i]
	for j, b := range f.set.Rules {
		if a.Effect != rule.Points && i != j && a.Effect == b.Effect && f.varies(i) && f.varies(j) && touchBoth(a, b) {
			found = append(found, j)
		}
	}
	return found
}

// coveredBy reports whether wherever a rule fires others do the same, for each role that
// it bears on.
func (f *finder) coveredBy(i int, others []int) bool {
	for role, touched := range f.set.Rules[i].Touches {
		if !touched {
			continue
		}
		together := isFalse
		for _, j := range others {
			if f.set.Rules[j].Touches[role] {
				together = f.store.or(together, f.fires(j))
			}
		}
		if len(others) == 0 || !f.within(f.fires(i), together) {
			return false
		}
	}
	return true
}

// fewest returns a rule and, of the others that cover it, as many as it takes.
func (f *finder) fewest(i int, others []int) []*rule.Rule {
	for at := len(others) - 1; at >= 0; at-- {
		if fewer := slices.Delete(slices.Clone(others), at, at+1); f.coveredBy(i, fewer) {
			others = fewer
		}
	}
	rules := []*rule.Rule{f.set.Rules[i]}
	for _, j := range others {
		rules = append(rules, f.set.Rules[j])
	}
	return rules
}

// contradictions finds rules of which one requires a role that the other rules out, for
// the same answers.
func (f *finder) contradictions() {
	for i, in := range f.set.Rules {
		for j, out := range f.set.Rules {
			if in.Effect != rule.Require || out.Effect != rule.RuleOut || !touchBoth(in, out) {
				continue
			}
			both := func(r *rule.Result) bool {
				return slices.Contains(r.Fired, int32(i)) && slices.Contains(r.Fired, int32(j))
			}
			role := f.set.Roles[commonRole(in, out)]
			f.addExample(Finding{Kind: Contradiction, Rules: []*rule.Rule{in, out}, Role: role}, f.store.and(f.fires(i), f.fires(j)), both)
		}
	}
}

// An Implication is a rule that fires only where another one with the same sort of effect
// on some role does. That is nothing to be put right: graded rules do so, of which
// one adds to what the other gives.
type Implication struct {
	Rule, Implied *rule.Rule
}

// Implications returns all implications between rules that neither fire always nor never.
func (s *Space) Implications() ([]Implication, error) {
	f := finder{seeker: s.seeker()}
	for i := range s.rules {
		f.certain = append(f.certain, s.reduced(f.fires(i)))
	}
	var found []Implication
	for i, a := range s.set.Rules {
		for j, b := range s.set.Rules {
			if i != j && f.varies(i) && f.varies(j) && sameSort(a, b) && f.implies(i, j) {
				found = append(found, Implication{a, b})
			}
		}
	}
	return found, s.store.err
}

// sameSort reports whether two rules have the same sort of effect on some role: points of the
// same sign, or the same of the other effects.
func sameSort(a, b *rule.Rule) bool {
	for role, touched := range a.Touches {
		if touched && b.Touches[role] && a.Effect == b.Effect && (a.Points[role] < 0) == (b.Points[role] < 0) {
			return true
		}
	}
	return false
}
