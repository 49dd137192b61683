package cli

import (
	"bytes"
	"fmt"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
	"chiefly/engine/space"
)

// A finding is one in JSON.
type finding struct {
	Kind     space.Kind     `json:"kind"`
	Message  string         `json:"message"`
	Rules    []string       `json:"rules,omitempty"`
	Row      string         `json:"row,omitempty"`
	Role     string         `json:"role,omitempty"`
	Verdict  string         `json:"verdict,omitempty"`
	Question string         `json:"question,omitempty"`
	Option   string         `json:"option,omitempty"`
	At       string         `json:"at"`
	Example  map[string]any `json:"example,omitempty"` // an answers file

	answers flow.Answers // of the example
}

func newFinding(e *engine.Engine, f space.Finding) finding {
	made := finding{Kind: f.Kind, answers: f.Example}
	for _, r := range f.Rules {
		made.Rules = append(made.Rules, r.ID)
	}
	file := e.RulesFile().Name
	var at source.Pos
	if f.Role != nil {
		made.Role, at = f.Role.ID, f.Role.At
	}
	switch {
	case f.Rules != nil:
		at = f.Rules[0].At
	case f.Row != nil:
		made.Row, at = f.Row.ID, f.Row.At
	case f.Question != nil:
		made.Question, file, at = f.Question.ID, e.FlowFile().Name, f.Question.At
	}
	switch f.Kind {
	case space.NoVerdict:
		made.Verdict = f.Verdict.String()
	case space.OptionIsMoot:
		made.Option = f.Question.Options[f.Option].ID
	}
	made.At = file + ":" + at.String()
	made.Message = message(made)
	if f.Example != nil {
		made.Example = valuesOf(e.Flow(), f.Example)
	}
	return made
}

// valuesOf returns answers as they stand in an answers file.
func valuesOf(f *flow.Flow, answers flow.Answers) map[string]any {
	values := map[string]any{}
	for id, answer := range answers {
		values[id] = f.Question(id).Value(answer)
	}
	return values
}

// message says in words what is found.
func message(f finding) string {
	switch f.Kind {
	case space.NeverFires:
		return fmt.Sprintf("rule %s never fires", f.Rules[0])
	case space.AlwaysFires:
		return fmt.Sprintf("rule %s fires whatever the answers", f.Rules[0])
	case space.SameCondition:
		return fmt.Sprintf("rules %s and %s always fire together, so one of them can do for both", f.Rules[0], f.Rules[1])
	case space.Covered:
		return fmt.Sprintf("rule %s is needless: wherever it fires, rule %s does the same", f.Rules[0], f.Rules[1])
	case space.CoveredTogether:
		last := len(f.Rules) - 1
		return fmt.Sprintf("rule %s is needless: wherever it fires, rules %s and %s together do the same", f.Rules[0], strings.Join(f.Rules[1:last], ", "), f.Rules[last])
	case space.Contradiction:
		return fmt.Sprintf("rule %s requires %s where rule %s rules it out", f.Rules[0], f.Role, f.Rules[1])
	case space.NeverDecides:
		return fmt.Sprintf("rule %s fires, but every verdict is the same without it", f.Rules[0])
	case space.NoVerdict:
		return fmt.Sprintf("role %s never gets the verdict %s", f.Role, f.Verdict)
	case space.NeverNeeded:
		return fmt.Sprintf("role %s is never needed", f.Role)
	case space.RowNeverHolds:
		return fmt.Sprintf("arrangement %s holds for no answers", f.Row)
	case space.RowNeverDecides:
		return fmt.Sprintf("arrangement %s never decides anything: where it holds, rows above it do, or its roles are not needed", f.Row)
	case space.NoArrangement:
		return fmt.Sprintf("no arrangement says how much of %s is needed: full-time, for want of one", f.Role)
	case space.NothingInstead:
		return "nobody is needed, nobody is there, and no arrangement says what to do instead"
	case space.OptionIsMoot:
		return fmt.Sprintf("nothing depends on whether %s is picked in %s", f.Option, f.Question)
	}
	return fmt.Sprintf("nothing depends on question %s", f.Question)
}

// write writes what has been found for people, and with listed what is proven too.
func (p *proof) write(out *bytes.Buffer, e *engine.Engine, all *space.Space, listed bool) {
	for _, f := range p.Findings {
		fmt.Fprintf(out, "%s: %s\n", f.At, f.Message)
		if f.answers != nil {
			writeExample(out, e.Flow(), "for instance", f.answers)
		}
	}
	for _, f := range p.Unproven {
		fmt.Fprintf(out, "%s: it takes too much effort to tell whether this is so: %s\n", f.At, f.Message)
	}
	for _, r := range p.Properties {
		switch {
		case r.Status == space.Refuted:
			fmt.Fprintf(out, "%s: property %s is refuted\n", r.At, r.name())
		case r.Status == space.Unsettled:
			fmt.Fprintf(out, "%s: it takes too much effort to prove property %s, or to refute it\n", r.At, r.name())
		case listed:
			fmt.Fprintf(out, "%s: property %s is proven\n", r.At, r.name())
		}
		for i, example := range r.answers {
			writeExample(out, e.Flow(), [...]string{"for instance", "but with more"}[i], example)
		}
	}
	if listed {
		for _, i := range p.Implications {
			fmt.Fprintf(out, "rule %s fires only where rule %s does\n", i.Rule, i.Implied)
		}
	}
	if p.failure() == nil {
		fmt.Fprintf(out, "Nothing found in all %s sets of answers.\n", grouped(all.Count()))
	}
	if n := p.of(space.Proven); n > 0 {
		fmt.Fprintf(out, "%s proven.\n", countedProperties(n))
	}
}

// name returns the id of a property, if it has one, and what it claims.
func (r property) name() string {
	if r.ID == "" {
		return "(" + r.Property + ")"
	}
	return r.ID + " (" + r.Property + ")"
}

// writeExample writes how to look at an example.
func writeExample(out *bytes.Buffer, f *flow.Flow, lead string, answers flow.Answers) {
	if len(answers) == 0 {
		fmt.Fprintf(out, "    %s where nothing is known\n", lead)
		return
	}
	fmt.Fprintf(out, "    %s: chiefly explain%s\n", lead, assignments(f, answers))
}

// assignments writes answers as flags.
func assignments(f *flow.Flow, answers flow.Answers) string {
	var b strings.Builder
	for _, q := range f.Questions {
		if answer, given := answers[q.ID]; given {
			b.WriteString(" --set " + shellQuote(q.ID+"="+q.Format(answer)))
		}
	}
	return b.String()
}
