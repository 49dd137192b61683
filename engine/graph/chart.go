package graph

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"chiefly/engine/mermaid"
)

// A chart is nodes and edges that another program lays out.
type chart struct {
	title  string
	across bool // from left to right, and not downwards
	groups []group
	edges  []edge
}

// A group is nodes that stand together, in a frame if it has a title.
type group struct {
	id, title string
	nodes     []node
}

type node struct {
	id, label string // a label may have several lines
	shape     shape
	mark      mark
}

type shape uint8

const (
	box shape = iota
	rounded
	branching
)

type edge struct {
	from, to, label string
	mark            mark
}

// mermaidShapes and mermaidClasses are the looks of nodes and edges in Mermaid.
var (
	mermaidShapes  = [...]mermaid.Shape{box: mermaid.Box, rounded: mermaid.Rounded, branching: mermaid.Branching}
	mermaidClasses = [...]mermaid.Class{
		taken: {Name: "taken", Style: "stroke:#0a58b8,stroke-width:3px"},
		open:  {Name: "open", Style: "stroke:#0a58b8,stroke-width:2px,stroke-dasharray:4"},
		left:  {Name: "left_out", Style: "opacity:0.5,stroke-dasharray:4"}}
)

func (c *chart) mermaid() *mermaid.Flowchart {
	direction := mermaid.Down
	if c.across {
		direction = mermaid.Across
	}
	m := mermaid.New(direction, c.title, mermaidClasses[taken:]...)
	for _, g := range c.groups {
		if g.title != "" {
			m.Begin(g.id, g.title, "")
		}
		for _, n := range g.nodes {
			m.Node(n.id, mermaidShapes[n.shape], n.label, mermaidClasses[n.mark].Name)
		}
		if g.title != "" {
			m.End()
		}
	}
	for _, e := range c.edges {
		m.Edge(e.from, e.to, e.label, mermaidClasses[e.mark].Name)
	}
	return m
}

// dotMarks are the attributes of nodes and edges in Graphviz, by mark.
var dotMarks = [...]string{plain: "", taken: `, color="#0a58b8", penwidth=3`, open: `, color="#0a58b8", penwidth=2, style=dashed`, left: `, color="#b9c2cc", fontcolor="#5f6873", style=dashed`}

var dotShapes = [...]string{box: "box", rounded: "oval", branching: "diamond"}

// dotColumns is how wide labels are in Graphviz, which does not break lines.
const dotColumns = 36

func (c *chart) dot() string {
	var b strings.Builder
	direction := "TB"
	if c.across {
		direction = "LR"
	}
	fmt.Fprintf(&b, "digraph {\n  rankdir=%s\n  label=%s\n  labelloc=t\n", direction, dotText(c.title))
	b.WriteString("  graph [fontname=\"Helvetica,Arial,sans-serif\", color=\"#b9c2cc\"]\n  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11]\n  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10]\n")
	for _, g := range c.groups {
		indent := "  "
		if g.title != "" {
			fmt.Fprintf(&b, "  subgraph cluster_%s {\n    label=%s\n", g.id, dotText(g.title))
			indent = "    "
		}
		for _, n := range g.nodes {
			fmt.Fprintf(&b, "%s%s [shape=%s, label=%s%s]\n", indent, n.id, dotShapes[n.shape], dotText(n.label), dotMarks[n.mark])
		}
		if g.title != "" {
			b.WriteString("  }\n")
		}
	}
	for _, e := range c.edges {
		fmt.Fprintf(&b, "  %s -> %s [label=%s%s]\n", e.from, e.to, dotText(e.label), dotMarks[e.mark])
	}
	b.WriteString("}\n")
	return b.String()
}

// dotText writes a label, broken into short lines.
func dotText(text string) string {
	var lines []string
	for part := range strings.SplitSeq(text, "\n") {
		line := ""
		for _, word := range strings.Fields(part) {
			if line != "" && utf8.RuneCountInString(line+" "+word) > dotColumns {
				lines, line = append(lines, line), ""
			}
			line = strings.TrimSpace(line + " " + word)
		}
		lines = append(lines, line)
	}
	for i, line := range lines {
		lines[i] = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;").Replace(line)
	}
	return `"` + strings.Join(lines, `\n`) + `"`
}
