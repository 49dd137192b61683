package space

import (
	"math"
	"math/rand/v2"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// Forecasts with some answers known equal what enumeration finds.
func TestForecastsEqualEnumeration(t *testing.T) {
	seed, settled := uint64(0), 0
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		r := rand.New(rand.NewPCG(seed, 10))
		p := randomPopulation(r, m.flow)
		known := m.someAnswers(r)
		k := m.knowing(p, known, true)
		for role, root := range m.roots {
			f, err := m.forecast(k, root, DefaultBudget)
			if err != nil {
				t.Fatal(err)
			}
			want, can := m.plainForecast(p, known, role)
			for v := range want {
				if math.Abs(f.verdicts[v]-want[v]) > 1e-9 {
					t.Errorf("role %d, %s: %g, not %g", role, rule.Verdict(v), f.verdicts[v], want[v])
				}
			}
			if got := m.outcomes(k, root); got != can {
				t.Errorf("role %d: the verdicts %v are possible, not %v", role, got, can)
			} else if got[0] != (got[1] || got[2] || got[3]) {
				settled++
			}
		}
	})
	if settled < enough(50) {
		t.Errorf("only %d verdicts that are settled", settled)
	}
}

// someAnswers takes an answer set, and forgets some of it.
func (m *brute) someAnswers(r *rand.Rand) flow.Row {
	row := m.flow.Row(m.all[r.IntN(len(m.all))].answers)
	for i := range row {
		if r.IntN(2) == 0 {
			row[i] = flow.Answer{}
		}
	}
	return m.flow.Row(m.flow.Visible(m.flow.Answers(row)))
}

// plainForecast tries all answer sets that agree with what is known.
func (m *brute) plainForecast(p *Population, known flow.Row, role int) (sums chances, can [rule.Hire + 1]bool) {
	total := 0.0
	for _, o := range m.all {
		chance := 1.0
		for i, q := range m.flow.Questions {
			switch asked := m.isAsked(o, i); {
			case !asked:
			case known[i].IsZero():
				chance *= plainChance(q, &p.Questions[i], o.answers[q.ID], true)
			case known[i] != o.answers[q.ID]:
				chance = -1
			}
			if chance < 0 {
				break
			}
		}
		if chance < 0 {
			continue
		}
		v := o.result.Roles[role].Verdict
		sums[v] += chance
		can[v] = true
		total += chance
	}
	for v := range sums {
		sums[v] /= total
	}
	return sums, can
}

// What an answer tells about a verdict is the mutual information of the two.
func TestInformation(t *testing.T) {
	for _, test := range []struct {
		joint []chances
		want  float64
	}{
		{[]chances{{0.5}, {0, 0, 0, 0.5}}, 1},
		{[]chances{{0.25, 0.25}, {0.25, 0.25}}, 0},
		{[]chances{{0.25}, {0, 0.25}, {0, 0, 0.25}, {0, 0, 0, 0.25}}, 2},
		{[]chances{{0.5, 0.25}, {0, 0.25}}, 0.3112781244591328},
	} {
		if got := information(test.joint); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%v: %g bits, not %g", test.joint, got, test.want)
		}
	}
}
