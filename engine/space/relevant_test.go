package space

import (
	"math/rand/v2"
	"slices"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A grid is the decision on all answers to all questions at once, those that are not
// asked among them: their answers are not seen. Questions that are not required can be
// not known too.
type grid struct {
	*brute
	values    [][]flow.Answer // by question
	decisions []int           // by the values, the first question's changing slowest
	verdicts  [][]rule.Verdict
	known     map[string]int
	result    rule.Result
	encoded   rule.Encoded
}

// newGrid takes answers that are known in part in where that is wanted. It returns nil
// where there are too many answers.
func newGrid(m *brute, inPart bool) *grid {
	g := &grid{brute: m, known: map[string]int{}}
	size := 1
	for _, q := range m.flow.Questions {
		all := everyValue(q)
		if !q.Required {
			all = append(all, flow.Unknown)
		}
		if inPart {
			all = append(all, everyPart(q)...)
		}
		g.values = append(g.values, all)
		if size *= len(all); size > 10_000 {
			return nil
		}
	}
	g.fill(make(flow.Row, len(g.values)), 0)
	return g
}

// everyPart returns the answers to a question that are known in part.
func everyPart(q *flow.Question) []flow.Answer {
	var all []flow.Answer
	for lo := q.Min; q.Type == flow.Integer && lo <= q.Max; lo++ {
		for hi := lo + 1; hi <= q.Max; hi++ {
			all = append(all, q.Integers(lo, hi))
		}
	}
	for i := range q.Options {
		for j := range i {
			if q.Type == flow.Choice {
				all = append(all, q.OneOf(i, j))
			}
		}
	}
	return slices.DeleteFunc(all, flow.Answer.IsUnknown)
}

func (g *grid) fill(row flow.Row, at int) {
	if at == len(row) {
		g.decisions = append(g.decisions, g.decide(row))
		var of []rule.Verdict
		for _, r := range g.result.Roles {
			of = append(of, r.Verdict)
		}
		g.verdicts = append(g.verdicts, of)
		return
	}
	for _, a := range g.values[at] {
		row[at] = a
		g.fill(row, at+1)
	}
}

// decide numbers the decision on answers.
func (g *grid) decide(row flow.Row) int {
	g.set.Encode(&g.encoded, row)
	g.set.Evaluate(&g.result, &g.encoded)
	text := decisionOf(&g.result)
	number, seen := g.known[text]
	if !seen {
		number = len(g.known)
		g.known[text] = number
	}
	return number
}

// decisionOf writes down what counts of a result.
func decisionOf(r *rule.Result) string {
	var text []byte
	for _, role := range r.Roles {
		text = append(text, byte('0'+role.Verdict), byte('0'+role.Mode))
	}
	for _, role := range r.Sequence {
		text = append(text, byte('a'+role))
	}
	groups := slices.Clone(r.Combined)
	slices.SortFunc(groups, slices.Compare)
	for _, group := range groups {
		text = append(text, '+')
		for _, role := range group {
			text = append(text, byte('a'+role))
		}
	}
	var instead []string
	for _, row := range r.Rows {
		if row.Kind == rule.InsteadOf {
			instead = append(instead, row.Instead.For+"/"+row.Instead.ID+"/"+row.Instead.Title)
		}
	}
	slices.Sort(instead)
	for _, thing := range instead {
		text = append(text, thing...)
	}
	return string(text)
}

// matters says of each question whether its answer can change something, for what is known
// of others: of is what the decision, or a verdict, is for all values.
func (g *grid) matters(known flow.Row, of func(at int) int) []bool {
	found := make([]bool, len(g.values))
	steps := make([]int, len(g.values))
	step := 1
	for q := len(g.values) - 1; q >= 0; q-- {
		steps[q] = step
		step *= len(g.values[q])
	}
	var visit func(q, at int)
	visit = func(q, at int) {
		if q < len(g.values) {
			for v, a := range g.values[q] {
				if known[q].IsZero() || known[q] == a {
					visit(q+1, at+v*steps[q])
				}
			}
			return
		}
		for q := range g.values {
			if !known[q].IsZero() || found[q] {
				continue
			}
			first := at - at/steps[q]%len(g.values[q])*steps[q]
			found[q] = of(first) != of(at)
		}
	}
	visit(0, 0)
	return found
}

func (g *grid) decision(at int) int { return g.decisions[at] }

// What diagrams say of verdicts is exact.
func TestRelevanceToVerdictsIsExact(t *testing.T) {
	seed, open, closed := uint64(0), 0, 0
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		g := newGrid(m, false)
		if g == nil {
			return
		}
		z, err := m.Quiz(nil)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 20))
		for range 10 {
			known := m.someAnswers(r)
			for role := range m.roots {
				told := map[string]bool{}
				z.residues.note(told, z.remaining(m.flow.Answers(known)).roots[role])
				var got []bool
				for _, q := range m.flow.Questions {
					got = append(got, told[q.ID])
				}
				want := g.matters(known, func(at int) int { return int(g.verdicts[at][role]) })
				if !slices.Equal(got, want) {
					t.Errorf("known %v: to role %d the questions %v matter, not %v", m.flow.Answers(known), role, want, got)
				}
				for _, matters := range want {
					if matters {
						open++
					} else {
						closed++
					}
				}
			}
		}
	})
	if open < enough(1000) || closed < enough(1000) {
		t.Errorf("%d questions matter, %d do not", open, closed)
	}
}

// No question is left out that can change the decision, and few are asked that cannot.
func TestOpenLeavesNothingOut(t *testing.T) {
	seed, open, needless, shut := uint64(0), 0, 0, 0
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		g := newGrid(m, false)
		if g == nil {
			return
		}
		z, err := m.Quiz(nil)
		if err != nil {
			t.Fatal(err)
		}
		large := *m.Space // of which no verdict has a diagram
		large.roots = slices.Repeat([]node{tooLarge}, len(m.roots))
		rough, err := large.Quiz(nil)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 21))
		for range 10 {
			known := m.someAnswers(r)
			want := g.matters(known, g.decision)
			answers := m.flow.Answers(known)
			got, roughly := z.Open(answers), rough.Open(answers)
			if next := rough.Best(answers, roughly); len(roughly) > 0 && !slices.Contains(roughly, next) {
				t.Errorf("known %v: the best of %v is %v", answers, roughly, next)
			}
			for i, q := range m.flow.Questions {
				asked := known[i].IsZero() && slices.Contains(m.flow.Asked(answers), q)
				switch is := slices.Contains(got, q); {
				case is && !asked:
					t.Errorf("known %v: %s is open", answers, q.ID)
				case asked && want[i] && (!is || !slices.Contains(roughly, q)):
					t.Errorf("known %v: %s is left out", answers, q.ID)
				case is && !want[i] && !q.Required:
					needless++
				case is:
					open++
				case asked:
					shut++
				}
			}
		}
	})
	t.Logf("%d open, %d of them needlessly; %d left out", open+needless, needless, shut)
	if open < enough(1000) || shut < enough(1000) || needless > open/5 {
		t.Errorf("%d questions are open, %d needlessly, %d are left out", open, needless, shut)
	}
}

// Where answers are known in part, and where nothing is open, what is left out changes
// nothing even when others are known in part too.
func TestOpenWhereAnswersAreKnownInPart(t *testing.T) {
	seed, open, needless, shut, stopped := uint64(0), 0, 0, 0, 0
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		g := newGrid(m, true)
		if g == nil {
			return
		}
		z, err := m.Quiz(nil)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 22))
		for range 20 {
			known := g.someValues(r)
			answers := m.flow.Answers(known)
			got := z.Open(answers)
			inPart := slices.ContainsFunc(known, func(a flow.Answer) bool { return !a.IsExact() && !a.IsUnknown() })
			if !inPart && len(got) > 0 {
				continue
			}
			if len(got) == 0 {
				stopped++
			}
			for i, matters := range g.matters(known, g.decision) {
				q := m.flow.Questions[i]
				asked := known[i].IsZero() && slices.Contains(m.flow.Asked(answers), q)
				switch is := slices.Contains(got, q); {
				case asked && matters && !is:
					t.Errorf("known %v: %s is left out", answers, q.ID)
				case is && !matters && !q.Required:
					needless++
				case is:
					open++
				case asked:
					shut++
				}
			}
		}
	})
	t.Logf("%d open, %d of them needlessly; %d left out; %d times none is open", open+needless, needless, shut, stopped)
	if open < enough(500) || shut < enough(500) || stopped < enough(100) || needless > open {
		t.Errorf("%d questions are open, %d needlessly, %d are left out; %d times none is", open+needless, needless, shut, stopped)
	}
}

// someValues answers some questions.
func (g *grid) someValues(r *rand.Rand) flow.Row {
	row := make(flow.Row, len(g.values))
	for i, all := range g.values {
		if r.IntN(2) == 0 {
			row[i] = all[r.IntN(len(all))]
		}
	}
	return g.flow.Row(g.flow.Visible(g.flow.Answers(row)))
}
