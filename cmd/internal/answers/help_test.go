package answers_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// hiring is a flow with a question of each type, and one that is not always
// asked.
const hiring = `flow: hiring
version: 1.0.0
title: |-
  Whom to hire?
  injected: true
questions:
  - {id: headcount, type: integer, min: 1, max: 5000, ask: How many people?, why: W.}
  - {id: debt, type: integer, min: -100, max: 100, ask: How much is owed?, why: W.}
  - id: field
    type: choice
    ask: "Which field?\nheadcount: 7"
    why: W.
    options: [{id: software, label: Software}, {id: retail, label: Retail}, {id: none, label: Neither}]
  - id: goals
    type: choices
    max_picks: 2
    ask: Which goals?
    why: W.
    options: [{id: growth, label: Growth}, {id: cost, label: Cost}, {id: speed, label: Speed}]
  - {id: listed, type: yes_no, ask: Is it listed?, why: W., when: headcount >= 50}
`

func hiringFlow(t testing.TB) *flow.Flow {
	t.Helper()
	root, problems := source.Parse(source.NewFile("hiring.yaml", []byte(hiring)), source.YAML)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	f, problems := flow.Load(root, rule.Compile)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	return f
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
