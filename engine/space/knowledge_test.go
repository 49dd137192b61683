package space

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"chiefly/engine/flow"
)

// randomPopulation draws a population for a flow.
func randomPopulation(r *rand.Rand, f *flow.Flow) *Population {
	p := Uniform(f)
	for i, q := range f.Questions {
		d := &p.Questions[i]
		d.Unknown = float64(r.IntN(3)) / 10
		if q.Type == flow.Integer {
			middle := q.Min + r.Int64N(q.Max-q.Min)
			d.Ranges = []Range{{q.Min, middle, float64(1 + r.IntN(5))}, {middle + 1, q.Max, float64(r.IntN(5))}}
		}
		for o := range d.Options {
			d.Options[o] = r.Float64()
		}
	}
	return p
}

// plainChance is the chance of an answer to a question that is asked, from the meaning
// of a population.
func plainChance(q *flow.Question, d *Distribution, a flow.Answer, open bool) float64 {
	known := 1.0
	if open && !q.Required {
		known -= d.Unknown
	}
	if a.IsZero() {
		return 1 - known
	}
	weight, sum := 0.0, 0.0
	for _, other := range everyValue(q) {
		w := plainWeight(q, d, other)
		sum += w
		if other == a {
			weight = w
		}
	}
	return known * weight / sum
}

func plainWeight(q *flow.Question, d *Distribution, a flow.Answer) float64 {
	if q.Type == flow.Integer {
		n, _ := a.Range(q)
		for _, r := range d.Ranges {
			if r.Lo <= n && n <= r.Hi {
				return r.Weight / float64(r.Hi-r.Lo+1)
			}
		}
		return 0
	}
	if picks, known := a.Picks(); known {
		w := 1.0
		for i, chance := range d.Options {
			if picks>>i&1 == 1 {
				w *= chance
			} else {
				w *= 1 - chance
			}
		}
		return w
	}
	return d.Options[bits.TrailingZeros64(a.Possible(q))]
}

// cellChance adds up the chances of the answer sets in the same cells.
func (m *brute) cellChances(p *Population, open bool) map[string]float64 {
	sums := map[string]float64{}
	for _, o := range m.all {
		chance := 1.0
		for i, q := range m.flow.Questions {
			if asked := m.isAsked(o, i); asked {
				chance *= plainChance(q, &p.Questions[i], o.answers[q.ID], open)
			}
		}
		sums[key(m.valuesOf(m.flow.Row(o.answers)))] += chance
	}
	return sums
}

func (m *brute) isAsked(o outcome, question int) bool {
	when := m.flow.Questions[question].When
	return when == nil || when.Eval(m.flow.Visible(o.answers)) != flow.False
}

func key(values []int) string {
	var b []byte
	for _, v := range values {
		b = append(b, byte(v))
	}
	return string(b)
}

// Chances along every way through the automaton are those of the answer sets, and add
// up to 1.
func TestChancesEqualEnumeration(t *testing.T) {
	seed := uint64(0)
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		r := rand.New(rand.NewPCG(seed, 9))
		for _, open := range []bool{false, true} {
			p := randomPopulation(r, m.flow)
			want := m.cellChances(p, open)
			k := m.knowing(p, make(flow.Row, len(m.flow.Questions)), open)
			sum := 0.0
			m.ways(k, 0, 1, nil, func(values []int, chance float64) {
				sum += chance
				if math.Abs(chance-want[key(values)]) > 1e-9 {
					t.Errorf("%v: %g, not %g", values, chance, want[key(values)])
				}
			})
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("the chances add up to %g", sum)
			}
		}
	})
}

// ways goes through all ways that are possible.
func (m *brute) ways(k *knowledge, state int32, chance float64, values []int, visit func([]int, float64)) {
	at := m.automaton.layer(state)
	if at == m.questions {
		visit(values, chance)
		return
	}
	possible, chances := k.from(m.automaton, state, m.layers[at].values())
	for v, to := range m.automaton.from(state, m.layers[at].values()) {
		if possible[v] {
			m.ways(k, to, chance*chances[v], append(values[:len(values):len(values)], v), visit)
		}
	}
}
