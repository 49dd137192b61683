package suite

import (
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// An aim makes answers that should close a gap. It chooses by chance where there
// is a choice, always in the same way.
type aim struct {
	engine *engine.Engine
	rules  map[string]*rule.Formula // conditions by id
	rows   map[string]*rule.Formula
	state  uint64
}

func newAim(e *engine.Engine) *aim {
	a := &aim{engine: e, rules: map[string]*rule.Formula{}, rows: map[string]*rule.Formula{}, state: 1}
	for _, r := range e.Rules().Rules {
		a.rules[r.ID] = r.When.Formula()
	}
	for _, row := range e.Rules().Arrangements {
		a.rows[row.ID] = row.When.Formula()
	}
	return a
}

// below returns a number from 0 to n-1. It is the generator splitmix64.
func (a *aim) below(n int) int {
	a.state += 0x9e3779b97f4a7c15
	z := a.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

// at changes answers so that they may close a gap.
func (a *aim) at(g Gap, answers flow.Answers) {
	want := flow.True
	if g.Never == neverFalse {
		want = flow.False
	}
	switch g.Kind {
	case RuleGap:
		a.make(a.rules[g.ID], want, answers)
	case RowGap:
		a.make(a.rows[g.ID], want, answers)
	case RulePartGap:
		a.part(a.rules[g.ID], g.Of, want, answers)
	case RowPartGap:
		a.part(a.rows[g.ID], g.Of, want, answers)
	case QuestionGap, OptionGap:
		a.answer(a.engine.Flow().Question(g.ID), g.Of, answers)
	case VerdictGap:
		a.verdict(g.ID, g.Of, answers)
	}
}

// part makes a part true or false, and mostly the rest of its condition true.
func (a *aim) part(root *rule.Formula, of string, want flow.Truth, answers flow.Answers) {
	if a.below(2) == 0 {
		a.make(root, flow.True, answers)
	}
	walk(root, func(leaf *rule.Formula) {
		if text(leaf) == of {
			a.make(leaf, want, answers)
		}
	})
}

// answer answers a question, with an option where one is named, and makes sure as
// far as it can that it is asked.
func (a *aim) answer(q *flow.Question, option string, answers flow.Answers) {
	if c, conditional := q.When.(*rule.Condition); conditional {
		a.make(c.Formula(), flow.True, answers)
	}
	switch i := q.OptionIndex(option); {
	case i >= 0 && q.Type == flow.Choices:
		answers[q.ID] = q.Picked(i)
	case i >= 0:
		answers[q.ID] = q.OneOf(i)
	case q.Type == flow.Integer:
		answers[q.ID] = q.Integers(q.Min, q.Min)
	default:
		answers[q.ID] = q.Chosen(1)
	}
}

// make changes answers so that a formula gets a value, where one question alone
// does not stand in the way of another.
func (a *aim) make(f *rule.Formula, want flow.Truth, answers flow.Answers) {
	switch f.Op {
	case rule.About:
		a.question(f, want, answers)
	case rule.Not:
		a.make(f.Kids[0], -want, answers)
	case rule.If:
		branch := a.below(2)
		a.make(f.Kids[0], []flow.Truth{flow.True, flow.False}[branch], answers)
		a.make(f.Kids[1+branch], want, answers)
	case rule.All, rule.Any:
		if (f.Op == rule.All) != (want == flow.True) { // one is enough
			a.make(f.Kids[a.below(len(f.Kids))], want, answers)
			return
		}
		for _, kid := range f.Kids {
			a.make(kid, want, answers)
		}
	}
}

// question answers one question so that a part gets a value.
func (a *aim) question(part *rule.Formula, want flow.Truth, answers flow.Answers) {
	q := part.Question
	if owner, role, derived := strings.Cut(q.ID, "."); derived {
		a.derived(part, owner, role, want, answers)
		return
	}
	var fits []flow.Answer
	for _, candidate := range a.candidates(part, answers[q.ID]) {
		if part.Holds(candidate) == want {
			fits = append(fits, candidate)
		}
	}
	if fits != nil {
		answers[q.ID] = fits[a.below(len(fits))]
	}
}

// derived makes a verdict such that a part about it gets a value.
func (a *aim) derived(part *rule.Formula, owner, role string, want flow.Truth, answers flow.Answers) {
	var fits []string
	for i, verdict := range verdicts {
		option := i
		if owner == "needed" {
			option = i / int(rule.Keep) // no or yes
		}
		if part.Holds(part.Question.OneOf(option)) == want {
			fits = append(fits, verdict)
		}
	}
	if fits != nil {
		a.verdict(role, fits[a.below(len(fits))], answers)
	}
}

// verdict pushes a role towards a verdict by rules for it or against it, and
// towards later, which lies between, by both.
func (a *aim) verdict(role, verdict string, answers flow.Answers) {
	set := a.engine.Rules()
	i := set.RoleIndex(role)
	if held := set.Roles[i].Held; held != nil && verdict == rule.Keep.String() {
		a.make(held.Formula(), flow.True, answers)
	}
	up, both := verdict != rule.No.String(), verdict == rule.Later.String()
	var useful []*rule.Rule
	for _, r := range set.Rules {
		raises := r.Effect == rule.Points && r.Points[i] > 0 || r.Effect == rule.Require
		if r.Touches[i] && (both || raises == up) {
			useful = append(useful, r)
		}
	}
	for range min(len(useful), 1+a.below(4)) {
		a.make(useful[a.below(len(useful))].When.Formula(), flow.True, answers)
	}
}

// candidates returns answers among which a part tells apart.
func (a *aim) candidates(part *rule.Formula, now flow.Answer) []flow.Answer {
	q := part.Question
	var found []flow.Answer
	switch q.Type {
	case flow.Integer:
		for _, start := range slices.Concat(part.Starts(), []int64{q.Min, q.Max}) {
			for _, v := range []int64{start - 1, start} {
				if v >= q.Min && v <= q.Max {
					found = append(found, q.Integers(v, v))
				}
			}
		}
	case flow.Choices:
		return a.picks(q, now)
	default:
		for i := range q.Options {
			found = append(found, q.OneOf(i))
		}
	}
	return found
}

// picks returns sets of options: what is picked now, alone and with one more, and
// some by chance.
func (a *aim) picks(q *flow.Question, now flow.Answer) []flow.Answer {
	base := []int{}
	if _, known := now.Picks(); known {
		base = now.Indexes()
	}
	found := []flow.Answer{q.Picked(), q.Picked(base...)}
	for i := range q.Options {
		found = append(found, q.Picked(i))
		if len(base) < q.MaxPicks {
			found = append(found, q.Picked(append(slices.Clone(base), i)...))
		}
	}
	for range len(q.Options) {
		var some []int
		for range 1 + a.below(q.MaxPicks) {
			some = append(some, a.below(len(q.Options)))
		}
		found = append(found, q.Picked(some...))
	}
	return found
}
