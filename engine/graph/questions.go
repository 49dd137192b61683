package graph

import (
	"fmt"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
)

// A questionnaire is the view of a flow.
type questionnaire struct {
	flow     *flow.Flow
	path     *Path
	headline string // of the advice; empty without a path
	sections []section
}

// A section is the questions of one section.
type section struct {
	id, title string
	runs      []run
}

// A run is questions that follow each other and are asked under the same condition.
type run struct {
	guard string // empty for always
	truth flow.Truth
	stops []stop
}

// A stop is a question on the way.
type stop struct {
	*flow.Question
	number int // from 1
	mark   mark
	answer string // in words; empty where there is none to show
}

func flowView(e *engine.Engine, p *Path) *questionnaire {
	v := &questionnaire{flow: e.Flow(), path: p}
	var visible flow.Answers
	if p != nil {
		visible, v.headline = e.Flow().Visible(p.Answers), e.Advise(p.Answers).Headline
	}
	for i, q := range e.Flow().Questions {
		if i == 0 || q.Section != e.Flow().Questions[i-1].Section {
			s := e.Flow().Section(q)
			v.sections = append(v.sections, section{id: s.ID, title: engine.OneLine(s.Title)})
		}
		v.sections[len(v.sections)-1].add(v.stop(i, visible))
	}
	return v
}

// stop makes the stop at a question, and the run that it would begin.
func (v *questionnaire) stop(index int, visible flow.Answers) (run, stop) {
	q := v.flow.Questions[index]
	r, s := run{guard: engine.OneLine(q.WhenText), truth: flow.True}, stop{Question: q, number: index + 1}
	if v.path == nil {
		return r, s
	}
	if q.When != nil {
		r.truth = q.When.Eval(visible)
	}
	switch {
	case r.truth == flow.False:
		s.mark = left
	case visible[q.ID].IsUnknown():
		s.mark, s.answer = open, q.Describe(flow.Unknown)
	default:
		s.mark, s.answer = taken, engine.OneLine(q.Describe(visible[q.ID]))
	}
	return r, s
}

// add puts a stop behind the others.
func (s *section) add(r run, at stop) {
	if n := len(s.runs); n > 0 && s.runs[n-1].guard == r.guard {
		r = s.runs[n-1]
		s.runs = s.runs[:n-1]
	}
	r.stops = append(r.stops, at)
	s.runs = append(s.runs, r)
}

// way is the mark of the way into a run, past it, and of what is asked in it.
func (v *questionnaire) way(r run) (in, past mark) {
	return markOf(v.path, r.truth), markOf(v.path, -r.truth)
}

// values says what answers a question takes.
func values(q *flow.Question) string {
	switch q.Type {
	case flow.Integer:
		return strings.TrimSpace(flow.Grouped(q.Min) + " to " + flow.Grouped(q.Max) + " " + engine.OneLine(q.Unit))
	case flow.YesNo:
		return "yes or no"
	case flow.Choices:
		return fmt.Sprintf("any of %d", len(q.Options))
	}
	return fmt.Sprintf("one of %d", len(q.Options))
}

func (v *questionnaire) text() string {
	var b strings.Builder
	b.WriteString(heading(v.flow.Title, v.path) + "\n")
	for _, s := range v.sections {
		b.WriteByte('\n')
		if s.title != "" {
			b.WriteString(s.title + "\n")
		}
		for _, r := range s.runs {
			v.runText(&b, r)
		}
	}
	if v.headline != "" {
		b.WriteString("\n" + signs[taken] + "   => " + engine.OneLine(v.headline) + "\n")
	}
	b.WriteString(key(v.path, "answered", "asked, not known", "not asked"))
	return b.String()
}

func (v *questionnaire) runText(b *strings.Builder, r run) {
	rail := ""
	if r.guard != "" {
		in, _ := v.way(r)
		fmt.Fprintf(b, "%s      if %s\n", signs[in], r.guard)
		rail = "| "
	}
	for _, s := range r.stops {
		fmt.Fprintf(b, "%s %3d  %s%s: %s (%s)\n", signs[s.mark], s.number, rail, s.ID, engine.OneLine(s.Ask), values(s.Question))
		if s.answer != "" {
			fmt.Fprintf(b, "       %s  = %s\n", rail, s.answer)
		}
	}
}

// signs stand in front of lines of text, by mark.
var signs = [...]string{plain: " ", taken: "*", open: "?", left: "-"}

// key explains the signs; without a path there are none.
func key(p *Path, yes, perhaps, no string) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("\n%s %s   %s %s   %s %s\n", signs[taken], yes, signs[open], perhaps, signs[left], no)
}

// heading is the title of a graph, with the name of the organisation.
func heading(title string, p *Path) string {
	title = engine.OneLine(title)
	if p != nil && p.Organisation != "" {
		title = engine.OneLine(p.Organisation) + ": " + title
	}
	return title
}
