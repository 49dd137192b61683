package report_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/flow"
	"chiefly/engine/report"
	"chiefly/engine/space"
)

var update = flag.Bool("update", false, "write testdata/*.golden anew")

// ships are the organisations of the tests, as answers files would give them.
var ships = map[string]struct {
	name    string
	answers map[string]string
}{
	// Keeps one officer, hires two, one of them because a rule requires it.
	"liner": {"大阪 Lines", map[string]string{
		"crew": "250", "trade": "passengers", "officers": "[captain]", "ports": "[osaka, mixed]", "leaks": "no"}},
	// One person for two posts.
	"ferry": {"", map[string]string{"crew": "30", "trade": "passengers", "officers": "[]", "leaks": "yes", "ports": "[]"}},
	// One to hire and one for later, with answers known in part.
	"tug": {"", map[string]string{
		"crew": "12-15", "trade": "[cargo, passengers]", "officers": "[]", "leaks": "yes", "range_miles": "2000+"}},
	// Nobody, and a thing to do instead.
	"dinghy": {"Dinghy", map[string]string{"crew": "1", "ports": "[hull]"}},
	// Nothing is known.
	"ghost": {"", nil},
}

func load(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.Load(os.DirFS("testdata/content"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func answers(t testing.TB, e *engine.Engine, ship string) flow.Answers {
	t.Helper()
	answers := flow.Answers{}
	for id, text := range ships[ship].answers {
		answer, err := e.Flow().Question(id).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		answers[id] = answer
	}
	return answers
}

func advise(t testing.TB, ship string) *engine.Advice {
	t.Helper()
	e := load(t)
	known := answers(t, e, ship)
	a := e.Advise(known)
	a.Organisation = ships[ship].name
	outlook, err := e.Outlook(compiled(t, e), known)
	if err != nil {
		t.Fatal(err)
	}
	a.Outlook = outlook
	return a
}

func compiled(t testing.TB, e *engine.Engine) *space.Space {
	t.Helper()
	s, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func explain(t testing.TB, ship, role string) *engine.Explanation {
	t.Helper()
	e := load(t)
	known := answers(t, e, ship)
	x := e.Explain(known, role)
	if x == nil {
		t.Fatalf("no role %s", role)
	}
	outlook, err := e.OutlookInFull(compiled(t, e), known)
	if err != nil {
		t.Fatal(err)
	}
	x.Outlook = outlook.Roles.Role(role)
	return x
}

func along(t testing.TB, ship, question string) *engine.Path {
	t.Helper()
	e := load(t)
	path, err := e.Along(answers(t, e, ship), question)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestGolden compares each format with the bytes that somebody has read and
// found good. `go test ./engine/report -update` writes them anew.
func TestGolden(t *testing.T) {
	type options = report.Options
	text := func(ship string, o options) func(io.Writer) error {
		return func(w io.Writer) error { return report.Text(w, advise(t, ship), o) }
	}
	markdown := func(ship string, o options) func(io.Writer) error {
		return func(w io.Writer) error {
			return document.Markdown(w, report.Document(advise(t, ship), firstNumber(t, ship), o))
		}
	}
	explanation := func(ship, role string, o options) func(io.Writer) error {
		return func(w io.Writer) error { return report.Explanation(w, explain(t, ship, role), o) }
	}
	path := func(ship, question string, o options) func(io.Writer) error {
		return func(w io.Writer) error { return report.Path(w, along(t, ship, question), o) }
	}
	for name, write := range map[string]func(io.Writer) error{
		"liner-40.txt":             text("liner", options{Width: 40}),
		"liner-80.txt":             text("liner", options{}),
		"liner-120.txt":            text("liner", options{Width: 120}),
		"liner-80-colour.txt":      text("liner", options{Color: true}),
		"liner-80-full.txt":        text("liner", options{Full: true}),
		"tug-80.txt":               text("tug", options{}),
		"ferry-80.txt":             text("ferry", options{}),
		"ferry.md":                 markdown("ferry", options{}),
		"dinghy-80.txt":            text("dinghy", options{}),
		"ghost-80.txt":             text("ghost", options{}),
		"liner.md":                 markdown("liner", options{}),
		"liner-full.md":            markdown("liner", options{Full: true}),
		"tug.md":                   markdown("tug", options{}),
		"dinghy.md":                markdown("dinghy", options{}),
		"ghost.md":                 markdown("ghost", options{}),
		"liner.json":               func(w io.Writer) error { return report.JSON(w, advise(t, "liner")) },
		"ghost.json":               func(w io.Writer) error { return report.JSON(w, advise(t, "ghost")) },
		"explain-liner-40.txt":     explanation("liner", "interpreter", options{Width: 40}),
		"explain-liner-80.txt":     explanation("liner", "interpreter", options{}),
		"explain-liner-120.txt":    explanation("liner", "cook", options{Width: 120}),
		"explain-liner-colour.txt": explanation("liner", "cook", options{Color: true}),
		"explain-dinghy-80.txt":    explanation("dinghy", "cook", options{}),
		"explain-tug-60.txt":       explanation("tug", "captain", options{Width: 60}),
		"path-tug-60.txt":          path("tug", "crew", options{Width: 60}),
		"path-ghost-colour.txt":    path("ghost", "crew", options{Color: true}),
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := write(&got); err != nil {
				t.Fatal(err)
			}
			golden(t, name, got.Bytes())
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
