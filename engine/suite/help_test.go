package suite

import (
	"strings"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
	"chiefly/questions"
	"chiefly/rules"
)

const teaQuestions = `flow: tea
version: 1.0.0
questions:
  - {id: people, type: integer, min: 1, max: 1000, ask: How many drink tea?, why: Many need order.}
  - {id: place, type: choice, ask: Where?, why: It matters., options: [{id: office, label: Office}, {id: garden, label: Garden}, {id: train, label: Train}]}
  - {id: things, type: choices, ask: What is there?, why: It matters., options: [{id: pot, label: Pot}, {id: cups, label: Cups}, {id: milk, label: Milk}]}
  - {id: wet, type: yes_no, when: place == "garden", ask: Does it rain?, why: Rain cools tea.}
`

const teaRules = `rule_set: tea
version: 1.0.0
flow: tea
thresholds: {hire: 20, later: 10}
roles:
  - {id: master, title: master of tea, held: '"milk" in things'}
  - {id: pourer, title: pourer of tea}
rules:
  - {id: thirsty, when: people >= 10, points: {master: 20}, because: You are thirsty., sources: [kettle]}
  - {id: crowd, when: people >= 100, points: {pourer: 20, master: 10}, because: You are many., sources: [kettle]}
  - {id: rain, when: place == "garden" and (wet or people > 500), points: {master: -15}, because: Rain cools tea., sources: [kettle]}
  - {id: no_pot, when: '"pot" not in things', rule_out: [master], because: No pot., sources: [kettle]}
arrangements:
  - {id: on_rails, when: needed.master and place == "train", mode: {master: fractional}, because: Trains stop., sources: [kettle]}
  - {id: both, when: needed.master and needed.pourer, combine: [master, pourer], because: One is enough., sources: [kettle]}
  - {id: machine, when: not needed.master, instead: {id: machine, title: A machine, for: tea}, because: It will do., sources: [kettle]}
sources:
  - {id: kettle, title: The kettle, address: "https://example.org/kettle"}
`

func teaEngine(t testing.TB) *engine.Engine { return engineOf(t, teaQuestions, teaRules) }

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

// builtInCases returns the tests of the built-in rules.
func builtInCases(t testing.TB, e *engine.Engine) []*Case {
	t.Helper()
	data, err := rules.FS.ReadFile("technology_chiefs_test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return casesOf(t, e, string(data))
}

func casesOf(t testing.TB, e *engine.Engine, text string) []*Case {
	t.Helper()
	s, problems := Load(source.NewFile("tea_test.yaml", []byte(text)), e)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return s.Cases
}

// answersOf reads answers such as "people: 40, place: office".
func answersOf(t testing.TB, e *engine.Engine, text string) flow.Answers {
	t.Helper()
	return casesOf(t, e, "tests: tea\ncases: [{name: a, answers: {"+text+"}, expect: {recommendation: none}}]")[0].Answers
}

// lines splits a text that begins with a line break.
func lines(text string) []string { return strings.Split(strings.Trim(text, "\n"), "\n") }
