package suite

import (
	"slices"
	"strings"
	"testing"

	"chiefly/engine"
)

// Drafts close the gaps that can be closed, load, pass once their skip is taken
// away, and are the same each time.
func TestDrafts(t *testing.T) {
	e := teaEngine(t)
	text, left := draftsOf(e, nil)
	if again, _ := draftsOf(e, nil); again != text {
		t.Errorf("the second time the drafts are\n%s\nat first\n%s", again, text)
	}
	for _, c := range casesOf(t, e, text) {
		if c.Skip == "" {
			t.Errorf("%s would run unconfirmed", c.Name)
		}
	}
	cases := casesOf(t, e, confirmed(text))
	for _, c := range cases {
		if wrong := c.Run(e); wrong != nil {
			t.Errorf("%s: %+v", c.Name, wrong)
		}
	}
	want := []string{"role pourer: verdict later was never reached"} // the only points are 20
	if open := gapsOf(e, cases); !slices.Equal(open, want) {
		t.Errorf("open are %q, want %q\n%s", open, want, text)
	}
	if !slices.Equal(left, want) {
		t.Errorf("left are %q, want %q", left, want)
	}
	if more, _ := draftsOf(e, cases); strings.Contains(more, "name:") {
		t.Errorf("where nothing is left to close there are drafts\n%s", more)
	}
}

func draftsOf(e *engine.Engine, cases []*Case) (text string, left []string) {
	drafts, gaps := Drafts(e, cases, Cover(e, cases))
	for _, g := range gaps {
		left = append(left, g.String())
	}
	return WriteDrafts(e, drafts), left
}

// confirmed takes the lines with skip out of drafts.
func confirmed(text string) string {
	return strings.ReplaceAll(text, "    skip: the advice is still to be confirmed\n", "")
}

// A draft has no answer that it could do without.
func TestDraftsAreSmall(t *testing.T) {
	e := teaEngine(t)
	drafts, _ := Drafts(e, nil, Cover(e, nil))
	if len(drafts) == 0 {
		t.Fatal("no drafts")
	}
	for _, d := range drafts {
		for id, a := range d.Answers {
			delete(d.Answers, id)
			gaps := Cover(e, []*Case{{Answers: d.Answers}}).Gaps()
			if !slices.ContainsFunc(d.Closes, func(g Gap) bool { return slices.Contains(gaps, g) }) {
				t.Errorf("%v closes the same without %s", d.Closes, id)
			}
			d.Answers[id] = a
		}
	}
}

// From a few of the built-in tests the rest can be drafted.
func TestDraftsOfBuiltInRules(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	e := builtIn(t)
	few := builtInCases(t, e)[:27]
	before := Cover(e, few).Figures()[0]
	text, left := draftsOf(e, few)
	after := Cover(e, append(few, casesOf(t, e, confirmed(text))...)).Figures()[0]
	t.Logf("rules and rows: %.1f %%, with drafts %.1f %%; left: %q", before.Percent(), after.Percent(), left)
	if after.Percent() < 97 || before.Percent() > 90 {
		t.Errorf("drafts bring rules and rows from %.1f %% to %.1f %%", before.Percent(), after.Percent())
	}
}
