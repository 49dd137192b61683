package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

const showLong = `Shows the content in force: its questions, rules, conditions, arrangements,
roles or sources; with an ID, one of them with all there is to it.

--source prints the YAML file that questions or rules come from, to copy and
edit. --origin says where each thing stands: in your file, or in the one that
yours builds on, and then what yours changes in it.`

const showExample = `  chiefly show questions
  chiefly show questions technology_role
  chiefly show rules --source > mine.yaml   then: chiefly advise FILE --rules mine.yaml
  chiefly show rules --origin --rules house.yaml`

// An exhibit is a kind of thing to show.
type exhibit struct {
	name string
	// ids lists the things of that kind.
	ids func(*engine.Engine) []string
	// line writes a thing in short, detail in full.
	line, detail func(io.Writer, *engine.Engine, int)
	// file returns the file that holds them, or builds on the one that does.
	file func(*engine.Engine) *source.File
	// place returns where a thing stands.
	place func(*engine.Engine, int) (*source.File, source.Pos)
}

// extends reports whether the file with the things builds on another.
func (x exhibit) extends(e *engine.Engine) bool {
	flows, rules := e.BaseFiles()
	if x.name == "questions" {
		return len(flows) > 0
	}
	return len(rules) > 0
}

var exhibits = []exhibit{
	{"questions", func(e *engine.Engine) []string { return e.Flow().IDs() }, questionLine, questionDetail, (*engine.Engine).FlowFile, questionPlace},
	{"rules", ruleIDs, ruleLine, ruleDetail, (*engine.Engine).RulesFile, rulePlace},
	{"conditions", conditionIDs, conditionLine, conditionDetail, (*engine.Engine).RulesFile, conditionPlace},
	{"arrangements", arrangementIDs, arrangementLine, arrangementDetail, (*engine.Engine).RulesFile, arrangementPlace},
	{"roles", roleIDs, roleLine, roleDetail, (*engine.Engine).RulesFile, rolePlace},
	{"sources", sourceIDs, sourceLine, sourceDetail, (*engine.Engine).RulesFile, sourcePlace},
}

func exhibitNames() []string {
	var names []string
	for _, x := range exhibits {
		names = append(names, x.name)
	}
	return names
}

func (a *app) showCommand() *cobra.Command {
	var raw, origin bool
	cmd := &cobra.Command{
		Use:     "show {" + strings.Join(exhibitNames(), "|") + "} [ID]",
		Short:   "Show questions, rules, roles and sources",
		Long:    showLong,
		Example: showExample,
		Args:    usage(showArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if raw && len(args) > 1 {
				return wrongUsage(cmd, errors.New("--source prints the whole file; leave out "+source.Quote(args[1])))
			}
			if raw && origin {
				return wrongUsage(cmd, errors.New("--source prints the file as it is; leave out --origin"))
			}
			return a.show(cmd, args, raw, origin)
		},
		ValidArgsFunction: a.completeExhibit,
	}
	addSettings(cmd, contentSettings...)
	cmd.Flags().BoolVar(&raw, "source", false, "print the YAML file itself")
	cmd.Flags().BoolVar(&origin, "origin", false, "say which file each comes from, and what was changed on the way")
	return cmd
}

func showArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("say what to show: one of " + strings.Join(exhibitNames(), ", "))
	}
	return cobra.MaximumNArgs(2)(cmd, args)
}

func exhibitNamed(name string) (exhibit, bool) {
	i := slices.IndexFunc(exhibits, func(x exhibit) bool { return x.name == name || strings.TrimSuffix(x.name, "s") == name })
	if i < 0 {
		return exhibit{}, false
	}
	return exhibits[i], true
}

func (a *app) show(cmd *cobra.Command, args []string, raw, origin bool) error {
	x, ok := exhibitNamed(args[0])
	if !ok {
		return wrongUsage(cmd, fmt.Errorf("cannot show %s; %s", source.Quote(args[0]), source.Suggest(args[0], exhibitNames())))
	}
	e, err := a.loadFor(cmd)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	switch {
	case raw:
		out.Write(x.file(e).Data)
	case origin:
		only := append(args, "")[1]
		if !writeOrigins(&out, e, x, only) && only != "" {
			return wrongUsage(cmd, noSuch(strings.TrimSuffix(x.name, "s"), only, x.ids(e)))
		}
	case len(args) == 1:
		for i := range x.ids(e) {
			x.line(&out, e, i)
		}
	default:
		ids := x.ids(e)
		i := slices.Index(ids, args[1])
		if i < 0 {
			return wrongUsage(cmd, noSuch(strings.TrimSuffix(x.name, "s"), args[1], ids))
		}
		x.detail(&out, e, i)
	}
	_, err = a.Out.Write(out.Bytes())
	return err
}

func (a *app) completeExhibit(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return exhibitNames(), cobra.ShellCompDirectiveNoFileComp
	}
	x, ok := exhibitNamed(args[0])
	e, err := a.loadFor(cmd)
	if !ok || len(args) > 1 || err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return x.ids(e), cobra.ShellCompDirectiveNoFileComp
}

// field writes "name: value" where there is a value.
func field(w io.Writer, name, value string) {
	if value != "" {
		fmt.Fprintf(w, "    %-9s %s\n", name+":", source.Printable(value))
	}
}

func questionLine(w io.Writer, e *engine.Engine, i int) {
	q := e.Flow().Questions[i]
	if i == 0 || e.Flow().Questions[i-1].Section != q.Section {
		if title := e.Flow().Section(q).Title; title != "" {
			fmt.Fprintf(w, "# %s\n", title)
		}
	}
	fmt.Fprintf(w, "%s (%s)\n    %s\n", q.ID, values(q), source.Printable(q.Ask))
}

// values says what answers a question takes.
func values(q *flow.Question) string {
	switch q.Type {
	case flow.Integer:
		return strings.TrimSpace(fmt.Sprintf("number from %d to %d %s", q.Min, q.Max, q.Unit))
	case flow.YesNo:
		return "yes or no"
	case flow.Choices:
		return fmt.Sprintf("at most %d of %d options", q.MaxPicks, len(q.Options))
	}
	return fmt.Sprintf("one of %d options", len(q.Options))
}

func questionDetail(w io.Writer, e *engine.Engine, i int) {
	q := e.Flow().Questions[i]
	fmt.Fprintf(w, "%s (%s)\n    %s\n", q.ID, values(q), source.Printable(q.Ask))
	field(w, "help", q.Help)
	field(w, "why", q.Why)
	field(w, "asked if", q.WhenText)
	for _, o := range q.Options {
		label := o.Label
		if o.Description != "" {
			label += ": " + o.Description
		}
		fmt.Fprintf(w, "    - %-28s %s\n", o.ID, source.Printable(label))
	}
	var rules []string
	for _, r := range e.Rules().Rules {
		if slices.Contains(r.When.Questions(), q.ID) {
			rules = append(rules, r.ID)
		}
	}
	field(w, "rules", strings.Join(rules, ", "))
}

func questionPlace(e *engine.Engine, i int) (*source.File, source.Pos) {
	q := e.Flow().Questions[i]
	return q.File, q.At
}
