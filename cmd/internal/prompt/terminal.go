package prompt

import (
	"context"
	"os"

	"golang.org/x/term"

	"chiefly/engine/wording"
)

// Options say how to ask.
type Options struct {
	// Plain asks line by line even on a capable terminal, as suits screen
	// readers.
	Plain bool
	// NoColor leaves out colours and bold type. The environment variable
	// NO_COLOR does the same.
	NoColor bool
	// Language is what the prompts themselves are in.
	Language wording.Language
}

// New returns the adapter that fits the terminal, and whether it asks by lists
// that keys move through rather than line by line. The in and out files are
// usually standard input and standard error. Cancelling ctx makes the question
// under way return ErrInterrupted.
func New(ctx context.Context, in, out *os.File, options Options) (p Prompter, lists bool) {
	if options.Plain || !Interactive(in, out) || !canRedraw(os.Getenv("TERM")) {
		p := newPlain(ctx, newInput(in), out, widthOf(out))
		p.language = options.Language
		return p, false
	}
	return newSurvey(ctx, newInput(in), out, options), true
}

// Interactive reports whether anybody can be asked: whether both files are
// terminals.
func Interactive(in, out *os.File) bool {
	return isTerminal(in) && isTerminal(out)
}

// canRedraw judges by its name whether a terminal can show lists that redraw
// themselves. Windows consoles have none: there survey reads keys past our
// filter, so that the line adapter is the safer one.
func canRedraw(name string) bool {
	return name != "" && name != "dumb"
}

// isTerminal accepts nil, for a stream that is missing.
func isTerminal(file *os.File) bool {
	return file != nil && term.IsTerminal(int(file.Fd()))
}

// windowSize returns the columns and rows of a terminal, and 80 by 24 where
// they are not known: a serial line and some containers say 0 by 0.
func windowSize(file *os.File) (columns, rows int) {
	columns, rows, err := term.GetSize(int(file.Fd()))
	if err != nil || columns <= 0 {
		columns = 80
	}
	if err != nil || rows <= 0 {
		rows = 24
	}
	return columns, rows
}

// widthOf measures a terminal whenever it is asked, since windows are resized.
func widthOf(file *os.File) func() int {
	return func() int {
		columns, _ := windowSize(file)
		return columns
	}
}

// Columns returns the width of a terminal, and false where the file is none.
func Columns(file *os.File) (int, bool) {
	if !isTerminal(file) {
		return 0, false
	}
	columns, _ := windowSize(file)
	return columns, true
}
