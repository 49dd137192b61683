package compare

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule/ruletest"
	"chiefly/engine/space"
	"chiefly/questions"
	"chiefly/rules"
)

// A model is content to compare advices of.
type model struct {
	engine *engine.Engine
	space  *space.Space
}

func newModel(e *engine.Engine, err error) model {
	if err != nil {
		panic(err)
	}
	s, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget)
	if err != nil {
		panic(err)
	}
	return model{e, s}
}

// builtIn is the built-in content, which has questions that are not always asked.
var builtIn = sync.OnceValue(func() model { return newModel(engine.Load(engine.Join(questions.FS, rules.FS))) })

// crossing is content in which answers do not add up: x and y count only if they differ,
// g decides whether h is asked, and a role can be held.
var crossing = sync.OnceValue(func() model {
	return newModel(engine.Load(fstest.MapFS{"questions/f.yaml": {Data: []byte(crossingFlow)}, "rules/r.yaml": {Data: []byte(crossingRules)}}))
})

const crossingFlow = `flow: f
version: 1.0.0
questions:
  - {id: x, type: yes_no, ask: X?, why: So.}
  - {id: y, type: yes_no, ask: Y?, why: So.}
  - {id: g, type: choice, ask: G?, why: So., options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}
  - {id: h, type: integer, ask: H?, why: So., min: 0, max: 9, when: 'g == "a"'}
  - {id: p, type: choices, ask: P?, why: So., max_picks: 2, options: [{id: u, label: U}, {id: v, label: V}, {id: w, label: W}]}
  - {id: z, type: yes_no, ask: Z?, why: So.}
`

const crossingRules = `rule_set: r
version: 1.0.0
flow: f
thresholds: {hire: 20, later: 10}
roles:
  - {id: one, title: first chief, held: '"u" in p'}
  - {id: two, title: second chief, held: '"w" in p and not z or z and "w" not in p'}
sources: [{id: s, title: S, publisher: P}]
rules:
  - {id: apart, when: 'x and not y or y and not x', points: {one: 20, two: 10}, because: They differ., sources: [s]}
  - {id: many, when: h > 4, points: {two: 15}, because: Many., sources: [s]}
  - {id: picked, when: '"v" in p', points: {one: -10, two: 5}, because: Picked., sources: [s]}
  - {id: never, when: 'g == "c" and "w" in p', rule_out: [two], because: Never., sources: [s]}
arrangements:
  - {id: part, when: needed.one and z, mode: {one: fractional}, because: So., sources: [s]}
  - {id: both, when: 'needed.one and needed.two', combine: [one, two], because: So., sources: [s]}
  - {id: other, when: 'not needed.two', instead: {id: i, title: Something else, for: t}, because: So.}
`

// decided is what an advice comes to, told apart without the code under test.
func decided(a *engine.Advice) string {
	var b strings.Builder
	for _, r := range a.Roles {
		mode := ""
		if r.Verdict == engine.VerdictHire && r.GivenTo == "" {
			mode = r.Mode
		}
		fmt.Fprintf(&b, "%s %s %s %v; ", r.ID, r.Verdict, mode, r.Held)
	}
	for _, id := range a.Sequence {
		if r := a.Roles.Role(id); r.Verdict == engine.VerdictHire && r.GivenTo == "" {
			fmt.Fprintf(&b, "then %s ", id)
		}
	}
	fmt.Fprint(&b, a.Combined)
	for _, i := range a.Instead {
		fmt.Fprintf(&b, " or %s", i.ID)
	}
	return b.String()
}

// A truth is what brute force finds about two sets of answers.
type truth struct {
	differ    []string
	decisions []string // by the set of questions taken over
}

func bruteForce(m model, from, to flow.Answers) truth {
	x, y := m.engine.Flow().Visible(from), m.engine.Flow().Visible(to)
	var found truth
	for _, id := range m.engine.Flow().IDs() {
		if x[id] != y[id] && (!x[id].IsUnknown() || !y[id].IsUnknown()) {
			found.differ = append(found.differ, id)
		}
	}
	for set := range 1 << len(found.differ) {
		mixed := flow.Answers{}
		for id, a := range x {
			mixed[id] = a
		}
		for i, id := range found.differ {
			if set>>i&1 == 1 {
				mixed[id] = y[id]
			}
		}
		found.decisions = append(found.decisions, decided(m.engine.Advise(mixed)))
	}
	return found
}

// smallest returns the size of the smallest sets that lead to the last decision, and how
// many there are.
func (f truth) smallest() (size, sets int) {
	size = len(f.differ)
	for set, decision := range f.decisions {
		if decision != f.decisions[len(f.decisions)-1] {
			continue
		}
		switch n := bits.OnesCount(uint(set)); {
		case n < size:
			size, sets = n, 1
		case n == size:
			sets++
		}
	}
	return size, sets
}

// fewestOthers returns with how many others a question changes the decision at least, or
// -1 where it never does.
func (f truth) fewestOthers(question int) int {
	fewest := -1
	for set, decision := range f.decisions {
		if n := bits.OnesCount(uint(set)); set>>question&1 == 0 && decision != f.decisions[set|1<<question] && (fewest < 0 || n < fewest) {
			fewest = n
		}
	}
	return fewest
}

// drawn returns two sets of answers that differ in a few questions.
func drawn(m model, r *ruletest.Random, most int) (from, to flow.Answers) {
	f := m.engine.Flow()
	vague := float64(r.Uint64()%2) * 0.2 // half of the time all is known, or not at all
	x := r.Loosen(f, r.Exact(f), 0.2, vague)
	y := slices.Clone(x)
	for other, n := r.Loosen(f, r.Exact(f), 0.2, vague), 0; n < most; n++ {
		i := int(r.Uint64() % uint64(len(y)))
		y[i] = other[i]
	}
	return f.Answers(x), f.Answers(y)
}

// TestPairsAreWhatBruteForceFinds holds all that is said about differences against all
// mixtures of both sides' answers.
func TestPairsAreWhatBruteForceFinds(t *testing.T) {
	together, none, held := 0, 0, 0
	for name, m := range map[string]model{"crossing": crossing(), "built in": builtIn()} {
		for seed := range uint64(seeds(name)) {
			from, to := drawn(m, ruletest.NewRandom(seed), 6)
			want := bruteForce(m, from, to)
			checkPair(t, m, from, to, want)
			for i := range want.differ {
				switch fewest := want.fewestOthers(i); {
				case fewest < 0:
					none++
				case fewest > 0:
					together++
				}
			}
			if strings.Contains(want.decisions[0], "true") {
				held++
			}
		}
	}
	if together < 20 || none < 50 || held < 20 {
		t.Errorf("%d differences together with others, %d without effect, %d with somebody in a role: too few to tell", together, none, held)
	}
}

// TestWhoIsInARoleIsPartOfTheDecision holds that it is looked at for a role that nobody
// needs, which is no part of what space.Quiz decides.
func TestWhoIsInARoleIsPartOfTheDecision(t *testing.T) {
	both := views(t, map[string]string{"x": "no", "y": "no", "p": "[]", "g": "b", "z": "yes"}, map[string]string{"x": "no", "y": "no", "p": "[w]", "g": "b", "z": "no"})
	from, to := both[0].Answers, both[1].Answers
	checkPair(t, crossing(), from, to, bruteForce(crossing(), from, to))
}

// checkPair compares two sides, with and without an answer space.
func checkPair(t *testing.T, m model, from, to flow.Answers, want truth) {
	t.Helper()
	last := len(want.decisions) - 1
	for _, s := range []*space.Space{m.space, nil} {
		c := Of(m.engine, s, Organisations, Answers{"a", from}, Answers{"b", to})
		p := c.Pairs[0]
		if same := want.decisions[0] == want.decisions[last]; p.Same != same || c.Same != same {
			t.Fatalf("same is %v and %v, not %v: %v and %v", p.Same, c.Same, same, from, to)
		}
		checkSmallest(t, p, want)
		if p.Differences == nil || len(p.Differences) != len(want.differ) {
			t.Fatalf("%d differences, not %d", len(p.Differences), len(want.differ))
		}
		for _, d := range p.Differences {
			i := slices.Index(want.differ, d.ID)
			fewest := want.fewestOthers(i)
			if proven := d.Matters == engine.ProofProven; proven != (fewest >= 0) || proven && len(d.With) != fewest || d.Matters == "" {
				t.Fatalf("%s matters: %q with %q, but with %d others: %v and %v", d.ID, d.Matters, d.With, fewest, from, to)
			}
			if alone := want.decisions[0] != want.decisions[1<<i]; (d.Alone != nil) != alone {
				t.Fatalf("%s alone: %v, not %v", d.ID, d.Alone, alone)
			}
			if back := want.decisions[last] != want.decisions[last&^(1<<i)]; (d.Back != nil) != back {
				t.Fatalf("%s back: %v, not %v", d.ID, d.Back, back)
			}
		}
	}
}

// seeds is how many pairs of sides are drawn: the built-in content takes longer.
func seeds(name string) int {
	if name == "built in" {
		return 20
	}
	return 100
}

func checkSmallest(t *testing.T, p Pair, want truth) {
	t.Helper()
	if p.Same != (p.Smallest == nil) {
		t.Fatalf("the smallest is %v where the same is %v", p.Smallest, p.Same)
	}
	if p.Same {
		return
	}
	size, sets := want.smallest()
	if got := p.Smallest; got.Proof != engine.ProofProven || len(got.Questions) != size {
		t.Fatalf("the smallest is %+v; brute force finds %d", got, size)
	}
	set := 0
	for _, id := range p.Smallest.Questions {
		set |= 1 << slices.Index(want.differ, id)
	}
	if want.decisions[set] != want.decisions[len(want.decisions)-1] {
		t.Fatalf("%q do not lead there", p.Smallest.Questions)
	}
	if p.Smallest.Sets != sets {
		t.Fatalf("%d sets; brute force finds %d", p.Smallest.Sets, sets)
	}
}

// TestSmallestWithinABudget holds that where not all sets are tried the smallest lies
// between the ends of the interval.
func TestSmallestWithinABudget(t *testing.T) {
	estimated, reduced := 0, 0
	for name, m := range map[string]model{"crossing": crossing(), "built in": builtIn()} {
		for seed := range uint64(seeds(name)) {
			from, to := drawn(m, ruletest.NewRandom(seed), 7)
			b := newBetween(m.engine.Flow(), m.engine.Rules(), m.engine.Flow().Visible(from), m.engine.Flow().Visible(to))
			want := bruteForce(m, from, to)
			size, _ := want.smallest()
			got := b.smallest(b.differ, 4)
			low, high := len(got.Questions), len(got.Questions)
			if got.Proof == engine.ProofEstimated {
				estimated++
				low, high = got.Interval[0], got.Interval[1]
				if high < len(want.differ) {
					reduced++
				}
			}
			if size < low || size > high || high != len(got.Questions) {
				t.Errorf("seed %d: %+v; brute force finds %d", seed, got, size)
			}
			var taken []int
			for _, id := range got.Questions {
				taken = append(taken, slices.Index(m.engine.Flow().IDs(), id))
			}
			goal := slices.Clone(b.decision(b.differ...))
			if !b.leads(goal, taken...) {
				t.Errorf("seed %d: %q do not lead there", seed, got.Questions)
			}
		}
	}
	if estimated < 10 || reduced < 5 {
		t.Errorf("only %d were estimated, and %d made smaller", estimated, reduced)
	}
}

// TestRulesAreThoseThatFireSomewhere holds the rules against the reasons of the advices.
func TestRulesAreThoseThatFireSomewhere(t *testing.T) {
	m, some := builtIn(), 0
	for seed := range uint64(20) {
		c := Of(m.engine, nil, Organisations, sides(m, 3, seed)...)
		fired := map[string]string{} // by rule: the sides
		for i, side := range c.Sides {
			for _, role := range side.Advice.Roles {
				for _, reason := range role.Reasons {
					if text := fmt.Sprint(i); !strings.Contains(fired[reason.Rule], text) {
						fired[reason.Rule] += text
					}
				}
			}
		}
		found := map[string]string{}
		for _, r := range c.Rules {
			some++
			for i, truth := range r.Truths {
				if truth == engine.TruthTrue {
					found[r.Rule] += fmt.Sprint(i)
				}
			}
		}
		for id, where := range fired {
			if where != "012" && found[id] != where || where == "012" && found[id] != "" {
				t.Errorf("seed %d: %s fires for %q, and is said to for %q", seed, id, where, found[id])
			}
		}
		if !slices.IsSortedFunc(c.Rules, func(a, b Rule) int { return b.weight() - a.weight() }) {
			t.Errorf("seed %d: the rules are not in order", seed)
		}
	}
	if some < 100 {
		t.Errorf("only %d rules", some)
	}
}

// TestManyDifferences holds that answers which differ throughout are compared too, and that
// nothing is said to have no effect that was not tried.
func TestManyDifferences(t *testing.T) {
	flowFile, _ := ruletest.Generate(1, 1)
	generated, err := engine.Load(fstest.MapFS{"questions/f.yaml": {Data: []byte(flowFile)}, "rules/r.yaml": {Data: []byte(ruleFileOver(t, flowFile, 60))}})
	if err != nil {
		t.Fatal(err)
	}
	r := ruletest.NewRandom(3)
	f := generated.Flow()
	for tried := 0; tried < 3; {
		c := Of(generated, nil, Organisations, Answers{"a", f.Answers(r.Exact(f))}, Answers{"b", f.Answers(r.Exact(f))})
		p := c.Pairs[0]
		if len(p.Differences) < 17 { // all mixtures of fewer are tried
			continue
		}
		tried++
		for _, d := range p.Differences {
			if d.Matters == engine.ProofRefuted {
				t.Errorf("%s is said to have no effect, but not all was tried", d.ID)
			}
			if d.Alone != nil && (d.Matters != engine.ProofProven || len(d.With) > 0) {
				t.Errorf("%s matters alone, and not: %+v", d.ID, d)
			}
		}
	}
}

func ruleFileOver(t *testing.T, flowFile string, n int) string {
	t.Helper()
	_, ruleFile := ruletest.Generate(1, 1)
	e, err := engine.Load(fstest.MapFS{"questions/f.yaml": {Data: []byte(flowFile)}, "rules/r.yaml": {Data: []byte(ruleFile)}})
	if err != nil {
		t.Fatal(err)
	}
	return ruletest.Over(e.Flow(), n, 5)
}
