package cli

import (
	"errors"
	"slices"
	"strings"

	"chiefly/cmd/internal/prompt"
	"chiefly/engine/flow"
)

// Answers that lists offer beside the options of a question.
const (
	dontKnow    = "I don't know"
	noneOfThese = "None of these"
)

// put asks a question in the way that suits its type and returns the answer.
func (q *quiz) put(question *flow.Question, back bool) (flow.Answer, error) {
	switch question.Type {
	case flow.Integer:
		return q.putInteger(question, back)
	case flow.Choices:
		return q.putChoices(question, back)
	}
	return q.putChoice(question, back)
}

// present returns the answer to offer first: the one given before, or the
// default.
func (q *quiz) present(question *flow.Question) flow.Answer {
	if a := q.session.Answers()[question.ID]; !a.IsZero() {
		return a
	}
	return question.Default
}

// help says how to answer a question and why it is asked.
func (q *quiz) help(question *flow.Question) string {
	text := q.speak("Why we ask: %s", question.Why)
	if question.Help != "" {
		text = question.Help + "\n" + text
	}
	return text
}

func (q *quiz) putInteger(question *flow.Question, back bool) (flow.Answer, error) {
	hint := q.speak("a number, a range such as 100-250 or 500+")
	if !question.Required {
		hint += q.speak(`, or "unknown"`)
	}
	line := prompt.Line{Title: question.Ask, Help: q.help(question), Hint: hint, Back: back,
		Validate: func(text string) error {
			a, err := q.parseTyped(question, text)
			if err == nil && question.Required && a.IsUnknown() {
				err = errors.New(q.speak("this question needs an answer"))
			}
			return err
		}}
	if a := q.present(question); !a.IsZero() {
		line.Default = question.Format(a)
	}
	text, err := q.prompter.Line(line)
	if err != nil {
		return flow.Answer{}, err
	}
	return q.parseTyped(question, text)
}

// parseTyped reads an answer that was typed. What lists call not knowing may be
// typed as well.
func (q *quiz) parseTyped(question *flow.Question, text string) (flow.Answer, error) {
	for _, unknown := range []string{dontKnow, q.speak(dontKnow), q.speak("unknown")} {
		if strings.EqualFold(strings.ReplaceAll(text, "\u2019", "'"), unknown) {
			return flow.Unknown, nil
		}
	}
	return question.Parse(text)
}

// putChoice asks for one option, or whether the answer is yes.
func (q *quiz) putChoice(question *flow.Question, back bool) (flow.Answer, error) {
	order := make([]int, len(question.Options)) // of the options on the screen
	for i := range order {
		order[i] = i
	}
	if question.Type == flow.YesNo {
		slices.Reverse(order) // people expect yes first
	}
	options := optionsOf(question, order)
	if !question.Required {
		options = append(options, prompt.Option{Label: q.speak(dontKnow)})
	}
	picked, err := q.prompter.Select(prompt.Select{Title: question.Ask, Help: q.help(question), Options: options,
		Default: q.defaultChoice(question, order), Back: back})
	switch {
	case err != nil:
		return flow.Answer{}, err
	case picked == len(order):
		return flow.Unknown, nil
	}
	return question.OneOf(order[picked]), nil
}

func optionsOf(question *flow.Question, order []int) []prompt.Option {
	var options []prompt.Option
	for _, i := range order {
		o := question.Options[i]
		options = append(options, prompt.Option{Label: o.Label, Description: o.Description})
	}
	return options
}

// defaultChoice returns where the cursor begins, or -1.
func (q *quiz) defaultChoice(question *flow.Question, order []int) int {
	a := q.present(question)
	switch {
	case a.IsZero():
		return -1
	case a.IsUnknown() && !question.Required:
		return len(order)
	case a.IsExact():
		return slices.Index(order, a.Indexes()[0])
	}
	return -1
}

// putChoices asks for any number of options. None of them, and not knowing, are
// entries of their own: an empty list would not tell which was meant, or
// whether Enter was pressed too soon.
func (q *quiz) putChoices(question *flow.Question, back bool) (flow.Answer, error) {
	n := len(question.Options)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	options := append(optionsOf(question, order), prompt.Option{Label: q.speak(noneOfThese)})
	if !question.Required {
		options = append(options, prompt.Option{Label: q.speak(dontKnow)})
	}
	title := question.Ask
	if question.MaxPicks < n {
		title += q.speak(" (at most %d)", question.MaxPicks)
	}
	picks, err := q.prompter.MultiSelect(prompt.MultiSelect{Title: title, Help: q.help(question), Options: options, Back: back,
		Defaults: q.defaultPicks(question),
		Validate: func(picks []int) error { return q.checkPicks(question, picks) }})
	switch {
	case err != nil:
		return flow.Answer{}, err
	case picks[0] == n:
		return question.Picked(), nil
	case picks[0] == n+1:
		return flow.Unknown, nil
	}
	return question.Picked(picks...), nil
}

func (q *quiz) defaultPicks(question *flow.Question) []int {
	a := q.present(question)
	switch {
	case a.IsZero():
		return nil
	case a.IsUnknown():
		return []int{len(question.Options) + 1}
	case len(a.Indexes()) == 0:
		return []int{len(question.Options)}
	}
	return a.Indexes()
}

func (q *quiz) checkPicks(question *flow.Question, picks []int) error {
	n := len(question.Options)
	switch {
	case len(picks) == 0 && q.lists:
		return errors.New(q.speak("nothing is ticked yet; the space bar ticks an entry, and one of them says none of these"))
	case len(picks) == 0:
		return errors.New(q.speak("choose at least one entry; there is one for none of these"))
	case len(picks) > 1 && picks[len(picks)-1] >= n:
		alone := q.speak(noneOfThese)
		if picks[len(picks)-1] > n {
			alone = q.speak(dontKnow)
		}
		return errors.New(q.speak("%s goes with no other entry; choose one or the other", q.flow.Language.Quote(alone)))
	case len(picks) > question.MaxPicks:
		return errors.New(q.speak("choose at most %d; you have chosen %d", question.MaxPicks, len(picks)))
	}
	return nil
}
