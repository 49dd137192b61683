package flow_test

import (
	"fmt"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

func ExampleLoad() {
	file := source.NewFile("hiring.yaml", []byte(`flow: hiring
version: 1.0.0
questions:
  - {id: headcount, type: integer, min: 1, max: 5000, ask: How many people?, why: Size matters.}
  - {id: remote, type: yes_no, ask: Do they work at home?, wy: It may matter.}
`))
	root, _ := source.Parse(file, source.YAML)
	noConditions := func(source.String, []*flow.Question, []*flow.Question) (flow.Condition, source.List) { return nil, nil }
	f, problems := flow.Load(root, noConditions)
	fmt.Println(f.IDs())
	fmt.Println(problems.Err())
	// Output:
	// [headcount remote]
	// hiring.yaml:5:5: a question has no "why" (add a line "why: ...")
	// hiring.yaml:5:60: unknown key "wy" in a question (did you mean "why"?)
}

func ExampleQuestion_Parse() {
	q := &flow.Question{ID: "headcount", Type: flow.Integer, Min: 1, Max: 5000, Unit: "people"}
	for _, text := range []string{"1,200", "2.5k", "100-250", "500+", ">= 5", "unknown", "many"} {
		if answer, err := q.Parse(text); err != nil {
			fmt.Println(err)
		} else {
			fmt.Printf("%s: %s\n", q.Format(answer), q.Describe(answer))
		}
	}
	// Output:
	// 1200: 1,200 people
	// 2500: 2,500 people
	// 100-250: 100 to 250 people
	// 500+: 500 people or more
	// 5+: 5 people or more
	// unknown: not known
	// "many" is not a whole number or a range; write a whole number from 1 to 5000, a range such as 100-250, 500+ or <15, or unknown
}

func ExampleQuestion_Read() {
	q := &flow.Question{ID: "goals", Type: flow.Choices, MaxPicks: 2,
		Options: []flow.Option{{ID: "growth", Label: "Grow"}, {ID: "cost", Label: "Spend less"}}}
	root, _ := source.Parse(source.NewFile("acme.json", []byte(`{"goals": ["growth", "costs"]}`)), source.JSON)
	var r source.Reader
	q.Read(&r, root.Items[0])
	fmt.Print(r.Problems.Render())
	// Output:
	// acme.json:1:22: goals: "costs" is not an option of goals
	//     1 | {"goals": ["growth", "costs"]}
	//       |                      ^~~~~~~
	//   hint: did you mean "cost"?
}

func ExampleSession() {
	cloud := &flow.Question{ID: "cloud", Type: flow.YesNo, Options: []flow.Option{{ID: "no", Label: "No"}, {ID: "yes", Label: "Yes"}}}
	budget := &flow.Question{ID: "budget", Type: flow.Integer, Min: 0, Max: 1_000_000, When: is{cloud, 0b10}}
	s := flow.NewSession(&flow.Flow{ID: "it", Questions: []*flow.Question{cloud, budget}}, nil)

	fmt.Println("first:", s.Next().ID)
	s = s.Answer(cloud, cloud.OneOf(1))
	fmt.Println("then:", s.Next().ID)
	s = s.Answer(budget, budget.Integers(500, 500))
	s = s.Answer(cloud, cloud.OneOf(0))
	fmt.Println("parked:", s.Parked()[0].ID, "done:", s.Next() == nil)
	s = s.Answer(cloud, cloud.OneOf(1))
	fmt.Println("back again:", budget.Format(s.Visible()["budget"]))
	// Output:
	// first: cloud
	// then: budget
	// parked: budget done: true
	// back again: 500
}

func ExampleGrouped() {
	fmt.Println(flow.Grouped(1234567), flow.Grouped(-1234), flow.Grouped(-123), flow.Grouped(999))
	// Output: 1,234,567 -1,234 -123 999
}
