package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/wording"
)

// DocumentText writes a document for a terminal or a pipe, such as a comparison. Pictures
// are told in words.
func DocumentText(w io.Writer, d document.Document, o Options) error {
	p := newPage(o, d.Language)
	p.fill(0, span{text: strings.Trim(engine.OneLine(d.Kind)+" · "+engine.OneLine(d.For), " ·"), style: dim})
	p.fill(0, span{text: engine.OneLine(d.Title), style: strong})
	for _, text := range d.Lead {
		p.blank()
		p.fill(0, spans(text)...)
	}
	for _, s := range d.Sections {
		p.heading(engine.OneLine(s.Title))
		for i, b := range s.Blocks {
			if i > 0 && isApart(s.Blocks[i-1], b) {
				p.blank()
			}
			p.block(b)
		}
	}
	p.publications(d.Sources)
	p.blank()
	for _, text := range d.Foot {
		p.fill(0, span{text: engine.OneLine(text), style: dim})
	}
	return p.writeTo(w)
}

// isApart reports whether there is room between two blocks: before a table, unless it has
// a heading, and a heading has its own.
func isApart(before, after document.Block) bool {
	_, headed := before.(document.Heading)
	_, table := after.(document.Table)
	return table && !headed
}

// spans makes a text safe to show. A page puts a blank between spans: what follows on a
// span without one, such as a full stop, goes with that.
func spans(text document.Text) (all []span) {
	attached := false // to the span before
	for _, s := range text {
		rest := engine.Printable(s.Text)
		if attached && len(all) > 0 {
			word, _, _ := strings.Cut(rest, " ")
			all[len(all)-1].text += word
			rest = rest[len(word):]
		}
		if said := engine.OneLine(rest); said != "" {
			all = append(all, span{text: said})
			if s.Strong {
				all[len(all)-1].style = strong
			}
		}
		attached = rest != "" && !strings.HasSuffix(rest, " ")
		if len(s.Cites) > 0 {
			all, attached = append(all, span{text: cites(s.Cites), style: dim}), false
		}
	}
	return all
}

// tones are how texts look that speak for something.
var tones = map[document.Tone]style{document.Neutral: strong, document.For: good, document.Against: bad, document.Notable: strong}

func (p *page) block(b document.Block) {
	switch b := b.(type) {
	case document.Heading:
		p.blank()
		p.fill(0, span{text: engine.OneLine(b.Text), style: strong})
	case document.Paragraph:
		all := spans(b.Text)
		for i := range all {
			if b.Muted && all[i].style == normal {
				all[i].style = dim
			}
		}
		p.fill(0, all...)
	case document.List:
		p.list(b)
	case document.Callout:
		p.item(0, 2, span{text: "|"}, append([]span{{text: wording.Sentence(engine.OneLine(b.Title)), style: tones[b.Tone]}}, spans(b.Text)...)...)
	case document.Figure:
		if b.Told {
			return
		}
		p.fill(0, span{text: wording.Sentence(engine.OneLine(b.Caption)), style: strong}, span{text: engine.OneLine(b.Picture.Description)})
	case document.Table:
		p.table(b)
	}
}

func (p *page) list(l document.List) {
	for i, item := range l.Items {
		lead := "-"
		if l.Numbered {
			lead = fmt.Sprintf("%d.", i+1)
		}
		p.item(0, len(lead)+1, span{text: lead}, append([]span{{text: labelled(item.Label), style: tones[item.Tone]}}, spans(item.Text)...)...)
	}
}

// labelled is the label of an item as a sentence, unless it is a number.
func labelled(label string) string {
	if label = engine.OneLine(label); unicode.IsDigit(lastRune(label)) {
		return label
	}
	return wording.Sentence(label)
}

// publications lists sources by their numbers.
func (p *page) publications(sources []document.Source) {
	if len(sources) == 0 {
		return
	}
	p.heading(p.speak(sourcesTitle))
	for i, s := range sources {
		p.item(0, leadWidth, span{text: fmt.Sprintf("[%d]", i+1)}, span{text: publication(engine.Source{Title: s.Title, Publisher: s.Publisher})}, span{text: engine.OneLine(s.Remark)},
			span{text: engine.OneLine(s.Address), style: dim, solid: document.IsWeb(s.Address)})
	}
}

// How wide columns are at least, for a table to be written as one, and the room between
// them.
const (
	leastColumn = 12
	gutter      = 2
)

// table writes a table in columns or, where they would be too narrow, each row as a list.
func (p *page) table(t document.Table) {
	p.fill(0, span{text: wording.Sentence(engine.OneLine(t.Caption)), style: dim})
	widths := p.columns(t)
	if widths == nil {
		p.stacked(t)
		return
	}
	head := make([]document.Text, len(t.Head))
	for i, title := range t.Head {
		head[i] = document.Plain(title)
	}
	p.row(t, widths, head, dim)
	rule := 0
	for _, w := range widths {
		rule += w + gutter
	}
	p.fill(0, span{text: strings.Repeat("-", rule-gutter), style: dim})
	for _, row := range t.Rows {
		p.row(t, widths, row, normal)
	}
}

// columns returns how wide the columns of a table are: what is in them, or less where they
// share a page, the widest giving way first. It is nil where the page is too narrow.
func (p *page) columns(t document.Table) []int {
	widths := make([]int, len(t.Head))
	for i, title := range t.Head {
		widths[i] = lipgloss.Width(engine.OneLine(title))
		for _, row := range t.Rows {
			widths[i] = max(widths[i], lipgloss.Width(said(row[i])))
		}
	}
	for room := p.width - gutter*(len(widths)-1); total(widths) > room; {
		widest := slices.Index(widths, slices.Max(widths))
		if widths[widest] <= leastColumn {
			return nil
		}
		widths[widest]--
	}
	return widths
}

func total(widths []int) int {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	return sum
}

// said is a text without its looks.
func said(text document.Text) string {
	var words []string
	for _, s := range spans(text) {
		words = append(words, s.text)
	}
	return strings.Join(words, " ")
}

// row writes a row whose cells may take several lines.
func (p *page) row(t document.Table, widths []int, row []document.Text, as style) {
	cells, height := make([][]string, len(row)), 0
	for i, text := range row {
		all := spans(text)
		for k := range all {
			if all[k].style == normal {
				all[k].style = as
			}
		}
		cells[i] = p.lines(all, widths[i])
		height = max(height, len(cells[i]))
	}
	for at := range height {
		var line strings.Builder
		for i, cell := range cells {
			text := ""
			if at < len(cell) {
				text = cell[at]
			}
			padding := strings.Repeat(" ", widths[i]-lipgloss.Width(text))
			if i < len(t.Numbers) && t.Numbers[i] {
				line.WriteString(padding + text)
			} else {
				line.WriteString(text + padding)
			}
			line.WriteString(strings.Repeat(" ", gutter))
		}
		p.text.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// stacked writes the rows of a table one below the other, with the heads of the columns.
func (p *page) stacked(t document.Table) {
	for _, row := range t.Rows {
		p.item(0, 2, span{text: "-"}, spans(row[0])...)
		for i, cell := range row[1:] {
			p.item(2, 2, span{text: "-"}, append([]span{{text: engine.OneLine(t.Head[i+1]) + ":", style: dim}}, spans(cell)...)...)
		}
	}
}
