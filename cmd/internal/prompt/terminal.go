package prompt

import (
	"context"
	"os"

	"golang.org/x/term"
)

// Options say how to ask.
type Options struct {
	// Plain asks line by line even on a capable terminal, as suits screen
	// readers.
	Plain bool
	// NoColor leaves out colours and bold type. The environment variable
	// NO_COLOR does the same.
	NoColor bool
}

// New returns the adapter that fits the terminal. The in and out files are
// usually standard input and standard error; getenv is os.Getenv outside tests.
// Cancelling ctx makes the question under way return ErrInterrupted.
func New(ctx context.Context, in, out *os.File, getenv func(string) string, options Options) Prompter {
	if options.Plain || !Capable(in, out, getenv) {
		columns, _ := windowSize(out)
		return NewPlain(ctx, NewInput(in), out, columns)
	}
	options.NoColor = options.NoColor || getenv("NO_COLOR") != ""
	return NewSurvey(ctx, NewInput(in), out, options)
}

// Interactive reports whether anybody can be asked: whether both files are
// terminals.
func Interactive(in, out *os.File) bool {
	return isTerminal(in) && isTerminal(out)
}

// Capable reports whether the terminal can show lists that redraw themselves.
func Capable(in, out *os.File, getenv func(string) string) bool {
	return Interactive(in, out) && canRedraw(getenv("TERM"))
}

// canRedraw judges a terminal by its name. Windows consoles have none: there
// survey reads keys past our filter, so that the line adapter is the safer one.
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

// Columns returns the width of a terminal, and false where the file is none.
func Columns(file *os.File) (int, bool) {
	if !isTerminal(file) {
		return 0, false
	}
	columns, _ := windowSize(file)
	return columns, true
}
