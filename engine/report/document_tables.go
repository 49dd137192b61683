package report

import (
	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/wording"
)

// questions is what is not known: how far each answer could move the roles, and how much
// it would tell about the verdicts.
func (h *handout) questions() []document.Block {
	t := document.Table{Caption: h.speak(openTitle), Head: []string{h.speak("Question"), h.speak("What its answer could do")}}
	telling := h.telling()
	if telling != nil {
		t.Head, t.Numbers = append(t.Head, h.speak("What it would settle")), []bool{false, false, true}
	}
	for i, l := range h.open {
		row := []document.Text{document.Plain(l.label), document.Plain(l.text)}
		if telling != nil {
			row = append(row, document.Plain(telling[h.advice.Open[i].ID]))
		}
		t.Rows = append(t.Rows, row)
	}
	blocks := []document.Block{t}
	if telling != nil {
		blocks = append(blocks, document.Paragraph{Muted: true, Text: document.Plain(
			h.speak("The last column says how much of what is uncertain about the verdicts an answer would settle on average."))})
	}
	return blocks
}

// telling is how much the answer to each question would settle, in words; nil where
// nothing is known about that.
func (h *handout) telling() map[string]string {
	o := h.advice.Outlook
	if o == nil || len(o.FindOut) == 0 {
		return nil
	}
	shares := map[string]string{}
	for _, q := range h.advice.Open {
		shares[q.ID] = percent(h.language, 0)
	}
	for _, f := range o.FindOut {
		shares[f.ID] = percent(h.language, f.Share)
		if f.Proof == engine.ProofEstimated {
			shares[f.ID] = h.speak("about %s", shares[f.ID])
		}
	}
	return shares
}

// stages is the verdicts along a number, a row for each part of its range.
func (h *handout) stages(path *engine.Path) document.Table {
	t := document.Table{Caption: h.speak("The advice by the answer to %s, all other answers staying as they are", h.language.Quote(engine.OneLine(path.Ask))), Head: []string{h.speak("Range")}}
	for _, r := range path.Segments[0].Roles {
		t.Head = append(t.Head, wording.Capital(engine.OneLine(r.Title)))
	}
	for _, s := range path.Segments {
		label := document.Span{Text: wording.Capital(engine.OneLine(s.Text)), Strong: s.Now}
		if s.Now {
			label.Text += " " + h.speak("(now)")
		}
		row := []document.Text{{label}}
		for _, r := range s.Roles {
			row = append(row, document.Text{{Text: s.VerdictText(h.language, r), Strong: s.Now}})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
