// Package flow is the questionnaire: its questions, the answers they take, and
// which question comes next.
//
// A [Flow] is an ordered list of questions, each with an optional condition
// under which it is asked. The whole state of a quiz is the flow and the
// [Answers] given so far; a [Session] replays the flow over them, so that going
// back or changing an early answer cannot leave anything stale behind.
//
// An [Answer] is what is known, not what is so: a non-empty set of possible
// values. "100-250", "one of these two" and "I don't know" are answers like any
// other. Conditions over such answers are true, false or undecided, see [Truth].
package flow

import (
	"slices"

	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// A Truth is a value of strong Kleene logic.
type Truth int8

// The three truth values. The zero value is Undecided.
const (
	False     Truth = -1
	Undecided Truth = 0
	True      Truth = 1
)

// String returns "true", "false" or "undecided".
func (t Truth) String() string {
	return [...]string{"false", "undecided", "true"}[t+1]
}

// A Condition decides whether something holds for what is known. Package rule
// compiles conditions from expressions.
type Condition interface {
	// Eval reads the answers that the condition mentions; one that is missing
	// counts as unknown.
	Eval(Answers) Truth
	// Questions returns the ids of the questions mentioned.
	Questions() []string
}

// A Compiler turns the text of a condition into a Condition over the questions
// in scope. later holds questions that exist but come after the condition, so
// that a forward reference gets a message of its own.
type Compiler func(text source.String, scope, later []*Question) (Condition, source.List)

// A Flow is the ordered questions of one subject. It is not changed after it
// has been loaded and is safe for concurrent use.
type Flow struct {
	ID        string
	Version   string
	Language  wording.Language // of all texts; empty where the file does not say
	Title     string
	Intro     string // shown before the first question
	Sections  []Section
	Questions []*Question

	byID map[string]*Question
}

// A Section is a group of questions that follow each other.
type Section struct {
	ID    string
	Title string
	Intro string // may be empty
}

// Question returns the question with an id, or nil.
func (f *Flow) Question(id string) *Question { return f.byID[id] }

// A Row is answers by the index of their question in Flow.Questions. It holds the
// same as Answers, in the form that is fast to fill again and again; the zero
// Answer is none.
type Row []Answer

// Row returns answers as a Row.
func (f *Flow) Row(answers Answers) Row {
	row := make(Row, len(f.Questions))
	for i, q := range f.Questions {
		row[i] = answers[q.ID]
	}
	return row
}

// Answers returns a Row as Answers.
func (f *Flow) Answers(row Row) Answers {
	answers := make(Answers, len(row))
	for i, q := range f.Questions {
		if !row[i].IsZero() {
			answers[q.ID] = row[i]
		}
	}
	return answers
}

// IDs returns the ids of all questions, in the order asked.
func (f *Flow) IDs() []string {
	ids := make([]string, len(f.Questions))
	for i, q := range f.Questions {
		ids[i] = q.ID
	}
	return ids
}

// Section returns the section of a question. The zero Section has no title.
func (f *Flow) Section(q *Question) Section {
	for _, s := range f.Sections {
		if s.ID == q.Section {
			return s
		}
	}
	return Section{}
}

// Visible returns the answers to the questions that are asked, given the
// answers. The others are parked: they stay in the session and no rule sees
// them. A question is asked unless its condition is false.
func (f *Flow) Visible(answers Answers) Answers {
	visible := make(Answers, len(answers))
	for _, q := range f.Questions {
		if a, given := answers[q.ID]; given && q.asked(visible) {
			visible[q.ID] = a
		}
	}
	return visible
}

// Asked returns the questions that are asked, given the answers, in order. A
// question whose condition is undecided counts as asked.
func (f *Flow) Asked(answers Answers) []*Question {
	visible := make(Answers, len(answers))
	var asked []*Question
	for _, q := range f.Questions {
		if !q.asked(visible) {
			continue
		}
		asked = append(asked, q)
		if a, given := answers[q.ID]; given {
			visible[q.ID] = a
		}
	}
	return asked
}

// Missing returns the required questions that are asked and have no known answer.
func (f *Flow) Missing(answers Answers) []*Question {
	return slices.DeleteFunc(f.Asked(answers), func(q *Question) bool { return !q.Required || !answers[q.ID].IsUnknown() })
}

func (q *Question) asked(visible Answers) bool {
	return q.When == nil || q.When.Eval(visible) != False
}
