package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/batch"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

const batchLong = `Gives advice for many organisations, one a row: JSON lines or CSV in, the same
out, in the same order. A row gives the recommendation, for each role the
verdict, the mode and the score, who comes first, who can be one person, and how
many rules unknown answers left undecided.

In JSON lines each line is an object whose keys are question ids ("chiefly show
questions" lists them) and, if you like, "organisation"; values are those of an
answers file. In CSV the header names the questions, and a cell is an answer:
120, 100-250, software, yes, unknown, a|b for several options, [] for none of
them, nothing where the question is not answered. --columns FILE maps other
columns and values onto questions. Names end in .jsonl, .ndjson, .json or .csv,
and in .gz or .zst after it where they are compressed. "-" is standard input.

A row that cannot be used never stops the run. It goes to the file that --errors
names, with its line, its column and the reason; without that file the first ten
are shown. The exit code is 3 then, and the output holds all the other rows.
--strict stops at the first one and leaves no output.

With -o the output appears when it is complete. Until then FILE.partial grows
beside it, and FILE.progress says how far it is: after a crash, a full disk or
Ctrl-C the same command with --resume goes on from there, and the output is the
same as that of a run that nothing stopped.

--shard I/N takes every N-th row, from row I on, so that N processes share the
work: each reads the same input and writes a file of its own.`

const batchExample = `  chiefly batch companies.jsonl -o advice.jsonl
  chiefly batch companies.csv.gz -o advice.csv.gz --errors bad.csv
  chiefly batch export.csv --columns map.yaml --explain -o advice.csv
  zcat *.jsonl.gz | chiefly batch - | jq -r .recommendation | sort | uniq -c
  chiefly batch companies.csv -o advice.csv --resume
  chiefly batch companies.jsonl --shard 3/8 -o advice.3.jsonl.zst`

// batchOptions are the flags of the command that are not the job's own fields.
type batchOptions struct {
	job      batch.Job
	shard    string
	progress string
	quiet    bool
}

func (a *app) batchCommand() *cobra.Command {
	o := &batchOptions{}
	cmd := &cobra.Command{
		Use:     "batch FILE...",
		Short:   "Give advice for many organisations at once",
		Long:    batchLong,
		Example: batchExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.job.Inputs = args
			return a.batch(cmd, o)
		},
	}
	o.declare(cmd)
	addSettings(cmd, contentSettings...)
	return cmd
}

func (o *batchOptions) declare(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&o.job.Output, "output", "o", "", "write the rows to this `file` (default: standard output)")
	f.StringVar(&o.job.Errors, "errors", "", "write the rows that cannot be used to this `file`")
	f.StringVar(&o.job.Summary, "summary", "", "write the summary in JSON to this `file`")
	f.StringVar(&o.job.From, "from", "", "read this `format` whatever the names: jsonl or csv")
	f.StringVar(&o.job.To, "to", "", "write this `format`: jsonl or csv (default: that of -o, else of the input)")
	f.StringVar(&o.job.Columns, "columns", "", "map columns and values onto questions by this `file`")
	f.BoolVar(&o.job.Explain, "explain", false, "give the rules that fired, with reasons")
	f.BoolVar(&o.job.Strict, "strict", false, "stop at the first row that cannot be used")
	f.BoolVar(&o.job.Resume, "resume", false, "go on with a run that was interrupted")
	f.BoolVar(&o.job.Force, "force", false, "overwrite files, and start anew what was interrupted")
	f.StringVar(&o.shard, "shard", "", "take only every N-th row, beginning with row I, for `I/N`")
	f.IntVar(&o.job.Workers, "jobs", 0, "advise with this many `threads` (default: one a core)")
	f.StringVar(&o.progress, "progress", "auto", "show a progress bar `when`: auto, always or never")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "give no summary")
	for name, options := range map[string][]string{"from": batch.Formats, "to": batch.Formats, "progress": progressOptions} {
		cobra.CheckErr(cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(options, cobra.ShellCompDirectiveNoFileComp)))
	}
}

// progressOptions are the values of --progress.
var progressOptions = []string{"auto", "always", "never"}

// maxJobs keeps mistakes out, not machines.
const maxJobs = 1024

// check checks the values that have no other meaning than those named.
func (o *batchOptions) check() error {
	if len(o.job.Inputs) == 0 {
		return errors.New("no organisations: name a file, or - for standard input")
	}
	for _, f := range []struct {
		name, value string
		options     []string
	}{{"from", o.job.From, batch.Formats}, {"to", o.job.To, batch.Formats}, {"progress", o.progress, progressOptions}} {
		if f.value != "" && !slices.Contains(f.options, f.value) {
			return fmt.Errorf("--%s: %w", f.name, noSuch(map[bool]string{true: "choice", false: "format"}[f.name == "progress"], f.value, f.options))
		}
	}
	if o.job.Workers < 0 || o.job.Workers > maxJobs {
		return fmt.Errorf("--jobs must be a number from 1 to %d, not %d", maxJobs, o.job.Workers)
	}
	if o.shard != "" {
		var err error
		if o.job.Shard, err = batch.ParseShard(o.shard); err != nil {
			return fmt.Errorf("--shard: %w", err)
		}
	}
	return nil
}

func (a *app) batch(cmd *cobra.Command, o *batchOptions) error {
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return wrongUsage(cmd, err)
	}
	e, err := a.load(s)
	if err != nil {
		return err
	}
	// Main has made collecting garbage rare, which suits commands that are done in
	// milliseconds. This one must stay small for hours.
	debug.SetGCPercent(100)
	job := &o.job
	job.Engine, job.Program, job.Stdin, job.Stdout, job.Notes = e, programVersion(), a.In, a.Out, a.Err

	ctx, release := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer release()
	context.AfterFunc(ctx, release) // a second signal ends the program at once
	// A reader of our output that has seen enough is told by the write, so that
	// the file for errors is put away in good order.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	defer signal.Reset(syscall.SIGPIPE)

	erase := a.showProgress(o.progress, job)
	summary, err := job.Run(ctx)
	erase()
	return a.endBatch(o, summary, err)
}

// endBatch tells what a run came to, and turns its end into an exit code.
func (a *app) endBatch(o *batchOptions, summary *batch.Summary, err error) error {
	if errors.Is(err, syscall.EPIPE) {
		return nil // nobody reads on, and that is no fault
	}
	if summary != nil {
		a.showBadRows(summary)
	}
	if err != nil {
		return o.failure(err, summary)
	}
	if !o.quiet {
		fmt.Fprint(a.Err, source.Printable(summary.Text()))
	}
	if summary.Bad == 0 {
		return nil
	}
	return fail(exitInvalid, "", "rows that could not be used: %s of %s", flow.Grouped(summary.Bad), flow.Grouped(summary.Bad+summary.Advised))
}

// showBadRows shows the first rows that cannot be used, where no file takes
// them.
func (a *app) showBadRows(summary *batch.Summary) {
	for _, line := range summary.Shown {
		fmt.Fprintln(a.Err, source.Printable(line))
	}
	if more := summary.Bad - int64(len(summary.Shown)); more > 0 && len(summary.Shown) > 0 {
		fmt.Fprintf(a.Err, "and %s more; --errors FILE keeps them all\n", flow.Grouped(more))
	}
}

// failure gives the error of a run its exit code, and says how to go on.
func (o *batchOptions) failure(err error, summary *batch.Summary) error {
	hint := ""
	if o.job.Output != "" && summary != nil {
		hint = "the same command with --resume goes on after the last row written"
	}
	var problems source.List
	var refusal *batch.Refusal
	var unread *batch.ReadError
	switch {
	case errors.As(err, &problems):
		return err
	case errors.As(err, &refusal):
		return fail(exitUsage, refusal.Hint, "%w", err)
	case errors.Is(err, batch.ErrInterrupted):
		return fail(exitInterrupted, hint, "%w", err)
	case errors.As(err, &unread):
		return fail(exitInvalid, hint, "%w", err)
	}
	return fail(exitUsage, hint, "%w", err)
}
