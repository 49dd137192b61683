package space

import (
	"slices"

	"chiefly/engine/rule"
)

// A cube is some verdicts for each role, as bits: those on one role go with any of those
// on the others.
type cube []int32

// anyVerdict are all verdicts.
const anyVerdict = 1<<(rule.Hire+1) - 1

// mostWishes is how many cubes a condition is taken apart into at most.
const mostWishes = 256

// cubesOf returns cubes for a condition: wherever it is true for some answers, the verdicts
// lie in a cube all of whose verdicts make it true for these. It stops when there are
// more than mostWishes.
func (s *Space) cubesOf(condition node) []cube {
	var cubes []cube
	free := make(cube, len(s.set.Roles))
	for i := range free {
		free[i] = anyVerdict
	}
	for _, n := range s.belowQuestions(condition) {
		s.eachCube(n, free, func(c cube) bool {
			cubes = joinCube(cubes, s.widened(n, c))
			return len(cubes) <= mostWishes
		})
	}
	return cubes
}

// joinCube adds a cube, unless it is there.
func joinCube(cubes []cube, c cube) []cube {
	if slices.ContainsFunc(cubes, func(other cube) bool { return slices.Equal(other, c) }) {
		return cubes
	}
	return append(cubes, c)
}

// belowQuestions returns what can be left of a condition after all questions, but for
// false, in an order that depends on the condition alone.
func (s *Space) belowQuestions(condition node) []node {
	var found []node
	add := func(n node) {
		if s.store.level(n) >= int32(s.questions) && n != isFalse && n != impossible && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	add(condition)
	s.walkNodes([]node{condition}, func(level int32, kids []node) {
		if int(level) < s.questions {
			for _, kid := range kids {
				add(kid)
			}
		}
	})
	return found
}

// eachCube visits the ways through a diagram on verdicts to where it is true, until a
// visit returns false. Verdicts that lead to the same place go one way.
func (s *Space) eachCube(n node, within cube, visit func(cube) bool) bool {
	if n < terminals {
		return n != isTrue || visit(within)
	}
	list := s.store.nodes.list(n - terminals)
	role, kids := s.layers[list[0]].question, list[1:]
	for v, kid := range kids {
		if slices.Index(kids, kid) < v {
			continue
		}
		next := slices.Clone(within)
		next[role] = 0
		for w, other := range kids {
			if other == kid {
				next[role] |= 1 << w
			}
		}
		if !s.eachCube(kid, next, visit) {
			return false
		}
	}
	return true
}

// widened returns a cube that holds another one, in which the verdict on a role matters
// only if a diagram would be false for others.
func (s *Space) widened(n node, c cube) cube {
	c = slices.Clone(c)
	for role, some := range c {
		if c[role] = anyVerdict; some != anyVerdict && !s.trueIn(n, c, map[node]bool{}) {
			c[role] = some
		}
	}
	return c
}

// trueIn reports whether a diagram on verdicts is true throughout a cube. It notes what it
// finds out on the way.
func (s *Space) trueIn(n node, c cube, done map[node]bool) bool {
	if n < terminals {
		return n == isTrue
	}
	holds, ok := done[n]
	if !ok {
		list := s.store.nodes.list(n - terminals)
		some := c[s.layers[list[0]].question]
		holds = true
		for v, kid := range list[1:] {
			holds = holds && (some>>v&1 == 0 || s.trueIn(kid, c, done))
		}
		done[n] = holds
	}
	return holds
}

// wherever returns a condition on answers alone: where another one is true for all
// verdicts of a cube.
func (s *Space) wherever(condition node, c cube) node {
	done, holds := map[node]node{}, map[node]bool{}
	var from func(node) node
	from = func(n node) node {
		at := s.store.level(n)
		if at >= int32(s.questions) {
			return truth(s.trueIn(n, c, holds))
		}
		if _, ok := done[n]; !ok {
			done[n] = s.store.make(s.store.zip(at, func(v int) node { return from(s.store.child(n, at, v)) }, n))
		}
		return done[n]
	}
	return from(condition)
}
