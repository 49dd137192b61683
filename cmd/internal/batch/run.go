package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"chiefly/engine/record"
	"chiefly/engine/source"
)

// A run is a job under way.
type run struct {
	job    *Job
	plan   *plan
	output *sink
	errors *sink // nil without a file for errors
	state  state

	began     time.Time
	before    time.Duration // taken by the runs that this one goes on with
	unsaved   int64         // bytes of input since the last checkpoint
	lastSaved time.Time
}

func newRun(j *Job, p *plan) (*run, error) {
	r := &run{job: j, plan: p, began: time.Now(), lastSaved: time.Now()}
	r.state.Tally = newTally(j.Engine)
	if err := r.begin(); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// close leaves files that are not complete as they are.
func (r *run) close() error {
	var err error
	for _, s := range []*sink{r.output, r.errors} {
		if s != nil {
			err = errors.Join(err, s.close())
		}
	}
	return err
}

// A chunk is a piece of the input on its way from the reader to a worker to the
// writer and back.
type chunk struct {
	input *input
	data  []byte   // whole records
	long  bool     // it stands for one record that is too long, and data is empty
	line  int64    // of the first record
	row   int64    // rows before it; only known when they are dealt out to shards
	end   position // of the input after it

	ready chan struct{} // says that a worker has filled in what follows
	out   []byte        // the rows, and in bad those of the file for errors
	bad   []byte
	shown []string    // bad rows to show
	stop  source.List // why a strict run stops here
	tally *tally
}

// A position is a place in one of the inputs.
type position struct {
	Input int `json:"input"`
	record.Place
}

// process reads, advises and writes until the input ends.
func (r *run) process(ctx context.Context) error {
	if r.state.Done {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	chunks := r.job.Workers + r.job.Workers/2 + 2
	free, todo, inOrder := make(chan *chunk, chunks), make(chan *chunk, chunks), make(chan *chunk, chunks)
	for range chunks {
		free <- &chunk{ready: make(chan struct{}, 1), tally: newTally(r.job.Engine)}
	}
	for range r.job.Workers {
		w, err := newWorker(r)
		if err != nil {
			return err
		}
		go func() {
			for c := range todo {
				w.process(c)
				c.ready <- struct{}{}
			}
		}()
	}
	reader := &reader{run: r, free: free, todo: todo, inOrder: inOrder, row: r.state.Tally.Rows, from: r.state.Position}
	go reader.read(ctx)
	return r.write(ctx, reader)
}

// A reader cuts the inputs into chunks. The channels hold all chunks, so that
// it waits for free ones only.
type reader struct {
	run                 *run
	free, todo, inOrder chan *chunk
	from                position
	row                 int64
	err                 error // why it stopped early; set before inOrder is closed
}

func (r *reader) read(ctx context.Context) {
	defer close(r.inOrder)
	defer close(r.todo)
	for _, in := range r.run.plan.inputs[:r.from.Input] {
		if in.info != nil {
			r.run.job.meter.pass(in.info.Size())
		}
	}
	for i := r.from.Input; i < len(r.run.plan.inputs) && r.err == nil; i++ {
		in := r.run.plan.inputs[i]
		at := in.start
		if i == r.from.Input && r.from.Line > 0 {
			at = r.from.Place
		}
		c, err := in.open(ctx, r.run.job, at)
		if err == nil {
			at, err = r.cut(ctx, c, i)
			c.close()
		}
		if err != nil {
			r.err = &ReadError{in.name, at.Line, reason(err)}
		}
	}
	if ctx.Err() != nil && r.err != nil {
		r.err = ErrInterrupted
	}
}

// cut hands all chunks of an input on. It returns how far it came.
func (r *reader) cut(ctx context.Context, from *stream, input int) (record.Place, error) {
	in := r.run.plan.inputs[input]
	for {
		var c *chunk
		select {
		case c = <-r.free:
		case <-ctx.Done():
			return from.At(), ctx.Err()
		}
		c.input, c.line, c.row = in, from.At().Line, r.row
		var err error
		c.data, err = from.Next(c.data)
		if errors.Is(err, io.EOF) {
			r.free <- c
			return from.At(), nil
		}
		c.long = errors.Is(err, record.ErrTooLong)
		if err != nil && !c.long {
			return record.Place{Line: c.line}, err
		}
		c.end = position{input, from.At()}
		if r.run.job.Shard.sharded() {
			r.row += c.rows()
		}
		r.todo <- c
		r.inOrder <- c
	}
}

// rows counts the records in a chunk that are rows.
func (c *chunk) rows() int64 {
	if c.long {
		return 1
	}
	n := int64(0)
	for rest := c.data; len(rest) > 0; {
		var rec []byte
		if rec, rest, _ = record.Next(c.input.format, rest); !record.Blank(rec) {
			n++
		}
	}
	return n
}

// write writes chunks in order, until the input ends, something goes wrong or the
// run is interrupted. The reader may wait for input that never comes; so it is
// not waited for then.
func (r *run) write(ctx context.Context, from *reader) error {
	for {
		select {
		case c, more := <-from.inOrder:
			if !more {
				return from.err
			}
			if err := r.writeChunk(c); err != nil {
				return err
			}
			from.free <- c
		case <-ctx.Done():
			return r.drain(from)
		}
	}
}

// drain writes what has been read already.
func (r *run) drain(from *reader) error {
	for {
		select {
		case c, more := <-from.inOrder:
			if !more {
				return from.err
			}
			if err := r.writeChunk(c); err != nil {
				return err
			}
		default:
			return ErrInterrupted
		}
	}
}

// writeChunk writes one chunk. The state changes only when all of it is written.
func (r *run) writeChunk(c *chunk) error {
	<-c.ready
	if err := r.output.write(c.out); err != nil {
		return fmt.Errorf("writing the rows: %w", err)
	}
	if r.errors != nil {
		if err := r.errors.write(c.bad); err != nil {
			return fmt.Errorf("writing the errors: %w", err)
		}
		r.state.Errors = r.errors.size
	}
	if c.stop != nil {
		return c.stop
	}
	r.state.Output, r.state.Position = r.output.size, c.end
	r.state.Shown = append(r.state.Shown, c.shown[:min(len(c.shown), mostShown-len(r.state.Shown))]...)
	r.state.Tally.add(c.tally)
	r.job.meter.rows.Store(r.state.Tally.Rows)
	r.unsaved += int64(len(c.data))
	if r.unsaved >= r.job.tune.checkpoint && time.Since(r.lastSaved) >= r.job.tune.pause {
		return r.save()
	}
	return nil
}

// giveUp ends a run that came to an error. A strict one leaves nothing behind;
// any other that writes a file can be gone on with.
func (r *run) giveUp(err error) error {
	var stop source.List
	if errors.As(err, &stop) || r.output.file == nil {
		return errors.Join(err, r.discard())
	}
	return errors.Join(err, r.save())
}

func (r *run) discard() error {
	err := r.output.discard()
	if r.errors != nil {
		err = errors.Join(err, r.errors.discard())
	}
	return errors.Join(err, r.removeProgress())
}

// finish puts the files into their places. Each step may be the last one before
// a crash: a run that goes on does those that are left.
func (r *run) finish() error {
	sinks := []*sink{r.errors, r.output}
	sinks = slices.DeleteFunc(sinks, func(s *sink) bool { return s == nil || s.file == nil })
	if !r.state.Done {
		if err := r.complete(); err != nil {
			return err
		}
	}
	for _, s := range sinks {
		if !r.job.Force && !r.state.Force {
			if err := checkPlaces(s.name); err != nil { // made meanwhile, by somebody else
				return err
			}
		}
		if err := s.place(); err != nil {
			return err
		}
	}
	if r.job.Summary != "" {
		if err := r.summary().write(r.job.Summary); err != nil {
			return err
		}
	}
	return r.removeProgress()
}

// complete makes the files valid where nothing has been written to them, and
// records that all is written.
func (r *run) complete() error {
	for _, s := range []*sink{r.output, r.errors} {
		if s == nil || s.file == nil || s.size > 0 || s.codec == plain {
			continue
		}
		k, err := newCompressor(s.codec)
		if err == nil {
			err = s.write(k.append(nil, nil))
		}
		if err != nil {
			return err
		}
	}
	r.state.Output = r.output.size
	if r.errors != nil {
		r.state.Errors = r.errors.size
	}
	r.state.Done, r.state.Seconds = true, r.elapsed().Seconds()
	return r.save()
}
