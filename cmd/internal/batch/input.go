package batch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"

	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/source"
)

// An input is a file to read, or standard input.
type input struct {
	name   string // as people know it
	path   string
	format record.Format
	codec  codec
	// info is what the system knows of a regular file; nil for anything else,
	// which can be read only once.
	info   fs.FileInfo
	header []byte       // of CSV: the first record that is not blank
	line   int          // on which the header begins
	start  record.Place // of the first row
	once   *stream      // of an input that can be read only once, at start
}

// inspect opens an input, tells how it is written and reads its header.
func (j *Job) inspect(ctx context.Context, path string, columns *columns) (*input, error) {
	in := &input{name: path, path: path}
	file := j.Stdin
	if path == "-" {
		in.name = "standard input"
	} else {
		var err error
		if file, err = os.Open(path); err != nil {
			return nil, in.broken("", "%v", reason(err))
		}
	}
	keep := false
	defer func() {
		if !keep && path != "-" {
			_ = file.Close() // it was only looked at
		}
	}()
	if err := in.stat(file); err != nil {
		return nil, err
	}
	if err := in.look(ctx, j, file); err != nil {
		return nil, err
	}
	if in.format == record.CSV {
		if err := in.readHeader(); err != nil {
			return nil, err
		}
	}
	if _, err := in.reader(j.Engine.Flow(), columns); err != nil {
		return nil, in.placed(err)
	}
	in.start = in.once.At()
	if keep = in.info == nil; !keep {
		in.once.close()
		in.once = nil
	}
	return in, nil
}

// broken reports a problem with the input as a whole.
func (in *input) broken(hint, format string, args ...any) error {
	return source.List{{File: in.name, Message: fmt.Sprintf(format, args...), Hint: hint}}
}

// reason leaves out of an error the name that is shown beside it anyway.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func (in *input) stat(file *os.File) error {
	info, err := file.Stat()
	switch {
	case err != nil:
		return in.broken("", "%v", reason(err))
	case info.IsDir():
		return in.broken("name the files in it", "a folder, not a file")
	case info.Mode().IsRegular() && in.path != "-":
		in.info = info
	}
	return nil
}

// look opens the stream and looks at its first bytes.
func (in *input) look(ctx context.Context, j *Job, file *os.File) error {
	counted := &metered{ctx: ctx, file: file}
	if in.info == nil { // it is not opened again, so what is read here counts
		counted.count = &j.meter.bytes
	}
	buffered := bufio.NewReaderSize(counted, chunkBytes)
	in.codec = sniffCodec(buffered)
	text, closer, err := decompress(in.codec, buffered)
	if err != nil {
		return in.broken("", "%v", err)
	}
	begin := bufio.NewReaderSize(text, chunkBytes)
	first, err := begin.Peek(min(j.tune.chunk, chunkBytes))
	if err != nil && !errors.Is(err, io.EOF) {
		return in.broken("", "%v", err)
	}
	if err := in.sniffFormat(j.From, first); err != nil {
		return err
	}
	in.once = in.stream(begin, func() { closer(); in.closeOnce(file) }, record.Place{}, j.tune)
	return nil
}

// A stream is what an input holds, on its way to be cut.
type stream struct {
	*record.Cutter
	close func()
}

// stream returns a stream of the records of the input from a place on.
func (in *input) stream(text io.Reader, closer func(), at record.Place, t tuning) *stream {
	return &stream{record.NewCutter(text, in.format, at, record.Chunk{Bytes: t.chunk, Rows: t.rows}), closer}
}

// closeOnce closes a stream that was opened for this input alone. A regular file
// was only looked at, and inspect closes it.
func (in *input) closeOnce(file *os.File) {
	if in.info == nil && in.path != "-" {
		_ = file.Close() // nothing is left to be read
	}
}

// sniffCodec tells a compressed stream by its first bytes, with which no record
// begins. So a file that was decompressed under way is read all the same.
func sniffCodec(r *bufio.Reader) codec {
	first, _ := r.Peek(4) // shorter streams and errors come up again when reading
	switch {
	case bytes.HasPrefix(first, []byte{0x1f, 0x8b}):
		return gzipped
	case bytes.HasPrefix(first, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return zstandard
	}
	return plain
}

// sniffFormat decides on the format, by the name or by how the text begins.
func (in *input) sniffFormat(from string, first []byte) error {
	if bytes.HasPrefix(first, []byte{0xff, 0xfe}) || bytes.HasPrefix(first, []byte{0xfe, 0xff}) {
		return in.broken("save it as UTF-8", "the file is UTF-16")
	}
	first = bytes.TrimLeft(bytes.TrimPrefix(first, []byte("\ufeff")), " \t\r\n")
	encoding, named := encodingOf(in.path)
	switch {
	case from != "":
		in.format = formatNamed(from)
	case in.path == "-":
		in.format = record.CSV
		if len(first) == 0 || first[0] == '{' || first[0] == '[' {
			in.format = record.JSON
		}
	case named:
		in.format = encoding.format
	default:
		return refuse("or say what it holds: --from jsonl or --from csv", "%s: the name must end in %s", in.name, endings)
	}
	if in.format == record.JSON && len(first) > 0 && first[0] == '[' {
		return in.broken("write one object a line; jq -c '.[]' does that", "the file is one JSON list, not JSON lines")
	}
	return nil
}

// readHeader reads the first record of CSV.
func (in *input) readHeader() error {
	header, line, err := in.once.Header()
	switch {
	case errors.Is(err, record.ErrTooLong):
		return in.broken("check for a missing line break or quote", "the header is longer than %d bytes", record.MaxRecord)
	case errors.Is(err, io.EOF):
		return in.broken("the first line must name the columns", "there is no header")
	case err != nil:
		return in.broken("", "%v", err)
	}
	in.header, in.line = header, int(line)
	return nil
}

// reader returns a reader of the input's records.
func (in *input) reader(f *flow.Flow, columns *columns) (record.Reader, error) {
	switch {
	case columns != nil && in.format == record.CSV:
		return columns.CSVReader(in.header)
	case columns != nil:
		return columns.JSONReader(), nil
	case in.format == record.CSV:
		return record.NewCSVReader(f, in.header)
	}
	return record.NewJSONReader(f), nil
}

// placed puts the problems of a header into their file.
func (in *input) placed(err error) error {
	var problems source.List
	if !errors.As(err, &problems) {
		return in.broken("", "%v", err)
	}
	placed := make(source.List, len(problems))
	for i, d := range problems {
		if d.File == "" { // problems of a column map have their place
			d.File = in.name
			if d.Line == "" {
				d.Line = lineOf(in.header, d.Pos.Line-1)
			}
			d.Pos.Line += in.line - 1
		}
		placed[i] = d
	}
	return placed
}

// lineOf returns a line of a record, counted from 0.
func lineOf(rec []byte, n int) string {
	lines := strings.Split(string(rec), "\n")
	return strings.TrimSuffix(lines[min(max(n, 0), len(lines)-1)], "\r")
}

// open returns the stream of the input from a place on.
func (in *input) open(ctx context.Context, j *Job, at record.Place) (*stream, error) {
	if in.info == nil {
		return in.once, in.once.Forward(at)
	}
	file, err := os.Open(in.path)
	if err != nil {
		return nil, err
	}
	if in.codec == plain {
		if _, err := file.Seek(at.Offset, io.SeekStart); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		j.meter.pass(at.Offset)
		return in.stream(&metered{ctx, file, &j.meter.bytes}, func() { _ = file.Close() }, at, j.tune), nil
	}
	text, closer, err := decompress(in.codec, bufio.NewReaderSize(&metered{ctx, file, &j.meter.bytes}, chunkBytes))
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	s := in.stream(text, func() { closer(); _ = file.Close() }, record.Place{}, j.tune)
	return s, s.Forward(at)
}

// metered counts what is read from a file, and stops reading when its context is
// cancelled.
type metered struct {
	ctx   context.Context
	file  io.Reader
	count *atomic.Int64 // may be nil
}

// Read reads from the file.
func (m *metered) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.file.Read(p)
	if m.count != nil {
		m.count.Add(int64(n))
	}
	return n, err
}
