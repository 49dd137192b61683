package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine"
	"chiefly/engine/flow"
)

// stopped tells where the answers are when the quiz ends before its end.
func (a *app) stopped(cmd *cobra.Command, q *quiz, err error) error {
	saved := count(len(q.session.Answers()), "answer is", "answers are") + " saved in"
	left := errors.Is(err, prompt.ErrInterrupted) || errors.Is(err, prompt.ErrClosed)
	switch {
	case !left && q.draft.saved:
		return fail(exitUsage, "go on with: "+resumeCommand(cmd, q.draft), "%w; %s %s", err, saved, q.draft.path)
	case !left:
		return err
	case q.draft.saved:
		return fail(exitInterrupted, "go on with: "+resumeCommand(cmd, q.draft), "stopped; %s %s", saved, q.draft.path)
	case q.draft.told:
		name, err := save("", q.file())
		if err != nil {
			a.spill(q)
			return fail(exitInterrupted, "", "stopped; the answers above could not be saved: %w", err)
		}
		return fail(exitInterrupted, "go on with: "+commandLine(cmd, "quiz", "--answers", name), "stopped; %s %s", saved, name)
	case q.draft.seen != nil:
		return fail(exitInterrupted, "go on with: "+resumeCommand(cmd, q.draft), "stopped; the earlier answers are still in %s", q.draft.path)
	}
	return fail(exitInterrupted, "", "stopped; nothing had been answered")
}

// spill shows the answers where they can be saved nowhere.
func (a *app) spill(q *quiz) {
	fmt.Fprintf(a.Err, "\n%s\n", q.file())
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// finish saves the answers and gives the advice. The answers come first, and
// are told of last, whatever becomes of the advice.
func (a *app) finish(cmd *cobra.Command, s *settings, e *engine.Engine, q *quiz, o *quizOptions) error {
	name, saveErr := save(o.save, q.file())
	// A reader that has seen enough, such as head, must not end the program
	// before it has told where the answers are.
	signal.Ignore(syscall.SIGPIPE)
	adviseErr := a.writeQuizAdvice(s, e, q)
	if saveErr != nil {
		return a.unsaved(cmd, q, saveErr)
	}
	if _, terminal := prompt.Columns(a.Out); terminal {
		// The report is longer than most windows, and its first line out of sight.
		q.prompter.Say("\n" + q.speak("In short: %s", e.Advise(q.session.Answers()).Headline))
	}
	q.prompter.Say("\n" + q.speak("Your answers are in %s. This gives the advice again:", name))
	fmt.Fprintf(a.Err, "  %s\n", repeatCommand(cmd, q, name))
	if err := q.draft.remove(); err != nil {
		return err
	}
	if adviseErr != nil {
		return fail(exitUsage, "", "the advice could not be written: %w", adviseErr)
	}
	return nil
}

// writeQuizAdvice writes the advice. What has not been asked, since it cannot change the
// advice, is not named among what could, or is worth finding out.
func (a *app) writeQuizAdvice(s *settings, e *engine.Engine, q *quiz) error {
	advice := e.Advise(q.session.Answers())
	advice.Organisation, advice.Outlook = q.organisation, a.outlooks(e, e.Outlook)(q.session.Answers())
	spared := func(id string) bool {
		return slices.ContainsFunc(q.spared, func(one *flow.Question) bool { return one.ID == id })
	}
	advice.Open = slices.DeleteFunc(advice.Open, func(open engine.OpenQuestion) bool { return spared(open.ID) })
	advice.Outlook.FindOut = slices.DeleteFunc(advice.Outlook.FindOut, func(found engine.FindOut) bool { return spared(found.ID) })
	var out bytes.Buffer
	if err := a.render(&out, s, e, q.session.Answers(), advice); err != nil {
		return err
	}
	return a.writeOut(s.Format, out.Bytes())
}

// save writes the answers to the file named, or to one of the usual name that is
// not there yet. It returns the name used.
func save(name string, data []byte) (string, error) {
	if name == "" {
		return answers.WriteNew("chiefly-answers.yaml", data)
	}
	return name, answers.WriteFile(name, data)
}

// unsaved keeps answers that cannot be saved where they should be in the draft.
func (a *app) unsaved(cmd *cobra.Command, q *quiz, err error) error {
	if _, draftErr := q.draft.save(q.file()); draftErr != nil {
		a.spill(q)
		return fail(exitUsage, "copy them into a file; chiefly advise FILE gives the advice again", "the answers above could not be saved: %w", err)
	}
	return fail(exitUsage, "they are kept in "+q.draft.path+"; go on with: "+resumeCommand(cmd, q.draft)+" --save FILE", "the answers could not be saved: %w", err)
}

// resumeCommand returns the command that goes on with a draft.
func resumeCommand(cmd *cobra.Command, d *draft) string {
	if d.path == d.usual {
		return commandLine(cmd, "quiz", "--resume")
	}
	return commandLine(cmd, "quiz", "--answers", d.path)
}

// repeatCommand returns the command that gives the same advice from the saved
// answers. What the environment answers too is given by --set, since it would win
// over the file.
func repeatCommand(cmd *cobra.Command, q *quiz, name string) string {
	words := []string{"advise", name}
	if os.Getenv(answers.Variable(answers.OrganisationKey)) != "" {
		words = append(words, "--set", answers.OrganisationKey+"="+q.organisation)
	}
	for _, question := range q.flow.Questions {
		if os.Getenv(answers.Variable(question.ID)) != "" {
			words = append(words, "--set", question.ID+"="+question.Format(q.session.Answers()[question.ID]))
		}
	}
	return commandLine(cmd, words...)
}

// commandLine returns a command for a shell, with the settings in force.
func commandLine(cmd *cobra.Command, words ...string) string {
	names := append([]string{"config"}, contentSettings...)
	names = append(names, reportSettings...)
	if words[0] == "quiz" {
		names = append(names, quizSettings...)
	}
	for _, name := range names {
		switch f := cmd.Flags().Lookup(name); {
		case f == nil || !f.Changed:
		case f.Value.String() == "true" && f.Value.Type() == "bool":
			words = append(words, "--"+name)
		case f.Value.Type() == "bool":
			words = append(words, "--"+name+"=false")
		default:
			words = append(words, "--"+name, f.Value.String())
		}
	}
	line := "chiefly"
	for _, word := range words {
		line += " " + shellQuote(word)
	}
	return line
}

// shellQuote quotes a word for a shell where it needs it.
func shellQuote(word string) string {
	if word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/=-") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
