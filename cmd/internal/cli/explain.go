package cli

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/report"
	"chiefly/engine/source"
)

const explainLong = `Tells for every rule whether it counted for or against a role: the rules that
fired, with their points; those that did not, with the part that failed and the
answer it met; and those that are undecided, with the answers they need.

Then the fewest answers that would lead to each other verdict, and how settled
the verdict is where answers are not known.

Without ROLE it explains every role, in JSON one object a role. FILE may be left
out where --set answers.

--along QUESTION shows the advice as a function of a number, such as headcount,
with the other answers held: from which number on it is another one.`

// explainFormats are those that an explanation can have; advice has more.
var explainFormats = []string{"text", "json"}

// An explaining is what to explain.
type explaining struct {
	assignments []string
	along       string // a question, or empty
	noOutlook   bool
	output      output
}

func (a *app) explainCommand() *cobra.Command {
	var x explaining
	cmd := &cobra.Command{
		Use:     "explain [FILE] [ROLE]",
		Short:   "Explain the advice rule by rule",
		Long:    explainLong,
		Example: "  chiefly explain acme.yaml\n  chiefly explain acme.yaml cto --set headcount=400\n  chiefly explain acme.yaml --along headcount",
		Args:    usage(cobra.MaximumNArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.explain(cmd, args, &x)
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return nil, cobra.ShellCompDirectiveDefault
			}
			e, err := a.loadFor(cmd)
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return roleIDs(e), cobra.ShellCompDirectiveNoFileComp
		},
	}
	a.addAnswers(cmd, &x.assignments)
	addNoOutlook(cmd, &x.noOutlook)
	addOutput(cmd, &x.output, explainFormats...)
	cmd.Flags().StringVar(&x.along, "along", "", "show the advice as a function of the answer to `question`, which asks for a number")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("along", a.completeNumbers))
	addSettings(cmd, contentSettings...)
	addSettings(cmd, "width", "color")
	cmd.Flags().String("format", "text", "write the explanation as `format`: text or json")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(explainFormats, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func roleIDs(e *engine.Engine) []string {
	var ids []string
	for _, role := range e.Rules().Roles {
		ids = append(ids, role.ID)
	}
	return ids
}

// fileAndRoles tells the arguments apart. A single one that cannot be the name of
// an answers file is a role.
func fileAndRoles(e *engine.Engine, args []string) (files, roles []string) {
	if len(args) == 2 {
		return args[:1], args[1:]
	}
	if len(args) == 1 && args[0] != "-" {
		if _, isFile := source.FormatOf(args[0]); !isFile {
			return nil, args
		}
	}
	return args, roleIDs(e)
}

// completeNumbers completes the questions that ask for a number.
func (a *app) completeNumbers(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	e, err := a.loadFor(cmd)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return e.Numbers(), cobra.ShellCompDirectiveNoFileComp
}

func (a *app) explain(cmd *cobra.Command, args []string, x *explaining) error {
	// The setting may name a format that only advice has; the flag may not.
	if format := cmd.Flags().Lookup("format"); format.Changed && !slices.Contains(explainFormats, format.Value.String()) {
		return wrongUsage(cmd, errors.New("--format: an explanation is text or json"))
	}
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	if s.Format, err = x.output.format(cmd, s.Format); err != nil {
		return wrongUsage(cmd, err)
	}
	if s.Format != "json" { // the setting, of which an explanation has fewer
		s.Format = "text"
	}
	e, err := a.load(s)
	if err != nil {
		return err
	}
	files, roles := fileAndRoles(e, args)
	if len(roles) == 1 && e.Rules().RoleIndex(roles[0]) < 0 {
		return wrongUsage(cmd, noSuch("role", roles[0], roleIDs(e)))
	}
	if x.along != "" && len(files) < len(args) { // one of them is a role
		return wrongUsage(cmd, errors.New("--along shows all roles: leave the role out"))
	}
	if err := checkFiles(cmd, files, x.assignments); err != nil {
		return err
	}
	sets, err := a.readAnswers(e, files, x.assignments)
	if err != nil {
		return err
	}
	if x.along != "" {
		return a.writePath(cmd, s, e, sets[0], x)
	}
	return a.writeExplanations(s, e, sets[0], roles, x)
}

// writePath writes the advice along a number.
func (a *app) writePath(cmd *cobra.Command, s *settings, e *engine.Engine, set *answers.Set, x *explaining) error {
	path, err := e.Along(set.Answers, x.along)
	if err != nil {
		return wrongUsage(cmd, fmt.Errorf("--along: %w", err))
	}
	var out bytes.Buffer
	if s.Format == "json" {
		err = writeJSON(&out, path)
	} else {
		err = report.Path(&out, path, a.reportOptions(s))
	}
	if err != nil {
		return err
	}
	return a.writeOne(&x.output, set, s.Format, out.Bytes())
}

func (a *app) writeExplanations(s *settings, e *engine.Engine, set *answers.Set, roles []string, x *explaining) error {
	outlook := &engine.Outlook{}
	if !x.noOutlook {
		outlook = a.outlooks(e, e.OutlookInFull)(set.Answers)
	}
	var out bytes.Buffer
	for i, role := range roles {
		if i > 0 && s.Format != "json" {
			out.WriteByte('\n')
		}
		explanation := e.Explain(set.Answers, role)
		explanation.Outlook = outlook.Roles.Role(role)
		if err := a.renderExplanation(&out, s, explanation); err != nil {
			return err
		}
	}
	return a.writeOne(&x.output, set, s.Format, out.Bytes())
}

func (a *app) renderExplanation(out *bytes.Buffer, s *settings, explanation *engine.Explanation) error {
	if s.Format != "json" {
		return report.Explanation(out, explanation, a.reportOptions(s))
	}
	return writeJSON(out, explanation)
}
