package document

import (
	"codeberg.org/go-pdf/fpdf"

	"chiefly/engine/svg"
)

// A canvas draws a picture on a page: a [picture.Canvas].
type canvas struct {
	*press
	x, y, scale float64 // where its upper left corner is, and how large a pixel
}

// at returns where a point of the picture is on the page.
func (c *canvas) at(p svg.Point) (x, y float64) { return c.x + c.scale*p.X, c.y + c.scale*p.Y }

// ready sets colours and strokes, and returns what the library calls a style.
func (c *canvas) ready(paint svg.Paint) (style string) {
	if paint.Fill != svg.None {
		r, g, b := paint.Fill.Light()
		c.pdf.SetFillColor(int(r), int(g), int(b))
		style = "F"
	}
	if paint.Stroke == svg.None {
		return style
	}
	r, g, b := paint.Stroke.Light()
	c.pdf.SetDrawColor(int(r), int(g), int(b))
	width := paint.Width
	if width == 0 {
		width = 1
	}
	c.pdf.SetLineWidth(c.scale * width)
	c.pdf.SetDashPattern(nil, 0)
	if paint.Dashed {
		c.pdf.SetDashPattern([]float64{5 * c.scale, 4 * c.scale}, 0)
	}
	return style + "D"
}

// Rect is that of [picture.Canvas], as are the others.
func (c *canvas) Rect(x, y, w, h, radius float64, paint svg.Paint) {
	style := c.ready(paint)
	if style == "" {
		return
	}
	left, top := c.at(svg.Point{X: x, Y: y})
	radius = min(radius, w/2, h/2)
	if radius <= 0 {
		c.pdf.Rect(left, top, c.scale*w, c.scale*h, style)
		return
	}
	c.pdf.RoundedRect(left, top, c.scale*w, c.scale*h, c.scale*radius, "1234", style)
}

// Line draws a line.
func (c *canvas) Line(paint svg.Paint, radius float64, points ...svg.Point) {
	paint.Fill = svg.None
	if len(points) < 2 || paint.Stroke == svg.None {
		return
	}
	style := c.ready(paint)
	c.pdf.SetLineJoinStyle("round")
	c.pdf.MoveTo(c.at(points[0]))
	for _, corner := range svg.Corners(radius, points) {
		c.pdf.LineTo(c.at(corner.From))
		if radius != 0 {
			c.curve(corner)
		}
	}
	c.pdf.LineTo(c.at(points[len(points)-1]))
	c.pdf.DrawPath(style)
}

// curve goes around a corner. Its curve has one point that directs it; those of PDF have
// two, each at two thirds of the way there.
func (c *canvas) curve(corner svg.Corner) {
	fromX, fromY := c.at(corner.From)
	atX, atY := c.at(corner.At)
	toX, toY := c.at(corner.To)
	c.pdf.CurveBezierCubicTo(fromX+(atX-fromX)*2/3, fromY+(atY-fromY)*2/3, toX+(atX-toX)*2/3, toY+(atY-toY)*2/3, toX, toY)
}

// Arrow draws the head of an arrow.
func (c *canvas) Arrow(from, to svg.Point, tone svg.Tone) {
	var points []fpdf.PointType
	for _, point := range svg.ArrowHead(from, to) {
		x, y := c.at(point)
		points = append(points, fpdf.PointType{X: x, Y: y})
	}
	c.pdf.Polygon(points, c.ready(svg.Paint{Fill: tone}))
}

// Text writes lines no wider than the picture reckons with.
func (c *canvas) Text(x, y float64, f svg.Font, lines ...string) {
	left, top := c.at(svg.Point{X: x, Y: y})
	for i, text := range lines {
		look := fragment{face: c.pick(f.Bold, f.Mono), size: c.scale * f.Size, tone: f.Tone}
		look.text = look.face.legible(text)
		if room := c.scale * f.Width(text); look.width() > room {
			look.size *= room / look.width()
		}
		before := [...]float64{svg.Start: 0, svg.Middle: 0.5, svg.End: 1}[f.Anchor]
		c.text(look, left-before*look.width(), top+c.scale*(float64(i)+0.75)*f.Leading())
	}
}

// Begin begins a group, which a page does not show.
func (c *canvas) Begin(string) {}

// End ends a group.
func (c *canvas) End() {}
