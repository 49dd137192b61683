package source

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// A style says how a scalar is written, as far as the mapping from its value
// back to the file depends on it.
type style uint8

const (
	plain    style = iota
	single         // 'it''s'
	double         // "a\tb"
	block          // | or >: the text begins on the next line
	verbatim       // the value is the file's text
)

// align returns the place of character i of a scalar's value.
//
// Every style keeps the characters that are not white space, in their order,
// and changes only white space (folding, indentation, chomping) and escapes. So
// it walks value and file side by side, skips white space in both, and meets
// each visible character where it stands. White space itself is placed after
// the visible character before it.
func align(n *Node, i int) Pos {
	w := newWalker(n)
	pos, previous := w.pos, -1
	for index, r := range []rune(n.Value) {
		if index > i {
			break
		}
		if unicode.IsSpace(r) {
			continue
		}
		if at, ok := w.next(r); ok {
			pos, previous = at, index
		}
	}
	if previous >= 0 && previous < i {
		pos.Col += i - previous
	}
	return n.File.inside(pos)
}

// A walker reads the characters of a scalar from its file.
type walker struct {
	file  *File
	style style
	line  []rune
	pos   Pos
}

func newWalker(n *Node) *walker {
	w := &walker{file: n.File, style: n.style, pos: n.Pos, line: []rune(n.File.Line(n.Pos.Line))}
	switch n.style {
	case block:
		w.newline()
	case single:
		w.pos.Col++
	case double, verbatim:
		w.pos.Col += opening(w.line[w.pos.Col-1:])
	}
	return w
}

// opening returns how many quotes begin a text: three for a text of TOML over
// several lines.
func opening(text []rune) int {
	if rest := string(text[:min(3, len(text))]); rest == `"""` || rest == "'''" {
		return 3
	}
	return 1
}

func (w *walker) newline() {
	w.pos.Line++
	w.pos.Col = 1
	w.line = []rune(w.file.Line(w.pos.Line))
}

// next returns the place of the next visible character, which must be r.
func (w *walker) next(r rune) (Pos, bool) {
	for w.pos.Line <= len(w.file.lines) {
		if w.pos.Col > len(w.line) {
			w.newline()
			continue
		}
		at := w.pos
		c, width := w.unit()
		w.pos.Col += width
		if c == r {
			return at, true
		}
	}
	return Pos{}, false
}

// unit decodes what stands at the current place: a character, or an escape and
// its width.
func (w *walker) unit() (r rune, width int) {
	rest := w.line[w.pos.Col-1:]
	switch {
	case w.style == single && len(rest) > 1 && rest[0] == '\'' && rest[1] == '\'':
		return '\'', 2
	case w.style == double && rest[0] == '\\':
		return unescape(rest)
	default:
		return rest[0], 1
	}
}

// The escapes of one letter in YAML, JSON and TOML, and what each stands for.
const (
	escapes   = "0abtnvfreN_LP"
	unescaped = "\x00\a\b\t\n\v\f\r\x1b\u0085\u00a0\u2028\u2029"
)

// unescape decodes a backslash escape of YAML, JSON or TOML.
func unescape(rest []rune) (rune, int) {
	if len(rest) < 2 {
		return ' ', 1
	}
	if i := strings.IndexRune(escapes, rest[1]); i >= 0 {
		return []rune(unescaped)[i], 2
	}
	digits := map[rune]int{'x': 2, 'u': 4, 'U': 8}[rest[1]]
	if digits == 0 || len(rest) < 2+digits {
		return rest[1], 2
	}
	r, width := number(rest[2:2+digits]), 2+digits
	if !utf16.IsSurrogate(r) {
		return r, width
	}
	if low := rest[width:]; len(low) >= 6 && low[0] == '\\' && low[1] == 'u' {
		if pair := utf16.DecodeRune(r, number(low[2:6])); pair != unicode.ReplacementChar {
			return pair, width + 6
		}
	}
	return unicode.ReplacementChar, width // half of a pair, as JSON reads it
}

func number(digits []rune) rune {
	var r rune
	for _, c := range digits {
		r = r<<4 | hex(c)
	}
	return r
}

func hex(c rune) rune {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
