package compare_test

import (
	"fmt"
	"os"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/compare"
	"chiefly/engine/flow"
	"chiefly/engine/report"
)

const flowFile = `flow: ship
version: 1.0.0
questions:
  - {id: crew, type: integer, min: 1, max: 100, ask: How many sail with you?, why: Many need a cook.}
  - {id: long, type: yes_no, ask: Are you away for weeks?, why: Then food matters.}
  - {id: sails, type: integer, min: 1, max: 9, ask: How many sails are there?, why: Somebody sets them.}
`

const ruleFile = `rule_set: crew
version: 1.0.0
flow: ship
thresholds: {hire: 20, later: 10}
roles: [{id: cook, title: cook}]
sources: [{id: log, title: The log, publisher: The captain}]
rules:
  - {id: many, when: crew >= 10, points: {cook: 10}, because: You are ten or more., sources: [log]}
  - {id: away, when: long, points: {cook: 15}, because: You are away for weeks., sources: [log]}
`

// Two ships ask for different advice, and it takes both answers to make the one the other.
func ExampleOf() {
	e, err := engine.Load(fstest.MapFS{"questions/ship.yaml": {Data: []byte(flowFile)}, "rules/crew.yaml": {Data: []byte(ruleFile)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	ship := func(name string, crew, sails int64, long int) compare.Answers {
		of := e.Flow().Question
		return compare.Answers{Name: name, Answers: flow.Answers{"crew": of("crew").Integers(crew, crew), "sails": of("sails").Integers(sails, sails), "long": of("long").OneOf(long)}}
	}
	c := compare.Of(e, nil, compare.Organisations, ship("Dinghy", 4, 1, 0), ship("Bark", 30, 9, 1))
	fmt.Println(c.Pairs[0].Smallest.Questions, c.Pairs[0].Smallest.Proof)
	if err := report.DocumentText(os.Stdout, c.Document(false), report.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// [crew long] proven
	// Comparison
	// Different advice for Dinghy and Bark
	//
	// Dinghy: Hire no chief yet.
	//
	// Bark: Hire a full-time cook now.
	//
	// 3 answers differ.
	//
	// THE ADVICE SIDE BY SIDE
	// The verdict on each role, and in brackets its score.
	// Role  Dinghy       Bark
	// ---------------------------------------
	// Cook  not now (0)  hire, full-time (25)
	//
	// WHICH DIFFERENCES MATTER
	// | What turns the first advice into the second. 2 answers: "How many sail with
	//   you?" and "Are you away for weeks?". No fewer are enough, and no others of as
	//   many.
	// - Are you away for weeks? Dinghy: No; Bark: Yes. With this one answer of Bark,
	//   Dinghy would have: "plan for later" in place of "not now" for the cook. Its
	//   points: cook +15.
	// - How many sail with you? Dinghy: 4; Bark: 30. With this one answer of Bark,
	//   Dinghy would have: "plan for later" in place of "not now" for the cook. Its
	//   points: cook +10.
	// 1 difference changes nothing, whichever of the other answers are of the one or
	// of the other.
	//
	// THE RULES THAT MAKE THE DIFFERENCE
	//
	// Cook
	// Points of each rule where it applies.
	// Rule                     Dinghy  Bark
	// -------------------------------------
	// You are away for weeks.       –   +15
	// You are ten or more.          –   +10
	// Rules that apply to all       0     0
	// Score                         0    25
	//
	// THE ANSWERS THAT DIFFER
	// What was answered, question by question.
	// Question                   Dinghy  Bark
	// ---------------------------------------
	// How many sail with you?    4       30
	// Are you away for weeks?    No      Yes
	// How many sails are there?  1       9
	//
	// Content: crew 1.0.0, sha256:3caa554a93e6
}
