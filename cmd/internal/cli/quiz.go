package cli

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt"
	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

const quizLong = `Asks the questions one by one, lets you check and change the answers, gives the
advice, and saves the answers to a file.

You can go back, say that you do not know, and see why a question is asked. Each
answer is saved at once: after Ctrl-C, "chiefly quiz --resume" goes on where you
stopped.

A question is asked only as long as an answer to it can change the advice: what to
do about each role, full-time or not, in which order, one person for several, and
what to do instead. Scores, reasons and remarks may well change with the answers
that are left out; --all asks for these too.`

const quizExample = `  chiefly quiz
  chiefly quiz --answers acme.yaml         go on from what is known already
  chiefly quiz --order best                the questions first that tell most
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
	addSettings(cmd, quizSettings...)
	return cmd
}

func (a *app) quiz(cmd *cobra.Command, o *quizOptions) error {
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	if err := checkSave(cmd, o.save); err != nil {
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
	// A signal ends the conversation in good order. Before and after it nothing
	// is ever half done, and a signal may end the program at once.
	ctx, release := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	p, lists := prompt.New(ctx, a.In, a.Err, prompt.Options{Plain: s.Plain, NoColor: s.Color == "never", Language: e.Language()})
	q := newQuiz(p, e.Flow(), known)
	q.lists, q.guide = lists, a.guide(e, s)
	err = q.run(o.resume)
	release()
	if err != nil {
		return a.stopped(cmd, q, err)
	}
	return a.finish(cmd, s, e, q, o)
}

// checkSave refuses a name that the answers could not be saved under, before
// anybody has answered a question.
func checkSave(cmd *cobra.Command, name string) error {
	if name == "" {
		return nil
	}
	if format, known := source.FormatOf(name); !known || format != source.YAML {
		return wrongUsage(cmd, fmt.Errorf("--save %s: the answers are saved as YAML; the name must end in .yaml or .yml", name))
	}
	if dir, err := os.Stat(filepath.Dir(name)); err != nil || !dir.IsDir() {
		return wrongUsage(cmd, fmt.Errorf("--save %s: there is no folder %s", name, filepath.Dir(name)))
	}
	return nil
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

// A quiz is one conversation.
type quiz struct {
	prompter     prompt.Prompter
	flow         *flow.Flow
	draft        *draft
	organisation string
	session      flow.Session
	section      string // the heading shown last
	lists        bool   // questions are lists to move through, not numbered lines
	guide        *guide
	trail        []*flow.Question // answered here, in this order
	spared       []*flow.Question // not asked, which has been said
}

// newQuiz begins with what is known. Everything is asked, unless it gets another guide.
func newQuiz(p prompt.Prompter, f *flow.Flow, known *answers.Set) *quiz {
	q := &quiz{prompter: p, flow: f, draft: newDraft(f), organisation: known.Organisation, session: flow.NewSession(f, nil), guide: &guide{}}
	for _, question := range f.Questions {
		if a := known.Answers[question.ID]; !a.IsZero() {
			q.know(question, a)
		}
	}
	return q
}

// know takes an answer that was given before. That a required answer is unknown
// is not taken: the question is asked.
func (q *quiz) know(question *flow.Question, a flow.Answer) {
	if !question.Required || !a.IsUnknown() {
		q.session = q.session.Answer(question, a)
	}
}

// speak returns a sentence in the language of the questions.
func (q *quiz) speak(english string, args ...any) string {
	return q.flow.Language.Speak(english, args...)
}

// run asks what there is to ask and lets the answers be checked. It returns one of the
// prompter's errors when it is stopped.
func (q *quiz) run(resume bool) error {
	if err := q.offerDraft(resume); err != nil {
		return err
	}
	if q.course().next != nil {
		q.welcome()
	}
	if err := q.askAll(); err != nil {
		return err
	}
	return q.review()
}

// welcome says what is ahead, and what can be done at any time.
func (q *quiz) welcome() {
	if q.flow.Intro != "" && len(q.session.Answers()) == 0 {
		q.prompter.Say(q.flow.Intro)
	}
	back := q.speak("Type < to go back to the question before.")
	if q.lists {
		back = q.speak("Shift-Tab in a list, or < where you type, goes back to the question before.")
	}
	q.prompter.Say("\n" + back + " " + q.speak("Ctrl-C stops; your answers are saved as you go. At the end you can check and change them all."))
}

// askAll asks until there is nothing to ask any more.
func (q *quiz) askAll() error {
	c := q.course()
	for current := c.next; current != nil; {
		q.announce(current, &c)
		before := c.before(current)
		err := q.ask(current, before != nil)
		switch {
		case errors.Is(err, prompt.ErrBack):
			current = before
			continue
		case err != nil:
			return err
		}
		c = q.course()
		current = c.next
	}
	q.spare(c.spared)
	return nil
}

// ask asks one question and saves the answer.
func (q *quiz) ask(question *flow.Question, back bool) error {
	answer, err := q.put(question, back)
	if err != nil {
		return err
	}
	before := q.session.Parked()
	q.session = q.session.Answer(question, answer)
	if !slices.Contains(q.trail, question) {
		q.trail = append(q.trail, question)
	}
	parked := slices.DeleteFunc(q.session.Parked(), func(p *flow.Question) bool { return slices.Contains(before, p) })
	if n := len(parked); n > 0 {
		q.prompter.Say(q.flow.Language.Count(n, "With this answer %d other answer is no longer needed, but kept in case you change it again.",
			"With this answer %d other answers are no longer needed, but kept in case you change it again."))
	}
	q.keep()
	return nil
}

// keep saves the answers so far. A draft that cannot be saved is said once and
// does not stop the conversation.
func (q *quiz) keep() {
	moved, err := q.draft.save(q.file())
	switch {
	case moved:
		q.prompter.Say(q.speak("Another quiz is under way. The answers of this one are kept in %s.", q.draft.path))
	case err != nil && !q.draft.told:
		q.draft.told = true
		q.prompter.Say(q.speak("Your answers cannot be saved as you go: %s", err))
	}
}

// file returns the answers so far as a file.
func (q *quiz) file() []byte {
	return answers.Format(q.flow, q.set())
}

func (q *quiz) set() *answers.Set {
	return &answers.Set{Organisation: q.organisation, Answers: q.session.Answers()}
}

// announce shows the heading of a new section and how far the quiz has come.
// The number is that of the question among those of the conversation, so that going
// back counts back.
func (q *quiz) announce(question *flow.Question, c *course) {
	if section := q.flow.Section(question); section.ID != q.section {
		q.section = section.ID
		q.prompter.Say("\n" + strings.TrimSpace(section.Title+"\n"+section.Intro))
	} else {
		q.prompter.Say("")
	}
	q.prompter.Say(q.speak("Question %d of at most %d", slices.Index(c.questions, question)+1, len(c.questions)))
}
