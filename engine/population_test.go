package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/questions"
	"chiefly/rules"
)

// teaPopulation is the population of a small flow.
const (
	teaFlow = `flow: tea
version: 1.0.0
questions:
  - {id: hot, type: yes_no, ask: A?, why: B.}
`
	teaRules = `rule_set: tea
version: 1.0.0
flow: tea
thresholds: {hire: 20, later: 10}
roles: [{id: master, title: master of tea}]
sources: [{id: s, title: S, publisher: P}]
rules:
  - {id: rain, when: hot, points: {master: 20}, because: B., sources: [s]}
`
	teaPopulation = `population: drinkers
flow: tea
title: Drinkers
questions:
  hot: {weights: {yes: 9, no: 1}, assumed: It is tea.}
`
)

func teaHouse(more ...string) fstest.MapFS {
	content := fstest.MapFS{"questions/tea.yaml": {Data: []byte(teaFlow)}, "rules/tea.yaml": {Data: []byte(teaRules)}}
	for i := 0; i < len(more); i += 2 {
		content[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	return content
}

func TestPopulation(t *testing.T) {
	with := load(t, teaHouse("questions/tea_population.yaml", teaPopulation))
	without := load(t, teaHouse())
	if p := with.Population(); p == nil || p.ID != "drinkers" {
		t.Errorf("the population is %v", p)
	}
	if p := without.Population(); p != nil {
		t.Errorf("there is a population %v from nowhere", p)
	}
	if with.Digest() != without.Digest() {
		t.Error("the population is part of the digest, though it changes no advice")
	}
	coffee := strings.NewReplacer("flow: tea", "flow: coffee", "hot", "cold")
	beside := load(t, teaHouse("questions/coffee.yaml", coffee.Replace(teaFlow), "questions/coffee_population.yml", coffee.Replace(teaPopulation)))
	if p := beside.Population(); p != nil {
		t.Errorf("the population %v is one of another flow", p)
	}
}

func TestPopulationMistakes(t *testing.T) {
	misspelt := strings.Replace(teaPopulation, "yes: 9", "yeah: 9", 1)
	for name, test := range map[string]struct {
		content fstest.MapFS
		want    string
	}{
		"a mistake": {teaHouse("questions/tea_population.yaml", misspelt),
			`questions/tea_population.yaml:5:19: "yeah" is not an option of hot (one of no, yes)`},
		"two of them": {teaHouse("questions/a_population.yaml", teaPopulation, "questions/b_population.yaml", teaPopulation),
			`questions/b_population.yaml: a population of flow "tea" is in questions/a_population.yaml already (keep one file for each flow)`},
		"one of no flow": {teaHouse("questions/x_population.yaml", strings.Replace(teaPopulation, "flow: tea", "flow: tee", 1)),
			`questions/x_population.yaml:2:7: this is a population of flow "tee", not of tea (write flow: tea)`},
		"one that is empty": {teaHouse("questions/x_population.yaml", ""), `questions/x_population.yaml:1:1: the file is empty`},
		"nothing else":      {fstest.MapFS{"questions/tea_population.yaml": {}, "rules/tea.yaml": {}}, `questions: the folder holds no YAML file`},
		"a flow that is broken": {teaHouse("questions/tea_population.yaml", misspelt, "questions/tea.yaml", strings.Replace(teaFlow, "yes_no", "choice", 1)),
			`questions/tea.yaml:4:5: a question has no "options" (add a line "options: ...")`},
	} {
		_, err := engine.Load(test.content)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: the error is\n%v\nnot\n%s", name, err, test.want)
		}
	}
}

// Organisations can be drawn from the built-in population, to try rules with.
func ExampleEngine_Population() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(e.Population().Title)
	hired, drawn := 0, 0
	for answers := range e.Population().Draw(e.Flow(), 1) {
		if e.Advise(answers).Recommendation != "none" {
			hired++
		}
		if drawn++; drawn == 100 {
			break
		}
	}
	fmt.Println("of 100 organisations, most are to hire nobody:", hired < 50)
	// Output:
	// Organisations that could ask, by published counts
	// of 100 organisations, most are to hire nobody: true
}
