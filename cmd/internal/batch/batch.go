// Package batch gives advice for many organisations: records in, the same
// number of rows out, in the same order, however many there are.
//
// A [Job] says what to do and [Job.Run] does it. One goroutine cuts the input
// into chunks of whole records, several turn chunks into rows, and one writes
// them in order. A fixed number of chunks goes round, so that memory is bounded
// whatever the input holds.
//
// What is cut where depends on the bytes of the input alone, and each chunk is
// compressed by itself. So a run may stop after any chunk and go on later: the
// bytes written are the same as those of a run that was never disturbed. How
// far a run has come stands in a checkpoint beside the output, see progress.go.
package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"chiefly/engine"
	"chiefly/engine/record"
	"chiefly/engine/source"
)

// A Job is one run. The fields are set before Run is called and not changed
// while it runs. A Job runs once.
type Job struct {
	Engine *engine.Engine
	// Program is the version of the program. A run is gone on with by the same
	// one only.
	Program string

	// Inputs are the names of the files to read, one after the other; "-" is
	// Stdin.
	Inputs []string
	Stdin  *os.File
	// Stdout takes the rows when Output is empty.
	Stdout io.Writer
	// Notes takes remarks about how the run goes, one a line.
	Notes io.Writer

	// From and To are the formats of the inputs and the output, "jsonl" or
	// "csv"; empty to tell by the names, and for the output without a name that
	// of the first input.
	From, To string
	// Columns is the name of a file that maps columns onto questions, or empty.
	Columns string

	Output  string // the file to write, or empty
	Errors  string // the file for rows that cannot be used, or empty
	Summary string // the file for the summary in JSON, or empty

	Shard   Shard
	Workers int // how many goroutines advise; 0 for as many as there are cores
	Explain bool
	Strict  bool // stop at the first row that cannot be used
	Resume  bool // go on with a run that was interrupted
	Force   bool // overwrite files

	meter meter
	tune  tuning
}

// tuning is what only tests change; the zero values stand for the defaults.
type tuning struct {
	chunk      int           // bytes of input in a chunk
	rows       int           // records in a chunk, at most
	checkpoint int64         // bytes of input between two checkpoints
	pause      time.Duration // time between two checkpoints
}

// The defaults of tuning. A chunk is large enough for compression and for the
// costs of handing it round, and small enough for many cores to hold some each;
// explained rows are ten times as long. A checkpoint waits for the disk, so that
// there is at most one a second.
const (
	chunkBytes      = 256 << 10
	chunkRows       = 1024
	explainedRows   = 256
	checkpointBytes = 16 << 20
	checkpointPause = time.Second
)

// A Refusal is a run that does not begin, because of how it was called or of
// what lies where it would write.
type Refusal struct {
	Message string
	Hint    string // what to do instead; may be empty
}

// Error returns the message.
func (r *Refusal) Error() string { return r.Message }

func refuse(hint, format string, args ...any) error {
	return &Refusal{Message: fmt.Sprintf(format, args...), Hint: hint}
}

// ErrInterrupted is the end of a run whose context was cancelled. Where there
// is an output file, its checkpoint says how to go on.
var ErrInterrupted = errors.New("interrupted")

// A ReadError is an input that could not be read to its end.
type ReadError struct {
	Name string
	Line int64 // from which on nothing has been read
	Err  error
}

// Error names the input, the line and the reason.
func (e *ReadError) Error() string {
	return fmt.Sprintf("%s: reading stopped after line %d: %v", e.Name, e.Line-1, e.Err)
}

// Unwrap returns the reason.
func (e *ReadError) Unwrap() error { return e.Err }

// Run does the job. What it returns besides an error is the summary, complete or
// as far as the run came; it is nil when the run did not begin. Errors of
// inputs, headers and column maps, and with Strict those of the first bad row,
// are a source.List; other errors are a *Refusal, a *ReadError, ErrInterrupted
// or one of writing.
func (j *Job) Run(ctx context.Context) (*Summary, error) {
	j.defaults()
	if err := j.checkNames(); err != nil {
		return nil, err
	}
	p, err := j.plan(ctx)
	if err != nil {
		return nil, err
	}
	r, err := newRun(j, p)
	if err != nil {
		return nil, err
	}
	defer r.close()
	if err := r.process(ctx); err != nil {
		return r.summary(), r.giveUp(err)
	}
	return r.summary(), r.finish()
}

func (j *Job) defaults() {
	if j.Workers == 0 {
		j.Workers = runtime.GOMAXPROCS(0)
	}
	if j.Shard.Of == 0 {
		j.Shard = Shard{Part: 1, Of: 1}
	}
	if j.Notes == nil {
		j.Notes = io.Discard
	}
	if j.tune == (tuning{}) {
		j.tune = tuning{chunkBytes, chunkRows, checkpointBytes, checkpointPause}
		if j.Explain {
			j.tune.rows = explainedRows
		}
	}
}

// checkNames refuses names that no run could use, before anything is read.
func (j *Job) checkNames() error {
	for _, name := range []string{j.Output, j.Errors} {
		if _, ok := encodingOf(name); name != "" && !ok {
			return refuse("", "%s: the name must end in %s", name, endings)
		}
	}
	if i := slices.Index(j.Inputs, "-"); i >= 0 && slices.Contains(j.Inputs[i+1:], "-") {
		return refuse("", "standard input (-) can be named only once")
	}
	if encoding, _ := encodingOf(j.Output); j.Output != "" && j.To != "" && encoding.format.String() != j.To {
		return refuse("leave --to out, or name the file otherwise", "%s would not be %s, as --to says", j.Output, j.To)
	}
	if j.Resume && j.Output == "" {
		return refuse("name the file with -o", "only a run that writes a file can be gone on with")
	}
	return j.checkTargets()
}

// checkTargets refuses files to write that are one another, or an input.
func (j *Job) checkTargets() error {
	var targets []string
	for _, name := range []string{j.Output, j.Errors, j.Summary} {
		if name == "" {
			continue
		}
		target := target(name)
		if slices.Contains(targets, target) {
			return refuse("", "%s is named twice as a file to write", name)
		}
		targets = append(targets, target)
		info, err := os.Stat(target)
		if err != nil {
			continue
		}
		if !info.Mode().IsRegular() {
			return refuse("leave it out to write to standard output", "%s is no ordinary file", name)
		}
		for _, input := range j.Inputs {
			if read, err := os.Stat(input); err == nil && os.SameFile(read, info) {
				return refuse("write to another file", "%s is read and would be written", name)
			}
		}
	}
	return nil
}

// target returns the file that a name leads to.
func target(name string) string {
	if name == "" {
		return ""
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		return target
	}
	return filepath.Clean(name)
}

// A plan is what is known of a job before anything is written.
type plan struct {
	inputs  []*input
	columns *columns
	output  encoding
	errors  encoding
}

// plan opens the inputs and reads the headers. What is wrong with all of them is
// reported together.
func (j *Job) plan(ctx context.Context) (*plan, error) {
	p := &plan{}
	var err error
	if p.columns, err = j.loadColumns(); err != nil {
		return nil, err
	}
	var problems source.List
	for _, name := range j.Inputs {
		in, err := j.inspect(ctx, name, p.columns)
		var found source.List
		switch {
		case errors.As(err, &found):
			problems = append(problems, found...)
		case err != nil:
			return nil, err
		default:
			p.inputs = append(p.inputs, in)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	p.output, _ = encodingOf(j.Output)
	if j.Output == "" {
		p.output.format = p.inputs[0].format
		if j.To != "" {
			p.output.format = formatNamed(j.To)
		}
	}
	p.errors, _ = encodingOf(j.Errors)
	j.meter.measure(p.inputs)
	return p, nil
}

// newReader returns a reader of the records of an input.
func (p *plan) newReader(j *Job, in *input) record.Reader {
	reader, err := in.reader(j.Engine.Flow(), p.columns)
	if err != nil {
		panic(err) // the same call has succeeded when the input was inspected
	}
	return reader
}
