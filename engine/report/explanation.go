package report

import (
	"fmt"
	"io"
	"strings"

	"chiefly/engine"
)

// Explanation writes what every rule that bears on a role made of the answers,
// and the sum: the text of `chiefly explain`.
func Explanation(w io.Writer, x *engine.Explanation, o Options) error {
	p := newPage(o)
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
		p.heading(changeTitle)
		for _, said := range changes(o, true) {
			p.item(0, 2, span{text: "-"}, span{text: said})
		}
	}
	if o.Settled.Always != engine.ProofProven {
		p.heading(settledTitle)
		p.fill(0, span{text: "The verdict stays " + likely(&o.Settled) + alike(&o.Settled)})
	}
}

// A group is the rules with one truth.
type group struct {
	title string
	truth string
	tell  func(engine.Traced) string
}

var groups = []group{
	{"Counted", engine.TruthTrue, func(t engine.Traced) string { return plain(t.Because) }},
	{"Did not apply", engine.TruthFalse, parts},
	{"Undecided", engine.TruthUndecided, parts},
}

func (p *page) group(g group, rules []engine.Traced) {
	begun := false
	for _, r := range rules {
		if r.Truth != g.truth {
			continue
		}
		if !begun {
			p.heading(g.title)
			begun = true
		}
		p.item(2, leadWidth, span{text: weight(r.Effect, r.Points), style: weightStyle(g, r)},
			span{text: plain(r.Rule) + ":", style: strong}, span{text: g.tell(r)}, span{text: plain(r.At), style: dim})
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
func parts(t engine.Traced) string {
	var said []string
	for _, p := range t.Parts {
		answer := "is " + plain(p.Answer)
		if p.Answer == "unknown" {
			answer = "is not known"
		}
		said = append(said, fmt.Sprintf("`%s` - %s %s", plain(p.Text), plain(p.Question), answer))
	}
	if len(said) == 0 {
		return fmt.Sprintf("`%s`", plain(t.When))
	}
	return strings.Join(said, "; ")
}

// sum adds up the points that counted.
func sum(x *engine.Explanation) string {
	var terms []string
	for _, r := range x.Rules {
		if r.Truth == engine.TruthTrue && r.Effect == "" {
			terms = append(terms, weight("", r.Points))
		}
	}
	if len(terms) == 0 {
		return "Sum: 0."
	}
	return fmt.Sprintf("Sum: %s = %d.", strings.Join(terms, " "), x.Role.Score)
}

// decided says how the sum became the verdict.
func decided(x *engine.Explanation) string {
	how := capital(thresholds(x.Role))
	for _, r := range x.Rules {
		if r.Truth == engine.TruthTrue && r.Effect == engine.EffectRequire {
			how = plain(r.Rule) + " decides whatever the points"
		}
	}
	for _, r := range x.Rules { // a veto wins
		if r.Truth == engine.TruthTrue && r.Effect == engine.EffectRuleOut {
			how = plain(r.Rule) + " rules it out whatever the points"
			break
		}
	}
	return how + ": " + verdict(x.Role) + "."
}
