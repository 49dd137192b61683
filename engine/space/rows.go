package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A case of an arrangement row is what is left of its condition for some verdicts.
type rowCase struct {
	when     node
	verdicts [][]rule.Verdict // on the roles that the row mentions; each leaves the same
}

// rowsDecide finds arrangement rows that hold for no answers, or decide nothing where
// they do.
func (f *finder) rowsDecide() {
	for i, row := range f.set.Arrangements {
		decides := func(r *rule.Result) bool { return slices.Contains(r.Rows, row) }
		switch {
		case f.rowExample(f.deciding(i), decides) != nil || f.err != nil:
		default:
			found := Finding{Kind: RowNeverDecides, Row: row, Example: f.rowExample(f.Space.certain(f.rows[i]), nil)}
			if found.Example == nil {
				found.Kind = RowNeverHolds
			}
			f.add(found)
		}
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

// rowExample returns answers for which a condition on answers and verdicts is true, or
// nil where there are none. confirms may be nil.
func (f *finder) rowExample(condition node, confirms func(*rule.Result) bool) flow.Answers {
	roles := f.rolesOf(condition)
	var roots []node
	for _, role := range roles {
		roots = append(roots, f.roots[role])
	}
	if confirms == nil {
		confirms = func(*rule.Result) bool { return true }
	}
	for _, c := range f.casesOf(condition, roles) {
		if answers := f.example(confirms, c.wanted, append([]node{c.when}, roots...)...); answers != nil || f.err != nil {
			return answers
		}
	}
	return nil
}

// rolesOf returns the roles whose verdicts a diagram looks at.
func (s *Space) rolesOf(n node) []int {
	var roles []int
	s.walkNodes([]node{n}, func(level int32, _ []node) {
		if l := s.layers[level]; l.kind == verdict && !slices.Contains(roles, l.question) {
			roles = append(roles, l.question)
		}
	})
	slices.Sort(roles)
	return roles
}

// casesOf splits a condition by verdicts on roles. Cases that cannot be true are left
// out.
func (s *Space) casesOf(n node, roles []int) []rowCase {
	if len(roles) == 0 {
		if n = s.certain(n); n == isFalse {
			return nil
		}
		return []rowCase{{when: n, verdicts: [][]rule.Verdict{nil}}}
	}
	var cases []rowCase
	for v := range rule.Hire + 1 {
		for _, c := range s.casesOf(s.given(n, s.questions+roles[0], int(v)), roles[1:]) {
			at := slices.IndexFunc(cases, func(other rowCase) bool { return other.when == c.when })
			if at < 0 {
				at, cases = len(cases), append(cases, rowCase{when: c.when})
			}
			for _, verdicts := range c.verdicts {
				cases[at].verdicts = append(cases[at].verdicts, append([]rule.Verdict{v}, verdicts...))
			}
		}
	}
	return cases
}

// given returns what is left of a diagram for a value of a layer.
func (s *Space) given(n node, level, value int) node {
	done := map[node]node{}
	var from func(node) node
	from = func(n node) node {
		at := s.store.level(n)
		if at > int32(level) {
			return n
		}
		if at == int32(level) {
			return s.store.child(n, at, value)
		}
		if _, ok := done[n]; !ok {
			done[n] = s.store.make(s.store.zip(at, func(v int) node { return from(s.store.child(n, at, v)) }, n))
		}
		return done[n]
	}
	return from(n)
}

// wanted tells of what is left of the condition and of the roles' diagrams whether the
// condition holds with one of the case's verdicts.
func (c *rowCase) wanted(nodes []node) flow.Truth {
	when, roots := nodes[0], nodes[1:]
	if when == isFalse {
		return flow.False
	}
	possible := slices.ContainsFunc(c.verdicts, func(verdicts []rule.Verdict) bool {
		for i, v := range verdicts {
			if roots[i] < terminals && roots[i] != node(v) {
				return false
			}
		}
		return true
	})
	switch {
	case !possible:
		return flow.False
	case when == isTrue && !slices.ContainsFunc(roots, func(n node) bool { return n >= terminals }):
		return flow.True
	}
	return flow.Undecided
}
