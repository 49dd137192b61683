package rule

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"chiefly/engine/flow"
)

var pairs = flag.Int("pairs", 50_000, "how many pairs of a rule and answers to compare")

// A draft is a random set over a random flow, with the texts of its conditions.
type draft struct {
	set   *Set
	texts []string // of the rules
	named map[string]string
	pick  func(n int) int
}

// newDraft makes a set with every kind of rule and row.
func newDraft(t failer, seed uint64) *draft {
	t.Helper()
	d := &draft{pick: seeded(seed)}
	f := loadFlow(t, d.guarded(t))
	d.set = &Set{flow: f}
	w := writer{pick: d.pick, questions: f.Questions}
	d.named = map[string]string{"first": w.condition(1), "second": w.condition(2)}
	for _, id := range []string{"a", "b", "c", "d"}[:1+d.pick(4)] {
		d.set.Roles = append(d.set.Roles, &Role{ID: id, Thresholds: Thresholds{Hire: 30, Later: 10}})
	}
	l := loader{flow: f, set: d.set, scope: newScope(f.Questions, nil)}
	l.scope.named = &namedConditions{entries: map[string]*namedEntry{}}
	for name, text := range d.named {
		l.scope.named.entries[name] = &namedEntry{text: scalar(text)}
	}
	w.named = []string{"first", "second"}
	if d.pick(2) == 0 { // few questions make several literals of a clause about the same one
		w.questions = f.Questions[d.pick(6):][:1+d.pick(2)]
	}
	for i := range 2 + d.pick(90) {
		text, c := w.compiled(t, l.scope, d.pick(4))
		d.texts = append(d.texts, text)
		d.set.Rules = append(d.set.Rules, d.rule(i, c))
	}
	for _, role := range d.set.Roles {
		if d.pick(2) == 0 {
			_, role.Held = w.compiled(t, l.scope, 1)
		}
	}
	scope := l.arrangementScope()
	for _, role := range d.set.Roles {
		w.derived = append(w.derived, role.ID)
	}
	for i := range d.pick(80) {
		_, c := w.compiled(t, scope, d.pick(3))
		d.set.Arrangements = append(d.set.Arrangements, d.row(i, c))
	}
	var fits bool
	if d.set.program, fits = newProgram(d.set); !fits {
		t.Fatalf("a small set does not fit")
	}
	return d
}

// guarded writes a flow some of whose questions have conditions.
func (d *draft) guarded(t failer) string {
	w := writer{pick: d.pick, questions: loadFlow(t, smallFlow).Questions}
	text := smallFlow
	for i, q := range w.questions[2:] {
		if d.pick(3) == 0 {
			before := writer{pick: d.pick, questions: w.questions[:i+2]}
			text = strings.Replace(text, "{id: "+q.ID+",", fmt.Sprintf("{id: %s, when: %q,", q.ID, before.condition(d.pick(3))), 1)
		}
	}
	return text
}

func (d *draft) rule(i int, c *Condition) *Rule {
	r := &Rule{ID: fmt.Sprint("r", i), When: c, Effect: []Effect{Points, Points, Points, Points, Require, RuleOut}[d.pick(6)],
		Points: make([]int, len(d.set.Roles)), Touches: make([]bool, len(d.set.Roles))}
	for role := range d.set.Roles {
		if r.Touches[role] = d.pick(2) == 0; r.Touches[role] && r.Effect == Points {
			r.Points[role] = d.pick(61) - 30
			if d.pick(200) == 0 {
				r.Points[role] *= maxPoints / 30 // more than fits beside others in a word
			}
		}
	}
	return r
}

func (d *draft) row(i int, c *Condition) *Arrangement {
	roles := len(d.set.Roles)
	row := &Arrangement{ID: fmt.Sprint("row", i), When: c, Kind: Kind(d.pick(6))}
	if roles == 1 && (row.Kind == Combine || row.Kind == Separate) {
		row.Kind = First
	}
	switch row.Kind {
	case SetMode:
		for range roles {
			row.Modes = append(row.Modes, Mode(d.pick(3)))
		}
	case Combine, Separate:
		second := 1 + d.pick(roles-1)
		row.Roles = []int{d.pick(second), second}
	case First:
		row.Roles = []int{d.pick(roles)}
	case InsteadOf:
		row.Instead = &Instead{For: fmt.Sprint("topic", d.pick(3))}
	case NoteOnTopic:
		row.Topic = fmt.Sprint("topic", d.pick(3))
	}
	return row
}

// answers makes answers of every kind; sometimes exact ones only.
func (d *draft) answers() flow.Answers {
	answers := flow.Answers{}
	all := d.pick(3) == 0
	for _, q := range d.set.flow.Questions {
		a := exact(q, d.pick)
		if !all {
			a = partial(q, d.pick)
		}
		if !a.IsZero() {
			answers[q.ID] = a
		}
	}
	return answers
}

// TestProgramEqualsEverybody compares the compiled form of random sets with the
// conditions read one by one, with a reading of their texts that tries every
// value, and, where all answers are known, with expr's own machine.
func TestProgramEqualsEverybody(t *testing.T) {
	var e Encoded // one for all: nothing may be left behind from the set before
	var r Result
	counts, pairs := map[string]int{}, *pairs
	if testing.Short() {
		pairs /= 10
	}
	for seed := uint64(1); counts["pairs"] < pairs; seed++ {
		d := newDraft(t, seed)
		formulas, programs := d.references(t)
		for range 8 {
			answers := d.answers()
			d.set.Encode(&e, d.set.flow.Row(answers))
			d.set.Evaluate(&r, &e)
			visible := d.set.flow.Visible(answers)
			if got, want := show(d.set, &r), show(d.set, plain(d.set, visible)); got != want {
				t.Fatalf("seed %d, on %v\ngot\n%s\nwant\n%s", seed, visible, got, want)
			}
			counts["pairs"] += len(d.set.Rules)
			truths := byRule(&r, len(d.set.Rules))
			for i, formula := range formulas {
				if want := formula.eval(visible); truths[i] != want {
					t.Fatalf("seed %d: %s\nis %s compiled, %s by the reference, on %v", seed, d.texts[i], truths[i], want, visible)
				}
				counts[truths[i].String()]++
			}
			if whole(d.set.flow, visible) {
				d.compareWithExpr(t, programs, visible, truths)
				counts["exact"] += len(truths)
			}
		}
	}
	t.Log(counts)
	for _, kind := range []string{"true", "false", "undecided", "exact"} {
		if counts[kind] < pairs/50 {
			t.Errorf("only %d %s of %v", counts[kind], kind, counts)
		}
	}
}

// references reads the conditions of the rules in two other ways.
func (d *draft) references(t *testing.T) ([]*formula, []*vm.Program) {
	t.Helper()
	var formulas []*formula
	var programs []*vm.Program
	env := environment(d.set.flow, exactly(d.set.flow))
	for name := range d.named {
		env[name] = true
	}
	for _, text := range d.texts {
		formulas = append(formulas, newReference(d.set.flow, d.named).read(text))
		program, err := expr.Compile(text, expr.Env(env), expr.AsBool())
		if err != nil {
			t.Fatalf("we accept what expr refuses: %s\n%v", text, err)
		}
		programs = append(programs, program)
	}
	return formulas, programs
}

// exactly answers every question in the simplest way.
func exactly(f *flow.Flow) flow.Answers {
	answers := flow.Answers{}
	for _, q := range f.Questions {
		answers[q.ID] = exact(q, func(int) int { return 0 })
	}
	return answers
}

// whole reports whether every question has an exact answer.
func whole(f *flow.Flow, answers flow.Answers) bool {
	for _, q := range f.Questions {
		if !answers[q.ID].IsExact() {
			return false
		}
	}
	return true
}

// byRule returns the truth of each rule.
func byRule(r *Result, rules int) []flow.Truth {
	truths := make([]flow.Truth, rules)
	for i := range truths {
		truths[i] = flow.False
	}
	for _, i := range r.Fired {
		truths[i] = flow.True
	}
	for _, i := range r.Undecided {
		truths[i] = flow.Undecided
	}
	return truths
}

func (d *draft) compareWithExpr(t *testing.T, programs []*vm.Program, answers flow.Answers, truths []flow.Truth) {
	t.Helper()
	env := environment(d.set.flow, answers)
	for name, text := range d.named {
		env[name] = byExpr(t, text, environment(d.set.flow, answers))
	}
	for i, program := range programs {
		got, err := vm.Run(program, env)
		if err != nil || truth(got.(bool)) != truths[i] {
			t.Fatalf("%s\nis %s compiled, %v by expr (%v), on %v", d.texts[i], truths[i], got, err, env)
		}
	}
}

// TestEvaluateAllocatesNothing holds it for sets of all kinds, with whole and
// with partial answers.
func TestEvaluateAllocatesNothing(t *testing.T) {
	for seed := range uint64(20) {
		d := newDraft(t, 1000+seed)
		rows := make([]flow.Row, 20)
		for i := range rows {
			rows[i] = d.set.flow.Row(d.answers())
		}
		var e Encoded
		var r Result
		run := func() {
			for _, row := range rows {
				d.set.Encode(&e, row)
				d.set.Evaluate(&r, &e)
			}
		}
		run()
		if n := testing.AllocsPerRun(10, run); n > 0 {
			t.Errorf("set %d: %v allocations for %d sets of answers", seed, n, len(rows))
		}
	}
}

// TestTooManyAnswersApart holds that a set whose rows would not fit into memory
// is refused, with its place.
func TestTooManyAnswersApart(t *testing.T) {
	f := loadFlow(t, "flow: wide\nversion: 1.0.0\nquestions:\n  - {id: n, type: integer, min: 0, max: 1000000, ask: A?, why: B.}\n  - {id: m, type: integer, min: 0, max: 1000000, ask: A?, why: B.}\n")
	load := func(rules int) error {
		var text strings.Builder
		text.WriteString("rule_set: wide\nversion: 1.0.0\nflow: wide\nthresholds: {hire: 5, later: 3}\nroles: [{id: a, title: A}]\nsources: [{id: s, title: S}]\nrules:\n")
		for i := range rules {
			fmt.Fprintf(&text, " - {id: r%d, when: n == %d or m == %d, points: {a: 1}, because: B, sources: [s]}\n", i, 2*i, 2*i)
		}
		_, problems := Load(parse(t, "rules.yaml", text.String()), f)
		return problems.Err()
	}
	if err := load(1000); err != nil {
		t.Errorf("a thousand rules are refused: %v", err)
	}
	const want = "rules.yaml:8:2: the rules tell too many answers apart to be compiled (compare with fewer different numbers, or split the file)"
	if err := load(9_000); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
