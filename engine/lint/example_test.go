package lint_test

import (
	"fmt"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/lint"
)

// Content that has been loaded is checked; without its answer space nothing is proven.
func ExampleRun() {
	e, err := engine.Load(fstest.MapFS{
		"questions/tea.yaml": {Data: []byte(`flow: tea
version: 1.0.0
questions:
  - {id: people, type: integer, min: 1, max: 99, ask: How many drink tea?, why: Many need somebody who sees to it.}
`)},
		"rules/tea.yaml": {Data: []byte(`rule_set: tea
version: 1.0.0
flow: tea
thresholds: {hire: 20, later: 10}
roles:
  - {id: master, title: master of tea}
rules:
  - {id: thirsty, when: people >= 10, points: {master: 20}, because: You are ten people or more., sources: [kettle]}
  - {id: crowd, when: people >= 100, points: {master: 5}, because: You are a hundred people or more., sources: [kettle]}
sources:
  - {id: kettle, title: The kettle} # chiefly:ignore no_address it is ours
`)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := lint.Run(lint.Content{Flow: e.Flow(), Rules: e.Rules(), FlowTree: e.FlowTree(), RuleTree: e.RulesTree()})
	for _, f := range found {
		fmt.Printf("%s %s\n%s", f.Severity, f.Check, f.Render())
	}
	fmt.Println(err)
	// Output:
	// warning outside_range
	// rules/tea.yaml:9:33: people is never 100
	//     9 |   - {id: crowd, when: people >= 100, points: {master: 5}, because: You are a hundred people or more....
	//       |                                 ^~~
	//   hint: write a number from 1 to 99
	// <nil>
}
