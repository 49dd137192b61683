package batch

import (
	"errors"
	"strings"

	"chiefly/engine/record"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// mostShown is how many bad rows are shown where no file takes them.
const mostShown = 10

// A worker turns chunks into rows. It has all that it needs for itself, and
// allocates nothing for rows of the usual shapes.
type worker struct {
	run      *run
	flow     flowIndex
	writer   *record.Writer
	outCodec *compressor
	badCodec *compressor

	input  *input // that reader reads
	reader record.Reader

	row     record.Row
	encoded rule.Encoded
	result  rule.Result
	rows    []byte // of the chunk, before compression
	refused []byte // lines for the file for errors
}

func newWorker(r *run) (*worker, error) {
	set := r.job.Engine.Rules()
	w := &worker{run: r, flow: newFlowIndex(r.job.Engine), writer: record.NewWriter(set, r.plan.output.format, r.job.Explain)}
	var err1, err2 error
	w.outCodec, err1 = newCompressor(r.output.codec)
	w.badCodec, err2 = newCompressor(r.plan.errors.codec)
	return w, errors.Join(err1, err2)
}

// process fills in what a chunk comes to.
func (w *worker) process(c *chunk) {
	if w.input != c.input {
		w.input, w.reader = c.input, w.run.plan.newReader(w.run.job, c.input)
	}
	c.tally.reset()
	c.shown, c.stop = c.shown[:0], nil
	w.rows, w.refused = w.rows[:0], w.refused[:0]
	w.records(c)
	c.out, c.bad = c.out[:0], c.bad[:0]
	if len(w.rows) > 0 {
		c.out = w.outCodec.append(c.out, w.rows)
	}
	if len(w.refused) > 0 {
		c.bad = w.badCodec.append(c.bad, w.refused)
	}
}

// records advises on each record of the shard.
func (w *worker) records(c *chunk) {
	shard := w.run.job.Shard
	if c.long {
		c.tally.Rows = 1
		if !shard.has(c.row) {
			c.tally.Skipped = 1
		} else {
			w.refuse(c, nil, c.line, record.ErrTooLong.Problems)
		}
		return
	}
	line, row := c.line, c.row
	for rest := c.data; len(rest) > 0 && c.stop == nil; {
		rec, after, lines := record.Next(c.input.format, rest)
		if !record.Blank(rec) {
			c.tally.Rows++
			if !shard.sharded() || shard.has(row) {
				w.advise(c, rec, line)
			} else {
				c.tally.Skipped++
			}
			row++
		}
		rest, line = after, line+int64(lines)
	}
}

// advise appends the row for one record, or refuses it.
func (w *worker) advise(c *chunk, rec []byte, line int64) {
	if err := w.reader.Read(rec, &w.row); err != nil {
		w.refuse(c, rec, line, record.ProblemsOf(err))
		return
	}
	set := w.flow.set
	set.Encode(&w.encoded, w.row.Answers)
	if missing := w.flow.missing(&w.encoded, w.row.Answers); missing != nil {
		w.refuse(c, rec, line, []record.Problem{{Message: "required answers are missing: " + strings.Join(missing, ", ")}})
		return
	}
	set.Evaluate(&w.result, &w.encoded)
	w.rows = w.writer.Append(w.rows, &w.row, &w.result)
	w.flow.count(c.tally, &w.row, &w.encoded, &w.result)
}

// refuse records a row that cannot be used.
func (w *worker) refuse(c *chunk, rec []byte, line int64, problems []record.Problem) {
	c.tally.Bad++
	switch {
	case w.run.job.Strict:
		c.stop = diagnose(c.input.name, rec, line, problems)
	case w.run.errors != nil:
		w.refused = record.NewRefusal(c.input.name, line, problems).Append(w.refused, w.run.plan.errors.format)
	case len(c.shown) < mostShown:
		c.shown = append(c.shown, record.NewRefusal(c.input.name, line, problems).String())
	}
}

// diagnose returns what is wrong with a row as it is shown with its line.
func diagnose(file string, rec []byte, line int64, problems []record.Problem) source.List {
	var list source.List
	for _, p := range problems {
		d := source.Diagnostic{File: file, Pos: source.Pos{Line: int(line) + p.Line, Col: max(1, p.Column)}, Message: p.Message, Hint: p.Hint}
		if p.Column > 0 {
			d.Line = strings.ToValidUTF8(lineOf(rec, p.Line), "\ufffd")
		}
		list = append(list, d)
	}
	return list
}
