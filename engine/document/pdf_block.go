package document

import (
	"strconv"

	"chiefly/engine/svg"
)

// The styles of a document, as sizes and heights of lines in points.
var (
	titleStyle   = style{size: 21, leading: 27, bold: true, tone: svg.Ink}
	leadStyle    = style{size: 11.5, leading: 17, tone: svg.Ink}
	sectionStyle = style{size: 15, leading: 20, bold: true, tone: svg.Ink}
	headingStyle = style{size: 11, leading: 15, bold: true, tone: svg.Ink}
	bodyStyle    = style{size: 9.5, leading: 14, tone: svg.Ink}
	mutedStyle   = style{size: 9, leading: 13, tone: svg.Muted}
	captionStyle = style{size: 9, leading: 13, bold: true, tone: svg.Ink}
	sourceStyle  = style{size: 8.5, leading: 12, tone: svg.Ink}
	smallStyle   = style{size: 8, leading: 11.5, tone: svg.Muted}
)

// blocks are the pieces of a section, without its title.
func (t typesetter) blocks(blocks []Block) []piece {
	var all []piece
	for len(blocks) > 0 {
		if row := leadingNarrow(blocks); len(row) > 1 {
			all, blocks = append(all, t.beside(row, 1)), blocks[len(row):]
			continue
		}
		all, blocks = append(all, t.block(blocks[0])...), blocks[1:]
	}
	return all
}

func (t typesetter) block(b Block) []piece {
	switch b := b.(type) {
	case Heading:
		return t.heading(b)
	case Paragraph:
		return t.paragraph(b)
	case List:
		return t.list(b)
	case Table:
		return t.table(b)
	case Figure:
		return t.figure(b)
	case Callout:
		return t.callout(b)
	}
	return nil
}

// running sets running text, from a distance from the margin on.
func (t typesetter) running(text Text, s style, x, above float64) []piece {
	var all [][]piece
	for _, l := range t.lines(text, s, t.width-x) {
		all = append(all, []piece{{height: s.leading, draw: func(p *press, y float64) { p.line(l, t.margin+x, y, s.leading) }}})
	}
	if len(all) > 0 {
		all[0][0].above = above
	}
	return stack(all)
}

// title sets what is above other text and must not be parted from it.
func (t typesetter) title(text string, s style, above float64) []piece {
	all := t.running(Plain(text), s, 0, above)
	for i := range all {
		all[i].bound = true
	}
	return all
}

func (t typesetter) heading(h Heading) []piece { return t.title(h.Text, headingStyle, 12) }

func (t typesetter) paragraph(b Paragraph) []piece {
	if b.Muted {
		return t.running(b.Text, mutedStyle, 0, 5)
	}
	return t.running(b.Text, bodyStyle, 0, 6)
}

// marks are what items begin with, by their tone, so that colour is not all that tells.
var marks = [...]struct {
	sign string
	tone svg.Tone
	soft svg.Tone
}{
	Neutral: {"•", svg.Muted, svg.Surface},
	For:     {"+", svg.Good, svg.GoodSoft},
	Against: {"−", svg.Bad, svg.BadSoft},
	Notable: {"►", svg.Accent, svg.AccentSoft},
}

func (t typesetter) list(b List) []piece {
	items, _ := t.items(b, bodyStyle)
	return stack(items)
}

// items sets each item beside its number, its label where all are short, or else a sign.
// It also returns how far from the margin their texts are.
func (t typesetter) items(b List, s style) (all [][]piece, x float64) {
	const gap = 8
	labelled, room := !b.Numbered && isMarked(b), 0.0
	beside := make([]fragment, len(b.Items))
	for i, item := range b.Items {
		mark := fragment{text: marks[item.Tone].sign, face: t.bold, size: s.size, tone: marks[item.Tone].tone}
		switch {
		case b.Numbered:
			mark.text = strconv.Itoa(i+1) + "."
		case labelled:
			mark.text = mark.face.legible(item.Label)
		}
		beside[i], room = mark, max(room, mark.width())
	}
	for i, item := range b.Items {
		if item.Label != "" && !labelled {
			item.Text = append(Text{{Text: item.Label, Strong: true}, {Text: " "}}, item.Text...)
		}
		pieces := t.running(item.Text, s, room+gap, 4)
		if len(pieces) == 0 {
			pieces = []piece{{above: 4, height: s.leading, draw: func(*press, float64) {}}}
		}
		mark := beside[i]
		all = append(all, at(pieces, func(p *press, y float64) { p.line(line{mark}, t.margin+room-mark.width(), y, s.leading) }))
	}
	return all, room + gap
}

// callout sets text on a ground of its own, beside a bar. One of a few lines stays on one
// page.
func (t typesetter) callout(b Callout) []piece {
	const pad, bar, few = 9, 3, 8
	titled, mark := bodyStyle, marks[b.Tone]
	titled.bold, titled.tone = true, mark.tone
	inside := t
	inside.margin, inside.width = t.margin+pad+bar+2, t.width-2*pad-bar-2
	pieces := append(inside.title(b.Title, titled, 0), inside.running(b.Text, bodyStyle, 0, 1)...)
	for i := range pieces {
		content, above, below := pieces[i].draw, pieces[i].above, 0.0
		if i == 0 {
			above = pad - 2
		}
		if i == len(pieces)-1 {
			below = pad - 2
		}
		pieces[i].above, pieces[i].height = 0, above+pieces[i].height+below
		height := pieces[i].height
		pieces[i].draw = func(p *press, y float64) {
			p.area(t.margin, y, t.width, height, mark.soft)
			p.area(t.margin, y, bar, height, mark.tone)
			content(p, y+above)
		}
	}
	if len(pieces) <= few {
		bind(pieces)
	}
	if len(pieces) > 0 {
		pieces[0].above = 10
		pieces[len(pieces)-1].bound, pieces[len(pieces)-1].below = false, 10
	}
	return pieces
}
