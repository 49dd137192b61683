package space

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Cause is a piece of the content that works differently for an example.
type Cause struct {
	Kind CauseKind
	ID   string // of the rule, row or question, or of the role
	Role string // the role on which a rule bears
	// Old and New are what it does on the two sides; CauseKind says how that is written.
	// Absent is a piece that the side does not have, Idle one that does nothing there.
	Old, New string
}

// Absent and Idle stand in a Cause for a piece that does nothing.
const (
	Absent = "absent"
	Idle   = "idle"
)

// A CauseKind is what piece of the content a Cause is.
type CauseKind string

// The kinds of causes.
const (
	CausedByRule       CauseKind = "rule"       // its effect on the role: "+15", "require" or "rule_out"
	CausedByThresholds CauseKind = "thresholds" // those of the role: "hire 50, later 30"
	CausedByHeld       CauseKind = "held"       // whether somebody is in the role for certain: "true" or "false"
	CausedByRow        CauseKind = "row"        // what it decides: "cto fractional", "combine cto, cio"
	CausedByQuestion   CauseKind = "question"   // what is seen of its answer: "120", or "unknown"
)

// A causeFinder finds the causes of a change for an example.
type causeFinder struct {
	*comparison
	change
	results [2]*rule.Result
	found   []Cause
	reads   []string // the questions that the causes read
}

// A working is what a piece of content does on a side, and the condition that it has.
type working struct {
	what string
	when *rule.Condition
}

func (c *comparison) causes(ch change, results [2]*rule.Result, example flow.Answers) []Cause {
	f := causeFinder{comparison: c, change: ch, results: results}
	for i, r := range c.roles {
		if f.concerns(i) {
			f.rules(r)
			f.add(Cause{Kind: CausedByThresholds, ID: r.id}, f.thresholds(older, r), f.thresholds(newer, r))
			f.add(Cause{Kind: CausedByHeld, ID: r.id}, f.held(older, r), f.held(newer, r))
		}
	}
	if ch.kind == Filled {
		f.rows()
	}
	f.questions(example)
	return f.found
}

// add adds a cause if there is a difference.
func (f *causeFinder) add(cause Cause, old, replacement working) {
	idle := func(w working) bool { return w.what == Idle || w.what == Absent }
	if old.what == replacement.what || idle(old) && idle(replacement) {
		return
	}
	cause.Old, cause.New = old.what, replacement.what
	f.found = append(f.found, cause)
	for _, w := range []working{old, replacement} {
		if w.when != nil {
			f.reads = append(f.reads, w.when.Questions()...)
		}
	}
}

// concerns reports whether the verdict on a role is part of the change.
func (f *causeFinder) concerns(role int) bool {
	r := f.roles[role]
	old, replacement := r.result(older, f.results).Verdict, r.result(newer, f.results).Verdict
	switch f.kind {
	case Recommended:
		return (old == rule.Hire) != (replacement == rule.Hire)
	case Judged:
		return role == f.role
	}
	return old != replacement && (f.mentions(f.fractional(older, f.role), older, role) || f.mentions(f.fractional(newer, f.role), newer, role))
}

// rules finds the rules that do something else to a role.
func (f *causeFinder) rules(r pairedRole) {
	for _, id := range f.ids(func(set *rule.Set) (ids []string) {
		for _, made := range set.Rules {
			ids = append(ids, made.ID)
		}
		return ids
	}) {
		f.add(Cause{Kind: CausedByRule, ID: id, Role: r.id}, f.effect(older, r, id), f.effect(newer, r, id))
	}
}

// ids returns the ids that there are on either side, those of the newer side first.
func (f *causeFinder) ids(of func(*rule.Set) []string) []string {
	ids := of(f.contents[newer].Set)
	for _, id := range of(f.contents[older].Set) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// effect returns what a rule does to a role.
func (f *causeFinder) effect(side int, r pairedRole, id string) working {
	rules := f.contents[side].Set.Rules
	at := slices.IndexFunc(rules, func(made *rule.Rule) bool { return made.ID == id })
	if at < 0 {
		return working{what: Absent}
	}
	w := working{Idle, rules[at].When}
	if on := r.on[side]; on >= 0 && rules[at].Touches[on] && slices.Contains(f.results[side].Fired, int32(at)) {
		switch rules[at].Effect {
		case rule.Require:
			w.what = "require"
		case rule.RuleOut:
			w.what = "rule_out"
		default:
			w.what = fmt.Sprintf("%+d", rules[at].Points[on])
		}
	}
	return w
}

func (f *causeFinder) thresholds(side int, r pairedRole) working {
	role := f.on(side, r)
	if role == nil {
		return working{what: "no such role"}
	}
	return working{what: fmt.Sprintf("hire %d, later %d", role.Thresholds.Hire, role.Thresholds.Later)}
}

func (f *causeFinder) held(side int, r pairedRole) working {
	w := working{what: strconv.FormatBool(r.result(side, f.results).Held == flow.True)}
	if role := f.on(side, r); role != nil {
		w.when = role.Held
	}
	return w
}

// rows finds the rows about modes and persons that decide something else for the role, or
// for those that share a person with it.
func (f *causeFinder) rows() {
	concerned := []string{f.roles[f.role].id}
	for side, result := range f.results {
		for _, group := range result.Combined {
			if slices.Contains(group, f.roles[f.role].on[side]) {
				concerned = append(concerned, f.named(side, group)...)
			}
		}
	}
	for _, id := range f.ids(func(set *rule.Set) (ids []string) {
		for _, row := range set.Arrangements {
			ids = append(ids, row.ID)
		}
		return ids
	}) {
		f.add(Cause{Kind: CausedByRow, ID: id}, f.decision(older, id, concerned), f.decision(newer, id, concerned))
	}
}

// named returns the ids of roles of a side.
func (f *causeFinder) named(side int, roles []int) (ids []string) {
	for _, role := range roles {
		ids = append(ids, f.contents[side].Set.Roles[role].ID)
	}
	return ids
}

// decision returns what a row decides for the roles concerned.
func (f *causeFinder) decision(side int, id string, concerned []string) working {
	set := f.contents[side].Set
	at := slices.IndexFunc(set.Arrangements, func(row *rule.Arrangement) bool { return row.ID == id })
	if at < 0 {
		return working{what: Absent}
	}
	row := set.Arrangements[at]
	w := working{Idle, row.When}
	if !slices.Contains(f.results[side].Rows, row) {
		return w
	}
	roles := f.named(side, row.Roles)
	elsewhere := slices.ContainsFunc(roles, func(id string) bool { return !slices.Contains(concerned, id) })
	switch {
	case row.Kind == rule.SetMode:
		for role, mode := range row.Modes {
			if id := set.Roles[role].ID; mode != rule.NoMode && slices.Contains(concerned, id) {
				w.what = strings.TrimPrefix(w.what+", "+id+" "+mode.String(), Idle+", ")
			}
		}
	case row.Kind == rule.Combine && !elsewhere:
		w.what = "combine " + strings.Join(roles, ", ")
	case row.Kind == rule.Separate && !elsewhere:
		w.what = "separate " + strings.Join(roles, ", ")
	}
	return w
}

// questions finds the questions whose answers the causes read, and one side does not see.
func (f *causeFinder) questions(example flow.Answers) {
	seen := f.contents[older].Flow.Visible(f.seen(older, example))
	for _, q := range f.contents[newer].Flow.Questions {
		a, given := example[q.ID]
		if !given || !slices.Contains(f.reads, q.ID) {
			continue
		}
		old := "unknown"
		if of, known := seen[q.ID]; known {
			old = f.contents[older].Flow.Question(q.ID).Format(of)
		}
		f.add(Cause{Kind: CausedByQuestion, ID: q.ID}, working{what: old}, working{what: q.Format(a)})
	}
}
