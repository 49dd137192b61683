package source_test

import (
	"fmt"

	"chiefly/engine/source"
)

func ExampleParse() {
	file := source.NewFile("rules.yaml", []byte("rule_set: chiefs\nversion: 1\nversion: 2\nhire: &x [yes\n"))
	_, problems := source.Parse(file, source.YAML)
	fmt.Print(problems.Render())
	// Output:
	// rules.yaml:4:14: not YAML: did not find expected ',' or ']'
	//     4 | hire: &x [yes
	//       |              ^
	//   hint: while parsing a flow sequence
}

func ExampleReader() {
	file := source.NewFile("question.yaml", []byte("id: Head Count\nmim: 1\nmax: many\n"))
	root, _ := source.Parse(file, source.YAML)

	var r source.Reader
	m := r.Map(root, "a question")
	m.NeedID("id")
	m.NeedInt("min")
	m.NeedInt("max")
	m.Close()
	fmt.Print(r.Problems.Sorted().Render())
	// Output:
	// question.yaml:1:1: a question has no "min"
	//     1 | id: Head Count
	//       | ^
	//   hint: add a line "min: ..."
	// question.yaml:1:5: "Head Count" is not an id
	//     1 | id: Head Count
	//       |     ^~~~~~~~~~
	//   hint: use lower-case letters, digits and underscores, beginning with a letter
	// question.yaml:2:1: unknown key "mim" in a question
	//     2 | mim: 1
	//       | ^~~
	//   hint: did you mean "min"?
	// question.yaml:3:6: "max" must be a whole number, not "many"
	//     3 | max: many
	//       |      ^~~~
	//   hint: write digits only, such as 250
}

func ExampleNode_At() {
	file := source.NewFile("rules.yaml", []byte("when: >-\n  headcount > 50 and\n  stage == 'grwoth'\n"))
	root, _ := source.Parse(file, source.YAML)
	when := root.Items[0]
	fmt.Println(when.Value)
	fmt.Print(when.DiagnoseAt(28, 36, "no such stage", "").Render())
	// Output:
	// headcount > 50 and stage == 'grwoth'
	// rules.yaml:3:12: no such stage
	//     3 |   stage == 'grwoth'
	//       |            ^~~~~~~~
}

func ExampleScalar() {
	value := source.Scalar("--headcount", "12x")
	fmt.Println(value.DiagnoseAt(2, 3, "not a digit", "write digits only"))
	// Output: --headcount:1:3: not a digit (write digits only)
}

func ExampleFormatOf() {
	fmt.Println(source.FormatOf("answers/acme.yml"))
	fmt.Println(source.FormatOf("answers/acme.csv"))
	// Output:
	// YAML true
	//  false
}

func ExampleSuggest() {
	fmt.Println(source.Suggest("idnustry", []string{"headcount", "industry"}))
	fmt.Println(source.Suggest("weather", []string{"headcount", "industry"}))
	// Output:
	// did you mean "industry"?
	// one of headcount, industry
}
