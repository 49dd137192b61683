// Package prompt asks a person questions, one at a time.
//
// [Prompter] is the whole interface, and [New] chooses an adapter for it: a rich
// one for capable terminals, or a line-by-line one for screen readers and simple
// terminals. Package prompttest has a scripted one for tests. None of them knows
// what a quiz is: they show what they are given and return what was picked.
//
// The survey library draws the rich lists and is imported nowhere else. Its
// text prompts are not used, because they wait for a cursor report that some
// terminals never send; numbers and text are read by the package's own line
// reader.
package prompt

import "errors"

// Errors that a Prompter returns in place of an answer. They are compared with
// errors.Is and never wrapped in anything a person would have to read.
var (
	// ErrBack says that the person wants to return to the previous question.
	ErrBack = errors.New("back to the previous question")
	// ErrInterrupted says that the person pressed Ctrl-C, or that the process
	// was told to end.
	ErrInterrupted = errors.New("interrupted")
	// ErrClosed says that the input ended (Ctrl-D, a closed terminal).
	ErrClosed = errors.New("input closed")
)

// A Prompter asks one question at a time.
//
// Every method blocks until there is an answer or one of the errors above.
// A Prompter is used by one goroutine at a time.
type Prompter interface {
	// Select asks for exactly one option and returns its index.
	Select(Select) (int, error)
	// MultiSelect asks for any number of options and returns their indexes in
	// ascending order.
	MultiSelect(MultiSelect) ([]int, error)
	// Line asks for one line of text and returns it without surrounding space.
	Line(Line) (string, error)
	// Say shows text that needs no answer: headings, progress, warnings.
	Say(text string)
}

// An Option is one entry of a list.
type Option struct {
	Label       string
	Description string // one line more, or empty
}

// Select describes a question with one answer.
type Select struct {
	Title   string
	Help    string // shown when the person asks for it with "?"
	Options []Option
	Default int  // index of the option under the cursor at first; -1 for none
	Back    bool // offer the way back
}

// MultiSelect describes a question with any number of answers.
type MultiSelect struct {
	Title    string
	Help     string
	Options  []Option
	Defaults []int // indexes ticked at first
	Back     bool
	// Validate refuses a set of picks with an error whose text is shown; the
	// question is then asked again with the same picks ticked. Nil accepts all.
	Validate func(picks []int) error
}

// Line describes a question answered by typing.
type Line struct {
	Title string
	Help  string
	Hint  string // shown in the prompt, such as "1 to 3000000, a range, or unknown"
	// Default is taken when the person presses Enter alone. When it is empty,
	// Enter alone asks again.
	Default string
	Back    bool
	// Validate refuses a line with an error whose text is shown; the question
	// is then asked again. Nil accepts all.
	Validate func(line string) error
}
