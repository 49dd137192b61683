package picture

import (
	"strings"

	"chiefly/engine"
	"chiefly/engine/svg"
	"chiefly/engine/wording"
)

// Sizes of the organisation chart, in pixels.
const (
	panel   = 350.0         // the width of each of the two charts
	advised = width - panel // where the second begins
	headBox = 180.0         // the width of the box on top
	rail    = 18.0          // the line of those who report, from the left of a chart
	indent  = 40.0          // their boxes
	boxPad  = 10.0
	boxGap  = 12.0
)

// The fonts of the organisation chart.
var (
	panelFont  = svg.Font{Size: 15, Bold: true, Tone: svg.Ink}
	personFont = svg.Font{Size: 14, Bold: true, Tone: svg.Ink}
	statusFont = svg.Font{Size: 12.5, Tone: svg.Muted}
	noteFont   = svg.Font{Size: 12, Tone: svg.Muted}
)

// Organisation draws who reports to whom: today, and beside it as advised. Each person
// has a row, so that one sees what changes for whom. An advice does not tell to whom the
// chiefs report: all are drawn under the chief executive, and the picture says so.
func Organisation(a *engine.Advice) Picture {
	d := chart{language: a.Language, advice: a}
	d.text(0, 0, panelFont, a.Language.Speak("Today"))
	d.text(advised, 0, panelFont, a.Language.Speak("As advised"))
	y := d.heads(panelFont.Leading() + 8)
	y = d.foot(d.rows(y))
	return Picture{Title: a.Language.Speak("Who reports to whom, today and as advised"), Description: d.inWords(), Width: width, Height: y, strokes: d.sketch, flowchart: d.flowchart}
}

// A chart is the picture as it grows.
type chart struct {
	sketch
	language wording.Language
	advice   *engine.Advice
}

// heads draws the chief executive of both charts and returns where that ends.
func (d *chart) heads(y float64) float64 {
	f := statusFont
	f.Tone, f.Anchor = svg.Ink, svg.Middle
	high := f.Leading() + 2*boxPad - 4
	for _, x := range []float64{0, advised} {
		d.rect(x, y, headBox, high, 4, svg.Paint{Fill: svg.Surface, Stroke: svg.Border})
		d.text(x+headBox/2, y+boxPad-2, f, d.language.Speak("Chief executive"))
	}
	return y + high
}

// rows draws a row for each person and returns where they end.
func (d *chart) rows(top float64) float64 {
	var today, future []place
	y := top + boxGap
	for _, p := range people(d.advice) {
		left := y
		for _, r := range p.held() {
			today = append(today, place{left, holder(r).fit()})
			left += today[len(today)-1].height() + boxGap
		}
		future = append(future, place{y, d.filled(p).fit()})
		y = max(left, y+future[len(future)-1].height()+boxGap)
	}
	if len(today) == 0 {
		today = []place{{top + boxGap, d.vacantToday().fit()}}
	}
	if len(future) == 0 {
		future = []place{{top + boxGap, d.vacantAsAdvised().fit()}}
	}
	return max(d.column(0, top, today), d.column(advised, top, future))
}

// column draws boxes under the one above them and returns where they end.
func (d *chart) column(x, top float64, places []place) float64 {
	for _, p := range places {
		middle := p.y + p.height()/2
		d.line(svg.Paint{Stroke: svg.Muted, Width: 1.5}, svg.Point{X: x + rail, Y: top}, svg.Point{X: x + rail, Y: middle}, svg.Point{X: x + indent, Y: middle})
	}
	for _, p := range places {
		d.put(x+indent, p.y, p.box)
	}
	last := places[len(places)-1]
	return last.y + last.height() + boxGap
}

// foot says what the boxes do not, and returns where it ends.
func (d *chart) foot(y float64) float64 {
	if titles := d.notNow(); len(titles) > 0 {
		y = d.note(advised, y, panel, d.language.Speak("Not now: %s", d.language.Join(titles)))
	}
	if len(d.advice.Instead) > 0 {
		y = d.note(advised, y, panel, d.language.Speak("In place of a chief:"))
		for _, i := range d.advice.Instead {
			b := d.substitute(i).fit()
			d.put(advised+indent, y, b)
			y += b.height() + boxGap
		}
	}
	return d.note(0, y+4, width, d.caveat())
}

func (d *chart) note(x, y, room float64, text string) float64 {
	lines, _ := noteFont.Fit(text, room, 6)
	return d.text(x, y, noteFont, lines...) + 6
}

// caveat says what the chart does not show.
func (d *chart) caveat() string {
	return d.language.Speak("The answers do not tell reporting lines: all chiefs are drawn under the chief executive.")
}

// notNow returns the titles of the roles that are on neither chart.
func (d *chart) notNow() []string {
	var titles []string
	for _, r := range d.advice.InSequence() {
		if !onChart(r) {
			titles = append(titles, engine.OneLine(r.Title))
		}
	}
	return titles
}

// inWords says what the picture shows.
func (d *chart) inWords() string {
	var today, future []string
	for _, p := range people(d.advice) {
		for _, r := range p.held() {
			today = append(today, engine.OneLine(r.Title))
		}
		future = append(future, d.language.Join(titles(p.roles))+" ("+d.status(p)+")")
	}
	nobody := d.language.Speak("nobody")
	said := d.language.Speak("Today: %s. As advised: %s.", orElse(strings.Join(today, ", "), nobody), orElse(strings.Join(future, ", "), nobody))
	if len(d.advice.Instead) > 0 {
		said += " " + d.language.Speak("In place of a chief:")
		for _, i := range d.advice.Instead {
			said += " " + engine.OneLine(i.Title) + "."
		}
	}
	return said + " " + d.caveat()
}

func titles(roles []*engine.Role) []string {
	var titles []string
	for _, r := range roles {
		titles = append(titles, engine.OneLine(r.Title))
	}
	return titles
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// put draws a box.
func (d *chart) put(x, y float64, b box) {
	d.group(b.tip, func() {
		d.rect(x, y, panel-indent, b.height(), 6, looks[b.look])
		y = d.text(x+boxPad, y+boxPad, personFont, b.titles...)
		d.text(x+boxPad, y, statusFont, b.status...)
	})
}

// A look is what a box stands for.
type look uint8

const (
	existing  look = iota // somebody who is there
	kept                  // somebody who is there, and needed
	newcomer              // somebody to be hired
	tentative             // somebody to be planned for
	open                  // nobody
	instead               // something else
	absent                // no need for anybody
)

var looks = map[look]svg.Paint{
	existing:  {Fill: svg.Surface, Stroke: svg.Muted},
	kept:      {Fill: svg.GoodSoft, Stroke: svg.Good, Width: 1.5},
	newcomer:  {Fill: svg.AccentSoft, Stroke: svg.Accent, Width: 2},
	tentative: {Fill: svg.Page, Stroke: svg.Accent, Dashed: true},
	open:      {Fill: svg.Page, Stroke: svg.Border, Dashed: true},
	instead:   {Fill: svg.Surface, Stroke: svg.Accent},
	absent:    {Fill: svg.Page, Stroke: svg.Border},
}

// A box is one of a chart, as it is fitted.
type box struct {
	titles, status []string
	tip            string
	look           look
}

// A place is a box and where its upper edge is.
type place struct {
	y float64
	box
}

func (b box) height() float64 {
	return 2*boxPad + float64(len(b.titles))*personFont.Leading() + float64(len(b.status))*statusFont.Leading()
}
