package report

import (
	"fmt"
	"io"
	"strings"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/wording"
)

// Text writes an advice for a terminal or a pipe.
func Text(w io.Writer, a *engine.Advice, o Options) error {
	t := text{page: newPage(o, a.Language), view: newView(a, o.Full)}
	t.top()
	t.why()
	t.lines(t.speak(arrangeTitle), t.arrangement)
	t.lines(t.firstTitle, t.first)
	t.lines(t.speak(changeTitle), t.changes)
	t.lines(t.speak(settledTitle), t.settled)
	t.openQuestions()
	t.profiles()
	t.answers()
	t.citations()
	t.bottom()
	return t.writeTo(w)
}

// A text is a view on its way to a page.
type text struct {
	*page
	*view
}

// speak returns a sentence in the language of the advice, which the page and the view
// share.
func (t *text) speak(english string, args ...any) string { return t.page.speak(english, args...) }

func (t *text) top() {
	if name := engine.OneLine(t.advice.Organisation); name != "" {
		t.fill(0, span{text: name, style: strong})
		t.blank()
	}
	t.fill(0, span{text: engine.OneLine(t.advice.Headline), style: strong})
}

func (t *text) why() {
	t.heading(t.speak(whyTitle))
	for i, r := range t.roles {
		if i > 0 {
			t.blank()
		}
		t.page.role(r.Role)
		for _, l := range r.reasons {
			t.reason(l)
		}
		if rest := t.rest(r); rest != "" {
			t.fill(2, span{text: rest, style: dim})
		}
	}
}

// role writes what to do about a role, and its score.
func (p *page) role(r *engine.Role) {
	p.fill(0, span{text: wording.Capital(engine.OneLine(r.Title)) + ":", style: strong}, span{text: r.VerdictText(p.language), style: verdictStyle(r)})
	p.fill(2, span{text: p.speak("score %d", r.Score)}, span{text: bar(r, p.width), style: verdictStyle(r)}, span{text: thresholds(p.language, r)})
}

func verdictStyle(r *engine.Role) style {
	switch {
	case r.Needed():
		return good
	case r.Verdict == engine.VerdictLater:
		return normal
	}
	return dim
}

// leadWidth is the room for points before a reason.
const leadWidth = 5

func (t *text) reason(l line) {
	s := good
	if l.against {
		s = bad
	}
	t.item(2, leadWidth, span{text: l.label, style: s}, span{text: l.text}, span{text: cites(l.cites), style: dim})
}

func cites(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	return strings.ReplaceAll(fmt.Sprint(numbers), " ", ",")
}

// lines writes a section of statements, if there are any.
func (t *text) lines(title string, lines []line) {
	if len(lines) == 0 {
		return
	}
	t.heading(title)
	for _, l := range lines {
		t.item(0, 2, span{text: "-"}, span{text: wording.Sentence(l.label), style: strong}, span{text: l.text}, span{text: cites(l.cites), style: dim})
	}
}

func (t *text) openQuestions() {
	if len(t.open) == 0 {
		return
	}
	t.lines(t.speak(openTitle), t.open)
	if t.moreOpen > 0 {
		t.fill(2, span{text: t.moreQuestions(), style: dim})
	}
}

func (t *text) profiles() {
	for _, role := range t.needed() {
		t.heading(t.speak(roleTitle, engine.OneLine(role.Title)))
		for _, p := range t.profile(role) {
			t.part(p)
		}
	}
}

func (t *text) part(p part) {
	switch {
	case p.title == "":
		t.fill(0, span{text: p.texts[0]})
		return
	case !p.list:
		t.fill(0, span{text: p.title + ":", style: strong}, span{text: p.texts[0]})
		return
	}
	t.fill(0, span{text: p.title, style: strong})
	for _, s := range p.texts {
		t.item(0, 2, span{text: "-"}, span{text: s})
	}
}

// answers lists the answers with their questions. The short report only says how
// many there were: whoever reads it mostly gave them just now.
func (t *text) answers() {
	if !t.full {
		return
	}
	t.heading(t.speak(answersTitle))
	for _, a := range t.advice.Answers {
		t.item(0, 2, span{text: "-"}, span{text: engine.OneLine(a.Ask)}, span{text: engine.OneLine(a.Text), style: strong})
	}
	if len(t.advice.Answers) == 0 {
		t.fill(0, span{text: t.speak(noAnswers)})
	}
}

func (t *text) citations() {
	if len(t.sources) == 0 {
		return
	}
	t.heading(t.speak(sourcesTitle))
	for i, s := range t.sources {
		t.item(0, leadWidth, span{text: fmt.Sprintf("[%d]", i+1)}, span{text: publication(s)},
			span{text: vendor(t.page.language, s)}, span{text: engine.OneLine(s.Address), style: dim, solid: document.IsWeb(s.Address)})
	}
}

func (t *text) bottom() {
	t.blank()
	if !t.full {
		t.fill(0, span{text: basedOn(t.page.language, len(t.advice.Answers)), style: dim})
	}
	t.fill(0, span{text: engine.OneLine(t.advice.Content.Text(t.page.language)), style: dim})
}
