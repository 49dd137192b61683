//go:build !windows

package prompt

import (
	"errors"
	"testing"

	"golang.org/x/term"
)

func TestSurveyLine(t *testing.T) {
	w := newWindow(t, 40, 24)
	s := w.survey(Options{})
	// Something has left the terminal in raw mode.
	if _, err := term.MakeRaw(int(w.tty.Fd())); err != nil {
		t.Fatal(err)
	}
	q := Line{
		Title: "How many people work in the organisation, part-time staff counted as one?",
		Help:  "Everybody on the payroll.", Hint: "1 to 3000000, or unknown", Back: true,
		Validate: func(line string) error {
			if line == "many" {
				return errors.New("that is not a number")
			}
			return nil
		},
	}
	done := run(func() (string, error) { return s.Line(q) })
	w.shows("\n>")
	w.types("?\n")
	w.shows("payroll.\n>")
	w.types("\n")
	w.shows("answer.\n>")
	w.types("many\n")
	w.shows("number.\n>")
	w.types("12" + left + "0\n")
	w.ends(done, "120", nil)
	w.looks(`
How many people work in the
organisation, part-time staff counted
as one?
(1 to 3000000, or unknown; ? for help;
< to go back)
> ?
Everybody on the payroll.
>
Please type an answer.
> many
That is not a number.
> 12^[[D0
`)
}

func TestSurveyLineLeaves(t *testing.T) {
	for keys, want := range map[string]error{"<\n": ErrBack, "\x04": ErrClosed} {
		w := newWindow(t, 80, 24)
		s := w.survey(Options{})
		done := run(func() (string, error) { return s.Line(Line{Title: "Name?", Default: "x", Back: true}) })
		w.shows("\n>")
		w.types(keys)
		w.ends(done, "", want)
	}
}

// What is typed ahead belongs to the next question.
func TestSurveyTypedAhead(t *testing.T) {
	w := newWindow(t, 80, 24)
	s := w.survey(Options{})
	done := run(func() (string, error) {
		if _, err := s.Select(sizeQuestion()); err != nil {
			return "", err
		}
		return s.Line(Line{Title: "Name?"})
	})
	w.shows("> 11 to 50")
	w.listens()
	w.types("\rAda\n")
	w.ends(done, "Ada", nil)
}
