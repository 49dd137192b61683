package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"chiefly/cmd/internal/answers"
	"chiefly/cmd/internal/prompt/prompttest"
	"chiefly/engine"
	"chiefly/engine/flow"
)

// The content of these tests: a question of each type, sections, and questions
// that are not always asked.
const (
	teaQuestions = `flow: tea
version: 1.0.0
title: Tea
intro: Some questions about tea.
sections:
  - {id: house, title: The house}
  - {id: taste, title: Your taste, intro: Be honest.}
questions:
  - {id: people, section: house, type: integer, min: 1, max: 100, unit: people, ask: How many drink tea?, help: Count guests., why: It decides.}
  - {id: kettles, section: house, type: integer, min: 0, max: 9, ask: How many kettles are there?, why: To know., when: people >= 10, required: true}
  - {id: guests, section: house, type: yes_no, ask: Do guests come?, why: To know., when: people >= 10}
  - id: leaf
    section: taste
    type: choice
    ask: Which leaf?
    why: To know.
    options: [{id: green, label: Green, description: Not roasted.}, {id: black, label: Black}, {id: white, label: White}]
  - id: extras
    section: taste
    type: choices
    max_picks: 2
    ask: What goes in?
    why: To know.
    options: [{id: milk, label: Milk}, {id: sugar, label: Sugar}, {id: lemon, label: Lemon}]
  - {id: hot, section: taste, type: yes_no, ask: Hot?, why: To know., required: true}
`
	teaRules = `rule_set: tea
version: 1.0.0
flow: tea
thresholds: {hire: 10, later: 5}
roles:
  - {id: master, title: master of tea}
conditions:
  many: people >= 10
rules:
  - {id: thirsty, when: many, points: {master: 20}, because: You are thirsty., sources: [kettle]}
arrangements:
  - {id: always, when: needed.master, mode: {master: full_time}, because: Tea takes time.}
sources:
  - {id: kettle, title: The kettle, address: "https://example.org/kettle"}
`
)

func teaEngine(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"questions/tea.yaml": {Data: []byte(teaQuestions)}, "rules/tea.yaml": {Data: []byte(teaRules)}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A table is a quiz with a script instead of a person.
type table struct {
	*quiz
	script *prompttest.Script
}

// newTable begins a quiz with what is known, as id=value.
func newTable(t *testing.T, known []string, steps ...prompttest.Step) *table {
	t.Helper()
	if os.Getenv("XDG_STATE_HOME") == "" || !strings.HasPrefix(os.Getenv("XDG_STATE_HOME"), os.TempDir()) {
		t.Setenv("XDG_STATE_HOME", t.TempDir())
	}
	f := teaEngine(t).Flow()
	set, err := (&answers.Reader{Flow: f, Set: known}).Read(nil)
	if err != nil {
		t.Fatal(err)
	}
	script := prompttest.NewScript(t, steps...)
	return &table{newQuiz(script, f, set), script}
}

// knows returns the answers as an answers file writes them.
func (q *quiz) knows() string {
	var known []string
	for _, question := range q.flow.Questions {
		if a, given := q.session.Answers()[question.ID]; given {
			known = append(known, question.ID+"="+question.Format(a))
		}
	}
	return strings.Join(known, " ")
}

// onDisk returns the answers in a draft in the same form.
func onDisk(t *testing.T, f *flow.Flow, name string) string {
	t.Helper()
	file, err := answers.Open(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, err := (&answers.Reader{Flow: f}).Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return newQuiz(nil, f, set).knows()
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A result is what a run of the command line came to.
type result struct {
	code     int
	out, err string
}

// chiefly runs the command line in a folder of its own, with these files, and
// where nobody can be asked.
func chiefly(t *testing.T, files map[string]string, args ...string) result {
	t.Helper()
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", "")
	for name, text := range files {
		write(t, name, text)
	}
	open := func(name, text string) *os.File {
		write(t, name, text)
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	dir := t.TempDir()
	in, out, problems := filepath.Join(dir, "in"), filepath.Join(dir, "out"), filepath.Join(dir, "err")
	r := result{code: Main(args, Streams{In: open(in, files["-"]), Out: open(out, ""), Err: open(problems, "")})}
	r.out, r.err = readFile(t, out), readFile(t, problems)
	return r
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
