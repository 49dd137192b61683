package answers_test

import (
	"errors"
	"maps"
	"testing"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/source"
)

// FuzzReadAnswers holds that no text makes Read panic, that each problem has a
// place in the file, and that what is accepted is written and read again to the
// same.
func FuzzReadAnswers(f *testing.F) {
	for _, text := range []string{
		"headcount: 10\nfield: [software, retail]\ngoals: []\nlisted: no\n", `{"headcount": "100-250", "goals": ["cost"], "organisation": "Ä"}`, "headcount = 5\ndebt = '-5..7'\norganisation = \"a\"\n",
		"organisation: \"\\e[31m\\u202e\"\nflow: hiring\n", "headcount: 10\nheadcount: 11\n", "headcount: {a: b}\n", "debt: <-5\n", "- 1\n", "\ufeff{}", "organisation: |\n  a\n  b\nlisted: 'YES'\n", "organisation: !!binary aGk=\n", "debt: -0\n",
	} {
		for format := range 4 {
			f.Add([]byte(text), byte(format))
		}
	}
	hiring := hiringFlow(f)
	names := []string{"a.yaml", "a.json", "a.toml", "standard input"}
	f.Fuzz(func(t *testing.T, text []byte, format byte) {
		file := source.NewFile(names[int(format)%len(names)], text)
		r := answers.Reader{Flow: hiring}
		set, err := r.Read(file)
		var problems source.List
		if err != nil && !errors.As(err, &problems) {
			t.Fatalf("the error is no list of problems: %v", err)
		}
		for _, p := range problems {
			if !p.Pos.IsValid() || p.File != file.Name || p.Message == "" {
				t.Fatalf("a problem without a place or a message: %+v", p)
			}
			if line := file.Line(p.Pos.Line); p.Pos.Col > len([]rune(line))+1 {
				t.Fatalf("a problem at column %d of line %q", p.Pos.Col, line)
			}
		}
		if err != nil {
			return
		}
		written := answers.Format(hiring, set)
		again, err := r.Read(source.NewFile("b.yaml", written))
		if err != nil {
			t.Fatalf("what was accepted is written so that it is refused: %v\n%s", err, written)
		}
		if !maps.Equal(set.Answers, again.Answers) {
			t.Fatalf("the answers change when they are written and read:\n%s", written)
		}
		if third, _ := r.Read(source.NewFile("c.yaml", answers.Format(hiring, again))); third.Organisation != again.Organisation {
			t.Fatalf("the organisation %q becomes %q and then %q", set.Organisation, again.Organisation, third.Organisation)
		}
	})
}
