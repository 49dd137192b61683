//go:build !windows

package prompt

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/AlecAivazis/survey/v2"
	"golang.org/x/term"
)

const (
	up, down, right, left = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
	shiftTab              = "\x1b[Z"
)

func sizeQuestion() Select {
	return Select{
		Title: "How many people?", Help: "Count part-time staff as one.", Default: 1, Back: true,
		Options: options("1 to 10|a team", "11 to 50", "51 to 200|a small company", "More"),
	}
}

// Every key that survey alone gets wrong is here.
func TestSurveySelect(t *testing.T) {
	tests := []struct {
		name string
		keys []string // one write each
		want int
		err  error
	}{
		{"default", []string{"\r"}, 1, nil},
		{"down", []string{down, "\r"}, 2, nil},
		{"application keys", []string{"\x1bOA", "\r"}, 0, nil},
		{"tab", []string{"\t\r"}, 2, nil},
		{"a burst", []string{down + down + up + "\r"}, 2, nil},
		{"down past the end", []string{down + down + down + down + "\r"}, 0, nil},
		{"arrow split across reads", []string{"\x1b", "[", "B", "\r"}, 2, nil},
		{"search", []string{"more\r"}, 3, nil},
		{"search in descriptions", []string{"SMALL", "\r"}, 2, nil},
		{"search and delete", []string{"smallx\x7f\r"}, 2, nil},
		{"search never goes back", []string{"re\r"}, 3, nil},
		{"search without match", []string{"zzz", "\r"}, 1, nil},
		{"search without match, up", []string{"zzz", up + up, "\r"}, 4, ErrBack},
		{"search without match, ctrl-d", []string{"zzz", "\x04"}, 0, ErrClosed},
		{"a space", []string{" \r"}, 1, nil},
		{"alt and a letter", []string{"\x1bx", "\x1bx\r"}, 1, nil},
		{"esc", []string{"\x1b", "\r"}, 1, nil},
		{"ctrl and shift arrows", []string{"\x1b[1;5C", "\x1b[1;2B", "\r"}, 1, nil},
		{"sideways", []string{left + right + "\r"}, 1, nil},
		{"function keys", []string{"\x1bOP\x1b[15~\x1b[24~\r"}, 1, nil},
		{"bracketed paste", []string{"\x1b[200~more\x1b[201~", "\r"}, 3, nil},
		{"shift-tab", []string{shiftTab}, 0, ErrBack},
		{"shift-tab split", []string{"\x1b[", "Z"}, 0, ErrBack},
		{"back entry", []string{up + up + "\r"}, 0, ErrBack},
		{"ctrl-c", []string{"\x03"}, 0, ErrInterrupted},
		{"ctrl-d", []string{"\x04"}, 0, ErrClosed},
		{"help", []string{"?", down + "\r"}, 2, nil},
		{"wide letters", []string{"日é\x7f\x7f\r"}, 1, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWindow(t, 80, 24)
			s := w.survey(Options{})
			done := run(func() (int, error) { return s.Select(sizeQuestion()) })
			w.shows("> 11 to 50")
			w.listens()
			for _, keys := range test.keys {
				w.types(keys)
			}
			w.ends(done, test.want, test.err)
			w.looks(collapsed(test.want, test.err))
		})
	}
}

// collapsed is what the size question leaves on the screen.
func collapsed(pick int, err error) string {
	const title = "How many people?"
	switch {
	case errors.Is(err, ErrBack):
		return title + "\n< Back"
	case err != nil:
		return title
	}
	return title + "\n> " + sizeQuestion().Options[pick].Label
}

func TestSurveyDefaults(t *testing.T) {
	for _, preset := range []int{-1, 99} {
		w := newWindow(t, 80, 24)
		s := w.survey(Options{})
		q := sizeQuestion()
		q.Default, q.Back = preset, false
		done := run(func() (int, error) { return s.Select(q) })
		w.shows("> 1 to 10 - a team")
		w.listens()
		w.types(shiftTab + "\r") // there is no way back
		w.ends(done, 0, nil)
		if strings.Contains(w.drawn(), backLabel) {
			t.Error("a way back is offered")
		}
	}
}

func TestSurveyMultiSelect(t *testing.T) {
	goals := MultiSelect{
		Title: "Which goals?", Options: options("Growth", "Cost", "Security", "Innovation"),
		Defaults: []int{2, 1, 99}, Back: true,
		Validate: func(picks []int) error {
			if len(picks) > 2 {
				return errors.New("please tick at most 2")
			}
			return nil
		},
	}
	tests := []struct {
		name string
		keys []string
		want []int
		err  error
	}{
		{"defaults", []string{"\r"}, []int{1, 2}, nil},
		{"untick", []string{down + " \r"}, []int{2}, nil},
		{"none", []string{down + " " + down + " \r"}, []int{}, nil},
		{"sideways keeps ticks", []string{left + right + "\x06\x02\r"}, []int{1, 2}, nil},
		{"search and untick", []string{"cost \r"}, []int{2}, nil},
		{"search without match, up, space", []string{"zzz", up, " ", "\x7f\x7f\x7f\t", "\r"}, []int{1, 2}, ErrBack},
		{"shift-tab", []string{shiftTab}, nil, ErrBack},
		{"enter on the way back", []string{up + "\r"}, nil, ErrBack},
		{"tick the way back", []string{up + " " + up + "\r"}, nil, ErrBack},
		{"ctrl-c", []string{"\x03"}, nil, ErrInterrupted},
		{"ctrl-d", []string{"\x04"}, nil, ErrClosed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWindow(t, 80, 24)
			s := w.survey(Options{})
			done := run(func() ([]int, error) { return s.MultiSelect(goals) })
			w.shows("[x] Security")
			w.listens()
			for _, keys := range test.keys {
				w.types(keys)
			}
			w.ends(done, test.want, test.err)
		})
	}

	t.Run("refused picks stay", func(t *testing.T) {
		w := newWindow(t, 80, 24)
		s := w.survey(Options{})
		done := run(func() ([]int, error) { return s.MultiSelect(goals) })
		w.shows("[x] Security")
		w.listens()
		w.types(" \r")
		w.shows("Please tick at most 2.")
		w.shows("> [x] Growth")
		w.listens()
		w.types(down + " \r")
		w.ends(done, []int{0, 2}, nil)
		w.looks("Which goals?\nPlease tick at most 2.\n> Growth\n> Security")
	})
}

// longQuestion has a title, help and options that need several lines in a
// narrow window.
func longQuestion() Select {
	return Select{
		Title:   "How is the technology of the organisation mainly used today, by customers or only inside the house?",
		Help:    "Think of what would stop first if all systems were down for a day, and count software that is part of what you sell.",
		Default: -1, Back: true,
		Options: options(
			"It is what we sell|software, a platform, or a device whose software is the point",
			"Inside only",
			"We build little ourselves and buy nearly all of it ready-made|for example from a partner",
			"Café über alles, e\u0301",
			"日本語のとても長いラベルがここにあります|説明もとても長いのでここで折り返す必要があります",
		),
	}
}

func TestSurveyNarrowScreen(t *testing.T) {
	w := newWindow(t, 40, 24)
	s := w.survey(Options{})
	done := run(func() (int, error) { return s.Select(longQuestion()) })
	const title = `
How is the technology of the
organisation mainly used today, by
customers or only inside the house?
`
	w.looks(title + `[up/down, enter, ? help]
> It is what we sell
    software, a platform, or a device
    whose software is the point
  Inside only
  We build little ourselves and buy...
  Café über alles, e` + "\u0301" + `
  日本語のとても長いラベルがここにあ...
  < Back - or press Shift-Tab`)
	w.listens()
	w.types(down + down + "?")
	w.looks(title + `Think of what would stop first if all
systems were down for a day, and count
software that is part of what you sell.
[up/down, enter, ? help]
  It is what we sell - software, a p...
  Inside only
> We build little ourselves and buy
  nearly all of it ready-made
    for example from a partner
  Café über alles, e` + "\u0301" + `
  日本語のとても長いラベルがここにあ...
  < Back - or press Shift-Tab`)
	w.types("buy")
	w.looks(title + `Think of what would stop first if all
systems were down for a day, and count
software that is part of what you sell.
[up/down, enter, ? help]
Search: buy
> We build little ourselves and buy
  nearly all of it ready-made
    for example from a partner`)
	w.types("\x7f\x7f\x7f" + down + down + down + down + "\r")
	w.ends(done, 4, nil)
	w.looks(title + `> 日本語のとても長いラベルがここにあり
  ます`)
}

// Whatever was done in a list, in a window of whatever size, nothing of it may
// be left when it is gone.
func TestSurveyLeavesNothingBehind(t *testing.T) {
	long := longQuestion()
	for i := range 20 {
		long.Options = append(long.Options, Option{Label: fmt.Sprint("Number ", i), Description: "as good as any other number that one could think of"})
	}
	for _, size := range [][2]int{{20, 24}, {30, 12}, {40, 10}, {40, 24}, {80, 24}, {200, 50}, {0, 0}} {
		for name, q := range map[string]Select{"short": sizeQuestion(), "long": long} {
			t.Run(fmt.Sprint(name, size), func(t *testing.T) {
				w := newWindow(t, size[0], size[1])
				s := w.survey(Options{})
				s.Say("before")
				done := run(func() (int, error) { return s.Select(q) })
				w.shows("\n> ")
				w.listens()
				for range len(q.Options) {
					w.types(down)
				}
				w.types("?" + up + up + "o" + down + "zz" + up + "\x18")
				w.types(strings.Repeat(up, len(q.Options)+2))
				w.types("\x04")
				w.ends(done, 0, ErrClosed)
				title := strings.Join(wrap(q.Title, s.textWidth()), "\n")
				// The title is gone from a window that it did not fit into.
				tiny := name == "long" && size[0]*size[1] <= 480 && size[0] > 0
				w.until("a clean screen", func() bool {
					return tiny && w.screen() == "" || strings.HasSuffix(w.screen(), title)
				})
			})
		}
	}
}

func TestSurveyColour(t *testing.T) {
	const bold, cyan = "\x1b[1m", "\x1b[1;36m"
	tests := []struct {
		name    string
		options Options
		noColor string
		want    bool
	}{
		{"on", Options{}, "", true},
		{"told off", Options{NoColor: true}, "", false},
		{"NO_COLOR", Options{}, "1", false},
		{"on again", Options{}, "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("NO_COLOR", test.noColor)
			w := newWindow(t, 80, 24)
			s := w.survey(test.options)
			done := run(func() (int, error) { return s.Select(sizeQuestion()) })
			w.shows("> 11 to 50")
			w.listens()
			w.types("\r")
			w.ends(done, 1, nil)
			for _, code := range []string{bold, cyan} {
				if got := strings.Contains(w.drawn(), code); got != test.want {
					t.Errorf("drawn with %q: %v, want %v: %q", code, got, test.want, w.drawn())
				}
			}
		})
	}
}

func TestSurveyCancelled(t *testing.T) {
	w := newWindow(t, 80, 24)
	s := w.survey(Options{})
	done := run(func() (int, error) { return s.Select(sizeQuestion()) })
	w.shows("> 11 to 50")
	w.listens()
	w.cancel()
	w.ends(done, 0, ErrInterrupted)
	w.looks("How many people?")
	if _, err := s.MultiSelect(MultiSelect{Title: "x", Options: options("a")}); !errors.Is(err, ErrInterrupted) {
		t.Errorf("a question after that gives %v", err)
	}
	if _, err := s.Line(Line{Title: "x"}); !errors.Is(err, ErrInterrupted) {
		t.Errorf("a line after that gives %v", err)
	}
}

func TestSurveyTerminalGone(t *testing.T) {
	w := newWindow(t, 80, 24)
	s := w.survey(Options{})
	done := run(func() (int, error) { return s.Select(sizeQuestion()) })
	w.shows("> 11 to 50")
	w.listens()
	w.hangUp()
	select {
	case got := <-done:
		if !errors.Is(got.err, ErrClosed) {
			t.Errorf("a terminal that went away gives %v", got.err)
		}
	case <-time.After(patience):
		t.Fatal("a terminal that went away leaves the question waiting")
	}
}

// brokenPrompt stands for the faults of survey that nobody has found yet.
type brokenPrompt struct{ survey.Select }

func (*brokenPrompt) Prompt(*survey.PromptConfig) (any, error) { panic("index out of range") }

func TestSurveyPanics(t *testing.T) {
	w := newWindow(t, 80, 24)
	s := w.survey(Options{})
	if _, err := term.MakeRaw(int(w.tty.Fd())); err != nil {
		t.Fatal(err)
	}
	done := run(func() (int, error) {
		var answer int
		err := s.ask(&brokenPrompt{}, &answer, false)
		return answer, err
	})
	got := <-done
	if got.err == nil || !strings.Contains(got.err.Error(), "index out of range") {
		t.Errorf("a panic gives the error %v", got.err)
	}
	if !w.isCalm() {
		t.Error("the terminal is left in raw mode")
	}
	w.until("the cursor", func() bool { return strings.Contains(w.drawn(), "\x1b[?25h") })
}
