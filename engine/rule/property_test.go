package rule

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/flow"
)

// sound are properties of every kind, in every way to write them.
const sound = `properties:
  - headcount < 5 implies not needed.cio
  - needed.cto or verdict.cio != "hire" or mode.cio == "full_time"
  - id: plain
    always: >-
      audited
      implies needed.cio and mode.cto in ["none", "fractional"]
    because: An audit needs an owner.
  - {never: needed.cto and small_firm}
  - {id: two, at_most: 1 needed roles when young}
  - {at_most: 0 hired roles}
  - {monotone: {role: cio, in: headcount}}
  - {monotone: {role: cto, in: engineers, from: 5, to: 50, falling: true}}
  - {monotone: {role: cto, in: priorities, option: growth}}
  - {monotone: {role: cio, in: founder}}
`

// withProperties is the rule file of the tests with properties.
func withProperties(t testing.TB, text string) string { return rulesText(t) + text }

func TestPropertiesAreLoaded(t *testing.T) {
	set := loadSet(t, firm(t), withProperties(t, sound))
	var got []string
	for _, p := range set.Properties {
		got = append(got, strings.TrimSpace(p.ID+" "+p.String()))
	}
	want := []string{
		`always: headcount < 5 implies not needed.cio`,
		`always: needed.cto or verdict.cio != "hire" or mode.cio == "full_time"`,
		`plain always: audited implies needed.cio and mode.cto in ["none", "fractional"]`,
		`never: needed.cto and small_firm`,
		`two at_most: 1 needed roles when young`,
		`at_most: 0 hired roles`,
		`monotone: {role: cio, in: headcount}`,
		`monotone: {role: cto, in: engineers, from: 5, to: 50, falling: true}`,
		`monotone: {role: cto, in: priorities, option: growth}`,
		`monotone: {role: cio, in: founder}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p := set.Properties[2]
	if p.If.Text != "audited" || p.Then.Text != `needed.cio and mode.cto in ["none", "fractional"]` || p.Because == "" || len(p.Conditions()) != 2 {
		t.Errorf("%+v", p)
	}
	if p := set.Properties[8]; len(p.Conditions()) != 1 || p.Conditions()[0].Questions()[0] != "priorities" {
		t.Errorf("%+v", p)
	}
}

func TestPropertiesRefused(t *testing.T) {
	first := strings.Count(rulesText(t), "\n") + 2
	if first != 78 {
		t.Fatalf("the first property is on line %d now", first)
	}
	for _, c := range []struct{ text, want string }{
		{`headcont < 5 implies not needed.cio`, `78:5: there is no question or condition "headcont" (did you mean "headcount"?)`},
		{`headcount < 5 implies not needed.coi`, `78:38: there is no role "coi" (did you mean "cio"?)`},
		{`headcount < 5 implies mode.cio == "parttime"`, `78:39: "parttime" is not an option of mode.cio (one of none, full_time, fractional)`},
		{`headcount < 5 implies mode.cio`, `78:27: mode.cio is not a yes/no question, so it cannot stand alone (compare it, such as mode.cio == "none")`},
		{`audited implies founder implies board`, `78:29: implies can stand once in a property, between two conditions (make two properties of it, or join conditions by and)`},
		{`not (audited implies founder)`, `78:18: implies can stand once in a property, between two conditions (take it out of the brackets, or write not (A) or B)`},
		{`audited implies`, `78:5: the condition is empty (write one, such as headcount >= 50, or remove the key)`},
		{`implies audited`, `78:5: the condition is empty (write one, such as headcount >= 50, or remove the key)`},
		{`''`, `78:5: the property is empty (write a condition that must always hold)`},
		{`[a]`, `78:5: a property must be a mapping, not a list (write it as lines of "key: value")`},
		{`5`, `78:5: a value alone is not a condition (compare an answer with it, such as headcount >= 50)`},
		{`{id: a}`, `78:5: the property has no effect (add one of always, never, at_most, monotone)`},
		{`{always: audited, never: founder}`, `78:30: the property has both "always" and "never" (make two of it)`},
		{`{id: A b, always: audited}`, `78:10: "A b" is not an id (use lower-case letters, digits and underscores, beginning with a letter)`},
		{`{always: audited, when: founder}`, `78:23: unknown key "when" in a property (one of id, always, never, at_most, monotone, because)`},
		{"{id: a, always: audited}\n  - {id: a, never: audited}", `79:10: property "a" is given twice, first on line 78 (an id names one thing only)`},
		{`{never: audited implies founder}`, `78:21: implies can stand once in a property, between two conditions (use always for it)`},
		{`{never: ''}`, `78:13: "never" is empty (write a text)`},
		{`{at_most: two roles}`, `78:15: "two roles" is no limit on roles (write it as: 2 needed roles when headcount < 100; or hired roles, or without when)`},
		{`{at_most: 1 needed role if audited}`, `78:15: "1 needed role if audited" is no limit on roles (write it as: 2 needed roles when headcount < 100; or hired roles, or without when)`},
		{`{at_most: 2 needed roles}`, `78:15: there are no more roles than 2, so this says nothing (write a number below 2)`},
		{`{at_most: 1 hired role when adited}`, `78:33: there is no question or condition "adited" (did you mean "audited"?)`},
		{`{monotone: headcount}`, `78:16: monotone must be a mapping, not a text (write it as lines of "key: value")`},
		{`{monotone: {in: headcount}}`, `78:16: monotone has no "role" (add a line "role: ...")`},
		{`{monotone: {role: cio}}`, `78:16: monotone has no "in" (add a line "in: ...")`},
		{`{monotone: {role: coi, in: headcount}}`, `78:23: there is no role "coi" (did you mean "cio"?)`},
		{`{monotone: {role: cio, in: headcont}}`, `78:32: there is no question "headcont" (did you mean "headcount"?)`},
		{`{monotone: {role: cio, in: headcount, too: 5}}`, `78:43: unknown key "too" in monotone (did you mean "to"?)`},
		{`{monotone: {role: cio, in: headcount, from: 9, to: 9}}`, `78:56: there is nothing to compare from 9 to 9 (write the smaller number in from)`},
		{`{monotone: {role: cio, in: headcount, from: 0, to: 9000}}`, `78:49: 0 is no answer to headcount (write a number from 1 to 5000)` + "\n" +
			`78:56: 9000 is no answer to headcount (write a number from 1 to 5000)`},
		{`{monotone: {role: cio, in: headcount, option: a}}`, `78:51: headcount is not a question of several picks, so no option is added to it (remove it)`},
		{`{monotone: {role: cio, in: founder, from: 1}}`, `78:47: founder is not a number, so it has no from and to (remove it)`},
		{`{monotone: {role: cio, in: priorities}}`, `78:16: priorities has several picks, so one of them must be named (add an option, such as "growth")`},
		{`{monotone: {role: cio, in: priorities, option: grwth}}`, `78:52: "grwth" is not an option of priorities (did you mean "growth"?)`},
		{`{monotone: {role: cio, in: industry}}`, `78:16: the options of industry have no order, so there is no more of it (use a question about a number, a yes/no question or a pick)`},
	} {
		t.Run(c.text, func(t *testing.T) {
			_, problems := Load(parse(t, "rules.yaml", withProperties(t, "properties:\n  - "+c.text+"\n")), firm(t))
			if got := strings.ReplaceAll(problems.Sorted().Error(), "rules.yaml:", ""); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// Modes are names in properties only.
func TestModesAreForProperties(t *testing.T) {
	for edit, want := range map[string]string{
		"when: headcount >= 500": `34:11: mode can be used in properties only (rules and arrangements decide modes and cannot read them)`,
		"when: not needed.cto":   `67:11: mode can be used in properties only (rules and arrangements decide modes and cannot read them)`,
	} {
		_, problems := Load(parse(t, "rules.yaml", edited(t, edit, `when: mode.cto == "none"`)), firm(t))
		if got := strings.ReplaceAll(problems.Sorted().Error(), "rules.yaml:", ""); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestRefuted(t *testing.T) {
	f := firm(t)
	type sets = []map[string]string
	for _, c := range []struct {
		name, property string
		answers        sets
		want           bool
	}{
		{"what is not so", `headcount < 900 implies not needed.cio`, sets{{"headcount": "600"}}, true},
		{"what is so", `headcount < 500 implies not needed.cio`, sets{{"headcount": "600"}}, false},
		{"where the first side is not known", `headcount < 500 implies needed.cio`, sets{{"industry": "software"}}, false},
		{"where the second side is not known", `headcount >= 500 implies audited`, sets{{"headcount": "600"}}, true},
		{"an answer that is parked", `not audited or headcount >= 5`, sets{{"headcount": "5", "board": "yes", "audited": "yes"}}, false},
		{"what is never", `{never: needed.cto and founder}`, sets{{"industry": "software", "founder": "yes"}}, true},
		{"what is never, and is not known", `{never: needed.cto and founder}`, sets{{"industry": "software"}}, false},
		{"modes", `{never: mode.cto == "fractional"}`, sets{{"industry": "software", "headcount": "20"}}, true},
		{"no mode", `mode.cto == "none"`, sets{{"headcount": "20"}}, false},
		{"needed roles", `{at_most: 1 needed role}`, sets{{"industry": "software", "headcount": "600", "leaders": "[cto]"}}, true},
		{"hired roles", `{at_most: 1 hired role}`, sets{{"industry": "software", "headcount": "600", "leaders": "[cto]"}}, false},
		{"needed roles elsewhere", `{at_most: 1 needed role when headcount < 600}`, sets{{"industry": "software", "headcount": "600"}}, false},
		{"more that helps", `{monotone: {role: cio, in: headcount}}`, sets{{"headcount": "6"}, {"headcount": "600"}}, false},
		{"more that hurts", `{monotone: {role: cio, in: headcount, falling: true}}`, sets{{"headcount": "6"}, {"headcount": "600"}}, true},
		{"more beside another answer", `{monotone: {role: cio, in: headcount, falling: true}}`, sets{{"headcount": "6"}, {"headcount": "600", "founder": "yes"}}, false},
		{"more that brings a question", `{monotone: {role: cio, in: headcount, falling: true}}`, sets{{"headcount": "6"}, {"headcount": "600", "board": "yes"}}, true},
		{"more than is compared", `{monotone: {role: cio, in: headcount, to: 599, falling: true}}`, sets{{"headcount": "6"}, {"headcount": "600"}}, false},
		{"less first", `{monotone: {role: cio, in: headcount, falling: true}}`, sets{{"headcount": "600"}, {"headcount": "6"}}, false},
		{"a range", `{monotone: {role: cio, in: headcount, falling: true}}`, sets{{"headcount": "6-9"}, {"headcount": "600"}}, false},
		{"half a pair", `{monotone: {role: cio, in: headcount, falling: true}}`, sets{{"headcount": "600"}}, false},
		{"a pair for one", `{never: needed.cio}`, sets{{"headcount": "600"}, {"headcount": "600"}}, false},
		{"held or not, needed alike", `{monotone: {role: cto, in: leaders, option: cto}}`, sets{{"industry": "software", "leaders": "[]"}, {"industry": "software", "leaders": "[cto]"}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := loadSet(t, f, withProperties(t, "properties:\n  - "+c.property+"\n"))
			var answers []flow.Answers
			for _, texts := range c.answers {
				answers = append(answers, read(t, f, texts))
			}
			if got := set.Refuted(set.Properties[0], answers...); got != c.want {
				t.Errorf("%t", got)
			}
		})
	}
}

func TestMore(t *testing.T) {
	f := firm(t)
	for _, c := range []struct {
		question, option, less, more string
		want                         bool
	}{
		{"priorities", "growth", "[cost]", "[cost, growth]", true},
		{"priorities", "growth", "[]", "[growth]", true},
		{"priorities", "growth", "[cost]", "[growth]", false},
		{"priorities", "growth", "[growth]", "[growth]", false},
		{"priorities", "growth", "unknown", "[growth]", false},
		{"founder", "", "no", "yes", true},
		{"founder", "", "yes", "no", false},
		{"founder", "", "no", "unknown", false},
	} {
		q := f.Question(c.question)
		m := &Monotone{Question: q, Option: q.OptionIndex(c.option)}
		answers := read(t, f, map[string]string{c.question: c.less})
		if got := m.More(answers[c.question], read(t, f, map[string]string{c.question: c.more})[c.question]); got != c.want {
			t.Errorf("%s from %s to %s: %t", c.question, c.less, c.more, got)
		}
	}
}
