package space

import (
	"math"
	"math/rand/v2"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// leaves reports whether an answer is among those that another leaves possible.
func leaves(q *flow.Question, known, a flow.Answer) bool {
	switch {
	case known.IsUnknown():
		return true
	case a.IsUnknown():
		return false
	case q.Type == flow.Integer:
		lo, hi := known.Range(q)
		n, _ := a.Range(q)
		return lo <= n && n <= hi
	case q.Type == flow.Choices:
		return known == a
	}
	return known.Possible(q)&a.Possible(q) != 0
}

// agrees reports whether an answer set agrees with what is known: where open is true,
// what is unknown can stay so.
func (m *brute) agrees(o outcome, known flow.Answers, open bool) bool {
	for i, q := range m.flow.Questions {
		a := o.answers[q.ID]
		if !m.isAsked(o, i) {
			continue
		}
		if stays := open && known[q.ID].IsUnknown(); a.IsUnknown() && !stays || !leaves(q, known[q.ID], a) {
			return false
		}
	}
	return true
}

// chanceOf is the chance of an answer set that agrees with what is known.
func (m *brute) chanceOf(p *Population, o outcome, known flow.Answers) float64 {
	chance := 1.0
	for i, q := range m.flow.Questions {
		if !m.isAsked(o, i) {
			continue
		}
		weight, sum, n := 0.0, 0.0, 0.0
		for _, other := range everyValue(q) {
			if leaves(q, known[q.ID], other) {
				w := plainWeight(q, &p.Questions[i], other)
				if sum, n = sum+w, n+1; other == o.answers[q.ID] {
					weight = w
				}
			}
		}
		if sum == 0 {
			weight, sum = 1, n
		}
		chance *= weight / sum
	}
	return chance
}

// someKnown takes an answer set, forgets some of it, and makes some of it known in part.
func (m *brute) someKnown(r *rand.Rand) flow.Answers {
	known := m.flow.Answers(m.someAnswers(r))
	m.partly(r, known)
	return known
}

// What is said of how settled advice is equals what enumeration finds.
func TestSettlementsEqualEnumeration(t *testing.T) {
	seed, seen := uint64(0), map[flow.Truth]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		r := rand.New(rand.NewPCG(seed, 13))
		p, known := randomPopulation(r, m.flow), m.someKnown(r)
		got, err := m.Settle(p, known, DefaultBudget)
		if err != nil {
			t.Fatal(err)
		}
		now := m.Space.evaluate(known)
		for role := range m.set.Roles {
			m.compareSettled(t, p, known, got.Roles[role], func(r *rule.Result) bool { return r.Roles[role].Verdict == now.Roles[role].Verdict })
			seen[got.Roles[role].Always]++
		}
		m.compareSettled(t, p, known, got.Recommendation, func(r *rule.Result) bool { return m.set.Recommendation(r) == m.set.Recommendation(now) })
		m.compareTelling(t, p, known, got)
	})
	if seen[flow.True] < enough(50) || seen[flow.False] < enough(50) || seen[flow.Undecided] > 0 {
		t.Errorf("too few of a kind to tell: %v", seen)
	}
}

func (m *brute) compareSettled(t *testing.T, p *Population, known flow.Answers, got Settled, stays func(*rule.Result) bool) {
	t.Helper()
	share, always := 0.0, flow.True
	for _, o := range m.all {
		stays := stays(&o.result)
		if stays && m.agrees(o, known, false) {
			share += m.chanceOf(p, o, known)
		}
		if !stays && m.agrees(o, known, true) {
			always = flow.False
		}
	}
	if math.Abs(got.Share-share) > 1e-9 || got.Low != got.Share || got.High != got.Share || got.Estimated {
		t.Errorf("with %v: %+v, not %g", known, got, share)
	}
	if got.Always != always {
		t.Errorf("with %v: always %s, not %s", known, got.Always, always)
	}
	if always == flow.False {
		for id, a := range known {
			if !leaves(m.flow.Question(id), a, got.Otherwise[id]) && !m.parked(got.Otherwise, id) {
				t.Errorf("%v does not agree with %v", got.Otherwise, known)
			}
		}
		if stays(m.Space.evaluate(got.Otherwise)) {
			t.Errorf("it stays with %v", got.Otherwise)
		}
	}
}

func (m *brute) parked(answers flow.Answers, id string) bool {
	_, visible := m.flow.Visible(answers)[id]
	return !visible
}

// compareTelling compares what the answers tell with the mutual information of the cell
// that an answer is in, or of whether an option is picked, and the verdict.
func (m *brute) compareTelling(t *testing.T, p *Population, known flow.Answers, got *Settlement) {
	t.Helper()
	found, last := map[*flow.Question]Telling{}, math.Inf(1)
	for _, one := range got.Telling {
		if found[one.Question] = one; one.Sum > last || one.Sum <= 0 {
			t.Errorf("%s tells nothing, or more than what is before it", one.Question.ID)
		}
		last = one.Sum
	}
	uncertain := 0.0
	joint := make([][][]chances, len(m.set.Roles)) // by role, layer and value
	for role := range m.set.Roles {
		joint[role] = make([][]chances, m.questions)
		for at := range joint[role] {
			joint[role][at] = make([]chances, m.layers[at].values())
		}
		var verdicts chances
		for _, o := range m.all {
			if !m.agrees(o, known, false) {
				continue
			}
			chance, verdict := m.chanceOf(p, o, known), o.result.Roles[role].Verdict
			verdicts[verdict] += chance
			for at, v := range m.valuesOf(m.flow.Row(o.answers)) {
				joint[role][at][v][verdict] += chance
			}
		}
		for _, chance := range verdicts {
			if chance > 0 {
				uncertain -= chance * math.Log2(chance)
			}
		}
	}
	for at := 0; at < m.questions; at = m.end(at) {
		q := m.flow.Questions[m.layers[at].question]
		want := 0.0
		for layer := at; layer < m.end(at); layer++ {
			sum := 0.0
			for role := range joint {
				sum += information(joint[role][layer])
			}
			want = max(want, sum)
		}
		if known[q.ID].IsExact() || !isOne(m.flow.Asked(known), q) {
			want = 0
		}
		if math.Abs(found[q].Sum-want) > 1e-8 {
			t.Errorf("with %v: %s tells %+v, not %g bits", known, q.ID, found[q], want)
		}
	}
	if math.Abs(got.Uncertain-uncertain) > 1e-8 || got.Estimated {
		t.Errorf("with %v: %g bits are uncertain, not %g", known, got.Uncertain, uncertain)
	}
}

func isOne(questions []*flow.Question, q *flow.Question) bool {
	for _, other := range questions {
		if other == q {
			return true
		}
	}
	return false
}

// Estimates are near what is exact, and their intervals hold it nearly always.
func TestEstimatedSettlements(t *testing.T) {
	seed, missed, of := uint64(0), 0, 0
	eachModel(t, func(t *testing.T, m *brute) {
		if seed++; seed%4 > 1 { // draws take their time
			return
		}
		r := rand.New(rand.NewPCG(seed, 14))
		p, known := randomPopulation(r, m.flow), m.someKnown(r)
		want, err := m.Settle(p, known, DefaultBudget)
		if err != nil {
			t.Fatal(err)
		}
		if seed%4 == 0 {
			for role := range m.roots {
				m.roots[role] = tooLarge
			}
		}
		got, err := m.Settle(p, known, 0)
		if err != nil {
			t.Fatal(err)
		}
		for i, exact := range append(want.Roles, want.Recommendation) {
			estimate := append(got.Roles, got.Recommendation)[i]
			if !estimate.Estimated || math.Abs(estimate.Share-exact.Share) > 0.06 {
				t.Errorf("with %v: %+v, not %g", known, estimate, exact.Share)
			}
			if of++; exact.Share < estimate.Low-1e-9 || exact.Share > estimate.High+1e-9 {
				missed++
			}
			if estimate.Always != flow.Undecided && (seed%4 == 0 || estimate.Always != exact.Always) {
				t.Errorf("with %v: %+v without looking", known, estimate)
			}
		}
		if !got.Estimated || math.Abs(got.Uncertain-want.Uncertain) > 0.2 {
			t.Errorf("with %v: %g bits are uncertain, not %g", known, got.Uncertain, want.Uncertain)
		}
	})
	if missed > of/50 {
		t.Errorf("%d of %d intervals of 99 %% miss", missed, of)
	}
}

// BenchmarkSettle settles what little is known, and what is known of most.
func BenchmarkSettle(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	all := s.flow.IDs()
	for name, forget := range map[string]int{"three unknown": 3, "eight unknown": 8, "twenty unknown": 20, "nothing known": len(all)} {
		b.Run(name, func(b *testing.B) {
			w := walker{search: search{Space: s, values: make([]int, s.questions)}}
			for range b.N {
				b.StopTimer()
				w.to(isTrue)
				answers := w.answers()
				for range forget {
					delete(answers, all[w.below(len(all))])
				}
				b.StartTimer()
				if _, err := s.Settle(nil, answers, 5_000); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
