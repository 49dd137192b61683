package space

import (
	"maps"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// TestRandomOrganisations answers the built-in questions at random, and holds that the
// diagrams say what the plain evaluation does: of verdicts and modes, and of the
// conditions of all rules and rows.
func TestRandomOrganisations(t *testing.T) {
	s, err := builtIn(t, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	organisations, least := 100_000, 20
	if quick() {
		organisations, least = 5_000, 0
	}
	o := &organisation{Space: s, Rand: rand.New(rand.NewPCG(4, 2)), values: make([]int, len(s.layers)), seen: map[string]int{}}
	for range organisations {
		if o.answer(); !o.agrees(t) {
			t.Fatalf("with%s", o)
		}
	}
	// What never occurs has not been compared.
	for _, r := range s.set.Rules {
		o.wants(t, "rule "+r.ID, r.When, least)
	}
	for _, row := range s.set.Arrangements {
		o.wants(t, "row "+row.ID, row.When, least)
	}
	for _, role := range s.set.Roles {
		for v := range rule.Hire + 1 {
			if n := o.seen[role.ID+" "+v.String()]; n < 50*least {
				t.Errorf("%s: only %d times %s", role.ID, n, v)
			}
		}
	}
}

// An organisation is answers at random, used again for the next one.
type organisation struct {
	*Space
	*rand.Rand
	answers flow.Answers
	values  []int // by layer; of verdicts too
	encoded rule.Encoded
	result  rule.Result
	seen    map[string]int // how often there was what
}

// answer answers what the flow asks. How much is not known varies from none to most.
func (o *organisation) answer() {
	o.answers = flow.Answers{}
	ignorance := o.Float64() * o.Float64()
	for _, q := range o.flow.Questions {
		switch asked := q.When == nil || q.When.Eval(o.answers) != flow.False; {
		case !asked || !q.Required && o.Float64() < ignorance:
			if asked && o.IntN(2) == 0 {
				o.answers[q.ID] = flow.Unknown
			}
		default:
			o.answers[q.ID] = o.one(q)
		}
	}
}

// one draws an answer. Numbers are of all orders of magnitude, and often those at which
// something changes; picks are often few.
func (o *organisation) one(q *flow.Question) flow.Answer {
	switch q.Type {
	case flow.Integer:
		v := q.Min + int64(math.Exp(o.Float64()*math.Log(float64(q.Max-q.Min)+1))) - 1
		if l := o.layers[o.layerOf[q.ID]]; o.IntN(2) == 0 {
			v = max(q.Min, l.starts[o.IntN(len(l.starts))]-int64(o.IntN(2)))
		}
		return q.Integers(v, v)
	case flow.Choices:
		return q.Picked(o.Perm(len(q.Options))[:min(o.IntN(q.MaxPicks+1), o.IntN(q.MaxPicks+1))]...)
	}
	return q.OneOf(o.IntN(len(q.Options)))
}

// String returns the answers, as an answers file has them.
func (o *organisation) String() string {
	text := ""
	for _, q := range o.flow.Questions {
		if a, given := o.answers[q.ID]; given {
			text += "\n" + q.ID + ": " + q.Format(a)
		}
	}
	return text
}

// agrees compares everything that is said of the answers.
func (o *organisation) agrees(t *testing.T) bool {
	o.set.Encode(&o.encoded, o.flow.Row(o.answers))
	o.set.Evaluate(&o.result, &o.encoded)
	facts := maps.Clone(o.answers)
	for i, role := range o.set.Roles {
		v := o.result.Roles[i].Verdict
		facts["needed."+role.ID], facts["verdict."+role.ID] = verdictAnswers(v)
		o.values[o.questions+i] = int(v)
		o.seen[role.ID+" "+v.String()]++
	}
	o.locate(t)
	return o.verdictsAgree(t) && o.rulesAgree(t) && o.rowsAgree(t, facts)
}

// locate finds the values of the layers for the answers, and goes there through the
// automaton.
func (o *organisation) locate(t *testing.T) {
	state := int32(0)
	for at := range o.questions {
		l := &o.layers[at]
		q := o.flow.Questions[l.question]
		o.values[at] = valueOf(q, l, o.answers[q.ID])
		if state = o.automaton.from(state, l.values())[o.values[at]]; state == blocked {
			t.Fatalf("%s is not possible with%s", q.ID, o)
		}
	}
}

func valueOf(q *flow.Question, l *layer, a flow.Answer) int {
	if a.IsUnknown() {
		return max(l.unknown(), 0) // no picks
	}
	picks, _ := a.Picks()
	switch l.kind {
	case numbers:
		v, _ := a.Range(q)
		after, _ := slices.BinarySearch(l.starts, v+1)
		return after - 1
	case options:
		return bits.TrailingZeros64(a.Possible(q))
	case bit:
		return int(picks >> l.option & 1)
	case rest:
		among := 0
		for _, option := range l.others {
			among += int(picks >> option & 1)
		}
		return among
	}
	return 0 // picks that are known
}

// end goes to the end of a diagram.
func (o *organisation) end(n node) node {
	for n >= terminals {
		level := o.store.level(n)
		n = o.store.child(n, level, o.values[level])
	}
	return n
}

func (o *organisation) verdictsAgree(t *testing.T) bool {
	for i, role := range o.set.Roles {
		want := o.result.Roles[i]
		if got := o.end(o.roots[i]); got != node(want.Verdict) {
			t.Errorf("verdict on %s: %d by its diagram, but %s", role.ID, got, want.Verdict)
		}
		if got := flow.Truth(o.end(o.held[i]) - isUndecided); role.Held != nil && got != want.Held {
			t.Errorf("%s held: %s by its diagram, but %s", role.ID, got, want.Held)
		}
		fullTime, fractional := o.end(o.modes[i].fullTime) == isTrue, o.end(o.modes[i].fractional) == isTrue
		if fullTime != (want.Mode == rule.FullTime) || fractional != (want.Mode == rule.Fractional) {
			t.Errorf("%s full-time %t, fractional %t by the diagrams, but %q", role.ID, fullTime, fractional, want.Mode)
		}
	}
	return !t.Failed()
}

func (o *organisation) rulesAgree(t *testing.T) bool {
	for i, r := range o.set.Rules {
		got, want := flow.Truth(o.end(o.rules[i])-isUndecided), r.When.Eval(o.answers)
		fired, undecided := slices.Contains(o.result.Fired, int32(i)), slices.Contains(o.result.Undecided, int32(i))
		if got != want || fired != (got == flow.True) || undecided != (got == flow.Undecided) {
			t.Errorf("rule %s: %s by its diagram, %s by its condition; evaluation: fired %t, undecided %t", r.ID, got, want, fired, undecided)
		}
		o.seen["rule "+r.ID+" "+got.String()]++
	}
	return !t.Failed()
}

func (o *organisation) rowsAgree(t *testing.T, facts flow.Answers) bool {
	for i, row := range o.set.Arrangements {
		got, want := flow.Truth(o.end(o.rows[i])-isUndecided), row.When.Eval(facts)
		if got != want {
			t.Errorf("row %s: %s by its diagram, but %s", row.ID, got, want)
		}
		o.seen["row "+row.ID+" "+got.String()]++
	}
	return !t.Failed()
}

// wants reports which values of a condition have been seen less than a number of times.
// One on verdicts alone is never undecided.
func (o *organisation) wants(t *testing.T, what string, c *rule.Condition, least int) {
	t.Helper()
	onAnswers := slices.ContainsFunc(c.Questions(), func(id string) bool { return o.flow.Question(id) != nil })
	for _, truth := range []flow.Truth{flow.False, flow.Undecided, flow.True} {
		if n := o.seen[what+" "+truth.String()]; n < least && (onAnswers || truth != flow.Undecided) {
			t.Errorf("%s: only %d times %s", what, n, truth)
		}
	}
}
