package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine"
	"chiefly/engine/flow"
)

const quizLong = `Asks the questions one by one, lets you check and change the answers, gives the
advice, and saves the answers to a file.

You can go back, say that you do not know, and see why a question is asked. Each
answer is saved at once: after Ctrl-C, "chiefly quiz --resume" goes on where you
stopped.`

const quizExample = `  chiefly quiz
  chiefly quiz --answers acme.yaml         go on from what is known already
  chiefly quiz --plain                     line by line, for screen readers
  chiefly quiz --format markdown > advice.md`

// quizOptions are the options of the quiz beyond the settings.
type quizOptions struct {
	answers     string // file to begin with
	assignments []string
	resume      bool
	save        string // file to save the answers to
}

func (a *app) quizCommand() *cobra.Command {
	var o quizOptions
	cmd := &cobra.Command{
		Use:     "quiz",
		Short:   "Answer the questions and read the advice",
		Long:    quizLong,
		Example: quizExample,
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.quiz(cmd, &o)
		},
	}
	cmd.Flags().StringVar(&o.answers, "answers", "", "begin with the answers in this `file`")
	cmd.Flags().BoolVar(&o.resume, "resume", false, "go on where the last quiz was stopped")
	cmd.Flags().StringVar(&o.save, "save", "", "save the answers to this `file`, in place of one that is there (default chiefly-answers.yaml, or the next free name)")
	a.addAnswers(cmd, &o.assignments)
	addSettings(cmd, contentSettings...)
	addSettings(cmd, reportSettings...)
	addSettings(cmd, "plain")
	return cmd
}

func (a *app) quiz(cmd *cobra.Command, o *quizOptions) error {
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	e, err := a.load(s)
	if err != nil {
		return err
	}
	if !prompt.Interactive(a.In, a.Err) {
		return fail(exitMissing, "put the answers into a file and run: chiefly advise FILE; chiefly show questions lists them", "nobody can be asked: standard input and standard error must be a terminal")
	}
	known, err := a.prefill(e, o)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(cmd.Context())
	defer cancel()
	p := prompt.New(ctx, a.In, a.Err, os.Getenv, prompt.Options{Plain: s.Plain, NoColor: s.Color == "never"})
	q := &quiz{prompter: p, flow: e.Flow(), draft: newDraft(e.Flow()), organisation: known.Organisation, session: e.Session(known.Answers)}
	if err := q.run(o.resume, len(known.Answers) > 0); err != nil {
		return a.stopped(q, err)
	}
	return a.finish(cmd, s, e, q, o)
}

// prefill reads what is known before the first question.
func (a *app) prefill(e *engine.Engine, o *quizOptions) (*answers.Set, error) {
	reader := answers.Reader{Flow: e.Flow(), Set: o.assignments, Environ: os.Environ()}
	if o.answers == "" {
		return reader.Read(nil)
	}
	if o.answers == "-" {
		return nil, fail(exitUsage, "save them in a file first", "the quiz cannot read answers from standard input, which it asks on")
	}
	file, err := answers.Open(o.answers, nil)
	if err != nil {
		return nil, fail(exitInvalid, "", "%w", err)
	}
	return reader.Read(file)
}

// stopped tells where the answers are when the quiz ends before its end.
func (a *app) stopped(q *quiz, err error) error {
	if !errors.Is(err, prompt.ErrInterrupted) && !errors.Is(err, prompt.ErrClosed) {
		return err
	}
	n := len(q.session.Answers())
	if n == 0 || !q.draft.saved {
		return fail(exitInterrupted, "", "stopped; nothing had been answered")
	}
	return fail(exitInterrupted, "go on with: chiefly quiz --resume", "stopped; %s saved in %s", count(n, "answer is", "answers are"), q.draft.path)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// finish saves the answers and gives the advice. The answers come first: should
// the advice go to a pipe that breaks, they are safe.
func (a *app) finish(cmd *cobra.Command, s *settings, e *engine.Engine, q *quiz, o *quizOptions) error {
	set := &answers.Set{Organisation: q.organisation, Answers: q.session.Answers()}
	data := answers.Format(e.Flow(), set)
	name, saveErr := save(o.save, data)
	if err := a.writeAdvice(s, e, []*answers.Set{set}); err != nil {
		return err
	}
	if saveErr != nil {
		return fail(exitUsage, "they are kept; go on with: chiefly quiz --resume --save FILE", "the answers could not be saved: %w", saveErr)
	}
	fmt.Fprintf(a.Err, "\nYour answers are in %s. This gives the advice again:\n  %s\n", name, repeatCommand(cmd, name))
	return q.draft.remove()
}

// save writes the answers to the file named, or to one of the usual name that is
// not there yet. It returns the name used.
func save(name string, data []byte) (string, error) {
	if name == "" {
		return answers.WriteNew("chiefly-answers.yaml", data)
	}
	return name, answers.WriteFile(name, data)
}

// repeatCommand returns the command that gives the same advice from the saved
// answers.
func repeatCommand(cmd *cobra.Command, name string) string {
	words := []string{"chiefly", "advise", shellQuote(name)}
	for _, flag := range append(contentSettings, "format", "full") {
		if f := cmd.Flags().Lookup(flag); f.Changed && f.Value.Type() == "bool" {
			words = append(words, "--"+flag)
		} else if f.Changed {
			words = append(words, "--"+flag, shellQuote(f.Value.String()))
		}
	}
	return strings.Join(words, " ")
}

// shellQuote quotes a word for a shell where it needs it.
func shellQuote(word string) string {
	if word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// A quiz is one conversation.
type quiz struct {
	prompter     prompt.Prompter
	flow         *flow.Flow
	draft        *draft
	organisation string
	session      flow.Session
	section      string // the heading shown last
}

// run asks everything and lets the answers be checked. It returns one of the
// prompter's errors when it is stopped.
func (q *quiz) run(resume, prefilled bool) error {
	if err := q.offerDraft(resume, prefilled); err != nil {
		return err
	}
	if q.flow.Intro != "" && len(q.session.Answers()) == 0 {
		q.prompter.Say(q.flow.Intro)
	}
	if err := q.askAll(); err != nil {
		return err
	}
	return q.review()
}

// askAll asks every question that has no answer yet.
func (q *quiz) askAll() error {
	for current := q.session.Next(); current != nil; {
		err := q.ask(current)
		switch {
		case errors.Is(err, prompt.ErrBack):
			if before := q.session.Before(current); before != nil {
				current = before
			}
			continue
		case err != nil:
			return err
		}
		current = q.session.Next()
	}
	return nil
}

// ask asks one question and saves the answer.
func (q *quiz) ask(question *flow.Question) error {
	q.announce(question)
	answer, err := q.put(question)
	if err != nil {
		return err
	}
	q.session = q.session.Answer(question, answer)
	return q.keep()
}

// keep saves the answers so far. A draft that cannot be saved is said once and
// does not stop the conversation.
func (q *quiz) keep() error {
	set := &answers.Set{Organisation: q.organisation, Answers: q.session.Answers()}
	if err := q.draft.save(answers.Format(q.flow, set)); err != nil && !q.draft.failed {
		q.draft.failed = true
		q.prompter.Say("Your answers cannot be saved as you go: " + err.Error())
	}
	return nil
}

// announce shows the heading of a new section and how far the quiz has come.
func (q *quiz) announce(question *flow.Question) {
	if section := q.flow.Section(question); section.ID != q.section {
		q.section = section.ID
		q.prompter.Say("\n" + strings.TrimSpace(section.Title+"\n"+section.Intro))
	}
	answered, asked := q.session.Progress()
	if _, again := q.session.Answers()[question.ID]; again {
		answered--
	}
	q.prompter.Say(fmt.Sprintf("Question %d of at most %d", answered+1, asked))
}
