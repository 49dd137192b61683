// Package graph draws content: the questions with their branching, and the rules
// between questions and roles.
//
// [Questions] and [Rules] make a [Graph] of an engine's content, which [Graph.Draw]
// writes as plain text, as a Mermaid chart or Graphviz source for other programs to
// lay out, or as an SVG picture that is finished. With a [Path], what happens for the
// answers of one organisation is drawn over it: which questions are asked, what is
// answered, which rules fire.
package graph

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/mermaid"
)

// A Format is a way to write a graph.
type Format string

// The formats of graphs.
const (
	Text    Format = "text"
	Mermaid Format = "mermaid"
	Dot     Format = "dot"
	SVG     Format = "svg"
)

// formats are all of them, with the endings of their files.
var formats = []struct {
	format  Format
	endings []string
}{
	{Text, []string{".txt"}},
	{Mermaid, []string{".mmd", ".mermaid"}},
	{Dot, []string{".dot", ".gv"}},
	{SVG, []string{".svg"}},
}

// Formats returns the names of all formats.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, string(f.format))
	}
	return names
}

// Endings returns the endings of the names of files with graphs.
func Endings() []string {
	var endings []string
	for _, f := range formats {
		endings = append(endings, f.endings...)
	}
	return endings
}

// FormatOf tells the format of a file by the ending of its name. It reports false
// for endings that it does not know.
func FormatOf(name string) (Format, bool) {
	ending := strings.ToLower(path.Ext(name))
	for _, f := range formats {
		if slices.Contains(f.endings, ending) {
			return f.format, true
		}
	}
	return "", false
}

// A Path is the organisation whose way is drawn over a graph.
type Path struct {
	Organisation string // may be empty
	Answers      flow.Answers
}

// A Graph is content, ready to be drawn.
type Graph struct{ view view }

// A view is what there is to draw.
type view interface {
	text() string
	chart() *chart
	picture() string
}

// Questions makes a graph of the questions in their order, and of the conditions
// under which they are asked. A nil path draws nobody's way.
func Questions(e *engine.Engine, p *Path) *Graph { return &Graph{flowView(e, p)} }

// Rules makes a graph of the rules: which questions they look at and what they do to
// the roles. With the id of a role it has the rules that bear on that role, and else
// all. A nil path draws nobody's way.
func Rules(e *engine.Engine, role string, p *Path) *Graph { return &Graph{ruleView(e, role, p)} }

// Draw writes the graph. The same content and answers give the same text.
func (g *Graph) Draw(f Format) string {
	switch f {
	case Mermaid:
		return g.view.chart().mermaid().String()
	case Dot:
		return g.view.chart().dot()
	case SVG:
		return g.view.picture()
	}
	return g.view.text()
}

// TooLarge says why programs may refuse to draw the graph in a format, or returns "".
func (g *Graph) TooLarge(f Format) string {
	if f != Mermaid {
		return ""
	}
	chart := g.view.chart().mermaid()
	edges, characters := chart.Edges(), utf8.RuneCountInString(chart.String())
	if edges <= mermaid.MostEdges && characters <= mermaid.MostCharacters {
		return ""
	}
	return fmt.Sprintf("GitHub draws no Mermaid charts of more than %d edges or %d characters; this one has %d and %d. The other formats know no such limits, and rules can be drawn for one role", mermaid.MostEdges, mermaid.MostCharacters, edges, characters)
}

// A mark is what became of a piece of a graph for the answers of a Path.
type mark uint8

const (
	plain mark = iota // nobody's answers are looked at
	taken             // asked and answered; true
	open              // asked and not known; undecided
	left              // not asked; false
)

// markOf is the mark of what depends on a condition.
func markOf(p *Path, t flow.Truth) mark {
	switch {
	case p == nil:
		return plain
	case t == flow.True:
		return taken
	case t == flow.False:
		return left
	}
	return open
}
