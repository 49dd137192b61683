package compare

import (
	"strings"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/wording"
)

// matter says which differences make the advices differ, for each pair.
func (s *sheet) matter() {
	var blocks []document.Block
	for _, p := range s.Pairs {
		if len(p.Differences) == 0 || s.Kind == WhatIf && len(p.Differences) == 1 { // which is all there is to say
			continue
		}
		if len(s.Pairs) > 1 {
			blocks = append(blocks, document.Heading{Text: s.speak("%s and %s", s.short[p.From], s.short[p.To])})
		}
		if fewest := s.fewest(p); fewest != nil {
			blocks = append(blocks, *fewest)
		}
		blocks = append(blocks, s.differences(p)...)
	}
	s.add("differences", s.speak("Which differences matter"), blocks...)
}

// fewest says what it takes to turn one advice into the other.
func (s *sheet) fewest(p Pair) *document.Callout {
	if p.Smallest == nil {
		return nil
	}
	var asks []string
	for _, id := range p.Smallest.Questions {
		asks = append(asks, s.language.Quote(engine.OneLine(s.answer(id).Ask)))
	}
	n, title := len(asks), s.speak("What turns the first advice into the second")
	if s.changed() {
		title = s.speak("The fewest of these answers that have the same effect")
	}
	said := ": " + s.language.Join(asks) + "."
	switch sets := p.Smallest.Sets; {
	case p.Smallest.Proof == engine.ProofEstimated:
		said += " " + s.speak("These are enough for certain. Fewer may be too, but no fewer than %d: there are too many sets of answers to try them all.", p.Smallest.Interval[0])
	case sets > 1:
		said += " " + s.speak("No fewer are enough; of as many, %s sets are.", s.language.Grouped(int64(sets)))
	case sets == 1 && n > 1:
		said += " " + s.speak("No fewer are enough, and no others of as many.")
	case n > 1:
		said += " " + s.speak("No fewer are enough.")
	}
	return &document.Callout{Title: title, Tone: document.Notable, Text: document.Plain(s.language.Count(n, "%d answer", "%d answers") + said)}
}

// changed reports whether the sides are one organisation, of which answers change.
func (s *sheet) changed() bool { return s.Kind == WhatIf || s.Kind == BeforeAfter }

func (s *sheet) answer(id string) Answer {
	for _, a := range s.Answers {
		if a.ID == id {
			return a
		}
	}
	return Answer{}
}

// differences lists what matters in a pair, and counts the rest.
func (s *sheet) differences(p Pair) (blocks []document.Block) {
	var items []document.Item
	var pairs []string
	none, several := 0, 0
	for _, d := range p.Differences {
		switch {
		case d.Alone != nil || d.Back != nil:
			items = append(items, s.difference(p, d))
		case d.Matters == engine.ProofProven && len(d.With) == 1:
			pairs = append(pairs, s.language.Quote(engine.OneLine(s.answer(d.ID).Ask)))
		case d.Matters == engine.ProofRefuted:
			none++
		default:
			several++
		}
	}
	if len(items) > 0 {
		blocks = append(blocks, document.List{Items: items})
	}
	if len(pairs) > 0 {
		blocks = append(blocks, document.Paragraph{Text: document.Plain(s.speak("What counts together with one other answer, but not alone: %s.", s.language.Join(pairs)))})
	}
	if several > 0 {
		blocks = append(blocks, muted(s.language.Count(several, "%d difference changes nothing alone or together with one other; with several others it may.",
			"%d differences change nothing alone or together with one other; with several others they may.")))
	}
	if none > 0 {
		blocks = append(blocks, muted(s.language.Count(none, "%d difference changes nothing, whichever of the other answers are of the one or of the other.",
			"%d differences change nothing, whichever of the other answers are of the one or of the other.")))
	}
	return blocks
}

func muted(text string) document.Block {
	return document.Paragraph{Muted: true, Text: document.Plain(text)}
}

// difference says what a difference does.
func (s *sheet) difference(p Pair, d Difference) document.Item {
	a, from, to := s.answer(d.ID), s.short[p.From], s.short[p.To]
	text := document.Text{{Text: from + ": "}, {Text: engine.OneLine(a.Values[p.From].Text), Strong: true}, {Text: "; " + to + ": "}, {Text: engine.OneLine(a.Values[p.To].Text), Strong: true}, {Text: ". "}}
	var said string
	switch {
	case s.changed() && d.Alone != nil:
		said = s.speak("Alone it would bring: %s.", s.outcome(d.Alone))
	case s.changed():
		said = s.speak("Without it there would be: %s.", s.outcome(d.Back))
	case d.Alone != nil:
		said = s.speak("With this one answer of %s, %s would have: %s.", to, from, s.outcome(d.Alone))
	default:
		said = s.speak("With this one answer of %s, %s would have: %s.", from, to, s.outcome(d.Back))
	}
	if moved := s.moved(d); moved != "" && d.Alone != nil {
		said += " " + s.speak("Its points: %s.", moved)
	}
	return document.Item{Label: wording.Sentence(engine.OneLine(a.Ask)), Text: append(text, document.Span{Text: said})}
}

// outcome says what would be decided, as far as it is another thing.
func (s *sheet) outcome(o *Outcome) string {
	var said []string
	advice := s.Sides[0].Advice // for the titles of roles
	for _, r := range o.Roles {
		said = append(said, s.speak("%s in place of %s for the %s", s.verdict(r.To), s.verdict(r.From), engine.OneLine(r.From.Title)))
	}
	for _, group := range o.Joined {
		said = append(said, s.speak("one person for %s", s.language.Join(titles(advice, group))))
	}
	for _, group := range o.Parted {
		said = append(said, s.speak("different people for %s", s.language.Join(titles(advice, group))))
	}
	for _, i := range o.Begun {
		said = append(said, s.speak("%s to do instead", s.language.Quote(engine.OneLine(i.Title))))
	}
	for _, i := range o.Dropped {
		said = append(said, s.speak("no %s to do instead", s.language.Quote(engine.OneLine(i.Title))))
	}
	if len(o.Roles) == 0 && len(o.Sequence) > 1 {
		said = append(said, s.speak("this order: %s", strings.Join(titles(advice, o.Sequence), s.speak(", then "))))
	}
	return s.language.Join(said)
}

// verdict is what is decided about a role, in quotation marks.
func (s *sheet) verdict(r engine.SegmentRole) string {
	return s.language.Quote(r.Role().VerdictText(s.language))
}

// moved says how far scores move.
func (s *sheet) moved(d Difference) string {
	var said []string
	for _, role := range s.Sides[0].Advice.Roles {
		if points := d.Points[role.ID]; points != 0 {
			said = append(said, engine.OneLine(role.Title)+" "+s.language.Signed(points))
		}
	}
	return strings.Join(said, ", ")
}

// talk says what to talk about first.
func (s *sheet) talk() {
	if s.Talk == nil {
		return
	}
	var items []document.Item
	for _, t := range s.Talk.First {
		items = append(items, document.Item{Label: wording.Sentence(engine.OneLine(s.answer(t.ID).Ask)), Text: document.Plain(s.topic(t)), Tone: document.Notable})
	}
	titles := []string{s.speak("What to talk about first"), s.speak("Talk about this one first"), s.speak("Talk about these two first"), s.speak("Talk about these three first")}
	blocks := []document.Block{document.List{Numbered: true, Items: items}}
	if len(items) == 0 {
		blocks = []document.Block{document.Paragraph{Text: document.Plain(s.speak("Nothing: no difference between the answers bears on the advice."))}}
	}
	if s.Talk.Unavailable != "" {
		blocks = append(blocks, muted(s.speak("How much each answer tells is not known: %s.", engine.OneLine(s.Talk.Unavailable))))
	}
	s.add("talk", titles[len(items)], blocks...)
}

// topic says what people answered, and why to talk about it.
func (s *sheet) topic(t Topic) string {
	var said []string
	for i, v := range s.answer(t.ID).Values {
		said = append(said, s.short[i]+": "+s.language.Quote(engine.OneLine(v.Text)))
	}
	text := strings.Join(said, "; ") + "."
	switch roles := s.language.Join(titles(s.Sides[0].Advice, t.Changes)); {
	case roles != "":
		text += " " + s.speak("The answer decides by itself what to do about: %s.", roles)
	case t.Decides:
		text += " " + s.speak("The answer decides by itself how roles are filled.")
	case t.Fewest:
		text += " " + s.speak("It is one of the fewest on which you would have to agree for the same advice.")
	}
	switch {
	case t.Share == 0:
		return text
	case t.Telling == engine.ProofEstimated:
		return text + " " + s.speak("It would settle about %s of what is uncertain, if only what all agree on were known.", s.language.Percent(t.Share))
	}
	return text + " " + s.speak("It would settle %s of what is uncertain, if only what all agree on were known.", s.language.Percent(t.Share))
}
