//go:build !windows

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestQuizPrefilled(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = []string{"CHIEFLY_ANSWER_STAGE=scaling"}
	d.write(t, "acme.yaml", "organisation: Acme\nindustry: retail\nheadcount: 5\npriorities: [cost_control]\n")
	p := sit(t, d.run(t, "quiz", "--answers", "acme.yaml", "--set", "headcount=100-250", "--save", "mine.yaml"), agency)
	for id, answer := range map[string]string{"industry": "retail", "headcount": "100-250", "priorities": "[cost_control]", "stage": "scaling"} {
		a, err := p.question(id).Parse(answer)
		if err != nil {
			t.Fatal(err)
		}
		p.session = p.session.Answer(p.question(id), a)
	}
	p.answers(-1)
	p.reviews()
	p.shows("> All right: show the advice Name for the report: Acme 100 to 250 people - How many people work in your organisation? Shops and online shops - What field do you work in?")
	// What the environment says as well has to be repeated on the command line.
	p.chooses(p.entry("stage"))
	p.ready(p.question("stage"))
	p.press(down)
	p.shows("> A going concern")
	p.press(enter)
	a, _ := p.question("stage").Parse("established")
	p.session = p.session.Answer(p.question("stage"), a)
	p.answers(-1)
	finishes(t, d, p, p.drawn)
	p.shows("chiefly advise mine.yaml --set stage=established")
	p.saved(d.file(t, "mine.yaml"))
	if got := names(t, d.work); got != "acme.yaml mine.yaml" {
		t.Errorf("the folder holds %s", got)
	}
}

// tea is content of its own.
const (
	teaQuestions = `flow: technology_chiefs
version: 1.0.0
title: Tea
questions:
  - {id: cups, type: integer, min: 1, max: 10, ask: How many cups?, why: It decides., required: true}
  - {id: milk, type: yes_no, ask: With milk?, why: To know., required: true}
  - {id: sugar, type: yes_no, ask: With sugar?, why: To know.}
`
	teaRules = `rule_set: tea
version: 1.0.0
flow: technology_chiefs
thresholds: {hire: 10, later: 5}
roles:
  - {id: tea, title: chief of tea}
rules:
  - {id: thirsty, when: cups >= 2, points: {tea: 20}, because: You are thirsty., sources: [kettle]}
sources:
  - {id: kettle, title: The kettle}
`
)

func (d *desk) brew(t *testing.T) {
	t.Helper()
	d.write(t, "tea/questions/tea.yaml", teaQuestions)
	d.write(t, "tea/rules/tea.yaml", teaRules)
}

func TestQuizRequired(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.brew(t)
	w := d.run(t, "--content", "tea", "--set", "cups=unknown", "--set", "milk=unknown", "--set", "sugar=unknown")
	w.line("How many cups?")
	if strings.Contains(w.text(), `"unknown"`) {
		t.Error("not knowing is offered")
	}
	for _, unknown := range []string{"unknown", "1-10", "I don't know"} {
		w.press(unknown, enter)
		w.shows("This question needs an answer.")
		w.line("")
	}
	w.press("3", enter)
	w.list("With milk?")
	w.shows("> Yes No < Back")
	w.press(enter)
	w.list(reviewTitle)
	w.shows("not known - With sugar?")
	w.press(enough)
	w.ends(0)
	w.shows("Hire a full-time chief of tea now.")
	w.shows("chiefly advise chiefly-answers.yaml --content tea")
}

// nowhere makes the state folder one that cannot be written to, for the
// superuser as well.
func (d *desk) nowhere(t *testing.T) {
	t.Helper()
	d.write(t, filepath.Join(d.home, "state"), "a file in the place of the folder")
}

func TestQuizCannotKeepADraft(t *testing.T) {
	const said = "Your answers cannot be saved as you go: "
	t.Run("to the end", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.nowhere(t)
		p := sit(t, d.run(t), agency)
		p.answers(-1)
		p.reviews()
		p.press(enough)
		p.ends(0)
		p.saved(d.file(t, "chiefly-answers.yaml"))
		if n := strings.Count(words(p.drawn()), said); n != 1 {
			t.Errorf("it is said %d times", n)
		}
	})
	t.Run("stopped", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.nowhere(t)
		p := sit(t, d.run(t), agency)
		p.answers(4)
		p.sees(p.session.Next())
		p.press(ctrlC)
		p.ends(130)
		p.shows("stopped; 4 answers are saved in chiefly-answers.yaml")
		p.shows("hint: go on with: chiefly quiz --answers chiefly-answers.yaml")
		p.saved(d.file(t, "chiefly-answers.yaml"))
	})
	t.Run("stopped, with no place at all", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.nowhere(t)
		p := sit(t, d.run(t), agency)
		p.answers(4)
		p.sees(p.session.Next())
		d.vanish(t)
		p.press(ctrlC)
		p.ends(130)
		p.shows("headcount: 120")
		p.shows("stopped; the answers above could not be saved")
		p.saved(strings.ReplaceAll(p.drawn(), "\r\n", "\n"))
	})
	t.Run("resume", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.nowhere(t)
		w := d.run(t, "quiz", "--resume")
		w.ends(3)
		w.shows("chiefly: reading the earlier answers:")
	})
}

// vanish makes the working folder one that cannot be written to, for the
// superuser as well.
func (d *desk) vanish(t *testing.T) {
	t.Helper()
	if err := os.RemoveAll(d.work); err != nil {
		t.Fatal(err)
	}
}

func TestQuizCannotSaveAtTheEnd(t *testing.T) {
	for name, keepable := range map[string]bool{"but keep": true, "nor keep": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			if !keepable {
				d.nowhere(t)
			}
			p := sit(t, d.run(t), agency)
			p.answers(-1)
			p.reviews()
			d.vanish(t)
			p.press(enough)
			p.ends(2)
			p.shows("WHY")
			if !keepable {
				p.shows("chiefly: the answers above could not be saved")
				p.saved(strings.ReplaceAll(p.drawn(), "\r\n", "\n"))
				return
			}
			p.shows("chiefly: the answers could not be saved")
			p.shows("go on with: chiefly quiz --resume --save FILE")
			p.saved(d.file(t, d.draft()))

			if err := os.Mkdir(d.work, 0o700); err != nil {
				t.Fatal(err)
			}
			again := sit(t, d.run(t, "quiz", "--resume", "--save", "kept.yaml"), nil)
			again.session = p.session
			finishes(t, d, again, again.drawn)
			again.saved(d.file(t, "kept.yaml"))
		})
	}
}

// Answers that were all given with the command have not been kept before.
func TestQuizKeepsWhatItCannotSave(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.brew(t)
	w := d.run(t, "--content", "tea", "--set", "cups=2", "--set", "milk=no", "--set", "sugar=no")
	w.list(reviewTitle)
	d.vanish(t)
	w.press(enough)
	w.ends(2)
	w.shows("hint: they are kept in " + d.draft() + "; go on with: chiefly quiz --resume --content tea --save FILE")
	if text := d.file(t, d.draft()); !strings.Contains(text, "cups: 2\n") {
		t.Errorf("the draft holds\n%s", text)
	}
}

func TestQuizSaveIsCheckedFirst(t *testing.T) {
	for name, want := range map[string]string{
		"acme.json":         "the answers are saved as YAML; the name must end in .yaml or .yml",
		"/dev/null":         "the answers are saved as YAML",
		"nowhere/acme.yaml": "there is no folder nowhere",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newDesk(t).run(t, "quiz", "--save", name)
			w.ends(2)
			w.shows("chiefly: --save " + name + ": " + want)
		})
	}
	t.Run("in place of a file", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.brew(t)
		d.write(t, "mine.yaml", "milk: yes\n")
		w := d.run(t, "quiz", "--content", "tea", "--answers", "mine.yaml", "--set", "cups=2", "--set", "sugar=no", "--save", "mine.yaml")
		w.list(reviewTitle)
		w.press(enough)
		w.ends(0)
		if got := d.file(t, "mine.yaml"); !strings.Contains(got, "cups: 2") || names(t, d.work) != "mine.yaml tea" {
			t.Errorf("mine.yaml in %s holds\n%s", names(t, d.work), got)
		}
	})
}

func TestQuizAdviceIsNotRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.brew(t)
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	w := d.start(t, in, "--content", "tea", "--set", "cups=2", "--set", "milk=no", "--set", "sugar=no", "--save", "mine.yaml")
	_, _ = in.Close(), out.Close()
	w.list(reviewTitle)
	w.press(enough)
	w.ends(2)
	w.shows("Your answers are in mine.yaml. This gives the advice again: chiefly advise mine.yaml --content tea")
	w.shows("chiefly: the advice could not be written:")
	if !strings.Contains(d.file(t, "mine.yaml"), "cups: 2") {
		t.Error("the answers are not saved")
	}
}
