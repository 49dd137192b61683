package cli

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"chiefly/cmd/internal/prompt"
	"chiefly/engine/flow"
)

// review shows all answers and lets them be changed until the person is
// content. Questions that a change opens are asked at once.
func (q *quiz) review() error {
	for {
		asked := q.flow.Asked(q.session.Answers())
		q.section = "" // headings are shown again after a change
		picked, err := q.prompter.Select(prompt.Select{
			Title:   "Please check your answers. Choose one to change it.",
			Help:    "Choose the first entry when everything is right. A change can open further questions, which are then asked.",
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

// reviewOptions lists what can be chosen: to go on, the name, the answers.
func (q *quiz) reviewOptions(asked []*flow.Question) []prompt.Option {
	name := "not given"
	if q.organisation != "" {
		name = q.organisation
	}
	options := []prompt.Option{{Label: "All right: show the advice"}, {Label: "Name for the report: " + name}}
	for _, question := range asked {
		label := strings.TrimSuffix(question.Ask, "?") + ": " + question.Describe(q.session.Answers()[question.ID])
		options = append(options, prompt.Option{Label: label})
	}
	return options
}

// change asks a question again, and then what that opened.
func (q *quiz) change(question *flow.Question) error {
	before := len(q.session.Parked())
	if err := q.ask(question); err != nil {
		return err
	}
	if parked := q.session.Parked(); len(parked) > before {
		q.prompter.Say(fmt.Sprintf("%s set aside, because of this change.", count(len(parked)-before, "answer is", "answers are")))
	}
	return q.askAll()
}

// name asks what to call the organisation in the report.
func (q *quiz) name() error {
	name, err := q.prompter.Line(prompt.Line{
		Title: "What is the organisation called?",
		Help:  "The name stands at the head of the report and in the saved file. Write - for none.",
		Hint:  "for the report; - for none", Default: q.organisation, Back: true,
		Validate: func(text string) error {
			if utf8.RuneCountInString(text) > 200 {
				return errors.New("at most 200 characters")
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
	return q.keep()
}
