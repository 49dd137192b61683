package svg

import "math"

// A Corner is where a line turns: on a curve from one point to another, directed by the
// point that the line would reach if it were not rounded. Without a radius all are one.
type Corner struct{ From, At, To Point }

// Corners returns where a line through points turns, rounded by up to a radius.
func Corners(radius float64, points []Point) []Corner {
	var corners []Corner
	for i := 1; i < len(points)-1; i++ {
		before, at, after := points[i-1], points[i], points[i+1]
		r := min(radius, distance(before, at)/2, distance(at, after)/2)
		corners = append(corners, Corner{toward(at, before, r), at, toward(at, after, r)})
	}
	return corners
}

// arrowLength is how long the head of an arrow is.
const arrowLength = 9

// ArrowHead returns the triangle at the end of an arrow, its tip first.
func ArrowHead(from, to Point) [3]Point {
	const half = 5
	length := max(distance(from, to), 0.01)
	dx, dy := (to.X-from.X)/length, (to.Y-from.Y)/length
	back := Point{to.X - arrowLength*dx, to.Y - arrowLength*dy}
	return [3]Point{to, {back.X - half*dy, back.Y + half*dx}, {back.X + half*dy, back.Y - half*dx}}
}

func distance(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// toward returns the point that lies r from one point on the way to another.
func toward(from, to Point, r float64) Point {
	t := r / max(distance(from, to), 0.01)
	return Point{from.X + (to.X-from.X)*t, from.Y + (to.Y-from.Y)*t}
}
