package space

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// property writes a property at random.
func (w *writer) property(f *flow.Flow, roles []*rule.Role) string {
	role := roles[w.IntN(len(roles))].ID
	about := func() string {
		left := w.one("needed."+role, "not needed."+role, "verdict."+role+` == "`+w.one("no", "later", "keep", "hire")+`"`,
			"mode."+role+` == "`+w.one("none", "full_time", "fractional")+`"`, "mode."+role+` != "full_time"`, "true")
		return "(" + left + ") " + w.one("and", "or") + " (" + w.condition(w.IntN(2)) + ")"
	}
	switch w.IntN(6) {
	case 0:
		return fmt.Sprintf("always: '%s implies %s'", about(), about())
	case 1:
		return fmt.Sprintf("always: '%s'", about())
	case 2:
		return fmt.Sprintf("never: '%s'", about())
	case 3:
		if len(roles) > 1 {
			return fmt.Sprintf("at_most: '%d %s roles %s'", w.IntN(len(roles)), w.one("needed", "hired"), w.one("", "when "+about()))
		}
	}
	q := f.Questions[w.IntN(len(f.Questions))]
	in := fmt.Sprintf("role: %s, in: %s, falling: %s", role, q.ID, w.one("true", "false"))
	switch q.Type {
	case flow.Choice:
		return "never: " + role + "_" // not read
	case flow.Choices:
		in += ", option: " + w.one(q.OptionIDs()...)
	case flow.Integer:
		if w.IntN(2) == 0 {
			from := int(q.Min) + w.IntN(int(q.Max-q.Min))
			in += fmt.Sprintf(", from: %d, to: %d", from, from+1+w.IntN(int(q.Max)-from))
		}
	}
	return "monotone: {" + in + "}"
}

// withProperties loads a model again with random properties.
func (m *brute) withProperties(t *testing.T, seed uint64) *Space {
	t.Helper()
	w := writer{Rand: rand.New(rand.NewPCG(seed, 11)), asked: m.flow.IDs()}
	at := strings.Index(m.texts, "rule_set:")
	text := m.texts[at:] + "properties:\n"
	for range 8 {
		if p := w.property(m.flow, m.set.Roles); !strings.HasSuffix(p, "_") {
			text += "  - {" + p + "}\n"
		}
	}
	f, set, err := load(m.texts[:at], text)
	if err != nil {
		t.Fatalf("the test's own properties are wrong: %v\n%s", err, text)
	}
	s, err := New(f, set, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Properties are refuted if and only if enumeration refutes them, and with as few
// answers.
func TestPropertiesEqualEnumeration(t *testing.T) {
	seed, seen := uint64(0), map[string]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		seed++
		s := m.withProperties(t, seed)
		results, err := s.Properties()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			if r.Property.Claim == rule.Monotonic && len(m.all) > 800 {
				continue // all pairs take too long
			}
			seen[fmt.Sprint(r.Property.Claim, " ", r.Status)]++
			if got, want := r.answers(s.flow), m.plainly(r.Property); got != want {
				t.Errorf("%s is %s by %d answers %v, not by %d", r.Property, r.Status, got, r.Examples, want)
			}
		}
	})
	for _, claim := range []rule.Claim{rule.Always, rule.Never, rule.AtMost, rule.Monotonic} {
		for _, status := range []Status{Proven, Refuted} {
			if n := seen[fmt.Sprint(claim, " ", status)]; n < enough(30) {
				t.Errorf("only %d properties %s %s", n, claim, status)
			}
		}
	}
}

// answers returns how many questions are answered in one example or the other, or -1.
func (r PropertyResult) answers(f *flow.Flow) int {
	if r.Status == Proven && r.Examples == nil {
		return -1
	}
	n := 0
	for _, q := range f.Questions {
		for _, example := range r.Examples {
			if !example[q.ID].IsZero() {
				n++
				break
			}
		}
	}
	return n
}

// plainly finds the fewest answers that refute a property among all, or -1.
func (m *brute) plainly(p *rule.Property) int {
	fewest := -1
	note := func(n int) {
		if fewest < 0 || n < fewest {
			fewest = n
		}
	}
	if p.Claim == rule.Monotonic {
		m.eachPair(p.Growing, note)
		return fewest
	}
	for _, o := range m.all {
		if m.refutes(p, o) {
			note(len(o.answers))
		}
	}
	return fewest
}

func (m *brute) refutes(p *rule.Property, o outcome) bool {
	facts, count := maps.Clone(o.answers), 0
	three := &flow.Question{Type: flow.Choice, Options: make([]flow.Option, 3)}
	for i, role := range m.set.Roles {
		r := o.result.Roles[i]
		needed, which := verdictAnswers(r.Verdict)
		facts["needed."+role.ID], facts["verdict."+role.ID] = needed, which
		facts["mode."+role.ID] = three.OneOf(map[string]int{"": 0, "full_time": 1, "fractional": 2}[r.Mode.String()])
		if r.Verdict.String() == "hire" || !p.Hired && r.Verdict.String() == "keep" {
			count++
		}
	}
	if p.If != nil && p.If.Eval(facts) != flow.True {
		return false
	}
	switch p.Claim {
	case rule.AtMost:
		return count > p.Most
	case rule.Never:
		return p.Then.Eval(facts) == flow.True
	}
	return p.Then.Eval(facts) != flow.True
}

// eachPair tells of each two answer sets that refute a property about more of something
// how many questions are answered in one or the other.
func (m *brute) eachPair(of *rule.Monotone, note func(answers int)) {
	index := m.flow.IDs()
	asked := make([][]bool, len(m.all))
	rows := make([]flow.Row, len(m.all))
	for i, o := range m.all {
		rows[i] = m.flow.Row(o.answers)
		for q := range index {
			asked[i] = append(asked[i], m.isAsked(o, q))
		}
	}
	for i, less := range m.all {
		for j, more := range m.all {
			a, b := min(less.result.Roles[of.Role].Verdict, rule.Keep), min(more.result.Roles[of.Role].Verdict, rule.Keep)
			if !of.Falling && a <= b || of.Falling && a >= b {
				continue
			}
			answered, differs := 0, false
			for q, id := range index {
				x, y := rows[i][q], rows[j][q]
				if !x.IsZero() || !y.IsZero() {
					answered++
				}
				switch {
				case id == of.Question.ID:
					differs = differs || !isMore(of, x, y)
				case asked[i][q] && asked[j][q]:
					differs = differs || x != y
				}
			}
			if !differs {
				note(answered)
			}
		}
	}
}

func isMore(of *rule.Monotone, less, more flow.Answer) bool {
	q := of.Question
	if less.IsZero() || more.IsZero() {
		return false
	}
	switch q.Type {
	case flow.Integer:
		a, _ := less.Range(q)
		b, _ := more.Range(q)
		return a < b && a >= of.From && b <= of.To
	case flow.Choices:
		a, b := fmt.Sprint(less.Indexes()), fmt.Sprint(more.Indexes())
		var picks []int
		for _, i := range more.Indexes() {
			if i != of.Option {
				picks = append(picks, i)
			}
		}
		return a != b && a == fmt.Sprint(picks)
	}
	return less.Indexes()[0] < more.Indexes()[0]
}
