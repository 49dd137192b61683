package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/suite"
)

const testLong = `Runs the tests of a rule set: YAML files whose names end in _test.yaml, beside the
rules, or the files and folders named. A test case is answers, known in full or
in part, and what should be advised: the recommendation, verdicts, modes, the
sequence, what to do instead, and which rules fire. A table is many at once.

A case that fails shows what was expected, what is advised, and why: the rules
behind it with their points and places, and of rules that did not count the part
that failed and the answer that it met.

--coverage tells what no case has tried: rules that never fired or were never
false, parts of conditions, arrangement rows, verdicts, questions and options.
--min N makes it an error that fewer than N per cent of the rules and arrangement
rows are tried. --generate writes drafts of the smallest cases that would try the
rest. --mutate makes small mistakes in the rules, one at a time, and tells which
of them no case notices.

It ends with 1 where a case fails, or less is tried than --min demands.`

const testExample = `  chiefly test
  chiefly test --rules mine.yaml mine_test.yaml --run 'bakery'
  chiefly test --content house --coverage --min 90
  chiefly test --content house --generate -o house/rules/drafts_test.yaml`

// testOptions are the flags of the command.
type testOptions struct {
	run      string
	verbose  bool
	coverage bool
	minimum  float64
	generate bool
	output   string
	mutate   bool
}

func (a *app) testCommand() *cobra.Command {
	o := &testOptions{}
	cmd := &cobra.Command{
		Use:     "test [PATH...]",
		Short:   "Run the tests of a rule set",
		Long:    testLong,
		Example: testExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.watched(cmd, args, func() error { return a.test(cmd, args, o) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.run, "run", "", "run only cases whose names match this regular `expression`")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "list every case, and every gap that --coverage finds")
	f.BoolVar(&o.coverage, "coverage", false, "tell what no case has tried")
	f.Float64Var(&o.minimum, "min", 0, "demand that this many per `cent` of rules and arrangement rows are tried")
	f.BoolVar(&o.generate, "generate", false, "write drafts of cases that would try more")
	f.StringVarP(&o.output, "output", "o", "", "write the drafts to this new `file` (default: standard output)")
	f.BoolVar(&o.mutate, "mutate", false, "tell which small mistakes in the rules no case notices")
	addWatch(cmd)
	addSettings(cmd, contentSettings...)
	f.String("format", "text", "write the result as `format`: text or json")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

// check reports flags that contradict each other.
func (o *testOptions) check(cmd *cobra.Command) error {
	switch format := cmd.Flags().Lookup("format"); {
	case format.Changed && format.Value.String() != "text" && format.Value.String() != "json":
		return wrongUsage(cmd, errors.New("--format: the result is text or json"))
	case o.minimum < 0 || o.minimum > 100:
		return wrongUsage(cmd, errors.New("--min: a number from 0 to 100"))
	case o.generate && cmd.Flags().Changed("watch"):
		return wrongUsage(cmd, errors.New("--generate: drafts are written once, without --watch"))
	case o.output != "" && !o.generate:
		return wrongUsage(cmd, errors.New("--output: only --generate writes a file"))
	}
	return nil
}

func (a *app) test(cmd *cobra.Command, paths []string, o *testOptions) error {
	if err := o.check(cmd); err != nil {
		return err
	}
	pattern, err := regexp.Compile(o.run)
	if err != nil {
		return wrongUsage(cmd, fmt.Errorf("--run: %w", err))
	}
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	e, err := a.load(s)
	if err != nil {
		return err
	}
	files, err := a.testFiles(s, paths, e.Rules().ID)
	if err != nil {
		return err
	}
	if len(files) == 0 && !o.generate {
		return fail(exitUsage, "put tests beside the rules, into a file such as "+e.Rules().ID+"_test.yaml, or name one; chiefly test --generate drafts some", "there are no tests of rule set %s", e.Rules().ID)
	}
	cases, err := loadTests(e, files)
	known, err := a.kept.tests.or(a, tested{e, cases}, err)
	if err != nil {
		return err
	}
	run := runTests(known.engine, known.cases, pattern)
	if o.generate {
		return a.draftTests(e, run.cases, o.output)
	}
	return a.reportTests(run, o, s.Format)
}

// tested is test cases, and the content that they are about.
type tested struct {
	engine *engine.Engine
	cases  []*suite.Case
}

// loadTests reads test files. It fails with everything that is wrong in any.
func loadTests(e *engine.Engine, files []*source.File) ([]*suite.Case, error) {
	var cases []*suite.Case
	var problems source.List
	for _, file := range files {
		s, wrong := suite.Load(file, e)
		cases, problems = append(cases, s.Cases...), append(problems, wrong...)
	}
	return cases, problems.Err()
}

// A testRun is what came of test cases.
type testRun struct {
	engine   *engine.Engine
	cases    []*suite.Case // that ran
	failures [][]suite.Mismatch
	failed   int
	skipped  []*suite.Case
	leftOut  int // cases that match, but are not marked "only"
}

func runTests(e *engine.Engine, cases []*suite.Case, pattern *regexp.Regexp) *testRun {
	r := &testRun{engine: e}
	r.cases, r.skipped = suite.Choose(cases, pattern.MatchString)
	for _, c := range cases {
		if pattern.MatchString(c.Name) {
			r.leftOut++
		}
	}
	r.leftOut -= len(r.cases) + len(r.skipped)
	for _, c := range r.cases {
		wrong := c.Run(e)
		r.failures = append(r.failures, wrong)
		if wrong != nil {
			r.failed++
		}
	}
	return r
}

// reportTests writes what came of test cases, and fails where something is wrong.
func (a *app) reportTests(r *testRun, o *testOptions, format string) error {
	report := testReport{run: r, verbose: o.verbose}
	if o.coverage || o.minimum > 0 {
		report.coverage = suite.Cover(r.engine, r.cases)
	}
	if o.mutate && r.failed == 0 {
		report.mutation = mutate(r.engine, r.cases)
	}
	var out bytes.Buffer
	if format == "json" {
		if err := writeJSON(&out, report.json()); err != nil {
			return err
		}
	} else {
		report.text(&out)
	}
	if _, err := a.Out.Write(out.Bytes()); err != nil {
		return err
	}
	if r.leftOut > 0 {
		fmt.Fprintf(a.Err, "chiefly: %s left out, because others are marked \"only\"\n", counted(r.leftOut, "case"))
	}
	return r.verdict(report.coverage, o)
}

// verdict returns what is wrong, or nil.
func (r *testRun) verdict(coverage *suite.Coverage, o *testOptions) error {
	if r.failed > 0 {
		return fail(exitFindings, "", "%d of %s failed", r.failed, counted(len(r.cases), "case"))
	}
	if len(r.cases)+len(r.skipped) == 0 {
		return fail(exitUsage, "", "no case matches %s", source.Quote(o.run))
	}
	if coverage == nil {
		return nil
	}
	if tried := coverage.Figures()[0]; tried.Percent() < o.minimum {
		return fail(exitFindings, "chiefly test --generate drafts cases that try more", "%.1f per cent of %s are tried, fewer than %g", tried.Percent(), tried.What, o.minimum)
	}
	return nil
}

// draftTests writes drafts of cases that would close gaps.
func (a *app) draftTests(e *engine.Engine, cases []*suite.Case, output string) error {
	coverage := suite.Cover(e, cases)
	drafts, left := suite.Drafts(e, cases, coverage)
	for _, g := range left {
		fmt.Fprintf(a.Err, "chiefly: no answers found: %s\n", source.Printable(g.String()))
	}
	if len(drafts) == 0 {
		fmt.Fprintln(a.Err, "chiefly: there is nothing to draft")
		return nil
	}
	text := []byte(suite.WriteDrafts(e, drafts))
	if output == "" {
		_, err := a.Out.Write(text)
		return err
	}
	file, err := os.OpenFile(output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fail(exitUsage, "name a new file, and move from it what you confirm", "%s is there already", output)
	}
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	fmt.Fprintf(a.Err, "chiefly: %s written to %s\n", counted(len(drafts), "draft"), output)
	return errors.Join(err, file.Close())
}
