package graph

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/svg"
)

// A leg is a piece of the way.
type leg struct {
	mark   mark
	points []svg.Point
}

// bend is the radius of the corners of the way.
const bend = 9.0

// A walk goes over the questions in their order and collects the legs between them.
type walk struct {
	*flowDrawing
	legs   []leg
	arrows [][2]svg.Point
	pen    svg.Point // where the way has come to
	fork   svg.Point // where the branch left the way, while on one
	begun  bool
	main   mark // of what everybody passes
}

// walk goes all the way.
func (d *flowDrawing) walk() *walk {
	w := &walk{flowDrawing: d, main: markOf(d.view.path, flow.True)}
	for i, s := range d.slots {
		if i > 0 && d.slots[i-1].column != s.column {
			w.turn(d.slots[i-1], s)
		}
		if s.block == len(d.cards) {
			w.arrive(svg.Point{X: columnLeft(s.column) + spine, Y: d.top + s.y})
			break
		}
		w.visit(s, d.slots[i+1])
	}
	return w
}

// draw draws the way. The legs that are taken lie above the others.
func (w *walk) draw() {
	legs := slices.Clone(w.legs)
	slices.SortStableFunc(legs, func(a, b leg) int { return int(b.mark) - int(a.mark) })
	for _, l := range legs {
		w.Line(looks[l.mark].line, bend, l.points...)
	}
	for _, a := range w.arrows {
		w.Arrow(a[0], a[1], looks[w.main].line.Stroke)
	}
}

// station is where the number of a question stands.
func (d *flowDrawing) station(s slot) svg.Point {
	at := svg.Point{X: columnLeft(s.column) + spine, Y: d.top + s.y + stationAt}
	if d.cards[s.block][s.piece].run.guard != "" {
		at.X += branch
	}
	return at
}

func (w *walk) leg(m mark, points ...svg.Point) {
	if points[0] != points[len(points)-1] { // the way begins where its first question is
		w.legs = append(w.legs, leg{m, points})
	}
}

// visit goes to a question, on a branch if it lies on one, and back from the branch
// behind the last question there.
func (w *walk) visit(s, next slot) {
	c := w.cards[s.block][s.piece]
	at := w.station(s)
	if !w.begun {
		w.pen, w.begun = at, true
		if c.run.guard != "" { // a condition that is about no question
			w.pen = svg.Point{X: at.X - branch, Y: at.Y - stationAt - 20}
		}
	}
	if c.run.guard == "" {
		w.leg(w.main, w.pen, at)
		w.pen = at
		return
	}
	in, past := w.view.way(*c.run)
	if s.led {
		w.fork = svg.Point{X: at.X - branch, Y: at.Y - stationAt - float64(len(c.guard))*codeFont.Leading() - 4 + codeFont.Leading()/2}
		w.leg(w.main, w.pen, w.fork)
		w.leg(in, w.fork, svg.Point{X: at.X, Y: w.fork.Y}, at)
	} else {
		w.leg(in, w.pen, at)
	}
	w.pen = at
	if c.last || next.column != s.column {
		back := svg.Point{X: at.X - branch, Y: w.top + s.y + c.height + 9}
		w.leg(in, at, svg.Point{X: at.X, Y: back.Y}, back)
		w.leg(past, w.fork, back)
		w.pen = back
	}
}

// turn goes from the end of a column to the beginning of the next.
func (w *walk) turn(from, to slot) {
	low := w.top + w.bottom(from) + 16
	high := w.top - 14
	middle := columnLeft(to.column) - panelGap/2
	x := columnLeft(to.column) + spine
	end := svg.Point{X: x, Y: high + 16}
	w.leg(w.main, w.pen, svg.Point{X: w.pen.X, Y: low}, svg.Point{X: middle, Y: low}, svg.Point{X: middle, Y: high}, svg.Point{X: x, Y: high}, end)
	w.arrows = append(w.arrows, [2]svg.Point{{X: middle, Y: low}, {X: middle, Y: (low + high) / 2}})
	w.pen = end
}

// arrive ends the way.
func (w *walk) arrive(at svg.Point) {
	w.leg(w.main, w.pen, svg.Point{X: at.X, Y: at.Y - 8})
	w.arrows = append(w.arrows, [2]svg.Point{w.pen, at})
}
