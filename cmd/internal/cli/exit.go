package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine/source"
)

// Exit codes. They are part of the interface and never change their meaning.
const (
	exitDone        = 0   // done, whatever the advice
	exitFindings    = 1   // check, test, prove or diff found something
	exitUsage       = 2   // the command was called in a wrong way
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
	code := exitUsage
	var problems source.List
	if errors.As(err, &problems) {
		code = exitInvalid
		writeProblems(a.Err, problems)
	} else {
		fmt.Fprintf(a.Err, "chiefly: %s\n", source.Printable(oneLine(err)))
	}
	var f *failure
	if errors.As(err, &f) {
		code = f.code
		for _, hint := range f.hints {
			fmt.Fprintf(a.Err, "hint: %s\n", source.Printable(hint))
		}
	}
	return code
}

// oneLine joins the lines of an error, such as one that holds several.
func oneLine(err error) string {
	return strings.Join(strings.FieldsFunc(strings.TrimSpace(err.Error()), func(r rune) bool { return r == '\n' || r == '\t' }), "; ")
}

// writeProblems writes what is wrong with files, and how much that is.
func writeProblems(w io.Writer, problems source.List) {
	io.WriteString(w, problems.Render())
	if n := len(problems); n > 1 {
		fmt.Fprintf(w, "chiefly: %d problems\n", n)
	}
}
