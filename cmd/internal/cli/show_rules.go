package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

func ruleIDs(e *engine.Engine) []string {
	return idsOf(e.Rules().Rules, func(r *rule.Rule) string { return r.ID })
}

func conditionIDs(e *engine.Engine) []string {
	return idsOf(e.Rules().Conditions, func(c *rule.Named) string { return c.ID })
}

func arrangementIDs(e *engine.Engine) []string {
	return idsOf(e.Rules().Arrangements, func(a *rule.Arrangement) string { return a.ID })
}

func sourceIDs(e *engine.Engine) []string {
	return idsOf(e.Rules().Sources, func(s *rule.Source) string { return s.ID })
}

func idsOf[T any](things []T, id func(T) string) []string {
	ids := make([]string, len(things))
	for i, thing := range things {
		ids[i] = id(thing)
	}
	return ids
}

// effects says what a rule does, role by role.
func effects(e *engine.Engine, r *rule.Rule) string {
	var parts []string
	for i, role := range e.Rules().Roles {
		switch {
		case !r.Touches[i]:
		case r.Effect == rule.Points:
			parts = append(parts, fmt.Sprintf("%s %+d", role.ID, r.Points[i]))
		case r.Effect == rule.Require:
			parts = append(parts, "requires "+role.ID)
		default:
			parts = append(parts, "rules out "+role.ID)
		}
	}
	return strings.Join(parts, ", ")
}

func ruleLine(w io.Writer, e *engine.Engine, i int) {
	r := e.Rules().Rules[i]
	fmt.Fprintf(w, "%s (%s)\n    when %s\n", r.ID, effects(e, r), oneLineText(r.When.Text))
}

// oneLineText shows a condition of several lines on one.
func oneLineText(text string) string {
	return source.Printable(strings.Join(strings.Fields(text), " "))
}

func ruleDetail(w io.Writer, e *engine.Engine, i int) {
	r := e.Rules().Rules[i]
	ruleLine(w, e, i)
	field(w, "because", r.Because)
	cite(w, r.Sources)
	at(w, r.File, r.At)
}

func at(w io.Writer, file *source.File, pos source.Pos) {
	field(w, "at", file.Place(pos))
}

func cite(w io.Writer, sources []*rule.Source) {
	for _, s := range sources {
		field(w, "source", strings.TrimSpace(s.Title+" "+s.Address))
	}
}

func conditionLine(w io.Writer, e *engine.Engine, i int) {
	c := e.Rules().Conditions[i]
	fmt.Fprintf(w, "%s\n    %s\n", c.ID, oneLineText(c.Condition.Text))
}

func conditionDetail(w io.Writer, e *engine.Engine, i int) {
	c := e.Rules().Conditions[i]
	conditionLine(w, e, i)
	field(w, "uses", strings.Join(c.Condition.Questions(), ", "))
	at(w, c.File, c.At)
}

func arrangementLine(w io.Writer, e *engine.Engine, i int) {
	a := e.Rules().Arrangements[i]
	fmt.Fprintf(w, "%s (%s)\n    when %s\n", a.ID, decides(e, a), oneLineText(a.When.Text))
}

// decides says what an arrangement row decides.
func decides(e *engine.Engine, a *rule.Arrangement) string {
	var ids []string
	for _, role := range a.Roles {
		ids = append(ids, e.Rules().Roles[role].ID)
	}
	switch a.Kind {
	case rule.SetMode:
		var modes []string
		for i, mode := range a.Modes {
			if mode != rule.NoMode {
				modes = append(modes, e.Rules().Roles[i].ID+" "+mode.String())
			}
		}
		return strings.Join(modes, ", ")
	case rule.Combine:
		return "one person for " + strings.Join(ids, " and ")
	case rule.Separate:
		return "two people for " + strings.Join(ids, " and ")
	case rule.First:
		return ids[0] + " first"
	case rule.InsteadOf:
		return "instead: " + a.Instead.Title
	}
	return "note on " + a.Topic
}

func arrangementDetail(w io.Writer, e *engine.Engine, i int) {
	a := e.Rules().Arrangements[i]
	arrangementLine(w, e, i)
	field(w, "because", a.Because)
	cite(w, a.Sources)
	at(w, a.File, a.At)
}

func roleLine(w io.Writer, e *engine.Engine, i int) {
	r := e.Rules().Roles[i]
	fmt.Fprintf(w, "%s: %s (hire from %d points, later from %d)\n", r.ID, r.Title, r.Thresholds.Hire, r.Thresholds.Later)
}

func roleDetail(w io.Writer, e *engine.Engine, i int) {
	r := e.Rules().Roles[i]
	p := r.Profile
	roleLine(w, e, i)
	field(w, "purpose", p.Purpose)
	list(w, "Responsibilities", p.Responsibilities)
	list(w, "What it is not", p.IsNot)
	field(w, "reports", p.ReportsTo)
	field(w, "leads", p.Leads)
	list(w, "Measures of success", p.Measures)
	var steps, experience []string
	for _, s := range p.First90Days {
		steps = append(steps, "days "+s.Days+": "+s.Goal)
	}
	for _, x := range p.Experience {
		experience = append(experience, "if "+oneLineText(x.When.Text)+": "+x.Text)
	}
	list(w, "First 90 days", steps)
	list(w, "Experience", experience)
	cite(w, p.Sources)
	at(w, r.File, r.At)
}

func list(w io.Writer, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(w, "    %s:\n", title)
	for _, item := range items {
		fmt.Fprintf(w, "    - %s\n", source.Printable(item))
	}
}

func sourceLine(w io.Writer, e *engine.Engine, i int) {
	s := e.Rules().Sources[i]
	fmt.Fprintf(w, "%s: %s\n", s.ID, source.Printable(s.Title))
	field(w, "address", s.Address)
}

func sourceDetail(w io.Writer, e *engine.Engine, i int) {
	s := e.Rules().Sources[i]
	sourceLine(w, e, i)
	field(w, "by", s.Publisher)
	if s.Vendor {
		field(w, "note", "the publisher sells what it recommends")
	}
	var rules []string
	for _, r := range e.Rules().Rules {
		if slices.Contains(r.Sources, s) {
			rules = append(rules, r.ID)
		}
	}
	field(w, "rules", strings.Join(rules, ", "))
	at(w, s.File, s.At)
}

func rulePlace(e *engine.Engine, i int) (*source.File, source.Pos) {
	x := e.Rules().Rules[i]
	return x.File, x.At
}

func conditionPlace(e *engine.Engine, i int) (*source.File, source.Pos) {
	x := e.Rules().Conditions[i]
	return x.File, x.At
}

func arrangementPlace(e *engine.Engine, i int) (*source.File, source.Pos) {
	x := e.Rules().Arrangements[i]
	return x.File, x.At
}

func rolePlace(e *engine.Engine, i int) (*source.File, source.Pos) {
	x := e.Rules().Roles[i]
	return x.File, x.At
}

func sourcePlace(e *engine.Engine, i int) (*source.File, source.Pos) {
	x := e.Rules().Sources[i]
	return x.File, x.At
}
