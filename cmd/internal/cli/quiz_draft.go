package cli

import (
	"errors"
	"strings"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine/source"
)

// offerDraft goes on with the draft of an earlier quiz if the person wants to.
// Answers given on the command line win over those of the draft.
func (q *quiz) offerDraft(resume bool) error {
	file, err := q.draft.read()
	switch {
	case err != nil && resume:
		return fail(exitInvalid, "remove or mend the file, or begin anew with: chiefly quiz", "reading the earlier answers: %w", err)
	case err != nil:
		q.draft.err = err // the quiz goes on without a draft, which keep will say
		return nil
	case file == nil:
		if resume {
			q.prompter.Say(q.speak("There is no quiz to go on with; this one begins anew."))
		}
		return nil
	}
	reader := answers.Reader{Flow: q.flow}
	set, err := reader.Read(file)
	var problems source.List
	if errors.As(err, &problems) {
		q.prompter.Say(q.speak("The earlier answers no longer fit the questions in full. What does not fit is asked again:") + "\n" + q.brief(problems))
	}
	if len(set.Answers) == 0 {
		q.beginAnew()
		return nil
	}
	if !resume {
		if resume, err = q.wantsDraft(len(set.Answers)); err != nil {
			return err
		}
	}
	if !resume {
		q.beginAnew()
		return nil
	}
	q.goOn(set, len(problems) > 0)
	return nil
}

// brief lists problems without the lines that they are about.
func (q *quiz) brief(problems source.List) string {
	var lines []string
	for _, d := range problems {
		lines = append(lines, q.speak("- line %d: %s", d.Pos.Line, d.Message))
	}
	return strings.Join(lines, "\n")
}

// wantsDraft asks whether to go on with n earlier answers.
func (q *quiz) wantsDraft(n int) (bool, error) {
	yes := prompt.Option{Label: q.flow.Language.Count(n, "Yes, go on with %d answer", "Yes, go on with %d answers")}
	if len(q.session.Answers()) > 0 {
		yes.Description = q.speak("Those given with the command win over them.")
	}
	no := prompt.Option{Label: q.speak("No, begin anew"), Description: q.speak("The earlier answers are kept in a file.")}
	picked, err := q.prompter.Select(prompt.Select{Title: q.speak("An earlier quiz was not finished. Go on with it?"), Options: []prompt.Option{yes, no}})
	return picked == 0, err
}

// beginAnew puts the draft aside. Where that cannot be done, the draft stays and
// nothing is saved over it.
func (q *quiz) beginAnew() {
	aside, err := q.draft.putAside()
	if err != nil {
		q.draft.err = err
		return
	}
	q.prompter.Say(q.speak("The earlier answers are kept in %s.", aside))
}

// goOn takes the answers of the draft over. When some did not fit, the draft is
// kept as it was beside the new one.
func (q *quiz) goOn(set *answers.Set, changed bool) {
	known := q.session.Answers()
	for _, question := range q.flow.Questions {
		if a := set.Answers[question.ID]; known[question.ID].IsZero() && !a.IsZero() {
			q.know(question, a)
		}
	}
	if q.organisation == "" {
		q.organisation = set.Organisation
	}
	if !changed {
		q.draft.saved = true
		return
	}
	q.beginAnew()
	q.keep()
}
