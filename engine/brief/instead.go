package brief

import (
	"cmp"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/wording"
)

// mostAgainst is how many reasons are given for not filling a role.
const mostAgainst = 7

// instead writes the brief of what to do where a role, or any, is not to be filled.
func (w *writer) instead() document.Document {
	w.meanwhile()
	w.tasks()
	if w.role != nil {
		w.whyNot(w.role)
	} else {
		for _, r := range w.advice.Roles {
			w.whyNot(r)
		}
	}
	w.again()
	headline := document.Text{{Text: engine.OneLine(w.advice.Headline), Strong: true}}
	kind := w.speak("What to do instead")
	switch {
	case w.role == nil:
		return w.document(kind, w.speak("Start no search now"), headline)
	case w.role.Verdict == engine.VerdictLater:
		return w.document(kind, w.speak("Plan for the %s, but start no search now", engine.OneLine(w.role.Title)), headline)
	}
	return w.document(kind, w.speak("Start no search for the role of %s", engine.OneLine(w.role.Title)), headline)
}

// meanwhile says who carries technology in the meantime: those who are needed, or there.
func (w *writer) meanwhile() {
	var l document.List
	for _, r := range w.advice.InSequence() {
		if r != w.role && (r.Needed() || r.Held) {
			l.Items = append(l.Items, document.Item{Label: wording.Capital(engine.OneLine(r.Title)) + ": " + r.VerdictText(w.language) + ".", Text: document.Plain(engine.OneLine(r.Profile.Purpose)), Tone: document.For})
		}
	}
	for _, i := range w.advice.Instead {
		l.Items = append(l.Items, document.Item{Label: sentence(engine.OneLine(i.Title)), Text: document.Plain(engine.OneLine(i.Because)), Tone: document.For})
	}
	w.add("instead", w.speak("Who does it instead"), l)
}

// tasks says what those who come in place of a chief do.
func (w *writer) tasks() {
	var blocks []document.Block
	for _, i := range w.advice.Instead {
		var tasks document.List
		for _, b := range w.briefing.Instead[i.ID] {
			if aim := w.text(b.Aim); aim != "" {
				tasks.Items = append(tasks.Items, document.Item{Text: document.Plain(sentence(aim))})
			}
		}
		if len(tasks.Items) > 0 {
			blocks = append(blocks, document.Heading{Text: engine.OneLine(i.Title)}, tasks)
		}
	}
	w.add("tasks", w.speak("What to arrange"), blocks...)
}

// whyNot says what speaks against a role, and what for it.
func (w *writer) whyNot(r *engine.Role) {
	if r.Needed() {
		return
	}
	reasons := r.Reasons[:min(len(r.Reasons), mostAgainst)] // the weightiest
	title, id := w.speak("Why no %s now", engine.OneLine(r.Title)), "why-"+strings.ReplaceAll(r.ID, "_", "-")
	if len(reasons) == 0 {
		w.add(id, title, document.Paragraph{Text: document.Plain(w.speak("Nothing that is known speaks for it or against it."))})
		return
	}
	against := slices.Clone(reasons)
	slices.SortStableFunc(against, func(x, y engine.Reason) int { return cmp.Compare(truth(y.Against()), truth(x.Against())) })
	t := w.reasons(against)
	t.Caption = w.speak("Score %s; hired from %d, planned for from %d", w.language.Number(r.Score), r.Thresholds.Hire, r.Thresholds.Later)
	blocks := []document.Block{t}
	if more := len(r.Reasons) - len(reasons); more > 0 {
		text := w.language.Count(more, "%d more rule applies and weighs less.", "%d more rules apply and weigh less.")
		blocks = append(blocks, document.Paragraph{Text: document.Plain(text), Muted: true})
	}
	w.add(id, title, blocks...)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// again says when to look again: what would have to be different.
func (w *writer) again() {
	if w.advice.Outlook == nil {
		return
	}
	var blocks []document.Block
	for _, r := range w.advice.InSequence() {
		outlook := w.advice.Outlook.Roles.Role(r.ID)
		if r.Needed() || w.role != nil && w.role != r || outlook == nil {
			continue
		}
		for _, c := range outlook.Nearest {
			blocks = append(blocks, w.change(r, c))
		}
	}
	w.add("again", w.speak("When to look again"), blocks...)
}

// change shows the fewest answers that would lead to another verdict.
func (w *writer) change(r *engine.Role, c engine.Counterfactual) document.Table {
	then := engine.Role{Verdict: c.Verdict, Mode: c.Mode, GivenTo: c.GivenTo, Held: c.Held}
	t := document.Table{Caption: wording.Capital(engine.OneLine(r.Title)) + ": " + then.VerdictText(w.language), Head: []string{w.speak("If the answer to"), w.speak("today"), w.speak("became")}}
	for _, change := range c.Changes {
		t.Rows = append(t.Rows, []document.Text{document.Plain(engine.OneLine(change.Ask)), document.Plain(engine.OneLine(change.FromText)), document.Plain(engine.OneLine(change.ToText))})
	}
	return t
}
