package graph

import (
	"fmt"

	"chiefly/engine/svg"
)

// The fonts of pictures.
var (
	titleFont   = svg.Font{Size: 24, Bold: true, Tone: svg.Ink}
	noteFont    = svg.Font{Size: 13, Tone: svg.Muted}
	headFont    = svg.Font{Size: 14.5, Bold: true, Tone: svg.Ink}
	textFont    = svg.Font{Size: 13, Tone: svg.Ink}
	strongFont  = svg.Font{Size: 13, Bold: true, Tone: svg.Ink}
	answerFont  = svg.Font{Size: 12.5, Bold: true, Tone: svg.Accent}
	codeFont    = svg.Font{Size: 10.5, Mono: true, Tone: svg.Muted}
	stationFont = svg.Font{Size: 10.5, Bold: true, Anchor: svg.Middle}
)

// A look is how what has a mark is drawn: its line, its ground and its text.
type look struct {
	line, area svg.Paint
	text       svg.Tone
}

var looks = [...]look{
	plain: {svg.Paint{Stroke: svg.Muted, Width: 2}, svg.Paint{Fill: svg.Page, Stroke: svg.Border}, svg.Ink},
	taken: {svg.Paint{Stroke: svg.Accent, Width: 4}, svg.Paint{Fill: svg.AccentSoft, Stroke: svg.Accent, Width: 1.5}, svg.Ink},
	open:  {svg.Paint{Stroke: svg.Accent, Width: 2, Dashed: true}, svg.Paint{Fill: svg.Page, Stroke: svg.Accent, Dashed: true}, svg.Ink},
	left:  {svg.Paint{Stroke: svg.Border, Width: 2, Dashed: true}, svg.Paint{Fill: svg.Surface, Stroke: svg.Border, Dashed: true}, svg.Faint},
}

// in returns a font in the tone of text with a mark.
func (m mark) in(f svg.Font) svg.Font {
	if m == left {
		f.Tone = looks[left].text
	}
	return f
}

// drawHeading draws the title of a picture and a line below it, no wider than a width,
// and returns where they end.
func drawHeading(p *svg.Picture, title, note string, width float64) float64 {
	lines, _ := titleFont.Fit(title, width, 2)
	p.Text(0, 0, titleFont, lines...)
	y := float64(len(lines))*titleFont.Leading() + 4
	lines, _ = noteFont.Fit(note, width, 3)
	p.Text(0, y, noteFont, lines...)
	return y + float64(len(lines))*noteFont.Leading()
}

// resumed returns a heading, marked where it stands again in the next column.
func resumed(heading string, again bool) string {
	if again && heading != "" {
		return "… " + heading
	}
	return heading
}

// drawStation draws the number of a question in a disc, or in something longer.
func drawStation(p *svg.Picture, at svg.Point, number int, m mark) {
	font, paint := stationFont, svg.Paint{Fill: svg.Page, Stroke: looks[m].line.Stroke, Width: 2}
	switch m {
	case plain:
		font.Tone = svg.Ink
	case taken:
		paint.Fill, font.Tone = svg.Accent, svg.Page
	case open:
		font.Tone = svg.Accent
	case left:
		font.Tone = svg.Faint
	}
	text := fmt.Sprint(number)
	w, h := max(22, font.Width(text)+8), 22.0
	p.Rect(at.X-w/2, at.Y-h/2, w, h, h/2, paint)
	p.Text(at.X, at.Y-font.Leading()/2, font, text)
}

// An entry is a line of the key to a picture: a sample of a given width, and what it
// stands for.
type entry struct {
	width  float64
	sample func(x, y float64)
	text   string
}

// drawKey draws entries in rows, no wider than a width.
func drawKey(p *svg.Picture, y, width float64, entries []entry) {
	x := 0.0
	for _, e := range entries {
		needed := e.width + 8 + noteFont.Width(e.text)
		if x > 0 && x+needed > width {
			x, y = 0, y+30
		}
		e.sample(x, y)
		p.Text(x+e.width+8, y-noteFont.Leading()/2, noteFont, e.text)
		x += needed + 28
	}
}
