package flow

import (
	"slices"

	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// A Type is the kind of answer that a question takes.
type Type uint8

// The types of questions.
const (
	Integer Type = iota // a whole number in a closed range
	Choice              // one of the options
	Choices             // any of the options, at most MaxPicks
	YesNo
)

var typeNames = []string{"integer", "choice", "choices", "yes_no"}

// String returns the name of the type in flow files: integer, choice, choices
// or yes_no.
func (t Type) String() string { return typeNames[t] }

// MaxOptions is how many options a question may have.
const MaxOptions = 64

// A Question is one question and the values that can answer it.
type Question struct {
	ID      string
	Section string // id of its section, empty when the flow has none
	Type    Type
	Ask     string // the question itself
	Help    string // how to answer it
	Why     string // what the answer decides
	Unit    string // of an Integer, such as "people"
	UnitOne string // the unit of exactly one, such as "person"

	Min, Max int64 // of an Integer, both included
	Options  []Option
	MaxPicks int // of Choices: how many options at most

	// Required marks a question without whose answer no sensible advice exists.
	Required bool
	// Fixed marks what an organisation cannot decide to change, such as its
	// industry.
	Fixed bool
	// Default is the answer offered first in the quiz; the zero Answer when
	// there is none. It is never assumed.
	Default Answer
	// When is the condition under which the question is asked; nil for always.
	When     Condition
	WhenText string
	// At is the place of the question in File.
	At   source.Pos
	File *source.File

	language wording.Language // in which Describe speaks
}

// An Option is one of the values of a Choice or Choices question.
type Option struct {
	ID          string
	Label       string
	Description string // may be empty
}

// yesNo are the options of every YesNo question: index 0 is no, 1 is yes.
func yesNo(l wording.Language) []Option {
	return []Option{{ID: "no", Label: l.Speak("No")}, {ID: "yes", Label: l.Speak("Yes")}}
}

// OptionIDs returns the ids of the options in order; "no" and "yes" for YesNo.
func (q *Question) OptionIDs() []string {
	ids := make([]string, len(q.Options))
	for i, o := range q.Options {
		ids[i] = o.ID
	}
	return ids
}

// OptionIndex returns the index of the option with an id, or -1.
func (q *Question) OptionIndex(id string) int {
	return slices.IndexFunc(q.Options, func(o Option) bool { return o.ID == id })
}
