package report

import (
	"fmt"
	"io"
	"strings"

	"chiefly/engine"
	"chiefly/engine/wording"
)

// Explanation writes what every rule that bears on a role made of the answers,
// and the sum: the text of `chiefly explain`.
func Explanation(w io.Writer, x *engine.Explanation, o Options) error {
	p := newPage(o, x.Language)
	p.role(x.Role)
	for _, g := range groups {
		p.group(g, x.Rules)
	}
	p.blank()
	p.fill(0, span{text: sum(x), style: strong}, span{text: decided(x)})
	p.explainOutlook(x)
	return p.writeTo(w)
}

// explainOutlook says what would make it each other verdict, and how settled it is.
func (p *page) explainOutlook(x *engine.Explanation) {
	o := x.Outlook
	if o == nil {
		return
	}
	if o.Unavailable == "" {
		p.heading(p.speak(changeTitle))
		for _, said := range changes(p.language, o, true) {
			p.item(0, 2, span{text: "-"}, span{text: said})
		}
	}
	if o.Settled.Always != engine.ProofProven {
		p.heading(p.speak(settledTitle))
		p.fill(0, span{text: p.speak("The verdict stays %s", likely(p.language, &o.Settled)+alike(p.language, &o.Settled))})
	}
}

// A group is the rules with one truth.
type group struct {
	title string
	truth string
	tell  func(wording.Language, engine.Traced) string
}

// Headings of the groups, in English.
const (
	countedTitle   = "Counted"
	falseTitle     = "Did not apply"
	undecidedTitle = "Undecided"
)

var groups = []group{
	{countedTitle, engine.TruthTrue, func(_ wording.Language, t engine.Traced) string { return engine.OneLine(t.Because) }},
	{falseTitle, engine.TruthFalse, parts},
	{undecidedTitle, engine.TruthUndecided, parts},
}

func (p *page) group(g group, rules []engine.Traced) {
	begun := false
	for _, r := range rules {
		if r.Truth != g.truth {
			continue
		}
		if !begun {
			p.heading(p.speak(g.title))
			begun = true
		}
		p.item(2, leadWidth, span{text: engine.Reason{Points: r.Points, Effect: r.Effect}.WeightText(p.language), style: weightStyle(g, r)},
			span{text: engine.OneLine(r.Rule) + ":", style: strong}, span{text: g.tell(p.language, r)}, span{text: engine.OneLine(r.At), style: dim})
	}
}

// weightStyle colours the points that count.
func weightStyle(g group, r engine.Traced) style {
	switch {
	case g.truth != engine.TruthTrue:
		return dim
	case r.Points < 0, r.Effect == engine.EffectRuleOut:
		return bad
	}
	return good
}

// parts says which parts of a condition made it what it is, and the answers that
// they met.
func parts(l wording.Language, t engine.Traced) string {
	var said []string
	for _, p := range t.Parts {
		met := l.Speak("%s is %s", engine.OneLine(p.Question), engine.OneLine(p.Answer))
		if p.Answer == "unknown" {
			met = l.Speak("%s is not known", engine.OneLine(p.Question))
		}
		said = append(said, fmt.Sprintf("`%s` - %s", engine.OneLine(p.Text), met))
	}
	if len(said) == 0 {
		return fmt.Sprintf("`%s`", engine.OneLine(t.When))
	}
	return strings.Join(said, "; ")
}

// sum adds up the points that counted.
func sum(x *engine.Explanation) string {
	var terms []string
	for _, r := range x.Rules {
		if r.Truth == engine.TruthTrue && r.Effect == "" {
			terms = append(terms, engine.Reason{Points: r.Points}.WeightText(x.Language))
		}
	}
	if len(terms) == 0 {
		return x.Language.Speak("Sum: 0.")
	}
	return x.Language.Speak("Sum: %s = %d.", strings.Join(terms, " "), x.Role.Score)
}

// decided says how the sum became the verdict.
func decided(x *engine.Explanation) string {
	how := wording.Capital(thresholds(x.Language, x.Role))
	for _, r := range x.Rules {
		if r.Truth == engine.TruthTrue && r.Effect == engine.EffectRequire {
			how = x.Language.Speak("%s decides whatever the points", engine.OneLine(r.Rule))
		}
	}
	for _, r := range x.Rules { // a veto wins
		if r.Truth == engine.TruthTrue && r.Effect == engine.EffectRuleOut {
			how = x.Language.Speak("%s rules it out whatever the points", engine.OneLine(r.Rule))
			break
		}
	}
	return how + ": " + x.Role.VerdictText(x.Language) + "."
}
