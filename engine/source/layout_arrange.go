package source

import (
	"slices"
	"strings"
)

// An arranger puts parts into the order of a style, decides which of them stand in
// lines of their own, and where blank lines stand.
type arranger struct{ style Style }

// order sorts the parts of a mapping, and of all that is in it.
func (a *arranger) order(p *part, path string) {
	if keys := a.style.Keys[path]; p.value.Kind == Mapping && keys != nil {
		rank := func(p *part) int {
			if i := slices.Index(keys, p.key.Value); i >= 0 {
				return i
			}
			return len(keys)
		}
		slices.SortStableFunc(p.parts, func(x, y *part) int { return rank(x) - rank(y) })
	}
	for _, child := range p.parts {
		a.order(child, a.below(path, child))
	}
}

// below returns the path of a part of what has a path.
func (a *arranger) below(path string, child *part) string {
	switch {
	case child.key == nil:
		return path + "[]"
	case a.style.Keys[path] == nil:
		return path + ".*"
	case path == "":
		return child.key.Value
	}
	return path + "." + child.key.Value
}

// root is spread for the whole file.
func (a *arranger) root(whole *part) {
	if !whole.lines && whole.value.Kind >= Sequence {
		var fits bool
		whole.text, fits = inBrackets(whole, 0)
		whole.lines = !fits && len(whole.parts) > 0 && whole.line == ""
	}
	if whole.lines {
		a.spread(whole, "", 0)
	}
}

// spread decides of parts that begin at column indent whether they stand in brackets,
// and sets them apart. What is in brackets and has no room there goes into lines,
// unless a comment would lose its place by that.
func (a *arranger) spread(p *part, path string, indent int) {
	for i, child := range p.parts {
		if !child.lines && child.value.Kind >= Sequence {
			var fits bool
			child.text, fits = inBrackets(child, indent+width(child.lead()))
			child.lines = !fits && len(child.parts) > 0 && (child.key != nil || child.line == "")
		}
		if child.lines {
			a.spread(child, a.below(path, child), indent+2)
		}
		if path == "" && p.value.Kind == Mapping && child.lines || slices.Contains(a.style.Apart, path) {
			child.apart(true)
		}
		if i == 0 {
			child.apart(false)
		}
		child.lift()
	}
}

// lead returns what stands before the value of a part in its line.
func (p *part) lead() string {
	if p.key == nil {
		return "- "
	}
	return inline(p.key, asKey) + ": "
}

// apart sets whether a blank line stands above all of the part.
func (p *part) apart(blank bool) {
	if len(p.head) > 0 {
		p.head[0].blank = blank
	} else {
		p.blank = blank
	}
}

// lift puts comments for which there is no line above their part: one that begins in
// the line of the dash of its list.
func (p *part) lift() {
	if p.key != nil || !p.lines {
		return
	}
	if p.line != "" {
		p.head = append(p.head, comment{text: p.line, blank: p.blank})
		p.line, p.blank = "", false
	}
	first := p.parts[0]
	if len(first.head) > 0 {
		first.head[0].blank = p.blank
		p.head, p.blank = append(p.head, first.head...), first.blank
		first.head, first.blank = nil, false
	}
}

// inBrackets returns a value in brackets that begin at column col, in one or more lines,
// and whether everything in it has room.
func inBrackets(p *part, col int) (text string, fits bool) {
	text = inOneLine(p)
	if col+width(text) <= foldWidth || p.short && col+width(text) <= mostWidth {
		return text, true
	}
	if len(p.parts) == 0 {
		return text, false
	}
	opening, closing := brackets(p.value)
	var b strings.Builder
	b.WriteString(opening)
	fits = true
	at := col + 1
	for i, child := range p.parts {
		piece := inPiece(child, inOneLine(child))
		switch {
		case i == 0:
		case at+len(", ")+width(piece)+1 > foldWidth:
			at = col + 1
			b.WriteString(",\n" + strings.Repeat(" ", at))
		default:
			at += len(", ")
			b.WriteString(", ")
		}
		if at+width(piece)+1 > foldWidth {
			inner, room := inBrackets(child, at+width(inPiece(child, "")))
			piece, fits = inPiece(child, inner), fits && room
		}
		b.WriteString(piece)
		if last := strings.LastIndexByte(piece, '\n'); last >= 0 {
			at, piece = 0, piece[last+1:]
		}
		at += width(piece)
	}
	return b.String() + closing, fits
}

func brackets(n *Node) (opening, closing string) {
	if n.Kind == Mapping {
		return "{", "}"
	}
	return "[", "]"
}

// inPiece puts the key of a part in brackets, if it has one, before its value.
func inPiece(p *part, value string) string {
	if p.key == nil {
		return value
	}
	return inline(p.key, asItemKey) + ": " + value
}

// inOneLine returns the value of a part in brackets.
func inOneLine(p *part) string {
	if p.value.Kind < Sequence {
		return inline(p.value, asItem)
	}
	opening, closing := brackets(p.value)
	pieces := make([]string, len(p.parts))
	for i, child := range p.parts {
		pieces[i] = inPiece(child, inOneLine(child))
	}
	return opening + strings.Join(pieces, ", ") + closing
}
