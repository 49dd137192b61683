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

	lines [][]byte // split on first use
}

// NewFile names a text. A UTF-8 byte order mark at its start is dropped.
func NewFile(name string, data []byte) *File {
	return &File{Name: name, Data: bytes.TrimPrefix(data, []byte("\ufeff"))}
}

// Line returns line n, counting from 1, without its line break. It returns ""
// for a line that the file does not have.
func (f *File) Line(n int) string {
	if f.lines == nil {
		f.lines = bytes.Split(f.Data, []byte("\n"))
	}
	if n < 1 || n > len(f.lines) {
		return ""
	}
	return strings.TrimSuffix(string(f.lines[n-1]), "\r")
}

// posAt returns the place of a byte offset.
func (f *File) posAt(offset int) Pos {
	offset = min(max(offset, 0), len(f.Data))
	before := f.Data[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return Pos{
		Line: bytes.Count(before, []byte("\n")) + 1,
		Col:  len([]rune(string(before[start:]))) + 1,
	}
}
