package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/graph"
	"chiefly/engine/source"
)

const graphLong = `Draws the questions with their branching, or the rules: which questions they
look at, and what they do to the roles.

With an answers file the way of that organisation is drawn over it: which
questions are asked and what is answered, or which rules fire.

text      lines to read in a terminal
mermaid   a chart that GitHub and many editors show (.mmd)
dot       source for Graphviz (.dot)
svg       a finished picture, in light and dark (.svg); open it in a browser`

const graphExample = `  chiefly graph
  chiefly graph rules --role cto
  chiefly graph -o flow.svg
  chiefly graph questions acme.yaml -o acme.svg
  chiefly graph rules acme.yaml --format mermaid`

// subjects are what can be drawn.
var subjects = []string{"questions", "rules"}

// A graphing is what to draw and where to.
type graphing struct {
	assignments           []string
	subject, role, format string
	output                output
}

func (a *app) graphCommand() *cobra.Command {
	var g graphing
	cmd := &cobra.Command{
		Use:     "graph [questions|rules] [ANSWERS FILE]",
		Short:   "Draw the questions or the rules",
		Long:    graphLong,
		Example: graphExample,
		RunE:    func(cmd *cobra.Command, args []string) error { return a.graph(cmd, args, &g) },
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return subjects, cobra.ShellCompDirectiveDefault
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
	}
	a.addAnswers(cmd, &g.assignments)
	addSettings(cmd, contentSettings...)
	f := cmd.Flags()
	f.StringVar(&g.role, "role", "", "of the rules, draw only those that bear on this `role`")
	addOutput(cmd, &g.output) // whose endings are those of package graph
	f.StringVar(&g.format, "format", "", "write as `format`: "+strings.Join(graph.Formats(), ", ")+" (default: that of -o, else text)")
	cobra.CheckErr(f.SetAnnotation("format", notASetting, nil))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(graph.Formats(), cobra.ShellCompDirectiveNoFileComp)))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("role", a.completeRoles))
	return cmd
}

func (a *app) completeRoles(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	e, err := a.loadFor(cmd)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return roleIDs(e), cobra.ShellCompDirectiveNoFileComp
}

// arguments tells what to draw from the name of an answers file, which is empty where
// there is none.
func (g *graphing) arguments(args []string) (name string, err error) {
	g.subject = subjects[0]
	if len(args) > 0 && slices.Contains(subjects, args[0]) {
		g.subject, args = args[0], args[1:]
	} else if len(args) > 0 && args[0] != "-" {
		if _, isFile := source.FormatOf(args[0]); !isFile {
			return "", fmt.Errorf("cannot draw %s; %s; answers files end in .yaml, .json or .toml", source.Quote(args[0]), source.Suggest(args[0], subjects))
		}
	}
	switch {
	case len(args) > 1:
		return "", errors.New("one answers file at most can be drawn")
	case g.role != "" && g.subject != "rules":
		return "", errors.New("--role: questions belong to no role; write chiefly graph rules --role " + g.role)
	case len(args) == 1:
		return args[0], nil
	}
	return "", nil
}

// chosen returns the format to write.
func (g *graphing) chosen() (graph.Format, error) {
	if _, isData := source.FormatOf(g.output.name); isData {
		return "", fmt.Errorf("--output: %s is the name of a file with content or answers; end it in one of %s", source.Quote(g.output.name), strings.Join(graph.Endings(), ", "))
	}
	format, known := graph.FormatOf(g.output.name)
	switch {
	case g.format != "" && !slices.Contains(graph.Formats(), g.format):
		return "", fmt.Errorf("--format: %w", noSuch("format", g.format, graph.Formats()))
	case g.format != "":
		return graph.Format(g.format), nil
	case g.output.name == "":
		return graph.Text, nil
	case !known:
		return "", fmt.Errorf("--output: the ending of %s names no format; use --format or one of %s", source.Quote(g.output.name), strings.Join(graph.Endings(), ", "))
	}
	return format, nil
}

func (a *app) graph(cmd *cobra.Command, args []string, g *graphing) error {
	name, err := g.arguments(args)
	if err != nil {
		return wrongUsage(cmd, err)
	}
	format, err := g.chosen()
	if err != nil {
		return wrongUsage(cmd, err)
	}
	e, err := a.loadFor(cmd)
	if err != nil {
		return err
	}
	if g.role != "" && e.Rules().RoleIndex(g.role) < 0 {
		return wrongUsage(cmd, noSuch("role", g.role, roleIDs(e)))
	}
	path, err := a.path(e, name, g.assignments)
	if err != nil {
		return err
	}
	drawn := graph.Questions(e, path)
	if g.subject == "rules" {
		drawn = graph.Rules(e, g.role, path)
	}
	return a.writeGraph(drawn, format, &g.output)
}

// path reads the answers to draw, or returns nil where there are none. Required ones
// may be missing: an unfinished quiz can be drawn.
func (a *app) path(e *engine.Engine, name string, assignments []string) (*graph.Path, error) {
	if name == "" && len(assignments) == 0 && !slices.ContainsFunc(os.Environ(), answers.InEnvironment) {
		return nil, nil
	}
	set, err := a.readSet(&answers.Reader{Flow: e.Flow(), Set: assignments, Environ: os.Environ()}, name)
	if err != nil {
		return nil, err
	}
	a.noteParked(e, set)
	return &graph.Path{Organisation: set.Organisation, Answers: set.Answers}, nil
}

func (a *app) writeGraph(g *graph.Graph, format graph.Format, o *output) error {
	if err := a.writeResult(o, o.name, string(format), []byte(g.Draw(format))); err != nil {
		return err
	}
	if why := g.TooLarge(format); why != "" {
		fmt.Fprintf(a.Err, "note: %s\n", why)
	}
	return nil
}
