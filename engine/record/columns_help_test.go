package record

import (
	"flag"
	"os"
	"sync"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/questions"
)

var updateColumns = flag.Bool("update-columns", false, "write the golden files of column maps anew")

// parseMap reads YAML, which must be sound.
func parseMap(t testing.TB, name string, text []byte) *source.Node {
	t.Helper()
	root, problems := source.Parse(source.NewFile(name, text), source.YAML)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return root
}

// chiefsFlow is the built-in flow.
func chiefsFlow(t testing.TB) *flow.Flow {
	t.Helper()
	f, err := loadChiefs()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var loadChiefs = sync.OnceValues(func() (*flow.Flow, error) {
	text, err := questions.FS.ReadFile("technology_chiefs.yaml")
	if err != nil {
		return nil, err
	}
	root, problems := source.Parse(source.NewFile("technology_chiefs.yaml", text), source.YAML)
	if len(problems) > 0 {
		return nil, problems
	}
	f, problems := flow.Load(root, rule.Compile)
	return f, problems.Err()
})

// loadMap loads a column map, which must be sound.
func loadMap(t testing.TB, f *flow.Flow, text string) *Columns {
	t.Helper()
	c, problems := LoadColumns(parseMap(t, "map.yaml", []byte(text)), f)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	return c
}

// goldenMap compares a text with that of a file.
func goldenMap(t *testing.T, file, got string) {
	t.Helper()
	if *updateColumns {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

// showRow writes the answers of a row as an answers file has them.
func showRow(f *flow.Flow, row *Row) string {
	text := string(row.Organisation)
	for i, q := range f.Questions {
		if a := row.Answers[i]; !a.IsZero() {
			text += " " + q.ID + "=" + q.Format(a)
		}
	}
	return text
}
