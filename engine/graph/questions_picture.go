package graph

import (
	"fmt"
	"strings"

	"chiefly/engine"
	"chiefly/engine/svg"
)

// Measures of the picture of a flow. The way runs down each column like the line of
// an underground railway: questions are its stations, and one that is asked only
// under a condition lies on a branch beside it.
const (
	panelWidth = 360.0
	panelGap   = 44.0
	panelPad   = 14.0
	spine      = 26.0 // from the left of a panel to the line
	branch     = 20.0 // from the line to a branch
	aside      = 20.0 // from the line to the box of a question
	stationAt  = 19.0 // from the top of a box to the middle of its station
	cardPad    = 9.0
)

// A card is the box of a question, with its texts broken into lines.
type card struct {
	stop
	run                *run
	guard              []string // above it, where the run begins
	ask, about, answer []string
	width, height      float64
	last               bool // of its run
}

// A flowDrawing is the picture of a flow under way.
type flowDrawing struct {
	*svg.Picture
	view   *questionnaire
	blocks []block
	cards  [][]card // by block; the block of the advice has none
	slots  []slot
	top    float64 // of the columns
}

func (v *questionnaire) picture() string {
	d := v.layout()
	width, height := d.size()
	d.top = drawHeading(d.Picture, heading(v.flow.Title, v.path), v.note(), width) + 34
	d.panels()
	d.walk().draw()
	for _, s := range d.slots {
		if s.block < len(d.cards) {
			d.card(s)
		}
	}
	d.advice(d.slots[len(d.slots)-1])
	drawKey(d.Picture, d.top+height+44, width, d.key())
	return d.String()
}

// layout finds the places of all questions, and of the advice behind them.
func (v *questionnaire) layout() *flowDrawing {
	d := &flowDrawing{Picture: svg.New(heading(v.flow.Title, v.path), v.note()), view: v}
	for i := range v.sections {
		b, cards := v.sections[i].block()
		d.blocks, d.cards = append(d.blocks, b), append(d.cards, cards)
	}
	d.blocks = append(d.blocks, block{head: 12, pieces: []piece{{height: float64(len(v.advice()))*headFont.Leading() + 2*panelPad}}})
	d.slots = columns(d.blocks, panelWidth, panelGap)
	return d
}

// note says in words what the picture shows.
func (v *questionnaire) note() string {
	guarded, asked, known := 0, 0, 0
	for _, s := range v.sections {
		for _, r := range s.runs {
			for _, at := range r.stops {
				if r.guard != "" {
					guarded++
				}
				if at.mark != left {
					asked++
				}
				if at.mark == taken {
					known++
				}
			}
		}
	}
	note := fmt.Sprintf("Questions: %d, of which %d are asked only under a condition.", len(v.flow.Questions), guarded)
	if v.path != nil {
		note += fmt.Sprintf(" With these answers %d are asked, and %d of them are answered.", asked, known)
	}
	return note
}

// advice is the text of the last box.
func (v *questionnaire) advice() []string {
	text := "Advice"
	if v.headline != "" {
		text = v.headline
	}
	lines, _ := headFont.Fit(text, panelWidth-2*panelPad, 5)
	return lines
}

// block measures a section.
func (s *section) block() (block, []card) {
	b := block{head: 8, foot: 4}
	if s.title != "" {
		b.head = float64(len(s.heading(true)))*headFont.Leading() + 18
	}
	var cards []card
	for i := range s.runs {
		r := &s.runs[i]
		for j, at := range r.stops {
			c := at.card(r, j == len(r.stops)-1)
			p := piece{height: c.height + 12, runs: j == 0}
			if r.guard != "" {
				p.lead = float64(len(c.guard))*codeFont.Leading() + 8
				if c.last {
					p.height += 8
				}
			}
			cards, b.pieces = append(cards, c), append(b.pieces, p)
		}
	}
	return b, cards
}

// heading returns the lines of a section's title. Where it is continued, it has no
// fewer than where it begins.
func (s *section) heading(continued bool) []string {
	lines, _ := headFont.Fit(resumed(s.title, continued), panelWidth-spine-aside-panelPad, 2)
	return lines
}

// card measures a question.
func (s stop) card(r *run, last bool) card {
	c := card{stop: s, run: r, last: last, width: panelWidth - spine - aside - panelPad}
	if r.guard != "" {
		c.width -= branch
		c.guard, _ = codeFont.Fit("if "+r.guard, c.width, 4)
	}
	inner := c.width - 2*cardPad
	c.ask, _ = textFont.Fit(s.Ask, inner, 4)
	c.about, _ = codeFont.Fit(s.ID+" · "+values(s.Question), inner, 2)
	c.answer, _ = answerFont.Fit(s.answer, inner, 4)
	if s.mark == left {
		c.answer = []string{"not asked"}
	}
	c.height = 2*cardPad + float64(len(c.ask))*textFont.Leading() + float64(len(c.about))*codeFont.Leading() + 2
	if c.answer != nil {
		c.height += 3 + float64(len(c.answer))*answerFont.Leading()
	}
	return c
}

// columnLeft is where a column begins.
func columnLeft(column int) float64 { return float64(column) * (panelWidth + panelGap) }

// size is that of all columns together.
func (d *flowDrawing) size() (width, height float64) {
	for _, s := range d.slots {
		width = max(width, columnLeft(s.column)+panelWidth)
		height = max(height, d.bottom(s))
	}
	return width, height
}

// bottom is where the panel below a slot ends, from the top of the columns.
func (d *flowDrawing) bottom(s slot) float64 {
	if s.block == len(d.cards) {
		return s.y
	}
	c := d.cards[s.block][s.piece]
	end := s.y + c.height + 16
	if c.guard != nil && c.last {
		end += 8
	}
	return end
}

// panels draws the grounds and titles of sections.
func (d *flowDrawing) panels() {
	for i := 0; i < len(d.slots); {
		first, j := d.slots[i], i+1
		for j < len(d.slots) && d.slots[j].block == first.block && d.slots[j].column == first.column {
			j++
		}
		i = j
		if first.block == len(d.cards) {
			continue
		}
		s := d.view.sections[first.block]
		b := d.blocks[first.block]
		y := first.y - b.head - b.pieces[first.piece].lead
		x := columnLeft(first.column)
		d.Rect(x, d.top+y, panelWidth, d.bottom(d.slots[j-1])-y, 10, svg.Paint{Fill: svg.Surface})
		d.Text(x+spine+aside, d.top+y+10, headFont, s.heading(first.piece > 0)...)
	}
}

// card draws a question.
func (d *flowDrawing) card(s slot) {
	c := &d.cards[s.block][s.piece]
	x := columnLeft(s.column) + panelWidth - panelPad - c.width
	y := d.top + s.y
	d.Begin(c.hint())
	if s.led {
		d.Text(x, y-float64(len(c.guard))*codeFont.Leading()-4, codeFont, c.guard...)
	}
	d.Rect(x, y, c.width, c.height, 6, looks[c.mark].area)
	drawStation(d.Picture, d.station(s), c.number, c.mark)
	y += cardPad
	for _, part := range []struct {
		font  svg.Font
		lines []string
		below float64
	}{{textFont, c.ask, 2}, {codeFont, c.about, 3}, {c.answerFont(), c.answer, 0}} {
		d.Text(x+cardPad, y, c.mark.in(part.font), part.lines...)
		y += float64(len(part.lines))*part.font.Leading() + part.below
	}
	d.End()
}

func (c *card) answerFont() svg.Font {
	font := answerFont
	font.Bold = c.mark == taken
	return font
}

// hint is what is shown where a pointer rests on a question: all of its text, and
// the options.
func (c *card) hint() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", c.ID, engine.OneLine(c.Ask))
	if c.run.guard != "" {
		b.WriteString("\nasked if " + c.run.guard)
	}
	for _, o := range c.Options {
		b.WriteString("\n- " + engine.OneLine(o.Label))
	}
	if c.stop.answer != "" {
		b.WriteString("\n= " + c.stop.answer)
	}
	return b.String()
}

// advice draws the box at the end of the way.
func (d *flowDrawing) advice(s slot) {
	x, y, lines := columnLeft(s.column), d.top+s.y, d.view.advice()
	d.Rect(x, y, panelWidth, float64(len(lines))*headFont.Leading()+2*panelPad, 10, svg.Paint{Fill: svg.AccentSoft, Stroke: svg.Accent, Width: 2})
	d.Text(x+panelPad, y+panelPad, headFont, lines...)
}

// key explains the picture.
func (d *flowDrawing) key() []entry {
	var entries []entry
	if d.view.path != nil {
		for _, e := range []struct {
			mark mark
			text string
		}{{taken, "asked and answered"}, {open, "asked, answer not known"}, {left, "not asked"}} {
			entries = append(entries, entry{38, func(x, y float64) {
				d.Line(looks[e.mark].line, 0, svg.Point{X: x, Y: y}, svg.Point{X: x + 38, Y: y})
				drawStation(d.Picture, svg.Point{X: x + 19, Y: y}, 1, e.mark)
			}, e.text})
		}
	}
	return append(entries, entry{44, func(x, y float64) {
		line := looks[plain].line
		d.Line(line, 0, svg.Point{X: x, Y: y + 6}, svg.Point{X: x + 44, Y: y + 6})
		d.Line(line, 5, svg.Point{X: x + 6, Y: y + 6}, svg.Point{X: x + 6, Y: y - 6}, svg.Point{X: x + 38, Y: y - 6}, svg.Point{X: x + 38, Y: y + 6})
	}, "a branch: asked only if the condition beside it holds, else passed by"})
}
