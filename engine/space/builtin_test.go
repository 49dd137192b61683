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
	for role := range s.roots {
		counts, err := s.Verdicts(role)
		if err != nil {
			t.Fatal(err)
		}
		sum := new(big.Int)
		for _, count := range counts {
			sum.Add(sum, count)
		}
		if sum.Cmp(s.Count()) != 0 {
			t.Errorf("role %d: the verdicts add up to %s, not %s", role, sum, s.Count())
		}
	}
}

func TestBudget(t *testing.T) {
	for _, budget := range []int{0, 100, 10_000} {
		if s, err := builtIn(t, budget); s != nil || !errors.Is(err, ErrBudget) {
			t.Errorf("budget %d: %v, %v", budget, s, err)
		}
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

func BenchmarkRecommendations(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		if _, err := s.Recommendations(); err != nil {
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
			if _, err := s.forecast(k, root); err != nil {
				b.Fatal(err)
			}
		}
	}
}
