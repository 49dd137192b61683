package space_test

import (
	"fmt"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/space"
)

const (
	cafeQuestions = `flow: cafe
version: 1.0.0
questions:
  - {id: guests, type: integer, min: 0, max: 500, ask: How many guests a day?, why: Work.}
  - {id: terrace, type: yes_no, ask: Is there a terrace?, why: Distances.}
  - {id: music, type: yes_no, ask: Is there music?, why: Noise.}
`
	cafeRules = `rule_set: cafe
version: 1.0.0
flow: cafe
thresholds: {hire: 50, later: 30}
roles: [{id: waiter, title: waiter}]
rules:
  - {id: busy, when: guests >= 100, points: {waiter: 60}, because: Somebody must serve., sources: [s]}
  - {id: far, when: guests >= 40 and terrace, points: {waiter: 35}, because: It is far., sources: [s]}
  - {id: loud, when: music, points: {waiter: 5}, because: It is loud., sources: [s]}
sources: [{id: s, title: Waiting tables, publisher: A guide}]
`
)

// A quiz asks what is open, and is done when nothing is.
func ExampleQuiz() {
	e, err := engine.Load(fstest.MapFS{"questions/cafe.yaml": {Data: []byte(cafeQuestions)}, "rules/cafe.yaml": {Data: []byte(cafeRules)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget)
	if err != nil {
		fmt.Println(err)
		return
	}
	quiz, err := all.Quiz(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, guests := range []int64{20, 60, 200} {
		fmt.Print(guests, " guests:")
		for _, q := range quiz.Open(flow.Answers{"guests": e.Flow().Question("guests").Integers(guests, guests)}) {
			fmt.Print(" ", q.ID)
		}
		fmt.Println()
	}
	// Output:
	// 20 guests:
	// 60 guests: terrace
	// 200 guests:
}
