package lint_test

import (
	"regexp"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/lint"
	"chiefly/engine/rule"
	"chiefly/engine/rule/ruletest"
)

var rulesNamed = regexp.MustCompile(`rule (\w+) has .*rule (\w+) on line`)

// Rules that are said to have the same condition have the same value for all answers, known
// in full or in part.
func TestSameConditionsAreTheSame(t *testing.T) {
	random, pairs := ruletest.NewRandom(7), 0
	for seed := range uint64(4) {
		flowText, rulesText := ruletest.Generate(300, seed)
		c := content(t, flowText, rulesText)
		byID := map[string]*rule.Rule{}
		for _, r := range c.Rules.Rules {
			byID[r.ID] = r
		}
		var sets []flow.Answers
		for range 200 {
			sets = append(sets, c.Flow.Answers(random.Loosen(c.Flow, random.Exact(c.Flow), 0.3, 0.3)))
		}
		for _, f := range check(t, c) {
			named := rulesNamed.FindStringSubmatch(f.Message)
			if f.Check != "same_condition" && f.Check != "opposed_rules" || named == nil {
				continue
			}
			pairs++
			a, b := byID[named[1]], byID[named[2]]
			for _, answers := range sets {
				if a.When.Eval(answers) != b.When.Eval(answers) {
					t.Fatalf("%s: but not for %v", f.Message, answers)
				}
			}
		}
	}
	if pairs == 0 {
		t.Error("no rules have the same condition")
	}
}

// What the text shows is proven too: without the checks that find the cause, the proof finds
// what comes of it.
func TestCausesAreProven(t *testing.T) {
	for _, name := range []string{"unused_question", "unused_option", "unused_role", "same_condition", "shadowed_row", "out_of_reach"} {
		t.Run(name, func(t *testing.T) {
			c := prove(t, example(t, lint.Named(name).Doc.Avoid))
			if found, err := c.Space.Findings(); len(found) == 0 || err != nil {
				t.Errorf("nothing is proven: %v", err)
			}
		})
	}
}
