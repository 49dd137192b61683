package space

import (
	"testing"
	"time"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// For every organisation the short quiz comes to the decision of the full one, in either
// order, and asks less; also where numbers are known as ranges only.
func TestShortQuizOfTheBuiltInContent(t *testing.T) {
	s, err := builtIn(t, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	published, uniform := builtInPopulation(t, s), Uniform(s.flow)
	for _, test := range []struct {
		name       string
		population *Population
		best       bool
		ranges     bool
		draws      int
		most       float64 // share of the questions
	}{
		{"in the order of the flow", published, false, false, 1_000, 0.85},
		{"best first", published, true, false, 1_000, 0.55},
		{"in the order of the flow, all answers alike", uniform, false, false, 1_000, 0.85},
		{"best first, all answers alike", uniform, true, false, 100, 0.55},
		{"in the order of the flow, in ranges", published, false, true, 1_000, 0.85},
	} {
		t.Run(test.name, func(t *testing.T) {
			z, err := s.Quiz(test.population)
			if err != nil {
				t.Fatal(err)
			}
			full, short, left, spent := 0, 0, test.draws, time.Duration(0)
			if quick() {
				left /= 20
			}
			for answers := range test.population.Draw(s.flow, 1) {
				if test.ranges {
					answers = inRanges(s.flow, answers)
				}
				begin := time.Now()
				known := z.through(answers, test.best)
				spent += time.Since(begin)
				full, short = full+len(s.flow.Asked(answers)), short+len(known)
				if got, want := s.decision(known), s.decision(answers); got != want {
					t.Fatalf("%v: the full quiz comes to %s, the short one with %v to %s", answers, want, known, got)
				}
				if left--; left == 0 {
					break
				}
			}
			t.Logf("%d of %d questions, %.1f %%, %.2f ms each", short, full, 100*float64(short)/float64(full), spent.Seconds()*1000/float64(short))
			if float64(short) > test.most*float64(full) {
				t.Errorf("%d of %d questions are asked", short, full)
			}
		})
	}
}

// through goes through the short quiz. It returns the answers to what was asked.
func (z *Quiz) through(answers flow.Answers, best bool) flow.Answers {
	known := flow.Answers{}
	for open := z.Open(known); len(open) > 0; open = z.Open(known) {
		next := open[0]
		if best {
			next = z.Best(known, keep(open, func(q *flow.Question) bool { return q.Section == open[0].Section }))
		}
		known[next.ID] = answers[next.ID]
	}
	return known
}

// inRanges makes numbers ranges of a third of them below and above. Questions that are
// asked on account of that are not known.
func inRanges(f *flow.Flow, answers flow.Answers) flow.Answers {
	rough := flow.Answers{}
	for id, a := range answers {
		rough[id] = a
		if q := f.Question(id); q.Type == flow.Integer && a.IsExact() {
			n, _ := a.Range(q)
			rough[id] = q.Integers(n-n/3, n+n/3)
		}
	}
	for _, q := range f.Asked(rough) { // which these answers do not change
		if rough[q.ID].IsZero() {
			rough[q.ID] = flow.Unknown
		}
	}
	return f.Visible(rough)
}

// decision is that of the plain evaluation.
func (s *Space) decision(answers flow.Answers) string {
	var e rule.Encoded
	var r rule.Result
	s.set.Encode(&e, s.flow.Row(answers))
	s.set.Evaluate(&r, &e)
	return decisionOf(&r)
}

// A step of the quiz: what is open, after up to three answers.
func BenchmarkOpen(b *testing.B) {
	benchmarkStep(b, func(z *Quiz, known flow.Answers) { z.Open(known) })
}

// The same, and which of these is best.
func BenchmarkBest(b *testing.B) {
	benchmarkStep(b, func(z *Quiz, known flow.Answers) { z.Best(known, z.Open(known)) })
}

func benchmarkStep(b *testing.B, step func(z *Quiz, known flow.Answers)) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	z, err := s.Quiz(builtInPopulation(b, s))
	if err != nil {
		b.Fatal(err)
	}
	known := []flow.Answers{{}}
	for _, q := range s.flow.Questions[:3] {
		more := flow.Answers{q.ID: q.OneOf(0)}
		if q.Type == flow.Integer {
			more[q.ID] = q.Integers(120, 120)
		}
		for id, a := range known[len(known)-1] {
			more[id] = a
		}
		known = append(known, more)
	}
	b.ReportAllocs()
	for i := range b.N {
		step(z, known[i%len(known)])
	}
}

func BenchmarkQuiz(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		if _, err := s.Quiz(nil); err != nil {
			b.Fatal(err)
		}
	}
}
