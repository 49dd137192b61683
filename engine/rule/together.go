package rule

import "chiefly/engine/flow"

// together reports whether some answers make both conditions true. It takes into
// account which questions are asked, and so is exact but for one thing: after
// too many alternatives it gives up and answers true.
func together(f *flow.Flow, a, b *Condition) bool {
	s := search{flow: f, steps: 100_000}
	return s.holds([]goal{{a.root, flow.True}, {b.root, flow.True}}, map[*flow.Question]test{})
}

// A search looks for answers that give trees the values wanted, one value of
// one question after the other.
type search struct {
	flow  *flow.Flow
	steps int
}

type goal struct {
	tree *tree
	want flow.Truth
}

// holds reports whether the goals can all be met, within what is demanded of
// each question already.
func (s *search) holds(goals []goal, demands map[*flow.Question]test) bool {
	if s.steps--; s.steps < 0 || len(goals) == 0 {
		return true
	}
	g, rest := goals[0], goals[1:]
	t := g.tree
	switch t.op {
	case opConst:
		return t.value == g.want && s.holds(rest, demands)
	case opNot:
		return s.holds(with(rest, goal{t.kids[0], -g.want}), demands)
	case opPart:
		return s.demand(t, g.want, rest, demands)
	case opIf:
		return s.holds(with(rest, goal{t.kids[0], flow.True}, goal{t.kids[1], g.want}), demands) ||
			s.holds(with(rest, goal{t.kids[0], flow.False}, goal{t.kids[2], g.want}), demands)
	}
	if (t.op == opAnd) == (g.want == flow.True) { // every member must have the value
		for _, kid := range t.kids {
			rest = with(rest, goal{kid, g.want})
		}
		return s.holds(rest, demands)
	}
	for _, kid := range t.kids {
		if s.holds(with(rest, goal{kid, g.want}), demands) {
			return true
		}
	}
	return false
}

func with(goals []goal, more ...goal) []goal {
	return append(goals[:len(goals):len(goals)], more...)
}

// demand adds what a part demands of its question. The first demand on a
// question also demands that it is asked.
func (s *search) demand(t *tree, want flow.Truth, rest []goal, demands map[*flow.Question]test) bool {
	q, wanted := t.question, t.test
	if want == flow.False {
		wanted = wanted.not(q)
	}
	before, demanded := demands[q]
	if demanded {
		wanted = before.and(q, wanted)
	} else if guard, ok := q.When.(*Condition); ok {
		rest = with(rest, goal{guard.root, flow.True})
	}
	if value, known := wanted.whole(q); known && value == flow.False {
		return false
	}
	demands[q] = wanted
	found := s.holds(rest, demands)
	if demanded {
		demands[q] = before
	} else {
		delete(demands, q)
	}
	return found
}
