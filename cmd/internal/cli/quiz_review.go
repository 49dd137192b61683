package cli

import (
	"errors"
	"slices"
	"unicode/utf8"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine/flow"
)

// review shows all answers and lets them be changed until the person is
// content. Questions that a change opens are asked at once.
func (q *quiz) review() error {
	for {
		asked := q.answered()
		q.section = "" // headings are shown again after a change
		picked, err := q.prompter.Select(prompt.Select{
			Title:   q.speak("Please check your answers. Choose one to change it."),
			Help:    q.speak("Choose the first entry when everything is right. A change can open further questions, which are then asked."),
			Options: q.reviewOptions(asked),
			Back:    false,
		})
		switch {
		case err != nil:
			return err
		case picked == 0:
			return nil
		case picked == 1:
			err = q.name()
		default:
			err = q.change(asked[picked-2])
		}
		if err != nil && !errors.Is(err, prompt.ErrBack) {
			return err
		}
	}
}

// answered returns the questions that have an answer that counts, in the order of the flow.
func (q *quiz) answered() []*flow.Question {
	return slices.DeleteFunc(q.flow.Asked(q.session.Answers()), func(one *flow.Question) bool { return q.session.Answers()[one.ID].IsZero() })
}

// reviewOptions lists what can be chosen: to go on, the name, the answers. An
// answer stands before its question, since a narrow window cuts off the end.
func (q *quiz) reviewOptions(asked []*flow.Question) []prompt.Option {
	name := q.speak("not given")
	if q.organisation != "" {
		name = q.organisation
	}
	options := []prompt.Option{{Label: q.speak("All right: show the advice")}, {Label: q.speak("Name for the report: %s", name)}}
	for _, question := range asked {
		answer := question.Describe(q.session.Answers()[question.ID])
		options = append(options, prompt.Option{Label: answer, Description: question.Ask})
	}
	return options
}

// change asks a question again, and then what that opened.
func (q *quiz) change(question *flow.Question) error {
	if err := q.ask(question, true); err != nil {
		return err
	}
	return q.askAll()
}

// name asks what to call the organisation in the report.
func (q *quiz) name() error {
	name, err := q.prompter.Line(prompt.Line{
		Title: q.speak("What is the organisation called?"),
		Help:  q.speak("The name stands at the head of the report and in the saved file. Write - for none."),
		Hint:  q.speak("for the report; - for none"), Default: q.organisation, Back: true,
		Validate: func(text string) error {
			if utf8.RuneCountInString(text) > answers.MaxName {
				return errors.New(q.speak("at most %d characters", answers.MaxName))
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	if name == "-" {
		name = ""
	}
	q.organisation = name
	q.keep()
	return nil
}
