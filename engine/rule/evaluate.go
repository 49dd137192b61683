package rule

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"chiefly/engine/flow"
)

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
	// Combined is the pairs of needed roles, by index, that one person fills.
	Combined [][2]int
	// Rows is the arrangement rows that decided something, in file order.
	Rows []*Arrangement
}

// A RoleResult is what a rule set makes of one role.
type RoleResult struct {
	Score    int // the sum of the points of the rules that fire
	Verdict  Verdict
	Mode     Mode         // NoMode unless needed
	ModeRow  *Arrangement // the row that decided the mode; nil where none did
	RuledOut bool
	Required bool
	Held     bool // somebody is in the role, needed or not
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
		r.Roles[i].Held = role.Held != nil && role.Held.Eval(visible) == flow.True
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
		if r.Held {
			return Keep
		}
		return Hire
	case r.Score >= t.Later:
		return Later
	}
	return No
}

// arrange applies the arrangement rows.
func (s *Set) arrange(r *Result, visible flow.Answers) {
	a := arranger{result: r, topics: map[string]bool{}, first: -1}
	facts := s.facts(r, visible)
	for _, row := range s.Arrangements {
		if row.When.Eval(facts) == flow.True && a.apply(row) {
			r.Rows = append(r.Rows, row)
		}
	}
	r.matchModes()
	for i := range r.Roles {
		role := &r.Roles[i]
		if role.Verdict.Needed() {
			if role.Mode == NoMode {
				role.Mode = FullTime
			}
			r.Sequence = append(r.Sequence, i)
		}
	}
	slices.SortStableFunc(r.Sequence, func(x, y int) int {
		return cmp.Or(
			-cmp.Compare(truth(x == a.first), truth(y == a.first)),
			-cmp.Compare(r.Roles[x].Verdict, r.Roles[y].Verdict),
			-cmp.Compare(r.Roles[x].Score, r.Roles[y].Score))
	})
}

// matchModes gives roles that one person fills the same mode. Where the rows say
// different ones, the person is there full-time for the one role already.
func (r *Result) matchModes() {
	for _, pair := range r.Combined {
		a, b := &r.Roles[pair[0]], &r.Roles[pair[1]]
		switch {
		case a.Mode == b.Mode:
		case a.Mode == Fractional:
			a.Mode, a.ModeRow = b.Mode, b.ModeRow
		case b.Mode == Fractional:
			b.Mode, b.ModeRow = a.Mode, a.ModeRow
		}
	}
}

// facts are the answers and, for each role, whether it is needed and what its
// verdict is.
func (s *Set) facts(r *Result, visible flow.Answers) flow.Answers {
	facts := make(flow.Answers, len(visible)+2*len(s.Roles))
	maps.Copy(facts, visible)
	for i, role := range s.Roles {
		needed, verdict := s.derived["needed."+role.ID], s.derived["verdict."+role.ID]
		yes := 0
		if r.Roles[i].Verdict.Needed() {
			yes = 1
		}
		facts[needed.ID] = needed.OneOf(yes)
		facts[verdict.ID] = verdict.OneOf(int(r.Roles[i].Verdict))
	}
	return facts
}

// An arranger gives each topic to the first row that claims it.
type arranger struct {
	result *Result
	topics map[string]bool // decided already
	first  int             // the role that comes first; -1 for none
}

// apply lets a row that holds decide its topics, and reports whether it decided
// any.
func (a *arranger) apply(row *Arrangement) bool {
	switch row.Kind {
	case SetMode:
		return a.setModes(row)
	case Combine, Separate:
		return a.settlePair(row)
	case First:
		role := row.Roles[0]
		if a.first >= 0 || !a.needed(role) || !a.several() {
			return false
		}
		a.first = role
		return true
	case InsteadOf:
		return a.claim("instead " + row.Instead.For)
	}
	return a.claim("note " + row.Topic)
}

func (a *arranger) needed(role int) bool { return a.result.Roles[role].Verdict.Needed() }

// several reports whether more than one role is needed, so that there is an
// order at all.
func (a *arranger) several() bool {
	needed := 0
	for i := range a.result.Roles {
		if a.needed(i) {
			needed++
		}
	}
	return needed > 1
}

func (a *arranger) claim(topic string) bool {
	if a.topics[topic] {
		return false
	}
	a.topics[topic] = true
	return true
}

func (a *arranger) setModes(row *Arrangement) bool {
	decided := false
	for i, mode := range row.Modes {
		role := &a.result.Roles[i]
		if mode != NoMode && role.Mode == NoMode && role.Verdict.Needed() {
			role.Mode, role.ModeRow, decided = mode, row, true
		}
	}
	return decided
}

func (a *arranger) settlePair(row *Arrangement) bool {
	x, y := row.Roles[0], row.Roles[1]
	if !a.needed(x) || !a.needed(y) || !a.claim(fmt.Sprintf("pair %d %d", x, y)) {
		return false
	}
	if row.Kind == Combine {
		a.result.Combined = append(a.result.Combined, [2]int{x, y})
	}
	return true
}
