package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/rule"
)

func init() {
	register.DoFn4x1[context.Context, block, func(int, []byte), func(int, []byte), error](&adviseFn{})
	register.Emitter2[int, []byte]()
}

// What the pipeline counts. A runner adds up the counts of all workers.
const counters = "chiefly"

var (
	rowsAdvised = beam.NewCounter(counters, "advised")
	rowsBad     = beam.NewCounter(counters, "bad")
)

// adviseFn gives advice for the organisations of blocks. Its exported fields
// travel to the workers. The others are made there, once for each copy of it: so
// content is compiled once, and memory is used again from row to row.
type adviseFn struct {
	Content []byte        // as options.load packs it
	Format  record.Format // of the rows that are emitted
	Explain bool
	Shards  int    // how many files the rows go to
	Errors  string // the name of the file for bad rows, or empty

	engine  *engine.Engine
	writer  *record.Writer
	readers map[string]record.Reader // by header
	row     record.Row
	encoded rule.Encoded
	result  rule.Result
}

// Setup compiles the content.
func (a *adviseFn) Setup() (err error) {
	if a.engine, err = unpack(a.Content); err != nil {
		return err
	}
	a.writer = record.NewWriter(a.engine.Rules(), a.Format, a.Explain)
	a.readers = map[string]record.Reader{}
	return nil
}

// ProcessElement emits the rows of a block, and what is wrong with bad ones.
func (a *adviseFn) ProcessElement(ctx context.Context, b block, rows, refusals func(int, []byte)) error {
	reader, err := a.reader(b.Header)
	if err != nil {
		return fmt.Errorf("%s: %w", b.File, err)
	}
	var good, wrong []byte
	var advised, bad int64
	refuse := func(line int64, err error) {
		wrong = a.appendRefusal(wrong, b.File, line, err)
		bad++
	}
	if b.TooLong {
		refuse(b.Line, record.ErrTooLong)
	}
	line := b.Line
	for rest := b.Data; len(rest) > 0; {
		var text []byte
		var lines int
		text, rest, lines = record.Next(b.format(), rest)
		if !record.Blank(text) {
			if err := a.evaluate(reader, text); err != nil {
				refuse(line, err)
			} else {
				good = a.writer.Append(good, &a.row, &a.result)
				advised++
			}
		}
		line += int64(lines)
	}
	rows(b.shard(a.Shards), good)
	refusals(0, wrong)
	rowsAdvised.Inc(ctx, advised)
	rowsBad.Inc(ctx, bad)
	return nil
}

// appendRefusal appends why the record on a line of a file is refused, in the
// format of the file for refusals.
func (a *adviseFn) appendRefusal(dst []byte, file string, line int64, err error) []byte {
	form, noFile := formatOf(a.Errors)
	if noFile != nil {
		return dst
	}
	return record.NewRefusal(file, line, record.ProblemsOf(err)).Append(dst, form.records())
}

// reader returns the reader for a header. The files of one export share theirs.
func (a *adviseFn) reader(header []byte) (record.Reader, error) {
	r, ok := a.readers[string(header)]
	if ok {
		return r, nil
	}
	r, err := newReader(a.engine.Flow(), header)
	if err == nil {
		a.readers[string(header)] = r
	}
	return r, err
}

// newReader returns a reader for the records of a file: CSV where it has a header.
func newReader(f *flow.Flow, header []byte) (record.Reader, error) {
	if len(header) == 0 {
		return record.NewJSONReader(f), nil
	}
	return record.NewCSVReader(f, header)
}

// evaluate puts what is to be said about a record into a.row and a.result.
func (a *adviseFn) evaluate(reader record.Reader, text []byte) error {
	if err := reader.Read(text, &a.row); err != nil {
		return err
	}
	set := a.engine.Rules()
	set.Encode(&a.encoded, a.row.Answers)
	var missing []string
	for i, q := range a.engine.Flow().Questions {
		if q.Required && a.row.Answers[i].IsUnknown() && set.Asked(&a.encoded, i) {
			missing = append(missing, q.ID)
		}
	}
	if missing != nil {
		return &record.Invalid{Problems: []record.Problem{{Message: "required answers are missing: " + strings.Join(missing, ", ")}}}
	}
	set.Evaluate(&a.result, &a.encoded)
	return nil
}

// shard spreads blocks over files. A block that is worked on again, since a
// worker was lost, goes to the same file.
func (b *block) shard(shards int) int {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s:%d", b.File, b.Line))
	return int(binary.BigEndian.Uint32(sum[:]) % uint32(shards))
}
