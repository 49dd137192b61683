package rule

import "chiefly/engine/flow"

// A Verdict is what to do about a role.
type Verdict uint8

// The verdicts. A role is needed when its verdict is Keep or Hire.
const (
	No    Verdict = iota // not needed
	Later                // to be planned for
	Keep                 // needed, and held already
	Hire                 // needed, and to be filled
)

// String returns no, later, keep or hire.
func (v Verdict) String() string { return verdictIDs[v] }

// Needed reports whether the role is needed.
func (v Verdict) Needed() bool { return v >= Keep }

// A Result is what a rule set makes of a set of answers.
type Result struct {
	// Truths tells, by rule index, whether the rule fires (True), does not
	// (False), or is Undecided.
	Truths []flow.Truth
	Roles  []RoleResult // by role index
	// Sequence is the needed roles by index, the most urgent first.
	Sequence []int
	// Combined is the groups of needed roles, by index, that one person fills:
	// pairs, and pairs that share a role taken together.
	Combined [][]int
	// Rows is the arrangement rows that decided something, in file order.
	Rows []*Arrangement
	// Open is the ids of the questions whose answers could change what the rows
	// decide, notes aside, in alphabetical order.
	Open []string
}

// A RoleResult is what a rule set makes of one role.
type RoleResult struct {
	Score    int // the sum of the points of the rules that fire
	Verdict  Verdict
	Mode     Mode         // NoMode unless needed
	ModeRow  *Arrangement // the row that decided the mode; nil where none did
	RuledOut bool
	Required bool
	// Held tells whether somebody is in the role, needed or not. While it is
	// Undecided, a role that is needed is to be hired for.
	Held flow.Truth
}

// Evaluate applies the rules and arrangements to the answers that are visible in
// the flow. A needed role for which no arrangement row gives a mode is
// full-time.
func (s *Set) Evaluate(visible flow.Answers) *Result {
	r := &Result{Truths: make([]flow.Truth, len(s.Rules)), Roles: make([]RoleResult, len(s.Roles))}
	for i, rule := range s.Rules {
		if r.Truths[i] = rule.When.Eval(visible); r.Truths[i] == flow.True {
			r.apply(rule)
		}
	}
	for i, role := range s.Roles {
		r.Roles[i].Held = flow.False
		if role.Held != nil {
			r.Roles[i].Held = role.Held.Eval(visible)
		}
		r.Roles[i].Verdict = r.Roles[i].verdict(role.Thresholds)
	}
	s.arrange(r, visible)
	return r
}

// apply adds the effect of a rule that fires.
func (r *Result) apply(rule *Rule) {
	for i, touched := range rule.Touches {
		if !touched {
			continue
		}
		switch rule.Effect {
		case Points:
			r.Roles[i].Score += rule.Points[i]
		case Require:
			r.Roles[i].Required = true
		case RuleOut:
			r.Roles[i].RuledOut = true
		}
	}
}

func (r *RoleResult) verdict(t Thresholds) Verdict {
	switch {
	case r.RuledOut:
		return No
	case r.Required || r.Score >= t.Hire:
		if r.Held == flow.True {
			return Keep
		}
		return Hire
	case r.Score >= t.Later:
		return Later
	}
	return No
}
