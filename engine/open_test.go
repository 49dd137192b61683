package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/flow"
)

const openFlow = `
flow: f
version: 1.0.0
title: A flow
questions:
  - {id: size, type: integer, min: 1, max: 3000000, ask: How large?, why: It matters.}
  - id: field
    type: choice
    ask: Which field?
    why: It matters.
    options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]
  - id: pains
    type: choices
    ask: What hurts?
    why: It matters.
    options: [{id: x, label: X}, {id: y, label: Y}]
  - {id: rich, type: yes_no, ask: Rich?, why: It matters.}
  - {id: gold, type: yes_no, when: rich, ask: Gold?, why: It matters.}
`

const openRules = `
rule_set: r
version: 1.0.0
flow: f
title: Rules
thresholds: {hire: 1, later: 0} # so that every point counts
roles:
  - {id: cook, title: cook}
  - {id: mate, title: mate}
rules:
%s
sources:
  - {id: s, title: S}
`

// openings advises on rules given as "when -> effect" and writes what could move
// the advice: "size: cook up 30 down -10; mate veto".
func openings(t *testing.T, known string, rules ...string) []string {
	t.Helper()
	var text strings.Builder
	for i, r := range rules {
		when, effect, _ := strings.Cut(r, " -> ")
		fmt.Fprintf(&text, "  - {id: r%d, when: '%s', %s, because: B., sources: [s]}\n", i, when, effect)
	}
	e, err := engine.Load(fstest.MapFS{
		"questions/f.yaml": {Data: []byte(openFlow)},
		"rules/r.yaml":     {Data: fmt.Appendf(nil, openRules, text.String())},
	})
	if err != nil {
		t.Fatal(err)
	}
	answers := flow.Answers{}
	for pair := range strings.FieldsSeq(known) {
		id, value, _ := strings.Cut(pair, "=")
		if answers[id], err = e.Flow().Question(id).Parse(value); err != nil {
			t.Fatal(err)
		}
	}
	open := []string{}
	for _, q := range e.Advise(answers).Open {
		open = append(open, q.ID+": "+describe(q.Effects))
	}
	return open
}

func describe(effects []engine.OpenEffect) string {
	var parts []string
	for _, e := range effects {
		part := fmt.Sprintf("%s %+d %d", e.Role, e.Up, e.Down)
		if e.Require {
			part += " must"
		}
		if e.RuleOut {
			part += " veto"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

func TestOpenQuestions(t *testing.T) {
	sizes := []string{"size < 10 -> points: {cook: 10}", "size in 10..20 -> points: {cook: 20}", "size > 20 -> points: {cook: 30}"}
	for name, c := range map[string]struct {
		known string
		rules []string
		want  []string
	}{
		"nothing undecided":                         {"size=5", sizes, []string{}},
		"ranges that exclude each other":            {"", sizes, []string{"size: cook +30 0"}},
		"of a range known in part, what is left":    {"size=5-15", sizes, []string{"size: cook +20 0"}},
		"numbers that are not possible":             {"size=5-15", []string{"size < 8 -> points: {cook: 10}", "size in 4..9 -> points: {cook: -20}"}, []string{"size: cook +0 -20"}},
		"a single number in a wide range":           {"", []string{"size == 1234567 -> points: {mate: -7}"}, []string{"size: mate +0 -7"}},
		"options that exclude each other":           {"", []string{`field == "a" -> points: {cook: 5}`, `field == "b" -> points: {cook: 15}`}, []string{"field: cook +15 0"}},
		"options that are still possible":           {"field=[a,c]", []string{`field == "a" -> points: {cook: 5}`, `field == "b" -> points: {cook: 15}`}, []string{"field: cook +5 0"}},
		"options that are not possible":             {"field=[a,c]", []string{`field in ["a", "b"] -> points: {cook: 5}`, `field == "a" -> points: {cook: -10}`}, []string{"field: cook +0 -5"}},
		"picks that come together":                  {"", []string{`"x" in pains -> points: {cook: 5}`, `"y" in pains -> points: {cook: 15}`}, []string{"pains: cook +20 0"}},
		"points for and against that come together": {"", []string{"rich -> points: {cook: 20}", "rich -> points: {cook: -25}"}, []string{"rich: cook +0 -5"}},
		"rules that decide, and both roles":         {"", []string{"rich -> rule_out: [cook]", "not rich -> require: [mate]"}, []string{"rich: cook +0 0 veto, mate +0 0 must"}},
		"a question that is not asked is not open":  {"rich=no", []string{"gold -> points: {cook: 20}"}, []string{}},
		"a verdict that a veto settles":             {"size=5", []string{"size < 9 -> rule_out: [cook]", "rich -> points: {cook: 20}"}, []string{}},
		"a verdict that no rest can change":         {"size=5", []string{"size < 9 -> points: {cook: 50}", "rich -> points: {cook: -20}"}, []string{}},
		"a verdict that all the rest could change":  {"size=5", []string{"size < 9 -> points: {cook: 50}", "rich -> points: {cook: -30}", `field == "a" -> points: {cook: -20}`}, []string{"rich: cook +0 -30", "field: cook +0 -20"}},
		"every question that a rule needs":          {"", []string{`rich and field == "a" -> points: {cook: 20}`}, []string{"field: cook +20 0", "rich: cook +20 0"}},
		"the furthest first, and a veto before that": {"", []string{"size > 5 -> points: {cook: 5}", `field == "a" -> points: {cook: -9}`, "rich -> rule_out: [mate]"},
			[]string{"rich: mate +0 0 veto", "field: cook +0 -9", "size: cook +5 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, openings(t, c.known, c.rules...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestOpenBoundsHold tries every answer to a question and sees that no score
// leaves its bounds and that the bounds are reached.
func TestOpenBoundsHold(t *testing.T) {
	rules := []string{"size < 4 -> points: {cook: 10, mate: 3}", "size in 3..8 -> points: {cook: 20, mate: -4}",
		"size > 6 -> points: {cook: -30, mate: 5}", "size != 7 -> points: {cook: 1, mate: -8}"}
	want := map[string][2]int{}
	for size := 1; size <= 30; size++ {
		for role, score := range scores(size) {
			b := want[role]
			want[role] = [2]int{max(b[0], score), min(b[1], score)}
		}
	}
	got := openings(t, "", rules...)
	if diff := cmp.Diff([]string{fmt.Sprintf("size: cook %+d %d, mate %+d %d", want["cook"][0], want["cook"][1], want["mate"][0], want["mate"][1])}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// scores are the same rules, written in Go.
func scores(size int) map[string]int {
	cook, mate := 0, 0
	if size < 4 {
		cook, mate = cook+10, mate+3
	}
	if size >= 3 && size <= 8 {
		cook, mate = cook+20, mate-4
	}
	if size > 6 {
		cook, mate = cook-30, mate+5
	}
	if size != 7 {
		cook, mate = cook+1, mate-8
	}
	return map[string]int{"cook": cook, "mate": mate}
}

func TestInsteadInTheHeadlineKeepsItsLetters(t *testing.T) {
	for title, want := range map[string]string{
		"A lead engineer":        "Hire no chief yet; start with a lead engineer.",
		"Éclairage à la demande": "Hire no chief yet; start with éclairage à la demande.",
		"IT upkeep":              "Hire no chief yet; start with IT upkeep.",
		"日本":                     "Hire no chief yet; start with 日本.",
	} {
		t.Run(title, func(t *testing.T) {
			e, err := engine.Load(fstest.MapFS{
				"questions/f.yaml": {Data: []byte(openFlow)},
				"rules/r.yaml": {Data: fmt.Appendf(nil, strings.Replace(openRules, "later: 0", "later: 1", 1),
					"  - {id: r, when: rich, points: {cook: 1}, because: B., sources: [s]}\n"+
						"arrangements:\n  - {id: i, when: true, instead: {id: i, title: "+title+", for: x}, because: B.}")},
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Advise(nil).Headline; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
