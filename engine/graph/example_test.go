package graph_test

import (
	"fmt"
	"log"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/graph"
	"chiefly/questions"
	"chiefly/rules"
)

// The way of an organisation is drawn over the questions: which are asked, and what
// is answered.
func ExampleQuestions() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		log.Fatal(err)
	}
	q := e.Flow().Question("headcount")
	g := graph.Questions(e, &graph.Path{Organisation: "Acme", Answers: map[string]flow.Answer{q.ID: q.Integers(12, 12)}})
	for line := range strings.Lines(g.Draw(graph.Text)) {
		if strings.Contains(line, "12 people") || strings.Contains(line, "if headcount >=") {
			fmt.Print(line)
		}
	}
	// Output:
	//          = 12 people
	// *      if headcount >= 5
	// *      if headcount >= 5
	// -      if headcount >= 15
}

// Rules can be drawn for one role.
func ExampleRules() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		log.Fatal(err)
	}
	text := graph.Rules(e, "cino", nil).Draw(graph.Text)
	for _, line := range strings.Split(text, "\n")[:6] {
		fmt.Println(line)
	}
	// Output:
	// Which technology chief to hire
	//
	// cino: chief innovation officer: hire from 50 points, later from 30
	//
	// 1 headcount: How many people work in your organisation?
	//   too_small_for_office_chiefs (rules out cino)
}
