package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
	"chiefly/engine/space"
)

const proveLong = `Looks at every set of answers that the questions allow, and reports what the
author of the rules may not have meant: rules that never fire, fire always or
decide nothing, pairs of rules of which one would do, verdicts and arrangements
that nobody gets, questions and options on which nothing depends. What it
reports is proven; what it does not report of these does not exist, but for
options that matter only because fewer others can be picked.

It ends with 1 where it finds something.`

func (a *app) proveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "prove",
		Short:   "Look for mistakes in the rules over all possible answers",
		Long:    proveLong,
		Example: "  chiefly prove --rules mine.yaml",
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.prove(cmd) },
	}
	addSpaceFlags(cmd)
	return cmd
}

// spaceFormats are those of what is said about all answers.
var spaceFormats = []string{"text", "json"}

func addSpaceFlags(cmd *cobra.Command) {
	addSettings(cmd, contentSettings...)
	cmd.Flags().String("format", "text", "write the result as `format`: text or json")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(spaceFormats, cobra.ShellCompDirectiveNoFileComp)))
}

// loadSpace loads the content of a command and compiles its answer space.
func (a *app) loadSpace(cmd *cobra.Command) (*settings, *engine.Engine, *space.Space, error) {
	s, err := a.settings(cmd)
	if err != nil {
		return nil, nil, nil, err
	}
	if format := cmd.Flags().Lookup("format"); format.Changed && s.Format == "markdown" {
		return nil, nil, nil, wrongUsage(cmd, errors.New("--format: this is text or json"))
	}
	e, err := a.load(s)
	if err != nil {
		return nil, nil, nil, err
	}
	all, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget)
	return s, e, all, spaceError(err)
}

func spaceError(err error) error {
	if errors.Is(err, space.ErrBudget) || errors.Is(err, space.ErrPoints) {
		return fail(exitInvalid, "fewer rules for each role, or fewer questions, make it smaller", "%w", err)
	}
	return err
}

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
}

func (a *app) prove(cmd *cobra.Command) error {
	s, e, all, err := a.loadSpace(cmd)
	if err != nil {
		return err
	}
	found, err := all.Findings()
	if err != nil {
		return spaceError(err)
	}
	findings := []finding{}
	for _, f := range found {
		findings = append(findings, newFinding(e, f))
	}
	var out bytes.Buffer
	if s.Format == "json" {
		if err := writeJSON(&out, findings); err != nil {
			return err
		}
	} else {
		writeFindings(&out, e, all, found, findings)
	}
	if _, err := a.Out.Write(out.Bytes()); err != nil || len(found) == 0 {
		return err
	}
	return fail(exitFindings, "", "%s", counted(len(found), "finding"))
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func writeJSON(out *bytes.Buffer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func writeFindings(out *bytes.Buffer, e *engine.Engine, all *space.Space, found []space.Finding, findings []finding) {
	for i, f := range findings {
		fmt.Fprintf(out, "%s: %s\n", f.At, f.Message)
		switch example := found[i].Example; {
		case len(example) > 0:
			fmt.Fprintf(out, "    for instance: chiefly explain%s\n", assignments(e.Flow(), example))
		case example != nil:
			out.WriteString("    for instance where nothing is known\n")
		}
	}
	if len(findings) == 0 {
		fmt.Fprintf(out, "Nothing found in all %s sets of answers.\n", grouped(all.Count()))
	}
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

func newFinding(e *engine.Engine, f space.Finding) finding {
	made := finding{Kind: f.Kind}
	for _, r := range f.Rules {
		made.Rules = append(made.Rules, r.ID)
	}
	file := e.RulesFile().Name
	var at source.Pos
	switch {
	case f.Rules != nil:
		at = f.Rules[0].At
	case f.Row != nil:
		made.Row, at = f.Row.ID, f.Row.At
	case f.Role != nil:
		made.Role, at = f.Role.ID, f.Role.At
		if f.Kind == space.NoVerdict {
			made.Verdict = f.Verdict.String()
		}
	default:
		made.Question, file, at = f.Question.ID, e.FlowFile().Name, f.Question.At
		if f.Kind == space.OptionIsMoot {
			made.Option = f.Question.Options[f.Option].ID
		}
	}
	made.At = file + ":" + at.String()
	made.Message = message(made)
	if f.Example != nil {
		made.Example = map[string]any{}
		for id, answer := range f.Example {
			made.Example[id] = e.Flow().Question(id).Value(answer)
		}
	}
	return made
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
	case space.OptionIsMoot:
		return fmt.Sprintf("nothing depends on whether %s is picked in %s", f.Option, f.Question)
	}
	return fmt.Sprintf("nothing depends on question %s", f.Question)
}
