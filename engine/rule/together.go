package rule

import (
	"math/bits"
	"slices"

	"chiefly/engine/flow"
)

// maxSteps bounds the search for all pairs of rules of a file.
const maxSteps = 200_000

// A search looks for answers that give trees the values wanted, one value of
// one question after the other.
type search struct {
	flow   *flow.Flow
	steps  int // still allowed; negative once it has given up
	wanted []*Condition
	found  flow.Answers
}

// together returns answers that the flow can reach and that make both conditions
// true. It returns nil where it finds none. There can be some all the same: it
// gives up after some steps, and does not try every answer on which depends
// whether a question is asked. Package space misses none.
func (s *search) together(a, b *Condition) flow.Answers {
	s.wanted, s.found = []*Condition{a, b}, nil
	s.holds([]goal{{a.root, flow.True}, {b.root, flow.True}}, map[*flow.Question]test{})
	return s.found
}

type goal struct {
	tree *tree
	want flow.Truth
}

// branches reports whether the goal can be met in more than one way.
func (g goal) branches() bool {
	switch g.tree.op {
	case opIf:
		return true
	case opAnd:
		return g.want == flow.False
	case opOr:
		return g.want == flow.True
	}
	return false
}

// holds reports whether the goals can all be met, within what is demanded of
// each question already. Goals that can be met in one way only come first, since
// what they demand can rule the others out before anything is tried.
func (s *search) holds(goals []goal, demands map[*flow.Question]test) bool {
	if s.steps--; s.steps < 0 {
		return false
	}
	if len(goals) == 0 {
		return s.asked(demands)
	}
	next := slices.IndexFunc(goals, func(g goal) bool { return !g.branches() })
	if next < 0 {
		if next = 0; slices.ContainsFunc(goals, func(g goal) bool { return !g.tree.can(g.want, demands) }) {
			return false
		}
	}
	g, rest := goals[next], slices.Concat(goals[:next], goals[next+1:])
	t := g.tree
	switch t.op {
	case opConst:
		return t.value == g.want && s.holds(rest, demands)
	case opNot:
		return s.holds(with(rest, goal{t.kids[0], -g.want}), demands)
	case opPart:
		return t.value == g.want && s.holds(rest, demands) || s.demand(t, g.want, rest, demands)
	case opIf:
		return s.holds(with(rest, goal{t.kids[0], flow.True}, goal{t.kids[1], g.want}), demands) ||
			s.holds(with(rest, goal{t.kids[0], flow.False}, goal{t.kids[2], g.want}), demands) ||
			s.holds(with(rest, goal{t.kids[1], g.want}, goal{t.kids[2], g.want}), demands)
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

// demand adds what a part demands of its question.
func (s *search) demand(t *tree, want flow.Truth, rest []goal, demands map[*flow.Question]test) bool {
	q, wanted := t.question, t.test
	if want == flow.False {
		wanted = wanted.not(q)
	}
	before, demanded := demands[q]
	if demanded {
		wanted = before.and(q, wanted)
	}
	if !satisfiable(q, wanted) {
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

func satisfiable(q *flow.Question, t test) bool {
	value, known := t.whole(q)
	return !known || value != flow.False
}

// asked reports whether answers within what is demanded are confirmed. Where a
// question with a demand is not asked with the first answers that come to mind, its
// guard becomes a goal.
func (s *search) asked(demands map[*flow.Question]test) bool {
	s.steps -= len(s.flow.Questions)
	answers := flow.Answers{}
	for q, t := range demands {
		answers[q.ID] = t.example(q)
	}
	visible := s.flow.Visible(answers)
	for _, q := range s.flow.Questions {
		guard, conditional := q.When.(*Condition)
		if _, seen := visible[q.ID]; seen || !conditional || answers[q.ID].IsZero() {
			continue
		}
		goals := []goal{{guard.root, flow.True}}
		return guard.root.can(flow.True, demands) && guard.Eval(answers) == flow.False && s.holds(goals, demands)
	}
	return s.confirmed(answers)
}

// confirmed reports whether the flow can reach answers, once the questions are
// answered too that must be, and both conditions are true for them.
func (s *search) confirmed(answers flow.Answers) bool {
	for _, q := range s.flow.Questions {
		if q.Required && answers[q.ID].IsZero() && slices.Contains(s.flow.Asked(answers), q) {
			answers[q.ID] = (test{}).not(q).example(q)
		}
	}
	visible := s.flow.Visible(answers)
	if len(visible) < len(answers) || slices.ContainsFunc(s.wanted, func(c *Condition) bool { return c.Eval(visible) != flow.True }) {
		return false
	}
	s.found = visible
	return true
}

// example returns an answer for which a test holds, or none.
func (t test) example(q *flow.Question) flow.Answer {
	switch q.Type {
	case flow.Integer:
		for _, s := range t.spans {
			return q.Integers(s.lo, s.lo)
		}
		return flow.Answer{}
	case flow.Choices:
		return t.examplePicks(q)
	}
	if t.mask == 0 {
		return flow.Answer{}
	}
	return q.OneOf(bits.TrailingZeros64(t.mask))
}

func (t test) examplePicks(q *flow.Question) flow.Answer {
	var found flow.Answer
	inner := t.picks
	t.picks = func(set uint64) bool {
		if !inner(set) {
			return false
		}
		found = q.Chosen(set)
		return true
	}
	t.whole(q) // tries sets until one holds and one does not
	return found
}

// can reports whether a tree can have a value, or be undecided, within what is
// demanded.
func (t *tree) can(want flow.Truth, demands map[*flow.Question]test) bool {
	switch t.op {
	case opConst:
		return t.value == want
	case opNot:
		return t.kids[0].can(-want, demands)
	case opPart:
		demanded, ok := demands[t.question]
		if !ok {
			return t.value != -want
		}
		wanted := t.test
		if want == flow.False {
			wanted = wanted.not(t.question)
		}
		return satisfiable(t.question, demanded.and(t.question, wanted))
	case opIf:
		when, then, otherwise := t.kids[0], t.kids[1], t.kids[2]
		return when.can(flow.True, demands) && then.can(want, demands) || when.can(flow.False, demands) && otherwise.can(want, demands)
	}
	every := (t.op == opAnd) == (want == flow.True)
	for _, kid := range t.kids {
		if kid.can(want, demands) != every {
			return !every
		}
	}
	return every
}
