package answers_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

func TestFormat(t *testing.T) {
	f := hiringFlow(t)
	set := &answers.Set{Organisation: `Ä "B" \ C`, Answers: flow.Answers{
		"headcount": f.Question("headcount").Integers(3, 3), "field": f.Question("field").OneOf(0, 2), "goals": f.Question("goals").Picked(), "listed": flow.Unknown,
	}}
	const want = `# Answers to: Whom to hire? injected: true
# An answer may be exact, a range (100-250, 500+, <15), a list of possible options, or unknown.
flow: hiring
organisation: "Ä \"B\" \\ C"

# How many people?
headcount: 3

# Which field? headcount: 7
field: [software, none]

# Which goals?
goals: []

# Is it listed?
# (kept, but not asked with the answers above)
listed: unknown
`
	same(t, want, string(answers.Format(f, set)))
}

// anyAnswer draws an answer to a question, or none.
func anyAnswer(t *rapid.T, q *flow.Question) flow.Answer {
	switch rapid.SampledFrom([]string{"none", "unknown", "known", "known"}).Draw(t, "kind") {
	case "none":
		return flow.Answer{}
	case "unknown":
		return flow.Unknown
	}
	switch q.Type {
	case flow.Integer:
		lo := rapid.Int64Range(q.Min, q.Max).Draw(t, "lo")
		return q.Integers(lo, rapid.Int64Range(lo, q.Max).Draw(t, "hi"))
	case flow.Choices:
		return q.Picked(rapid.SliceOfNDistinct(rapid.IntRange(0, len(q.Options)-1), 0, q.MaxPicks, rapid.ID).Draw(t, "picks")...)
	}
	return q.OneOf(rapid.SliceOfN(rapid.IntRange(0, len(q.Options)-1), 1, 3).Draw(t, "possible")...)
}

// What is written is read again to the same, whatever is known and whatever the
// organisation is called.
func TestFormatIsReadToTheSame(t *testing.T) {
	f := hiringFlow(t)
	hostile := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"null", "~", "[a]", "yes", "- x", "a: b", "# c", `"`, "'", `\`, "&a", "*a", "!t", "\x1b[31m", "a\nheadcount: 7", "\u2028", "\u202e", "\u0085", "\xff", "\ufeff", "%", "@", "`", "---"}))
	rapid.Check(t, func(t *rapid.T) {
		name := hostile.Draw(t, "organisation")
		set := &answers.Set{Organisation: name, Answers: flow.Answers{}}
		for _, q := range f.Questions {
			if a := anyAnswer(t, q); !a.IsZero() {
				set.Answers[q.ID] = a
			}
		}
		text := answers.Format(f, set)
		got, err := (&answers.Reader{Flow: f}).Read(source.NewFile("a.yaml", text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		want := strings.Join(strings.Fields(source.Printable(strings.ToValidUTF8(name, "\ufffd"))), " ")
		if utf8.ValidString(name) && got.Organisation != want {
			t.Fatalf("the organisation %q is read as %q, want %q", name, got.Organisation, want)
		}
		if len(got.Answers) != len(set.Answers) {
			t.Fatalf("%d answers are read as %d", len(set.Answers), len(got.Answers))
		}
		for id, a := range set.Answers {
			if got.Answers[id] != a {
				t.Fatalf("%s is read as %s\n%s", id, f.Question(id).Format(got.Answers[id]), text)
			}
		}
		if again := string(answers.Format(f, got)); utf8.ValidString(name) && strings.Join(strings.Fields(name), " ") == name && again != string(text) {
			t.Fatalf("written again it is\n%s\nnot\n%s", again, text)
		}
	})
}

// holds checks a file, that only the user can read it, and what is beside it.
func holds(t *testing.T, name, text, beside string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		found = append(found, e.Name())
	}
	same(t, []any{text, os.FileMode(0o600), beside}, []any{string(data), info.Mode().Perm(), strings.Join(found, " ")})
}

func TestWriteFile(t *testing.T) {
	t.Run("new", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "a.yaml")
		if err := answers.WriteFile(name, []byte("new")); err != nil {
			t.Fatal(err)
		}
		holds(t, name, "new", "a.yaml")
	})
	t.Run("in place of a longer one that others could read", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "a.yaml")
		if err := os.WriteFile(name, []byte("much longer"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := answers.WriteFile(name, []byte("new")); err != nil {
			t.Fatal(err)
		}
		holds(t, name, "new", "a.yaml")
	})
	t.Run("through a link", func(t *testing.T) {
		dir, elsewhere := t.TempDir(), t.TempDir()
		name, target := filepath.Join(dir, "a.yaml"), filepath.Join(elsewhere, "b.yaml")
		if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, name); err != nil {
			t.Fatal(err)
		}
		if err := answers.WriteFile(name, []byte("new")); err != nil {
			t.Fatal(err)
		}
		holds(t, target, "new", "b.yaml")
		if to, err := os.Readlink(name); err != nil || to != target {
			t.Errorf("the link leads to %q, %v", to, err)
		}
	})
	t.Run("in the place of a link that leads nowhere", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "a.yaml")
		if err := os.Symlink("nowhere.yaml", name); err != nil {
			t.Fatal(err)
		}
		if err := answers.WriteFile(name, []byte("new")); err != nil {
			t.Fatal(err)
		}
		holds(t, name, "new", "a.yaml")
	})
	t.Run("not over a folder", func(t *testing.T) {
		dir := t.TempDir()
		name := filepath.Join(dir, "a.yaml")
		if err := os.MkdirAll(filepath.Join(name, "full"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := answers.WriteFile(name, []byte("new")); err == nil {
			t.Error("a folder was written over")
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("a temporary file is left behind: %v", entries)
		}
	})
	t.Run("into no folder", func(t *testing.T) {
		if err := answers.WriteFile(filepath.Join(t.TempDir(), "no", "a.yaml"), nil); !os.IsNotExist(err) {
			t.Errorf("the error is %v", err)
		}
	})
	t.Run("whole at any time", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "a.yaml")
		texts := map[string]bool{strings.Repeat("a", 100_000): true, strings.Repeat("b", 50_000): true}
		var writers sync.WaitGroup
		for text := range texts {
			if err := answers.WriteFile(name, []byte(text)); err != nil {
				t.Fatal(err)
			}
			writers.Go(func() {
				for range 20 {
					if err := answers.WriteFile(name, []byte(text)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		done := make(chan struct{})
		go func() { writers.Wait(); close(done) }()
		for {
			if data, err := os.ReadFile(name); err != nil || !texts[string(data)] {
				t.Errorf("%d bytes are read, %v", len(data), err)
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
}

func TestWriteNew(t *testing.T) {
	t.Run("one after the other", func(t *testing.T) {
		dir := t.TempDir()
		for _, want := range []string{"a.b.yaml", "a.b-2.yaml", "a.b-3.yaml"} {
			name, err := answers.WriteNew(filepath.Join(dir, "a.b.yaml"), []byte(want))
			if err != nil {
				t.Fatal(err)
			}
			same(t, want, filepath.Base(name))
		}
		holds(t, filepath.Join(dir, "a.b.yaml"), "a.b.yaml", "a.b-2.yaml a.b-3.yaml a.b.yaml")
		holds(t, filepath.Join(dir, "a.b-3.yaml"), "a.b-3.yaml", "a.b-2.yaml a.b-3.yaml a.b.yaml")
	})
	t.Run("many at once", func(t *testing.T) {
		dir := t.TempDir()
		var mu sync.Mutex
		var writers sync.WaitGroup
		taken := map[string]bool{}
		for range 20 {
			writers.Go(func() {
				name, err := answers.WriteNew(filepath.Join(dir, "a.yaml"), []byte("x"))
				mu.Lock()
				defer mu.Unlock()
				if err != nil || taken[name] {
					t.Errorf("%s is taken twice, or %v", name, err)
				}
				taken[name] = true
			})
		}
		writers.Wait()
	})
	t.Run("not over a link", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.Symlink("nowhere", filepath.Join(dir, "a.yaml")); err != nil {
			t.Fatal(err)
		}
		name, err := answers.WriteNew(filepath.Join(dir, "a.yaml"), nil)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "a-2.yaml", filepath.Base(name))
	})
	t.Run("into no folder", func(t *testing.T) {
		if name, err := answers.WriteNew(filepath.Join(t.TempDir(), "no", "a.yaml"), nil); !os.IsNotExist(err) || name != "" {
			t.Errorf("%q and the error %v", name, err)
		}
	})
}
