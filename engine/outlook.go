package engine

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/space"
)

// Proofs of what is said about all answers, as an Outlook names them.
const (
	ProofProven    = "proven"    // it is so, for all answers
	ProofRefuted   = "refuted"   // it is not so, for the answers that come with it
	ProofEstimated = "estimated" // it is so with 99 %, within the interval that comes with it
)

// Why only one answer was changed at a time, as a RoleOutlook names it.
const (
	KnownInPart  = "known_in_part"
	TooManyRules = "too_many_rules"
)

// An Outlook is how far an Advice rests on each answer: what would change it, how far it
// is settled where not all is known, and what to find out first.
type Outlook struct {
	// Unavailable says why there is no outlook. Nothing else is in it then.
	Unavailable string `json:"unavailable,omitempty"`
	// Recommendation is how far Advice.Recommendation is settled.
	Recommendation *Settled     `json:"recommendation,omitempty"`
	Roles          RoleOutlooks `json:"roles,omitempty"`
	// FindOut is the questions that are asked and not known, or in part only, and tell
	// something about the verdicts: those that tell most first.
	FindOut []FindOut `json:"find_out,omitempty"`
}

// A RoleOutlook is how far the verdict on a role rests on each answer.
type RoleOutlook struct {
	ID      string  `json:"-"`
	Settled Settled `json:"settled"`
	// Nearest is the fewest answers that would make it another verdict. In an
	// Explanation it is that for each verdict that can be reached, the nearest first.
	Nearest []Counterfactual `json:"nearest"`
	// OutOfReach is the verdicts that no answers lead to, as far as they can change. It
	// is there where Nearest is for each verdict, or empty. With somebody in the role
	// "hire" is none of them, and else "keep".
	OutOfReach []string `json:"out_of_reach,omitempty"`
	// OneByOne says why only one answer was changed at a time, if that is so: some are
	// known in part, or the rules for the role are too many. OutOfReach is what one alone
	// does not lead to then.
	OneByOne string `json:"one_by_one,omitempty"`
	// Picks is how many picks were changed at a time at most, where not all of them.
	Picks int `json:"picks,omitempty"`
	// Unavailable says why Nearest was not looked for to the end.
	Unavailable string `json:"unavailable,omitempty"`
}

// A Counterfactual is the fewest answers that would have to be different for another
// verdict on a role. Answers to questions that are fixed stay as they are, so does
// whether somebody is in the role, and what is known does not become unknown.
type Counterfactual struct {
	Verdict        string         `json:"verdict"`
	Mode           string         `json:"mode,omitempty"`     // see Role
	GivenTo        string         `json:"given_to,omitempty"` // see Role
	Held           bool           `json:"held,omitempty"`     // see Role
	Recommendation string         `json:"recommendation"`     // what it would be
	Changes        []AnswerChange `json:"changes"`
	// Proof is proven: no fewer answers do, and none of them nearer.
	Proof string `json:"proof"`
}

// An AnswerChange is an answer that would be another one.
type AnswerChange struct {
	ID   string `json:"id"`
	Ask  string `json:"ask"`
	From any    `json:"from"` // as in an answers file; "unknown" where there is none
	To   any    `json:"to"`
	// FromText and ToText are the answers in words.
	FromText string `json:"from_text"`
	ToText   string `json:"to_text"`
	// Added and Removed are the labels of the options that come and go, of a question that
	// takes several.
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
	// Unknown says that nothing is known now.
	Unknown bool `json:"unknown,omitempty"`
}

// Settled is how far something stays as it is when all that is asked is known.
type Settled struct {
	// Share is how likely it stays, from 0 to 1, with answers as common as in Population:
	// its title, or empty where all answers to a question count alike.
	Share      float64 `json:"share"`
	Population string  `json:"population,omitempty"`
	// Proof is proven, or estimated with the Interval.
	Proof    string    `json:"proof"`
	Interval []float64 `json:"interval,omitempty"`
	// Always tells whether it stays whatever the answers turn out to be, those included
	// that stay unknown: proven, refuted with Otherwise, or empty if it is not known.
	Always    string         `json:"always,omitempty"`
	Otherwise map[string]any `json:"otherwise,omitempty"` // answers beside those that are known now
}

// FindOut is a question whose answer would tell something about the verdicts.
type FindOut struct {
	ID  string `json:"id"`
	Ask string `json:"ask"`
	// Bits is how much it would tell, added up over the roles (mutual information), and
	// Share how much of what is uncertain about the verdicts that is, from 0 to 1.
	Bits  float64 `json:"bits"`
	Share float64 `json:"share"`
	Proof string  `json:"proof"` // proven or estimated
}

// How many places of the answer space are gone through before shares are estimated; see
// space.Space.Settle. An advice waits a hundredth of a second, an explanation longer.
const (
	placesOfAdvice      = 4_000
	placesOfExplanation = 50_000
)

// Outlook tells how far the advice for some answers rests on each of them. s is the
// answer space of the Engine's content.
func (e *Engine) Outlook(s *space.Space, answers flow.Answers) (*Outlook, error) {
	return e.outlook(s, answers, false, placesOfAdvice)
}

// OutlookInFull is like Outlook, but says for each role what would make it each other
// verdict, and estimates less. It takes longer.
func (e *Engine) OutlookInFull(s *space.Space, answers flow.Answers) (*Outlook, error) {
	return e.outlook(s, answers, true, placesOfExplanation)
}

func (e *Engine) outlook(s *space.Space, answers flow.Answers, all bool, places int) (*Outlook, error) {
	if answers == nil {
		answers = flow.Answers{}
	}
	settled, err := s.Settle(e.population, answers, places)
	if err != nil {
		return nil, err
	}
	o := &Outlook{Recommendation: e.settled(settled.Recommendation, answers)}
	for i, role := range e.set.Roles {
		r := &RoleOutlook{ID: role.ID, Settled: *e.settled(settled.Roles[i], answers), Nearest: []Counterfactual{}}
		found, err := s.Counterfactuals(answers, i, all)
		switch {
		case errors.Is(err, space.ErrBudget):
			r.Unavailable = err.Error()
		case err != nil:
			return nil, err
		default:
			e.reach(r, i, answers, found, all, s.Exact(i))
		}
		o.Roles = append(o.Roles, r)
	}
	for _, t := range settled.Telling {
		o.FindOut = append(o.FindOut, FindOut{ID: t.Question.ID, Ask: t.Question.Ask, Bits: rounded(t.Sum), Share: rounded(min(1, t.Sum/settled.Uncertain)),
			Proof: proof(settled.Estimated)})
	}
	return o, nil
}

// reach says what leads to other verdicts on a role and, where all were looked for,
// which ones nothing leads to.
func (e *Engine) reach(r *RoleOutlook, role int, answers flow.Answers, found *space.Counterfactuals, all, exact bool) {
	var now rule.Result
	e.evaluate(&now, answers)
	reached := []rule.Verdict{now.Roles[role].Verdict, rule.Keep}
	if now.Roles[role].Held == flow.True {
		reached[1] = rule.Hire
	}
	for _, c := range found.Nearest {
		r.Nearest = append(r.Nearest, e.counterfactual(role, answers, c))
		reached = append(reached, c.Verdict)
	}
	r.Picks = found.Picks
	switch {
	case found.OneByOne && exact:
		r.OneByOne = KnownInPart
	case found.OneByOne:
		r.OneByOne = TooManyRules
	}
	for _, v := range []rule.Verdict{rule.Hire, rule.Keep, rule.Later, rule.No} {
		if (all || len(found.Nearest) == 0) && !slices.Contains(reached, v) {
			r.OutOfReach = append(r.OutOfReach, v.String())
		}
	}
}

func (e *Engine) counterfactual(role int, answers flow.Answers, c space.Counterfactual) Counterfactual {
	changed := maps.Clone(answers)
	made := Counterfactual{Verdict: c.Verdict.String(), Changes: []AnswerChange{}, Proof: ProofProven}
	for _, q := range e.flow.Questions {
		if to, given := c.Changes[q.ID]; given {
			made.Changes = append(made.Changes, answerChange(q, answers[q.ID], to))
			changed[q.ID] = to
		}
	}
	a := adviser{engine: e}
	e.evaluate(&a.result, changed)
	result := a.result.Roles[role]
	made.Mode, made.GivenTo, made.Held = result.Mode.String(), a.givenTo(role), result.Held == flow.True
	made.Recommendation = e.set.Recommendation(&a.result)
	return made
}

func answerChange(q *flow.Question, from, to flow.Answer) AnswerChange {
	c := AnswerChange{ID: q.ID, Ask: q.Ask, From: q.Value(from), To: q.Value(to), FromText: q.Describe(from), ToText: q.Describe(to),
		Unknown: from.IsUnknown()}
	before, _ := from.Picks()
	after, picks := to.Picks()
	if !picks {
		return c
	}
	for i, o := range q.Options {
		switch before, after := before>>i&1, after>>i&1; {
		case after > before:
			c.Added = append(c.Added, o.Label)
		case before > after:
			c.Removed = append(c.Removed, o.Label)
		}
	}
	return c
}

func (e *Engine) settled(s space.Settled, answers flow.Answers) *Settled {
	made := &Settled{Share: rounded(s.Share), Proof: proof(s.Estimated)}
	if e.population != nil {
		made.Population = e.population.Title
	}
	if s.Estimated {
		made.Interval = []float64{rounded(s.Low), rounded(s.High)}
	}
	switch s.Always {
	case flow.True:
		made.Always = ProofProven
	case flow.False:
		made.Always, made.Otherwise = ProofRefuted, map[string]any{}
		for id, a := range s.Otherwise {
			if !a.IsUnknown() && a != answers[id] {
				made.Otherwise[id] = e.flow.Question(id).Value(a)
			}
		}
	}
	return made
}

// rounded takes off what adding up many small chances leaves.
func rounded(share float64) float64 { return math.Round(share*1e6) / 1e6 }

func proof(estimated bool) string {
	if estimated {
		return ProofEstimated
	}
	return ProofProven
}

// RoleOutlooks is the outlook on each role, in the order of the rule set. In JSON it is
// an object by role id.
type RoleOutlooks []*RoleOutlook

// Role returns the outlook on the role with an id, or nil.
func (r RoleOutlooks) Role(id string) *RoleOutlook {
	for _, role := range r {
		if role.ID == id {
			return role
		}
	}
	return nil
}

// MarshalJSON writes an object by role id, in the order of the rule set.
func (r RoleOutlooks) MarshalJSON() ([]byte, error) {
	return object(len(r), func(i int) (string, any) { return r[i].ID, r[i] })
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *RoleOutlooks) UnmarshalJSON(data []byte) error {
	*r = nil
	return members(data, func(key string, value json.RawMessage) error {
		role := &RoleOutlook{}
		err := json.Unmarshal(value, role)
		role.ID = key
		*r = append(*r, role)
		return err
	})
}
