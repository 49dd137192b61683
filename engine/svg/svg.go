// Package svg draws pictures that stand alone: no network, no font files, no
// program to install. They open in a browser, an editor or an office program, and
// can be put into an HTML page as they are.
//
// A [Picture] grows with what is drawn into it. Colours are named by their meaning,
// see [Tone]; each has a light and a dark form, and the viewer's setting decides.
// On paper it is the light one.
//
// The fonts are those of the viewer's system, so nobody knows how wide a text will
// be. [Font] measures on the safe side, with the widest of the usual fonts: what
// [Font.Fit] fitted into a box stays inside it everywhere.
//
// Texts may hold anything. They are escaped, and characters that XML forbids or
// that reverse the reading direction are replaced. Pictures use no ids, so that
// several fit into one page, and the same calls give the same bytes.
package svg

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"

	"chiefly/engine/source"
)

// A Point is a place in a picture: X to the right, Y downwards, in pixels at the
// size in which the picture is meant to be seen.
type Point struct{ X, Y float64 }

// A Paint is how an area and its outline are drawn. The zero Paint is invisible.
type Paint struct {
	Fill, Stroke Tone
	Width        float64 // of the stroke; 0 means 1
	Dashed       bool
}

// margin is what is left free around all that is drawn in a picture that stands alone.
const margin = 20

// A Picture collects what is drawn, the later above the earlier.
type Picture struct {
	Margin float64 // what is left free around all that is drawn

	title, description string
	body               strings.Builder
	min, max           Point
}

// New begins a picture. The title and the description say what it shows to those
// who cannot see it; the title is shown where a pointer rests on the picture.
func New(title, description string) *Picture {
	return &Picture{Margin: margin, title: title, description: description, min: Point{math.Inf(1), math.Inf(1)}, max: Point{math.Inf(-1), math.Inf(-1)}}
}

// Reach makes the picture large enough for a rectangle, whether or not anything is there.
func (p *Picture) Reach(x, y, w, h float64) {
	p.min = Point{min(p.min.X, x), min(p.min.Y, y)}
	p.max = Point{max(p.max.X, x+w), max(p.max.Y, y+h)}
}

// Rect draws a rectangle with rounded corners.
func (p *Picture) Rect(x, y, w, h, radius float64, paint Paint) {
	p.Reach(x, y, w, h)
	fmt.Fprintf(&p.body, `<rect x="%s" y="%s" width="%s" height="%s" rx="%s"%s/>`+"\n", number(x), number(y), number(w), number(h), number(radius), paint.attributes())
}

// Line draws a line through points, with its corners rounded by up to a radius.
func (p *Picture) Line(paint Paint, radius float64, points ...Point) {
	if len(points) < 2 {
		return
	}
	for _, at := range points {
		p.Reach(at.X, at.Y, 0, 0)
	}
	var d strings.Builder
	d.WriteString("M" + points[0].String())
	for _, c := range Corners(radius, points) {
		d.WriteString("L" + c.From.String())
		if radius != 0 {
			d.WriteString("Q" + c.At.String() + " " + c.To.String())
		}
	}
	d.WriteString("L" + points[len(points)-1].String())
	paint.Fill = None
	fmt.Fprintf(&p.body, `<path d="%s" stroke-linejoin="round"%s/>`+"\n", d.String(), paint.attributes())
}

// Arrow draws the head of an arrow that comes from one point and ends at another.
func (p *Picture) Arrow(from, to Point, tone Tone) {
	p.Reach(to.X-arrowLength, to.Y-arrowLength, 2*arrowLength, 2*arrowLength)
	head := ArrowHead(from, to)
	fmt.Fprintf(&p.body, `<path d="M%sL%sL%sZ"%s/>`+"\n", head[0], head[1], head[2], Paint{Fill: tone}.attributes())
}

// Text draws lines of text, one below the other. X is where they begin, or their
// middle or end as the font's Anchor says, and y the upper edge of the first. They
// take the font's Leading each.
func (p *Picture) Text(x, y float64, f Font, lines ...string) {
	for i, line := range lines {
		width := f.Width(line)
		p.Reach(x-width*f.Anchor.before(), y+float64(i)*f.Leading(), width, f.Leading())
		baseline := y + (float64(i)+0.75)*f.Leading()
		fmt.Fprintf(&p.body, `<text x="%s" y="%s"%s>%s</text>`+"\n", number(x), number(baseline), f.attributes(line), escape(line))
	}
}

// Begin begins a group of things that belong together. Where a pointer rests on one
// of them, its title is shown; an empty title shows nothing. Each Begin needs an End.
func (p *Picture) Begin(title string) {
	p.body.WriteString("<g>")
	if title != "" {
		p.body.WriteString("<title>" + escape(title) + "</title>")
	}
	p.body.WriteByte('\n')
}

// End ends the group begun last.
func (p *Picture) End() { p.body.WriteString("</g>\n") }

// String returns the picture: an <svg> element, which is a file and also fits into
// an HTML page.
func (p *Picture) String() string {
	if p.min.X > p.max.X { // nothing is drawn
		p.Reach(0, 0, 0, 0)
	}
	x, y := math.Floor(p.min.X-p.Margin), math.Floor(p.min.Y-p.Margin)
	w, h := math.Ceil(p.max.X+p.Margin)-x, math.Ceil(p.max.Y+p.Margin)-y
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="%s %s %s %s" role="img" font-family="%s">`+"\n",
		number(w), number(h), number(x), number(y), number(w), number(h), sans)
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n<style>%s</style>\n", escape(p.title), escape(p.description), darkStyle())
	// Without a ground of its own, light text could stand on a light page.
	fmt.Fprintf(&b, `<rect x="%s" y="%s" width="%s" height="%s"%s/>`+"\n", number(x), number(y), number(w), number(h), Paint{Fill: Page}.attributes())
	b.WriteString(p.body.String())
	b.WriteString("</svg>\n")
	return b.String()
}

func (paint Paint) attributes() string {
	fill, stroke := tones[paint.Fill], tones[paint.Stroke]
	text := ` fill="` + fill.light + `"`
	var classes []string
	if paint.Fill != None {
		classes = append(classes, fillClass+fill.name)
	}
	if paint.Stroke != None {
		classes = append(classes, strokeClass+stroke.name)
		width := paint.Width
		if width == 0 {
			width = 1
		}
		text += ` stroke="` + stroke.light + `" stroke-width="` + number(width) + `"`
		if paint.Dashed {
			text += ` stroke-dasharray="5 4"`
		}
	}
	if classes == nil {
		return text
	}
	return text + ` class="` + strings.Join(classes, " ") + `"`
}

// escape makes a text fit into XML, as content or as an attribute.
func escape(text string) string {
	var b strings.Builder
	// A strings.Builder never fails.
	_ = xml.EscapeText(&b, []byte(source.Printable(text)))
	return b.String()
}

// String writes a point as it stands in a path.
func (at Point) String() string { return number(at.X) + " " + number(at.Y) }

// number writes a length to a tenth of a pixel.
func number(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }
