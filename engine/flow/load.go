package flow

import (
	"math"
	"slices"
	"strings"

	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// Load reads a flow from the tree of its file. compile turns the questions'
// conditions into Conditions. It returns everything that is wrong with the
// file; the flow is usable only when that is nothing.
func Load(root *source.Node, compile Compiler) (*Flow, source.List) {
	l := loader{compile: compile, flow: &Flow{byID: map[string]*Question{}}}
	l.file(root)
	return l.flow, l.Problems
}

// reserved are names that answers files and conditions use for themselves. A
// question called true would otherwise be the constant in every condition.
var reserved = []string{"organisation", "flow", "needed", "verdict",
	"true", "false", "nil", "and", "or", "not", "in", "let", "if", "else", "contains", "matches"}

// IsReserved reports whether a name may not be a question's id, because answers
// files or conditions use it for something else.
func IsReserved(name string) bool { return slices.Contains(reserved, name) }

type loader struct {
	source.Reader
	compile Compiler
	flow    *Flow
	// conditions are compiled once all questions are known, so that a reference
	// to a later question can be told from a misspelt one.
	conditions []pending
}

type pending struct {
	index int // of the question
	text  source.String
}

func (l *loader) file(root *source.Node) {
	m := l.Map(root, "the flow file")
	l.flow.ID = m.NeedID("flow").Value
	l.flow.Version = m.NeedText("version").Value
	l.language(m.Text("language"))
	l.flow.Title = m.Text("title").Value
	l.flow.Intro = m.Text("intro").Value
	for _, n := range m.List("sections") {
		l.section(n)
	}
	for _, n := range m.NeedList("questions") {
		l.question(n)
	}
	m.Close()
	for _, p := range l.conditions {
		questions := l.flow.Questions
		when, problems := l.compile(p.text, questions[:p.index], questions[p.index:])
		l.Problems = append(l.Problems, problems...)
		if when != nil {
			questions[p.index].When, questions[p.index].WhenText = when, p.text.Value
		}
	}
}

// language reads which language the texts are in.
func (l *loader) language(code source.String) {
	if code.Given() && !wording.IsCode(code.Value) {
		l.Report(code.Node, "write two lower-case letters, such as en or de", "%s is not the code of a language", source.Quote(code.Value))
		return
	}
	l.flow.Language = wording.Language(code.Value)
}

func (l *loader) section(n *source.Node) {
	m := l.Map(n, "a section")
	s := Section{ID: m.NeedID("id").Value, Title: m.NeedText("title").Value, Intro: m.Text("intro").Value}
	m.Close()
	if !source.IsID(s.ID) {
		return // reported already
	}
	if slices.ContainsFunc(l.flow.Sections, func(other Section) bool { return other.ID == s.ID }) {
		l.Report(n, "", "section %s is given twice", source.Quote(s.ID))
		return
	}
	l.flow.Sections = append(l.flow.Sections, s)
}

func (l *loader) question(n *source.Node) {
	m := l.Map(n, "a question")
	id := m.NeedID("id")
	q := &Question{ID: id.Value, At: n.Pos, File: n.File, language: l.flow.Language}
	if id.Given() {
		q.At = id.Node.Pos
	}
	l.sectionOf(q, m.Text("section"))
	kind := l.typeOf(q, m.NeedText("type"))
	q.Ask = m.NeedText("ask").Value
	q.Why = m.NeedText("why").Value
	q.Help = m.Text("help").Value
	q.Required = m.Bool("required")
	q.Fixed = m.Bool("fixed")
	if kind {
		l.values(q, m)
	}
	if when := m.Text("when"); when.Given() {
		l.conditions = append(l.conditions, pending{len(l.flow.Questions), when})
	}
	preset := m.Get("default")
	m.Close()
	if preset != nil && kind {
		q.Default = q.Read(&l.Reader, preset)
	}
	l.add(q, id)
}

func (l *loader) add(q *Question, id source.String) {
	switch {
	case !id.Given():
	case IsReserved(q.ID):
		l.Report(id.Node, "choose another id", "%s is reserved", source.Quote(q.ID))
	case l.flow.byID[q.ID] != nil:
		l.Report(id.Node, "an id names one thing only", "question %s is given twice, first at %s", source.Quote(q.ID), l.flow.byID[q.ID].At)
	default:
		l.flow.byID[q.ID] = q
	}
	l.flow.Questions = append(l.flow.Questions, q)
}

func (l *loader) sectionOf(q *Question, name source.String) {
	q.Section = name.Value
	if !name.Given() {
		return
	}
	var ids []string
	for _, s := range l.flow.Sections {
		if s.ID == name.Value {
			return
		}
		ids = append(ids, s.ID)
	}
	l.Report(name.Node, source.Suggest(name.Value, ids), "there is no section %s", source.Quote(name.Value))
}

func (l *loader) typeOf(q *Question, name source.String) bool {
	for i, t := range typeNames {
		if t == name.Value {
			q.Type = Type(i)
			return true
		}
	}
	if name.Value != "" {
		l.Report(name.Node, source.Suggest(name.Value, typeNames), "there is no type %s", source.Quote(name.Value))
	}
	return false
}

// values reads what describes the possible values of a question.
func (l *loader) values(q *Question, m *source.Map) {
	switch q.Type {
	case Integer:
		l.bounds(q, m)
	case Choice, Choices:
		l.options(q, m)
	case YesNo:
		q.Options = yesNo(l.flow.Language)
	}
}

func (l *loader) bounds(q *Question, m *source.Map) {
	q.Min, _ = m.NeedInt("min")
	var hasMax bool
	q.Max, hasMax = m.NeedInt("max")
	q.UnitOne = m.Text("unit").Value
	q.Unit = q.UnitOne
	if one, many, both := strings.Cut(q.Unit, "/"); both {
		q.UnitOne, q.Unit = one, many
	}
	const most = math.MaxInt64 / 4 // keeps sums and neighbours of bounds in range
	if hasMax && q.Min > q.Max || q.Min < -most || q.Max > most {
		l.Report(m.Node, "min must be the smaller number", "the range %d to %d is empty or too wide", q.Min, q.Max)
		q.Min, q.Max = 0, 1
	}
}

func (l *loader) options(q *Question, m *source.Map) {
	nodes := m.NeedList("options")
	for _, n := range nodes {
		l.option(q, n)
	}
	if len(q.Options) > MaxOptions {
		l.Report(m.Node, "", "%d options are more than %d", len(q.Options), MaxOptions)
		q.Options = q.Options[:MaxOptions]
	}
	q.MaxPicks = len(q.Options)
	if q.Type != Choices {
		return
	}
	most, given := m.Int("max_picks")
	if given && (most < 1 || most > int64(len(q.Options))) {
		l.Report(m.Get("max_picks"), "", "max_picks must be from 1 to %d, the number of options", len(q.Options))
	} else if given {
		q.MaxPicks = int(most)
	}
}

func (l *loader) option(q *Question, n *source.Node) {
	m := l.Map(n, "an option")
	id := m.NeedID("id")
	o := Option{ID: id.Value, Label: m.NeedText("label").Value, Description: m.Text("description").Value}
	m.Close()
	switch {
	case !id.Given():
		return
	case o.ID == "unknown":
		l.Report(id.Node, "leave it out: every question can be answered with unknown", `"unknown" cannot be an option`)
	case q.OptionIndex(o.ID) >= 0:
		l.Report(id.Node, "an id names one thing only", "option %s is given twice", source.Quote(o.ID))
	}
	q.Options = append(q.Options, o)
}
