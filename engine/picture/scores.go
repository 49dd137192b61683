package picture

import (
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/svg"
	"chiefly/engine/wording"
)

// How many rules a role has a bar each for; the others share one for and one against it.
const (
	mostBars      = 5 // of a role that is needed, or to be planned for
	mostBarsOther = 3
)

// Sizes of the picture of one role, in pixels. It fits the screen of a telephone, and two
// fit beside each other on a page.
const (
	scoreWidth = 360.0
	scoreBar   = 18.0
	ruleBar    = 9.0
	textGap    = 3.0 // between a text and its bar
	ruleGap    = 7.0
)

// Where the pictures of several roles stand.
const (
	rolesBeside = 3
	roleGap     = 40.0
)

// The fonts of the scores.
var (
	roleFont    = svg.Font{Size: 16, Bold: true, Tone: svg.Ink}
	verdictFont = svg.Font{Size: 13.5, Tone: svg.Muted}
	ruleFont    = svg.Font{Size: 13.5, Tone: svg.Ink}
	restFont    = svg.Font{Size: 13.5, Tone: svg.Muted}
	scoreFont   = svg.Font{Size: 16, Bold: true, Tone: svg.Ink}
	pointsFont  = svg.Font{Size: 13, Tone: svg.Ink}
	markFont    = svg.Font{Size: 12.5, Tone: svg.Muted}
)

// Score draws the score of one role against its thresholds, and the rules that make it
// up: those for and against it, the weightiest first. The pictures of all roles of an
// advice are as wide as each other and have the same axis.
func Score(a *engine.Advice, role *engine.Role) Picture {
	d := scores{language: a.Language}
	d.axis = d.fit(a.Roles)
	return Picture{Title: a.Language.Speak("%s: its score, and the rules that make it up", wording.Capital(engine.OneLine(role.Title))), Description: d.inWords(role),
		Width: scoreWidth, Height: d.role(0, role), strokes: d.sketch}
}

// Scores draws the scores of all roles, one beside the other.
func Scores(a *engine.Advice) Picture {
	d := scores{language: a.Language}
	d.axis = d.fit(a.Roles)
	p := Picture{Title: a.Language.Speak("Scores, and the rules that make them up")}
	top := 0.0
	var said []string
	for i, r := range a.InSequence() {
		if i > 0 && i%rolesBeside == 0 {
			top = p.Height + roleGap
		}
		d.left = float64(i%rolesBeside) * (scoreWidth + roleGap)
		p.Width, p.Height = max(p.Width, d.left+scoreWidth), max(p.Height, d.role(top, r))
		said = append(said, d.inWords(r))
	}
	p.Description, p.strokes = strings.Join(said, " "), d.sketch
	return p
}

// scores is the picture as it grows.
type scores struct {
	sketch
	language wording.Language
	axis     axis
	left     float64 // edge of the role that is drawn
}

// inWords says what the picture of a role shows, but for the rules.
func (d *scores) inWords(r *engine.Role) string {
	return d.language.Speak("%s: %s; score %s, hire from %s, plan from %s.", wording.Capital(engine.OneLine(r.Title)), r.VerdictText(d.language),
		d.language.Number(r.Score), d.language.Number(r.Thresholds.Hire), d.language.Number(r.Thresholds.Later))
}

// An axis is where points stand from left to right, from the edge of a role on.
type axis struct{ zero, scale float64 }

// at returns where a number of points stands.
func (d *scores) at(points int) float64 {
	return d.left + d.axis.zero + float64(points)*d.axis.scale
}

// labelGap is what is free between a bar and what it is labelled with.
const labelGap = 6.0

// fit makes an axis that reaches from the least to the greatest of what is drawn, with
// room for the labels on both sides.
func (d *scores) fit(roles engine.Roles) axis {
	low, high, before, after := 0.0, 1.0, 0.0, 1.0 // as wide as a bar is at least
	reserve := func(negative bool, room float64) {
		if negative {
			before = max(before, labelGap+room)
		} else {
			after = max(after, labelGap+room)
		}
	}
	for _, r := range roles {
		values := []int{r.Score, r.Thresholds.Hire, r.Thresholds.Later}
		for _, s := range shares(d.language, r) {
			values = append(values, s.Points)
			reserve(s.Against(), d.weightWidth(s))
		}
		low, high = min(low, float64(slices.Min(values))), max(high, float64(slices.Max(values)))
		reserve(r.Score < 0, scoreFont.Width(d.language.Number(r.Score)))
	}
	const slack = 0.1 // for what rounding adds
	scale := max(scoreWidth-before-after-slack, 1) / (high - low)
	return axis{zero: before + slack/2 - low*scale, scale: scale}
}

// role draws one role and returns where it ends.
func (d *scores) role(y float64, r *engine.Role) float64 {
	titles, _ := roleFont.Fit(wording.Capital(engine.OneLine(r.Title)), scoreWidth, 2)
	y = d.text(d.left, y, roleFont, titles...)
	y = d.text(d.left, y, verdictFont, d.verdict(r)...) + 8
	y = d.score(y, r)
	for _, s := range shares(d.language, r) {
		y = d.share(y, s)
	}
	if n := len(r.Undecided); n > 0 {
		lines, _ := restFont.Fit(d.language.Count(n, "%d more rule waits for answers that are not known", "%d more rules wait for answers that are not known"), scoreWidth, 2)
		y = d.text(d.left, y, restFont, lines...)
	}
	return y
}

// verdict says what to do about a role.
func (d *scores) verdict(r *engine.Role) []string {
	text := wording.Capital(r.VerdictText(d.language))
	if r.Held && r.Verdict == engine.VerdictKeep {
		text += "; " + d.language.Speak("held today")
	}
	lines, _ := verdictFont.Fit(text, scoreWidth, 2)
	return lines
}

// score draws the bar of a score with the thresholds across it, and returns where that
// ends.
func (d *scores) score(y float64, r *engine.Role) float64 {
	tone := svg.Faint
	if r.Needed() {
		tone = svg.Accent
	}
	d.group(d.inWords(r), func() {
		y = d.thresholds(y, r) + 5
		d.bar(y, scoreBar, r.Score, svg.Paint{Fill: tone})
		d.label(y+(scoreBar-scoreFont.Leading())/2, beyond(r), d.language.Number(r.Score), scoreFont)
		d.mark(y, r.Thresholds.Later, true)
		d.mark(y, r.Thresholds.Hire, false)
	})
	return y + scoreBar + 12
}

// beyond returns the points at which neither the bar nor a mark is in the way of the score.
func beyond(r *engine.Role) int {
	if r.Score < 0 {
		return min(r.Score, r.Thresholds.Later, r.Thresholds.Hire)
	}
	return max(r.Score, r.Thresholds.Later, r.Thresholds.Hire)
}

// bar draws a bar from zero to a number of points.
func (d *scores) bar(y, h float64, points int, paint svg.Paint) {
	from, to := min(d.at(0), d.at(points)), max(d.at(0), d.at(points))
	d.rect(from, y, max(to-from, 1), h, 1, paint)
	d.line(svg.Paint{Stroke: svg.Muted}, svg.Point{X: d.at(0), Y: y - 2}, svg.Point{X: d.at(0), Y: y + h + 2})
}

// label writes a text beyond the end of the bar of some points.
func (d *scores) label(y float64, points int, text string, f svg.Font) {
	x := d.at(points) + labelGap
	if points < 0 {
		f.Anchor, x = svg.End, d.at(points)-labelGap
	}
	d.text(x, y, f, text)
}

// thresholds writes what the marks across the bar of a score stand for, as near to them as
// there is room, and returns where that ends.
func (d *scores) thresholds(y float64, r *engine.Role) float64 {
	const apart = 8
	plan, hire := d.language.Speak("plan from %s", d.language.Number(r.Thresholds.Later)), d.language.Speak("hire from %s", d.language.Number(r.Thresholds.Hire))
	planWidth, last := markFont.Width(plan), d.left+scoreWidth-markFont.Width(hire)
	left, right := max(d.at(r.Thresholds.Later)-planWidth, d.left), min(d.at(r.Thresholds.Hire), last)
	if least := d.left + planWidth + apart; least > last { // there is no room in one line
		y = d.text(left, y, markFont, plan)
	} else {
		left = min(left, last-apart-planWidth)
		right = max(right, left+planWidth+apart)
		d.text(left, y, markFont, plan)
	}
	return d.text(right, y, markFont, hire)
}

// mark draws a threshold across the bar of a score.
func (d *scores) mark(y float64, points int, dashed bool) {
	from, to := svg.Point{X: d.at(points), Y: y - 5}, svg.Point{X: d.at(points), Y: y + scoreBar + 5}
	d.line(svg.Paint{Stroke: svg.Page, Width: 4}, from, to) // sets the mark off from the bar
	d.line(svg.Paint{Stroke: svg.Ink, Width: 1.5, Dashed: dashed}, from, to)
}

// A share is what makes up a part of a score: a rule, or several that do less.
type share struct {
	engine.Reason
	rest bool
}

// shares returns what makes up the score of a role. What speaks for its verdict comes
// first, and within that the weightiest.
func shares(l wording.Language, r *engine.Role) []share {
	most := mostBarsOther
	if r.Verdict != engine.VerdictNo {
		most = mostBars
	}
	if len(r.Reasons) <= most+1 { // a single rule is as well shown as counted
		most = len(r.Reasons)
	}
	pro, con := sides(r.Reasons[:most])
	restPro, restCon := sides(r.Reasons[most:])
	pro = append(pro, together(restPro, l.Count(len(restPro), "%d more rule for it", "%d more rules for it"))...)
	con = append(con, together(restCon, l.Count(len(restCon), "%d more rule against it", "%d more rules against it"))...)
	if r.Verdict == engine.VerdictNo {
		pro, con = con, pro
	}
	return slices.Concat(pro, con)
}

// sides parts what speaks for a role from what speaks against it.
func sides(reasons []engine.Reason) (pro, con []share) {
	for _, reason := range reasons {
		if reason.Against() {
			con = append(con, share{Reason: reason})
		} else {
			pro = append(pro, share{Reason: reason})
		}
	}
	return pro, con
}

// together makes one share of several. Those that decide by themselves add no points; where
// no others are left, they have no bar either.
func together(shares []share, text string) []share {
	if len(shares) == 0 {
		return nil
	}
	// The weightiest comes first, so the last one has no points only where none has.
	sum := share{Reason: engine.Reason{Because: text, Effect: shares[len(shares)-1].Effect}, rest: true}
	for _, s := range shares {
		sum.Points += s.Points
	}
	return []share{sum}
}

// The box of a rule that decides by itself.
const (
	boxSide = 6.0 // free beside its text
	boxEdge = 1.0 // and above
)

// weightFont is that of the weight of a share.
func weightFont(s share, tone svg.Tone) svg.Font {
	f := pointsFont
	if s.Effect != "" {
		f.Bold, f.Tone, f.Anchor = true, tone, svg.Middle
	}
	return f
}

// weightWidth is how wide the weight of a share is, with its box if it has one.
func (d *scores) weightWidth(s share) float64 {
	wide := weightFont(s, svg.Ink).Width(s.PrintedWeight(d.language))
	if s.Effect != "" {
		wide += 2 * boxSide
	}
	return wide
}

// share draws one share and returns where the next begins.
func (d *scores) share(y float64, s share) float64 {
	font := ruleFont
	tone, soft := svg.Accent, svg.AccentSoft
	if s.Against() {
		tone, soft = svg.Bad, svg.BadSoft
	}
	paint := svg.Paint{Fill: tone}
	if s.rest {
		font, paint = restFont, svg.Paint{Fill: soft, Stroke: tone}
	}
	lines, _ := font.Fit(engine.OneLine(s.Because), scoreWidth, 4)
	high := pointsFont.Leading()
	d.group(engine.OneLine(s.Because), func() {
		y = d.text(d.left, y, font, lines...) + textGap
		if s.Effect != "" {
			d.decisive(y, s, tone)
			return
		}
		d.bar(y+(high-ruleBar)/2, ruleBar, s.Points, paint)
		d.label(y, s.Points, s.PrintedWeight(d.language), pointsFont)
	})
	return y + high + ruleGap
}

// decisive draws a rule that decides by itself, whatever the points.
func (d *scores) decisive(y float64, s share, tone svg.Tone) {
	f := weightFont(s, tone)
	wide := d.weightWidth(s)
	x := d.at(0) + labelGap
	if s.Against() {
		x = d.at(0) - labelGap - wide
	}
	d.rect(x, y-boxEdge, wide, f.Leading()+2*boxEdge, 3, svg.Paint{Fill: svg.Page, Stroke: tone, Width: 1.5})
	d.text(x+wide/2, y, f, s.PrintedWeight(d.language))
}
