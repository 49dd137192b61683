// Package picture draws what an advice comes to: the score of each role against its
// thresholds, who reports to whom today and as advised, and how verdicts change with the
// size of the organisation.
//
// A [Picture] is drawn on a [Canvas]. An SVG picture is one, and so is a page of a PDF, so
// that a report shows the same picture in all its forms.
package picture

import (
	"chiefly/engine/mermaid"
	"chiefly/engine/svg"
)

// A Canvas is what a picture is drawn on. Its methods are those of [svg.Picture].
type Canvas interface {
	Rect(x, y, w, h, radius float64, paint svg.Paint)
	Line(paint svg.Paint, radius float64, points ...svg.Point)
	Arrow(from, to svg.Point, tone svg.Tone)
	Text(x, y float64, f svg.Font, lines ...string)
	Begin(title string)
	End()
}

// A Picture is something to be drawn, of a size in pixels.
type Picture struct {
	Title         string
	Description   string // what it shows, for those who cannot see it
	Width, Height float64

	strokes   sketch
	flowchart func(title, description string) *mermaid.Flowchart // may be nil
}

// Draw draws the picture from the upper left corner on.
func (p Picture) Draw(c Canvas) {
	for _, stroke := range p.strokes {
		stroke(c)
	}
}

// SVG returns the picture as an <svg> element, which is also a file.
func (p Picture) SVG() string { return p.on(svg.New(p.Title, p.Description)) }

// Inline returns the picture as an <svg> element for a page of the same ground, which
// leaves margins to the page.
func (p Picture) Inline() string {
	s := svg.New(p.Title, p.Description)
	s.Margin = 1 // half of the widest outline
	return p.on(s)
}

func (p Picture) on(s *svg.Picture) string {
	s.Reach(0, 0, p.Width, p.Height)
	p.Draw(s)
	return s.String()
}

// width is that of pictures of all roles: what fits a sheet of paper with margins.
const width = 720
