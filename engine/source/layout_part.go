package source

import (
	"math"
)

// A part is a value with its key, if it has one, and the comments that go with it.
type part struct {
	head  []comment // above it
	blank bool      // a blank line stands above it, below the comments
	key   *Node     // nil in a list, and for the whole file
	value *Node
	line  string    // comment at the end of its first line
	parts []*part   // of a list or mapping
	tail  []comment // below the parts, at their depth
	lines bool      // each of the parts has lines of its own; else they are in brackets
	short bool      // the brackets are in one line of the file
	text  string    // the parts in brackets, see arranger.spread
}

// start returns where the part begins.
func (p *part) start() Pos {
	if p.key != nil {
		return p.key.Pos
	}
	return p.value.Pos
}

// A gatherer gives each comment of a file to a part. It walks through both in their
// order.
type gatherer struct {
	paper *paper
	rest  []comment
}

// gather returns the parts of a file. The comments above the first one are the file's.
func gather(paper *paper, root *Node) *part {
	g := gatherer{paper, paper.comments}
	whole := &part{value: root}
	g.parts(whole, 0, Pos{math.MaxInt, 1}, false)
	if !whole.lines && len(g.rest) > 0 && !g.rest[0].own {
		g.note(whole)
	}
	whole.tail = append(whole.tail, g.rest...)
	if len(whole.parts) > 0 {
		first := whole.parts[0]
		whole.head, whole.blank = first.head, first.blank
		first.head, first.blank = nil, false
	} else if root.Kind == Null {
		whole.head, whole.tail = whole.tail, nil
	}
	return whole
}

func before(a, b Pos) bool { return a.Line < b.Line || a.Line == b.Line && a.Col < b.Col }

// take returns the comments before a place.
func (g *gatherer) take(limit Pos) []comment {
	n := 0
	for n < len(g.rest) && before(g.rest[n].pos, limit) {
		n++
	}
	taken := g.rest[:n:n]
	g.rest = g.rest[n:]
	return taken
}

// parts fills in the parts of a list or mapping, which ends before limit. around is the
// column of what it stands in.
func (g *gatherer) parts(p *part, around int, limit Pos, bracketed bool) {
	n := p.value
	if n.Kind < Sequence {
		return
	}
	closing, brackets := g.paper.closings[n.Pos]
	if brackets {
		limit, bracketed = closing, true
	}
	p.short = !brackets || closing.Line == n.Pos.Line
	p.lines = !bracketed || len(g.rest) > 0 && before(g.rest[0].pos, limit)
	if len(n.Items) == 0 {
		for p.lines = false; len(g.rest) > 0 && before(g.rest[0].pos, limit); {
			g.note(p)
		}
		return
	}
	for i, item := range n.Items {
		child := &part{value: item}
		if n.Kind == Mapping {
			child.key = n.Keys[i]
		}
		p.parts = append(p.parts, child)
	}
	above := 0
	for i, child := range p.parts {
		start, end := child.start(), limit
		child.head = g.take(start)
		child.blank = start.Line != above && g.paper.blankAbove(start.Line)
		if i+1 < len(p.parts) {
			end = p.parts[i+1].start()
		}
		g.part(child, n.Pos.Col, end, bracketed)
		above = start.Line
	}
	for len(g.rest) > 0 && before(g.rest[0].pos, limit) && (bracketed || g.rest[0].pos.Col >= n.Pos.Col && g.rest[0].pos.Col > around) {
		p.tail = append(p.tail, g.rest[0])
		g.rest = g.rest[1:]
	}
}

// part fills in what follows the beginning of a part, which ends before limit. Of a
// list or mapping in lines the comments before it belong to its first part, but for one
// in the line of the key.
func (g *gatherer) part(p *part, around int, limit Pos, bracketed bool) {
	if p.key != nil {
		_, brackets := g.paper.closings[p.value.Pos]
		around = p.key.Pos.Col
		inLines := p.value.Kind >= Sequence && !bracketed && !brackets
		for len(g.rest) > 0 && before(g.rest[0].pos, p.value.Pos) && (!inLines || !g.rest[0].own) {
			g.note(p)
		}
	}
	g.parts(p, around, limit, bracketed)
	for len(g.rest) > 0 && !g.rest[0].own && before(g.rest[0].pos, limit) {
		g.note(p)
	}
}

// note gives the next comment to a part: to its line, or above it.
func (g *gatherer) note(p *part) {
	c := g.rest[0]
	g.rest = g.rest[1:]
	if !c.own && p.line == "" {
		p.line = c.text
		return
	}
	c.blank = c.blank && c.own
	p.head = append(p.head, c)
}
