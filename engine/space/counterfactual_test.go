package space

import (
	"maps"
	"math/bits"
	"math/rand/v2"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A move is how far it is from some answers to others: how many are different, and how
// many steps apart.
type move struct{ changes, steps int }

func (m move) less(than move) bool {
	return m.changes < than.changes || m.changes == than.changes && m.steps < than.steps
}

// plainMove measures a move between two answers to one question that is asked. It
// reports whether the first can be changed to the second.
func (m *brute) plainMove(q *flow.Question, from, to flow.Answer) (move, bool) {
	switch {
	case from.IsUnknown() && to.IsUnknown() || from == to || m.holdsWhole(q, from, to):
		return move{}, true
	case to.IsUnknown() || q.Fixed:
		return move{}, false
	}
	switch q.Type {
	case flow.Integer:
		return m.plainSteps(q, from, to)
	case flow.Choices:
		a, _ := from.Picks()
		b, _ := to.Picks()
		return move{1, bits.OnesCount64(a ^ b)}, true
	}
	a, b := bits.TrailingZeros64(from.Possible(q)), bits.TrailingZeros64(to.Possible(q))
	switch {
	case from.IsUnknown():
		return move{1, 1}, true
	case !from.IsExact():
		return move{1, 2 - int(from.Possible(q)>>b&1)}, true
	}
	return move{1, max(a-b, b-a)}, true
}

// holdsWhole reports whether a range and a number are all one to conditions.
func (m *brute) holdsWhole(q *flow.Question, from, to flow.Answer) bool {
	if q.Type != flow.Integer || from.IsUnknown() || from.IsExact() || to.IsUnknown() {
		return false
	}
	l := m.layers[m.layerOf[q.ID] : m.layerOf[q.ID]+1]
	lo, hi := from.Range(q)
	cell := values(q, l, to)[0]
	return values(q, l, q.Integers(lo, lo))[0] == cell && values(q, l, q.Integers(hi, hi))[0] == cell
}

// plainSteps counts the cells between two numbers. A number that is not the nearest of
// its cell is none to go to.
func (m *brute) plainSteps(q *flow.Question, from, to flow.Answer) (move, bool) {
	starts := m.layers[m.layerOf[q.ID]].starts
	lo, hi := from.Range(q)
	b, _ := to.Range(q)
	cell := func(n int64) int {
		c := 0
		for c+1 < len(starts) && starts[c+1] <= n {
			c++
		}
		return c
	}
	gap := func(n int64) int64 { return max(lo-n, n-hi, 0) }
	nearest := map[int]int64{} // by cell; the least of those that are alike
	for n := q.Max; n >= q.Min; n-- {
		if best, seen := nearest[cell(n)]; !seen || gap(n) <= gap(best) {
			nearest[cell(n)] = n
		}
	}
	if nearest[cell(b)] != b || cell(lo) == cell(hi) && cell(lo) == cell(b) {
		return move{}, false
	}
	steps := 1
	for c, n := range nearest {
		if gap(b) > 0 && c != cell(b) && gap(n) > 0 && (gap(n) < gap(b) || gap(n) == gap(b) && n < b) {
			steps++
		}
	}
	if gap(b) > 0 && cell(lo) != cell(hi) {
		steps++
	}
	return move{1, steps}, true
}

// between measures a move between whole answer sets.
func (m *brute) between(from flow.Answers, to outcome) (sum move, can bool) {
	for i, q := range m.flow.Questions {
		if !m.isAsked(to, i) {
			continue
		}
		one, can := m.plainMove(q, from[q.ID], to.answers[q.ID])
		if !can {
			return move{}, false
		}
		sum.changes, sum.steps = sum.changes+one.changes, sum.steps+one.steps
	}
	return sum, true
}

// parking adds answers to questions that are not asked, and fixes some questions.
func (m *brute) parking(r *rand.Rand) flow.Answers {
	from := flow.Answers{}
	start := m.all[r.IntN(len(m.all))]
	for i, q := range m.flow.Questions {
		q.Fixed = r.IntN(4) == 0
		if all := everyValue(q); !m.isAsked(start, i) && r.IntN(2) == 0 {
			from[q.ID] = all[r.IntN(len(all))]
		} else if a, given := start.answers[q.ID]; given {
			from[q.ID] = a
		}
	}
	return from
}

// What is nearest equals what trying all answer sets finds.
func TestCounterfactualsEqualEnumeration(t *testing.T) {
	seed, seen := uint64(0), map[int]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		r := rand.New(rand.NewPCG(seed, 11))
		for range 2 {
			from := m.parking(r)
			if before := maps.Clone(from); m.partly(r, from) {
				from = before
			}
			now := m.Space.evaluate(from)
			for role := range m.set.Roles {
				want := map[rule.Verdict]move{}
				for _, o := range m.all {
					v := o.result.Roles[role].Verdict
					if d, can := m.between(from, o); can && v != now.Roles[role].Verdict && o.result.Roles[role].Held == now.Roles[role].Held {
						if best, seen := want[v]; !seen || d.less(best) {
							want[v] = d
						}
					}
				}
				m.compare(t, from, role, want, false)
				for _, d := range want {
					seen[d.changes]++
				}
			}
		}
	})
	if seen[1] < enough(300) || seen[2] < enough(100) || seen[3] < enough(10) {
		t.Errorf("too few of a kind to tell: %v", seen)
	}
}

// compare compares what is found with the least moves to each verdict.
func (m *brute) compare(t *testing.T, from flow.Answers, role int, want map[rule.Verdict]move, oneByOne bool) {
	t.Helper()
	found, err := m.Counterfactuals(from, role, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Nearest) != len(want) || found.OneByOne != oneByOne {
		t.Errorf("role %d from %v: %v, not %v", role, from, found, want)
	}
	last := move{}
	for _, c := range found.Nearest {
		got := m.check(t, from, role, c)
		if got != want[c.Verdict] || got.less(last) {
			t.Errorf("role %d from %v to %v: %v, not %v", role, from, c, got, want[c.Verdict])
		}
		last = got
	}
	first, err := m.Counterfactuals(from, role, false)
	if err != nil || len(first.Nearest) != min(1, len(want)) {
		t.Fatalf("%v, %v", first, err)
	}
	for _, c := range first.Nearest {
		if got, least := m.check(t, from, role, c), m.check(t, from, role, found.Nearest[0]); got != least {
			t.Errorf("role %d from %v: the nearest is %v away, not %v", role, from, got, least)
		}
	}
}

// check evaluates a counterfactual, and measures it.
func (m *brute) check(t *testing.T, from flow.Answers, role int, c Counterfactual) move {
	t.Helper()
	to := flow.Answers{}
	for id, a := range from {
		to[id] = a
	}
	sum := move{}
	for id, a := range c.Changes {
		one, can := m.plainMove(m.flow.Question(id), from[id], a)
		if !can || one.changes == 0 {
			t.Errorf("%s cannot change from %v to %v", id, from[id], a)
		}
		to[id] = a
		sum.changes, sum.steps = sum.changes+one.changes, sum.steps+one.steps
	}
	if got := m.Space.evaluate(to).Roles[role].Verdict; got != c.Verdict {
		t.Errorf("the verdict on role %d is %s with %v, not %s", role, got, to, c.Verdict)
	}
	for _, q := range m.flow.Asked(to) {
		if q.Required && to[q.ID].IsUnknown() {
			t.Errorf("%v lacks %s", to, q.ID)
		}
	}
	return sum
}

// partly makes some answers known in part. It reports whether conditions tell apart what
// one can be.
func (m *brute) partly(r *rand.Rand, from flow.Answers) (apart bool) {
	for _, q := range m.flow.Questions {
		a := from[q.ID]
		if !a.IsExact() || q.Type == flow.Choices || r.IntN(2) == 0 {
			continue
		}
		if lo, hi := a.Range(q); q.Type == flow.Integer {
			from[q.ID] = q.Integers(lo-r.Int64N(3), hi+r.Int64N(3))
		} else {
			from[q.ID] = q.Chosen(a.Possible(q) | 1<<r.IntN(len(q.Options)))
		}
		a = from[q.ID]
		lo, _ := a.Range(q)
		apart = apart || !a.IsExact() && !a.IsUnknown() && !m.holdsWhole(q, a, q.Integers(lo, lo))
	}
	return apart
}

// Where answers are known in part, or diagrams are too large, what is nearest equals what
// trying all single answers finds.
func TestSingleCounterfactualsEqualEnumeration(t *testing.T) {
	seed, seen := uint64(0), 0
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		r := rand.New(rand.NewPCG(seed, 12))
		from := m.parking(r)
		if seed%4 == 0 {
			for role := range m.roots {
				m.roots[role] = tooLarge
			}
		} else if !m.partly(r, from) {
			return
		}
		now := m.Space.evaluate(from)
		for role := range m.set.Roles {
			want := map[rule.Verdict]move{}
			for _, q := range m.flow.Asked(from) {
				m.tryAll(from, q, func(d move, result *rule.Result) {
					v := result.Roles[role].Verdict
					if best, seen := want[v]; v != now.Roles[role].Verdict && result.Roles[role].Held == now.Roles[role].Held && (!seen || d.less(best)) {
						want[v] = d
					}
				})
			}
			m.compare(t, from, role, want, true)
			seen += len(want)
		}
	})
	if seen < enough(100) {
		t.Errorf("only %d", seen)
	}
}

// tryAll tries all answers to a question that leave no required one out.
func (m *brute) tryAll(from flow.Answers, q *flow.Question, visit func(move, *rule.Result)) {
	before, given := from[q.ID]
	for _, a := range everyValue(q) {
		d, can := m.plainMove(q, before, a)
		from[q.ID] = a
		missing := false
		for _, asked := range m.flow.Asked(from) {
			missing = missing || asked.Required && from[asked.ID].IsUnknown()
		}
		if can && d.changes > 0 && !missing {
			visit(d, m.Space.evaluate(from))
		}
	}
	if from[q.ID] = before; !given {
		delete(from, q.ID)
	}
}

func TestPicksChangedAtATime(t *testing.T) {
	for options, want := range map[int]int{1: 3, 3: 3, 17: 3, 22: 3, 23: 2, 62: 2, 63: 1, 64: 1} {
		if got := mostPicks(options); got != want {
			t.Errorf("%d of %d options, not %d", got, options, want)
		}
	}
}

const manyOptions = `
flow: f
version: 1.0.0
questions:
  - {id: n, type: integer, min: 0, max: 9, ask: A?, why: B.}
  - {id: p, type: choices, ask: A?, why: B., options: [
      {id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}, {id: e, label: E}, {id: f, label: F}]}
`

// manyRules needs three picks for "later", and six for "hire".
const manyRules = `
rule_set: r
version: 1.0.0
flow: f
thresholds: {hire: 30, later: 15}
roles: [{id: a, title: a}]
sources: [{id: s, title: S, publisher: P}]
rules:
  - {id: a, when: '"a" in p', points: {a: 5}, because: B., sources: [s]}
  - {id: b, when: '"b" in p', points: {a: 5}, because: B., sources: [s]}
  - {id: c, when: '"c" in p', points: {a: 5}, because: B., sources: [s]}
  - {id: d, when: '"d" in p', points: {a: 5}, because: B., sources: [s]}
  - {id: e, when: '"e" in p', points: {a: 5}, because: B., sources: [s]}
  - {id: f, when: '"f" in p', points: {a: 5}, because: B., sources: [s]}
  - {id: g, when: n > 5, points: {a: -1}, because: B., sources: [s]}
`

// While an answer is known in part, no more than three picks are changed; what takes more
// is left aside, and that is said.
func TestPicksAreLimited(t *testing.T) {
	f, set, err := load(manyOptions, manyRules)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(f, set, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		n               flow.Answer
		verdicts, picks int
	}{{f.Questions[0].Integers(2, 8), 1, 3}, {f.Questions[0].Integers(2, 3), 2, 0}} {
		c, err := s.Counterfactuals(flow.Answers{"n": test.n, "p": f.Questions[1].Picked()}, 0, true)
		if err != nil || len(c.Nearest) != test.verdicts || c.Picks != test.picks {
			t.Errorf("%v: %+v, %v", test.n, c, err)
		}
	}
}
