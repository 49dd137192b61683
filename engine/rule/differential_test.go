package rule

import (
	"math/bits"
	"strings"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"pgregory.net/rapid"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// environment is what expr's machine needs to run a condition on exact answers.
func environment(f *flow.Flow, answers flow.Answers) map[string]any {
	env := map[string]any{}
	for _, q := range f.Questions {
		env[q.ID] = value(q, answers[q.ID])
	}
	return env
}

// value returns an exact answer as Go has it.
func value(q *flow.Question, a flow.Answer) any {
	switch q.Type {
	case flow.Integer:
		lo, _ := a.Range(q)
		return int(lo)
	case flow.YesNo:
		return a.Possible(q) == 2
	case flow.Choices:
		ids := []string{}
		for _, i := range a.Indexes() {
			ids = append(ids, q.Options[i].ID)
		}
		return ids
	}
	return q.Options[bits.TrailingZeros64(a.Possible(q))].ID
}

// byExpr decides a condition by expr's own machine.
func byExpr(t failer, text string, env map[string]any) bool {
	t.Helper()
	program, err := expr.Compile(text, expr.Env(env), expr.AsBool())
	if err != nil {
		t.Fatalf("we accept what expr refuses: %s\n%v", text, err)
	}
	result, err := vm.Run(program, env)
	if err != nil {
		t.Fatalf("we accept what expr cannot run: %s\n%v", text, err)
	}
	return result.(bool)
}

// agree fails unless a condition is worth on exact answers what expr says.
func agree(t failer, c *Condition, text string, answers flow.Answers, env map[string]any) {
	t.Helper()
	if got, want := c.Eval(answers), truth(byExpr(t, text, env)); got != want {
		t.Fatalf("%s\nis %s by us, %s by expr, on %v", text, got, want, env)
	}
}

// FuzzCompiledEqualsExpr holds that whatever the compiler accepts, expr
// compiles too, and that both agree on exact answers.
func FuzzCompiledEqualsExpr(f *testing.F) {
	for _, text := range []string{
		`headcount >= 50 and industry in ["software", "finance"]`, `"growth" in priorities or len(priorities) > 2`, `not founder ? board : audited == true`,
		`headcount in 20..250 and headcount not in [30, 40]`, `10 < headcount < 20`, `if founder { board } else { true }`, `"cto" not in leaders || stage != 'idea'`,
		`headcount in []`, `industry not in []`, `0x10 <= headcount && headcount <= 1_000`, "industry == `software` // why", `engineers in [1, -1, 1]`, `!(!(founder))`,
		`engineers in -5..-1`, `leaders | len() > 1`, `headcount<5or founder`, `headcount > 9223372036854775807`, `((true))`, `true ? false : founder`,
	} {
		for seed := range uint64(3) {
			f.Add(text, seed)
		}
	}
	for seed := range uint64(200) { // and conditions of the grammar
		w := writer{pick: seeded(seed), questions: firm(f).Questions}
		f.Add(w.condition(3), seed)
	}
	firm := firm(f)
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		c, problems := compileText(firm, text)
		if (c == nil) != (len(problems) > 0) {
			t.Fatalf("condition %v with problems %v", c, problems)
		}
		for _, p := range problems {
			checkPlace(t, text, p)
		}
		if c == nil {
			return
		}
		var fits bool
		single := &Set{flow: firm, Rules: []*Rule{{When: c}}}
		if single.program, fits = newProgram(single); !fits {
			t.Fatalf("one condition does not fit: %s", text)
		}
		pick := seeded(seed)
		for range 4 {
			answers := flow.Answers{}
			for _, q := range firm.Questions {
				answers[q.ID] = exact(q, pick)
			}
			agree(t, c, text, answers, environment(firm, answers))
			compiledAgrees(t, single, answers)
			for _, q := range firm.Questions {
				answers[q.ID] = partial(q, pick)
			}
			compiledAgrees(t, single, answers)
		}
	})
}

// compiledAgrees fails unless the compiled form of a set with one rule makes of it
// what its condition is worth on the answers that the flow sees.
func compiledAgrees(t failer, s *Set, answers flow.Answers) {
	t.Helper()
	c := s.Rules[0].When
	if got, want := byRule(evaluate(s, answers), 1)[0], c.Eval(s.flow.Visible(answers)); got != want {
		t.Fatalf("%s\nis %s compiled, %s by its tree, on %v", c.Text, got, want, answers)
	}
}

// checkPlace fails unless a problem lies in the text, or just after it.
func checkPlace(t *testing.T, text string, p source.Diagnostic) {
	t.Helper()
	lines := strings.Split(text, "\n")
	if p.Pos.Line < 1 || p.Pos.Line > len(lines) || p.Pos.Col < 1 || p.Pos.Col > len([]rune(text))+1 {
		t.Errorf("%s lies outside the text %q", p.Error(), text)
	}
	if p.Message == "" || p.Render() == "" {
		t.Errorf("a problem without words: %#v", p)
	}
}

// TestCompiledEqualsExpr does the same with conditions of the grammar, which may
// use named conditions and, as arrangements do, needed and verdict.
func TestCompiledEqualsExpr(t *testing.T) {
	f := loadFlow(t, smallFlow)
	names := newScope(f.Questions, nil)
	l := loader{flow: f, set: &Set{Roles: []*Role{{ID: "cto"}, {ID: "cio"}}}, scope: names}
	decided := map[flow.Truth]int{}
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		w := writer{pick: pick, questions: f.Questions}
		named := map[string]string{"first": w.condition(1), "second": w.condition(2)}
		names.named = &namedConditions{entries: map[string]*namedEntry{}}
		for name, text := range named {
			names.named.entries[name] = &namedEntry{text: scalar(text)}
		}
		w.named, w.derived = []string{"first", "second"}, []string{"cto", "cio"}
		text, c := w.compiled(t, l.arrangementScope(), 4)
		answers := flow.Answers{}
		for _, q := range f.Questions {
			answers[q.ID] = exact(q, pick)
		}
		env := environment(f, answers)
		for name, text := range named {
			env[name] = byExpr(t, text, environment(f, answers))
		}
		addDerived(l.set, env, answers, pick)
		agree(t, c, text, answers, env)
		decided[c.Eval(answers)]++
	})
	if decided[flow.True] == 0 || decided[flow.False] == 0 || decided[flow.Undecided] > 0 {
		t.Errorf("one-sided: %v", decided)
	}
}

func scalar(text string) source.String {
	return source.String{Value: text, Node: source.Scalar("", text)}
}

// addDerived decides needed and verdict of each role at random, for both sides.
func addDerived(set *Set, env map[string]any, answers flow.Answers, pick func(n int) int) {
	needed, verdicts := map[string]bool{}, map[string]string{}
	for _, role := range set.Roles {
		verdict := Verdict(pick(4))
		needed[role.ID], verdicts[role.ID] = verdict.Needed(), verdict.String()
		yes := 0
		if verdict.Needed() {
			yes = 1
		}
		answers["needed."+role.ID] = set.derived["needed."+role.ID].OneOf(yes)
		answers["verdict."+role.ID] = set.derived["verdict."+role.ID].OneOf(int(verdict))
	}
	env["needed"], env["verdict"] = needed, verdicts
}
