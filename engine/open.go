package engine

import (
	"cmp"
	"maps"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// An OpenQuestion is a question whose answer, where more of it were known,
// could move a score or a verdict.
type OpenQuestion struct {
	ID  string `json:"id"`
	Ask string `json:"ask"`
	// Effects is what the undecided rules that need the answer could do, in the
	// order of the roles; roles that they cannot reach are left out.
	Effects []OpenEffect `json:"effects"`
}

// An OpenEffect is how far one answer could move one role. Up and Down are
// bounds on the change of its score: no answer to this one question moves it
// further, but one bound may need other answers too.
type OpenEffect struct {
	Role string `json:"role"`
	Up   int    `json:"up"`   // 0 or more
	Down int    `json:"down"` // 0 or less
	// Require and RuleOut say that the answer could decide the verdict whatever
	// the score.
	Require bool `json:"require,omitempty"`
	RuleOut bool `json:"rule_out,omitempty"`
}

// weight orders questions as it orders reasons.
func (e OpenEffect) weight() int {
	effect := ""
	if e.Require || e.RuleOut {
		effect = "decides"
	}
	return max(weight(effect, e.Up), weight(effect, e.Down))
}

// open lists the questions that could move the advice, the one that could move
// a role furthest first. A question that is not asked is left out: nobody could
// answer it.
func (a *adviser) open() []OpenQuestion {
	questions := []OpenQuestion{}
	for _, q := range a.engine.flow.Asked(a.visible) {
		rules := a.undecided(q)
		if len(rules) == 0 {
			continue
		}
		open := OpenQuestion{ID: q.ID, Ask: q.Ask}
		for i, role := range a.engine.set.Roles {
			r := reach{question: q, rules: rules, role: i, answers: maps.Clone(a.visible)}
			if effect := r.effect(role.ID); effect != (OpenEffect{Role: role.ID}) {
				open.Effects = append(open.Effects, effect)
			}
		}
		if len(open.Effects) > 0 {
			questions = append(questions, open)
		}
	}
	slices.SortStableFunc(questions, func(x, y OpenQuestion) int { return cmp.Compare(y.weight(), x.weight()) })
	return questions
}

func (q OpenQuestion) weight() int {
	heaviest := 0
	for _, e := range q.Effects {
		heaviest = max(heaviest, e.weight())
	}
	return heaviest
}

// undecided returns the undecided rules that need the answer to a question.
func (a *adviser) undecided(q *flow.Question) []*rule.Rule {
	var rules []*rule.Rule
	for i, r := range a.engine.set.Rules {
		if a.result.Truths[i] == flow.Undecided && slices.Contains(r.When.Needs(a.visible), q.ID) {
			rules = append(rules, r)
		}
	}
	return rules
}

// A reach finds how far one answer could move one role. It tries answers, since
// adding up points would be too much: of the rules for each industry one at
// most can hold.
type reach struct {
	question *flow.Question
	rules    []*rule.Rule
	role     int
	answers  flow.Answers
	sign     int // +1 to look for the way up, -1 for the way down
}

func (r *reach) effect(role string) OpenEffect {
	effect := OpenEffect{Role: role}
	for _, u := range r.rules {
		if u.Touches[r.role] {
			effect.Require = effect.Require || u.Effect == rule.Require
			effect.RuleOut = effect.RuleOut || u.Effect == rule.RuleOut
		}
	}
	known := r.answers[r.question.ID]
	r.sign = 1
	effect.Up = r.most(known)
	r.sign = -1
	effect.Down = -r.most(known)
	return effect
}

// most returns the largest change over the answers that are possible, 0 at
// least.
func (r *reach) most(known flow.Answer) int {
	switch q := r.question; q.Type {
	case flow.Integer:
		lo, hi := known.Range(q)
		return r.mostWithin(lo, hi, 0)
	case flow.Choices:
		return max(0, r.change(flow.Unknown)) // any of the options may come together
	default:
		most := 0
		for i := range q.Options {
			if known.Possible(q)>>i&1 == 1 {
				most = max(most, r.change(q.OneOf(i)))
			}
		}
		return most
	}
}

// mostWithin returns the largest change over a range, or best when none is
// larger. It halves the range until the bound on the whole of it is reached at
// its lower end, so it looks closely only where rules begin or end.
func (r *reach) mostWithin(lo, hi int64, best int) int {
	bound := r.change(r.question.Integers(lo, hi))
	if bound <= best {
		return best
	}
	best = max(best, r.change(r.question.Integers(lo, lo)))
	if best == bound || lo == hi {
		return best
	}
	middle := lo + (hi-lo)/2
	return r.mostWithin(middle+1, hi, r.mostWithin(lo, middle, best))
}

// change bounds the change of the score for an answer: rules in the direction
// of sign count unless they are false, those against it when they are true.
func (r *reach) change(answer flow.Answer) int {
	r.answers[r.question.ID] = answer
	sum := 0
	for _, u := range r.rules {
		p := r.sign * points(u, r.role)
		if truth := u.When.Eval(r.answers); truth == flow.True || p > 0 && truth == flow.Undecided {
			sum += p
		}
	}
	return sum
}
