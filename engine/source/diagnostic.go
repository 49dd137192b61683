package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Diagnostic is one problem in one place.
type Diagnostic struct {
	File string // name of the file; empty when the text is no file
	Pos  Pos
	// Width is how many characters the problem spans, at least 1.
	Width int
	// Message says what is wrong, in lower case and without a full stop.
	Message string
	// Hint says what would be right. It may be empty.
	Hint string
	// Line is the text of the line at Pos, or empty.
	Line string
}

// Error returns the problem on one line: file:line:col: message (hint).
func (d Diagnostic) Error() string {
	var b strings.Builder
	if d.File != "" {
		b.WriteString(d.File + ":")
	}
	if d.Pos.IsValid() {
		b.WriteString(d.Pos.String() + ":")
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(d.Message)
	if d.Hint != "" {
		fmt.Fprintf(&b, " (%s)", d.Hint)
	}
	return b.String()
}

// maxShown is how much of a source line Render shows, in characters.
const maxShown = 100

// Render returns the problem as people read it: the place and the message, the
// line with a caret below the problem, and the hint. The text ends with a line
// break.
func (d Diagnostic) Render() string {
	head := Diagnostic{File: d.File, Pos: d.Pos, Message: d.Message}
	var b strings.Builder
	b.WriteString(Printable(head.Error()) + "\n")
	if d.Line != "" && d.Pos.IsValid() {
		d.renderLine(&b)
	}
	if d.Hint != "" {
		b.WriteString("  hint: " + Printable(d.Hint) + "\n")
	}
	return b.String()
}

// renderLine writes the source line and the caret line. A long line is cut
// around the problem.
func (d Diagnostic) renderLine(b *strings.Builder) {
	line := []rune(d.Line)
	col := min(max(d.Pos.Col-1, 0), len(line))
	from := max(0, min(col-maxShown/2, len(line)-maxShown))
	to := min(len(line), from+maxShown)
	lead, tail := "", ""
	if from > 0 {
		lead = "..."
	}
	if to < len(line) {
		tail = "..."
	}
	gutter := fmt.Sprintf("%5d | ", d.Pos.Line)
	b.WriteString(gutter + lead + Printable(string(line[from:to])) + tail + "\n")
	b.WriteString(strings.Repeat(" ", len(gutter)-2) + "| " + strings.Repeat(" ", len(lead)))
	for _, r := range line[from:col] {
		b.WriteString(blank(r))
	}
	width := max(1, min(d.Width, to-col))
	b.WriteString("^" + strings.Repeat("~", width-1) + "\n")
}

// blank returns white space as wide as r is on a terminal, near enough to put a
// caret below it.
func blank(r rune) string {
	switch {
	case r == '\t':
		return " " // Printable shows a tab as one blank
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0x1f300):
		return "  "
	default:
		return " "
	}
}

// OneLine returns a text as one line that is safe to show.
func OneLine(s string) string { return strings.Join(strings.Fields(Printable(s)), " ") }

// Printable replaces what a terminal would act upon, control characters and
// marks that reverse the reading direction, so that a text from a file is safe
// to show.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == '\n':
			return r
		case r < 0x20, r >= 0x7f && r < 0xa0,
			r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return '\ufffd'
		}
		return r
	}, s)
}

// A List is all the problems found, in the order of file and place once sorted.
// It is an error; a nil or empty List is none, see Err.
type List []Diagnostic

// Error returns one line a problem.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Render returns all problems as people read them.
func (l List) Render() string {
	var b strings.Builder
	for _, d := range l {
		b.WriteString(d.Render())
	}
	return b.String()
}

// Err returns the list, sorted and without repetitions, as an error, or nil
// when it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l.Sorted()
}

// Sorted returns the problems by file, place and message, each once.
func (l List) Sorted() List {
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(sorted)
}
