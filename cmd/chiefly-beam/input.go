package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"chiefly/engine/record"
)

// An input is a file on its way to be cut, as JSON lines or CSV.
type input struct {
	*record.Cutter
	text   io.Reader // what is cut
	format record.Format
	close  func() error
}

// open opens a file for cutting: one of Parquet as CSV. It fails where nothing of
// the file can be read.
func open(ctx context.Context, name string) (*input, error) {
	form, err := formatOf(name)
	if err != nil {
		return nil, err
	}
	files, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	file, err := files.OpenRead(ctx, name)
	if err != nil {
		return nil, err
	}
	var text io.Reader = file
	switch {
	case form.gzip:
		text, err = gzip.NewReader(file)
	case form.kind == parquetKind:
		var size int64
		if size, err = files.Size(ctx, name); err == nil {
			text, err = newParquetReader(file, size)
		}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	begin := bufio.NewReader(text)
	if _, err := begin.Peek(1); err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.Join(err, file.Close())
	}
	cutter := record.NewCutter(begin, form.records(), record.Place{}, record.Chunk{Bytes: blockSize})
	return &input{Cutter: cutter, text: begin, format: form.records(), close: file.Close}, nil
}

// header cuts off the header of CSV, and returns the line it begins on. JSON lines
// have none.
func (in *input) header() (header []byte, line int64, err error) {
	if in.format == record.JSON {
		return nil, 0, nil
	}
	header, line, err = in.Header()
	switch {
	case errors.Is(err, io.EOF):
		err = errors.New("there is no header; the first line must name the columns")
	case errors.Is(err, record.ErrTooLong):
		err = fmt.Errorf("the header is longer than %d bytes; check for a missing line break or quote", record.MaxRecord)
	}
	return header, line, err
}
