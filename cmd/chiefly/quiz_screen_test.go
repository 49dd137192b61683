//go:build !windows

package main

import (
	"fmt"
	"strings"
	"testing"
)

func TestQuizInANarrowWindow(t *testing.T) {
	for _, plain := range []bool{false, true} {
		t.Run(fmt.Sprint("plain ", plain), func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.columns = 40
			p := sit(t, d.start(t, null(t), fmt.Sprint("--plain=", plain)), agency)
			p.typing = plain
			p.answers(4)
			p.sees(p.session.Next())
			if plain {
				p.press("?", enter)
				p.shows("Why we ask:")
				p.line("")
				p.reply(p.question("priorities"))
			} else {
				p.press("?", down, down, down)
				p.shows("Why we ask:")
				p.press(shiftTab)
				p.sees(p.question("stage"))
				p.press(enter)
			}
			p.answers(-1)
			p.reviews()
			p.press(arrowsOrNumber(plain, p.entry("it_staff")), enter)
			p.line("How many of your people look after internal systems?")
			p.press("<", enter)
			p.reviews()
			p.press(arrowsOrNumber(plain, 0), enter)
			p.ends(0)
			for line := range strings.Lines(escapes.ReplaceAllString(p.drawn(), "")) {
				line = line[strings.LastIndex(strings.TrimRight(line, "\r\n"), "\r")+1:]
				if n := len([]rune(strings.TrimRight(line, "\r\n"))); n > 40 {
					t.Errorf("a line of %d columns: %q", n, line)
				}
			}
		})
	}
}

// arrowsOrNumber chooses an entry of a list.
func arrowsOrNumber(number bool, entry int) string {
	if number {
		return fmt.Sprint(entry + 1)
	}
	return strings.Repeat(down, entry)
}

func TestQuizWithoutColour(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = []string{"NO_COLOR=1"}
	p := sit(t, d.run(t), agency)
	p.answers(-1)
	finishes(t, d, p, p.drawn)
	if i := strings.Index(p.drawn(), "\x1b["); i < 0 {
		t.Error("the lists are not drawn at all")
	}
	for _, code := range escapes.FindAllString(p.drawn(), -1) {
		if strings.HasSuffix(code, "m") {
			t.Errorf("there is a colour: %q", code)
			break
		}
	}
}

func TestQuizLineByLine(t *testing.T) {
	for name, change := range map[string]func(*desk) []string{
		"TERM=dumb": func(d *desk) []string { d.env = []string{"TERM=dumb"}; return nil },
		"--plain":   func(*desk) []string { return []string{"--plain"} },
		"setting":   func(d *desk) []string { d.env = []string{"CHIEFLY_PLAIN=true"}; return []string{"quiz"} },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			p := sit(t, d.run(t, change(d)...), agency)
			p.typing = true
			p.shows("Type < to go back to the question before.")
			p.answers(6)
			p.sees(p.session.Next())
			p.press("<", enter)
			p.sees(p.question("current_leaders"))
			p.press("<", enter)
			p.sees(p.question("priorities"))
			p.press(enter)
			p.shows("Answer taken: More revenue, Lower costs")
			p.plan["engineers"] = "unknown"
			p.answers(-1)
			finishes(t, d, p, p.drawn)
			p.saved(d.file(t, "chiefly-answers.yaml"))
			if strings.Contains(p.drawn(), "\x1b") {
				t.Errorf("there is an escape sequence: %q", p.drawn())
			}
		})
	}
}
