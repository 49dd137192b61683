// Package cli is the command line: it owns every side effect and joins the
// content, the engine and the person.
//
// # Output
//
// Results go to standard output; prompts, progress, warnings and errors to
// standard error. What is written is decorated only on a terminal, and not
// where NO_COLOR is set. Errors are in lower case, without a full stop, after
// "chiefly: "; problems with files are shown as file:line:col, the line, a
// caret and a hint. What to do next stands on lines that begin with "hint: ".
//
// One file holds one command: its options, a function that declares it, and a
// function that runs it. Nothing below Main ends the process.
package cli

import (
	"errors"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine/source"
)

// Streams are the files that a command reads and writes.
type Streams struct {
	In, Out, Err *os.File
}

// Main runs the command line and returns its exit code.
func Main(args []string, streams Streams) int {
	// A command lives for milliseconds: collecting its few megabytes of garbage
	// would cost more than they are worth.
	debug.SetGCPercent(400)
	a := &app{Streams: streams}
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	return a.report(root.Execute())
}

// An app is one run of the command line.
type app struct {
	Streams
	kept kept // by --watch, from run to run
}

const rootLong = `chiefly asks about an organisation and advises which technology chief it should
hire: a chief technology officer, a chief information officer, a chief
innovation officer, several of them, or none yet. It gives its reasons, the
rules behind them and their sources.

Without a command it asks the questions here, in the terminal.`

const rootExample = `  chiefly                                  answer the questions, read the advice
  chiefly advise acme.yaml                 advice for a file of answers
  chiefly advise --set headcount=120 --set technology_role=product
  chiefly explain acme.yaml cto            every rule about one role, and why
  chiefly batch many.csv -o advice.csv     many organisations, one a row
  chiefly show rules --source > mine.yaml  the rules, to edit
  chiefly advise acme.yaml --rules mine.yaml

Exit codes: 0 done, whatever the advice; 1 findings; 2 wrong usage; 3 invalid
content or answers; 4 an answer is missing and nobody can be asked; 130
interrupted.`

func (a *app) rootCommand() *cobra.Command {
	quiz := a.quizCommand()
	root := &cobra.Command{
		Use:           "chiefly",
		Short:         "Which technology chief to hire, and why",
		Version:       programVersion(),
		Long:          rootLong,
		Example:       rootExample,
		Args:          noCommand,
		RunE:          quiz.RunE,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.Flags().AddFlagSet(quiz.Flags())
	root.PersistentFlags().String("config", "", "read the tool's own settings from this `file`")
	root.SetFlagErrorFunc(wrongFlag)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.AddCommand(quiz, a.adviseCommand(), a.explainCommand(), a.briefCommand(), a.compareCommand(), a.batchCommand(), a.showCommand(), a.proveCommand(), a.statsCommand(), a.diffCommand(), a.initCommand(), a.checkCommand(), a.testCommand(), a.fmtCommand(), a.schemaCommand(), a.graphCommand(), a.versionCommand())
	return root
}

// noCommand says what a first word that is no command may have meant.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if _, isFile := source.FormatOf(args[0]); isFile {
		return fail(exitUsage, "chiefly advise "+shellQuote(args[0])+" gives advice for the answers in it", "%s is no command", source.Quote(args[0]))
	}
	var names []string
	for _, sub := range cmd.Commands() {
		names = append(names, sub.Name())
	}
	return wrongUsage(cmd, noSuch("command", args[0], names))
}

// wrongFlag reports a flag that cannot be read, without what Go's parsers add.
func wrongFlag(cmd *cobra.Command, err error) error {
	message, _, _ := strings.Cut(err.Error(), ": strconv.")
	return wrongUsage(cmd, errors.New(message))
}

// usage makes errors of an argument check errors of usage.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return wrongUsage(cmd, err)
		}
		return nil
	}
}
