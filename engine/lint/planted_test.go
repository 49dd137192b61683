package lint_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"chiefly/engine/lint"
	"chiefly/engine/source"
)

var update = flag.Bool("update", false, "rewrite what is expected of planted mistakes")

// sound reads the content into which mistakes are planted.
func sound(t testing.TB) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, name := range []string{"questions.yaml", "rules.yaml"} {
		data, err := os.ReadFile(filepath.Join("testdata/planted/sound", name))
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(data)
	}
	return texts
}

func TestSoundContentGivesSilence(t *testing.T) {
	texts := sound(t)
	if found := check(t, prove(t, content(t, texts["questions.yaml"], texts["rules.yaml"]))); len(found) > 0 {
		t.Error(rendered(found))
	}
}

// planted returns the names of the mistakes.
func planted(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/planted/*.txtar")
	if err != nil || len(names) < 40 {
		t.Fatalf("%d planted mistakes, %v", len(names), err)
	}
	return names
}

// Each planted mistake is found, in its place, and what is found says how to repair it.
// A mistake is one edit of sound content: in the file named the text of "find" is replaced
// by that of "write". "want" is what must be found. All of it is what a person sees; what
// cannot be loaded is not checked further.
func TestPlantedMistakes(t *testing.T) {
	for _, name := range planted(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := plant(t, sound(t), archive)
			if got == "" {
				t.Error("nothing is found")
			}
			if !strings.Contains(got, "\n  hint: ") {
				t.Errorf("it is not said how to repair it:\n%s", got)
			}
			if *update {
				archive.Files[2].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[2].Data), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// plant makes the edit of an archive, and returns what is found.
func plant(t testing.TB, texts map[string]string, archive *txtar.Archive) string {
	t.Helper()
	if len(archive.Files) != 3 || len(archive.Comment) == 0 {
		t.Fatal("a planted mistake is a sentence about it, and the files FILE find, FILE write and want")
	}
	name, _, _ := strings.Cut(archive.Files[0].Name, " ")
	find, write := string(archive.Files[0].Data), string(archive.Files[1].Data)
	if strings.Count(texts[name], find) != 1 {
		t.Fatalf("%q is not once in %s", find, name)
	}
	texts[name] = strings.Replace(texts[name], find, write, 1)
	c, err := load(texts["questions.yaml"], texts["rules.yaml"])
	var problems source.List
	if errors.As(err, &problems) {
		return problems.Render()
	}
	if err != nil {
		t.Fatal(err)
	}
	found, err := lint.Run(prove(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return rendered(found)
}
