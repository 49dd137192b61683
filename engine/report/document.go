package report

import (
	"strings"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/picture"
	"chiefly/engine/wording"
)

// Headings and captions that only documents have, in English.
const (
	growthTitle  = "As the organisation grows"
	unknownTitle = "What is not known"
	rulesTitle   = "The points, rule by rule"
)

// Document returns an advice as a document for readers who were not there: a board, an
// investor, a search firm. path is the advice along a number and may be nil. Of the
// options only Full matters. What is left out without it is said without naming a
// command: these readers have none.
func Document(a *engine.Advice, path *engine.Path, o Options) document.Document {
	h := handout{view: newHandedView(a, o.Full)}
	h.why()
	h.arrange()
	h.lines("first", h.firstTitle, h.first)
	h.grow(path)
	h.lines("changes", h.speak(changeTitle), h.changes)
	h.unknown()
	h.profiles()
	h.rules()
	h.answers()
	return document.Document{Language: a.Language, Kind: h.speak("Advice"), For: engine.OneLine(a.Organisation), Title: engine.OneLine(a.Headline), Lead: h.lead(),
		Sections: h.sections, Sources: h.publications(), Foot: []string{engine.OneLine(a.Content.Text(h.language))}}
}

// A handout is a view on its way to a document.
type handout struct {
	*view
	sections []document.Section
}

// add adds a section, unless there is nothing in it.
func (h *handout) add(id, title string, blocks ...document.Block) {
	if len(blocks) > 0 {
		h.sections = append(h.sections, document.Section{ID: id, Title: title, Blocks: blocks})
	}
}

// lines adds a section of statements, if there are any.
func (h *handout) lines(id, title string, lines []line) {
	if len(lines) > 0 {
		h.add(id, title, list(lines))
	}
}

func list(lines []line) document.List {
	var l document.List
	for _, one := range lines {
		l.Items = append(l.Items, document.Item{Label: wording.Sentence(one.label), Text: cited(one)})
	}
	return l
}

func cited(l line) document.Text { return document.Text{{Text: l.text, Cites: l.cites}} }

// lead says what weighs most for what is advised first: the reasons for a role that is
// needed or, where none is, what to do instead.
func (h *handout) lead() []document.Text {
	if instead := h.instead(); len(h.needed()) == 0 && len(instead) > 0 {
		return []document.Text{{{Text: instead[0].label + ":", Strong: true}, {Text: " " + instead[0].text}}}
	}
	if len(h.roles) == 0 || !h.roles[0].Needed() || len(h.roles[0].reasons) == 0 || h.roles[0].reasons[0].against {
		return nil
	}
	return []document.Text{cited(h.roles[0].reasons[0])}
}

// why shows what the score of each role is made of.
func (h *handout) why() {
	more := document.Text{{Text: h.speak("All rules that count, with their sources:") + " "}, {Text: h.speak(rulesTitle), Link: "#rules"}, {Text: "."}}
	blocks := []document.Block{h.verdicts()}
	for _, r := range h.roles {
		blocks = append(blocks, document.Figure{Picture: picture.Score(h.advice, r.Role), Told: true})
	}
	h.add("why", h.speak(whyTitle), append(blocks, document.Paragraph{Text: more, Muted: true})...)
}

// rules lists all rules that count, with their sources.
func (h *handout) rules() {
	var blocks []document.Block
	for _, r := range h.roles {
		blocks = append(blocks, document.Heading{Text: wording.Capital(engine.OneLine(r.Title)) + ": " + r.VerdictText(h.language)})
		if len(r.reasons) > 0 {
			blocks = append(blocks, reasons(r))
		} else {
			blocks = append(blocks, document.Paragraph{Text: document.Plain(h.rest(r)), Muted: true})
		}
	}
	h.add("rules", h.speak(rulesTitle), blocks...)
}

// verdicts is the roles with their scores.
func (h *handout) verdicts() document.Table {
	t := document.Table{Caption: h.speak("Each rule that applies adds or takes away points."),
		Head: strings.Split(h.speak("Role | Advice | Score | Hire from | Plan from"), " | "), Numbers: []bool{false, false, true, true, true}}
	for _, r := range h.roles {
		t.Rows = append(t.Rows, []document.Text{{{Text: wording.Capital(engine.OneLine(r.Title)), Strong: r.Needed()}}, document.Plain(r.VerdictText(h.language)),
			h.number(r.Score), h.number(r.Thresholds.Hire), h.number(r.Thresholds.Later)})
	}
	return t
}

func (h *handout) number(n int) document.Text { return document.Plain(h.language.Number(n)) }

func reasons(r roleView) document.List {
	var l document.List
	for _, reason := range r.reasons {
		tone := document.For
		if reason.against {
			tone = document.Against
		}
		l.Items = append(l.Items, document.Item{Label: reason.label, Text: cited(reason), Tone: tone})
	}
	return l
}

// arrange shows who reports to whom, and how the roles are filled.
func (h *handout) arrange() {
	blocks := []document.Block{document.Figure{Picture: picture.Organisation(h.advice)}}
	if len(h.arrangement) > 0 {
		blocks = append(blocks, list(h.arrangement))
	}
	h.add("arrangement", h.speak(arrangeTitle), blocks...)
}

// grow shows the verdicts along a number.
func (h *handout) grow(path *engine.Path) {
	if path == nil || len(path.Segments) < 2 {
		return
	}
	h.add("growth", h.speak(growthTitle), document.Figure{Picture: picture.Growth(path)}, h.stages(path))
}

// unknown says how much depends on what is not known.
func (h *handout) unknown() {
	var blocks []document.Block
	if len(h.settled) > 0 {
		blocks = append(blocks, list(h.settled))
	}
	if len(h.open) > 0 {
		blocks = append(blocks, h.questions()...)
	}
	if h.moreOpen > 0 {
		blocks = append(blocks, document.Paragraph{Text: document.Plain(h.moreQuestions()), Muted: true})
	}
	h.add("unknown", h.speak(unknownTitle), blocks...)
}

// answers lists what the advice is based on.
func (h *handout) answers() {
	if len(h.advice.Answers) == 0 {
		h.add("answers", h.speak(answersTitle), document.Paragraph{Text: document.Plain(h.speak(noAnswers))})
		return
	}
	t := document.Table{Caption: h.speak("All answers that the advice looks at"), Head: strings.Split(h.speak("Question | Answer"), " | ")}
	for _, a := range h.advice.Answers {
		t.Rows = append(t.Rows, []document.Text{document.Plain(engine.OneLine(a.Ask)), document.Plain(engine.OneLine(a.Text))})
	}
	h.add("answers", h.speak(answersTitle), t)
}

// profiles describes the needed roles.
func (h *handout) profiles() {
	for _, role := range h.needed() {
		var blocks []document.Block
		for _, p := range h.profile(role) {
			blocks = append(blocks, p.blocks()...)
		}
		h.add("role-"+strings.ReplaceAll(role.ID, "_", "-"), h.speak(roleTitle, engine.OneLine(role.Title)), blocks...)
	}
}

func (p part) blocks() []document.Block {
	switch {
	case p.title == "":
		return []document.Block{document.Paragraph{Text: document.Plain(p.texts[0])}}
	case !p.list:
		return []document.Block{document.Paragraph{Text: document.Text{{Text: p.title + ":", Strong: true}, {Text: " " + p.texts[0]}}}}
	}
	var l document.List
	for _, text := range p.texts {
		l.Items = append(l.Items, document.Item{Text: document.Plain(text)})
	}
	return []document.Block{document.Heading{Text: p.title}, l}
}

func (h *handout) publications() []document.Source {
	var all []document.Source
	for _, s := range h.sources {
		all = append(all, document.Source{Title: engine.OneLine(s.Title), Publisher: engine.OneLine(s.Publisher), Address: engine.OneLine(s.Address), Remark: strings.Trim(vendor(h.language, s), "()")})
	}
	return all
}
