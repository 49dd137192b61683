package suite_test

import (
	"fmt"
	"log"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/suite"
	"chiefly/questions"
	"chiefly/rules"
)

// A case says what should be advised, and a mismatch why it is not.
func ExampleLoad() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		log.Fatal(err)
	}
	tests, problems := suite.Load(source.NewFile("mine_test.yaml", []byte(`
tests: technology_chiefs
cases:
  - name: a bakery with an app
    answers: {technology_role: enabler}
    expect: {verdicts: {cto: hire}}
`)), e)
	if err := problems.Err(); err != nil {
		log.Fatal(err)
	}
	for _, m := range tests.Cases[0].Run(e) {
		fmt.Printf("%s: %s: expected %s, is %s\n", m.At, m.What, m.Expected, m.Actual)
		fmt.Println(m.Why[0])
	}
	// Output:
	// mine_test.yaml:6:30: the verdict on cto: expected hire, is later
	// cto: later; it scores 30 (hire from 50, later from 30)
}

// What no case has tried can be listed, and drafted.
func ExampleDrafts() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		log.Fatal(err)
	}
	nothing := suite.Cover(e, nil)
	fmt.Println(nothing.Gaps()[0])
	nothing.Rules, nothing.Rows, nothing.Questions = nothing.Rules[:1], nil, nil // drafts for a single rule
	nothing.Verdicts = nil
	drafts, _ := suite.Drafts(e, nil, nothing)
	fmt.Print(suite.WriteDrafts(e, drafts[:1]))
	// Output:
	// rule no_money_for_a_chief never fired
	// # Drafts. What they expect is what the rules advise today: confirm or correct it,
	// # give each case a name, and remove its line with skip.
	// tests: technology_chiefs
	// cases:
	//   - name: draft 1
	//     skip: the advice is still to be confirmed
	//     # tries: no_money_for_a_chief: executive_budget == "none" was never true
	//     # tries: rule no_money_for_a_chief never fired
	//     answers: {executive_budget: none}
	//     expect:
	//       recommendation: none
	//       verdicts: {cto: no, cio: no, cino: no}
	//       fired: [no_money_for_a_chief]
}
