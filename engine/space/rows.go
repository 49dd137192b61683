package space

import (
	"slices"

	"chiefly/engine/rule"
)

// rowsDecide finds arrangement rows that hold for no answers, or decide nothing where
// they do.
func (f *finder) rowsDecide() {
	for i, row := range f.set.Arrangements {
		decides := func(r *rule.Result) bool { return slices.Contains(r.Rows, row) }
		if f.witness(f.deciding(i), decides) != nil || f.gaveUp(Finding{Kind: RowNeverDecides, Row: row}) || f.err != nil {
			continue
		}
		found := Finding{Kind: RowNeverDecides, Row: row, Example: f.witness(f.Space.certain(f.rows[i]), nil)}
		if found.Example == nil && !f.gaveUp(Finding{Kind: RowNeverHolds, Row: row}) {
			found.Kind = RowNeverHolds
		}
		f.add(found)
	}
}

// deciding returns where a row decides something: where it holds, what it is about is
// needed, and no row above has decided it.
func (s *Space) deciding(row int) node {
	here := s.set.Arrangements[row]
	open := s.relevant(here)
	if here.Kind == rule.SetMode {
		open = isFalse
		for role, mode := range here.Modes {
			if mode != rule.NoMode {
				open = s.store.or(open, s.store.and(s.needed(role), s.undecided(row, func(above *rule.Arrangement) bool {
					return above.Kind == rule.SetMode && above.Modes[role] != rule.NoMode
				})))
			}
		}
	} else {
		open = s.store.and(open, s.undecided(row, func(above *rule.Arrangement) bool { return sameTopic(above, here) }))
	}
	return s.store.and(s.certain(s.rows[row]), open)
}

// undecided is true where none of some rows above a row holds.
func (s *Space) undecided(row int, some func(above *rule.Arrangement) bool) node {
	open := isTrue
	for i, above := range s.set.Arrangements[:row] {
		if some(above) {
			open = s.store.and(open, s.store.not(s.store.and(s.certain(s.rows[i]), s.relevant(above))))
		}
	}
	return open
}

// relevant is true where the roles are needed that a row is about.
func (s *Space) relevant(row *rule.Arrangement) node {
	switch row.Kind {
	case rule.Combine, rule.Separate:
		return s.store.and(s.needed(row.Roles[0]), s.needed(row.Roles[1]))
	case rule.First:
		others := isFalse
		for role := range s.set.Roles {
			if role != row.Roles[0] {
				others = s.store.or(others, s.needed(role))
			}
		}
		return s.store.and(s.needed(row.Roles[0]), others)
	}
	return isTrue
}

// needed is true where a role is.
func (s *Space) needed(role int) node {
	list := []int32{int32(s.questions + role)}
	for v := range rule.Hire + 1 {
		list = append(list, truth(v.Needed()))
	}
	return s.store.make(list)
}

// sameTopic reports whether the first of two rows that holds decides for both. Rows of
// modes decide role by role.
func sameTopic(a, b *rule.Arrangement) bool {
	pair := func(row *rule.Arrangement) bool { return row.Kind == rule.Combine || row.Kind == rule.Separate }
	switch {
	case pair(a) && pair(b):
		return slices.Equal(a.Roles, b.Roles)
	case a.Kind != b.Kind:
		return false
	case a.Kind == rule.InsteadOf:
		return a.Instead.For == b.Instead.For
	}
	return a.Topic == b.Topic
}
