package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"

	"chiefly/engine/picture"
	"chiefly/engine/svg"
)

// A board is a canvas that remembers where things are.
type board struct {
	rects []frame
	lines []frame     // those that go straight up or down
	tops  []svg.Point // of arrows
	texts []written
	tips  []string
	depth int
	all   frame
}

// A frame is a rectangle.
type frame struct{ left, top, right, bottom float64 }

func (f frame) holds(g frame) bool {
	const slack = 0.05
	return f.left-slack <= g.left && f.top-slack <= g.top && g.right <= f.right+slack && g.bottom <= f.bottom+slack
}

// meets reports whether two rectangles share more than an edge.
func (f frame) meets(g frame) bool {
	const slack = 0.5
	return f.left+slack < g.right && g.left+slack < f.right && f.top+slack < g.bottom && g.top+slack < f.bottom
}

// A written text is one line.
type written struct {
	frame
	text string
	font svg.Font
}

func (b *board) reach(f frame) {
	b.all = frame{min(b.all.left, f.left), min(b.all.top, f.top), max(b.all.right, f.right), max(b.all.bottom, f.bottom)}
}

func (b *board) Rect(x, y, w, h, _ float64, _ svg.Paint) {
	f := frame{x, y, x + w, y + h}
	b.rects = append(b.rects, f)
	b.reach(f)
}

func (b *board) Line(_ svg.Paint, _ float64, points ...svg.Point) {
	for _, p := range points {
		b.reach(frame{p.X, p.Y, p.X, p.Y})
	}
	if len(points) == 2 && points[0].X == points[1].X {
		b.lines = append(b.lines, frame{points[0].X, points[0].Y, points[1].X, points[1].Y})
	}
}

func (b *board) Arrow(_, to svg.Point, _ svg.Tone) {
	b.reach(frame{to.X, to.Y, to.X, to.Y})
	b.tops = append(b.tops, to)
}

func (b *board) Text(x, y float64, f svg.Font, lines ...string) {
	for i, line := range lines {
		left := x - f.Width(line)*float64(f.Anchor)/2
		top := y + float64(i)*f.Leading()
		w := written{frame{left, top, left + f.Width(line), top + f.Leading()}, line, f}
		b.texts = append(b.texts, w)
		b.reach(w.frame)
	}
}

func (b *board) Begin(title string) {
	b.tips = append(b.tips, title)
	b.depth++
}

func (b *board) End() { b.depth-- }

// failing is what tests report to: a testing.TB or a rapid.T.
type failing interface {
	Helper()
	Errorf(format string, args ...any)
}

// drawn draws a picture on a board and holds that all of it is within its size, that
// texts stay within their boxes, and that none stands on another.
func drawn(t failing, p picture.Picture) *board {
	t.Helper()
	b := &board{}
	p.Draw(b)
	if whole := (frame{0, 0, p.Width, p.Height}); !whole.holds(b.all) {
		t.Errorf("%s: %v is drawn on %v", p.Title, b.all, whole)
	}
	if b.depth != 0 {
		t.Errorf("%s: %d groups are not ended", p.Title, b.depth)
	}
	for i, w := range b.texts {
		middle := svg.Point{X: (w.left + w.right) / 2, Y: (w.top + w.bottom) / 2}
		for _, box := range b.rects {
			if box.holds(frame{middle.X, middle.Y, middle.X, middle.Y}) && !box.holds(w.frame) {
				t.Errorf("%s: %q %v leaves its box %v", p.Title, w.text, w.frame, box)
			}
		}
		for _, other := range b.texts[:i] {
			if w.meets(other.frame) {
				t.Errorf("%s: %q %v stands on %q %v", p.Title, w.text, w.frame, other.text, other.frame)
			}
		}
		for _, line := range b.lines {
			if w.meets(line) {
				t.Errorf("%s: a line %v runs through %q %v", p.Title, line, w.text, w.frame)
			}
		}
	}
	return b
}

// textsOf returns the texts of an SVG in the order in which they are drawn.
func textsOf(t testing.TB, drawing string) []string {
	t.Helper()
	var texts []string
	d := xml.NewDecoder(bytes.NewReader([]byte(drawing)))
	d.Strict = true
	inside := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if inside = token.Name.Local == "text"; inside {
				texts = append(texts, "")
			}
		case xml.EndElement:
			inside = false
		case xml.CharData:
			if inside {
				texts[len(texts)-1] += string(token)
			}
		}
	}
}
