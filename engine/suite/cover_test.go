package suite

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// Each case adds what it tries, and nothing else.
func TestGaps(t *testing.T) {
	e := teaEngine(t)
	var cases []*Case
	for _, step := range []struct{ answers, closes string }{
		{"", `
arrangement machine never decided anything
both: needed.master was never false
both: needed.pourer was never false
machine: not needed.master was never true
on_rails: needed.master was never false
role master: verdict no was never reached
role pourer: verdict no was never reached`},
		// One of two is an answer, but no option is chosen.
		{"place: [office, train]", `
question place was never answered
rain: place == "garden" was never false
rule rain was never false`},
		{"place: train", `
on_rails: place == "train" was never true
question place: option train was never chosen`},
		{"people: 400, things: [pot], place: garden, wet: no", `
arrangement both never decided anything
both: needed.master was never true
both: needed.pourer was never true
crowd: people >= 100 was never true
machine: not needed.master was never false
no_pot: not ("pot" in things) was never false
on_rails: needed.master was never true
on_rails: place == "train" was never false
question place: option garden was never chosen
question things was never answered
question things: option pot was never chosen
question wet was never answered
question wet: option no was never chosen
rain: people >= 501 was never false
rain: place == "garden" was never true
rain: wet was never false
question people was never answered
role master: verdict hire was never reached
role pourer: verdict hire was never reached
rule crowd never fired
rule no_pot was never false
rule thirsty never fired
thirsty: people >= 10 was never true`},
	} {
		before := gapsOf(e, cases)
		cases = append(cases, &Case{Answers: answersOf(t, e, step.answers)})
		after := gapsOf(e, cases)
		var closed []string
		for _, g := range before {
			if !slices.Contains(after, g) {
				closed = append(closed, g)
			}
		}
		want := lines(step.closes)
		slices.Sort(want)
		slices.Sort(closed)
		if diff := cmp.Diff(want, closed); diff != "" {
			t.Errorf("%s:\n%s", step.answers, diff)
		}
	}
}

func gapsOf(e *engine.Engine, cases []*Case) []string {
	var found []string
	for _, g := range Cover(e, cases).Gaps() {
		if g.Kind != AloneGap {
			found = append(found, g.String())
		}
	}
	return found
}

// A part makes the difference where the condition would be otherwise without it.
func TestPartsAlone(t *testing.T) {
	e := engineOf(t, `flow: tea
version: 1.0.0
questions:
  - {id: a, type: yes_no, ask: A?, why: A.}
  - {id: b, type: yes_no, ask: B?, why: B.}
  - {id: c, type: yes_no, ask: C?, why: C.}
`, `rule_set: tea
version: 1.0.0
flow: tea
thresholds: {hire: 20, later: 10}
roles: [{id: master, title: master of tea}]
rules: [{id: r, when: a and (b or not c), points: {master: 20}, because: So., sources: [s]}, {id: q, when: "a ? b : c", points: {master: 5}, because: So., sources: [s]}]
sources: [{id: s, title: S}]
`)
	// For each part of r, then of q: + true, - false, ? undecided, and ! for alone.
	for _, test := range []struct{ answers, want string }{
		{"a: yes, b: yes, c: no", "+! + + / +! +! -"},
		{"a: yes, b: yes, c: yes", "+! +! - / + +! +"},
		{"a: yes, b: no, c: no", "+! - +! / + -! -"},
		{"a: yes, b: no, c: yes", "+ -! -! / +! -! +"},
		{"a: no, b: yes, c: yes", "-! + - / - + +!"},
		{"a: no, b: no, c: yes", "- - - / -! - +!"},
		{"a: yes, b: yes", "+! + ? / + +! ?"},
		{"b: no, c: yes", "? - - / ? - +"},
	} {
		c := Cover(e, []*Case{{Answers: answersOf(t, e, test.answers)}})
		if got := signs(c.Rules[0].Parts) + " / " + signs(c.Rules[1].Parts); got != test.want {
			t.Errorf("%s: %s, want %s", test.answers, got, test.want)
		}
	}
}

func signs(parts []PartCoverage) string {
	var shown []string
	for _, p := range parts {
		sign := "?"
		switch {
		case p.True:
			sign = "+"
		case p.False:
			sign = "-"
		}
		if p.TrueAlone || p.FalseAlone {
			sign += "!"
		}
		shown = append(shown, sign)
	}
	return strings.Join(shown, " ")
}

// The text of every part of the built-in rules means what the part means.
func TestTextsOfParts(t *testing.T) {
	e := builtIn(t)
	parts := map[string]*rule.Formula{}
	for _, r := range e.Rules().Rules {
		walk(r.When.Formula(), func(leaf *rule.Formula) { parts[text(leaf)] = leaf })
	}
	for _, row := range e.Rules().Arrangements {
		walk(row.When.Formula(), func(leaf *rule.Formula) {
			if !strings.Contains(leaf.Question.ID, ".") {
				parts[text(leaf)] = leaf
			}
		})
	}
	if len(parts) < 100 {
		t.Fatalf("only %d parts", len(parts))
	}
	for written, leaf := range parts {
		c, problems := rule.Compile(source.String{Value: written, Node: source.Scalar("part", written)}, e.Flow().Questions, nil)
		if err := problems.Err(); err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		rapid.Check(t, func(t *rapid.T) {
			answer := anyAnswer(t, leaf.Question)
			if got, want := c.Eval(flow.Answers{leaf.Question.ID: answer}), leaf.Holds(answer); got != want {
				t.Fatalf("%s is %s for %s, the part is %s", written, got, leaf.Question.Format(answer), want)
			}
		})
	}
}

// anyAnswer draws an answer, near small numbers rather than large ones.
func anyAnswer(t *rapid.T, q *flow.Question) flow.Answer {
	if rapid.Bool().Draw(t, "known in part") && q.Type != flow.Choices {
		if q.Type == flow.Integer {
			lo := rapid.Int64Range(q.Min, q.Max).Draw(t, "lo")
			return q.Integers(lo, rapid.Int64Range(lo, q.Max).Draw(t, "hi"))
		}
		return q.OneOf(rapid.SliceOfN(rapid.IntRange(0, len(q.Options)-1), 1, 3).Draw(t, "some")...)
	}
	switch q.Type {
	case flow.Integer:
		v := rapid.Int64Range(q.Min, q.Max).Draw(t, "v")
		return q.Integers(v, v)
	case flow.Choices:
		return q.Picked(rapid.SliceOfN(rapid.IntRange(0, len(q.Options)-1), 0, q.MaxPicks).Draw(t, "picks")...)
	}
	return q.OneOf(rapid.IntRange(0, len(q.Options)-1).Draw(t, "option"))
}

// Parts of kinds that the built-in rules do not have.
func TestTextsOfRareParts(t *testing.T) {
	e := teaEngine(t)
	for written, want := range map[string]string{
		`len(things) >= 2`:                                  `len(things) in [2, 3]`,
		`"pot" in things and len(things) == 1`:              `("pot" in things) and (len(things) in [1])`,
		`"pot" in things or "milk" in things`:               `"pot" in things or "milk" in things`,
		`"pot" in things and "milk" in things`:              `("pot" in things) and ("milk" in things)`,
		`not ("pot" in things or "milk" in things)`:         `not ("pot" in things or "milk" in things)`,
		`people == 5 or people in 10..20`:                   `people == 5 or people in 10..20`,
		`people < 5`:                                        `people <= 4`,
		`people > 2000`:                                     `false`,
		`people >= 1`:                                       `true`,
		`place != "train"`:                                  `place in ["office", "garden"]`,
		`not wet`:                                           `not wet`,
		`not (people >= 10 and people <= 20)`:               `people <= 9 or people >= 21`,
		`place == "train" or place in ["garden", "office"]`: `place in ["office", "garden", "train"]`,
	} {
		c, problems := rule.Compile(source.String{Value: written, Node: source.Scalar("part", written)}, e.Flow().Questions, nil)
		if err := problems.Err(); err != nil {
			t.Fatal(err)
		}
		var got []string
		walk(c.(*rule.Condition).Formula(), func(leaf *rule.Formula) { got = append(got, text(leaf)) })
		if fmt.Sprint(got) != fmt.Sprint([]string{want}) {
			t.Errorf("%s is written as %q, want %q", written, got, want)
		}
	}
}

func TestFigures(t *testing.T) {
	e := teaEngine(t)
	c := Cover(e, casesOf(t, e, expecting("recommendation: none", "people: 400, things: [pot]")))
	var got []string
	for _, f := range c.Figures() {
		got = append(got, fmt.Sprintf("%s: %d of %d, %.1f %%", f.What, f.Covered, f.Of, f.Percent()))
	}
	want := lines(`
rules and arrangement rows: 1 of 7, 14.3 %
rules fired and not fired: 0 of 4, 0.0 %
rules left undecided: 1 of 4, 25.0 %
arrangement rows that decided: 1 of 3, 33.3 %
parts of conditions true and false: 0 of 11, 0.0 %
parts that alone made the difference (MC/DC): 0 of 11, 0.0 %
questions answered: 2 of 4, 50.0 %
options chosen: 1 of 8, 12.5 %
verdicts seen, role by role: 2 of 7, 28.6 %`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if p := (Figure{}).Percent(); p != 100 {
		t.Errorf("of nothing %g %% are tried", p)
	}
}
