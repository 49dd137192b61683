package picture

import "chiefly/engine/svg"

// A sketch is what will be drawn. How high a picture is shows only when all its texts
// are fitted, so it is sketched first.
type sketch []func(Canvas)

func (s *sketch) rect(x, y, w, h, radius float64, paint svg.Paint) {
	*s = append(*s, func(c Canvas) { c.Rect(x, y, w, h, radius, paint) })
}

func (s *sketch) line(paint svg.Paint, points ...svg.Point) {
	*s = append(*s, func(c Canvas) { c.Line(paint, 6, points...) })
}

func (s *sketch) arrow(from, to svg.Point, tone svg.Tone) {
	*s = append(*s, func(c Canvas) { c.Arrow(from, to, tone) })
}

// text draws lines below each other and returns where the next would begin.
func (s *sketch) text(x, y float64, f svg.Font, lines ...string) float64 {
	*s = append(*s, func(c Canvas) { c.Text(x, y, f, lines...) })
	return y + float64(len(lines))*f.Leading()
}

// group draws things that belong together, with a title to be shown where a pointer
// rests on them.
func (s *sketch) group(title string, draw func()) {
	*s = append(*s, func(c Canvas) { c.Begin(title) })
	draw()
	*s = append(*s, func(c Canvas) { c.End() })
}
