package record

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// A Place is a point between two records of a stream. The zero Place is the
// beginning of a stream.
type Place struct {
	Offset int64  `json:"offset"` // bytes before it
	Line   int64  `json:"line"`   // of the record after it, from 1
	Sum    uint32 `json:"sum"`    // of the bytes before it, by CRC-32C
}

// A Chunk is how much a [Cutter] cuts off at a time.
type Chunk struct {
	Bytes int // at most, but for a record that is longer by itself; at least 1
	Rows  int // records, at most; 0 for any number
}

// A Cutter cuts a stream into chunks of whole records. A byte order mark at the
// beginning belongs to none of them. Where it cuts depends on the bytes from its
// place on and on nothing else: not on how they arrive, nor on where it began.
// It is not safe for concurrent use.
type Cutter struct {
	stream io.Reader
	format Format
	chunk  Chunk
	rest   []byte // read, and not yet cut off
	ended  bool   // the stream holds nothing after rest
	at     Place  // where rest begins
}

// NewCutter returns a cutter of a stream whose first byte is the one after a
// place.
func NewCutter(stream io.Reader, f Format, at Place, chunk Chunk) *Cutter {
	at.Line = max(at.Line, 1)
	return &Cutter{stream: stream, format: f, chunk: chunk, at: at}
}

// ErrTooLong stands for a record that is longer than MaxRecord.
var ErrTooLong = &Invalid{[]Problem{tooLong}}

// longest is how much is looked at to find the end of a record: what the longest
// one takes with its line break.
const longest = MaxRecord + len("\r\n")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// At returns the place before the next chunk.
func (c *Cutter) At() Place { return c.at }

// Next cuts off the next chunk into the memory of dst, or returns io.EOF. With
// ErrTooLong it has moved past a single record that is too long, without holding
// it. Any other error is that of the stream.
func (c *Cutter) Next(dst []byte) ([]byte, error) {
	n, err := c.whole()
	if errors.Is(err, ErrTooLong) {
		if failed := c.skip(); failed != nil {
			err = failed
		}
	}
	if err != nil {
		return dst[:0], err
	}
	n = c.limit(n)
	dst = append(dst[:0], c.rest[:n]...)
	c.drop(n)
	return dst, nil
}

// Header cuts off the first record that is not blank, without its line break,
// and returns the line it begins on. It returns io.EOF where there is none, and
// ErrTooLong for one that is too long.
func (c *Cutter) Header() (header []byte, line int64, err error) {
	for {
		n, err := c.whole()
		if err != nil {
			return nil, 0, err
		}
		header, rest, _ := Next(c.format, c.rest[:n])
		if len(header) > MaxRecord {
			return nil, 0, ErrTooLong
		}
		header, line = bytes.Clone(header), c.at.Line
		c.drop(n - len(rest))
		if !Blank(header) {
			return header, line, nil
		}
	}
}

// Forward reads on to a place that another cutter of the same stream has been at.
// It fails where the bytes before that place are not the same.
func (c *Cutter) Forward(to Place) error {
	to.Line = max(to.Line, 1)
	for c.at.Offset < to.Offset {
		if err := c.fill(c.chunk.Bytes); err != nil {
			return err
		}
		if len(c.rest) == 0 {
			return fmt.Errorf("it ends after %d bytes, but %d had been read before", c.at.Offset, to.Offset)
		}
		c.drop(int(min(int64(len(c.rest)), to.Offset-c.at.Offset)))
	}
	if c.at != to {
		return errors.New("what had been read before is no longer the same")
	}
	return nil
}

// whole returns how many of the bytes to come are whole records, or io.EOF. It
// looks at as little as it can, so that a chunk is of the usual size.
func (c *Cutter) whole() (int, error) {
	if err := c.leaveMark(); err != nil {
		return 0, err
	}
	for size := min(c.chunk.Bytes, longest); ; size = min(2*size, longest) {
		if err := c.fill(size); err != nil {
			return 0, err
		}
		if len(c.rest) == 0 {
			return 0, io.EOF
		}
		last := len(c.rest) <= size // fill would have read more
		if n := Complete(c.format, c.rest[:min(size, len(c.rest))], last); n > 0 {
			return n, nil
		}
		if size == longest {
			return 0, ErrTooLong
		}
	}
}

// leaveMark leaves out a byte order mark at the beginning.
func (c *Cutter) leaveMark() error {
	if c.at.Offset > 0 {
		return nil
	}
	if err := c.fill(len(byteOrderMark)); err != nil {
		return err
	}
	if bytes.HasPrefix(c.rest, byteOrderMark) {
		c.drop(len(byteOrderMark))
	}
	return nil
}

// limit returns how many of the n bytes to come, which are whole records, are not
// too many of them: short records can give rows that are much longer.
func (c *Cutter) limit(n int) int {
	rest := c.rest[:n]
	if c.chunk.Rows == 0 || bytes.Count(rest, []byte{'\n'}) < c.chunk.Rows {
		return n
	}
	for i := 0; i < c.chunk.Rows && len(rest) > 0; i++ {
		_, rest, _ = Next(c.format, rest)
	}
	return n - len(rest)
}

// fill reads until rest holds more than size bytes, or all that is left.
func (c *Cutter) fill(size int) error {
	if len(c.rest) > size || c.ended {
		return nil
	}
	if cap(c.rest) <= size {
		c.rest = append(make([]byte, 0, size+1), c.rest...)
	}
	for len(c.rest) <= size {
		n, err := c.stream.Read(c.rest[len(c.rest) : size+1])
		c.rest = c.rest[:len(c.rest)+n]
		if errors.Is(err, io.EOF) {
			c.ended = true
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// drop moves n bytes on.
func (c *Cutter) drop(n int) {
	c.at.Offset += int64(n)
	c.at.Line += int64(bytes.Count(c.rest[:n], []byte{'\n'}))
	c.at.Sum = crc32.Update(c.at.Sum, castagnoli, c.rest[:n])
	c.rest = c.rest[:copy(c.rest, c.rest[n:])]
}

// skip moves past the line that rest begins with, without holding it.
func (c *Cutter) skip() error {
	for {
		if i := bytes.IndexByte(c.rest, '\n'); i >= 0 {
			c.drop(i + 1)
			return nil
		}
		c.drop(len(c.rest))
		if err := c.fill(c.chunk.Bytes); err != nil {
			return err
		}
		if len(c.rest) == 0 {
			return nil
		}
	}
}
