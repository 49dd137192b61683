// Package prompttest answers questions in tests, in the place of a person.
package prompttest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"chiefly/cmd/internal/prompt"
)

// A Script answers questions in tests. It expects exactly its steps, in order,
// and fails the test at the first question that is another:
//
//	script := prompttest.NewScript(t,
//		prompttest.Step{Title: "How many people", Reply: prompttest.Type("120")},
//		prompttest.Step{Title: "industry", Reply: prompttest.Label("Banking")},
//		prompttest.Step{Title: "priorities", Reply: prompttest.Labels("Growth", "Cost")},
//		prompttest.Step{Title: "stage", Reply: prompttest.GoBack()},
//	)
//
// It keeps the rules of the adapters in package prompt: an answer that Validate refuses is
// noted in Refused and the question is asked again, which takes the next step;
// going back where it is not offered fails the test.
type Script struct {
	// Asked holds the titles of the questions asked so far.
	Asked []string
	// Said holds the texts shown so far.
	Said []string
	// Refused holds the texts of validation errors.
	Refused []string

	t     Failer
	steps []Step
}

var _ prompt.Prompter = (*Script)(nil)

// A Failer ends a test; *testing.T is one.
type Failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// A Step is one expected question and the reply to it.
type Step struct {
	Title string // a part of the question's title
	Reply Reply
}

// A Reply is what the scripted person does. The zero Reply presses Enter, which
// takes the default.
type Reply struct {
	kind   replyKind
	picks  []int
	labels []string
	text   string
	err    error
}

type replyKind int

const (
	replyDefault replyKind = iota
	replyPicks
	replyLabels
	replyText
	replyError
)

// Pick chooses options by index.
func Pick(indexes ...int) Reply { return Reply{kind: replyPicks, picks: indexes} }

// Label chooses the option with exactly this label.
func Label(label string) Reply { return Labels(label) }

// Labels chooses the options with exactly these labels; none for a list left
// empty.
func Labels(labels ...string) Reply { return Reply{kind: replyLabels, labels: labels} }

// Type answers with a line of text.
func Type(line string) Reply { return Reply{kind: replyText, text: line} }

// GoBack returns to the previous question.
func GoBack() Reply { return Reply{kind: replyError, err: prompt.ErrBack} }

// Interrupt presses Ctrl-C.
func Interrupt() Reply { return Reply{kind: replyError, err: prompt.ErrInterrupted} }

// Close presses Ctrl-D.
func Close() Reply { return Reply{kind: replyError, err: prompt.ErrClosed} }

// NewScript returns a Script that fails t when a question is not expected.
func NewScript(t Failer, steps ...Step) *Script {
	return &Script{t: t, steps: slices.Clone(steps)}
}

// Done fails the test if steps are left over.
func (s *Script) Done() {
	s.t.Helper()
	if len(s.steps) > 0 {
		s.t.Fatalf("script: %d steps were not asked for, the first is %q", len(s.steps), s.steps[0].Title)
	}
}

// Say records the text.
func (s *Script) Say(text string) { s.Said = append(s.Said, text) }

// Select answers with the next step.
func (s *Script) Select(q prompt.Select) (int, error) {
	s.t.Helper()
	reply, err := s.next(q.Title, q.Back)
	if err != nil {
		return 0, err
	}
	var defaults []int
	if q.Default >= 0 {
		defaults = []int{q.Default}
	}
	picks, err := s.picks(q.Title, reply, q.Options, defaults)
	if err == nil && len(picks) != 1 {
		err = s.fail("question %q takes one option, the script picks %d", q.Title, len(picks))
	}
	if err != nil {
		return 0, err
	}
	return picks[0], nil
}

// MultiSelect answers with the next step.
func (s *Script) MultiSelect(q prompt.MultiSelect) ([]int, error) {
	s.t.Helper()
	defaults := q.Defaults
	for {
		reply, err := s.next(q.Title, q.Back)
		if err != nil {
			return nil, err
		}
		picks, err := s.picks(q.Title, reply, q.Options, defaults)
		if err != nil {
			return nil, err
		}
		if q.Validate == nil {
			return picks, nil
		}
		err = q.Validate(slices.Clone(picks))
		if err == nil {
			return picks, nil
		}
		s.Refused = append(s.Refused, err.Error())
		defaults = picks
	}
}

// Line answers with the next step.
func (s *Script) Line(q prompt.Line) (string, error) {
	s.t.Helper()
	for {
		reply, err := s.next(q.Title, q.Back)
		if err != nil {
			return "", err
		}
		line := strings.TrimSpace(reply.text)
		if line == "" {
			line = q.Default
		}
		if line == "" || reply.kind != replyText && reply.kind != replyDefault {
			return "", s.fail("question %q takes a line of text, the script gives none", q.Title)
		}
		if q.Validate == nil {
			return line, nil
		}
		err = q.Validate(line)
		if err == nil {
			return line, nil
		}
		s.Refused = append(s.Refused, err.Error())
	}
}

// next takes the next step for a question, and its error if the reply is to
// leave.
func (s *Script) next(title string, back bool) (Reply, error) {
	s.t.Helper()
	s.Asked = append(s.Asked, title)
	if len(s.steps) == 0 {
		return Reply{}, s.fail("question %q was not expected, the script is at its end", title)
	}
	step := s.steps[0]
	if !strings.Contains(title, step.Title) {
		return Reply{}, s.fail("question %q was not expected, the script is at %q", title, step.Title)
	}
	s.steps = s.steps[1:]
	if errors.Is(step.Reply.err, prompt.ErrBack) && !back {
		return Reply{}, s.fail("question %q offers no way back", title)
	}
	return step.Reply, step.Reply.err
}

// picks turns a reply into indexes of options.
func (s *Script) picks(title string, reply Reply, options []prompt.Option, defaults []int) ([]int, error) {
	s.t.Helper()
	found := reply.picks
	switch reply.kind {
	case replyDefault:
		found = defaults
	case replyText:
		return nil, s.fail("question %q takes options, the script types %q", title, reply.text)
	case replyLabels:
		for _, label := range reply.labels {
			i := slices.IndexFunc(options, func(o prompt.Option) bool { return o.Label == label })
			if i < 0 {
				return nil, s.fail("question %q has no option %q", title, label)
			}
			found = append(found, i)
		}
	}
	for _, i := range found {
		if i < 0 || i >= len(options) {
			return nil, s.fail("question %q has no option with index %d", title, i)
		}
	}
	found = slices.Sorted(slices.Values(found))
	return slices.Compact(found), nil
}

// fail fails the test, and returns an error for a Failer that goes on.
func (s *Script) fail(format string, args ...any) error {
	s.t.Helper()
	s.t.Fatalf("script: "+format, args...)
	return fmt.Errorf("script: "+format, args...)
}
