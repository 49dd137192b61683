//go:build !windows

package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// finishes goes from the review to the end, and runs the command that the quiz
// prints: it must give the same advice.
func finishes(t *testing.T, d *desk, p *person, results func() string) {
	t.Helper()
	p.reviews()
	p.press(enough)
	p.ends(0)
	_, command, found := strings.Cut(p.text(), "This gives the advice again: ")
	if !found || !strings.HasPrefix(command, "chiefly advise ") {
		t.Fatalf("no command at the end:\n%s", p.screen())
	}
	again := d.shell(t, command)
	if got := escapes.ReplaceAllString(results(), ""); !strings.Contains(words(got), words(again)) || again == "" {
		t.Errorf("%s gives other advice:\n%s\nthan the quiz:\n%s", command, again, got)
	}
	if left := names(t, filepath.Dir(d.draft())); left != "" {
		t.Errorf("the draft is left behind: %s", left)
	}
}

func TestQuizToTheAdvice(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		t.Run(format+" into a pipe", func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			out, in, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			got := make(chan string)
			go func() {
				text, _ := io.ReadAll(out)
				got <- string(text)
			}()
			w := d.start(t, in, "quiz", "--format", format)
			_ = in.Close()
			p := sit(t, w, agency)
			p.answers(-1)
			finishes(t, d, p, func() string { return <-got })
			p.saved(d.file(t, "chiefly-answers.yaml"))
			if drawn := p.drawn(); strings.Contains(drawn, "WHY") || strings.Contains(drawn, "schema") {
				t.Error("the advice is among the questions")
			}
		})
		t.Run(format+" into the window", func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			p := sit(t, d.run(t, "--format", format), agency)
			p.answers(-1)
			finishes(t, d, p, p.drawn)
			p.saved(d.file(t, "chiefly-answers.yaml"))
		})
	}
}

func TestQuizWithoutKnowingAnything(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := sit(t, d.run(t), nil)
	p.answers(-1)
	p.reviews()
	p.press(enough)
	p.ends(0)
	p.saved(d.file(t, "chiefly-answers.yaml"))
	p.shows("WHY")
	if n := len(p.session.Answers()); n != len(p.session.Flow().Questions) {
		t.Errorf("only %d questions were asked", n)
	}
}

func TestQuizBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := sit(t, d.run(t), agency)
	p.answers(8)
	asked := p.session.Flow().Asked(p.session.Answers())
	p.sees(asked[8]) // a list
	for i := 7; i >= 1; i-- {
		if asked[i+1].ID == "engineers" {
			p.press("<", enter)
		} else {
			p.press(shiftTab)
		}
		p.sees(asked[i])
	}
	p.press("\x1b[A") // industry: the cursor is on the answer given
	p.shows("> Hotels, restaurants and travel")
	p.until("the entry for going back", func() bool {
		p.press(down)
		p.shows(">")
		return strings.Contains(p.text(), "> < Back")
	})
	p.press(enter)
	p.sees(asked[0])
	p.press("<", enter)
	p.shows("There is no question to go back to.")
	p.line("")
	p.plan = map[string]string{"headcount": "3"}
	p.reply(asked[0])
	// On to the first question without an answer, with fewer ahead.
	p.answers(1)
	p.sees(p.session.Next())
	p.saved(d.file(t, d.draft()))
	p.press(ctrlC)
	p.ends(130)
}

func TestQuizReview(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.rows = 60 // all answers at once
	p := sit(t, d.run(t), map[string]string{"headcount": "3"})
	p.answers(-1)
	few := len(p.session.Answers())

	// A change that opens questions has them asked at once.
	p.reviews()
	p.chooses(p.entry("headcount"))
	p.ready(p.question("headcount"))
	p.plan = map[string]string{"headcount": "100", "it_staff": "2", "footprint": "multi_site"}
	p.reply(p.question("headcount"))
	p.answers(-1)
	if n := len(p.session.Answers()); n != few+4 {
		t.Fatalf("%d questions were opened, want it_staff, estate_complexity, footprint and innovation_owner", n-few)
	}

	// A change that is not made.
	p.reviews()
	p.chooses(p.entry("it_staff"))
	p.ready(p.question("it_staff"))
	p.shows("Enter for 2")
	p.press("<", enter)

	// A name.
	p.reviews()
	p.chooses(1)
	p.line("What is the organisation called?")
	p.press(`Ärger & "Söhne"`, enter)
	p.reviews()
	p.shows(`Name for the report: Ärger & "Söhne"`)

	// A change that needs fewer answers keeps the others.
	p.chooses(p.entry("headcount"))
	p.ready(p.question("headcount"))
	p.plan = map[string]string{"headcount": "3"}
	p.reply(p.question("headcount"))
	p.shows("With this answer 4 other answers are no longer needed, but kept")
	p.reviews()
	p.press(enough)
	p.ends(0)
	text := d.file(t, "chiefly-answers.yaml")
	p.saved(text)
	for _, want := range []string{"it_staff: 2\n", "(kept, but not asked with the answers above)\nfootprint: multi_site\n", "organisation: \"Ärger & \\\"Söhne\\\"\"\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the file lacks %q:\n%s", want, text)
		}
	}
	p.shows(`Ärger & "Söhne"`)
}

// Keys that stop the quiz, in each kind of question, and at the review.
func TestQuizStopped(t *testing.T) {
	tests := map[string]struct {
		answered int
		key      string
	}{
		"ctrl-c in a number": {6, ctrlC}, "ctrl-c in a list": {2, ctrlC}, "ctrl-c in a list of several": {4, ctrlC}, "ctrl-c at the review": {-1, ctrlC},
		"ctrl-d in a number": {6, ctrlD}, "ctrl-d in a list": {2, ctrlD}, "ctrl-d in a list of several": {4, ctrlD}, "ctrl-d at the review": {-1, ctrlD},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			p := sit(t, d.run(t), agency)
			p.answers(test.answered)
			next := p.session.Next()
			if next != nil {
				p.sees(next)
			} else {
				p.reviews()
			}
			p.press(test.key)
			p.ends(130)
			p.shows("hint: go on with: chiefly quiz --resume")
			p.saved(d.file(t, d.draft()))
			if text := words(p.drawn()); !strings.Contains(text, "answers are saved in") {
				t.Errorf("the quiz does not say where the answers are:\n%s", p.screen())
			}

			again := sit(t, d.run(t, "quiz", "--resume"), agency)
			again.session = p.session
			again.answers(-1)
			finishes(t, d, again, again.drawn)
			again.saved(d.file(t, "chiefly-answers.yaml"))
		})
	}
	t.Run("before the first answer", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		p := sit(t, d.run(t), nil)
		p.sees(p.session.Next())
		p.press(ctrlD)
		p.ends(130)
		p.shows("chiefly: stopped; nothing had been answered")
	})
}

func TestQuizOffersTheDraft(t *testing.T) {
	const title = "An earlier quiz was not finished. Go on with it?"
	stopped := func(t *testing.T) (*desk, *person) {
		t.Helper()
		d := newDesk(t)
		p := sit(t, d.run(t), agency)
		p.answers(5)
		p.sees(p.session.Next())
		p.press(ctrlC)
		p.ends(130)
		return d, p
	}
	t.Run("taken", func(t *testing.T) {
		t.Parallel()
		d, first := stopped(t)
		p := sit(t, d.run(t), agency)
		p.list(title)
		p.shows("> Yes, go on with 5 answers")
		p.press(enter)
		p.session = first.session
		p.answers(1)
		p.sees(p.session.Next())
		p.saved(d.file(t, d.draft()))
	})
	t.Run("begun anew twice", func(t *testing.T) {
		t.Parallel()
		d, first := stopped(t)
		for _, aside := range []string{"technology_chiefs.old.yaml", "technology_chiefs.old-2.yaml"} {
			p := sit(t, d.run(t), agency)
			p.list(title)
			p.press(down, enter)
			p.shows("The earlier answers are kept in")
			p.answers(5)
			p.sees(p.session.Next())
			first.saved(d.file(t, filepath.Join(filepath.Dir(d.draft()), aside)))
			p.saved(d.file(t, d.draft()))
			p.press(ctrlC)
			p.ends(130)
		}
	})
	t.Run("left undecided", func(t *testing.T) {
		t.Parallel()
		d, first := stopped(t)
		w := d.run(t)
		w.list(title)
		w.press(ctrlC)
		w.ends(130)
		w.shows("stopped; the earlier answers are still in")
		first.saved(d.file(t, d.draft()))
	})
	t.Run("nothing to go on with", func(t *testing.T) {
		t.Parallel()
		p := sit(t, newDesk(t).run(t, "quiz", "--resume"), nil)
		p.shows("There is no quiz to go on with; this one begins anew.")
		p.sees(p.session.Next())
	})
}
