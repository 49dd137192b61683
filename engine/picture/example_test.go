package picture_test

import (
	"fmt"
	"log"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/picture"
	"chiefly/questions"
	"chiefly/rules"
)

// A picture is an SVG file, and says in words what it shows.
func Example() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		log.Fatal(err)
	}
	headcount := e.Flow().Question("headcount")
	p := picture.Scores(e.Advise(flow.Answers{headcount.ID: headcount.Integers(12, 12)}))
	fmt.Println(p.Title)
	fmt.Println(strings.ReplaceAll(p.Description, ". ", ".\n"))
	fmt.Println(strings.HasPrefix(p.SVG(), "<svg "))
	// Output:
	// Scores, and the rules that make them up
	// Chief technology officer: not now; score −80, hire from 50, plan from 30.
	// Chief information officer: not now; score −30, hire from 50, plan from 30.
	// Chief innovation officer: not now; score −30, hire from 50, plan from 30.
	// true
}
