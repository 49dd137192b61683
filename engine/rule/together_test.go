package rule

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine/flow"
)

func TestTogether(t *testing.T) {
	f := firm(t)
	for _, c := range []struct {
		name, a, b string
		want       bool
	}{
		{"conditions on different questions", `founder`, `headcount > 5`, true},
		{"ranges that overlap", `headcount > 5`, `headcount < 7`, true},
		{"ranges that do not", `headcount > 5`, `headcount < 6`, false},
		{"options that differ", `industry == "software"`, `industry == "finance"`, false},
		{"a list that shares an option", `industry == "software"`, `industry not in ["finance"]`, true},
		{"picks that can be picked together", `"cost" in priorities`, `"growth" in priorities`, true},
		{"more picks than are allowed", `"cost" in priorities and "growth" in priorities`, `"ideas" in priorities and "security" in priorities`, false},
		{"a condition and its opposite", `founder and headcount > 5`, `not (founder and headcount > 5)`, false},
		{"an alternative that is left", `founder or headcount > 5`, `not founder`, true},
		{"no alternative left", `founder or headcount > 5`, `not founder and headcount < 3`, false},
		{"?: by its first branch", `founder ? headcount > 5 : headcount < 3`, `headcount == 6`, true},
		{"?: with neither branch", `founder ? headcount > 5 : headcount < 3`, `headcount == 4`, false},
		{"?: with branches that agree", `audited ? headcount > 5 : headcount < 9`, `headcount in 6..8`, true},
		{"?: that fails", `founder ? headcount > 5 : headcount < 3`, `not (founder ? headcount > 5 : headcount < 3)`, false},
		{"never", `false`, `founder`, false},
		{"always", `true`, `true`, true},
		{"a question that is asked", `board`, `headcount >= 10`, true},
		{"a question that is not asked", `board`, `headcount < 10`, false},
		{"no to a question that is not asked", `not board`, `headcount < 10`, false},
		{"a part that holds without an answer", `board or not board`, `headcount < 10`, true},
		{"a guard that is not known, since its question is not asked", `certified`, `headcount < 10`, true},
		{"a guard that is false", `certified`, `not board`, false},
		{"a guard that names both", `audited`, `headcount < 10`, false},
		{"guards in a row", `certified and board`, `headcount < 10`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
				if got := together(f, mustCompile(t, f, pair[0]), mustCompile(t, f, pair[1])); got != c.want {
					t.Errorf("%q and %q: %t", pair[0], pair[1], got)
				}
			}
		})
	}
}

// TestTogetherReadsGuards shows guards with every connective.
func TestTogetherReadsGuards(t *testing.T) {
	for _, c := range []struct {
		guard, other string
		want         bool
	}{
		{"yes ? n > 2 : n < 1", "yes and n == 3", true},
		{"yes ? n > 2 : n < 1", "yes and n == 0", false},
		{"yes ? n > 2 : n < 1", "not yes and n == 0", true},
		{"yes ? n > 2 : n < 1", "not yes and n == 3", false},
		{"yes ? n > 2 : n < 1", "n == 2", false},
		{"yes ? n > 2 : n < 1", "n == 3", true},
		{"n > 2 or yes", "n == 0", true},
		{"n > 2 or yes", "n == 0 and not yes", false},
		{"n > 2 and yes", "n == 0", false},
		{"n > 2 and yes", "n == 3", true},
		{"not (n > 2 and yes)", "n == 3 and yes", false},
		{"not (n > 2 and yes)", "n == 3", true},
		{"not (n > 2 or yes)", "n == 3", false},
		{"false or n > 2", "n == 2", false},
		{"true", "n == 2", true},
		{"false", "n == 2", false},
		{"n <= 4", "yes", true},
		{"n > 4", "yes", false},
	} {
		t.Run(c.guard+" with "+c.other, func(t *testing.T) {
			f := loadFlow(t, strings.Replace(smallFlow, "{id: sure,", "{id: sure, when: '"+c.guard+"',", 1))
			if got := together(f, mustCompile(t, f, "sure"), mustCompile(t, f, c.other)); got != c.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

// TestTogetherGivesNoFalseAlarm tries every set of answers: where none makes both
// conditions true, together must find none. It may miss one, though not often.
func TestTogetherGivesNoFalseAlarm(t *testing.T) {
	no, yes, missed := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		f, a, b := drawPair(t)
		found := exists(f, flow.Answers{}, 0, func(answers flow.Answers) bool {
			visible := f.Visible(answers)
			return a.Eval(visible) == flow.True && b.Eval(visible) == flow.True
		})
		switch got := together(f, a, b); {
		case got && !found:
			t.Fatalf("%s and %s do not hold together, given the guards\n%s", a.Text, b.Text, guards(f))
		case got:
			yes++
		case found:
			missed++
		default:
			no++
		}
	})
	if yes == 0 || no == 0 || missed > (yes+no+missed)/20 {
		t.Errorf("%d times yes, %d times no, %d times missed", yes, no, missed)
	}
}

// drawPair makes a flow with guards and two conditions over it.
func drawPair(t *rapid.T) (f *flow.Flow, a, b *Condition) {
	pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
	w := writer{pick: pick, questions: loadFlow(t, smallFlow).Questions}
	text := smallFlow
	for _, q := range w.questions[2:] {
		if pick(2) == 0 {
			before := w.questions
			w.questions = before[:2]
			text = strings.Replace(text, "{id: "+q.ID+",", fmt.Sprintf("{id: %s, when: %q,", q.ID, w.condition(pick(2))), 1)
			w.questions = before
		}
	}
	f = loadFlow(t, text)
	w.questions = f.Questions[:6]
	return f, mustCompile(t, f, w.condition(pick(3))), mustCompile(t, f, w.condition(pick(3)))
}

func guards(f *flow.Flow) string {
	var lines []string
	for _, q := range f.Questions {
		if q.When != nil {
			lines = append(lines, q.ID+" when "+q.WhenText)
		}
	}
	return strings.Join(lines, "\n")
}

// exists tries every exact answer, and none, to each question from index i on.
func exists(f *flow.Flow, answers flow.Answers, i int, holds func(flow.Answers) bool) bool {
	if i == 6 {
		return holds(answers)
	}
	q := f.Questions[i]
	for _, a := range append(possible(q, flow.Unknown), flow.Unknown) {
		answers[q.ID] = a
		if exists(f, answers, i+1, holds) {
			return true
		}
	}
	delete(answers, q.ID)
	return false
}

// together reports whether one search, with all the steps that a file has, finds
// answers. It holds that these are what they should be.
func together(f *flow.Flow, a, b *Condition) bool {
	s := search{flow: f, steps: maxSteps}
	answers := s.together(a, b)
	if answers == nil {
		return false
	}
	visible := f.Visible(answers)
	for id, given := range answers {
		if visible[id] != given || !given.IsExact() {
			panic(fmt.Sprintf("%v are no answers that can be given", answers))
		}
	}
	if a.Eval(visible) != flow.True || b.Eval(visible) != flow.True {
		panic(fmt.Sprintf("%s and %s are not true for %v", a.Text, b.Text, answers))
	}
	return true
}

// TestConflictsOfPigeons puts six pigeons into five holes, which has no short
// refutation. Neither with the steps that a file has nor with few is a conflict
// claimed that has not been found.
func TestConflictsOfPigeons(t *testing.T) {
	const pigeons, holes = 6, 5
	var questions, each, apart []string
	for p := range pigeons {
		var somewhere []string
		for h := range holes {
			id := fmt.Sprintf("p%d_%d", p, h)
			questions = append(questions, id)
			somewhere = append(somewhere, id)
			for other := range p {
				apart = append(apart, fmt.Sprintf("(not p%d_%d or not %s)", other, h, id))
			}
		}
		each = append(each, "("+strings.Join(somewhere, " or ")+")")
	}
	l := loft(t, questions, strings.Join(each, " and "), strings.Join(apart, " and "))
	if l.conflicts(100); len(l.Problems) > 0 {
		t.Errorf("got %v", l.Problems)
	}
}

// TestConflictsBeginWithWhatIsCertain has two million ways to try before the end
// of the condition, which leaves none.
func TestConflictsBeginWithWhatIsCertain(t *testing.T) {
	var questions, either []string
	for i := range 21 {
		questions = append(questions, fmt.Sprintf("a%d", i), fmt.Sprintf("b%d", i))
		either = append(either, fmt.Sprintf("(a%d or b%d)", i, i))
	}
	loft(t, questions, strings.Join(either, " and ")+" and not a20 and not b20", "true")
}

// loft loads two rules over yes/no questions, one that requires a role and one
// that rules it out, and expects no problem.
func loft(t *testing.T, questions []string, require, ruleOut string) *loader {
	t.Helper()
	text := "flow: loft\nversion: 1.0.0\nquestions:\n"
	for _, id := range questions {
		text += "  - {id: " + id + ", type: yes_no, ask: In?, why: W.}\n"
	}
	f := loadFlow(t, text)
	root := parse(t, "rules.yaml", `rule_set: loft
version: 1.0.0
flow: loft
thresholds: {hire: 40, later: 20}
sources: [{id: article, title: An article}]
roles: [{id: cto, title: chief technology officer}]
rules:
  - {id: in, when: `+require+`, require: [cto], because: B., sources: [article]}
  - {id: out, when: `+ruleOut+`, rule_out: [cto], because: B., sources: [article]}
`)
	l := &loader{root: root, flow: f, set: &Set{}, scope: newScope(f.Questions, nil)}
	if l.file(root); len(l.Problems) > 0 {
		t.Fatal(l.Problems)
	}
	return l
}

// TestConfirmed holds what makes answers an example: they are all asked for, none that
// must be given is missing, and the conditions are true for them.
func TestConfirmed(t *testing.T) {
	f := loadFlow(t, `flow: f
version: 1.0.0
questions:
  - {id: n, type: integer, min: 1, max: 9, ask: How many?, why: W.}
  - {id: big, type: yes_no, when: n > 5, required: true, ask: Big?, why: W.}
  - {id: small, type: yes_no, when: n < 5, ask: Small?, why: W.}
`)
	for _, c := range []struct{ n, small, wanted, found string }{
		{"3", "yes", "small", "n=3 small=yes"},
		{"3", "yes", "not small", ""},
		{"7", "yes", "n > 5", ""},
		{"7", "", "n > 5", "n=7 big=no"},
		{"7", "", "big", ""},
	} {
		answers := flow.Answers{}
		for id, text := range map[string]string{"n": c.n, "small": c.small} {
			if a, err := f.Question(id).Parse(text); err == nil {
				answers[id] = a
			}
		}
		s := search{flow: f, wanted: []*Condition{mustCompile(t, f, c.wanted)}}
		var got []string
		if s.confirmed(answers) {
			for _, q := range f.Questions {
				if a, given := s.found[q.ID]; given {
					got = append(got, q.ID+"="+q.Format(a))
				}
			}
		}
		if strings.Join(got, " ") != c.found {
			t.Errorf("n=%s, small=%s, %s: %q", c.n, c.small, c.wanted, got)
		}
	}
}
