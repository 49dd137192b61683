package record_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/record"
)

func TestRefusal(t *testing.T) {
	at := func(line, column int, message, hint string) record.Problem {
		return record.Problem{Line: line, Column: column, Message: message, Hint: hint}
	}
	for _, test := range []struct {
		name, file      string
		problems        []record.Problem
		json, csv, text string
	}{
		{"a problem", "a.csv", []record.Problem{at(0, 5, "stage: \"x\" is wrong", "one of a, b")},
			`{"file":"a.csv","line":7,"column":5,"reason":"stage: \"x\" is wrong","hint":"one of a, b"}`,
			`a.csv,7,5,"stage: ""x"" is wrong","one of a, b"`, `a.csv:7:5: stage: "x" is wrong (one of a, b)`},
		{"several", "a.csv", []record.Problem{at(1, 5, "one", ""), at(1, 9, "two", "do a"), at(2, 1, "three", ""), at(0, 0, "four", "do b")},
			`{"file":"a.csv","line":8,"column":5,"reason":"one; column 9: two; line 9, column 1: three; four","hint":"do a; do b"}`,
			`a.csv,8,5,"one; column 9: two; line 9, column 1: three; four",do a; do b`,
			`a.csv:8:5: one; column 9: two; line 9, column 1: three; four (do a; do b)`},
		{"as a whole", "<&>.jsonl", []record.Problem{at(0, 0, "nothing is known", "")},
			`{"file":"<&>.jsonl","line":7,"reason":"nothing is known"}`, `./<&>.jsonl,7,,nothing is known,`, `<&>.jsonl:7:1: nothing is known`},
		{"control characters", "a.csv", []record.Problem{at(0, 1, "a\x1bb", "")},
			`{"file":"a.csv","line":7,"column":1,"reason":"a\u001bb"}`, `a.csv,7,1,a�b,`, "a.csv:7:1: a\x1bb"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := record.NewRefusal(test.file, 7, test.problems)
			same(t, "before "+test.json+"\n", string(r.Append([]byte("before "), record.JSON)))
			same(t, "before "+test.csv+"\n", string(r.Append([]byte("before "), record.CSV)))
			same(t, test.text, r.String())
			var read record.Refusal
			if err := json.Unmarshal(r.Append(nil, record.JSON), &read); err != nil {
				t.Fatal(err)
			}
			same(t, *r, read)
		})
	}
}

// The lines of CSV fit their header, and no cell begins a formula.
func TestRefusalsInCSV(t *testing.T) {
	names := map[string]string{
		"a.csv": "a.csv", "7.csv": "7.csv", "/tmp/a.csv": "/tmp/a.csv", ".a.csv": ".a.csv", "../=a.csv": "../=a.csv", "standard input": "standard input",
		"=a.csv": "./=a.csv", "-a.csv": "./-a.csv", "+a.csv": "./+a.csv", "@a.csv": "./@a.csv", "\ta.csv": "./\ta.csv", "élan.csv": "./élan.csv", "": "",
	}
	for name, want := range names {
		text := string(record.RefusalHeader(record.CSV)) + string(record.NewRefusal(name, 1, []record.Problem{{Message: "x"}}).Append(nil, record.CSV))
		cells, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		same(t, [][]string{{"file", "line", "column", "reason", "hint"}, {want, "1", "", "x", ""}}, cells)
	}
	same(t, 0, len(record.RefusalHeader(record.JSON)))
}

func TestProblemsOf(t *testing.T) {
	problems := []record.Problem{{Column: 1, Message: "a"}, {Column: 2, Message: "b"}}
	same(t, problems, record.ProblemsOf(fmt.Errorf("outside: %w", &record.Invalid{Problems: problems})))
	same(t, []record.Problem{{Message: "another"}}, record.ProblemsOf(errors.New("another")))
	same(t, 1, len(record.ProblemsOf(record.ErrTooLong)))
}
