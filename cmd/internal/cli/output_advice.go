package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/flow"
	"chiefly/engine/report"
	"chiefly/engine/source"
)

// adviceFormats are those that an advice can be written in.
var adviceFormats = []string{"text", "markdown", "html", "pdf", "csv", "json"}

// pageFormats are those of which a file holds one document.
var pageFormats = []string{"html", "pdf", "svg"}

// An advised is an advice with the answers that it rests on.
type advised struct {
	*engine.Advice
	set *answers.Set
}

// chooseOutput settles the format of what is written for some organisations, and checks
// that it can be written, before any work is done.
func (a *app) chooseOutput(cmd *cobra.Command, s *settings, o *output, names []string) error {
	var err error
	if s.Format, err = o.format(cmd, s.Format); err != nil {
		return wrongUsage(cmd, err)
	}
	if len(names) > 1 && slices.Contains(pageFormats, s.Format) && !o.isFolder() {
		return wrongUsage(cmd, fmt.Errorf("%s holds one organisation; with -o and the name of a folder each gets a file of its own", s.Format))
	}
	taken := map[string]string{}
	for _, name := range names {
		file := o.file(stem(name), s.Format)
		if other, twice := taken[file]; twice && o.isFolder() {
			return wrongUsage(cmd, fmt.Errorf("--output: %s and %s would both be written to %s", other, name, file))
		}
		taken[file] = name
		if file != "" && slices.ContainsFunc(names, func(input string) bool { return isSame(input, file) }) {
			return wrongUsage(cmd, fmt.Errorf("--output: %s holds the answers", file))
		}
		if err := o.check(file); err != nil {
			return err
		}
	}
	return nil
}

// isSame reports whether two names lead to one file that is there.
func isSame(one, other string) bool {
	a, errA := os.Stat(one)
	b, errB := os.Stat(other)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

// stem is the name of an answers file without folder and ending.
func stem(name string) string {
	base := filepath.Base(name)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// writeAdvice advises on all sets, with what an outlook sees, and writes everything at
// once: together, or each in a file of its own.
func (a *app) writeAdvice(s *settings, o *output, e *engine.Engine, sets []*answers.Set, look func(flow.Answers) *engine.Outlook) error {
	var all []advised
	for _, set := range sets {
		advice := e.Advise(set.Answers)
		advice.Organisation, advice.Outlook = set.Organisation, look(set.Answers)
		all = append(all, advised{advice, set})
	}
	groups := [][]advised{all}
	if o.isFolder() {
		groups = slices.Collect(slices.Chunk(all, 1))
	}
	var texts []bytes.Buffer
	for _, group := range groups {
		var out bytes.Buffer
		if err := a.renderAll(&out, s, e, group); err != nil {
			return err
		}
		texts = append(texts, out)
	}
	for i, group := range groups {
		if err := a.writeOne(o, group[0].set, s.Format, texts[i].Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// renderAll writes several advices one after the other, as CSV with one header.
func (a *app) renderAll(out *bytes.Buffer, s *settings, e *engine.Engine, all []advised) error {
	if s.Format == "csv" {
		var advices []*engine.Advice
		for _, one := range all {
			advices = append(advices, one.Advice)
		}
		return report.CSV(out, e.Flow().IDs(), advices...)
	}
	for i, one := range all {
		if i > 0 && s.Format != "json" {
			out.WriteString("\n")
		}
		if len(all) > 1 && s.Format == "text" {
			fmt.Fprintf(out, "== %s ==\n\n", source.Printable(one.set.File))
		}
		if err := a.render(out, s, e, one.set.Answers, one.Advice); err != nil {
			return err
		}
	}
	return nil
}

// render writes the advice on some answers in the format of the settings.
func (a *app) render(out *bytes.Buffer, s *settings, e *engine.Engine, known flow.Answers, advice *engine.Advice) error {
	o := a.reportOptions(s)
	switch s.Format {
	case "json":
		return report.JSON(out, advice)
	case "markdown":
		return document.Markdown(out, report.Document(advice, growth(e, known), o))
	case "csv":
		return report.CSV(out, e.Flow().IDs(), advice)
	case "html":
		return document.HTML(out, report.Document(advice, growth(e, known), o))
	case "pdf":
		return document.PDF(out, report.Document(advice, growth(e, known), o), s.paper())
	}
	return report.Text(out, advice, o)
}

// growth returns the advice along the first number that is asked for, or nil.
func growth(e *engine.Engine, known flow.Answers) *engine.Path {
	for _, id := range e.Numbers() {
		if path, err := e.Along(known, id); err == nil { // else it is not asked
			return path
		}
	}
	return nil
}
