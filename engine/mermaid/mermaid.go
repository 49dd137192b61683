// Package mermaid writes flowcharts in Mermaid, which GitHub and many editors draw where
// they stand in a text.
//
// The texts of a chart are other people's: what could be read as Mermaid, Markdown or HTML
// is escaped. Charts set no colours of texts and grounds, which the reader's theme chooses.
package mermaid

import (
	"fmt"
	"strings"
	"unicode"

	"chiefly/engine/source"
)

// What GitHub and many editors draw at most of a chart.
const (
	MostEdges      = 500
	MostCharacters = 50_000
)

// A Direction is where a chart, or a group in one, goes.
type Direction string

// The directions.
const (
	Down   Direction = "TD"
	Across Direction = "LR" // from left to right
)

// A Shape is that of a node.
type Shape uint8

// The shapes.
const (
	Box Shape = iota
	Rounded
	Branching
)

// around is what stands before and after the label of a node.
var around = [...][2]string{Box: {"[", "]"}, Rounded: {"([", "])"}, Branching: {"{", "}"}}

// A Class is nodes and edges that look alike.
type Class struct {
	Name  string // of letters and underscores
	Style string // in the terms of SVG, such as stroke-width:3px,opacity:0.5
}

// A Flowchart is a chart as it grows. Ids are of letters, digits and underscores; labels
// may have several lines.
type Flowchart struct {
	body    strings.Builder
	indent  string
	classes []Class
	nodes   map[string][]string // by class: their ids
	links   map[string][]string // by class: the places of edges
	edges   int
}

// New begins a chart with a title, which is not drawn but read out, and with the classes
// that it may use, in their order.
func New(d Direction, title string, classes ...Class) *Flowchart {
	c := &Flowchart{indent: "  ", classes: classes, nodes: map[string][]string{}, links: map[string][]string{}}
	fmt.Fprintf(&c.body, "flowchart %s\n  accTitle: %s\n", d, heading(title))
	return c
}

// Describe says what the chart shows to those who cannot see it. It comes first.
func (c *Flowchart) Describe(text string) {
	if text = heading(text); text != "" {
		c.line("accDescr: %s", text)
	}
}

// Begin begins a group, which has a frame with a title. A direction, which may be empty,
// holds where its nodes have no edges to others.
func (c *Flowchart) Begin(id, title string, d Direction) {
	c.line("subgraph %s[%s]", id, label(title))
	c.indent = "    "
	if d != "" {
		c.line("direction %s", d)
	}
}

// End ends a group.
func (c *Flowchart) End() {
	c.indent = "  "
	c.line("end")
}

// Node adds a node. Its class may be empty.
func (c *Flowchart) Node(id string, s Shape, text, class string) {
	c.line("%s%s%s%s", id, around[s][0], label(text), around[s][1])
	c.nodes[class] = append(c.nodes[class], id)
}

// Edge adds an arrow between two nodes. Its text and class may be empty.
func (c *Flowchart) Edge(from, to, text, class string) {
	if text != "" {
		text = "|" + label(text) + "|"
	}
	c.line("%s -->%s %s", from, text, to)
	c.links[class] = append(c.links[class], fmt.Sprint(c.edges))
	c.edges++
}

// Below puts a group or a node below another one. Nothing is drawn between them.
func (c *Flowchart) Below(id, upper string) {
	c.line("%s ~~~ %s", upper, id)
	c.edges++
}

// Edges is how many edges there are.
func (c *Flowchart) Edges() int { return c.edges }

// String returns the chart. The same calls give the same text.
func (c *Flowchart) String() string {
	var styles strings.Builder
	for _, class := range c.classes {
		if nodes := c.nodes[class.Name]; nodes != nil {
			fmt.Fprintf(&styles, "  classDef %s %s\n  class %s %s\n", class.Name, class.Style, strings.Join(nodes, ","), class.Name)
		}
		if links := c.links[class.Name]; links != nil {
			fmt.Fprintf(&styles, "  linkStyle %s %s\n", strings.Join(links, ","), class.Style)
		}
	}
	return c.body.String() + styles.String()
}

func (c *Flowchart) line(format string, args ...any) {
	fmt.Fprintf(&c.body, c.indent+format+"\n", args...)
}

// label writes a text. What could be read as Mermaid, Markdown or HTML is written as the
// number of the character. A label must hold something.
func label(text string) string {
	if text == "" {
		return `" "`
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range source.Printable(text) {
		switch {
		case r == '\n':
			b.WriteString("<br>")
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(" ,?=()/%", r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// heading writes a text that ends with its line. There are no escapes in it.
func heading(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == ';':
			return ','
		case strings.ContainsRune("#{}%`<>&\"", r):
			return ' '
		}
		return r
	}, source.Printable(text))
	return strings.Join(strings.Fields(text), " ")
}
