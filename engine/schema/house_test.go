package schema_test

import (
	"strings"
	"testing"

	"chiefly/engine/extend"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/schema"
	"chiefly/engine/source"
)

const houseRules = "rule_set: house\nversion: 1.0.0\nextends: technology_chiefs\n"

// Files that build on the built-in ones, sound or not.
var houses = []struct {
	file, text string
	sound      bool
}{
	{rulesName, houseRules, true},
	{rulesName, houseRules + "thresholds: {hire: 60, later: 30}\ntitle: Ours\n", true},
	{rulesName, houseRules + "thresholds: {hire: 60}\n", true},
	{rulesName, houseRules + "thresholds: {hired: 60}\n", false},
	{rulesName, houseRules + "switch_off: [cio_otherwise_not]\n", false},
	{rulesName, houseRules + "switch_off: {rules: [fifty_people_at_most]}\n", true},
	{rulesName, houseRules + "switch_off: fifty_people_at_most\n", false},
	{rulesName, houseRules + "switch_off: {rule: [fifty_people_at_most]}\n", false},
	{rulesName, houseRules + "change:\n  rules:\n    - id: fifty_people_at_most\n      points: {cio: -120, cto: 5}\n", true},
	{rulesName, houseRules + "change:\n  rules:\n    - id: fifty_people\n      points: {cio: -120}\n", false},
	{rulesName, houseRules + "change:\n  rules:\n    - id: fifty_people_at_most\n", false},
	{rulesName, houseRules + "change:\n  rules:\n    - id: fifty_people_at_most\n      pionts: {cio: -120}\n", false},
	{rulesName, houseRules + "change:\n  rules:\n    - points: {cio: -120}\n", false},
	{rulesName, houseRules + "change:\n  roles:\n    - id: cto\n      profile: {leads: ~, reports_to: The board.}\n", true},
	{rulesName, houseRules + "change:\n  thresholds: {hire: 60}\n", false},
	{rulesName, houseRules + "rules:\n  - {id: ours, when: headcount > 5, points: {cio: 5}, because: We say so., sources: [rtg]}\n", true},
	{rulesName, houseRules + "rules:\n  - {id: ours, when: headcount > 5, because: We say so., sources: [rtg]}\n", false},
	{rulesName, houseRules + "conditions:\n  ours: headcount > 5\n", true},

	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\n", true},
	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\nhide: [revenue]\n", true},
	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\nhide: [revenues]\n", false},
	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\nswitch_off: [revenue]\n", false},
	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\nchange:\n  questions:\n    - id: headcount\n      ask: How many are you?\n", true},
	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\nchange:\n  questions:\n    - id: headcount\n      max: 12\n", false},
	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\nchange:\n  questions:\n    - id: industry\n      add_options: [{id: brewing, label: Brewing}]\n", true},
	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\nquestions:\n  - {id: ours, before: revenue, section: setting, type: yes_no, ask: Ours?, why: We ask.}\n", true},
	{flowName, "flow: house\nversion: 1.0.0\nextends: technology_chiefs\nquestions:\n  - {id: ours, befor: revenue, section: setting, type: yes_no, ask: Ours?, why: We ask.}\n", false},
}

// A schema finds the same mistakes as the loader, but for what is switched off: that is
// not in the content any more for which the schema is made.
func TestSchemasOfFilesThatExtend(t *testing.T) {
	rulesSchema, flowSchema := resolved(t, schema.Rules), resolved(t, schema.Questions)
	for _, c := range houses {
		v, ok := value(c.text)
		if !ok {
			t.Fatalf("%q is no YAML", c.text)
		}
		of := rulesSchema
		if c.file == flowName {
			of = flowSchema
		}
		schemaErr, loadErr := of.Validate(v), loadHouse(t, c.file, c.text)
		if c.sound != (loadErr == nil) {
			t.Errorf("%q: sound %v, but the loader says %v", c.text, c.sound, loadErr)
		}
		if known := c.sound || strings.Contains(c.text, "[cio_otherwise_not]"); known != (schemaErr == nil) {
			t.Errorf("%q: sound %v, but the schema says %v", c.text, c.sound, schemaErr)
		}
	}
}

// loadHouse joins a file with the built-in one and loads both.
func loadHouse(t *testing.T, name, text string) error {
	t.Helper()
	base, _ := source.Parse(source.NewFile(name, []byte(builtInText(t, name))), source.YAML)
	house, problems := source.Parse(source.NewFile("house.yaml", []byte(text)), source.YAML)
	form := extend.Rules
	if name == flowName {
		form = extend.Flow
	}
	joined, _, more := form.Merge(base, house)
	if problems = append(problems, more...); len(problems) > 0 {
		return problems
	}
	if name == flowName {
		_, problems = flow.Load(joined, rule.Compile)
	} else {
		_, problems = rule.Load(joined, builtIn(t).Flow())
	}
	return problems.Err()
}
