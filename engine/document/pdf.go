package document

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"chiefly/engine/svg"
)

// A Paper is the size of the pages of a PDF.
type Paper uint8

// The papers.
const (
	A4     Paper = iota // 210 by 297 mm
	Letter              // 8.5 by 11 inches
)

// size returns how wide and high a page is, in points.
func (p Paper) size() (width, height float64) {
	if p == Letter {
		return 612, 792
	}
	return 595.28, 841.89
}

// PDF writes a document as a PDF: the same document gives the same bytes. Its fonts are
// embedded; characters other than Latin, Greek and Cyrillic letters and the usual signs
// are shown as empty boxes. It fails only where w does.
func PDF(w io.Writer, d Document, paper Paper) error {
	t := newTypesetter(d, paper)
	pages := paginate(t.document(d), t.top, t.bottom)
	p := newPress(d, paper, t.targets)
	for i, page := range pages {
		p.pdf.AddPage()
		for _, placed := range page {
			placed.draw(p, placed.y)
		}
		t.foot(p, d, strconv.Itoa(i+1)+" / "+strconv.Itoa(len(pages)))
	}
	return p.write(w)
}

// A typesetter makes pieces of what a document says. Lengths are in points.
type typesetter struct {
	faces
	margin, width float64 // of what is set
	top, bottom   float64 // of the pages
	targets       []string
}

func newTypesetter(d Document, paper Paper) typesetter {
	const margin, top, foot = 62, 60, 74
	width, height := paper.size()
	t := typesetter{faces: allFaces(), margin: margin, width: width - 2*margin, top: top, bottom: height - foot}
	for _, s := range d.Sections {
		t.targets = append(t.targets, "#"+s.ID)
	}
	for i := range len(d.Sources) + 1 {
		t.targets = append(t.targets, sourceLink(i))
	}
	return t
}

// sourceLink is where a source is, by its number, or with 0 the title above them. Pages
// have the same names.
func sourceLink(n int) string {
	if n == 0 {
		return "#sources"
	}
	return "#source-" + strconv.Itoa(n)
}

// target returns where a link leads, if it does: to a section, or to an address of a page.
// PDF has only characters of ASCII in addresses.
func (t typesetter) target(link string) string {
	if slices.Contains(t.targets, link) {
		return link
	}
	address := webAddress(link)
	if strings.HasPrefix(address, "#") {
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(address) {
		if c > ' ' && c < 0x7f {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// document sets all that a document says.
func (t typesetter) document(d Document) []piece {
	all := t.head(d)
	for _, s := range d.Sections {
		all = append(all, t.section(s.Title, "#"+s.ID)...)
		all = append(all, t.blocks(s.Blocks)...)
	}
	all = append(all, t.sources(d)...)
	for i, text := range d.Foot {
		above := 0.0
		if i == 0 {
			above = 22
		}
		all = append(all, t.running(Plain(text), smallStyle, 0, above)...)
	}
	return all
}

// about says what a document is, and for whom, in one line.
func (t typesetter) about(d Document, s style) Text {
	half := 0.45 * t.width
	return Text{{Text: t.short(d.Kind, s, half) + " "}, {Text: t.short(d.For, s.strong(), half), Strong: true}}
}

// head sets what a document comes to.
func (t typesetter) head(d Document) []piece {
	all := t.running(t.about(d, mutedStyle), mutedStyle, 0, 0)
	all = append(all, t.title(d.Title, titleStyle, 8)...)
	for _, text := range d.Lead {
		all = append(all, t.running(text, leadStyle, 0, 7)...)
	}
	return all
}

// section sets the title of a section, to which links and a bookmark lead.
func (t typesetter) section(title, target string) []piece {
	name := t.short(title, sectionStyle, 2*t.width)
	return at(t.title(title, sectionStyle, 24), func(p *press, y float64) {
		p.arrive(target, y)
		p.bookmark(name, 0, y)
	})
}

// sources sets the publications that texts cite.
func (t typesetter) sources(d Document) []piece {
	if len(d.Sources) == 0 {
		return nil
	}
	list := List{Numbered: true}
	for _, s := range d.Sources {
		text := Text{{Text: s.Title, Strong: true}}
		if s.Publisher != "" {
			text = append(text, Span{Text: ", " + s.Publisher})
		}
		if s.Remark != "" {
			text = append(text, Span{Text: " (" + s.Remark + ")"})
		}
		list.Items = append(list.Items, Item{Text: text})
	}
	all := t.section(d.Language.Speak("Sources"), sourceLink(0))
	items, x := t.items(list, sourceStyle)
	for i, pieces := range items {
		address := Text{{Text: d.Sources[i].Address, Link: d.Sources[i].Address}} // in full, for paper
		pieces = bind(append(pieces, t.running(address, sourceStyle, x, 0)...))
		items[i] = at(pieces, func(p *press, y float64) { p.arrive(sourceLink(i+1), y) })
	}
	return append(all, stack(items)...)
}

// at does something where pieces begin, before they are drawn, even if there are none.
func at(pieces []piece, do func(p *press, y float64)) []piece {
	if len(pieces) == 0 {
		return []piece{{draw: do}}
	}
	draw := pieces[0].draw
	pieces[0].draw = func(p *press, y float64) {
		do(p, y)
		draw(p, y)
	}
	return pieces
}

// short cuts a text so that it fits into one line of a width.
func (t typesetter) short(text string, s style, width float64) string {
	const ellipsis = "…"
	face := t.pick(s.bold, false)
	whole := fragment{text: strings.Join(strings.Fields(face.legible(text)), " "), face: face, size: s.size}
	if whole.width() <= width {
		return whole.text
	}
	return whole.text[:whole.fits(width-face.width(ellipsis, s.size))] + ellipsis
}

// foot writes what a page is part of, and its number.
func (t typesetter) foot(p *press, d Document, number string) {
	const below = 26 // the text
	y := t.bottom + below
	p.rule(t.margin, y, t.width, 0.5, svg.Border)
	for _, l := range t.lines(t.about(d, smallStyle), smallStyle, t.width) {
		p.line(l, t.margin, y+5, smallStyle.leading)
	}
	for _, l := range t.lines(Plain(number), smallStyle, t.width) {
		p.line(l, t.margin+t.width-l.width(), y+5, smallStyle.leading)
	}
}
