// Package source reads the files that people write and remembers where
// everything in them stands.
//
// [Parse] turns YAML, JSON or TOML into one tree of [Node] values. Each node
// knows its place, so that whatever is found wrong with it later, by a loader,
// a compiler or a linter, can be shown as file, line, column, the line itself
// and a caret. [Reader] and [Map] are the means by which a loader takes a tree
// apart: they collect every problem of a file as a [Diagnostic] and go on, so
// that an author sees all mistakes at once.
//
// The package accepts the plain data part of YAML only: no anchors, aliases,
// tags or merge keys, one document a file, at most [MaxBytes] and [MaxDepth].
// What it refuses, it refuses before anything is expanded.
//
// It is the only importer of the YAML and TOML libraries.
package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits on what Parse accepts.
const (
	// MaxBytes is the largest file that is read, 1 MiB.
	MaxBytes = 1 << 20
	// MaxDepth is how deep lists and mappings may nest.
	MaxDepth = 64
)

// A Pos is a place in a file. Line and Col count from 1, Col in characters.
// The zero Pos means that no place is known.
type Pos struct {
	Line, Col int
}

// IsValid reports whether the place is known.
func (p Pos) IsValid() bool { return p.Line > 0 }

// String returns "line:col", or "-" when the place is not known.
func (p Pos) String() string {
	if !p.IsValid() {
		return "-"
	}
	return fmt.Sprintf("%d:%d", p.Line, p.Col)
}

// A File is a named text, kept so that problems can show the line they are on.
type File struct {
	Name string
	Data []byte

	lines  []string // split on first use
	offset int      // where posAt stopped last, so that it need not begin anew
	pos    Pos      // the place of offset
}

// NewFile names a text. A UTF-8 byte order mark at its start is dropped.
func NewFile(name string, data []byte) *File {
	return &File{Name: name, Data: bytes.TrimPrefix(data, []byte("\ufeff"))}
}

// Line returns line n, counting from 1, without its line break. It returns ""
// for a line that the file does not have.
func (f *File) Line(n int) string {
	if f.lines == nil {
		f.lines = strings.Split(string(f.Data), "\n")
	}
	if n < 1 || n > len(f.lines) {
		return ""
	}
	return strings.TrimSuffix(f.lines[n-1], "\r")
}

// Place says where something stands in the file: "name:line:col". Of no file it says
// "line:col".
func (f *File) Place(at Pos) string {
	if f == nil {
		return at.String()
	}
	return f.Name + ":" + at.String()
}

// posAt returns the place of a byte offset. Offsets that grow from call to call
// cost one pass over the file altogether.
func (f *File) posAt(offset int) Pos {
	offset = min(max(offset, 0), len(f.Data))
	if offset < f.offset || !f.pos.IsValid() {
		f.offset, f.pos = 0, Pos{1, 1}
	}
	passed := f.Data[f.offset:offset]
	if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
		f.pos.Line += bytes.Count(passed, []byte("\n"))
		f.pos.Col = 1
		passed = passed[last+1:]
	}
	f.pos.Col += utf8.RuneCount(passed)
	f.offset = offset
	return f.pos
}

// length is how many bytes the file has without white space at its end.
func (f *File) length() int { return len(bytes.TrimRight(f.Data, " \t\r\n")) }

// inside moves a place that lies beyond the end of its line, or of the file, to
// that end.
func (f *File) inside(p Pos) Pos {
	p.Col = min(p.Col, utf8.RuneCountInString(f.Line(p.Line))+1)
	if p.Line > len(f.lines) {
		p.Line = len(f.lines)
		p.Col = utf8.RuneCountInString(f.Line(p.Line)) + 1
	}
	return p
}
