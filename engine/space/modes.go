package space

import (
	"slices"

	"chiefly/engine/rule"
)

// modes are where a role is filled full-time, and where fractionally, as conditions on
// answers and verdicts.
type modes struct {
	fullTime, fractional node
}

// modesOf finds the modes of all roles. A role that shares a person with one that is
// filled full-time is filled full-time too; see rule.Result.
func (s *Space) modesOf(m *model) []modes {
	n := len(m.set.Roles)
	own := make([]node, n) // where the rows make a role fractional
	for role := range m.set.Roles {
		own[role] = s.firstOf(m, func(row *rule.Arrangement) bool { return row.Kind == rule.SetMode && row.Modes[role] != rule.NoMode },
			func(row *rule.Arrangement) bool { return row.Modes[role] == rule.Fractional })
	}
	shared := s.sharedPeople(m)
	found := make([]modes, n)
	for role := range m.set.Roles {
		full := isFalse
		for other := range m.set.Roles {
			full = s.store.or(full, s.store.and(shared[role][other], s.store.not(own[other])))
		}
		found[role] = modes{fullTime: s.store.and(s.needed(role), full), fractional: s.store.and(s.needed(role), s.store.not(full))}
	}
	return found
}

// sharedPeople says for each two roles where one person fills both, on account of rows
// about the two of them, or of rows that join either with others.
func (s *Space) sharedPeople(m *model) [][]node {
	n := len(m.set.Roles)
	shared := make([][]node, n)
	for i := range shared {
		shared[i] = slices.Repeat([]node{isFalse}, n)
		shared[i][i] = isTrue
	}
	for _, row := range m.set.Arrangements {
		if row.Kind != rule.Combine {
			continue
		}
		a, b := row.Roles[0], row.Roles[1]
		joined := s.firstOf(m, func(other *rule.Arrangement) bool { return sameTopic(other, row) }, func(other *rule.Arrangement) bool { return other.Kind == rule.Combine })
		joined = s.store.and(joined, s.store.and(s.needed(a), s.needed(b)))
		shared[a][b], shared[b][a] = joined, joined
	}
	for through := range n {
		for i := range n {
			for j := range n {
				shared[i][j] = s.store.or(shared[i][j], s.store.and(shared[i][through], shared[through][j]))
			}
		}
	}
	return shared
}

// firstOf says where the first of some rows that holds is one of those wanted.
func (s *Space) firstOf(m *model, some, wanted func(*rule.Arrangement) bool) node {
	found := isFalse
	for i, row := range slices.Backward(m.set.Arrangements) {
		if some(row) {
			found = s.store.choose(s.certain(m.rows[i]), truth(wanted(row)), found)
		}
	}
	return found
}
