package ruletest_test

import (
	"fmt"
	"math/bits"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/rule/ruletest"
)

func load(t testing.TB, rules int, seed uint64) *engine.Engine {
	t.Helper()
	flowFile, ruleFile := ruletest.Generate(rules, seed)
	e, err := engine.Load(fstest.MapFS{"questions/flow.yaml": {Data: []byte(flowFile)}, "rules/rules.yaml": {Data: []byte(ruleFile)}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestGeneratedContentLoads(t *testing.T) {
	for _, rules := range []int{1, 50, 500, 5_000} {
		for seed := range uint64(3) {
			e := load(t, rules, seed)
			if got := len(e.Rules().Rules); got != rules {
				t.Errorf("%d rules with seed %d: loaded %d", rules, seed, got)
			}
			if got := len(e.Flow().Questions); got != 20 {
				t.Errorf("%d questions, not 20", got)
			}
		}
	}
}

// TestOver holds that rules over a flow that exists load with it.
func TestOver(t *testing.T) {
	flowFile, _ := ruletest.Generate(1, 1)
	f := load(t, 1, 1).Flow()
	for _, rules := range []int{1, 50, 500} {
		for seed := range uint64(3) {
			e, err := engine.Load(fstest.MapFS{"questions/flow.yaml": {Data: []byte(flowFile)}, "rules/rules.yaml": {Data: []byte(ruletest.Over(f, rules, seed))}})
			if err != nil {
				t.Fatal(err)
			}
			if got := len(e.Rules().Rules); got != rules {
				t.Errorf("%d rules with seed %d: loaded %d", rules, seed, got)
			}
		}
	}
}

func TestSeedDetermines(t *testing.T) {
	flowA, rulesA := ruletest.Generate(100, 7)
	flowB, rulesB := ruletest.Generate(100, 7)
	_, rulesC := ruletest.Generate(100, 8)
	if flowA != flowB || rulesA != rulesB {
		t.Error("the same seed made two sets")
	}
	if rulesA == rulesC {
		t.Error("two seeds made one set")
	}
}

// TestShape holds what the package says of generated sets: about a third of the
// rules fire, every role gets every verdict that can occur, and 1.24 clauses a
// rule means 1 to 3 questions each.
func TestShape(t *testing.T) {
	e := load(t, 500, 1)
	random := ruletest.NewRandom(2)
	verdicts := map[string]int{}
	fired, rows := 0, 300
	var encoded rule.Encoded
	var result rule.Result
	for range rows {
		e.Rules().Encode(&encoded, random.Exact(e.Flow()))
		e.Rules().Evaluate(&result, &encoded)
		fired += len(result.Fired)
		if len(result.Undecided) > 0 {
			t.Fatal("exact answers left rules undecided")
		}
		for i, r := range result.Roles {
			verdicts[fmt.Sprint(e.Rules().Roles[i].ID, " ", r.Verdict)]++
		}
	}
	if share := float64(fired) / float64(rows*500); share < 0.28 || share > 0.38 {
		t.Errorf("%.0f %% of rules fire, not about a third", 100*share)
	}
	if len(verdicts) != 9 {
		t.Errorf("not every role got no, later and hire: %v", verdicts)
	}
	tests := map[int]int{}
	for _, r := range e.Rules().Rules {
		tests[len(r.When.Questions())]++
	}
	if tests[1] < 100 || tests[2] < 175 || tests[3] < 75 || tests[1]+tests[2]+tests[3] != 500 {
		t.Errorf("rules by the number of their questions: %v", tests)
	}
}

func TestExactAnswersAreExact(t *testing.T) {
	f := load(t, 1, 1).Flow()
	random := ruletest.NewRandom(1)
	for range 200 {
		for i, a := range random.Exact(f) {
			q := f.Questions[i]
			set, _ := a.Picks()
			if lo, hi := a.Range(q); !a.IsExact() || lo < q.Min || hi > q.Max || q.Type == flow.Choices && bits.OnesCount64(set) > q.MaxPicks {
				t.Fatalf("%s: %s", q.ID, q.Format(a))
			}
		}
	}
}

func TestAskedAnswersEverything(t *testing.T) {
	const guarded = `
flow: f
version: 1.0.0
questions:
  - {id: size, type: integer, min: 1, max: 1000, ask: How large?, why: It matters.}
  - {id: rich, type: yes_no, when: size > 100 and size < 500, ask: Rich?, why: It matters.}
  - {id: gold, type: yes_no, when: rich%s, ask: Gold?, why: It matters.}
`
	const rules = "{rule_set: r, version: 1.0.0, flow: f, thresholds: {hire: 1, later: 0}, roles: [{id: a, title: a}], sources: [{id: s, title: s, publisher: s}], " +
		"rules: [{id: r, when: rich, points: {a: 1}, because: So., sources: [s]}]}"
	for _, c := range []struct {
		also string
		want bool
	}{{"", true}, {" and not rich", false}} {
		e, err := engine.Load(fstest.MapFS{"questions/f.yaml": {Data: fmt.Appendf(nil, guarded, c.also)}, "rules/r.yaml": {Data: []byte(rules)}})
		if err != nil {
			t.Fatal(err)
		}
		row := ruletest.NewRandom(1).Asked(e.Flow())
		if (row != nil) != c.want {
			t.Errorf("gold when rich%s: %v", c.also, row)
		}
		if row != nil && len(e.Flow().Visible(e.Flow().Answers(row))) != 3 {
			t.Errorf("not everything is asked: %v", row)
		}
	}
}

// TestLoosenKeepsWhatWasPossible holds that less is known, and nothing else.
func TestLoosenKeepsWhatWasPossible(t *testing.T) {
	f := load(t, 1, 1).Flow()
	random := ruletest.NewRandom(3)
	unknown, imprecise, answers := 0, 0, 0
	for range 300 {
		row := random.Exact(f)
		for i, a := range random.Loosen(f, row, 0.3, 0.5) {
			q := f.Questions[i]
			answers++
			switch {
			case a.IsUnknown():
				unknown++
				continue
			case !a.IsExact():
				imprecise++
			}
			lo, hi := row[i].Range(q)
			if looseLo, looseHi := a.Range(q); looseLo > lo || looseHi < hi || row[i].Possible(q)&^a.Possible(q) != 0 {
				t.Fatalf("%s: %s became %s", q.ID, q.Format(row[i]), q.Format(a))
			}
		}
	}
	if share := float64(unknown) / float64(answers); share < 0.27 || share > 0.4 {
		t.Errorf("%.2f of the answers are unknown", share)
	}
	if imprecise < answers/10 {
		t.Errorf("only %d of %d answers are imprecise", imprecise, answers)
	}
	if same := random.Loosen(f, random.Exact(f), 0, 0); len(same) != 20 {
		t.Errorf("%d answers", len(same))
	}
}
