package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"chiefly/engine"
	"chiefly/engine/report"
)

// manyReasons is an advice with more of everything than is shown.
func manyReasons(verdict string) *engine.Advice {
	role := &engine.Role{ID: "cook", Title: "ship's cook", Verdict: verdict, Thresholds: engine.Thresholds{Hire: 50, Later: 30}}
	for i := range 6 {
		role.Reasons = append(role.Reasons,
			engine.Reason{Rule: fmt.Sprint("for", i), Points: 60 - i, Because: fmt.Sprint("For ", i, ".")},
			engine.Reason{Rule: fmt.Sprint("against", i), Points: i - 60, Because: fmt.Sprint("Against ", i, ".")})
	}
	a := &engine.Advice{Roles: engine.Roles{role}}
	if role.Needed() {
		a.Sequence = []string{"cook"}
	}
	for i := range 7 {
		a.Open = append(a.Open, engine.OpenQuestion{Ask: fmt.Sprint("Question ", i, "?"), Effects: []engine.OpenEffect{{Role: "cook", Up: 9 - i}}})
	}
	return a
}

// lead returns the lines of a text that begin with one of the words.
func lead(text string, words ...string) []string {
	var found []string
	for line := range strings.Lines(text) {
		for _, word := range words {
			if strings.HasPrefix(strings.TrimSpace(line), word) {
				found = append(found, strings.TrimSpace(line))
			}
		}
	}
	return found
}

func TestTheStrongestIsShown(t *testing.T) {
	for name, c := range map[string]struct {
		verdict string
		full    bool
		want    []string
	}{
		"of a needed role, four for and three against": {"hire", false, []string{
			"+60  For 0.", "+59  For 1.", "+58  For 2.", "+57  For 3.", "-60  Against 0.", "-59  Against 1.", "-58  Against 2.",
			"5 more rules with --full", "2 more questions with --full"}},
		"of another role, one against and one for": {"no", false, []string{
			"-60  Against 0.", "+60  For 0.", "10 more rules with --full", "2 more questions with --full"}},
		"in full, everything": {"later", true, []string{
			"-60  Against 0.", "-59  Against 1.", "-58  Against 2.", "-57  Against 3.", "-56  Against 4.", "-55  Against 5.",
			"+60  For 0.", "+59  For 1.", "+58  For 2.", "+57  For 3.", "+56  For 4.", "+55  For 5."}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := report.Text(&b, manyReasons(c.verdict), report.Options{Full: c.full}); err != nil {
				t.Fatal(err)
			}
			got := lead(b.String(), "+", "-5", "-6", "10 more", "5 more", "2 more")
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

var errFull = errors.New("no space left on device")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorsAreReturned(t *testing.T) {
	a, x := advise(t, "liner"), explain(t, "liner", "cook")
	for name, err := range map[string]error{
		"text":        report.Text(fullDisk{}, a, report.Options{}),
		"document":    report.DocumentText(fullDisk{}, report.Document(a, nil, report.Options{}), report.Options{}),
		"json":        report.JSON(fullDisk{}, a),
		"explanation": report.Explanation(fullDisk{}, x, report.Options{}),
	} {
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v, want %v", name, err, errFull)
		}
	}
}

func TestVerdictsInWords(t *testing.T) {
	for name, c := range map[string]struct {
		role engine.Role
		want string
	}{
		"to hire":                       {engine.Role{Verdict: "hire", Mode: "full_time"}, "Cook: hire, full-time"},
		"to hire, fractional":           {engine.Role{Verdict: "hire", Mode: "fractional"}, "Cook: hire, fractional"},
		"given to a chief who is there": {engine.Role{Verdict: "hire", Mode: "full_time", GivenTo: "mate"}, "Cook: give to a chief you have"},
		"to keep":                       {engine.Role{Verdict: "keep", Mode: "full_time", Held: true}, "Cook: keep"},
		"held, though not needed":       {engine.Role{Verdict: "no", Held: true}, "Cook: in place; nobody new"},
		"held, and for later":           {engine.Role{Verdict: "later", Held: true}, "Cook: in place; nobody new"},
		"for later":                     {engine.Role{Verdict: "later"}, "Cook: plan for later"},
		"not needed":                    {engine.Role{Verdict: "no"}, "Cook: not now"},
	} {
		t.Run(name, func(t *testing.T) {
			c.role.ID, c.role.Title = "cook", "cook"
			a := &engine.Advice{Roles: engine.Roles{&c.role}}
			if c.role.Needed() {
				a.Sequence = []string{"cook"}
			}
			var b bytes.Buffer
			if err := report.Text(&b, a, report.Options{}); err != nil {
				t.Fatal(err)
			}
			if got := lead(b.String(), "Cook"); len(got) != 1 || got[0] != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
