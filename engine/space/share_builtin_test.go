package space

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"os"
	"testing"

	"chiefly/engine/rule"
)

func builtInPopulation(t testing.TB, s *Space) *Population {
	t.Helper()
	text, err := os.ReadFile("../../questions/technology_chiefs_population.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, problems := LoadPopulation(parsed(t, "technology_chiefs_population.yaml", string(text)), s.flow)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return p
}

// Shares of the built-in population agree with organisations drawn from it and judged by
// the plain evaluation, within four standard deviations, and add up.
func TestBuiltInSharesAgreeWithDraws(t *testing.T) {
	s, err := builtIn(t, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	p := builtInPopulation(t, s)
	shares, err := s.Shares(p)
	if err != nil {
		t.Fatal(err)
	}
	draws := 200_000
	if quick() {
		draws = 20_000
	}
	counts, left := map[string]int{}, draws
	for answers := range p.Draw(s.flow, 4) {
		result := s.evaluate(answers)
		counts[s.set.Recommendation(result)]++
		hired := []int(nil)
		for role, r := range result.Roles {
			counts[fmt.Sprint(role, r.Verdict)]++
			if r.Verdict == rule.Hire {
				hired = append(hired, role)
			}
		}
		counts[fmt.Sprint(hired)]++
		if left--; left == 0 {
			break
		}
	}
	agrees := func(key string, share float64) {
		n := float64(draws)
		if off := math.Abs(float64(counts[key]) - n*share); off > 4*math.Sqrt(n*share*(1-share))+1 {
			t.Errorf("%s: %d of %d draws, not %.1f", key, counts[key], draws, n*share)
		}
	}
	recommended, hired := Amount{Count: new(big.Int)}, Amount{Count: new(big.Int)}
	for id, amount := range shares.Recommendations {
		agrees(id, amount.Share)
		recommended.add(amount)
	}
	for _, h := range shares.Hired {
		agrees(fmt.Sprint(h.Roles), h.Share)
		hired.add(h.Amount)
	}
	sums := []Amount{recommended, hired}
	for role, verdicts := range shares.Verdicts {
		sum := Amount{Count: new(big.Int)}
		for v, amount := range verdicts {
			agrees(fmt.Sprint(role, rule.Verdict(v)), amount.Share)
			sum.add(amount)
		}
		sums = append(sums, sum)
	}
	for i, sum := range sums {
		if sum.Count.Cmp(s.Count()) != 0 || math.Abs(sum.Share-1) > 1e-9 {
			t.Errorf("sum %d is %s and %g", i, sum.Count, sum.Share)
		}
	}
}

// What cannot be counted within the budget is refused.
func TestSharesBudget(t *testing.T) {
	s, err := builtIn(t, 100)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Shares(nil)
	_, told := s.Information(nil)
	_, decides := s.Deciding(nil)
	for _, err := range []error{err, told, decides} {
		if !errors.Is(err, ErrBudget) {
			t.Errorf("the error is %v", err)
		}
	}
	if fires, err := s.Firing(nil); err != nil || len(fires) != len(s.set.Rules) {
		t.Errorf("how often rules fire needs no diagrams of verdicts: %v", err)
	}
}

func BenchmarkShares(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	p := builtInPopulation(b, s)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Shares(p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInformation(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	p := builtInPopulation(b, s)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Information(p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	p, left := builtInPopulation(b, s), b.N
	b.ResetTimer()
	for range p.Draw(s.flow, 1) {
		if left--; left <= 0 {
			break
		}
	}
}
