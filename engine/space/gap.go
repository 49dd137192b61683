package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// gaps finds answers for which the arrangements say nothing: about how much of a role is
// needed, or about what to do where nobody is. It looks only for what the rule set says
// of other answers.
func (f *finder) gaps() {
	for i, role := range f.set.Roles {
		sets := func(row *rule.Arrangement) bool { return row.Kind == rule.SetMode && row.Modes[i] != rule.NoMode }
		if !slices.ContainsFunc(f.set.Arrangements, sets) {
			continue
		}
		silent := func(r *rule.Result) bool { return r.Roles[i].Verdict.Needed() && !slices.ContainsFunc(r.Rows, sets) }
		f.addExample(Finding{Kind: NoArrangement, Role: role}, f.store.and(f.needed(i), f.noneHolds(sets)), silent)
	}
	instead := func(row *rule.Arrangement) bool { return row.Kind == rule.InsteadOf }
	last := -1
	for i, row := range f.set.Arrangements {
		if instead(row) {
			last = i
		}
	}
	if last >= 0 {
		nobody := func(r *rule.Result) bool { return f.nobody(r) && !slices.ContainsFunc(r.Rows, instead) }
		f.addExample(Finding{Kind: NothingInstead, Row: f.set.Arrangements[last]}, f.store.and(f.empty(), f.noneHolds(instead)), nobody)
	}
}

// noneHolds is true where none of some rows holds.
func (s *Space) noneHolds(some func(*rule.Arrangement) bool) node {
	none := isTrue
	for i, row := range s.set.Arrangements {
		if some(row) {
			none = s.store.and(none, s.store.not(s.certain(s.rows[i])))
		}
	}
	return none
}

// empty is true where no role is needed or held.
func (s *Space) empty() node {
	empty := isTrue
	for role := range s.set.Roles {
		empty = s.store.and(empty, s.store.not(s.store.or(s.needed(role), s.certain(s.held[role]))))
	}
	return empty
}

// nobody reports whether no role is needed or held.
func (s *Space) nobody(r *rule.Result) bool {
	return !slices.ContainsFunc(r.Roles, func(role rule.RoleResult) bool { return role.Verdict.Needed() || role.Held == flow.True })
}
