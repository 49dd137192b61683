package source

import (
	"slices"
	"unicode/utf8"
)

// A Kind tells what a Node holds.
type Kind uint8

// The kinds of nodes. The scalar kinds follow the YAML core schema, so that 12
// is an Int and "12" is Text.
const (
	Null Kind = iota
	Text
	Int
	Float
	Bool
	Sequence
	Mapping
)

// String returns the kind in words, with an article: "a text", "a list".
func (k Kind) String() string {
	return [...]string{"nothing", "a text", "a whole number", "a number with a fraction", "true or false", "a list", "a mapping"}[k]
}

// A Node is a value in a file: a scalar, a list or a mapping.
type Node struct {
	Kind  Kind
	Value string // a scalar's text as the format defines it, unquoted and unfolded
	Items []*Node
	Keys  []*Node // of a mapping: Keys[i] belongs to Items[i]
	Pos   Pos
	File  *File

	quoted bool // written in quotes
	style  style
}

// Scalar makes a text that stands in no structured file, such as the value of a
// flag or of an environment variable. It counts as unquoted.
func Scalar(name, value string) *Node {
	return &Node{Kind: Text, Value: value, Pos: Pos{1, 1}, File: NewFile(name, []byte(value))}
}

// Index returns where a mapping has a key, or -1. A nil node has none, and neither has
// one of another kind.
func (n *Node) Index(key string) int {
	if n == nil || n.Kind != Mapping {
		return -1
	}
	return slices.IndexFunc(n.Keys, func(k *Node) bool { return k.Value == key })
}

// Get returns the value of a key of a mapping, or nil.
func (n *Node) Get(key string) *Node {
	if i := n.Index(key); i >= 0 {
		return n.Items[i]
	}
	return nil
}

// List returns the items of a list. A nil node has none, and neither has one of another
// kind.
func (n *Node) List() []*Node {
	if n == nil || n.Kind != Sequence {
		return nil
	}
	return n.Items
}

// At returns the place in the file of the character of n.Value with index i,
// counting from 0: right for plain, quoted, literal and folded scalars, over
// several lines too.
func (n *Node) At(i int) Pos {
	if n.File == nil || n.Kind >= Sequence {
		return n.Pos
	}
	return align(n, i)
}

// Diagnose makes a problem with the whole node, or with its key or first line
// where it is long.
func (n *Node) Diagnose(message, hint string) Diagnostic {
	width := 1
	if n.Kind < Sequence {
		width = utf8.RuneCountInString(n.Value)
		if n.quoted {
			width += 2
		}
	}
	return n.diagnoseAt(n.Pos, width, message, hint)
}

// DiagnoseAt makes a problem with the characters from index from up to to of a
// scalar's value.
func (n *Node) DiagnoseAt(from, to int, message, hint string) Diagnostic {
	return n.diagnoseAt(n.At(from), to-from, message, hint)
}

func (n *Node) diagnoseAt(pos Pos, width int, message, hint string) Diagnostic {
	d := Diagnostic{Pos: pos, Width: max(1, width), Message: message, Hint: hint}
	if n.File != nil {
		d.File, d.Line = n.File.Name, n.File.Line(pos.Line)
	}
	return d
}
