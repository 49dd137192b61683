package flow_test

import (
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/source"

	"github.com/google/go-cmp/cmp"
)

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// is is a condition for tests: one question has one option.
type is struct {
	question *flow.Question
	option   uint64
}

func (c is) Questions() []string { return []string{c.question.ID} }

func (c is) Eval(answers flow.Answers) flow.Truth {
	switch possible := answers[c.question.ID].Possible(c.question); {
	case possible == c.option:
		return flow.True
	case possible&c.option == 0:
		return flow.False
	}
	return flow.Undecided
}

// compile reads conditions of the form "question is option", the only ones that
// the flows of these tests have. The real compiler is package rule's.
func compile(text source.String, scope, later []*flow.Question) (flow.Condition, source.List) {
	name, option, _ := strings.Cut(text.Value, " is ")
	for _, q := range scope {
		if i := q.OptionIndex(option); q.ID == name && i >= 0 {
			return is{q, 1 << i}, nil
		}
	}
	message := fmt.Sprintf("no condition: %q", text.Value)
	for _, q := range later {
		if q.ID == name {
			message = name + " comes later"
		}
	}
	return nil, source.List{text.Node.Diagnose(message, "")}
}

// loadSmall reads the flow of these tests, which must have no problems.
func loadSmall(t testing.TB) *flow.Flow {
	t.Helper()
	root, problems := source.Parse(source.NewFile("small.yaml", []byte(small)), source.YAML)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	f, problems := flow.Load(root, compile)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	return f
}

// options makes options of ids, with labels that begin with a capital.
func options(ids ...string) []flow.Option {
	var all []flow.Option
	for _, id := range ids {
		all = append(all, flow.Option{ID: id, Label: strings.ToUpper(id[:1]) + id[1:]})
	}
	return all
}

// One question of every type.
var (
	seats    = &flow.Question{ID: "seats", Type: flow.Integer, Min: 1, Max: 9, UnitOne: "seat", Unit: "seats"}
	people   = &flow.Question{ID: "headcount", Type: flow.Integer, Min: 1, Max: 3_000_000, Unit: "people"}
	money    = &flow.Question{ID: "revenue", Type: flow.Integer, Min: 0, Max: 1_000_000_000_000}
	degrees  = &flow.Question{ID: "degrees", Type: flow.Integer, Min: -40, Max: 60}
	industry = &flow.Question{ID: "industry", Type: flow.Choice, Options: options("software", "hardware", "retail")}
	goals    = &flow.Question{ID: "goals", Type: flow.Choices, Options: options("growth", "cost", "speed"), MaxPicks: 2}
	hiring   = &flow.Question{ID: "hiring", Type: flow.YesNo, Options: options("no", "yes")}
)

const small = `
flow: small
version: 1.2.3
title: A small flow
intro: Welcome.
sections:
  - {id: first, title: The first, intro: Begin.}
  - {id: second, title: The second}
questions:
  - {id: kind, section: first, type: choice, ask: Which kind?, why: It decides., required: true,
     options: [{id: shop, label: A shop, description: It sells.}, {id: bank, label: A bank}]}
  - {id: web, section: first, type: yes_no, ask: On the web?, why: It matters., when: kind is shop, default: yes}
  - {id: visits, section: second, type: integer, min: 0, max: 1000000, unit: visits, ask: How many visits?, why: Load., help: Count., when: web is yes}
  - {id: aims, type: choices, ask: Which aims?, why: They steer., max_picks: 2, fixed: true, default: [cost],
     options: [{id: cost, label: Cost}, {id: speed, label: Speed}, {id: safety, label: Safety}]}
`
