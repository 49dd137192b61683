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

// arrange applies the arrangement rows.
func (s *Set) arrange(r *Result, visible flow.Answers) {
	a := arranger{result: r, topics: map[string]bool{}, first: -1}
	facts := s.facts(r, visible)
	for _, row := range s.Arrangements {
		holds := row.When.Eval(facts)
		switch {
		case holds == flow.False || !a.decides(row):
		case holds == flow.True:
			a.apply(row)
			r.Rows = append(r.Rows, row)
		case row.Kind != NoteOnTopic:
			r.Open = append(r.Open, row.When.Needs(facts)...)
		}
	}
	slices.Sort(r.Open)
	r.Open = slices.Compact(r.Open)
	for i := range r.Roles {
		role := &r.Roles[i]
		if role.Verdict.Needed() {
			if role.Mode == NoMode {
				role.Mode = FullTime
			}
			r.Sequence = append(r.Sequence, i)
		}
	}
	r.matchModes()
	slices.SortStableFunc(r.Sequence, func(x, y int) int {
		return cmp.Or(
			-cmp.Compare(truth(x == a.first), truth(y == a.first)),
			-cmp.Compare(r.Roles[x].Verdict, r.Roles[y].Verdict),
			-cmp.Compare(r.Roles[x].Score, r.Roles[y].Score))
	})
}

// matchModes gives roles that one person fills the same mode. Where the rows say
// different ones, the person is there full-time for one role already.
func (r *Result) matchModes() {
	for _, group := range r.Combined {
		fuller := group[0]
		for _, role := range group {
			if r.Roles[role].Mode == FullTime {
				fuller = role
			}
		}
		for _, role := range group {
			r.Roles[role].Mode, r.Roles[role].ModeRow = r.Roles[fuller].Mode, r.Roles[fuller].ModeRow
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

func (a *arranger) needed(role int) bool { return a.result.Roles[role].Verdict.Needed() }

// topic is what a row decides, but for modes, which are decided role by role.
func (a *arranger) topic(row *Arrangement) string {
	switch row.Kind {
	case Combine, Separate:
		return fmt.Sprintf("pair %d %d", row.Roles[0], row.Roles[1])
	case First:
		return "first"
	case InsteadOf:
		return "instead " + row.Instead.For
	}
	return "note " + row.Topic
}

// decides reports whether a row would decide something if it held: something
// that matters, since the roles are needed, and that no row above has decided.
func (a *arranger) decides(row *Arrangement) bool {
	switch {
	case row.Kind == SetMode:
		for role, mode := range row.Modes {
			if mode != NoMode && a.open(role) {
				return true
			}
		}
		return false
	case a.topics[a.topic(row)]:
		return false
	case row.Kind == First:
		return a.needed(row.Roles[0]) && a.several()
	case row.Kind == Combine, row.Kind == Separate:
		return a.needed(row.Roles[0]) && a.needed(row.Roles[1])
	}
	return true
}

// open reports whether a role needs a mode and has none yet.
func (a *arranger) open(role int) bool {
	return a.needed(role) && a.result.Roles[role].Mode == NoMode
}

// several reports whether more than one role is needed, so that there is an
// order at all.
func (a *arranger) several() bool {
	needed := 0
	for role := range a.result.Roles {
		if a.needed(role) {
			needed++
		}
	}
	return needed > 1
}

// apply lets a row decide.
func (a *arranger) apply(row *Arrangement) {
	switch row.Kind {
	case SetMode:
		for role, mode := range row.Modes {
			if mode != NoMode && a.open(role) {
				a.result.Roles[role].Mode, a.result.Roles[role].ModeRow = mode, row
			}
		}
		return
	case First:
		a.first = row.Roles[0]
	case Combine:
		a.combine(row.Roles)
	}
	a.topics[a.topic(row)] = true
}

// combine gives two roles to one person, and with them the roles that either
// shares a person with already.
func (a *arranger) combine(pair []int) {
	group := slices.Clone(pair)
	var apart [][]int
	for _, other := range a.result.Combined {
		if slices.Contains(other, pair[0]) || slices.Contains(other, pair[1]) {
			group = append(group, other...)
		} else {
			apart = append(apart, other)
		}
	}
	slices.Sort(group)
	a.result.Combined = append(apart, slices.Compact(group))
}
