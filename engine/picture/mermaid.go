package picture

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"chiefly/engine"
	"chiefly/engine/mermaid"
	"chiefly/engine/wording"
)

// Mermaid returns the picture as a chart that GitHub and many editors draw in a text, or
// nothing where there is none: tables tell scores better, and what is too large is not
// drawn.
func (p Picture) Mermaid() string {
	if p.flowchart == nil {
		return ""
	}
	c := p.flowchart(p.Title, p.Description)
	text := c.String()
	if c.Edges() > mermaid.MostEdges || utf8.RuneCountInString(text) > mermaid.MostCharacters {
		return ""
	}
	return text
}

// The classes of charts.
var (
	classNames = map[look]string{kept: "kept", newcomer: "hired", tentative: "later", open: "nobody", instead: "instead"}
	classes    = []mermaid.Class{
		{Name: classNames[kept], Style: "stroke:#1d7a3e,stroke-width:2px"},
		{Name: classNames[newcomer], Style: "stroke:#0a58b8,stroke-width:3px"},
		{Name: classNames[tentative], Style: "stroke:#0a58b8,stroke-dasharray:4"},
		{Name: classNames[open], Style: "stroke-dasharray:4"},
		{Name: classNames[instead], Style: "stroke:#0a58b8"},
		note,
	}
	note = mermaid.Class{Name: "note", Style: "fill:none,stroke:none"}
	now  = mermaid.Class{Name: "now", Style: "stroke:#0a58b8,stroke-width:3px"}
)

// flowchart is the organisation chart: a group for today, below it one as advised, and
// below that what to do in place of a chief, and what the chart does not show.
func (d *chart) flowchart(title, description string) *mermaid.Flowchart {
	c := mermaid.New(mermaid.Down, title, classes...)
	c.Describe(description)
	today, future := d.posts()
	d.reports(c, "today", d.language.Speak("Today"), today)
	d.reports(c, "advised", d.language.Speak("As advised"), future)
	c.Below("advised", "today")
	last := "advised"
	if len(d.advice.Instead) > 0 {
		c.Begin("instead", strings.TrimSuffix(d.language.Speak("In place of a chief:"), ":"), mermaid.Across)
		for n, i := range d.advice.Instead {
			node(c, fmt.Sprint("instead_", n+1), d.substitute(i))
		}
		c.End()
		c.Below("instead", last)
		last = "instead"
	}
	c.Node("caveat", mermaid.Box, d.caveat(), note.Name)
	c.Below("caveat", last)
	return c
}

// reports adds a group of those who report to the chief executive.
func (d *chart) reports(c *mermaid.Flowchart, group, title string, posts []post) {
	c.Begin(group, title, mermaid.Across)
	c.Node(group+"_0", mermaid.Box, d.language.Speak("Chief executive"), "")
	for n, p := range posts {
		id := fmt.Sprintf("%s_%d", group, n+1)
		node(c, id, p)
		c.Edge(group+"_0", id, "", "")
	}
	c.End()
}

func node(c *mermaid.Flowchart, id string, p post) {
	lines := p.lines()
	if p.status != "" {
		lines = append(lines, p.status)
	}
	c.Node(id, mermaid.Box, strings.Join(lines, "\n"), classNames[p.look])
}

// mostAcross is how many parts of a range have room beside each other.
const mostAcross = 4

// flowchart is the headlines along a number, one after the other.
func (d *growth) flowchart(title, description string) *mermaid.Flowchart {
	direction := mermaid.Across
	if len(d.path.Segments) > mostAcross {
		direction = mermaid.Down
	}
	c := mermaid.New(direction, title, now)
	c.Describe(description)
	for i, s := range d.path.Segments {
		id, text, class := fmt.Sprint("part_", i+1), wording.Capital(engine.OneLine(s.Text)), ""
		if s.Now {
			text, class = text+" "+d.language.Speak("(now)"), now.Name
		}
		c.Node(id, mermaid.Box, text+"\n"+engine.OneLine(s.Headline), class)
		if i > 0 {
			c.Edge(fmt.Sprint("part_", i), id, "", "")
		}
	}
	return c
}
