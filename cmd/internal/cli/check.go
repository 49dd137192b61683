package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/lint"
	"chiefly/engine/source"
	"chiefly/engine/space"
	"chiefly/engine/wording"
)

const checkLong = `Looks for mistakes in flows and rule files: first what keeps them from being read,
each in its place with what would be right; then what loads but can hardly be
meant, such as questions that no rule uses, conditions that are always true,
points that lead nowhere, or reasons that name the wrong role. Each finding says
how to repair it.

It checks the rule files, flows and content folders named, or else the content
in force. What is proven over all possible answers is found too, for rule sets of
up to 1,000 rules; with hundreds it takes seconds, and --no-proof leaves it out.

--list lists the checks, and --explain says of one what to avoid, what to prefer,
and why. A comment silences a check for the entry that begins on its line, or on
the line after it:

    # chiefly:ignore unused_option kept for last year's answers

It ends with 1 where it finds something (advice alone does not count), with 3
where content cannot be read.`

const checkExample = `  chiefly check mine.yaml
  chiefly check --content house --no-proof
  chiefly check house --format sarif > house.sarif
  chiefly check --explain needless_part`

// checkOptions are the flags of the command.
type checkOptions struct {
	list    bool
	explain string
	noProof bool
	bases   bool
	format  string
}

func (a *app) checkCommand() *cobra.Command {
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:     "check [PATH...]",
		Short:   "Look for mistakes in flows and rule files",
		Long:    checkLong,
		Example: checkExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(cmd); err != nil {
				return err
			}
			return a.watched(cmd, args, func() error { return a.check(cmd, args, o) })
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.list, "list", false, "list the checks")
	f.StringVar(&o.explain, "explain", "", "explain a `check`")
	f.BoolVar(&o.noProof, "no-proof", false, "leave out what needs a proof over all answers")
	f.BoolVar(&o.bases, "bases", false, "show what is found in files that the content builds on, too")
	f.StringVar(&o.format, "format", "text", "write what is found as `format`: "+strings.Join(checkFormats, ", "))
	cobra.CheckErr(f.SetAnnotation("format", notASetting, nil))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(checkFormats, cobra.ShellCompDirectiveNoFileComp)))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("explain", cobra.FixedCompletions(lint.CheckNames(), cobra.ShellCompDirectiveNoFileComp)))
	addWatch(cmd)
	addSettings(cmd, contentSettings...)
	return cmd
}

// check reports flags that are wrong.
func (o *checkOptions) check(cmd *cobra.Command) error {
	switch {
	case !slices.Contains(checkFormats, o.format):
		return wrongUsage(cmd, fmt.Errorf("--format: %w", noSuch("format", o.format, checkFormats)))
	case o.format != "text" && cmd.Flags().Changed("watch"):
		return wrongUsage(cmd, errors.New("--watch: what is found is shown as text, without --format"))
	case o.explain != "" && lint.Named(o.explain) == nil:
		return wrongUsage(cmd, fmt.Errorf("--explain: %w", noSuch("check", o.explain, lint.CheckNames())))
	}
	return nil
}

func (a *app) check(cmd *cobra.Command, paths []string, o *checkOptions) error {
	switch {
	case o.list:
		listChecks(a.Out)
		return nil
	case o.explain != "":
		explainCheck(a.Out, lint.Named(o.explain))
		return nil
	}
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	targets, err := a.checkTargets(s, paths)
	if err != nil {
		return err
	}
	c := checking{app: a, options: o}
	for _, target := range targets {
		if err := c.add(target); err != nil {
			return err
		}
	}
	return c.report()
}

// A checking is what is found so far, in all content that is checked.
type checking struct {
	app      *app
	options  *checkOptions
	problems source.List    // of content that does not load
	found    []lint.Finding // in content that does
	inBases  int            // findings that are not shown
	hint     string
}

// add checks the content of a target.
func (c *checking) add(t target) error {
	e, err := c.app.loadNow(t.settings) // what --watch keeps is not what is asked for
	var missing []wording.Missing
	if err == nil {
		missing, err = c.untranslated(t, e)
	}
	var problems source.List
	switch {
	case errors.As(err, &problems):
		c.problems = append(c.problems, problems...)
		c.hint = t.hint(problems)
		return nil
	case err != nil:
		return err
	}
	found, err := c.run(e, missing)
	if err != nil {
		return err
	}
	for _, f := range found {
		switch {
		case slices.Contains(c.found, f):
		case c.options.bases || t.owns(e, f.File):
			c.found = append(c.found, f)
		default:
			c.inBases++
		}
	}
	return nil
}

// mostProven is with how many rules a proof is made: with more it may take minutes.
const mostProven = 1000

// errManyRules is why nothing is proven about rule sets that have more rules than that.
var errManyRules = fmt.Errorf("it has more than %d rules; chiefly prove takes the time that it needs", mostProven)

// run applies the checks. What is too large to be proven is not, with a word.
func (c *checking) run(e *engine.Engine, missing []wording.Missing) ([]lint.Finding, error) {
	content := lint.Content{Flow: e.Flow(), Rules: e.Rules(), FlowTree: e.FlowTree(), RuleTree: e.RulesTree(), Untranslated: missing}
	if !c.options.noProof {
		found, err := c.prove(e, content)
		if !errors.Is(err, errManyRules) && !errors.Is(err, space.ErrBudget) && !errors.Is(err, space.ErrPoints) {
			return found, err
		}
		fmt.Fprintf(c.app.Err, "chiefly: nothing is proven about %s: %v\n", e.RulesFile().Name, err)
	}
	return lint.Run(content)
}

// prove applies the checks with proof.
func (c *checking) prove(e *engine.Engine, content lint.Content) (found []lint.Finding, err error) {
	if len(e.Rules().Rules) > mostProven {
		return nil, errManyRules
	}
	if content.Space, err = c.app.space(e); err != nil {
		return nil, err
	}
	return lint.Run(content)
}

// report writes what is found, and fails where that is more than advice.
func (c *checking) report() error {
	c.problems = c.problems.Sorted()
	failure := c.failure()
	if c.options.format == "text" {
		writeFindings(c.app.Out, c.found)
	} else if err := c.write(c.app.Out); err != nil {
		return err
	}
	if c.inBases > 0 {
		fmt.Fprintf(c.app.Err, "chiefly: %s in files that the content builds on; --bases shows them\n", counted(c.inBases, "finding"))
	}
	return failure
}

// failure returns what calls for another exit code than 0, or nil.
func (c *checking) failure() error {
	worse := 0
	for _, f := range c.found {
		if f.Severity != lint.Advice {
			worse++
		}
	}
	switch n := len(c.problems); {
	case n > 0 && c.options.format == "text":
		return &failure{code: exitInvalid, err: c.problems, hints: hints(c.hint)}
	case n > 0:
		return fail(exitInvalid, c.hint, "content cannot be read: %s", counted(n, "problem"))
	case worse > 0:
		return fail(exitFindings, "", "%s", counted(worse, "finding"))
	}
	return nil
}

func hints(hint string) []string {
	if hint == "" {
		return nil
	}
	return []string{hint}
}

// writeFindings writes findings as people read them.
func writeFindings(w io.Writer, found []lint.Finding) {
	for _, f := range found {
		d := f.Diagnostic
		d.Message = fmt.Sprintf("%s: %s [%s]", f.Severity, d.Message, f.Check)
		io.WriteString(w, d.Render())
	}
}

func listChecks(w io.Writer) {
	for _, c := range lint.Checks() {
		fmt.Fprintf(w, "%-19s %-8s %s\n", c.Name, c.Severity, c.Doc.Finds)
	}
}

func explainCheck(w io.Writer, c *lint.Check) {
	indented := func(text string) string {
		return "  " + strings.ReplaceAll(strings.Trim(text, "\n"), "\n", "\n  ") + "\n"
	}
	fmt.Fprintf(w, "%s (%s) finds %s.\n\nAvoid\n%s\nPrefer\n%s\nWhy\n%s", c.Name, c.Severity, c.Doc.Finds,
		indented(c.Doc.Avoid), indented(c.Doc.Prefer), indented(c.Doc.Why))
}
