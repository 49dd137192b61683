// Command chiefly-beam gives advice for many organisations as an Apache Beam
// pipeline: on this machine, or unchanged on Flink, Dataflow and other runners.
//
// It reads files of JSON lines, CSV or Parquet, evaluates each organisation with
// chiefly's engine, and writes the rows that "chiefly batch" writes, in no
// particular order. README.md beside this file tells how to run it, and when
// "chiefly batch" is the better choice.
//
// # The pipeline
//
//	file names -> readFn -> blocks -> adviseFn -> rows     -> writeFn
//	                                           -> refusals -> writeFn
//
// Blocks are whole records of one file. They are spread over the workers, so that
// neither one large file nor many small ones keep a worker idle.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"chiefly/engine/source"
)

// Exit codes, as those of chiefly.
const (
	exitDone    = 0
	exitUsage   = 2 // called in a wrong way, or failed
	exitInvalid = 3 // content or a header is invalid, or rows were bad
)

const usage = `Gives advice for many organisations as an Apache Beam pipeline.

  chiefly-beam --input 'rows-*.jsonl' --output advice.jsonl [--errors bad.jsonl]

The endings of the names tell the formats: .jsonl, .ndjson, .json or .csv, with
or without .gz, and .parquet. Names may begin with gs://.

`

const runnerUsage = `
The flags of Beam's runners can be given as well, among them --runner (direct by
default, on this machine; prism, flink, dataflow, ...), --endpoint,
--environment_type, --project, --region and --staging_location. README.md tells
which go together.

Exit codes: 0 done; 2 wrong usage, or failed; 3 invalid content or columns, or
some rows were bad.
`

func main() {
	var o options
	o.declare(flag.CommandLine)
	flag.Parse()
	// A worker that a runner has started does its work in here and never returns.
	beam.Init()
	os.Exit(o.main(context.Background(), os.Stderr, flag.Args()))
}

// main runs the pipeline and returns the exit code.
func (o *options) main(ctx context.Context, stderr io.Writer, rest []string) int {
	if *runners.Runner == "" {
		*runners.Runner = defaultRunner
	}
	if local(*runners.Runner) {
		// What goes wrong is in the error; how the runner gets there is noise. Of
		// the other runners it is what there is to see, such as the job's address.
		slog.SetDefault(slog.New(slog.DiscardHandler))
	}
	code, err := o.run(ctx, stderr, rest)
	var problems source.List
	switch {
	case errors.As(err, &problems):
		fmt.Fprint(stderr, problems.Render())
		return exitInvalid
	case err != nil:
		fmt.Fprintf(stderr, "chiefly-beam: %s\n", source.Printable(cause(err)))
		return exitUsage
	}
	return code
}

// defaultRunner works in this process, without network and containers. So does
// Beam's own default, prism, which is closer to a cluster, since everything goes
// through its coders and a local port; but it keeps every copy in memory, and
// takes about fifteen times as much.
const defaultRunner = "direct"

// local reports whether a runner works on this machine alone.
func local(runner string) bool {
	runner = strings.ToLower(runner)
	return strings.HasPrefix(runner, "prism") || strings.HasPrefix(runner, "direct")
}

// cause returns what went wrong, without the parts of the pipeline around it,
// which runners report first.
func cause(err error) string {
	text := err.Error()
	if _, inner, found := strings.Cut(text, "] failed:\n"); found {
		return inner
	}
	return text
}

// run builds the pipeline, runs it and says how many rows there were.
func (o *options) run(ctx context.Context, stderr io.Writer, rest []string) (int, error) {
	if err := o.check(rest); err != nil {
		return 0, err
	}
	p, err := o.pipeline(ctx)
	if err != nil {
		return 0, err
	}
	result, err := beamx.RunWithMetrics(ctx, p)
	if err != nil {
		return 0, err
	}
	c, known := count(result)
	if !known {
		fmt.Fprintln(stderr, "the job is submitted")
		return exitDone, nil
	}
	fmt.Fprintf(stderr, "%d rows: %d advised, %d bad\n", c.advised+c.bad, c.advised, c.bad)
	if c.bad == 0 {
		return exitDone, nil
	}
	if o.errors == "" {
		fmt.Fprintln(stderr, "hint: --errors FILE says what is wrong with each bad row")
	}
	return exitInvalid, nil
}
