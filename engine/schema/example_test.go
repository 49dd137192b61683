package schema_test

import (
	"fmt"
	"log"
	"strings"

	"chiefly/engine"
	"chiefly/engine/schema"
	"chiefly/engine/source"
	"chiefly/questions"
	"chiefly/rules"
)

// The schema of answers is for an editor, by the first line of a file:
//
//	# yaml-language-server: $schema=answers.schema.json
func ExampleFor() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		log.Fatal(err)
	}
	lines := strings.SplitAfterN(string(schema.For(schema.Answers, e)), "\n", 6)
	fmt.Print(strings.Join(lines[:5], ""))
	// Output:
	// {
	//   "$schema": "https://json-schema.org/draft/2020-12/schema",
	//   "title": "Answers to the flow technology_chiefs",
	//   "type": "object",
	//   "properties": {
}

func ExampleStyle() {
	file := source.NewFile("house.yaml", []byte(`rule_set: house
extends: technology_chiefs
version: 1.0.0
rules:
- because:   We say so.
  id: ours   # for now
  when:      headcount > 5
`))
	text, problems := source.Layout(file, schema.Style(file))
	fmt.Printf("%s%s", text, problems.Render())
	// Output:
	// rule_set: house
	// version: 1.0.0
	// extends: technology_chiefs
	//
	// rules:
	//   - id: ours # for now
	//     when: headcount > 5
	//     because: We say so.
}
