package schema_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/schema"
	"chiefly/engine/source"
	"chiefly/engine/suite"
)

const (
	flowName       = "questions/technology_chiefs.yaml"
	populationName = "questions/technology_chiefs_population.yaml"
	rulesName      = "rules/technology_chiefs.yaml"
	testsName      = "rules/technology_chiefs_test.yaml"
	answersName    = "answers.yaml"
)

// answersText has every kind of answer.
const answersText = `flow: technology_chiefs
organisation: Acme & Sons
headcount: 120
industry: software
technology_role: [product, enabler]
stage: unknown
priorities: [product_innovation, cost_control]
current_leaders: []
engineers: 10-25
pains: none
technical_founder: yes
revenue: 2.5m
`

// Edits of files, each of which makes a mistake that people make, or none.
var edits = []struct {
	file, old, new string
	sound          bool
}{
	{flowName, "", "", true},
	{flowName, "version: 1.0.0", "version: 1.1", true},
	{flowName, "    fixed: true\n", "    fixed: no\n", false},
	{flowName, "    fixed: true\n", "    fixed: false\n", true},
	{flowName, "flow: technology_chiefs", "flow: Technology chiefs", false},
	{flowName, "title: Which", "titel: Which", false},
	{flowName, "  - id: headcount\n", "  - id: Headcount\n", false},
	{flowName, "    section: offer\n", "    section: offers\n", false},
	{flowName, "    type: choices\n", "    type: multiple\n", false},
	{flowName, "    min: 1\n", "    min: one\n", false},
	{flowName, "    min: 1\n", "", false},
	{flowName, "    type: integer\n    min: 1\n", "    type: choice\n    min: 1\n", false},
	{flowName, "    type: choice\n    ask: What field", "    type: yes_no\n    ask: What field", false},
	{flowName, "    max_picks: 3\n", "    max_picks: 0\n", false},
	{flowName, "    max_picks: 3\n", "    maxpicks: 3\n", false},
	{flowName, "    ask: How many people work in your organisation?\n", "", false},
	{flowName, "        label: Software and internet services\n", "        lable: Software and internet services\n", false},
	{flowName, "        label: Software and internet services\n", "        label:\n", false},
	{flowName, "      - id: software\n", "      - id: on-line\n", false},
	{flowName, "questions:\n", "change: {questions: [{id: headcount, ask: How many?}]}\nquestions:\n", false},

	{rulesName, "", "", true},
	{rulesName, "thresholds: {hire: 50, later: 30}", "thresholds: {hire: 50, later: 30, keep: 10}", false},
	{rulesName, "thresholds: {hire: 50, later: 30}", "thresholds: {hire: 50}", false},
	{rulesName, "thresholds: {hire: 50, later: 30}", "thresholds: {hire: 50.5, later: 30}", false},
	{rulesName, "flow: technology_chiefs", "flow: technology_chief", false},
	{rulesName, "  - id: cto\n    title: chief technology officer\n", "  - id: cto\n", false},
	{rulesName, "    points: {cto: -80}\n", "    points: {ceo: -80}\n", false},
	{rulesName, "    points: {cto: -80}\n", "    points: {cto: 0}\n", false},
	{rulesName, "    points: {cto: -80}\n", "    points: {cto: many}\n", false},
	{rulesName, "    points: {cto: -80}\n", "    points: {}\n", false},
	{rulesName, "    points: {cto: -80}\n", "", false},
	{rulesName, "    points: {cto: -80}\n", "    points: {cto: -80}\n    require: [cto]\n", false},
	{rulesName, "    points: {cto: -80}\n", "    points: {cto: +80}\n", true},
	{rulesName, "    rule_out: [cto, cio, cino]\n", "    rule_out: cto\n", false},
	{rulesName, "    rule_out: [cto, cio, cino]\n", "    ruleout: [cto, cio, cino]\n", false},
	{rulesName, "    rule_out: [cto, cio, cino]\n", "    rule_out: []\n", false},
	{rulesName, "    sources: [edweek_2013, rtg]\n", "    sources: [edweek, rtg]\n", false},
	{rulesName, "    sources: [edweek_2013, rtg]\n", "    sources: []\n", false},
	{rulesName, "    sources: [edweek_2013, rtg]\n", "    sources: edweek_2013\n", false},
	{rulesName, "    when: executive_budget == \"none\"\n", "    when:\n", false},
	{rulesName, "    when: executive_budget == \"none\"\n", "    when: [executive_budget]\n", false},
	{rulesName, "    because: You have no money set aside", "    reason: You have no money set aside", false},
	{rulesName, "    vendor: true\n", "    vendor: maybe\n", false},
	{rulesName, "    mode: {cio: fractional}\n", "    mode: {cio: part_time}\n", false},
	{rulesName, "    monotone: {role: cio, in: current_leaders, option: cio}\n", "    monotone: {role: cio, on: current_leaders, option: cio}\n", false},
	{rulesName, "    monotone: {role: cio, in: current_leaders, option: cio}\n", "    monotone: {role: cio, in: leaders, option: cio}\n", false},
	{rulesName, "    at_most: 1 needed roles when headcount <= 15\n", "    atmost: 1 needed roles when headcount <= 15\n", false},
	{rulesName, "conditions:\n", "conditions:\n  Big: headcount > 500\n", false},
	{rulesName, "conditions:\n", "conditions:\n  big: headcount > 500\n", true},
	{rulesName, "rules:\n", "switch_off: [no_money_for_a_chief]\nrules:\n", false},
	{rulesName, "  - id: cio_core_system\n    role: cio\n", "  - id: cio_core_system\n", false},
	{rulesName, "    reason: new_core_system\n", "    reason: core_system\n", false},
	{rulesName, "    duties: [5, 6]\n    measure: >-\n      The new", "    duties: [0, 6]\n    measure: >-\n      The new", false},
	{rulesName, "  - id: cio_core_system\n    role: cio\n", "  - id: cio_core_system\n    role: cio\n    mode: fractional\n", true},

	{testsName, "", "", true},
	{testsName, "tests: technology_chiefs", "tests: technology_chief", false},
	{testsName, "      recommendation: none\n", "      recommendation: nobody\n", false},
	{testsName, "      recommendation: none\n", "      recomendation: none\n", false},
	{testsName, "      verdicts: {cto: no, cio: no, cino: no}\n", "      verdicts: {cto: never, cio: no, cino: no}\n", false},
	{testsName, "      verdicts: {cto: no, cio: no, cino: no}\n", "      verdicts: {ceo: no, cio: no, cino: no}\n", false},
	{testsName, "      mode: {cto: fractional}\n", "      mode: {cto: part_time}\n", false},
	{testsName, "      instead: [technical_cofounder]\n", "      instead: [cofounder]\n", false},
	{testsName, "industry: healthcare", "industry: hospital", false},
	{testsName, "industry: healthcare", "field: healthcare", false},
	{testsName, "  - name: two students with an idea for an app\n", "  - title: two students with an idea for an app\n", false},
	{testsName, "  - name: two students with an idea for an app\n", "  - name: two students with an idea for an app\n    skip: true\n", false},
	{testsName, "  - name: two students with an idea for an app\n", "  - name: two students with an idea for an app\n    skip: until the board decides\n", true},
	{testsName, "      columns: [priorities, cto, cio]\n", "      columns: [priority, cto, cio]\n", false},

	{populationName, "", "", true},
	{populationName, "    unknown: 3\n", "    unknown: 300\n", false},
	{populationName, "    unknown: 3\n", "    unknown: few\n", false},
	{populationName, "      1-4: 2734191\n", "      few: 2734191\n", false},
	{populationName, "      software: 117217\n", "      softwares: 117217\n", false},
	{populationName, "      software: 117217\n", "      software: -117217\n", false},
	{populationName, "    sources: [abs_2021, eurostat_e_sales_2023]\n", "    sources: [abs_2021, eurostat]\n", false},
	{populationName, "flow: technology_chiefs", "flow: chiefs", false},
	{populationName, "  technical_founder:\n", "  founder:\n", false},

	{answersName, "", "", true},
	{answersName, "headcount: 120", "headcount: 100-250", true},
	{answersName, "headcount: 120", "headcount: 500+", true},
	{answersName, "headcount: 120", "headcount: <15", true},
	{answersName, "headcount: 120", "headcount: 1,200", true},
	{answersName, "headcount: 120", "headcount: 2k to 3k", true},
	{answersName, "headcount: 120", "headcount: unknown", true},
	{answersName, "headcount: 120", "headcount: about 100", false},
	{answersName, "headcount: 120", "headcount: 0", false},
	{answersName, "headcount: 120", "headcount: 1.5", false},
	{answersName, "headcount: 120", "headcount: [120]", false},
	{answersName, "headcount: 120", "headcount:", false},
	{answersName, "headcount: 120", "head_count: 120", false},
	{answersName, "industry: software", "industry: softwear", false},
	{answersName, "industry: software", "industry: []", false},
	{answersName, "industry: software", "industry: {software: true}", false},
	{answersName, "[product, enabler]", "[product, unknown]", false},
	{answersName, "[product, enabler]", "[product, product]", false},
	{answersName, "priorities: [product_innovation, cost_control]", "priorities: product_innovation", false},
	{answersName, "priorities: [product_innovation, cost_control]", "priorities: [product_innovation, cost_control, reliability, data_ai]", false},
	{answersName, "technical_founder: yes", "technical_founder: true", true},
	{answersName, "technical_founder: yes", "technical_founder: [yes, no]", true},
	{answersName, "technical_founder: yes", "technical_founder: perhaps", false},
	{answersName, "flow: technology_chiefs", "flow: technology_chief", false},
}

// Whether a file is sound is the same to its schema and to its loader.
func TestSchemasAgreeWithLoaders(t *testing.T) {
	schemas := map[string]interface{ Validate(any) error }{answersName: resolved(t, schema.Answers)}
	for name, kind := range builtInFiles {
		schemas[name] = resolved(t, kind)
	}
	e := builtIn(t)
	for _, c := range edits {
		text := answersText
		if c.file != answersName {
			text = builtInText(t, c.file)
		}
		if !strings.Contains(text, c.old) {
			t.Errorf("%s has no %q", c.file, c.old)
			continue
		}
		text = strings.Replace(text, c.old, c.new, 1)
		v, ok := value(text)
		if !ok {
			t.Errorf("%s with %q is no YAML", c.file, c.new)
			continue
		}
		if err := schemas[c.file].Validate(v); (err == nil) != c.sound {
			t.Errorf("%s with %q in place of %q: sound %v, but the schema says %v", c.file, c.new, c.old, c.sound, err)
		}
		if err := load(t, e, c.file, text); (err == nil) != c.sound {
			t.Errorf("%s with %q in place of %q: sound %v, but the loader says %v", c.file, c.new, c.old, c.sound, err)
		}
	}
}

// load reads a file in the place of a built-in one.
func load(t *testing.T, e *engine.Engine, name, text string) error {
	t.Helper()
	switch name {
	case testsName:
		_, problems := suite.Load(source.NewFile(name, []byte(text)), e)
		return problems.Err()
	case answersName:
		return readAnswers(e, text)
	}
	content := fstest.MapFS{name: {Data: []byte(text)}}
	for _, other := range []string{flowName, populationName, rulesName} {
		if other != name {
			content[other] = &fstest.MapFile{Data: []byte(builtInText(t, other))}
		}
	}
	_, err := engine.Load(content)
	return err
}

// readAnswers reads answers as the command line does.
func readAnswers(e *engine.Engine, text string) error {
	root, problems := source.Parse(source.NewFile(answersName, []byte(text)), source.YAML)
	r := source.Reader{Problems: problems}
	for i, key := range root.Keys {
		q := e.Flow().Question(key.Value)
		switch {
		case q != nil:
			q.Read(&r, root.Items[i])
		case key.Value == "flow" && root.Items[i].Value == e.Flow().ID, key.Value == "organisation":
		default:
			r.Report(key, "", "wrong")
		}
	}
	return r.Problems.Err()
}
