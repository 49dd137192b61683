package extend_test

import (
	"fmt"
	"log"

	"chiefly/engine/extend"
	"chiefly/engine/source"
)

func ExampleForm_Merge() {
	read := func(name, text string) *source.Node {
		root, problems := source.Parse(source.NewFile(name, []byte(text)), source.YAML)
		if err := problems.Err(); err != nil {
			log.Fatal(err)
		}
		return root
	}
	base := read("base.yaml", `
rule_set: base
version: 1.0.0
rules:
  - {id: large, when: headcount >= 500, points: {cio: 20, cto: 5}}
`)
	house := read("house.yaml", `
rule_set: house
version: 1.0.0
extends: base
change:
  rules:
    - {id: large, points: {cio: 30}}
    - {id: lage, points: {cio: 40}}
`)
	_, edits, problems := extend.Rules.Merge(base, house)
	for _, e := range edits {
		fmt.Println(e.At.File.Place(e.At.Pos), e.ID, e.What)
	}
	fmt.Print(problems.Render())
	// Output:
	// house.yaml:7:12 large [points cio 20 -> 30]
	// house.yaml:8:12: the base has no rule "lage"
	//     8 |     - {id: lage, points: {cio: 40}}
	//       |            ^~~~
	//   hint: did you mean "large"?
}
