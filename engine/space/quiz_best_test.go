package space

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"chiefly/engine/flow"
)

// What answers tell about verdicts equals what enumeration finds, where no question has
// several picks: those are weighed one by one.
func TestWeigherEqualsEnumeration(t *testing.T) {
	seed, telling := uint64(0), 0
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		g := newGrid(m, false)
		if g == nil || slices.ContainsFunc(m.flow.Questions, func(q *flow.Question) bool { return q.Type == flow.Choices }) {
			return
		}
		r := rand.New(rand.NewPCG(seed, 23))
		p := randomPopulation(r, m.flow)
		z, err := m.Quiz(p)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			known := m.someAnswers(r)
			visible := m.flow.Answers(known)
			for role, root := range z.remaining(visible).roots {
				w := weigher{residues: z.residues, chance: z.chances(visible), joint: make([][]chances, len(m.layers)), gain: make([]float64, len(m.layers))}
				for at, l := range m.layers[:m.questions] {
					w.joint[at] = make([]chances, l.values())
				}
				w.weigh(root)
				for at, l := range m.layers[:m.questions] {
					if !known[l.question].IsZero() {
						continue
					}
					want := g.information(p, known, l.question, role)
					if math.Abs(w.gain[at]-want) > 1e-9 {
						t.Errorf("known %v: %s tells %g bits about role %d, not %g", visible, m.flow.Questions[l.question].ID, want, role, w.gain[at])
					}
					if want > 0.01 {
						telling++
					}
				}
			}
		}
	})
	if telling < enough(50) {
		t.Errorf("only %d answers tell anything", telling)
	}
}

// information is what the answer to a question tells about the verdict on a role.
func (g *grid) information(p *Population, known flow.Row, question, role int) float64 {
	joint := make([]chances, len(g.values[question]))
	at := 0
	var visit func(q, value int, chance float64)
	visit = func(q, value int, chance float64) {
		if q == len(g.values) {
			joint[value][g.verdicts[at][role]] += chance
			at++
			return
		}
		for v, a := range g.values[q] {
			if a.IsUnknown() {
				a = flow.Answer{}
			}
			c := plainChance(g.flow.Questions[q], &p.Questions[q], a, true)
			if !known[q].IsZero() {
				c = 0
				if known[q] == a {
					c = 1
				}
			}
			if q == question {
				value = v
			}
			visit(q+1, value, chance*c)
		}
	}
	visit(0, 0, 1)
	return information(joint)
}

// Of equals, and of those that tell nothing, the first is best.
func TestBestOfEquals(t *testing.T) {
	f, set, err := load(openFlow, openRules("y: {a: 20}; z: {b: 20}", ""))
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(f, set, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	z, err := s.Quiz(nil)
	if err != nil {
		t.Fatal(err)
	}
	all := func(ids ...string) (questions []*flow.Question) {
		for _, id := range ids {
			questions = append(questions, f.Question(id))
		}
		return questions
	}
	for _, test := range []struct {
		among []*flow.Question
		want  *flow.Question
	}{
		{all("y", "z"), f.Question("y")},
		{all("z", "y"), f.Question("z")},
		{all("more", "n", "z"), f.Question("z")},
		{all("n", "more"), f.Question("n")},
		{all("more"), f.Question("more")},
		{nil, nil},
	} {
		if got := z.Best(flow.Answers{}, test.among); got != test.want {
			t.Errorf("of %v the best is %v", test.among, got)
		}
	}
}
