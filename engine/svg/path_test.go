package svg

import (
	"fmt"
	"testing"
)

func TestLight(t *testing.T) {
	for tone, named := range tones {
		if Tone(tone) == None {
			continue
		}
		r, g, b := Tone(tone).Light()
		if got := fmt.Sprintf("#%02x%02x%02x", r, g, b); got != named.light {
			t.Errorf("%s is %s, not %s", named.name, got, named.light)
		}
	}
}

// The head of an arrow points where the arrow goes, also where it has no length.
func TestArrowHead(t *testing.T) {
	if got, want := ArrowHead(Point{0, 0}, Point{20, 0}), [3]Point{{20, 0}, {11, 5}, {11, -5}}; got != want {
		t.Errorf("%v, not %v", got, want)
	}
	if got, want := ArrowHead(Point{3, 4}, Point{3, 4}), [3]Point{{3, 4}, {3, 4}, {3, 4}}; got != want {
		t.Errorf("%v, not %v", got, want)
	}
}

func TestCornersOfLines(t *testing.T) {
	right := []Point{{0, 0}, {10, 0}, {10, 4}}
	if got := Corners(3, right); len(got) != 1 || got[0] != (Corner{Point{8, 0}, Point{10, 0}, Point{10, 2}}) {
		t.Errorf("%v: the radius is not half of the shorter line", got)
	}
	if got := Corners(0, right); len(got) != 1 || got[0] != (Corner{right[1], right[1], right[1]}) {
		t.Errorf("%v: a corner without a radius is a point", got)
	}
	if got := Corners(3, right[:2]); got != nil {
		t.Errorf("%v: a straight line has no corner", got)
	}
}
