package brief

import (
	"strconv"

	"chiefly/engine"
	"chiefly/engine/document"
)

// Points from which on a reason is strong, or middling.
const (
	strongFrom   = 30
	middlingFrom = 15
)

// mostMark is the mark for the best answer to a question.
const mostMark = 3

// interview writes a scorecard: a question for each strong reason.
func (w *writer) interview(pro []matter) {
	t := document.Table{Head: []string{w.speak("It tests"), w.speak("Question"), w.speak("A good answer"), w.speak("Weight")},
		Numbers: []bool{false, false, false, true}}
	most := 0
	for _, m := range pro {
		if m.Ask == "" || len(t.Rows) == mostQuestions {
			continue
		}
		weight := 1
		switch {
		case m.weight() >= strongFrom:
			weight = 3
		case m.weight() >= middlingFrom:
			weight = 2
		}
		most += weight * mostMark
		t.Rows = append(t.Rows, []document.Text{{{Text: m.Title, Strong: true}}, document.Plain(m.Ask), document.Plain(m.ListenFor), document.Plain(strconv.Itoa(weight))})
	}
	if len(t.Rows) == 0 {
		return
	}
	how := w.speak("Each candidate is asked the same questions in this order. Each answer gets a mark from 0 (nothing of what is looked for) to %d (all of it, with an example that can be checked), multiplied by its weight; the most that can be reached is %d. Marks are given before interviewers compare them.", mostMark, most)
	w.add("interview", w.speak("Interview scorecard"), document.Paragraph{Text: document.Plain(how)}, t)
}

// evidence lists the reasons of the advice in its own words. They address the
// organisation, which the reader is not.
func (w *writer) evidence() {
	if len(w.role.Reasons) == 0 {
		return
	}
	score := w.speak("Score %s; hired from %d. In the words of the advice, in which \"you\" is %s.", w.language.Number(w.role.Score), w.role.Thresholds.Hire, w.organisation())
	w.add("evidence", w.speak("What the advice rests on"), document.Paragraph{Text: document.Plain(score), Muted: true}, w.reasons(w.role.Reasons))
}

// reasons is a table of reasons in the words of the advice.
func (w *writer) reasons(reasons []engine.Reason) document.Table {
	t := document.Table{Head: []string{w.speak("Points"), w.speak("Reason")}, Numbers: []bool{true, false}}
	for _, r := range reasons {
		t.Rows = append(t.Rows, []document.Text{document.Plain(r.PrintedWeight(w.language)), w.cited(engine.OneLine(r.Because), r.Sources)})
	}
	return t
}

// before says what the organisation has to settle, in the words of the advice.
func (w *writer) before() {
	var l document.List
	if w.role.ModeBecause != "" {
		l.Items = append(l.Items, document.Item{Label: sentence(w.speak("Working time")), Text: document.Plain(engine.OneLine(w.role.ModeBecause))})
	}
	for _, n := range w.advice.Notes {
		if concerns(n, w.role.ID) {
			l.Items = append(l.Items, document.Item{Label: sentence(engine.OneLine(n.TopicText(w.language))), Text: w.cited(engine.OneLine(n.Text), n.Sources)})
		}
	}
	w.add("before", w.speak("For the top management to settle first"), l)
}

// concerns reports whether a note is about a role, or about none in particular.
func concerns(n engine.Note, role string) bool {
	for _, id := range n.Roles {
		if id == role {
			return true
		}
	}
	return len(n.Roles) == 0
}
