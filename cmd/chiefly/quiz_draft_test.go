//go:build !windows

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestQuizKilled(t *testing.T) {
	for _, answered := range []int{1, 2, 5, 7, 13, 28} {
		t.Run(fmt.Sprint("after answer ", answered), func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			p := sit(t, d.run(t), agency)
			p.answers(answered)
			if next := p.session.Next(); next != nil {
				p.sees(next)
			} else {
				p.reviews()
			}
			p.kill()
			p.saved(d.file(t, d.draft()))

			again := sit(t, d.run(t, "quiz", "--resume"), agency)
			again.session = p.session
			again.answers(1)
			if next := again.session.Next(); next != nil {
				again.sees(next)
			} else {
				again.reviews()
			}
			again.saved(d.file(t, d.draft()))
		})
	}
}

func TestQuizToldToEnd(t *testing.T) {
	for _, answered := range []int{2, 6} { // a list, a number
		for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
			t.Run(fmt.Sprint(signal, " after answer ", answered), func(t *testing.T) {
				t.Parallel()
				d := newDesk(t)
				p := sit(t, d.run(t), agency)
				p.answers(answered)
				p.sees(p.session.Next())
				if err := p.cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				p.ends(130)
				p.saved(d.file(t, d.draft()))
				p.shows(fmt.Sprintf("chiefly: stopped; %d answers are saved in", answered))
			})
		}
	}
	t.Run("the window is closed", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		p := sit(t, d.run(t), agency)
		p.answers(3)
		p.sees(p.session.Next())
		_ = p.tty.Close()
		if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		_ = p.person.Close()
		p.until("the end", func() bool {
			select {
			case <-p.over:
				return true
			default:
				return false
			}
		})
		p.saved(d.file(t, d.draft()))
	})
}

// Outside the conversation a signal ends the program as it ends any other.
func TestInterruptedWhileReading(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	w := d.run(t, "advise", "-")
	w.until("the program", func() bool { return w.cmd.Process.Signal(syscall.Signal(0)) == nil })
	w.press(ctrlC)
	w.ends(-1)
}

func TestQuizDraftThatNoLongerFits(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.brew(t)
	const old = "flow: technology_chiefs\ncups: 50\nmilk: no\nlemon: yes\nsugar: perhaps\n"
	d.write(t, d.draft(), old)
	w := d.run(t, "quiz", "--content", "tea")
	w.shows("The earlier answers no longer fit the questions in full. What does not fit is asked again:")
	w.shows("- line 2: cups: 50 is out of range")
	w.shows(`- line 4: there is no question "lemon"`)
	w.shows(`- line 5: sugar: "perhaps" is not an option of sugar`)
	w.list("An earlier quiz was not finished. Go on with it?")
	w.shows("Yes, go on with 1 answer")
	w.press(enter)
	w.shows("The earlier answers are kept in")
	w.line("Question 1 of at most 3 How many cups?")
	aside := filepath.Join(filepath.Dir(d.draft()), "technology_chiefs.old.yaml")
	if got := d.file(t, aside); got != old {
		t.Errorf("the draft was not kept as it was:\n%s", got)
	}
	w.press("5", enter)
	w.list("Question 3 of at most 3 With sugar?")
	w.press(ctrlC)
	w.ends(130)
	w.shows("hint: go on with: chiefly quiz --resume --content tea")
	for _, line := range []string{"cups: 5\n", "milk: no\n"} {
		if !strings.Contains(d.file(t, d.draft()), line) {
			t.Errorf("the draft lacks %q", line)
		}
	}
}

func TestQuizDraftThatIsGarbage(t *testing.T) {
	for name, garbage := range map[string]string{
		"no YAML": "headcount: [1\n", "bytes": "\x00\xff\xfe\x01", "a list": "- 1\n- 2\n", "prose": "Dear team\n", "another flow's": "flow: coffee\nheadcountt: 5\n", "empty": "",
		"too large": strings.Repeat("# much ado about nothing\n", 50_000),
	} {
		for _, args := range [][]string{{"quiz"}, {"quiz", "--resume"}} {
			t.Run(name+strings.Join(args[1:], ""), func(t *testing.T) {
				t.Parallel()
				d := newDesk(t)
				d.write(t, d.draft(), garbage)
				p := sit(t, d.run(t, args...), agency)
				p.shows("The earlier answers are kept in")
				p.answers(1)
				p.sees(p.session.Next())
				aside := filepath.Join(filepath.Dir(d.draft()), "technology_chiefs.old.yaml")
				if got := d.file(t, aside); got != garbage {
					t.Errorf("the draft was not kept as it was: %q", got)
				}
				if garbage != "" && !strings.Contains(words(p.drawn()), "What does not fit is asked again: - line") {
					t.Errorf("it is not said what is wrong:\n%s", p.screen())
				}
				p.saved(d.file(t, d.draft()))
			})
		}
	}
}

// Two quizzes at once have one draft to go on with: the second to write goes on
// in a file of its own, and nothing of either is lost.
func TestTwoQuizzesAtOnce(t *testing.T) {
	second := func(d *desk) string {
		return filepath.Join(filepath.Dir(d.draft()), "technology_chiefs.draft-2.yaml")
	}
	t.Run("begun together", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		one, two := sit(t, d.run(t), agency), sit(t, d.run(t), nil)
		one.sees(one.session.Next())
		two.sees(two.session.Next())
		one.answers(1)
		one.sees(one.session.Next())
		two.answers(1)
		two.shows("Another quiz is under way. The answers of this one are kept in")
		one.answers(3)
		two.answers(4)
		one.sees(one.session.Next())
		two.sees(two.session.Next())
		one.saved(d.file(t, d.draft()))
		two.saved(d.file(t, second(d)))
		two.press(ctrlC)
		two.ends(130)
		two.shows("go on with: chiefly quiz --answers " + second(d))
		one.answers(-1)
		one.reviews()
		one.press(enough)
		one.ends(0)
		one.saved(d.file(t, "chiefly-answers.yaml"))
		two.saved(d.file(t, second(d)))
		if got := names(t, filepath.Dir(d.draft())); got != "technology_chiefs.draft-2.yaml" {
			t.Errorf("the state folder holds %s", got)
		}
	})
	for name, keys := range map[string]string{"the second goes on with the first": enter, "the second puts the first aside": down + enter} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			one := sit(t, d.run(t), agency)
			one.answers(3)
			one.sees(one.session.Next())
			two := sit(t, d.run(t), nil)
			two.list("An earlier quiz was not finished.")
			two.press(keys)
			if keys == enter {
				two.session = one.session
			}
			two.answers(2)
			two.sees(two.session.Next())
			one.answers(1)
			one.shows("Another quiz is under way.")
			one.answers(1)
			one.sees(one.session.Next())
			one.saved(d.file(t, second(d)))
			two.saved(d.file(t, d.draft()))
		})
	}
}
