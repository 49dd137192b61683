package prompt

import (
	"context"
	"errors"
	"io"
	"unicode/utf8"
)

// An input reads what a person types. Every adapter of a process shares one, so
// that a key typed ahead of its question is kept for it and no two readers
// compete.
//
// A blocking read cannot be taken back. An input therefore reads in a goroutine
// of its own, started only when a byte is wanted, and a cancelled wait leaves
// that read pending: its bytes go to the next caller. It never asks for more
// than one read(2) gives.
//
// An input is used by one goroutine at a time.
type input struct {
	source  io.Reader
	chunks  chan chunk
	pending bool   // a read is under way
	rest    []byte // read but not yet taken
	failed  error  // came together with rest
	skipLF  bool   // the last byte was CR: an LF now belongs to it
}

// A chunk is what one read returned.
type chunk struct {
	data []byte
	err  error
}

// newInput returns an input over source, usually os.Stdin.
func newInput(source io.Reader) *input {
	return &input{source: source, chunks: make(chan chunk, 1)}
}

// fd returns the file descriptor behind the input, or an invalid one when the
// source is no file.
func (in *input) fd() uintptr {
	if file, ok := in.source.(interface{ Fd() uintptr }); ok {
		return file.Fd()
	}
	return ^uintptr(0)
}

// next waits for one byte. It returns ErrInterrupted when ctx is cancelled
// and ErrClosed when there is nothing more to read.
func (in *input) next(ctx context.Context) (byte, error) {
	for {
		if err := in.fill(ctx); err != nil {
			return 0, err
		}
		b := in.rest[0]
		in.rest = in.rest[1:]
		second := in.skipLF && b == '\n'
		in.skipLF = b == '\r'
		if !second {
			return b, nil
		}
	}
}

// fill makes sure that rest holds at least one byte.
func (in *input) fill(ctx context.Context) error {
	for len(in.rest) == 0 {
		if ctx.Err() != nil {
			return ErrInterrupted
		}
		if in.failed != nil {
			// A terminal can be read again after Ctrl-D.
			in.failed = nil
			return ErrClosed
		}
		in.start()
		select {
		case got := <-in.chunks:
			in.pending = false
			in.rest, in.failed = got.data, got.err
		case <-ctx.Done():
			return ErrInterrupted
		}
	}
	return nil
}

// start begins a read unless an earlier one is still waiting.
func (in *input) start() {
	if in.pending {
		return
	}
	in.pending = true
	go func() {
		buffer := make([]byte, 4096)
		n, err := in.source.Read(buffer)
		in.chunks <- chunk{buffer[:n], err}
	}()
}

// maxLine is the longest line accepted, in bytes. A terminal in line mode does
// not deliver longer ones either.
const maxLine = 4096

// What is wrong with a line that cannot be an answer. The text is shown.
var (
	errLineTooLong = errors.New("that line is too long; please type at most 4096 characters")
	errLineNotText = errors.New("that is not readable text (UTF-8); please type it again")
)

// readLine waits for a line and returns it without its end. The last line of
// the input counts even without a line end; an empty rest is ErrClosed.
//
// A line that is too long or not text is read to its end and refused with an
// error whose text is for the person.
func (in *input) readLine(ctx context.Context) (string, error) {
	var line []byte
	for {
		b, err := in.next(ctx)
		if errors.Is(err, ErrClosed) && len(line) > 0 {
			return checkLine(line)
		}
		if err != nil {
			return "", err
		}
		switch {
		case b == '\n' || b == '\r':
			return checkLine(line)
		case b == ctrlC:
			// Only a terminal that is not in line mode passes this on.
			return "", ErrInterrupted
		case b == ctrlD:
			if len(line) == 0 {
				return "", ErrClosed
			}
		case len(line) <= maxLine:
			line = append(line, b)
		}
	}
}

// checkLine refuses what cannot be an answer and removes keys that are no text,
// such as arrows, which a terminal in line mode passes on as they come.
func checkLine(line []byte) (string, error) {
	switch {
	case len(line) > maxLine:
		return "", errLineTooLong
	case !utf8.Valid(line):
		return "", errLineNotText
	}
	return textKeys(line), nil
}
