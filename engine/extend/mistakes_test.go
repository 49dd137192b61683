package extend_test

import (
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/extend"
)

// The mistakes that people make in house files, each told where it is, with what would
// be right. All begin with three sound lines.
func TestMistakesInHouseRules(t *testing.T) {
	for name, test := range map[string]struct{ house, want string }{
		"a misspelt rule to change":        {"change: {rules: [{id: sell, because: X}]}", `house.yaml:4:23: the base has no rule "sell" (did you mean "sells"?)`},
		"a misspelt rule to switch off":    {"switch_off: [sels]", `house.yaml:4:14: the base has no rule, arrangement row or property "sels" (did you mean "sells"?)`},
		"a misspelt key":                   {"switchoff: [sells]", `house.yaml:4:1: unknown key "switchoff" in the rule file (did you mean "switch_off"?)`},
		"a misspelt key of change":         {"change: {rule: [{id: sells, because: X}]}", `house.yaml:4:10: unknown key "rule" in "change" (did you mean "rules"?)`},
		"a rule of the base among the new": {"rules: [{id: sells, when: small}]", `house.yaml:4:14: there is a rule "sells" in the base already, at base.yaml:13:9 (to change it, put it under change:; for another one choose another id)`},
		"a role of the base among the new": {"roles: [{id: cto}]", `house.yaml:4:14: there is a role "cto" in the base already, at base.yaml:8:10 (to change it, put it under change:; for another one choose another id)`},
		"a condition of the base again":    {"conditions: {small: headcount < 9}", `house.yaml:4:14: there is a condition "small" in the base already, at base.yaml:11:3 (to change it, put it under change:; for another one choose another id)`},
		"a condition that there is not":    {"change: {conditions: {smal: headcount < 9}}", `house.yaml:4:23: the base has no condition "smal" (did you mean "small"?)`},
		"a change of a new rule":           {"rules: [{id: ours}]\nchange: {rules: [{id: ours, because: X}]}", `house.yaml:5:23: rule "ours" is new in this file, not one of the base (change it where it stands)`},
		"a rule changed and switched off":  {"switch_off: [sells]\nchange: {rules: [{id: sells, because: X}]}", `house.yaml:5:23: rule "sells" is switched off, at house.yaml:4:14, and changed here (do one of the two)`},
		"a rule changed twice":             {"change: {rules: [{id: sells, because: X}, {id: sells, when: small}]}", `house.yaml:4:48: rule "sells" is changed twice (it is changed first on line 4; make one of the two)`},
		"a rule switched off twice":        {"switch_off: [sells, sells]", `house.yaml:4:21: "sells" is listed twice, first at house.yaml:4:14 (keep one)`},
		"a new rule switched off":          {"switch_off: [ours]\nrules: [{id: ours}]", `house.yaml:4:14: "ours" is new in this file (remove one of the two)`},
		"a role switched off":              {"switch_off: [cio]", `house.yaml:4:14: "cio" is a role; "switch_off" takes away rules, arrangement rows and properties only (change it, or leave it unused)`},
		"a condition switched off":         {"switch_off: [small]", `house.yaml:4:14: "small" is a condition; "switch_off" takes away rules, arrangement rows and properties only (change it, or leave it unused)`},
		"a rule and a row of one name":     {"switch_off: [tiny]", `house.yaml:4:14: both a rule and an arrangement row are called "tiny" (write switch_off: {rules: [tiny]} for one of them)`},
		"an unknown list to switch off":    {"switch_off: {rule: [sells]}", `house.yaml:4:14: unknown key "rule" in "switch_off" (did you mean "rules"?)`},
		"a rule to switch off as a list":   {"switch_off: [[sells]]", `house.yaml:4:14: "switch_off" takes ids, not a list (write an id)`},
		"a rule to switch off as a text":   {"switch_off: sells", `house.yaml:4:13: "switch_off" must be a list, not a text (write it as [a, b] or as lines that begin with "- ")`},
		"nothing changed":                  {"change: {rules: [{id: sells}]}", `house.yaml:4:23: nothing changes in rule "sells" (add what changes, or remove it)`},
		"a change without an id":           {"change: {rules: [{because: X}]}", `house.yaml:4:18: a change has no "id" (add a line "id: ...")`},
		"a change that is a text":          {"change: {rules: [sells]}", `house.yaml:4:18: a change must be a mapping, not a text (write it as lines of "key: value")`},
		"changes that are no mapping":      {"change: [sells]", `house.yaml:4:9: "change" must be a mapping, not a list (write it as lines of "key: value")`},
		"changes of rules as a mapping":    {"change: {rules: {sells: {because: X}}}", `house.yaml:4:17: "rules" must be a list, not a mapping (write it as [a, b] or as lines that begin with "- ")`},
		"thresholds under change":          {"change: {thresholds: {hire: 55}}", `house.yaml:4:10: "thresholds" is no list of things, so it is given directly (move it out of change:, to the beginning of a line)`},
		"points for a role without any":    {"change: {rules: [{id: sells, points: {cino: 0}}]}", `house.yaml:4:39: the base has no "cino" here to take away (did you mean "cio"?)`},
		"points of which nothing is left":  {"change: {rules: [{id: sells, points: {cio: 0, cto: 0}}]}", `house.yaml:4:38: nothing is left of "points" (keep one, or switch the whole off)`},
		"a row without a place":            {"arrangements: [{id: a, mode: {cio: full_time}}]", `house.yaml:4:21: this row must say which one it comes before or after: the base decides the mode of cio too, first by row "part" (add a line such as before: part)`},
		"a note without a place":           {"arrangements: [{id: a, note: systems}]", `house.yaml:4:21: this row must say which one it comes before or after: the base decides the note on systems too, first by row "tiny" (add a line such as before: tiny)`},
		"a row before and after":           {"arrangements: [{id: a, before: part, after: whole}]", `house.yaml:4:45: an arrangement row has both before and after (keep one of them)`},
		"a row before one that is not":     {"arrangements: [{id: a, before: hole}]", `house.yaml:4:32: there is no arrangement row "hole" (did you mean "whole"?)`},
		"a row before one that goes":       {"switch_off: [whole]\narrangements: [{id: a, before: whole}]", `house.yaml:5:32: arrangement row "whole" is switched off, at house.yaml:4:14 (name another, or keep it)`},
		"a row before a list":              {"arrangements: [{id: a, before: [whole]}]", `house.yaml:4:32: one arrangement row is named here, not a list (write its id)`},
		"a row of the base moved":          {"change: {arrangements: [{id: whole, before: part}]}", `house.yaml:4:37: an arrangement row of the base keeps its place (remove this line; only new ones say where they stand)`},
		"new rules as a mapping":           {"rules: {ours: {when: small}}", `house.yaml:4:8: "rules" must be a list, not a mapping (write it as [a, b] or as lines that begin with "- ")`},
		"a property of the base again":     {"properties: [{id: few, never: small}]", `house.yaml:4:19: there is a property "few" in the base already, at base.yaml:25:10 (to change it, put it under change:; for another one choose another id)`},
	} {
		t.Run(name, func(t *testing.T) { mistake(t, extend.Rules, houseHead+test.house, test.want) })
	}
}

func TestMistakesInHouseFlows(t *testing.T) {
	for name, test := range map[string]struct{ house, want string }{
		"another type":                {"change: {questions: [{id: headcount, type: choice}]}", `house.yaml:4:38: "type" of a question of the base cannot change, since the rules read its answers (reword or hide it, and add one of your own with another id)`},
		"other bounds":                {"change: {questions: [{id: headcount, min: 5}]}", `house.yaml:4:38: "min" of a question of the base cannot change, since the rules read its answers (reword or hide it, and add one of your own with another id)`},
		"a misspelt option":           {"change: {questions: [{id: technology, options: [{id: sole, label: X}]}]}", `house.yaml:4:54: the base has no option "sole" (did you mean "sold"?)`},
		"an option that there is":     {"change: {questions: [{id: technology, add_options: [{id: sold, label: X}]}]}", `house.yaml:4:58: there is an option "sold" in the base already, at base.yaml:16:20 (to change it, put it under options:; for another one choose another id)`},
		"a question that there is":    {"questions: [{id: headcount, type: yes_no}]", `house.yaml:4:18: there is a question "headcount" in the base already, at base.yaml:9:10 (to change it, put it under change:; for another one choose another id)`},
		"a misspelt question hidden":  {"hide: [hedcount]", `house.yaml:4:8: the base has no question "hedcount" (did you mean "headcount"?)`},
		"a question hidden, reworded": {"hide: [sites]\nchange: {questions: [{id: sites, ask: X}]}", `house.yaml:5:27: question "sites" is hidden, at house.yaml:4:8, and changed here (do one of the two)`},
		"a section hidden":            {"hide: [size]", `house.yaml:4:8: "size" is a section; "hide" takes away questions only (change it, or leave it unused)`},
		"a question switched off":     {"switch_off: [sites]", `house.yaml:4:1: unknown key "switch_off" in the flow file (one of flow, version, title, intro, language, sections, questions, extends, change, hide)`},
		"a question after none":       {"questions: [{id: a, after: site}]", `house.yaml:4:28: there is no question "site" (did you mean "sites"?)`},
	} {
		t.Run(name, func(t *testing.T) { mistake(t, extend.Flow, flowHead+test.house, test.want) })
	}
}

func mistake(t *testing.T, form *extend.Form, house, want string) {
	t.Helper()
	_, _, problems := merge(t, form, house+"\n")
	if got := problems.Sorted().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What a file builds on is asked for before anything is joined.
func TestBase(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"a name":                     {"extends: base\n", "base"},
		"a path":                     {"extends: ./base.yaml\n", "./base.yaml"},
		"nothing":                    {"rule_set: x\n", ""},
		"no mapping":                 {"- x\n", ""},
		"an empty value":             {"rule_set: x\nextends:\n", `house.yaml:2:9: "extends" names no base (write the name of built-in content, such as technology_chiefs, or a path such as ./base.yaml)`},
		"an empty text":              {"extends: ''\n", `house.yaml:1:10: "extends" names no base (write the name of built-in content, such as technology_chiefs, or a path such as ./base.yaml)`},
		"a list":                     {"extends: [base]\n", `house.yaml:1:10: "extends" must be a text, not a list`},
		"a change of nothing":        {"rule_set: x\nchange: {}\n", `house.yaml:2:1: the rule file builds on nothing, so there is nothing for "change" (add a line such as "extends: technology_chiefs")`},
		"switching off what is mine": {"switch_off: [a]\n", `house.yaml:1:1: the rule file builds on nothing, so there is nothing for "switch_off" (add a line such as "extends: technology_chiefs")`},
	} {
		t.Run(name, func(t *testing.T) {
			base, problems := extend.Rules.Base(parse(t, "house.yaml", test.file))
			got := problems.Error()
			if len(problems) == 0 && base != nil {
				got = base.Value
			}
			if got != test.want {
				t.Errorf("%s, not %s", got, test.want)
			}
		})
	}
}

// Files that would take long to join are refused, and the largest that are not take a
// moment.
func TestTooMany(t *testing.T) {
	many := func(count int, each string) string {
		var b strings.Builder
		for i := range count {
			fmt.Fprintf(&b, each+", ", i)
		}
		return b.String()
	}
	for name, test := range map[string]struct{ house, want string }{
		"rules":      {"rules: [" + many(10_000, "{id: r%d}") + "]", `house.yaml:4:8: more than 10000 of "rules" in the base and here (split the file)`},
		"conditions": {"conditions: {" + many(10_000, "c%d: x") + "}", `house.yaml:4:13: more than 10000 of "conditions" in the base and here (split the file)`},
		"points": {"change: {rules: [{id: sells, points: {" + many(10_000, "p%d: 1") + "}}]}",
			`house.yaml:4:38: more than 10000 of "points" in the base and here (split the file)`},
		"names to switch off": {"switch_off: [" + many(10_000, "s%d") + "]", `house.yaml:4:13: more than 10000 of "switch_off" in the base and here (split the file)`},
		"not too many rules":  {"rules: [" + many(9_998, "{id: r%d}") + "]", ""},
		"not too many rows":   {"arrangements: [" + many(9_997, "{id: r%[1]d, note: t%[1]d, after: part}") + "]", ""},
	} {
		t.Run(name, func(t *testing.T) { mistake(t, extend.Rules, houseHead+test.house, test.want) })
	}
}
