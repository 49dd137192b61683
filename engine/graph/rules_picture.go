package graph

import (
	"fmt"
	"strings"

	"chiefly/engine"
	"chiefly/engine/rule"
	"chiefly/engine/svg"
)

// Measures of the picture of rules: for each question a stem, on which its rules
// hang, with a column for each role at their right.
const (
	ruleText  = 320.0 // the width of the texts of a rule
	ruleLeft  = 42.0  // from the left of a panel to them
	stem      = 22.0  // from the left of a panel to the stem
	chip      = 42.0  // the width of what a rule does to a role
	chipGap   = 5.0
	chipTall  = 18.0
	seatWidth = 330.0
)

var (
	ruleFont = svg.Font{Size: 11.5, Bold: true, Tone: svg.Ink}
	chipFont = svg.Font{Size: 11, Bold: true, Anchor: svg.Middle}
	seatFont = svg.Font{Size: 10, Mono: true, Tone: svg.Muted, Anchor: svg.Middle}
)

// A row is a rule, with its texts broken into lines.
type row struct {
	clause
	name, when []string
}

func (c clause) row() row {
	r := row{clause: c}
	r.name, _ = ruleFont.Fit(c.ID, ruleText, 2)
	r.when, _ = codeFont.Fit("if "+c.when, ruleText, 6)
	return r
}

func (r row) height() float64 {
	return float64(len(r.name))*ruleFont.Leading() + float64(len(r.when))*codeFont.Leading() + 9
}

// A ruleDrawing is the picture of a rule set under way.
type ruleDrawing struct {
	*svg.Picture
	view   *ruleBook
	topics []topic // those with rules
	rows   [][]row // by topic
	slots  []slot
	panel  float64 // the width of one
	top    float64 // of the columns
}

func (v *ruleBook) picture() string {
	note := v.note()
	d := &ruleDrawing{Picture: svg.New(v.title, note), view: v, panel: ruleLeft + ruleText + float64(len(v.roles))*(chip+chipGap) + panelPad}
	var blocks []block
	for _, t := range v.topics {
		if len(t.clauses) == 0 {
			continue
		}
		b := block{head: d.headTall(t), foot: 6}
		var rows []row
		for _, c := range t.clauses {
			r := c.row()
			rows, b.pieces = append(rows, r), append(b.pieces, piece{height: r.height()})
		}
		d.topics, d.rows, blocks = append(d.topics, t), append(d.rows, rows), append(blocks, b)
	}
	d.slots = columns(blocks, d.panel, panelGap)
	width, height := d.panel, 0.0
	for _, s := range d.slots {
		width = max(width, d.columnLeft(s.column)+d.panel)
		height = max(height, d.bottom(s))
	}
	d.top = drawHeading(d.Picture, v.title, note, width) + 18
	d.top = d.seats(width) + 26
	d.draw()
	drawKey(d.Picture, d.top+height+30, width, d.key())
	return d.String()
}

// note says in words what the picture shows.
func (v *ruleBook) note() string {
	rules, fired, undecided := 0, 0, 0
	for _, t := range v.topics {
		rules += len(t.clauses)
		for _, c := range t.clauses {
			switch c.mark {
			case taken:
				fired++
			case open:
				undecided++
			}
		}
	}
	note := fmt.Sprintf("Rules: %d, below the question that each mentions first, with what they do to each role.", rules)
	if v.path != nil {
		note += fmt.Sprintf(" With these answers %d fire, and %d are undecided.", fired, undecided)
	}
	return note
}

func (d *ruleDrawing) columnLeft(column int) float64 {
	return float64(column) * (d.panel + panelGap)
}

func (d *ruleDrawing) bottom(s slot) float64 {
	return s.y + d.rows[s.block][s.piece].height() + 6
}

// seats draws the roles, and returns where they end.
func (d *ruleDrawing) seats(width float64) float64 {
	x, y, tall := 0.0, d.top, 0.0
	for _, s := range d.view.roles {
		if x > 0 && x+seatWidth > width {
			x, y, tall = 0, y+tall+12, 0
		}
		tall = max(tall, d.seat(s, x, y))
		x += seatWidth + 16
	}
	return y + tall
}

// seat draws a role and returns the height of its box.
func (d *ruleDrawing) seat(s seat, x, y float64) float64 {
	const inner = seatWidth - 2*panelPad
	title, _ := headFont.Fit(engine.Printable(s.ID+": "+s.Title), inner, 3)
	font, paint := noteFont, svg.Paint{Fill: svg.Surface, Stroke: svg.Border}
	if s.advice != nil {
		font = strongFont
		if s.advice.Needed() {
			paint, font.Tone = svg.Paint{Fill: svg.AccentSoft, Stroke: svg.Accent, Width: 2}, svg.Accent
		}
	}
	standing, _ := font.Fit(s.standing(), inner, 2)
	tall := float64(len(title))*headFont.Leading() + float64(len(standing))*font.Leading() + 2*10 + 2
	d.Rect(x, y, seatWidth, tall, 8, paint)
	d.Text(x+panelPad, y+10, headFont, title...)
	d.Text(x+panelPad, y+12+float64(len(title))*headFont.Leading(), font, standing...)
	return tall
}

// title returns the lines of the heading of a topic. There is nothing beside them.
func (d *ruleDrawing) title(t topic, continued bool) []string {
	text := "About no question"
	if t.Question != nil {
		text = t.Ask
	}
	lines, _ := strongFont.Fit(resumed(text, continued), d.panel-ruleLeft-panelPad, 3)
	return lines
}

// about returns the line below it: the question's id, and its answer.
func (t topic) about() []string {
	if t.Question == nil {
		return []string{""}
	}
	text := t.ID
	if t.answer != "" {
		text += " = " + t.answer
	}
	lines, _ := codeFont.Fit(text, ruleText, 2)
	return lines
}

func (d *ruleDrawing) headTall(t topic) float64 {
	return float64(len(d.title(t, len(t.clauses) > 1)))*strongFont.Leading() + float64(len(t.about()))*codeFont.Leading() + 22
}

// draw draws the topics and their rules.
func (d *ruleDrawing) draw() {
	for i := 0; i < len(d.slots); {
		first, j := d.slots[i], i+1
		for j < len(d.slots) && d.slots[j].block == first.block && d.slots[j].column == first.column {
			j++
		}
		d.topic(d.slots[i:j])
		i = j
	}
}

// topic draws the part of a topic that is in one column.
func (d *ruleDrawing) topic(slots []slot) {
	first, last := slots[0], slots[len(slots)-1]
	t := d.topics[first.block]
	x, y := d.columnLeft(first.column), d.top+first.y-d.headTall(t)
	d.Rect(x, y, d.panel, d.top+d.bottom(last)-y, 10, svg.Paint{Fill: svg.Surface})
	station := svg.Point{X: x + stem, Y: y + 10 + strongFont.Leading()/2}
	d.stems(slots, station)
	if t.Question != nil {
		d.Begin(t.head())
		drawStation(d.Picture, station, t.number, t.mark)
		d.End()
	}
	title := d.title(t, first.piece > 0)
	d.Text(x+ruleLeft, y+10, t.mark.in(strongFont), title...)
	font := codeFont
	if t.mark == taken {
		font.Tone = svg.Accent
	}
	y += 12 + float64(len(title))*strongFont.Leading()
	d.Text(x+ruleLeft, y, t.mark.in(font), t.about()...)
	for i, s := range d.view.roles {
		id, _ := seatFont.Fit(s.ID, chip, 1)
		d.Begin(s.ID + ": " + engine.Printable(s.Title))
		d.Text(d.chipLeft(x, i)+chip/2, y, seatFont, id...)
		d.End()
	}
	for _, s := range slots {
		d.row(s)
	}
}

// stems draws the lines from a question to its rules, those of rules that fire above
// the others.
func (d *ruleDrawing) stems(slots []slot, from svg.Point) {
	for m := left; ; m-- {
		for _, s := range slots {
			if r := d.rows[s.block][s.piece]; r.mark == m {
				y := d.top + s.y + ruleFont.Leading()/2
				paint := looks[m].line
				paint.Width = min(paint.Width, 3)
				d.Line(paint, 6, from, svg.Point{X: from.X, Y: y}, svg.Point{X: from.X + ruleLeft - stem - 6, Y: y})
			}
		}
		if m == plain {
			return
		}
	}
}

func (d *ruleDrawing) chipLeft(x float64, i int) float64 {
	return x + ruleLeft + ruleText + chipGap + float64(i)*(chip+chipGap)
}

// row draws a rule.
func (d *ruleDrawing) row(s slot) {
	r := d.rows[s.block][s.piece]
	x, y := d.columnLeft(s.column), d.top+s.y
	d.Begin(fmt.Sprintf("%s (%s)\nif %s\n%s", r.ID, d.view.effects(r.clause), r.clause.when, engine.OneLine(r.Because)))
	font := ruleFont
	if r.mark == taken {
		font.Tone = svg.Accent
	}
	d.Text(x+ruleLeft, y, r.mark.in(font), r.name...)
	d.Text(x+ruleLeft, y+float64(len(r.name))*ruleFont.Leading(), r.mark.in(codeFont), r.when...)
	for i, seat := range d.view.roles {
		if r.Touches[seat.index] {
			d.chip(d.chipLeft(x, i), y-2, r.mark, r.Effect, r.effect(seat))
		}
	}
	d.End()
}

// chip draws what a rule does to a role.
func (d *ruleDrawing) chip(x, y float64, m mark, effect rule.Effect, text string) {
	font, paint := chipFont, svg.Paint{}
	bad := effect == rule.RuleOut || strings.HasPrefix(text, "-")
	switch {
	case m == left || m == open:
		font.Tone, paint = looks[m].text, looks[m].area
	case bad:
		font.Tone, paint.Fill = svg.Bad, svg.BadSoft
	default:
		font.Tone, paint.Fill = svg.Good, svg.GoodSoft
	}
	if effect != rule.Points {
		text = map[rule.Effect]string{rule.Require: "must", rule.RuleOut: "never"}[effect]
		if m == plain || m == taken {
			paint.Fill, font.Tone = font.Tone, svg.Page
		}
	}
	font.Size *= min(1, (chip-2)/font.Width(text)) // a number that is cut would be another one
	d.Rect(x, y, chip, chipTall, 4, paint)
	d.Text(x+chip/2, y+chipTall/2-font.Leading()/2, font, text)
}

// key explains the picture.
func (d *ruleDrawing) key() []entry {
	var entries []entry
	if d.view.path != nil {
		for _, e := range []struct {
			mark mark
			text string
		}{{taken, "fires"}, {open, "undecided"}, {left, "does not fire"}} {
			entries = append(entries, entry{34, func(x, y float64) {
				d.Line(looks[e.mark].line, 0, svg.Point{X: x, Y: y}, svg.Point{X: x + 34, Y: y})
			}, e.text})
		}
	}
	m := plain
	if d.view.path != nil {
		m = taken
	}
	for _, e := range []struct {
		effect     rule.Effect
		text, says string
	}{{rule.Points, "+20", "points for a role"}, {rule.Points, "-20", "points against it"}, {rule.Require, "must", "requires it"}, {rule.RuleOut, "never", "rules it out, whatever the points"}} {
		entries = append(entries, entry{chip, func(x, y float64) { d.chip(x, y-chipTall/2, m, e.effect, e.text) }, e.says})
	}
	return entries
}
