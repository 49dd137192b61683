package wording_test

import (
	"fmt"

	"chiefly/engine/source"
	"chiefly/engine/wording"
)

func ExampleApply() {
	rules, _ := source.Parse(source.NewFile("crew.yaml", []byte("rule_set: crew\ntitle: Officers\nrules: [{id: many, because: You are many.}]\n")), source.YAML)
	german, _ := source.Parse(source.NewFile("crew.de.yaml", []byte("translates: crew\nlanguage: de\nrules: {many: Sie sind viele.}\n")), source.YAML)
	missing, problems := wording.Apply(rules, german, "de")
	fmt.Print(problems.Render())
	for _, m := range missing {
		fmt.Println("missing:", m.What)
	}
	because := rules.Items[2].Items[0].Items[1]
	fmt.Printf("%s (%s:%s)\n", because.Value, because.File.Name, because.Pos)
	// Output:
	// missing: title
	// Sie sind viele. (crew.de.yaml:3:15)
}

func ExampleLanguage_Speak() {
	fmt.Println(wording.Language("de").Speak("hire from %d, plan from %d", 50, 30))
	fmt.Println(wording.English.Speak("hire from %d, plan from %d", 50, 30))
	// Output:
	// besetzen ab 50, einplanen ab 30
	// hire from 50, plan from 30
}
