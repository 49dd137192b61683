package report

import (
	"fmt"
	"strings"

	"chiefly/engine"
)

// mostFindOut is how many questions are named as those to find out first.
const mostFindOut = 3

// outlook says what would change the advice and how settled it is.
func (v *view) outlook() {
	o := v.advice.Outlook
	if o == nil || o.Unavailable != "" {
		return
	}
	for _, role := range v.advice.InSequence() {
		if r := o.Roles.Role(role.ID); r != nil && r.Unavailable == "" {
			v.change(plain(role.Title), strings.Join(changes(r, v.full), " "))
		}
	}
	v.settled = v.settledLines(o)
}

// change adds what would change the verdict on a role. Roles of which it is the same come
// together.
func (v *view) change(title, text string) {
	for i, other := range v.changes {
		if other.text == text {
			v.changes[i].label += ", " + title
			return
		}
	}
	v.changes = append(v.changes, line{label: capital(title), text: text})
}

// mostChanges is how many answers somebody can hold in mind at once.
const mostChanges = 3

// changes says what would make the verdict on a role another one, in a sentence for each
// verdict that was looked for.
func changes(r *engine.RoleOutlook, full bool) []string {
	var said []string
	for _, c := range r.Nearest {
		said = append(said, changed(c, full))
	}
	if len(said) > 0 && len(r.OutOfReach) == 0 {
		return said
	}
	none, where := "No answers that you can change would change this", "."
	if len(said) > 0 {
		none = "No answers that you can change lead anywhere else"
	}
	if r.OneByOne != "" {
		none = strings.Replace(none, "No answers that you can change", "No single answer", 1)
		none = strings.Replace(none, " lead ", " leads ", 1)
		if r.Picks > 0 {
			none += fmt.Sprintf(", if no more than %d picks change", r.Picks)
		}
		where = "; several at once are not tried while some answers are known in part."
		if r.OneByOne == engine.TooManyRules {
			where = "; several at once are not tried with so many rules."
		}
	}
	return append(said, none+where)
}

// changed says what would lead to a verdict.
func changed(c engine.Counterfactual, full bool) string {
	as := capital(verdict(&engine.Role{Verdict: c.Verdict, Mode: c.Mode, GivenTo: c.GivenTo, Held: c.Held}))
	if !full && len(c.Changes) > mostChanges {
		return fmt.Sprintf("%s, only if %d answers or more were different; --full tells which.", as, len(c.Changes))
	}
	var ifs []string
	for _, change := range c.Changes {
		ifs = append(ifs, "if "+condition(change))
	}
	return as + ", " + join(ifs) + "."
}

// condition says how one answer would be another one.
func condition(c engine.AnswerChange) string {
	ask := quoted(c.Ask)
	switch added, removed := join(allQuoted(c.Added)), join(allQuoted(c.Removed)); {
	case added != "" && c.Unknown:
		return ask + " were " + added + " (not known now)"
	case added != "" && removed != "":
		return ask + " had " + added + " in place of " + removed
	case added != "":
		return ask + " also had " + added
	case removed != "":
		return ask + " no longer had " + removed
	}
	said := quoted
	switch c.To.(type) {
	case int64, float64: // the latter where the outlook was read from JSON
		said = plain
	}
	now := "now " + said(c.FromText)
	if c.Unknown {
		now = "not known now"
	}
	return fmt.Sprintf("%s were %s (%s)", ask, said(c.ToText), now)
}

// quoted puts a text of the content into quotation marks.
func quoted(text string) string { return `"` + plain(text) + `"` }

func allQuoted(texts []string) []string {
	var all []string
	for _, text := range texts {
		all = append(all, quoted(text))
	}
	return all
}

// settledLines say how far what is not known could change the advice, and what to find
// out first. There are none where everything is known.
func (v *view) settledLines(o *engine.Outlook) []line {
	open := o.Recommendation.Always != engine.ProofProven
	var order []string
	roles := map[string][]string{} // by how likely they stay
	for _, role := range v.advice.InSequence() {
		if r := o.Roles.Role(role.ID); r != nil {
			open = open || r.Settled.Always != engine.ProofProven
			share := likely(&r.Settled)
			if roles[share] == nil {
				order = append(order, share)
			}
			roles[share] = append(roles[share], "the "+plain(role.Title))
		}
	}
	for i, share := range order {
		order[i] = "on " + join(roles[share]) + " " + share
	}
	switch {
	case !open && len(v.advice.Unknown) == 0:
		return nil
	case !open:
		return []line{{label: "Settled", text: "No answer that is not known could change a verdict."}}
	}
	lines := []line{{label: "The recommendation", text: "It stays " + likely(o.Recommendation) + alike(o.Recommendation)},
		{label: "The verdicts", text: "They stay, " + strings.Join(order, ", ") + "."}}
	var first []string
	for _, q := range o.FindOut[:min(len(o.FindOut), mostFindOut)] {
		first = append(first, quoted(q.Ask))
	}
	if len(first) > 0 {
		lines = append(lines, line{label: "Find out first", text: strings.Join(first, ", then ") + "."})
	}
	return lines
}

// alike says what a share is of.
func alike(s *engine.Settled) string {
	if s.Always == engine.ProofProven {
		return ", whatever the answers that are not known."
	}
	if title := plain(s.Population); title != "" {
		return " of all ways to answer what is not known, weighed by " + quoted(title) + "."
	}
	return " of all ways to answer what is not known, all answers to a question counting alike."
}

// likely says a share, and between what it lies where it is estimated.
func likely(s *engine.Settled) string {
	switch {
	case s.Always == engine.ProofProven:
		return "in any case"
	case s.Proof == engine.ProofEstimated && len(s.Interval) == 2:
		return fmt.Sprintf("in about %s (%.0f to %.0f%%)", percent(s.Share), 100*s.Interval[0], 100*s.Interval[1])
	}
	return "in " + percent(s.Share)
}

// percent shows a small share never as none, and a large one never as all.
func percent(share float64) string {
	switch {
	case share < 0.005:
		return "less than 1%"
	case share > 0.995:
		return "more than 99%"
	}
	return fmt.Sprintf("%.0f%%", 100*share)
}
