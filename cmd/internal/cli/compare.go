package cli

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/compare"
	"chiefly/engine/document"
	"chiefly/engine/report"
	"chiefly/engine/source"
	"chiefly/engine/space"
)

const compareLong = `Sets the advice for several files of answers side by side: verdicts and scores,
the answers that differ, which of them make the difference, and the rules behind.

Of each difference it says what it does alone: what the advice for the first file
becomes with that one answer of the other. The fewest answers that turn one advice
into the other are found by trying all sets of them; where those are too many, it
says between which numbers the fewest lie.

The files are of different organisations, the first being compared with each
other one. With --before-after they are one organisation as time goes by, each
compared with the next; with --same they are what several people answered about
the same one, and the comparison ends with what they should talk about first.

Files are read as "chiefly advise" does; the environment is left aside. It is no
finding that advice differs: the exit code is 0.`

const compareExample = `  chiefly compare acme.yaml globex.yaml
  chiefly compare --before-after acme-2025.yaml acme-2026.yaml
  chiefly compare --same anna.yaml ben.yaml -o views.html`

// compareFormats are those that a comparison can be written in.
var compareFormats = []string{"text", "markdown", "html", "pdf", "json"}

// mostCompared is how many files are compared: more columns fit on no page.
const mostCompared = 8

// A comparing is how to compare.
type comparing struct {
	same, beforeAfter, noOutlook bool
	output
}

func (a *app) compareCommand() *cobra.Command {
	var c comparing
	cmd := &cobra.Command{
		Use:     "compare FILE FILE...",
		Short:   "Set advice for several files of answers side by side",
		Long:    compareLong,
		Example: compareExample,
		RunE:    func(cmd *cobra.Command, args []string) error { return a.compare(cmd, args, &c) },
	}
	cmd.Flags().BoolVar(&c.same, "same", false, "the files are several people's answers about one organisation")
	cmd.Flags().BoolVar(&c.beforeAfter, "before-after", false, "the files are one organisation as time goes by")
	cmd.MarkFlagsMutuallyExclusive("same", "before-after")
	cmd.Flags().BoolVar(&c.noOutlook, "no-outlook", false, "do not look at all possible answers")
	addOutput(cmd, &c.output, compareFormats...)
	addSettings(cmd, contentSettings...)
	addSettings(cmd, "paper", "full", "width", "color")
	cmd.Flags().String("format", "text", "write the comparison as `format`: text, markdown, html, pdf or json")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(compareFormats, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

func (c *comparing) kind() compare.Kind {
	switch {
	case c.same:
		return compare.Views
	case c.beforeAfter:
		return compare.BeforeAfter
	}
	return compare.Organisations
}

// check refuses a call with too few files, or too many.
func (c *comparing) check(files []string) error {
	switch {
	case len(files) < 2:
		return errors.New("name two files of answers at least")
	case len(files) > mostCompared:
		return fmt.Errorf("%d files are too many to set side by side: %d at most; chiefly batch advises on any number", len(files), mostCompared)
	}
	return nil
}

func (a *app) compare(cmd *cobra.Command, files []string, c *comparing) error {
	if err := c.check(files); err != nil {
		return wrongUsage(cmd, err)
	}
	if err := checkFiles(cmd, files, nil); err != nil {
		return err
	}
	s, err := a.comparisonSettings(cmd, &c.output, comparisonName)
	if err != nil {
		return err
	}
	e, err := a.load(s)
	if err != nil {
		return err
	}
	sets, err := a.readSets(e, &answers.Reader{Flow: e.Flow()}, files)
	if err != nil {
		return err
	}
	var sides []compare.Answers
	for i, name := range c.names(sets) {
		sides = append(sides, compare.Answers{Name: name, Answers: sets[i].Answers})
	}
	made := compare.Of(e, a.spaceOrNone(e, c.noOutlook), c.kind(), sides...)
	if made.Kind != compare.Organisations {
		made.Organisation = a.organisationOf(sets)
	}
	return a.writeComparison(s, &c.output, comparisonName, made)
}

// comparisonName is the name of a file with a comparison in a folder, without its ending.
const comparisonName = "comparison"

// comparisonSettings reads the settings for what a comparison is written as. name is that of
// its file, where a folder is named. The setting
// may name a format that only advice has; the flag may not.
func (a *app) comparisonSettings(cmd *cobra.Command, o *output, name string) (*settings, error) {
	if format := cmd.Flags().Lookup("format"); format.Changed && !slices.Contains(compareFormats, format.Value.String()) {
		return nil, wrongUsage(cmd, errors.New("--format: a comparison is text, markdown, html, pdf or json"))
	}
	s, err := a.settings(cmd)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(compareFormats, s.Format) {
		s.Format = "text"
	}
	o.formats = compareFormats
	if s.Format, err = o.format(cmd, s.Format); err != nil {
		return nil, wrongUsage(cmd, err)
	}
	if file := o.file(name, s.Format); file != "" {
		return s, o.check(file)
	}
	return s, nil
}

// spaceOrNone returns the answer space of content, or nil where there is none or nobody
// wants it.
func (a *app) spaceOrNone(e *engine.Engine, without bool) *space.Space {
	if without {
		return nil
	}
	s, err := a.space(e)
	if err != nil {
		fmt.Fprintf(a.Err, "note: all possible answers are not looked at: %s\n", source.Printable(err.Error()))
		return nil
	}
	return s
}

// names tells the sides apart: organisations by their names, and what is about the same
// one by the names of the files.
func (c *comparing) names(sets []*answers.Set) []string {
	names, seen := make([]string, len(sets)), map[string]int{}
	for i, set := range sets {
		if names[i] = stem(set.File); c.kind() == compare.Organisations && set.Organisation != "" {
			names[i] = set.Organisation
		}
		seen[names[i]]++
	}
	for i, set := range sets {
		if seen[names[i]] > 1 {
			names[i] = set.File
		}
	}
	return names
}

// organisationOf returns the name of the organisation that several files are about. It
// warns where they name several.
func (a *app) organisationOf(sets []*answers.Set) string {
	var names []string
	for _, set := range sets {
		if set.Organisation != "" && !slices.Contains(names, set.Organisation) {
			names = append(names, set.Organisation)
		}
	}
	if len(names) > 1 {
		fmt.Fprintf(a.Err, "note: the files name different organisations: %s\n", source.Printable(strings.Join(names, ", ")))
	}
	return strings.Join(names, ", ")
}

// writeComparison writes a comparison in the format of the settings.
func (a *app) writeComparison(s *settings, o *output, name string, c *compare.Comparison) error {
	var out bytes.Buffer
	if err := a.renderComparison(&out, s, c); err != nil {
		return err
	}
	return a.writeResult(o, o.file(name, s.Format), s.Format, out.Bytes())
}

func (a *app) renderComparison(out *bytes.Buffer, s *settings, c *compare.Comparison) error {
	switch s.Format {
	case "json":
		return report.JSON(out, c)
	case "markdown":
		return document.Markdown(out, c.Document(s.Full))
	case "html":
		return document.HTML(out, c.Document(s.Full))
	case "pdf":
		return document.PDF(out, c.Document(s.Full), s.paper())
	}
	return report.DocumentText(out, c.Document(s.Full), a.reportOptions(s))
}
