package space

import (
	"testing"

	"chiefly/engine/rule"
)

// The conditions for modes equal what the plain runtime finds for all answer sets.
func TestModesEqualEnumeration(t *testing.T) {
	seen := map[rule.Mode]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		for _, o := range m.all {
			for role, got := range m.set.Roles {
				fullTime, fractional := m.holds(m.modes[role].fullTime, o), m.holds(m.modes[role].fractional, o)
				want := o.result.Roles[role].Mode
				seen[want]++
				if fullTime != (want == rule.FullTime) || fractional != (want == rule.Fractional) {
					t.Errorf("%s with %v: full-time %t, fractional %t, not %q", got.ID, o.answers, fullTime, fractional, want)
				}
			}
		}
	})
	if seen[rule.FullTime] < enough(1000) || seen[rule.Fractional] < enough(1000) {
		t.Errorf("too few of a mode to tell: %v", seen)
	}
}
