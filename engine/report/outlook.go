package report

import (
	"strings"

	"chiefly/engine"
	"chiefly/engine/wording"
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
			v.change(engine.OneLine(role.Title), strings.Join(changes(v.language, r, v.full || v.handed), " "))
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
	v.changes = append(v.changes, line{label: wording.Capital(title), text: text})
}

// mostChanges is how many answers somebody can hold in mind at once.
const mostChanges = 3

// changes says what would make the verdict on a role another one, in a sentence for each
// verdict that was looked for.
func changes(l wording.Language, r *engine.RoleOutlook, full bool) []string {
	var said []string
	for _, c := range r.Nearest {
		said = append(said, changed(l, c, full))
	}
	if len(said) > 0 && len(r.OutOfReach) == 0 {
		return said
	}
	return append(said, nothingElse(l, r, len(said) > 0))
}

// nothingElse says that no answers were found that would change a verdict, or change it to
// yet another one, and how far they were looked for.
func nothingElse(l wording.Language, r *engine.RoleOutlook, others bool) string {
	if r.OneByOne == "" {
		if others {
			return l.Speak("No answers that you can change lead anywhere else.")
		}
		return l.Speak("No answers that you can change would change this.")
	}
	none := l.Speak("No single answer would change this")
	if others {
		none = l.Speak("No single answer leads anywhere else")
	}
	if r.Picks > 0 {
		none += l.Speak(", if no more than %d picks change", r.Picks)
	}
	if r.OneByOne == engine.TooManyRules {
		return none + l.Speak("; several at once are not tried with so many rules.")
	}
	return none + l.Speak("; several at once are not tried while some answers are known in part.")
}

// changed says what would lead to a verdict.
func changed(l wording.Language, c engine.Counterfactual, full bool) string {
	role := engine.Role{Verdict: c.Verdict, Mode: c.Mode, GivenTo: c.GivenTo, Held: c.Held}
	as := wording.Capital(role.VerdictText(l))
	if !full && len(c.Changes) > mostChanges {
		return l.Speak("%s, only if %d answers or more were different; --full tells which.", as, len(c.Changes))
	}
	var ifs []string
	for _, change := range c.Changes {
		ifs = append(ifs, l.Speak("if %s", condition(l, change)))
	}
	return as + ", " + l.Join(ifs) + "."
}

// condition says how one answer would be another one.
func condition(l wording.Language, c engine.AnswerChange) string {
	ask := l.Quote(engine.OneLine(c.Ask))
	switch added, removed := l.Join(allQuoted(l, c.Added)), l.Join(allQuoted(l, c.Removed)); {
	case added != "" && c.Unknown:
		return l.Speak("%s were %s (not known now)", ask, added)
	case added != "" && removed != "":
		return l.Speak("%s had %s in place of %s", ask, added, removed)
	case added != "":
		return l.Speak("%s also had %s", ask, added)
	case removed != "":
		return l.Speak("%s no longer had %s", ask, removed)
	}
	said := func(text string) string { return l.Quote(engine.OneLine(text)) }
	switch c.To.(type) {
	case int64, float64: // the latter where the outlook was read from JSON
		said = engine.OneLine
	}
	if c.Unknown {
		return l.Speak("%s were %s (not known now)", ask, said(c.ToText))
	}
	return l.Speak("%s were %s (now %s)", ask, said(c.ToText), said(c.FromText))
}

// allQuoted puts texts of the content into quotation marks.
func allQuoted(l wording.Language, texts []string) []string {
	var all []string
	for _, text := range texts {
		all = append(all, l.Quote(engine.OneLine(text)))
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
			share := likely(v.language, &r.Settled)
			if roles[share] == nil {
				order = append(order, share)
			}
			roles[share] = append(roles[share], v.speak("the %s", engine.OneLine(role.Title)))
		}
	}
	for i, share := range order {
		order[i] = v.speak("on %s %s", v.language.Join(roles[share]), share)
	}
	switch {
	case !open && len(v.advice.Unknown) == 0:
		return nil
	case !open:
		return []line{{label: v.speak("Settled"), text: v.speak("No answer that is not known could change a verdict.")}}
	}
	lines := []line{{label: v.speak("The recommendation"), text: v.speak("It stays %s", likely(v.language, o.Recommendation)+alike(v.language, o.Recommendation))},
		{label: v.speak("The verdicts"), text: v.speak("They stay, %s.", strings.Join(order, ", "))}}
	var first []string
	for _, q := range o.FindOut[:min(len(o.FindOut), mostFindOut)] {
		first = append(first, v.language.Quote(engine.OneLine(q.Ask)))
	}
	if len(first) > 0 {
		lines = append(lines, line{label: v.speak("Find out first"), text: strings.Join(first, v.speak(", then ")) + "."})
	}
	return lines
}

// alike says what a share is of.
func alike(l wording.Language, s *engine.Settled) string {
	if s.Always == engine.ProofProven {
		return l.Speak(", whatever the answers that are not known.")
	}
	if title := engine.OneLine(s.Population); title != "" {
		return l.Speak(" of all ways to answer what is not known, weighed by %s.", l.Quote(title))
	}
	return l.Speak(" of all ways to answer what is not known, all answers to a question counting alike.")
}

// likely says a share, and between what it lies where it is estimated.
func likely(l wording.Language, s *engine.Settled) string {
	switch {
	case s.Always == engine.ProofProven:
		return l.Speak("in any case")
	case s.Proof == engine.ProofEstimated && len(s.Interval) == 2:
		return l.Speak("in about %s (%s)", percent(l, s.Share), l.PercentRange(s.Interval[0], s.Interval[1]))
	}
	return l.Speak("in %s", percent(l, s.Share))
}

// percent shows a small share never as none, and a large one never as all.
func percent(l wording.Language, share float64) string {
	switch {
	case share < 0.005:
		return l.Speak("less than %s", l.Percent(0.01))
	case share > 0.995:
		return l.Speak("more than %s", l.Percent(0.99))
	}
	return l.Percent(share)
}
