package rule

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"chiefly/engine/flow"
)

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
	r.fillModes()
	r.order(a.first)
}

// order puts the needed roles into their sequence: the one that a row puts first,
// then those to be hired before those that are kept, then by score.
func (r *Result) order(first int) {
	for i, role := range r.Roles {
		if role.Verdict.Needed() {
			r.Sequence = append(r.Sequence, i)
		}
	}
	slices.SortStableFunc(r.Sequence, func(x, y int) int {
		switch {
		case x == first:
			return -1
		case y == first:
			return 1
		}
		return cmp.Or(cmp.Compare(r.Roles[y].Verdict, r.Roles[x].Verdict), cmp.Compare(r.Roles[y].Score, r.Roles[x].Score))
	})
}

// fillModes gives needed roles a mode that no row gave one.
func (r *Result) fillModes() {
	for i := range r.Roles {
		if role := &r.Roles[i]; role.Verdict.Needed() && role.Mode == NoMode {
			role.Mode = FullTime
		}
	}
	r.matchModes()
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
