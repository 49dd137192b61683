package lint_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// one is a rule on its own, for the examples below.
func one(id, when, effect, because string) string {
	return "  - id: " + id + "\n    when: " + when + "\n    " + effect + "\n    because: " + because + "\n    sources: [own_experience]\n"
}

const (
	order = "You are many people, and so many need order."
	up    = "points: {cio: 5}"
)

// What checks find and what they leave alone, beside their documented examples.
func TestDetails(t *testing.T) {
	picks := `questions:
  - id: plans
    type: choices
    ask: What are you planning?
    why: Plans need somebody who leads.
    options: [{id: merger, label: A merger}, {id: office, label: An office}, {id: cio, label: A chief}]
`
	cold := `questions:
  - {id: cold, type: integer, min: -10, max: 30, ask: How cold is it?, why: Machines dislike the cold.}
`
	held := "roles:\n  - {id: cdo, title: chief data officer, held: '\"cio\" in plans', thresholds: {hire: 5, later: 2}}\n"
	for name, c := range map[string]struct {
		example string
		want    []string
	}{
		"the same condition, but another kind of effect": {"rules:\n" + one("a", "headcount >= 900", up, order) + one("b", "headcount >= 900", "rule_out: [cio]", order),
			[]string{"opposed_rules: rule b has the condition of rule a on line 9, but pulls cio in the other direction"}},
		"the same condition for another role": {"rules:\n" + one("a", "headcount >= 900", up, order) + one("b", "headcount >= 900", "points: {cto: 5}", order), nil},
		"names with the same condition": {"conditions:\n  a: headcount >= 9 and stage == \"idea\"\n  b: (stage == 'idea') and headcount>=9\nrules:\n" + one("a", "a", up, order) + one("b", "b", "points: {cto: 5}", order),
			[]string{"same_condition: condition b is the same as a on line 31"}},
		"a condition written out and named": {"conditions:\n  a: headcount >= 900\nrules:\n" + one("a", "a", up, order) + one("b", "(headcount >= 900)", up, order),
			[]string{"same_condition: rule b has the same condition and the same kind of effect as rule a on line 9"}},

		"a number below a range of negative numbers": {cold + "rules:\n" + one("a", "cold < -20 or cold >= -5", up, order), []string{"outside_range: cold is never -20"}},
		"a number of picks":                          {picks + "rules:\n" + one("a", "len(plans) > 3", up, order) + one("b", "len(plans) >= 4", up, order), []string{"constant_condition: len(plans) > 3 is always false", "outside_range: len(plans) is never 4"}},
		"one end of a range":                         {"rules:\n" + one("a", "headcount in 0..900", up, order), []string{"outside_range: headcount is never 0"}},

		"a rule that always fires":        {"rules:\n" + one("a", `"true"`, up, order), []string{"constant_condition: true is always true"}},
		"a condition that is never true":  {"conditions:\n  a: headcount < 1\nrules:\n" + one("a", "a and headcount > 9", up, order), []string{"constant_condition: headcount < 1 is always false"}},
		"a chain of or that always holds": {"rules:\n" + one("a", "headcount > 9 or stage == 'idea' or headcount < 99", up, order), []string{"constant_condition: headcount > 9 or headcount < 99 always holds"}},
		"a chain that is always false":    {"rules:\n" + one("a", "stage != 'idea' and stage != 'early' and stage != 'mature'", up, order), []string{"constant_condition: stage != 'idea' and stage != 'early' and stage != 'mature' is always false"}},
		"what a name hides":               {"conditions:\n  a: stage == 'idea'\nrules:\n" + one("a", "a and stage == 'early'", up, order), []string{"constant_condition: stage == 'early' can never hold together with a"}},
		"a choice by another answer":      {"rules:\n" + one("a", "\"stage == 'idea' ? headcount > 9 : headcount > 99\"", up, order), nil},

		"a part that is there twice":   {"rules:\n" + one("a", "headcount > 9 and stage == 'idea' and headcount > 9", up, order), []string{"needless_part: headcount > 9 is needless beside headcount > 9"}},
		"a part that another includes": {"rules:\n" + one("a", "headcount > 99 or headcount > 9", up, order), []string{"needless_part: headcount > 99 is needless beside headcount > 9"}},
		"parts that follow from a third": {"rules:\n" + one("a", "headcount > 9 and headcount > 99 and headcount > 9", up, order),
			[]string{"needless_part: headcount > 9 is needless beside headcount > 99", "needless_part: headcount > 9 is needless beside headcount > 99"}},

		"a number of picks makes options count":      {picks + "rules:\n" + one("a", "len(plans) >= 2", up, order), nil},
		"options that only a property mentions":      {picks + "rules:\n" + one("a", "'\"cio\" in plans or \"merger\" in plans'", up, order) + "properties:\n  - always: '\"office\" in plans implies headcount >= 1'\n", []string{"unused_option: no condition mentions option office of plans"}},
		"a condition that only a property mentions":  {"conditions:\n  a: headcount > 99\nproperties:\n  - never: a and headcount < 9\n", nil},
		"a question that only a property mentions":   {cold + "properties:\n  - never: cold < 0 and headcount < 9\n", []string{"unused_question: no condition mentions question cold"}},
		"a source that only a profile cites":         {"roles:\n  - {id: cdo, title: chief data officer, thresholds: {hire: 5, later: 2}, profile: {purpose: Looks after data., sources: [s]}}\nrules:\n" + one("a", "headcount > 99", "points: {cdo: 5}", order) + "sources:\n  - {id: s, title: S, address: a}\n", nil},
		"an arrangement may use what no rule does":   {cold + "arrangements:\n  - {id: a, when: cold < 0 and needed.cio, note: cold, because: It is cold where you are.}\n", nil},
		"the same row for another topic":             {"arrangements:\n  - {id: a, when: headcount > 9, note: cold, because: It is cold where you are.}\n  - {id: b, when: headcount > 9, note: heat, because: It is hot where you are.}\n", nil},
		"a row that one with its condition shadows":  {"arrangements:\n  - {id: a, when: headcount > 9, first: cto, because: It is cold where you are.}\n  - {id: b, when: (headcount > 9), first: cio, because: It is hot where you are.}\n", []string{"shadowed_row: arrangement b never decides which role comes first: a on line 20 does"}},
		"a row about two people, and one about one":  {"arrangements:\n  - {id: a, when: headcount > 9, combine: [cto, cio], because: One can do it all.}\n  - {id: b, when: headcount > 9, separate: [cio, cto], because: One cannot do it all.}\n", []string{"shadowed_row: arrangement b never decides whether one person fills cto and cio: a on line 20 does"}},
		"something else that is decided above":       {"arrangements:\n  - {id: a, when: 'true', instead: {id: x, title: An X, for: help}, because: One can do it all.}\n  - {id: b, when: headcount > 9, instead: {id: y, title: An Y, for: help}, because: One cannot do it all.}\n", []string{"shadowed_row: arrangement b never decides what to do instead for help: a on line 20 does"}},
		"a role that everybody needs":                {"roles:\n  - {id: cdo, title: chief data officer, thresholds: {hire: 0, later: 0}}\nrules:\n" + one("a", "headcount > 99", "points: {cdo: 5}", order), []string{"out_of_reach: role cdo is needed by everybody: its rules give 0 points at least, and hire begins at 0"}},
		"a role that is never hired":                 {"roles:\n  - {id: cdo, title: chief data officer}\nrules:\n" + one("a", "headcount > 99", "points: {cdo: 35}", order), []string{"out_of_reach: role cdo is never to be hired: its rules give 35 points at most, and hire begins at 50"}},
		"a role that is required":                    {"roles:\n  - {id: cdo, title: chief data officer}\nrules:\n" + one("a", "headcount > 99", "require: [cdo]", order), nil},
		"a reason that names whoever is there":       {picks + held + "rules:\n" + one("a", "'\"cio\" in plans or \"merger\" in plans or \"office\" in plans'", "points: {cto: 5, cdo: -5}", "Your chief data officer needs somebody beside him.") + one("b", "'\"cio\" in plans'", "points: {cto: 6}", "Your chief data officer has no time for it.") + one("c", "headcount > 99", "points: {cdo: 9}", order), nil},
		"a reason of an arrangement":                 {"arrangements:\n  - {id: a, when: headcount > 9, mode: {cio: fractional}, because: A chief technology officer does not have to be there all day.}\n", []string{"wrong_role: the reason names the chief technology officer, on whom this has no effect"}},
		"a reason that names both":                   {"rules:\n" + one("a", "headcount > 99", up, "A chief technology officer is no chief information officer."), nil},
		"an abbreviation in quotation marks":         {"rules:\n" + one("a", "headcount > 99", up, "To many of you this is “the CIO”, whoever does it."), nil},
		"an abbreviation in the label of an option":  {strings.Replace(picks, "A chief}", "A CIO}", 1) + "rules:\n" + one("a", "len(plans) >= 2", up, order), []string{"bare_title: CIO is not spelled out in this text"}},
		"the plural of an abbreviation":              {"rules:\n" + one("a", "headcount > 99", up, "You have had several CTOs in two years."), []string{"bare_title: CTOs is not spelled out in this text"}},
		"a word that contains an abbreviation":       {"rules:\n" + one("a", "headcount > 99", up, "Your ACTOR system needs somebody who knows it."), nil},
		"a question without a question mark":         {"questions:\n  - {id: cold, type: yes_no, ask: Is it cold, why: Machines dislike the cold.}\nrules:\n" + one("a", "cold", up, order), []string{`full_stop: "ask" does not end as a sentence does`}},
		"a question of one word":                     {"questions:\n  - {id: cold, type: yes_no, ask: Cold?, why: It matters.}\nrules:\n" + one("a", "cold", up, order), []string{`short_text: "ask" says too little: 1 word`, `short_text: "why" says too little: 2 words`}},
		"a reason over several lines without an end": {"rules:\n" + one("a", "headcount > 99", up, ">-\n      You are many people,\n      and so many need order"), []string{`full_stop: "because" does not end as a sentence does`}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			found := check(t, example(t, c.example))
			for _, f := range found {
				got = append(got, f.Check+": "+f.Message)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n%s", diff, rendered(found))
			}
		})
	}
}

// A cause is that of what is proven about its own entry only.
func TestCausesHideNothingElse(t *testing.T) {
	c := example(t, "rules:\n"+one("a", "headcount >= 50 and stage == 'idea'", "rule_out: [cio]", order)+one("b", "stage == 'idea'", "rule_out: [cio]", order)+one("c", "headcount >= 4000000", up, order))
	var got []string
	for _, f := range check(t, prove(t, c)) {
		got = append(got, f.Check+" "+f.Pos.String())
	}
	if diff := cmp.Diff([]string{"proof 9:9", "proof 14:9", "outside_range 20:24"}, got); diff != "" {
		t.Error(diff)
	}
}
