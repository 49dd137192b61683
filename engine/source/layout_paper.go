package source

import (
	"strings"
	"unicode"
)

// A comment is one line of it, with its mark.
type comment struct {
	pos   Pos
	text  string
	own   bool // it has the line for itself
	blank bool // the line above is blank
}

// A paper is a file as its characters lie on it: what is comment, and where brackets
// close, which the tree does not tell.
type paper struct {
	lines    [][]rune
	comments []comment
	closings map[Pos]Pos // of an opening bracket
	// tags are where tags and directives begin, which have no place in a layout.
	tags []Pos
}

func newPaper(file *File, root *Node) *paper {
	p := &paper{closings: map[Pos]Pos{}}
	for i := range strings.Count(string(file.Data), "\n") + 1 {
		p.lines = append(p.lines, []rune(file.Line(i+1)))
	}
	bare := make([][]rune, len(p.lines)) // without scalars
	for i, line := range p.lines {
		bare[i] = append([]rune(nil), line...)
	}
	p.strip(bare, root)
	p.marks(bare)
	return p
}

// strip blanks all scalars.
func (p *paper) strip(bare [][]rune, n *Node) {
	if p.char(n.Pos) == '!' {
		p.tags = append(p.tags, n.Pos)
	}
	for i, item := range n.Items {
		if i < len(n.Keys) {
			p.strip(bare, n.Keys[i])
		}
		p.strip(bare, item)
	}
	if n.Kind >= Sequence || n.Kind == Null && n.Value == "" {
		return
	}
	for at, end := p.begin(n), p.end(n); at.Line < end.Line || at.Line == end.Line && at.Col < end.Col; at.Col++ {
		for at.Line < end.Line && at.Col > len(bare[at.Line-1]) {
			at = Pos{at.Line + 1, 1}
		}
		if at.Col <= len(bare[at.Line-1]) {
			bare[at.Line-1][at.Col-1] = ' '
		}
	}
}

// begin returns the place of the first character of a scalar, or the beginning of the
// line below its header.
func (p *paper) begin(n *Node) Pos {
	if n.style == block {
		return Pos{n.Pos.Line + 1, 1}
	}
	return n.Pos
}

// end returns the place after the last visible character of a scalar, or after its
// closing quote.
func (p *paper) end(n *Node) Pos {
	if n.style == single || n.style == double {
		return p.closingQuote(n)
	}
	at, end := p.begin(n), n.Pos
	for _, r := range n.Value {
		if unicode.IsSpace(r) {
			continue
		}
		for at.Line <= len(p.lines) && (at.Col > len(p.lines[at.Line-1]) || unicode.IsSpace(p.char(at))) {
			if at.Col++; at.Col > len(p.lines[at.Line-1]) {
				at = Pos{at.Line + 1, 1}
			}
		}
		at.Col++
		end = at
	}
	return end
}

// closingQuote returns the place after the quote that ends a scalar.
func (p *paper) closingQuote(n *Node) Pos {
	quote, at := p.char(n.Pos), n.Pos
	for at.Col++; at.Line <= len(p.lines); at.Col++ {
		switch r := p.char(at); {
		case at.Col > len(p.lines[at.Line-1]):
			at = Pos{at.Line + 1, 0}
		case r == '\\' && n.style == double, r == quote && n.style == single && p.char(Pos{at.Line, at.Col + 1}) == quote:
			at.Col++
		case r == quote:
			return Pos{at.Line, at.Col + 1}
		}
	}
	return at
}

// char returns the character at a place, or 0 where there is none.
func (p *paper) char(at Pos) rune {
	if at.Line < 1 || at.Line > len(p.lines) || at.Col < 1 || at.Col > len(p.lines[at.Line-1]) {
		return 0
	}
	return p.lines[at.Line-1][at.Col-1]
}

// marks finds comments and pairs of brackets.
func (p *paper) marks(bare [][]rune) {
	var open []Pos
	for i, line := range bare {
		if len(line) > 0 && line[0] == '%' {
			p.tags = append(p.tags, Pos{i + 1, 1})
		}
		for j, r := range line {
			at := Pos{i + 1, j + 1}
			if r == '#' {
				p.comments = append(p.comments, comment{pos: at, text: strings.TrimRight(string(p.lines[i][j:]), " \t"),
					own: isBlank(p.lines[i][:j]), blank: p.blankAbove(i + 1)})
				break
			}
			switch {
			case r == '[', r == '{':
				open = append(open, at)
			case (r == ']' || r == '}') && len(open) > 0:
				p.closings[open[len(open)-1]] = at
				open = open[:len(open)-1]
			}
		}
	}
}

// blankAbove reports whether the line above one is blank.
func (p *paper) blankAbove(line int) bool { return line > 1 && isBlank(p.lines[line-2]) }

func isBlank(text []rune) bool { return strings.TrimSpace(string(text)) == "" }

// content returns the lines of a folded text without white space around them, from the
// first visible character to the last.
func (p *paper) content(n *Node) []string {
	var lines []string
	for i, last := n.Pos.Line+1, p.end(n).Line; i <= last; i++ {
		if line := strings.Trim(string(p.lines[i-1]), " \t"); line != "" || lines != nil {
			lines = append(lines, line)
		}
	}
	return lines
}
