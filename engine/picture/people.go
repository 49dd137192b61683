package picture

import (
	"slices"

	"chiefly/engine"
)

// A person fills one or more roles, as advised. Those that somebody holds today come
// before those that are taken on.
type person struct{ roles []*engine.Role }

// people returns those who fill roles today or should, the needed ones in their
// sequence.
func people(a *engine.Advice) []person {
	var found []person
	done := map[string]bool{}
	for _, r := range a.InSequence() {
		if done[r.ID] || !onChart(r) {
			continue
		}
		var p person
		for _, other := range a.InSequence() {
			if other == r || shared(a, r, other) {
				p.roles, done[other.ID] = append(p.roles, other), true
			}
		}
		slices.SortStableFunc(p.roles, func(x, y *engine.Role) int { return order(x) - order(y) })
		found = append(found, p)
	}
	return found
}

// onChart reports whether somebody is in a role, should be, or will be.
func onChart(r *engine.Role) bool {
	return r.Needed() || r.Held || r.Verdict == engine.VerdictLater
}

// shared reports whether one person should fill two roles.
func shared(a *engine.Advice, r, other *engine.Role) bool {
	return slices.ContainsFunc(a.Combined, func(group []string) bool { return slices.Contains(group, r.ID) && slices.Contains(group, other.ID) })
}

func order(r *engine.Role) int {
	if r.Held {
		return 0
	}
	return 1
}

// held returns the roles of a person that are held today.
func (p person) held() []*engine.Role {
	return slices.DeleteFunc(slices.Clone(p.roles), func(r *engine.Role) bool { return !r.Held })
}

// lookOf is how a role looks, by what is to be done about it.
func lookOf(verdict string, held bool) look {
	switch {
	case verdict == engine.VerdictKeep:
		return kept
	case verdict == engine.VerdictHire:
		return newcomer
	case held:
		return existing
	case verdict == engine.VerdictLater:
		return tentative
	}
	return absent
}
