package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine/source"
)

// Exit codes. They are part of the interface and never change their meaning.
const (
	exitDone        = 0   // done, whatever the advice
	exitFindings    = 1   // done, and something was found
	exitUsage       = 2   // called in a wrong way, or with nowhere to write to
	exitInvalid     = 3   // content or answers are invalid
	exitMissing     = 4   // an answer is missing and nobody can be asked
	exitInterrupted = 130 // Ctrl-C, or told to end
)

// A failure is an error that knows the exit code it calls for, and what the
// person can do about it.
type failure struct {
	code  int
	err   error
	hints []string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// noSuch says that there is nothing of a name, and what may have been meant.
func noSuch(what, name string, candidates []string) error {
	message := "there is no " + what + " " + source.Quote(name)
	if hint := source.Suggest(name, candidates); hint != "" {
		message += "; " + hint
	}
	return errors.New(message)
}

// add adds a message, and a hint that is not there yet.
func (f *failure) add(hint, format string, args ...any) {
	f.err = errors.Join(f.err, fmt.Errorf(format, args...))
	if !slices.Contains(f.hints, hint) {
		f.hints = append(f.hints, hint)
	}
}

// fail makes a failure.
func fail(code int, hint, format string, args ...any) error {
	f := &failure{code: code, err: fmt.Errorf(format, args...)}
	if hint != "" {
		f.hints = []string{hint}
	}
	return f
}

func wrongUsage(cmd *cobra.Command, err error) error {
	return &failure{code: exitUsage, err: err, hints: []string{cmd.CommandPath() + " --help shows how to call it"}}
}

// report writes an error for people and returns its exit code.
func (a *app) report(err error) int {
	if err == nil {
		return exitDone
	}
	var problems source.List
	if errors.As(err, &problems) {
		writeProblems(a.Err, problems)
	} else {
		for line := range strings.Lines(err.Error()) {
			fmt.Fprintf(a.Err, "chiefly: %s\n", source.Printable(strings.TrimSpace(line)))
		}
	}
	var f *failure
	if errors.As(err, &f) {
		for _, hint := range f.hints {
			fmt.Fprintf(a.Err, "hint: %s\n", source.Printable(hint))
		}
	}
	return exitCode(err)
}

// exitCode returns the exit code that an error calls for.
func exitCode(err error) int {
	var f *failure
	var problems source.List
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &f):
		return f.code
	case errors.As(err, &problems):
		return exitInvalid
	}
	return exitUsage
}

// mostProblems is how many problems are shown: a file of another kind can have
// one on every line.
const mostProblems = 100

// writeProblems writes what is wrong with files, and how much that is.
func writeProblems(w io.Writer, problems source.List) {
	n := len(problems)
	io.WriteString(w, problems[:min(n, mostProblems)].Render())
	switch {
	case n > mostProblems:
		fmt.Fprintf(w, "chiefly: %d problems, of which the first %d are shown\n", n, mostProblems)
	case n > 1:
		fmt.Fprintf(w, "chiefly: %d problems\n", n)
	}
}
