package flow_test

import (
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

func TestLoad(t *testing.T) {
	f := loadSmall(t)
	same(t, []string{"small", "1.2.3", "A small flow", "Welcome."}, []string{f.ID, f.Version, f.Title, f.Intro})
	same(t, []string{"kind", "web", "visits", "aims"}, f.IDs())

	kind, web, visits, aims := f.Question("kind"), f.Question("web"), f.Question("visits"), f.Question("aims")
	same(t, []any{"first", flow.Choice, "Which kind?", "It decides.", true, false, "10:10"},
		[]any{kind.Section, kind.Type, kind.Ask, kind.Why, kind.Required, kind.Fixed, kind.At.String()})
	same(t, []flow.Option{{ID: "shop", Label: "A shop", Description: "It sells."}, {ID: "bank", Label: "A bank"}}, kind.Options)
	same(t, []string{"no", "yes"}, web.OptionIDs())
	same(t, []any{"kind is shop", "yes"}, []any{web.WhenText, web.Format(web.Default)})
	same(t, []string{"kind"}, web.When.Questions())
	same(t, []any{int64(0), int64(1_000_000), "visits", "Count.", true}, []any{visits.Min, visits.Max, visits.Unit, visits.Help, visits.Default.IsZero()})
	same(t, []any{2, true, "[cost]", true}, []any{aims.MaxPicks, aims.Fixed, aims.Format(aims.Default), aims.When == nil})
	if f.Question("none") != nil {
		t.Error("there is a question that is not in the file")
	}

	same(t, flow.Section{ID: "first", Title: "The first", Intro: "Begin."}, f.Section(kind))
	same(t, flow.Section{}, f.Section(aims))
}

// question wraps the lines of one question into a flow. The question begins at
// 4:5, its id at 4:26.
func question(fields string) string {
	return "flow: f\nversion: 1\nquestions:\n  - {ask: a, why: w, " + fields + "}\n"
}

func TestLoadReports(t *testing.T) {
	number, choice := "id: q, type: integer, min: 1, max: 9", "id: q, type: choice, options: [{id: a, label: A}, {id: b, label: B}]"
	many := ""
	for i := range 65 {
		many += fmt.Sprintf("{id: o%d, label: x}, ", i)
	}
	const anID = " (use lower-case letters, digits and underscores, beginning with a letter)"
	for _, c := range []struct {
		name string
		text string
		want []string // without the name of the file
	}{
		{"no mapping", "[a]", []string{`1:1: the flow file must be a mapping, not a list (write it as lines of "key: value")`}},
		{"nothing there", "{}", []string{`1:1: the flow file has no "flow" (add a line "flow: ...")`,
			`1:1: the flow file has no "questions" (add a line "questions: ...")`, `1:1: the flow file has no "version" (add a line "version: ...")`}},
		{"no questions", "flow: f\nversion: 1\nquestions: []", []string{`3:12: "questions" is an empty list`}},
		{"unknown keys", "flow: f\nversion: 1\nqestions: 1\n" + question(number + ", mni: 1")[len("flow: f\nversion: 1\n"):], []string{
			`3:1: unknown key "qestions" in the flow file (did you mean "questions"?)`, `5:60: unknown key "mni" in a question (did you mean "min"?)`}},
		{"bad section", "flow: f\nversion: 1\nsections: [{id: s, title: t}, {id: s, title: u}, {id: S, titel: t}, x]\nquestions:\n  - {" + number + ", ask: a, why: w, section: z}", []string{
			`3:31: section "s" is given twice`,
			`3:50: a section has no "title" (add a line "title: ...")`,
			`3:55: "S" is not an id` + anID,
			`3:58: unknown key "titel" in a section (did you mean "title"?)`,
			`3:69: a section must be a mapping, not a text (write it as lines of "key: value")`,
			`5:69: there is no section "z" (one of s)`}},
		{"no section at all", question(number + ", section: first"), []string{`4:69: there is no section "first"`}},
		{"question is no mapping", "flow: f\nversion: 1\nquestions: [x]", []string{`3:13: a question must be a mapping, not a text (write it as lines of "key: value")`}},
		{"question without its parts", "flow: f\nversion: 1\nquestions:\n  - help: h", []string{
			`4:5: a question has no "ask" (add a line "ask: ...")`, `4:5: a question has no "id" (add a line "id: ...")`,
			`4:5: a question has no "type" (add a line "type: ...")`, `4:5: a question has no "why" (add a line "why: ...")`}},
		{"bad id", question("id: Head Count, type: yes_no"), []string{`4:26: "Head Count" is not an id` + anID}},
		{"reserved id", question("id: needed, type: yes_no"), []string{`4:26: "needed" is reserved (choose another id)`}},
		{"a word of conditions", question("id: true, type: yes_no"), []string{`4:26: "true" is reserved (choose another id)`}},
		{"id twice", question("id: q, type: yes_no") + "  - {id: q, type: yes_no, ask: a, why: w}\n", []string{`5:10: question "q" is given twice, first at 4:26 (an id names one thing only)`}},
		{"bad type", question("id: q, type: choise"), []string{`4:35: there is no type "choise" (did you mean "choice"?)`}},
		{"unlike any type", question("id: q, type: text, min: 1, default: 3"), []string{
			`4:35: there is no type "text" (one of integer, choice, choices, yes_no)`,
			`4:41: unknown key "min" in a question (one of id, section, type, ask, why, help, required, fixed, when, default)`}},
		{"bad flags", question("id: q, type: yes_no, required: 1, fixed: on"), []string{
			`4:53: "required" must be true or false, not a whole number (write true or false)`, `4:63: "fixed" must be true or false, not a text (write true or false)`}},

		{"no bounds", question("id: q, type: integer"), []string{`4:5: a question has no "max" (add a line "max: ...")`, `4:5: a question has no "min" (add a line "min: ...")`}},
		{"bad bounds", question("id: q, type: integer, min: 1.5, max: many"), []string{
			`4:49: "min" must be a whole number, not "1.5" (write digits only, such as 250)`, `4:59: "max" must be a whole number, not "many" (write digits only, such as 250)`}},
		{"bounds reversed", question("id: q, type: integer, min: 9, max: 1"), []string{`4:5: the range 9 to 1 is empty or too wide (min must be the smaller number)`}},
		{"bounds too wide", question("id: q, type: integer, min: 0, max: 9000000000000000000"), []string{
			`4:5: the range 0 to 9000000000000000000 is empty or too wide (min must be the smaller number)`}},
		{"bounds too low", question("id: q, type: integer, min: -9000000000000000000, max: 0"), []string{
			`4:5: the range -9000000000000000000 to 0 is empty or too wide (min must be the smaller number)`}},
		{"bounds of a choice", question(choice + ", min: 1"), []string{
			`4:92: unknown key "min" in a question (one of id, section, type, ask, why, help, required, fixed, options, when, default)`}},

		{"no options", question("id: q, type: choice"), []string{`4:5: a question has no "options" (add a line "options: ...")`}},
		{"empty options", question("id: q, type: choices, options: []"), []string{`4:53: "options" is an empty list`}},
		{"bad options", question("id: q, type: choice, options: [{id: a, label: A}, {id: a, label: B}, {id: unknown, label: C}, {label: D, x: 1}, {id: E}, f]"), []string{
			`4:77: option "a" is given twice (an id names one thing only)`,
			`4:96: "unknown" cannot be an option (leave it out: every question can be answered with unknown)`,
			`4:116: an option has no "id" (add a line "id: ...")`,
			`4:127: unknown key "x" in an option (one of id, label, description)`,
			`4:134: an option has no "label" (add a line "label: ...")`,
			`4:139: "E" is not an id` + anID,
			`4:143: an option must be a mapping, not a text (write it as lines of "key: value")`}},
		{"too many options", question("id: q, type: choice, options: [" + many + "]"), []string{`4:5: 65 options are more than 64`}},
		{"max_picks too small", question(strings.Replace(choice, "choice", "choices", 1) + ", max_picks: 0"), []string{`4:104: max_picks must be from 1 to 2, the number of options`}},
		{"max_picks too large", question(strings.Replace(choice, "choice", "choices", 1) + ", max_picks: 3"), []string{`4:104: max_picks must be from 1 to 2, the number of options`}},
		{"max_picks of a choice", question(choice + ", max_picks: 1"), []string{
			`4:92: unknown key "max_picks" in a question (one of id, section, type, ask, why, help, required, fixed, options, when, default)`}},

		{"bad default", question(number + ", default: 12"), []string{
			`4:69: q: 12 is out of range (write a whole number from 1 to 9, a range such as 100-250, 500+ or <15, or unknown)`}},
		{"bad default of a choice", question(choice + ", default: [a, c, ~]"), []string{
			`4:105: q: "c" is not an option of q (one of a, b, unknown)`, `4:108: q: an option must be a name, not nothing`}},
		{"default without a value", question(number + ", default: "), []string{`4:69: "default" has no value (write a value or remove the key)`}},

		{"condition on itself", question("id: q, type: yes_no, when: q is yes"), []string{`4:49: q comes later`}},
		{"condition on a later question", question("id: q, type: yes_no, when: r is yes") + "  - {id: r, type: yes_no, ask: a, why: w}\n", []string{`4:49: r comes later`}},
		{"condition on nothing", question("id: q, type: yes_no, when: x is yes"), []string{`4:49: no condition: "x is yes"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, problems := source.Parse(source.NewFile("", []byte(c.text)), source.YAML)
			if len(problems) > 0 {
				t.Fatal(problems.Render())
			}
			_, problems = flow.Load(root, compile)
			var got []string
			for _, d := range problems.Sorted() {
				got = append(got, d.Error())
			}
			same(t, c.want, got)
		})
	}
}

func TestReservedNames(t *testing.T) {
	for name, want := range map[string]bool{"organisation": true, "flow": true, "needed": true, "verdict": true, "true": true, "not": true, "headcount": false} {
		if flow.IsReserved(name) != want {
			t.Errorf("IsReserved(%q) is %v", name, !want)
		}
	}
}

func TestNamesOfTypesAndTruths(t *testing.T) {
	same(t, "integer choice choices yes_no", fmt.Sprint(flow.Integer, flow.Choice, flow.Choices, flow.YesNo))
	same(t, "false undecided true", fmt.Sprint(flow.False, " ", flow.Undecided, " ", flow.True))
}
