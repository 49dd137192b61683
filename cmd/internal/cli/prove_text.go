package cli

import (
	"bytes"
	"fmt"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
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
	made := finding{Kind: f.Kind, Message: f.String(), answers: f.Example}
	for _, r := range f.Rules {
		made.Rules = append(made.Rules, r.ID)
	}
	if f.Role != nil {
		made.Role, made.At = f.Role.ID, f.Role.File.Place(f.Role.At)
	}
	switch {
	case f.Rules != nil:
		made.At = f.Rules[0].File.Place(f.Rules[0].At)
	case f.Row != nil:
		made.Row, made.At = f.Row.ID, f.Row.File.Place(f.Row.At)
	case f.Question != nil:
		made.Question, made.At = f.Question.ID, f.Question.File.Place(f.Question.At)
	}
	switch f.Kind {
	case space.NoVerdict:
		made.Verdict = f.Verdict.String()
	case space.OptionIsMoot:
		made.Option = f.Question.Options[f.Option].ID
	}
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
