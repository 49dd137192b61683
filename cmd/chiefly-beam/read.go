package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/source"
)

func init() {
	register.DoFn3x1[context.Context, string, func(block), error](&readFn{})
	register.Emitter1[block]()
}

// blockSize is about how much of a file travels to a worker at a time, in bytes.
// A file in one piece would keep all workers but one idle; single rows would cost
// more to send than to advise on.
const blockSize = 256 << 10

// A block is whole records of one file, as JSON lines or CSV.
type block struct {
	File   string
	Line   int64  // of the first record in the file, from 1
	Header []byte // of CSV, without its line break; empty for JSON lines
	Data   []byte
	// TooLong says that the block stands for one record that is too long to be
	// held, and Data is empty.
	TooLong bool
}

// format returns the format of the records.
func (b *block) format() record.Format {
	if len(b.Header) > 0 {
		return record.CSV
	}
	return record.JSON
}

// readFn cuts files into blocks.
type readFn struct{}

// ProcessElement cuts one file.
func (*readFn) ProcessElement(ctx context.Context, name string, emit func(block)) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
	}()
	in, err := open(ctx, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.close()) }()
	b := block{File: name}
	if b.Header, _, err = in.header(); err != nil {
		return err
	}
	for {
		b.Line = in.At().Line
		b.Data, err = in.Next(nil)
		b.TooLong = errors.Is(err, record.ErrTooLong)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !b.TooLong {
			return err
		}
		emit(b)
	}
}

// checkHeader reports what is wrong with the columns of a file, or that it cannot
// be read, as a source.List; so that it is known before anything runs.
func checkHeader(ctx context.Context, f *flow.Flow, name string) error {
	in, err := open(ctx, name)
	if err == nil {
		err = in.checkHeader(f)
	}
	var problems source.List
	if err != nil && !errors.As(err, &problems) {
		problems = source.List{{Message: err.Error()}}
	}
	for i := range problems {
		problems[i].File = name
	}
	return problems.Err()
}

// checkHeader closes the file.
func (in *input) checkHeader(f *flow.Flow) error {
	header, line, err := in.header()
	if err == nil {
		_, err = newReader(f, header)
	}
	var problems source.List
	if errors.As(err, &problems) {
		lines := strings.Split(string(header), "\n")
		for i := range problems {
			d := &problems[i]
			if d.Line == "" && 1 <= d.Pos.Line && d.Pos.Line <= len(lines) {
				d.Line = lines[d.Pos.Line-1]
			}
			d.Pos.Line += int(line) - 1
		}
	}
	return errors.Join(err, in.close())
}
