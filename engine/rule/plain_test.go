package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"chiefly/engine/flow"
)

// plain evaluates a set as the documentation says, rule by rule and row by row,
// on the trees of the conditions. It is what the compiled form is compared with.
func plain(s *Set, visible flow.Answers) *Result {
	r := &Result{Roles: make([]RoleResult, len(s.Roles))}
	for i, rule := range s.Rules {
		switch rule.When.Eval(visible) {
		case flow.True:
			r.Fired = append(r.Fired, int32(i))
			plainRule(r, rule)
		case flow.Undecided:
			r.Undecided = append(r.Undecided, int32(i))
		}
	}
	for i, role := range s.Roles {
		r.Roles[i].Held = flow.False
		if role.Held != nil {
			r.Roles[i].Held = role.Held.Eval(visible)
		}
		r.Roles[i].Verdict = plainVerdict(&r.Roles[i], role.Thresholds)
	}
	a := plainArranger{Result: r, topics: map[string]bool{}, first: -1}
	facts := s.facts(r, visible)
	for _, row := range s.Arrangements {
		holds := row.When.Eval(facts)
		switch {
		case holds == flow.False || !a.matters(row):
		case holds == flow.True:
			a.put(row)
			r.Rows = append(r.Rows, row)
		case row.Kind != NoteOnTopic:
			r.Open = append(r.Open, row)
		}
	}
	a.finish()
	return r
}

func plainVerdict(r *RoleResult, t Thresholds) Verdict {
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

func plainRule(r *Result, rule *Rule) {
	for i, touched := range rule.Touches {
		switch {
		case !touched:
		case rule.Effect == Points:
			r.Roles[i].Score += rule.Points[i]
		case rule.Effect == Require:
			r.Roles[i].Required = true
		case rule.Effect == RuleOut:
			r.Roles[i].RuledOut = true
		}
	}
}

type plainArranger struct {
	*Result
	topics map[string]bool
	first  int
	pairs  [][]int
}

func (a *plainArranger) is(role int) bool { return a.Roles[role].Verdict >= Keep }

func (a *plainArranger) key(row *Arrangement) string {
	switch row.Kind {
	case Combine, Separate:
		return fmt.Sprint("pair", row.Roles)
	case InsteadOf:
		return "instead " + row.Instead.For
	case NoteOnTopic:
		return "note " + row.Topic
	}
	return "first"
}

func (a *plainArranger) matters(row *Arrangement) bool {
	needed := 0
	for i := range a.Roles {
		if a.is(i) {
			needed++
		}
	}
	switch row.Kind {
	case SetMode:
		return slices.ContainsFunc(a.silent(row), func(role int) bool { return a.Roles[role].Mode == NoMode })
	case First:
		return !a.topics["first"] && a.is(row.Roles[0]) && needed > 1
	case Combine, Separate:
		return !a.topics[a.key(row)] && a.is(row.Roles[0]) && a.is(row.Roles[1])
	}
	return !a.topics[a.key(row)]
}

// silent returns the needed roles that a row gives a mode.
func (a *plainArranger) silent(row *Arrangement) []int {
	var roles []int
	for role, mode := range row.Modes {
		if mode != NoMode && a.is(role) {
			roles = append(roles, role)
		}
	}
	return roles
}

func (a *plainArranger) put(row *Arrangement) {
	switch row.Kind {
	case SetMode:
		for _, role := range a.silent(row) {
			if a.Roles[role].Mode == NoMode {
				a.Roles[role].Mode, a.Roles[role].ModeRow = row.Modes[role], row
			}
		}
		return
	case First:
		a.first = row.Roles[0]
	case Combine:
		a.pairs = append(a.pairs, row.Roles)
	}
	a.topics[a.key(row)] = true
}

// finish joins pairs that share a role, and puts roles into their order.
func (a *plainArranger) finish() {
	for _, pair := range a.pairs {
		group := slices.Clone(pair)
		a.Combined = slices.DeleteFunc(a.Combined, func(other []int) bool {
			shared := slices.ContainsFunc(other, func(role int) bool { return slices.Contains(pair, role) })
			if shared {
				group = append(group, other...)
			}
			return shared
		})
		slices.Sort(group)
		a.Combined = append(a.Combined, slices.Compact(group))
	}
	for i := range a.Roles {
		if a.is(i) {
			a.Sequence = append(a.Sequence, i)
			a.Roles[i].Mode = max(a.Roles[i].Mode, FullTime)
		}
	}
	for _, group := range a.Combined {
		fuller := group[0]
		for _, role := range group {
			if a.Roles[role].Mode == FullTime {
				fuller = role
			}
		}
		for _, role := range group {
			a.Roles[role].Mode, a.Roles[role].ModeRow = a.Roles[fuller].Mode, a.Roles[fuller].ModeRow
		}
	}
	slices.SortStableFunc(a.Sequence, func(x, y int) int {
		first := func(role int) int {
			if role == a.first {
				return 0
			}
			return 1
		}
		return cmp.Or(first(x)-first(y), cmp.Compare(a.Roles[y].Verdict, a.Roles[x].Verdict), cmp.Compare(a.Roles[y].Score, a.Roles[x].Score))
	})
}

// show writes everything that a result says.
func show(s *Set, r *Result) string {
	var b strings.Builder
	fmt.Fprintln(&b, "fired", r.Fired, "undecided", r.Undecided, "sequence", r.Sequence, "combined", r.Combined)
	for i, role := range r.Roles {
		row := "none"
		if role.ModeRow != nil {
			row = role.ModeRow.ID
		}
		fmt.Fprintln(&b, s.Roles[i].ID, role.Score, role.Verdict, role.Mode, row, role.RuledOut, role.Required, role.Held)
	}
	for _, row := range r.Rows {
		fmt.Fprint(&b, row.ID, " ")
	}
	b.WriteString("open:")
	for _, row := range r.Open {
		fmt.Fprint(&b, " ", row.ID)
	}
	return b.String()
}
