package compare

import (
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/wording"
)

// Document returns a comparison as a document for readers who were not there: with the
// rules that weigh most, or in full with all that apply to some only.
func (c *Comparison) Document(full bool) document.Document {
	s := sheet{Comparison: c, full: full, language: c.Language, short: shortNames(c.Sides)}
	if c.Kind == WhatIf {
		s.answers(s.speak("What is tried"))
	}
	s.verdicts()
	s.matter()
	s.rules()
	if c.Kind != WhatIf {
		s.answers(s.speak("The answers that differ"))
	}
	s.talk()
	return document.Document{Language: c.Language, Kind: s.kind(), For: s.about(), Title: s.title(), Lead: s.lead(), Sections: s.sections,
		Foot: []string{c.Content.Text(c.Language)}}
}

// A sheet is a comparison on its way to a document.
type sheet struct {
	*Comparison
	full     bool
	language wording.Language
	short    []string // names for the heads of columns
	sections []document.Section
}

// speak returns a sentence in the language of the comparison.
func (s *sheet) speak(english string, args ...any) string { return s.language.Speak(english, args...) }

func (s *sheet) add(id, title string, blocks ...document.Block) {
	if len(blocks) > 0 {
		s.sections = append(s.sections, document.Section{ID: id, Title: title, Blocks: blocks})
	}
}

// mostOfName is the longest name in the head of a column, in characters.
const mostOfName = 32

// shortNames returns names that fit above columns.
func shortNames(sides []Side) (names []string) {
	for _, side := range sides {
		name := []rune(engine.OneLine(side.Name))
		if len(name) > mostOfName {
			name = append([]rune(strings.TrimSpace(string(name[:mostOfName-1]))), '…')
		}
		names = append(names, string(name))
	}
	return names
}

func (s *sheet) kind() string {
	switch s.Kind {
	case BeforeAfter:
		return s.speak("Before and after")
	case Views:
		return s.speak("Views compared")
	case WhatIf:
		return s.speak("What if")
	}
	return s.speak("Comparison")
}

// about is whom the comparison is about. Different organisations are named in the title.
func (s *sheet) about() string {
	switch name := engine.OneLine(s.Organisation); {
	case s.Kind == Organisations:
		return ""
	case name != "":
		return name
	}
	return s.speak("an organisation")
}

func (s *sheet) title() string {
	names := s.language.Join(s.short)
	switch {
	case s.Kind == WhatIf && s.Same:
		return s.speak("The advice would stay the same")
	case s.Kind == WhatIf:
		return s.speak("The advice would change")
	case s.Kind == BeforeAfter && s.Same:
		return s.speak("The advice stays the same")
	case s.Kind == BeforeAfter:
		return s.speak("The advice changes")
	case s.Kind == Views && s.Same:
		return s.speak("The answers of %s lead to the same advice", names)
	case s.Kind == Views:
		return s.speak("The answers of %s lead to different advice", names)
	case s.Same:
		return s.speak("The same advice for %s", names)
	}
	return s.speak("Different advice for %s", names)
}

// lead is what is advised to whom, and what it takes to get from one to the other.
func (s *sheet) lead() (all []document.Text) {
	if s.Same {
		return []document.Text{document.Plain(engine.OneLine(s.Sides[0].Advice.Headline)), document.Plain(s.count())}
	}
	for i, side := range s.Sides {
		all = append(all, document.Text{{Text: s.short[i] + ":", Strong: true}, {Text: " " + engine.OneLine(side.Advice.Headline)}})
	}
	return append(all, document.Plain(s.count()))
}

// count says how many answers differ.
func (s *sheet) count() string {
	switch {
	case len(s.Answers) == 0:
		return s.speak("All answers are the same.")
	case s.Kind == WhatIf:
		return s.language.Count(len(s.Answers), "%d answer is tried.", "%d answers are tried.")
	}
	differ := s.language.Count(len(s.Answers), "%d answer differs", "%d answers differ")
	if s.Alike == 0 {
		return differ + "."
	}
	return differ + "; " + s.language.Count(s.Alike, "%d is the same.", "%d are the same.")
}

// verdicts shows what is advised side by side.
func (s *sheet) verdicts() {
	t := document.Table{Caption: s.speak("The verdict on each role, and in brackets its score"), Head: append([]string{s.speak("Role")}, s.short...)}
	for i, role := range s.Sides[0].Advice.Roles {
		row := []document.Text{document.Plain(wording.Capital(engine.OneLine(role.Title)))}
		for _, side := range s.Sides {
			r := side.Advice.Roles[i]
			row = append(row, document.Text{{Text: r.VerdictText(s.language), Strong: r.Needed()}, {Text: " (" + s.language.Number(r.Score) + ")"}})
		}
		t.Rows = append(t.Rows, row)
	}
	for _, more := range []struct {
		title string
		text  func(*engine.Advice) string
	}{{s.speak("In this order"), s.sequence}, {s.speak("One person for"), s.combined}, {s.speak("Instead"), s.instead}} {
		row, said := []document.Text{document.Plain(more.title)}, false
		for _, side := range s.Sides {
			text := more.text(side.Advice)
			said = said || text != ""
			row = append(row, document.Plain(orDash(text)))
		}
		if said {
			t.Rows = append(t.Rows, row)
		}
	}
	s.add("advice", s.speak("The advice side by side"), t)
}

func (s *sheet) sequence(a *engine.Advice) string {
	if len(hires(a)) < 2 {
		return ""
	}
	return strings.Join(titles(a, hires(a)), s.speak(", then "))
}

func (s *sheet) combined(a *engine.Advice) string {
	var groups []string
	for _, group := range a.Combined {
		groups = append(groups, s.language.Join(titles(a, group)))
	}
	return strings.Join(groups, "; ")
}

func (s *sheet) instead(a *engine.Advice) string {
	var found []string
	for _, i := range a.Instead {
		found = append(found, engine.OneLine(i.Title))
	}
	return strings.Join(found, "; ")
}

// titles returns what roles are called.
func titles(a *engine.Advice, ids []string) (found []string) {
	for _, id := range ids {
		if role := a.Roles.Role(id); role != nil {
			found = append(found, engine.OneLine(role.Title))
		}
	}
	return found
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// answers shows all answers that differ side by side.
func (s *sheet) answers(title string) {
	t := document.Table{Caption: s.speak("What was answered, question by question"), Head: append([]string{s.speak("Question")}, s.short...)}
	for _, a := range s.Answers {
		row := []document.Text{document.Plain(engine.OneLine(a.Ask))}
		for _, v := range a.Values {
			row = append(row, document.Plain(engine.OneLine(v.Text)))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) > 0 {
		s.add("answers", title, t)
	}
}

// rules shows, for each role, the rules that apply to some sides only, and what the score
// of each side is made of.
func (s *sheet) rules() {
	var blocks []document.Block
	for i, role := range s.Sides[0].Advice.Roles {
		moved := slices.DeleteFunc(slices.Clone(s.Rules), func(r Rule) bool {
			_, bears := r.Points[role.ID]
			return !bears
		})
		if len(moved) > 0 {
			blocks = append(blocks, document.Heading{Text: wording.Capital(engine.OneLine(role.Title))}, s.ledger(i, moved))
		}
	}
	s.add("rules", s.speak("The rules that make the difference"), blocks...)
}

// mostRules is how many rules are shown for a role, unless all are.
const mostRules = 6

// ledger adds up the score of a role for each side.
func (s *sheet) ledger(role int, moved []Rule) document.Table {
	id := s.Sides[0].Advice.Roles[role].ID
	slices.SortStableFunc(moved, func(a, b Rule) int { return size(b, id) - size(a, id) })
	t := document.Table{Caption: s.speak("Points of each rule where it applies"), Head: append([]string{s.speak("Rule")}, s.short...), Numbers: []bool{false}}
	shown := moved
	if !s.full && len(moved) > mostRules+1 {
		shown = moved[:mostRules]
	}
	for _, r := range shown {
		row := []document.Text{document.Plain(engine.OneLine(r.Because))}
		for i := range s.Sides {
			row = append(row, document.Plain(s.weight(r, id, r.Truths[i])))
		}
		t.Rows = append(t.Rows, row)
	}
	rest := moved[len(shown):]
	more := []document.Text{document.Plain(s.language.Count(len(rest), "%d more rule that applies to some", "%d more rules that apply to some"))}
	common, total := []document.Text{document.Plain(s.speak("Rules that apply to all"))}, []document.Text{{{Text: s.speak("Score"), Strong: true}}}
	for i, side := range s.Sides {
		t.Numbers = append(t.Numbers, true)
		score := side.Advice.Roles[role].Score
		more = append(more, document.Plain(s.language.Signed(sum(rest, id, i))))
		common = append(common, document.Plain(s.language.Signed(score-sum(moved, id, i))))
		total = append(total, document.Text{{Text: s.language.Number(score), Strong: true}})
	}
	if len(rest) > 0 {
		t.Rows = append(t.Rows, more)
	}
	t.Rows = append(t.Rows, common, total)
	return t
}

// sum adds up what rules do for a role on a side.
func sum(rules []Rule, role string, side int) int {
	sum := 0
	for _, r := range rules {
		if r.Truths[side] == engine.TruthTrue {
			sum += r.Points[role]
		}
	}
	return sum
}

// size orders the rules for a role.
func size(r Rule, role string) int {
	if r.Effect != "" {
		return 1 << 30
	}
	return max(r.Points[role], -r.Points[role])
}

// weight says what a rule does for a role where its condition has a truth.
func (s *sheet) weight(r Rule, role, truth string) string {
	switch truth {
	case engine.TruthUndecided:
		return s.speak("open")
	case engine.TruthFalse:
		return "–"
	}
	return engine.Reason{Effect: r.Effect, Points: r.Points[role]}.PrintedWeight(s.language)
}
