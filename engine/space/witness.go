package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A verdictCase is what is left of a condition for some verdicts.
type verdictCase struct {
	when     node
	verdicts [][]rule.Verdict // on the roles that the condition mentions; each leaves the same
}

// witness returns the fewest answers for which a condition on answers and verdicts is
// true, or nil where there are none, which is a proof.
func (s *Space) witness(condition node) (flow.Answers, error) {
	roles := s.rolesOf(condition)
	var roots []node
	for _, role := range roles {
		roots = append(roots, s.roots[role])
	}
	var fewest flow.Answers
	for _, c := range s.casesOf(condition, roles) {
		answers, err := s.find(c.wanted, append([]node{c.when}, roots...)...)
		switch {
		case err != nil:
			return nil, err
		case answers != nil && (fewest == nil || len(answers) < len(fewest)):
			fewest = answers
		}
	}
	return fewest, nil
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
func (s *Space) casesOf(n node, roles []int) []verdictCase {
	if len(roles) == 0 {
		if n = s.certain(n); n == isFalse {
			return nil
		}
		return []verdictCase{{when: n, verdicts: [][]rule.Verdict{nil}}}
	}
	var cases []verdictCase
	for v := range rule.Hire + 1 {
		for _, c := range s.casesOf(s.given(n, s.questions+roles[0], int(v)), roles[1:]) {
			at := slices.IndexFunc(cases, func(other verdictCase) bool { return other.when == c.when })
			if at < 0 {
				at, cases = len(cases), append(cases, verdictCase{when: c.when})
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
func (c *verdictCase) wanted(nodes []node) flow.Truth {
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
