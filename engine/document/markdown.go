package document

import (
	"fmt"
	"io"
	"strings"

	"chiefly/engine/source"
)

// Markdown writes a document in GitHub's Markdown. Pictures are charts of
// Mermaid where they can be, and else told in words. It fails only where w does.
func Markdown(w io.Writer, d Document) error {
	m := markdown{document: d, anchors: anchors(d)}
	m.top()
	for _, s := range d.Sections {
		m.printf("\n## %s\n", markdownText(source.OneLine(s.Title)))
		for _, b := range s.Blocks {
			m.block(b)
		}
	}
	m.bottom()
	_, err := io.WriteString(w, m.text.String())
	return err
}

// A markdown is a document on its way to a text. All texts of the document go through
// markdownText.
type markdown struct {
	document Document
	anchors  map[string]string
	text     strings.Builder
}

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(&m.text, format, args...) }

func (m *markdown) top() {
	m.printf("# %s\n", markdownText(source.OneLine(m.document.Title)))
	about := source.OneLine(m.document.Kind)
	if name := source.OneLine(m.document.For); name != "" {
		about += " · " + name
	}
	m.paragraph(emphasis("*", about))
	for _, text := range m.document.Lead {
		m.paragraph(m.spans(text))
	}
}

// paragraph writes Markdown as a paragraph, if there is any.
func (m *markdown) paragraph(markdown string) {
	if markdown != "" {
		m.printf("\n%s\n", markdown)
	}
}

func (m *markdown) block(b Block) {
	switch b := b.(type) {
	case Heading:
		m.printf("\n### %s\n", markdownText(source.OneLine(b.Text)))
	case Paragraph:
		m.paragraph(m.spans(b.Text))
	case List:
		m.list(b)
	case Table:
		m.table(b)
	case Figure:
		m.figure(b)
	case Callout:
		m.paragraph("> " + strings.TrimSpace(emphasis("**", source.OneLine(b.Title))+" "+m.spans(b.Text)))
	}
}

// figure writes a picture as a chart of Mermaid, if it can be one, and else in words,
// unless they are there already.
func (m *markdown) figure(f Figure) {
	chart := f.Picture.Mermaid()
	if chart == "" && f.Told {
		return
	}
	m.paragraph(emphasis("**", source.OneLine(f.Caption)))
	if chart == "" {
		m.paragraph(markdownText(source.OneLine(f.Picture.Description)))
		return
	}
	mark := fence(chart, "```")
	m.printf("\n%smermaid\n%s\n%s\n", mark, strings.TrimSpace(chart), mark)
}

func (m *markdown) list(l List) {
	m.printf("\n")
	for i, item := range l.Items {
		mark := "-"
		if l.Numbered {
			mark = fmt.Sprintf("%d.", i+1)
		}
		m.printf("%s %s\n", mark, strings.TrimSpace(emphasis("**", source.OneLine(item.Label))+" "+m.spans(item.Text)))
	}
}

func (m *markdown) table(t Table) {
	if caption := source.OneLine(t.Caption); caption != "" {
		m.paragraph(emphasis("**", caption))
	}
	head, rule := make([]string, len(t.Head)), make([]string, len(t.Head))
	for i, title := range t.Head {
		head[i], rule[i] = markdownText(source.OneLine(title)), "---"
		if i < len(t.Numbers) && t.Numbers[i] {
			rule[i] = "---:"
		}
	}
	m.printf("\n| %s |\n|%s|\n", strings.Join(head, " | "), strings.Join(rule, "|"))
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = m.spans(cell)
		}
		m.printf("| %s |\n", strings.Join(cells, " | "))
	}
}

func (m *markdown) spans(text Text) string {
	var b strings.Builder
	for _, s := range text {
		b.WriteString(m.span(s))
	}
	return strings.TrimSpace(b.String())
}

// span writes a piece of text, and numbers of sources that lead there.
func (m *markdown) span(s Span) string {
	text := blanks(s.Text)
	core := strings.TrimSpace(text)
	before, after, _ := strings.Cut(text, core)
	said := markdownText(core)
	switch {
	case core == "":
		return text
	case s.Code:
		said = code(core)
	case s.Strong:
		said = emphasis("**", core)
	}
	if id, section := strings.CutPrefix(s.Link, "#"); !section {
		said = markdownLink(said, s.Link)
	} else if anchor := m.anchors[id]; anchor != "" {
		said = "[" + said + "](" + destination("#"+anchor) + ")"
	}
	for _, n := range s.Cites {
		said += " " + m.cite(n)
	}
	return before + said + after
}

// cite is the number of a source.
func (m *markdown) cite(n int) string {
	if n < 1 || n > len(m.document.Sources) {
		return markdownCite(n, "")
	}
	return markdownCite(n, m.document.Sources[n-1].Address)
}

func (m *markdown) bottom() {
	if len(m.document.Sources) > 0 {
		m.printf("\n## %s\n\n", m.document.Language.Speak("Sources"))
	}
	for i, s := range m.document.Sources {
		title := source.OneLine(s.Title)
		if publisher := source.OneLine(s.Publisher); publisher != "" {
			title += ", " + publisher
		}
		m.printf("%d. %s", i+1, markdownLink(markdownText(title), s.Address))
		if remark := source.OneLine(s.Remark); remark != "" {
			m.printf(" (%s)", markdownText(remark))
		}
		m.printf("\n")
	}
	if len(m.document.Foot) > 0 {
		m.printf("\n---\n")
	}
	for _, text := range m.document.Foot {
		m.paragraph(markdownText(source.OneLine(text)))
	}
}

// blanks is like source.OneLine, but keeps a blank at either end.
func blanks(text string) string {
	text = source.Printable(text)
	core := source.OneLine(text)
	if core == "" {
		return strings.Repeat(" ", min(len(text), 1))
	}
	if strings.HasPrefix(text, " ") {
		core = " " + core
	}
	if strings.HasSuffix(text, " ") {
		core += " "
	}
	return core
}

// emphasis puts marks around a text, if there is one.
func emphasis(mark, text string) string {
	if text == "" {
		return ""
	}
	return mark + markdownText(text) + mark
}

// code shows a text in the letters of a program, whatever marks it holds.
func code(text string) string {
	mark := fence(text, "`")
	return strings.ReplaceAll(mark+" "+text+" "+mark, "|", `\|`)
}

// fence returns backquotes to put around a text: some at least, and more than it holds.
func fence(text, least string) string {
	for strings.Contains(text, least) {
		least += "`"
	}
	return least
}
