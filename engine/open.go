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
	// Arrangement says that the answer could change how roles are filled: the
	// mode, one person or two, who comes first, or what to do instead.
	Arrangement bool `json:"arrangement,omitempty"`
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
	// Keep says that the answer could show that somebody is in the role already.
	Keep bool `json:"keep,omitempty"`
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
// answer it. So is a role whose verdict nothing can change any more.
func (a *adviser) open() []OpenQuestion {
	questions := []OpenQuestion{}
	rules := a.undecided()
	rows := a.engine.set.Needs(&a.result, a.visible)
	for _, q := range a.asked {
		open := OpenQuestion{ID: q.ID, Ask: q.Ask, Effects: []OpenEffect{}, Arrangement: slices.Contains(rows, q.ID)}
		for i, role := range a.engine.set.Roles {
			effect := OpenEffect{Role: role.ID}
			if len(rules[q.ID]) > 0 && !a.settled(i) {
				r := reach{question: q, rules: rules[q.ID], role: i, answers: maps.Clone(a.visible)}
				effect = r.effect(role.ID)
			}
			effect.Keep = a.couldBeHeld(i, q.ID)
			if effect != (OpenEffect{Role: role.ID}) {
				open.Effects = append(open.Effects, effect)
			}
		}
		if len(open.Effects) > 0 || open.Arrangement {
			questions = append(questions, open)
		}
	}
	slices.SortStableFunc(questions, func(x, y OpenQuestion) int { return cmp.Compare(y.weight(), x.weight()) })
	return questions
}

// couldBeHeld reports whether the answer to a question could show that a role to
// be hired for is held.
func (a *adviser) couldBeHeld(role int, question string) bool {
	r := a.result.Roles[role]
	return r.Verdict == rule.Hire && r.Held == flow.Undecided &&
		slices.Contains(a.engine.set.Roles[role].Held.Needs(a.visible), question)
}

// settled reports whether the verdict on a role is the same whatever the
// undecided rules turn out to be. It adds up their points as if all could hold
// together, so it may miss a verdict that is settled, but never claims one.
func (a *adviser) settled(role int) bool {
	now := a.result.Roles[role]
	if now.RuledOut {
		return true
	}
	low, high := now.Score, now.Score
	for _, i := range a.result.Undecided {
		r := a.engine.set.Rules[i]
		switch {
		case !r.Touches[role]:
		case r.Effect == rule.RuleOut && now.Verdict != rule.No, r.Effect == rule.Require && !now.Required:
			return false
		case r.Effect == rule.Points:
			low, high = low+min(0, r.Points[role]), high+max(0, r.Points[role])
		}
	}
	t := a.engine.set.Roles[role].Thresholds
	return now.Required || (low >= t.Hire) == (high >= t.Hire) && (low >= t.Later) == (high >= t.Later)
}

func (q OpenQuestion) weight() int {
	heaviest := 0
	for _, e := range q.Effects {
		heaviest = max(heaviest, e.weight())
	}
	return heaviest
}

// undecided returns the undecided rules by the questions whose answers they
// need.
func (a *adviser) undecided() map[string][]*rule.Rule {
	rules := map[string][]*rule.Rule{}
	for _, i := range a.result.Undecided {
		r := a.engine.set.Rules[i]
		for _, id := range r.When.Needs(a.visible) {
			rules[id] = append(rules[id], r)
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
// larger. It halves the range as long as the bound on the whole of it promises
// more than was found, so it looks closely only where rules begin or end.
func (r *reach) mostWithin(lo, hi int64, best int) int {
	if bound := r.change(r.question.Integers(lo, hi)); bound <= best {
		return best
	}
	best = max(best, r.change(r.question.Integers(lo, lo)))
	if lo == hi {
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
		if p == 0 {
			continue
		}
		if truth := u.When.Eval(r.answers); truth == flow.True || p > 0 && truth == flow.Undecided {
			sum += p
		}
	}
	return sum
}
