package graph

import (
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/questions"
	"chiefly/rules"
)

const teaQuestions = `flow: tea
version: 1.0.0
title: Which tea?
sections:
  - {id: house, title: The house}
  - {id: taste, title: Your taste}
questions:
  - {id: people, section: house, type: integer, min: 1, max: 3, unit: person/people, ask: How many drink tea?, why: It decides.}
  - {id: guests, section: house, type: yes_no, when: people >= 2, ask: Do guests come?, why: It decides.}
  - {id: end, section: house, type: yes_no, when: people >= 2, ask: 'Does "it" end [late]?', why: It decides.}
  - {id: leaf, section: taste, type: choice, when: guests, ask: Which leaf?, why: It decides., options: [{id: green, label: Green & fresh}, {id: black, label: Black}]}
  - {id: extras, section: taste, type: choices, ask: What goes in?, why: It decides., options: [{id: milk, label: Milk}, {id: lemon, label: Lemon}]}
`

const teaRules = `rule_set: tea
version: 1.0.0
flow: tea
title: Who makes the tea
thresholds: {hire: 20, later: 10}
roles:
  - {id: master, title: master of tea}
  - {id: pourer, title: pourer of tea}
rules:
  - {id: thirsty, when: people >= 2, points: {master: 20, pourer: -5}, because: You are thirsty., sources: [kettle]}
  - {id: late, when: end and people >= 3, require: [pourer], because: It ends late., sources: [kettle]}
  - {id: class, when: leaf == "green", points: {master: 1}, because: Green is fine., sources: [kettle]}
  - {id: no_milk, when: '"milk" not in extras', rule_out: [master], because: No milk., sources: [kettle]}
arrangements:
  - {id: always, when: needed.master, mode: {master: full_time}, because: Tea takes time., sources: [kettle]}
sources:
  - {id: kettle, title: The kettle, address: "https://example.org/kettle"}
`

func engineOf(t testing.TB, questions, rules string) *engine.Engine {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"questions/tea.yaml": {Data: []byte(questions)}, "rules/tea.yaml": {Data: []byte(rules)}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func builtIn(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// answersOf reads answers as an answers file writes them.
func answersOf(t testing.TB, e *engine.Engine, texts map[string]string) flow.Answers {
	t.Helper()
	answers := flow.Answers{}
	for id, text := range texts {
		a, err := e.Flow().Question(id).Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		answers[id] = a
	}
	return answers
}

// eachAnswers calls a function with every set of answers to the tea questions; some
// are not given.
func eachAnswers(t testing.TB, e *engine.Engine, visit func(flow.Answers)) {
	t.Helper()
	values := map[string][]string{"people": {"", "1", "2", "3", "2-3", "unknown"}, "guests": {"", "yes", "no"}, "end": {"", "yes", "no"}, "leaf": {"", "green", "black"},
		"extras": {"", "[]", "[milk]", "[milk, lemon]"}}
	var choose func(int, map[string]string)
	choose = func(i int, chosen map[string]string) {
		if i == len(e.Flow().Questions) {
			visit(answersOf(t, e, chosen))
			return
		}
		id := e.Flow().Questions[i].ID
		for _, v := range values[id] {
			delete(chosen, id)
			if v != "" {
				chosen[id] = v
			}
			choose(i+1, chosen)
		}
		delete(chosen, id)
	}
	choose(0, map[string]string{})
}
