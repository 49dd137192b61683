package record_test

import (
	"strings"
	"testing"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/record/recordtest"
	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/questions"
	"chiefly/rules"

	"github.com/google/go-cmp/cmp"
)

// builtIn loads the built-in content.
func builtIn(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// small is a flow with a question of each type, one of them with an option that is
// called like a word with a meaning of its own.
const small = `flow: small
version: 1.0.0
title: T
questions:
  - {id: people, type: integer, min: 1, max: 5000, ask: A?, why: W.}
  - {id: debt, type: integer, min: -100, max: 100, ask: A?, why: W.}
  - id: field
    type: choice
    ask: A?
    why: W.
    options: [{id: software, label: A}, {id: retail, label: B}, {id: none, label: C}]
  - id: goals
    type: choices
    max_picks: 2
    ask: A?
    why: W.
    options: [{id: growth, label: A}, {id: cost, label: B}, {id: a_goal_with_a_long_name, label: C}, {id: a_goal_with_a_long_nose, label: D}]
  - {id: listed, type: yes_no, ask: A?, why: W.}
`

func smallFlow(t testing.TB) *flow.Flow {
	t.Helper()
	root, problems := source.Parse(source.NewFile("small.yaml", []byte(small)), source.YAML)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	f, problems := flow.Load(root, rule.Compile)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	return f
}

// text returns what a row says, in the order of the flow.
func text(f *flow.Flow, row *record.Row) string {
	words := []string{string(row.Organisation)}
	for i, q := range f.Questions {
		if a := row.Answers[i]; !a.IsZero() {
			words = append(words, q.ID+"="+q.Format(a))
		}
	}
	return strings.Join(words, " ")
}

// mixed returns a generator of organisations with everything in them.
func mixed(f *flow.Flow, seed uint64) *recordtest.Generator {
	g := recordtest.New(f, seed)
	g.Unknown, g.Imprecise, g.Stray = 0.2, 0.2, 0.1
	return g
}

func csvReader(t testing.TB, f *flow.Flow, header string) record.Reader {
	t.Helper()
	r, err := record.NewCSVReader(f, []byte(header))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func same(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
