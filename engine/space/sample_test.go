package space

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// Shares lie in the intervals of their estimates as often as these say, in populations
// and with all answer sets alike.
func TestSharesLieInTheirIntervals(t *testing.T) {
	within, all := 0, 0
	seed := uint64(0)
	eachModel(t, func(t *testing.T, m *brute) {
		if seed++; seed%3 != 0 {
			return
		}
		for _, p := range []*Population{nil, randomPopulation(rand.New(rand.NewPCG(seed, 12)), m.flow)} {
			recommended, verdicts := m.plainShares(p)
			got := m.Sample(p, 2_000)
			count := func(e Estimate, share float64) {
				if all++; e.Low-1e-12 <= share && share <= e.High+1e-12 {
					within++
				}
				if math.Abs(e.Share-share) > 0.08 || e.Low > e.Share || e.High < e.Share {
					t.Errorf("%v for %g", e, share)
				}
			}
			for id, e := range got.Recommendations {
				count(e, recommended[id])
			}
			for role, of := range got.Verdicts {
				for v, e := range of {
					count(e, verdicts[role][v])
				}
			}
		}
	})
	if share := float64(within) / float64(all); all < enough(2_000) || share < 0.985 {
		t.Errorf("%d of %d shares lie in their intervals", within, all)
	}
}

// plainShares adds up the chances of all answer sets by what they come to.
func (m *brute) plainShares(p *Population) (recommended map[string]float64, verdicts [][rule.Hire + 1]float64) {
	recommended, verdicts = map[string]float64{}, make([][rule.Hire + 1]float64, len(m.set.Roles))
	for _, o := range m.all {
		chance := 1 / float64(len(m.all))
		if p != nil {
			chance = 1
			for i, q := range m.flow.Questions {
				if m.isAsked(o, i) {
					chance *= plainChance(q, &p.Questions[i], o.answers[q.ID], true)
				}
			}
		}
		recommended[m.set.Recommendation(&o.result)] += chance
		for role, r := range o.result.Roles {
			verdicts[role][r.Verdict] += chance
		}
	}
	return recommended, verdicts
}

// The interval is Wilson's, and never leaves what is possible.
func TestEstimate(t *testing.T) {
	for _, test := range []struct {
		count, size int
		low, high   float64
	}{
		{0, 100, 0, 0.062220688}, {100, 100, 0.937779312, 1}, {50, 100, 0.375279625, 0.624720375}, {1, 1, 0.130977543, 1}, {20_000, 100_000, 0.196761756, 0.203278051},
	} {
		if e := estimate(test.count, test.size); math.Abs(e.Low-test.low) > 1e-7 || math.Abs(e.High-test.high) > 1e-7 {
			t.Errorf("%d of %d: %.9f to %.9f, not %g to %g", test.count, test.size, e.Low, e.High, test.low, test.high)
		}
	}
}

// What is drawn can be reached, and is the same every time.
func TestDraws(t *testing.T) {
	eachModel(t, func(t *testing.T, m *brute) {
		d := m.sampler(nil)
		row := make(flow.Row, len(m.flow.Questions))
		for range 50 {
			if d.draw(row); !m.allows(d.values) || len(m.flow.Visible(m.flow.Answers(row))) != len(m.flow.Answers(row)) {
				t.Fatalf("%v is no answer set", m.flow.Answers(row))
			}
		}
		if !reflect.DeepEqual(m.Sample(nil, 30), m.Sample(nil, 30)) {
			t.Error("other draws the second time")
		}
	})
}

func BenchmarkSample(b *testing.B) {
	s, err := builtIn(b, 0)
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		s.Sample(nil, 100_000)
	}
}
