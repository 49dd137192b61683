package cli

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/brief"
	"chiefly/engine/document"
	"chiefly/engine/source"
)

const briefLong = `Writes the hiring brief for a role that is to be filled: the mission, why now, the
responsibilities, what the role is not, to whom it reports, how success is
measured, the first 90 days, the experience to look for, an interview scorecard
and the terms. All of it follows from the answers and from the reasons that fired,
and names the organisation instead of addressing it, so that it can go to a search
firm as it is.

For a role that is not to be filled, and for "none" where nobody is to be hired,
it writes the brief of what to do instead: who does it meanwhile, what to arrange,
why not now, and when to look again. For a role that somebody has already it
writes that person's mandate.

It is Markdown unless --format, or the ending of -o FILE, says html or pdf.
--set and the environment answer questions as with "chiefly advise".`

const briefExample = `  chiefly brief cio acme.yaml
  chiefly brief cto acme.yaml -o cto-brief.pdf
  chiefly brief none startup.yaml --format html > instead.html`

// briefFormats are those that a brief can be written in.
var briefFormats = []string{"markdown", "html", "pdf"}

// A briefing is what to write a brief from.
type briefing struct {
	assignments []string
	format      string
	output
}

func (a *app) briefCommand() *cobra.Command {
	var b briefing
	cmd := &cobra.Command{
		Use:     "brief ROLE FILE",
		Short:   "Write the hiring brief for a role, or what to do instead",
		Long:    briefLong,
		Example: briefExample,
		Args:    usage(cobra.RangeArgs(1, 2)),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.brief(cmd, args[0], args[1:], &b) },
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveDefault
			}
			e, err := a.loadFor(cmd)
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return briefed(e), cobra.ShellCompDirectiveNoFileComp
		},
	}
	a.addAnswers(cmd, &b.assignments)
	addOutput(cmd, &b.output, briefFormats...)
	addSettings(cmd, contentSettings...)
	addSettings(cmd, "paper")
	cmd.Flags().StringVar(&b.format, "format", "markdown", "write the brief as `format`: markdown, html or pdf")
	cobra.CheckErr(cmd.Flags().SetAnnotation("format", notASetting, nil))
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(briefFormats, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

// briefed returns what there can be a brief for.
func briefed(e *engine.Engine) []string { return append(roleIDs(e), brief.None) }

func (a *app) brief(cmd *cobra.Command, role string, files []string, b *briefing) error {
	if !slices.Contains(briefFormats, b.format) {
		return wrongUsage(cmd, errors.New("--format: a brief is markdown, html or pdf"))
	}
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	e, err := a.load(s)
	if err != nil {
		return err
	}
	if known := briefed(e); !slices.Contains(known, role) {
		return wrongRole(cmd, role, known)
	}
	if err := checkFiles(cmd, files, b.assignments); err != nil {
		return err
	}
	if s.Format, err = b.output.format(cmd, b.format); err != nil {
		return wrongUsage(cmd, err)
	}
	name := b.file("brief-"+role, s.Format)
	if name != "" {
		if err := b.check(name); err != nil {
			return err
		}
	}
	sets, err := a.readAnswers(e, files, b.assignments)
	if err != nil {
		return err
	}
	advice := e.Advise(sets[0].Answers)
	advice.Organisation, advice.Briefing = sets[0].Organisation, e.Briefing(sets[0].Answers)
	advice.Outlook = a.outlooks(e, e.Outlook)(sets[0].Answers)
	d, err := brief.Of(advice, role)
	if err != nil {
		return fail(exitUsage, "chiefly brief "+advice.Hired()[0].ID+" writes the brief for the first", "%w", err)
	}
	var out bytes.Buffer
	if err := writeDocument(&out, s, d); err != nil {
		return err
	}
	return a.writeResult(&b.output, name, s.Format, out.Bytes())
}

// wrongRole says what role may have been meant. Whoever names the file first has the two
// the wrong way round.
func wrongRole(cmd *cobra.Command, role string, known []string) error {
	if _, isFile := source.FormatOf(role); isFile {
		return wrongUsage(cmd, errors.New("the role comes before the file"))
	}
	return wrongUsage(cmd, noSuch("role", role, known))
}

// writeDocument writes a document in the format of the settings.
func writeDocument(w io.Writer, s *settings, d document.Document) error {
	switch s.Format {
	case "html":
		return document.HTML(w, d)
	case "pdf":
		return document.PDF(w, d, s.paper())
	}
	return document.Markdown(w, d)
}
