// Package report writes an [engine.Advice] for people and for programs: one
// function and one file a format.
//
// [Text] is for a terminal or a pipe, [CSV] for spreadsheets, [JSON] for programs;
// [Document] is what package document writes as a page, a PDF, or Markdown for a repository
// or a wiki. [Explanation] is the text of `chiefly explain`, and [Path] that of its
// --along. All of them write the same bytes for the same input: there is no clock, no
// environment and no order of a map in them, and nothing asks what kind of terminal is
// there. The caller says so in [Options].
//
// Text and documents show one selection of the advice, the view, made for a
// board that has two minutes: the headline, the strongest reasons, how to
// arrange it, what to do first, what could still change the advice, and then
// what to look up. Options.Full lifts the selection.
//
// Content and answers are other people's text. None of it reaches the output
// without [engine.OneLine], which takes away what a terminal would obey, and what
// the format needs besides: the neutral cells of package record.
//
// It is the only importer of lipgloss.
package report

// Options are how a report is laid out. The zero value is plain text, 80 columns
// wide, with the strongest reasons only.
type Options struct {
	// Width is the number of columns of a text; 0 means 80. Less than 36 counts as
	// 36 and more than 160 as 160, beyond which nobody reads with ease. Documents
	// have no width.
	Width int
	// Color allows escape sequences in a text. Without it there is none at all.
	Color bool
	// Full shows every rule, profile, answer and source, not just the strongest.
	Full bool
}

const (
	defaultWidth = 80
	minWidth     = 36
	maxWidth     = 160
)

func (o Options) width() int {
	if o.Width == 0 {
		return defaultWidth
	}
	return min(max(o.Width, minWidth), maxWidth)
}
