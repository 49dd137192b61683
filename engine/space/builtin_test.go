package space

import (
	"errors"
	"math/big"
	"os"
	"testing"

	"chiefly/engine/flow"
)

func builtIn(t testing.TB, budget int) (*Space, error) {
	t.Helper()
	flowText, err := os.ReadFile("../../questions/technology_chiefs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	ruleText, err := os.ReadFile("../../rules/technology_chiefs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, set, err := load(string(flowText), string(ruleText))
	if err != nil {
		t.Fatal(err)
	}
	return New(f, set, budget)
}

// TestBuiltInAgreesWithEvaluation draws answer sets and compares the verdicts at the
// ends of the diagrams with the plain evaluation.
func TestBuiltInAgreesWithEvaluation(t *testing.T) {
	s, err := builtIn(t, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	w := walker{search: search{Space: s, values: make([]int, s.questions)}}
	for range 20_000 {
		w.to(isTrue)
		answers := w.answers()
		result := s.evaluate(answers)
		for role, n := range s.roots {
			for at, v := range w.values {
				n = s.store.child(n, int32(at), v)
			}
			if got := node(result.Roles[role].Verdict); got != n {
				t.Fatalf("role %d with %v: %d, not %d", role, answers, got, n)
			}
		}
	}
}

// TestBuiltInFindings holds that every rule of the built-in content fires for somebody
// and decides something, and that every row and verdict is reached.
func TestBuiltInFindings(t *testing.T) {
	s, err := builtIn(t, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if nodes := s.store.nodes.len(); nodes > 100_000 {
		t.Errorf("%d nodes: the order of the questions has become bad", nodes)
	}
	found, err := s.Findings()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		switch f.Kind {
		case OptionIsMoot: // leaders that no rule asks for yet
		default:
			t.Error(describe(f))
		}
	}
}

func TestVerdictsAddUp(t *testing.T) {
	s, err := builtIn(t, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	shares, err := s.Shares(nil)
	if err != nil {
		t.Fatal(err)
	}
	for role, verdicts := range shares.Verdicts {
		sum := new(big.Int)
		for _, amount := range verdicts {
			sum.Add(sum, amount.Count)
		}
		if sum.Cmp(s.Count()) != 0 {
			t.Errorf("role %d: the verdicts add up to %s, not %s", role, sum, s.Count())
		}
	}
}

// TestBudget holds that diagrams over the budget are given up one by one, with their
// memory, and that what needs them says so.
func TestBudget(t *testing.T) {
	var nodes []int
	for _, budget := range []int{0, 100, 10_000, DefaultBudget} {
		s, err := builtIn(t, budget)
		if err != nil {
			t.Fatal(err)
		}
		exact := 0
		for role := range s.roots {
			if s.Exact(role) {
				exact++
			}
		}
		if want := map[int]int{10_000: 1, DefaultBudget: 3}[budget]; exact != want {
			t.Errorf("budget %d: %d roles have a diagram, not %d", budget, exact, want)
		}
		if _, err := s.Shares(nil); (err == nil) != (exact == 3) || err != nil && !errors.Is(err, ErrBudget) {
			t.Errorf("budget %d: shares: %v", budget, err)
		}
		nodes = append(nodes, s.store.nodes.len())
	}
	if s := newStore(0); s.mapped(tooLarge, func(node) node { return isFalse }) != tooLarge {
		t.Error("another diagram is made of one that is not there")
	}
	if nodes[0] != nodes[1] || nodes[1] >= nodes[2] || nodes[2] >= nodes[3] {
		t.Errorf("nodes by budget: %d", nodes)
	}
}

func BenchmarkNew(b *testing.B) {
	for range b.N {
		if _, err := builtIn(b, DefaultBudget); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFindings(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		if _, err := s.Findings(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkForecast(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		k := s.knowing(nil, make(flow.Row, len(s.flow.Questions)), true)
		for _, root := range s.roots {
			if _, err := s.forecast(k, root, DefaultBudget); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// On the built-in content the solver finds answers where the diagrams do, and as few of
// them.
func TestBuiltInSolvedEqualsDiagrams(t *testing.T) {
	s, err := builtIn(t, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	seeker := s.seeker()
	check := func(what string, condition node) {
		want, err := seeker.witness(condition)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.solve(condition); err != nil || (got == nil) != (want == nil) || len(got) != len(want) {
			t.Errorf("%s: the solver finds %v, %v, not %v", what, got, err, want)
		}
	}
	for i, row := range s.set.Arrangements {
		if i%4 == 0 {
			check(row.ID, s.deciding(i))
		}
	}
	for role, of := range s.set.Roles {
		needed := s.needed(role)
		check(of.ID, needed)
		for i, r := range s.set.Rules {
			if i%5 == 0 {
				check(of.ID+" needed without "+r.ID, s.store.and(needed, s.store.not(s.certain(s.rules[i]))))
			}
		}
	}
	for i, r := range s.set.Rules {
		for role, touches := range r.Touches {
			if i%16 != 0 || !touches {
				continue
			}
			want := false
			s.compileWithout(i, role, func(without node) { want = without != s.roots[role] })
			if got, err := s.solveDeciding(i, role); err != nil || (got != nil) != want {
				t.Errorf("%s decides: the solver finds %v, %v", r.ID, got, err)
			}
		}
	}
}
