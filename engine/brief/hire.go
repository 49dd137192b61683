package brief

import (
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/wording"
)

// How much of each kind a brief has. Who hires can hold as much in mind, and candidates
// lose heart before longer lists.
const (
	mostReasons   = 8
	leastReasons  = 4 // as far as there are any: weak ones are left out beyond
	mostAims      = 6
	mostDuties    = 5
	mostMeasures  = 6
	mostFirst     = 5
	mostQuestions = 7
	mostMust      = 2 // besides what the profile asks for
	mostNice      = 4
	mostNot       = 3
)

// filled writes the brief of a role that is needed. Of one that stays with whoever has it
// already, the brief is that person's mandate: nobody is searched for.
func (w *writer) filled() document.Document {
	pro, con := w.matters()
	hire := w.role.Verdict == engine.VerdictHire && w.role.GivenTo == ""
	w.post(pro)
	w.why(pro)
	w.duties(pro)
	w.add("not", w.speak("What the role is not"), list(printable(w.role.Profile.IsNot[:min(len(w.role.Profile.IsNot), mostNot)])))
	w.line(pro)
	w.add("measures", w.speak("Measures of success"), list(w.measures(pro)))
	w.firstDays(pro)
	if hire {
		w.experience(pro)
		w.interview(pro)
		w.terms(pro)
	}
	w.add("difficulties", w.speak("What makes it hard"), list(collect(con, mostReasons, func(m matter) string { return m.Now })))
	w.evidence()
	w.before()
	title := engine.OneLine(w.role.Title)
	lead := w.mission(pro)
	switch {
	case !hire && w.role.GivenTo != "":
		given := w.speak("There is no search: whoever is %s today takes on this role too. This is the mandate for it.", engine.OneLine(w.advice.Roles.Role(w.role.GivenTo).Title))
		return w.document(w.speak("Mandate"), w.speak("The role of %s goes to somebody who is there", title), append([]document.Text{document.Plain(given)}, lead...)...)
	case !hire:
		kept := w.speak("There is no search: the post is filled and stays so. This is the mandate for whoever holds it.")
		return w.document(w.speak("Mandate"), w.speak("The %s stays", title), append([]document.Text{document.Plain(kept)}, lead...)...)
	}
	return w.document(w.speak("Hiring brief"), w.speak("%s is looking for %s", wording.Capital(w.organisation()), engine.OneLine(w.advice.SeatText(w.role))), lead...)
}

// mission is the purpose of the role, made specific by the two strongest reasons.
func (w *writer) mission(pro []matter) []document.Text {
	texts := []document.Text{document.Plain(engine.OneLine(w.role.Profile.Purpose))}
	if aims := collect(pro, 2, func(m matter) string { return m.Aim }); len(aims) == 2 {
		said := w.speak("Two tasks come first: to %s; and to %s.", aims[0], aims[1])
		if name := engine.OneLine(w.advice.Organisation); name != "" {
			said = w.speak("Two tasks come first at %s: to %s; and to %s.", name, aims[0], aims[1])
		}
		texts = append(texts, document.Text{{Text: said, Strong: true}})
	}
	return texts
}

// post shows the post and the organisation at a glance.
func (w *writer) post(pro []matter) {
	t := document.Table{Head: []string{w.speak("The post"), wording.Capital(engine.OneLine(w.role.Title))}}
	row := func(label, text string) {
		if text != "" {
			t.Rows = append(t.Rows, []document.Text{document.Plain(label), document.Plain(text)})
		}
	}
	row(w.speak("Organisation"), engine.OneLine(w.advice.Organisation))
	for _, f := range w.briefing.Facts {
		row(engine.OneLine(f.Label), w.text(f.Text))
	}
	row(w.speak("Working time"), wording.Capital(w.role.ModeText(w.language)))
	row(w.speak("Reports to"), first(pro, w.role.Profile.ReportsTo, func(m matter) string { return m.ReportsTo }))
	row(w.speak("Leads"), first(pro, w.role.Profile.Leads, func(m matter) string { return m.Leads }))
	w.add("post", w.speak("At a glance"), t)
}

// why lists what makes the role needed now. Where the content says nothing to readers
// outside, the reasons of the advice stand for it.
func (w *writer) why(pro []matter) {
	var l document.List
	for _, m := range pro {
		weak := m.weight() <= middlingFrom && len(l.Items) >= leastReasons
		if m.Now != "" && !weak && len(l.Items) < mostReasons {
			l.Items = append(l.Items, document.Item{Label: sentence(m.Title), Text: document.Plain(m.Now), Tone: document.For})
		}
	}
	if len(l.Items) == 0 {
		for _, r := range w.role.Reasons {
			if !r.Against() && len(l.Items) < mostReasons {
				l.Items = append(l.Items, document.Item{Text: w.cited(w.language.Quote(engine.OneLine(r.Because)), r.Sources), Tone: document.For})
			}
		}
	}
	w.add("why", w.speak("Why now"), l)
}

// duties lists what is to be achieved, and of the standing duties of the role those that
// the reasons bear on.
func (w *writer) duties(pro []matter) {
	aims := list(nil)
	aims.Numbered = true
	for _, aim := range collect(pro, mostAims, func(m matter) string { return m.Aim }) {
		aims.Items = append(aims.Items, document.Item{Text: document.Plain(sentence(aim))})
	}
	all := printable(w.role.Profile.Responsibilities)
	var chosen []string
	for _, m := range pro {
		for _, i := range m.Duties {
			if i < len(all) && !slices.Contains(chosen, all[i]) && len(chosen) < mostDuties {
				chosen = append(chosen, all[i])
			}
		}
	}
	if len(chosen) == 0 {
		chosen = all[:min(len(all), mostDuties)]
	}
	var blocks []document.Block
	if len(aims.Items) > 0 {
		blocks = append(blocks, document.Heading{Text: w.speak("To be achieved, the weightiest first")}, aims)
	}
	if len(chosen) > 0 {
		blocks = append(blocks, document.Heading{Text: w.speak("Standing duties that this rests on")}, list(chosen))
	}
	w.add("responsibilities", w.speak("Responsibilities"), blocks...)
}

// line says to whom the role reports, whom it leads and beside whom it works.
func (w *writer) line(pro []matter) {
	l := document.List{Items: []document.Item{
		{Label: sentence(w.speak("Reports to")), Text: document.Plain(first(pro, w.role.Profile.ReportsTo, func(m matter) string { return m.ReportsTo }))},
		{Label: sentence(w.speak("Leads")), Text: document.Plain(first(pro, w.role.Profile.Leads, func(m matter) string { return m.Leads }))},
	}}
	l.Items = slices.DeleteFunc(l.Items, func(i document.Item) bool { return i.Text[0].Text == "" })
	also, beside := w.others()
	if len(also) > 0 {
		text := w.speak("%s, of which there is a separate brief.", wording.Capital(w.language.Join(also)))
		l.Items = append(l.Items, document.Item{Label: sentence(w.speak("Also fills")), Text: document.Plain(text)})
	}
	if len(beside) > 0 {
		l.Items = append(l.Items, document.Item{Label: sentence(w.speak("Works beside")), Text: document.Plain(sentence(w.language.Join(beside)))})
	}
	w.add("line", w.speak("Reporting line"), l)
}

// others returns the other roles that the same person fills, and those that other people
// do.
func (w *writer) others() (also, beside []string) {
	for _, r := range w.advice.InSequence() {
		same := slices.ContainsFunc(w.advice.Combined, func(group []string) bool { return slices.Contains(group, r.ID) && slices.Contains(group, w.role.ID) })
		switch {
		case r == w.role:
		case same:
			also = append(also, engine.OneLine(r.Title))
		case r.GivenTo == "" && (r.Needed() || r.Held):
			beside = append(beside, w.speak("%s (%s)", engine.OneLine(r.Title), r.VerdictText(w.language)))
		}
	}
	return also, beside
}

// measures are those of the reasons, and of the profile as many as there is room for.
func (w *writer) measures(pro []matter) []string {
	found := collect(pro, mostMeasures, func(m matter) string { return m.Measure })
	for _, text := range printable(w.role.Profile.Measures) {
		if len(found) < mostMeasures/2 {
			found = append(found, text)
		}
	}
	return found
}

// firstDays are the first 90 days: what the reasons ask for, and the steps of the profile.
func (w *writer) firstDays(pro []matter) {
	var steps document.List
	for _, s := range w.role.Profile.First90Days {
		steps.Items = append(steps.Items, document.Item{Label: sentence(w.speak("Days %s", engine.OneLine(s.Days))), Text: document.Plain(engine.OneLine(s.Goal))})
	}
	blocks := []document.Block{steps}
	if own := collect(pro, mostFirst, func(m matter) string { return m.First }); len(own) > 0 {
		blocks = append(blocks, document.Heading{Text: w.speak("Done by day 90")}, list(own))
	}
	w.add("first", w.speak("First 90 days"), blocks...)
}

// experience says what a candidate must have done, and what is welcome.
func (w *writer) experience(pro []matter) {
	must := printable(w.role.Experience)
	own := collect(pro, mostMust+mostNice, func(m matter) string { return m.Experience })
	n := min(len(own), mostMust)
	must, nice := append(must, own[:n]...), own[n:]
	var blocks []document.Block
	if len(must) > 0 {
		blocks = append(blocks, document.Heading{Text: w.speak("Needed")}, list(must))
	}
	if len(nice) > 0 {
		blocks = append(blocks, document.Heading{Text: w.speak("Welcome")}, list(nice))
	}
	w.add("experience", w.speak("Experience"), blocks...)
}

// terms says how much of a person the role takes, and in which order people are hired.
func (w *writer) terms(pro []matter) {
	texts := collect(pro, 1, func(m matter) string { return m.Terms })
	if len(texts) == 0 {
		texts = append(texts, sentence(w.role.ModeText(w.language)))
	}
	hired := w.advice.Hired()
	if i := slices.Index(hired, w.role); len(hired) > 1 && i >= 0 {
		var titles []string
		for _, r := range hired {
			titles = append(titles, engine.OneLine(r.Title))
		}
		texts = append(texts, w.speak("Searches follow each other in this order: %s.", strings.Join(titles, w.speak(", then "))))
	}
	w.add("terms", w.speak("Terms"), list(texts))
}

// printable makes texts safe to show.
func printable(texts []string) []string {
	var all []string
	for _, text := range texts {
		if text = engine.OneLine(text); text != "" {
			all = append(all, text)
		}
	}
	return all
}
