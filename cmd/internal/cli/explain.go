package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/report"
	"chiefly/engine/source"
)

const explainLong = `Tells for every rule whether it counted for or against a role: the rules that
fired, with their points; those that did not, with the part that failed and the
answer it met; and those that are undecided, with the answers they need.

Without ROLE it explains every role, in JSON one object a role. FILE may be left
out where --set answers.`

// explainFormats are those that an explanation can have; advice has more.
var explainFormats = []string{"text", "json"}

func (a *app) explainCommand() *cobra.Command {
	var assignments []string
	cmd := &cobra.Command{
		Use:     "explain [FILE] [ROLE]",
		Short:   "Explain the advice rule by rule",
		Long:    explainLong,
		Example: "  chiefly explain acme.yaml\n  chiefly explain acme.yaml cto --set headcount=400",
		Args:    usage(cobra.MaximumNArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.explain(cmd, args, assignments)
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
	a.addAnswers(cmd, &assignments)
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

func (a *app) explain(cmd *cobra.Command, args, assignments []string) error {
	// The setting may name a format that only advice has; the flag may not.
	if format := cmd.Flags().Lookup("format"); format.Changed && !slices.Contains(explainFormats, format.Value.String()) {
		return wrongUsage(cmd, errors.New("--format: an explanation is text or json"))
	}
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	e, err := a.load(s)
	if err != nil {
		return err
	}
	files, roles := fileAndRoles(e, args)
	if len(roles) == 1 && e.Rules().RoleIndex(roles[0]) < 0 {
		return wrongUsage(cmd, noSuch("role", roles[0], roleIDs(e)))
	}
	if err := checkFiles(cmd, files, assignments); err != nil {
		return err
	}
	sets, err := a.readAnswers(e, files, assignments)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for i, role := range roles {
		if i > 0 && s.Format != "json" {
			out.WriteByte('\n')
		}
		if err := a.renderExplanation(&out, s, e.Explain(sets[0].Answers, role)); err != nil {
			return err
		}
	}
	_, err = a.Out.Write(out.Bytes())
	return err
}

func (a *app) renderExplanation(out *bytes.Buffer, s *settings, explanation *engine.Explanation) error {
	if s.Format != "json" {
		return report.Explanation(out, explanation, a.reportOptions(s))
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(explanation)
}
