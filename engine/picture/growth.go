package picture

import (
	"math"
	"strings"

	"chiefly/engine"
	"chiefly/engine/svg"
	"chiefly/engine/wording"
)

// Sizes of the growth path, in pixels.
const (
	bandLeft  = 150.0 // the titles of roles stand left of this
	bandGap   = 6.0
	cellPad   = 5.0
	leastCell = 64.0 // the width of a segment, at least
)

// The fonts of the growth path.
var (
	bandFont  = svg.Font{Size: 13, Bold: true, Tone: svg.Ink}
	cellFont  = svg.Font{Size: 12, Tone: svg.Ink, Anchor: svg.Middle}
	breakFont = svg.Font{Size: 12, Tone: svg.Muted, Anchor: svg.Middle}
	todayFont = svg.Font{Size: 12, Bold: true, Tone: svg.Accent, Anchor: svg.Middle}
)

// Growth draws the verdict on each role as a function of a number: one band a role, with
// the numbers at which it changes. Numbers of the same ratio stand about as far from each
// other, but each segment has room for its words.
func Growth(path *engine.Path) Picture {
	d := growth{language: path.Language, path: path}
	p := Picture{Title: d.language.Speak("How the advice changes with the number: %s", engine.OneLine(path.Ask)), Description: d.inWords(), Width: width}
	if len(path.Segments) == 0 { // a path that no engine made
		return p
	}
	d.edges = edges(path)
	p.Height = d.top()
	for i := range path.Segments[0].Roles {
		p.Height = d.band(p.Height, i)
	}
	p.Height = d.foot(d.today(p.Height))
	p.Width, p.strokes, p.flowchart = d.right(), d.sketch, d.flowchart
	return p
}

// A growth is the picture as it grows.
type growth struct {
	sketch
	language wording.Language
	path     *engine.Path
	edges    []float64 // where each segment begins, and the last one ends
}

// edges gives each segment the width that its words need, and shares out the rest by the
// ratio of its last number to its first.
func edges(path *engine.Path) []float64 {
	var least, ratios []float64
	needed, all := 0.0, 0.0
	for i, s := range path.Segments {
		w := leastCell
		if i > 0 {
			w = max(w, breakFont.Width(path.Language.Grouped(s.From))+8)
		}
		least, ratios = append(least, w), append(ratios, distance(path, s.From, s.To+1))
		needed, all = needed+least[i], all+ratios[i]
	}
	x := []float64{bandLeft}
	rest := max(0, width-bandLeft-needed)
	for i := range least {
		x = append(x, x[i]+least[i]+rest*ratios[i]/all)
	}
	return x
}

// distance is how far from each other two numbers stand: the logarithm of their ratio,
// counted from the least possible number as one.
func distance(path *engine.Path, from, to int64) float64 {
	first := float64(path.Segments[0].From)
	return math.Log((float64(to) - first + 1) / (float64(from) - first + 1))
}

// right is where the last segment ends.
func (d *growth) right() float64 { return max(width, d.edges[len(d.edges)-1]) }

// top draws what is above the bands and returns where they begin.
func (d *growth) top() float64 {
	ask, _ := noteFont.Fit(engine.OneLine(d.path.Ask), width, 2)
	y := d.text(0, 0, noteFont, ask...) + 4
	bottom := y + breakFont.Leading() + 8
	for i, s := range d.path.Segments[1:] {
		x := d.edges[i+1]
		d.text(x, y+4, breakFont, d.language.Grouped(s.From))
		d.line(svg.Paint{Stroke: svg.Border}, svg.Point{X: x, Y: y + 4 + breakFont.Leading()}, svg.Point{X: x, Y: bottom})
	}
	return bottom
}

// today marks the answer below the bands, one number or a range of them, and returns
// where that ends.
func (d *growth) today(y float64) float64 {
	if len(d.path.NowRange) != 2 {
		return y
	}
	from, ok := d.at(d.path.NowRange[0])
	to, also := d.at(d.path.NowRange[1])
	if !ok || !also {
		return y
	}
	lines, _ := todayFont.Fit(d.language.Speak("Today: %s", engine.OneLine(d.path.NowText)), width/2, 1)
	half := todayFont.Width(lines[0]) / 2
	middle := min(max((from+to)/2, half), d.right()-half)
	if from < to {
		d.line(svg.Paint{Stroke: svg.Accent, Width: 3}, svg.Point{X: from, Y: y + 4}, svg.Point{X: to, Y: y + 4})
	} else {
		d.arrow(svg.Point{X: from, Y: y + 20}, svg.Point{X: from, Y: y - bandGap + 2}, svg.Accent)
	}
	return d.text(middle, y+8, todayFont, lines...) + 6
}

// at returns where a number stands, and whether it is on the picture.
func (d *growth) at(number int64) (x float64, ok bool) {
	for i, s := range d.path.Segments {
		if s.From <= number && number <= s.To {
			left, right := d.edges[i], d.edges[i+1]
			return left + (right-left)*distance(d.path, s.From, number)/distance(d.path, s.From, s.To+1), true
		}
	}
	return 0, false
}

// band draws what is to be done about one role and returns where the next one begins.
func (d *growth) band(y float64, role int) float64 {
	title, _ := bandFont.Fit(wording.Capital(engine.OneLine(d.path.Segments[0].Roles[role].Title)), bandLeft-10, 3)
	runs := d.runs(role)
	high := float64(len(title)) * bandFont.Leading()
	for _, r := range runs {
		high = max(high, float64(len(r.lines))*cellFont.Leading())
	}
	high += 2 * cellPad
	d.text(0, y+(high-float64(len(title))*bandFont.Leading())/2, bandFont, title...)
	for _, r := range runs {
		d.group(r.tip, func() {
			d.rect(r.from+1, y, r.to-r.from-2, high, 3, looks[r.look])
			d.text((r.from+r.to)/2, y+(high-float64(len(r.lines))*cellFont.Leading())/2, r.font, r.lines...)
		})
	}
	return y + high + bandGap
}

// A run is segments next to each other with the same verdict on a role.
type run struct {
	from, to float64
	lines    []string
	font     svg.Font
	look     look
	tip      string
}

// runs returns the parts of the band of a role.
func (d *growth) runs(role int) []run {
	var found []run
	segments := d.path.Segments
	for i := 0; i < len(segments); {
		r, text := segments[i].Roles[role], d.verdict(segments[i], role)
		next := i + 1
		for next < len(segments) && d.verdict(segments[next], role) == text {
			next++
		}
		made := run{from: d.edges[i], to: d.edges[next], look: lookOf(r.Verdict, r.Held), font: cellFont}
		if made.look == absent {
			made.font.Tone = svg.Muted
		}
		made.lines, _ = cellFont.Fit(text, made.to-made.from-2*cellPad-2, 4)
		made.tip = d.tip(i, next, text)
		found = append(found, made)
		i = next
	}
	return found
}

// verdict says what to do about a role for some numbers.
func (d *growth) verdict(s engine.Segment, role int) string {
	return wording.Capital(s.VerdictText(d.language, s.Roles[role]))
}

// tip says what a run is in full.
func (d *growth) tip(from, next int, text string) string {
	var said []string
	for _, s := range d.path.Segments[from:next] {
		said = append(said, wording.Capital(engine.OneLine(s.Text))+": "+engine.OneLine(s.Headline))
	}
	return text + ". " + strings.Join(said, " ")
}

// foot tells which answers are missing, and returns where it ends.
func (d *growth) foot(y float64) float64 {
	for _, s := range d.path.Segments {
		if len(s.Missing) == 0 {
			continue
		}
		text := wording.Capital(engine.OneLine(s.Text)) + ": " + d.language.Speak("Not answered yet, but needed:") + " " + d.language.Join(s.Missing)
		lines, _ := noteFont.Fit(text, width, 3)
		y = d.text(0, y, noteFont, lines...) + 2
	}
	return y
}

// inWords says what the picture shows.
func (d *growth) inWords() string {
	said := []string{d.language.Speak("Now: %s.", engine.OneLine(d.path.NowText))}
	for _, s := range d.path.Segments {
		said = append(said, wording.Capital(engine.OneLine(s.Text))+": "+engine.OneLine(s.Headline))
	}
	return strings.Join(said, " ")
}
