package space

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/rule/ruletest"
)

// A solver finds a way through random clauses and sums if and only if trying everything
// does, one constraint after the other.
func TestSolverEqualsEnumeration(t *testing.T) {
	ends := map[flow.Truth]int{}
	for seed := range uint64(3_000) {
		r := rand.New(rand.NewPCG(seed, 11))
		n := 2 + r.IntN(10)
		s := newSolver()
		for range n {
			s.variable(true, r.IntN(2) == 0)
		}
		left := make([]bool, 1<<n) // ways ruled out
		for range 1 + r.IntN(14) {
			var terms []term
			for range 1 + r.IntN(6) {
				terms = append(terms, term{literal(r.IntN(2 * n)), r.IntN(13) - 4})
			}
			atLeast := r.IntN(10) - 2
			if r.IntN(2) == 0 {
				var literals []literal
				for i := range terms {
					terms[i].weight = 1
					literals = append(literals, terms[i].of)
				}
				atLeast = 1
				s.clause(literals...)
			} else {
				s.sum(terms, atLeast)
			}
			for way := range left {
				left[way] = left[way] || !fits(way, terms, atLeast)
			}
			got, want := s.satisfy(1_000), flow.False
			if slices.Contains(left, false) {
				want = flow.True
			}
			if ends[got]++; got != want {
				t.Fatalf("seed %d: %s, not %s", seed, got, want)
			}
			if got == flow.True && left[s.way(n)] {
				t.Fatalf("seed %d: %b is no way", seed, s.way(n))
			}
		}
	}
	if ends[flow.True] < 1_000 || ends[flow.False] < 1_000 {
		t.Errorf("too few ends of a kind to tell: %v", ends)
	}
}

// fits reports whether terms add up to a number at least, each variable being a bit.
func fits(way int, terms []term, atLeast int) bool {
	sum := 0
	for _, t := range terms {
		if way>>t.of.variable()&1 == int(1-t.of&1) {
			sum += t.weight
		}
	}
	return sum >= atLeast
}

func (s *solver) way(variables int) int {
	way := 0
	for v := range variables {
		if s.holds(literal(2 * v)) {
			way |= 1 << v
		}
	}
	return way
}

// Pigeons do not fit into holes that are one fewer; to see it by clauses takes more
// conflicts than allowed, and then nothing is claimed.
func TestSolverGivesUp(t *testing.T) {
	pigeons := func(n int) *solver {
		s := newSolver()
		in := make([][]literal, n)
		for p := range n {
			for range n - 1 {
				in[p] = append(in[p], s.variable(true, true))
			}
			s.clause(in[p]...)
		}
		for hole := range n - 1 {
			for p := range n {
				for other := range p {
					s.clause(in[p][hole].not(), in[other][hole].not())
				}
			}
		}
		return s
	}
	if got := pigeons(5).satisfy(10_000); got != flow.False {
		t.Errorf("5 pigeons in 4 holes: %s", got)
	}
	if got := pigeons(12).satisfy(100); got != flow.Undecided {
		t.Errorf("12 pigeons in 11 holes with 100 conflicts: %s", got)
	}
}

// What a solver says of the small models equals what enumeration finds: verdicts, rows,
// and whether a rule decides. Its answers are the fewest.
func TestSolvedEqualsEnumeration(t *testing.T) {
	reached, missed := 0, 0
	eachModel(t, func(t *testing.T, m *brute) {
		check := func(what string, answers flow.Answers, err error, some func(o outcome) bool) {
			fewest := -1
			for _, o := range m.all {
				if some(o) && (fewest < 0 || len(o.answers) < fewest) {
					fewest = len(o.answers)
				}
			}
			switch {
			case err != nil:
				t.Errorf("%s: %v", what, err)
			case fewest < 0 && answers != nil, fewest >= 0 && (answers == nil || len(answers) != fewest):
				t.Errorf("%s: %v, not %d answers", what, answers, fewest)
			case answers == nil:
				missed++
			default:
				reached++
			}
		}
		for role, of := range m.set.Roles {
			for v := range rule.Hire + 1 {
				answers, err := m.solveVerdict(role, v)
				check(of.ID+" "+v.String(), answers, err, func(o outcome) bool { return o.result.Roles[role].Verdict == v })
			}
			answers, err := m.solve(m.modes[role].fractional)
			check(of.ID+" fractional", answers, err, func(o outcome) bool { return o.result.Roles[role].Mode == rule.Fractional })
		}
		for i, r := range m.set.Rules {
			for role, touches := range r.Touches {
				if touches {
					answers, err := m.solveDeciding(i, role)
					check(r.ID+" decides", answers, err, func(o outcome) bool { return m.verdict(o, -1, role) != m.verdict(o, i, role) })
				}
			}
		}
		for i, row := range m.set.Arrangements {
			answers, err := m.solve(m.deciding(i))
			check(row.ID, answers, err, func(o outcome) bool { return slices.Contains(o.result.Rows, row) })
		}
	})
	if reached < enough(500) || missed < enough(500) {
		t.Errorf("%d found and %d proven not to be there: too few to tell", reached, missed)
	}
}

// verdict works out what a role gets without a rule.
func (m *brute) verdict(o outcome, without, role int) string {
	return strings.Fields(m.verdicts(o, without))[role]
}

// Whether a verdict depends on a layer equals what comparing all answer sets finds that
// differ in it alone.
func TestSolvedMatteringEqualsEnumeration(t *testing.T) {
	seen := map[bool]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		guarding := make([]bool, m.questions)
		for _, q := range m.flow.Questions {
			m.walkNodes([]node{m.guard(q)}, func(level int32, _ []node) { guarding[level] = true })
		}
		for at := range m.questions {
			if guarding[at] {
				continue
			}
			for role, of := range m.set.Roles {
				want := m.matters(at, role)
				got, err := m.solveMattering(at, role)
				if seen[got]++; err != nil || got != want {
					t.Errorf("layer %d matters to %s: %t, %v, not %t", at, of.ID, got, err, want)
				}
			}
		}
	})
	if seen[true] < enough(300) || seen[false] < enough(300) {
		t.Errorf("too few of a kind to tell: %v", seen)
	}
}

// matters reports whether two answer sets that differ in a layer alone have different
// verdicts on a role.
func (m *brute) matters(at, role int) bool {
	verdicts := map[string]rule.Verdict{}
	for _, o := range m.all {
		values := m.valuesOf(m.flow.Row(o.answers))
		values[at] = 0
		v := o.result.Roles[role].Verdict
		if before, found := verdicts[key(values)]; found && before != v {
			return true
		}
		verdicts[key(values)] = v
	}
	return false
}

// Without any diagram of verdicts, or without one that leaves out a rule, the same is found,
// with examples of as few answers, and nothing is left open.
func TestFindingsWithoutDiagramsAreTheSame(t *testing.T) {
	seen := map[Kind]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		s, err := New(m.flow, m.set, 0)
		if err != nil {
			t.Fatal(err)
		}
		for role := range m.set.Roles {
			if s.Exact(role) && s.roots[role] >= terminals {
				t.Errorf("role %d has a diagram", role)
			}
		}
		got, err := s.Findings()
		if err != nil {
			t.Fatal(err)
		}
		want, err := m.Findings()
		if err != nil {
			t.Fatal(err)
		}
		if got, want := listed(got, seen), listed(want, map[Kind]int{}); !slices.Equal(got, want) {
			t.Errorf("found\n%q\nnot\n%q", got, want)
		}
		m.checkMootOnes(t, got, want)
		m.store.perRole = 0
		if got, err := m.Findings(); err != nil || !slices.Equal(listed(got, seen), listed(want, map[Kind]int{})) {
			t.Errorf("without more diagrams: %v, not %v, %v", got, want, err)
		}
	})
	for _, k := range []Kind{NeverDecides, NoVerdict, NeverNeeded, RowNeverHolds, RowNeverDecides} {
		if seen[k] < enough(3) {
			t.Errorf("only %d findings of kind %s in all models", seen[k], k)
		}
	}
}

// Without any diagram of verdicts properties are proven and refuted in the same way, but
// for those about more of something, which are left open.
func TestPropertiesWithoutDiagramsAreTheSame(t *testing.T) {
	seed, seen := uint64(0), map[Status]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		with := m.withProperties(t, seed)
		want, err := with.Properties()
		if err != nil {
			t.Fatal(err)
		}
		without, err := New(with.flow, with.set, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, err := without.Properties()
		if err != nil && !errors.Is(err, ErrUnproven) {
			t.Fatal(err)
		}
		for i, r := range got {
			seen[r.Status]++
			if r.Status == Unsettled && r.Property.Claim == rule.Monotonic && errors.Is(err, ErrUnproven) {
				continue
			}
			if r.Status != want[i].Status || r.answers(with.flow) != want[i].answers(with.flow) {
				t.Errorf("%s is %s by %v, not %s by %v", r.Property, r.Status, r.Examples, want[i].Status, want[i].Examples)
			}
		}
	})
	for _, status := range []Status{Proven, Refuted, Unsettled} {
		if seen[status] < enough(30) {
			t.Errorf("only %d properties are %s", seen[status], status)
		}
	}
}

// checkMootOnes holds that what is said to be moot is so, and that nothing is left out
// which diagrams show.
func (m *brute) checkMootOnes(t *testing.T, got, want []Finding) {
	t.Helper()
	is := func(f Finding) bool { return f.Kind == QuestionIsMoot || f.Kind == OptionIsMoot }
	for _, f := range got {
		if is(f) {
			m.checkMoot(t, f)
		}
	}
	for _, f := range want {
		same := func(other Finding) bool {
			return other.Kind == f.Kind && other.Question == f.Question && other.Option == f.Option
		}
		whole := func(other Finding) bool { return other.Kind == QuestionIsMoot && other.Question == f.Question }
		if is(f) && !slices.ContainsFunc(got, same) && !slices.ContainsFunc(got, whole) {
			t.Errorf("%s %s %d is not found", f.Kind, f.Question.ID, f.Option)
		}
	}
}

func listed(found []Finding, seen map[Kind]int) (texts []string) {
	for _, f := range found {
		seen[f.Kind]++
		if f.Kind != QuestionIsMoot && f.Kind != OptionIsMoot {
			texts = append(texts, fmt.Sprint(describe(f), " ", len(f.Example)))
		}
	}
	slices.Sort(texts)
	return texts
}

// In a set of rules that is too large for diagrams, what is drawn is never said to be out
// of reach.
func TestSolvedAgreesWithSamples(t *testing.T) {
	small, err := builtIn(t, 0)
	if err != nil {
		t.Fatal(err)
	}
	flowText, err := os.ReadFile("../../questions/technology_chiefs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, set, err := load(string(flowText), ruletest.Over(small.flow, 200, 1))
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(f, set, 1_000)
	if err != nil {
		t.Fatal(err)
	}
	sample, missed := s.Sample(nil, 5_000), 0
	for role := range set.Roles {
		if s.Exact(role) {
			t.Errorf("role %d has a diagram", role)
		}
		for v, share := range sample.Verdicts[role] {
			answers, err := s.solveVerdict(role, rule.Verdict(v))
			if err != nil || answers == nil && share.Share > 0 {
				t.Errorf("role %d, verdict %d: %v, %v, though it is drawn", role, v, answers, err)
			}
			if answers == nil {
				missed++
			}
		}
	}
	if missed != 3 { // nobody holds a role
		t.Errorf("%d verdicts are said to be out of reach", missed)
	}
	found, err := s.Findings()
	if err != nil && !errors.Is(err, ErrUnproven) {
		t.Error(err)
	}
	needless := map[int]bool{}
	for _, f := range found {
		if f.Kind == NeverDecides {
			needless[slices.Index(set.Rules, f.Rules[0])] = true
		}
	}
	d := s.sampler(nil)
	row := make(flow.Row, len(f.Questions))
	for range 5_000 {
		d.draw(row)
		result := s.evaluate(f.Answers(row))
		for _, i := range result.Fired {
			if needless[int(i)] && s.changes(result, int(i)) {
				t.Fatalf("%s decides for %v", set.Rules[i].ID, f.Answers(row))
			}
		}
	}
	if len(needless) == 0 {
		t.Error("no rule that decides nothing: nothing has been compared")
	}
}
