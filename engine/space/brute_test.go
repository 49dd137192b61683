package space

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// A writer writes small flows and rule sets at random: small enough for every answer
// set to be tried, with guards, limits of picks, required questions, rules of every
// effect and rows that read verdicts.
type writer struct {
	*rand.Rand
	asked []string // ids of questions so far
}

var roleIDs = []string{"a", "b", "c"}

func (w *writer) one(texts ...string) string { return texts[w.IntN(len(texts))] }

// flow writes a flow of three to six questions.
func (w *writer) flow() string {
	var b strings.Builder
	b.WriteString("flow: f\nversion: 1.0.0\nquestions:\n")
	kinds := []string{"n", "c", "p", "y", "o", "z"}
	w.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	for _, id := range kinds[:3+w.IntN(4)] {
		fmt.Fprintf(&b, "  - {id: %s, ask: A?, why: B., ", id)
		if len(w.asked) > 0 && w.IntN(2) == 0 {
			fmt.Fprintf(&b, "when: '%s', ", w.condition(w.IntN(3)))
		}
		if w.IntN(5) == 0 {
			b.WriteString("required: true, ")
		}
		b.WriteString(w.kind(id) + "}\n")
		w.asked = append(w.asked, id)
	}
	return b.String()
}

func (w *writer) kind(id string) string {
	switch id {
	case "n":
		return "type: integer, min: -2, max: 5"
	case "c":
		return "type: choice, options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]"
	case "p":
		limit := w.one("", ", max_picks: 1", ", max_picks: 2", ", max_picks: 3")
		return "type: choices, options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}, {id: w, label: W}]" + limit
	case "o":
		return "type: choices, max_picks: 2, options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]"
	}
	return "type: yes_no"
}

func (w *writer) condition(depth int) string {
	if depth == 0 {
		return w.part(w.asked[w.IntN(len(w.asked))])
	}
	left, right := w.condition(depth-1), w.condition(depth-1)
	switch w.IntN(6) {
	case 0:
		return "not (" + left + ")"
	case 1:
		return "(" + left + ") ? (" + right + ") : (" + w.condition(depth-1) + ")"
	case 2, 3:
		return "(" + left + ") and (" + right + ")"
	}
	return "(" + left + ") or (" + right + ")"
}

func (w *writer) part(id string) string {
	option := strconv.Quote(w.one("x", "y", "z"))
	switch id {
	case "n":
		return "n " + w.one("<", "<=", ">", ">=", "==", "!=") + " " + strconv.Itoa(w.IntN(9)-3)
	case "c":
		return w.one("c == "+option, "c != "+option, `c in ["x", `+option+"]")
	case "p", "o":
		return w.one(option+" in "+id, option+" in "+id, option+" not in "+id, fmt.Sprintf("len(%s) >= %d", id, w.IntN(4)))
	}
	return w.one(id, "not "+id)
}

// rules writes a rule set over the flow written last.
func (w *writer) rules() string {
	var b strings.Builder
	roles := roleIDs[:1+w.IntN(3)]
	b.WriteString("rule_set: r\nversion: 1.0.0\nflow: f\nthresholds: {hire: 20, later: 10}\nroles:\n")
	for _, id := range roles {
		fmt.Fprintf(&b, "  - {id: %s, title: role %s", id, id)
		if w.IntN(2) == 0 {
			fmt.Fprintf(&b, ", held: '%s'", w.condition(w.IntN(2)))
		}
		b.WriteString("}\n")
	}
	b.WriteString("sources: [{id: s, title: S, publisher: P}]\nrules:\n")
	for i := range 1 + w.IntN(8) {
		effect := fmt.Sprintf("points: {%s: %d}", w.one(roles...), []int{-15, -10, -5, 5, 10, 15, 20}[w.IntN(7)])
		switch w.IntN(8) {
		case 0:
			effect = fmt.Sprintf("require: [%s]", w.one(roles...))
		case 1:
			effect = fmt.Sprintf("rule_out: [%s]", strings.Join(roles[:1+w.IntN(len(roles))], ", "))
		case 2, 3:
			effect = fmt.Sprintf("points: {%s: 5, %s: -10}", roles[0], roles[len(roles)-1])
			if len(roles) == 1 {
				effect = "points: {a: 10}"
			}
		}
		fmt.Fprintf(&b, "  - {id: r%d, when: '%s', %s, because: B., sources: [s]}\n", i, w.condition(w.IntN(3)), effect)
	}
	b.WriteString("arrangements:\n")
	for i := range 1 + w.IntN(6) {
		when := w.condition(w.IntN(2))
		role := w.one(roles...)
		when = w.one("needed."+role, "not needed."+role, `verdict.`+role+` == "`+w.one("no", "later", "keep", "hire")+`"`) + w.one(" and ", " or ") + "(" + when + ")"
		decides := []string{fmt.Sprintf("mode: {%s: fractional}", w.one(roles...)), "first: " + w.one(roles...), "note: t", "instead: {id: i, title: T, for: t}"}
		if len(roles) > 1 {
			decides = append(decides, "combine: [a, b]", "separate: [a, b]", "mode: {a: fractional, b: full_time}")
		}
		fmt.Fprintf(&b, "  - {id: row%d, when: '%s', %s, because: B., sources: [s]}\n", i, when, w.one(decides...))
	}
	return b.String()
}

// A brute is a small random space, and every answer set of it with what the plain
// runtime makes of it.
type brute struct {
	*Space
	texts string
	all   []outcome
}

type outcome struct {
	answers flow.Answers
	result  rule.Result
	rows    []flow.Truth // what the conditions of the rows are
}

// load reads content. Package engine does so too, but stands above this one.
func load(flowText, ruleText string) (*flow.Flow, *rule.Set, error) {
	node, problems := source.Parse(source.NewFile("flow.yaml", []byte(flowText)), source.YAML)
	if err := problems.Err(); err != nil {
		return nil, nil, err
	}
	f, problems := flow.Load(node, rule.Compile)
	if err := problems.Err(); err != nil {
		return nil, nil, err
	}
	if node, problems = source.Parse(source.NewFile("rules.yaml", []byte(ruleText)), source.YAML); problems.Err() != nil {
		return nil, nil, problems.Err()
	}
	set, problems := rule.Load(node, f)
	return f, set, problems.Err()
}

// newModel writes a model. It returns nil for one that is refused, or too large to try
// everything.
func newModel(seed uint64) *brute {
	w := writer{Rand: rand.New(rand.NewPCG(seed, 4))}
	flowText := w.flow()
	ruleText := w.rules()
	f, set, err := load(flowText, ruleText)
	if err != nil {
		if text := err.Error(); strings.Contains(text, "exclude each other") || strings.Contains(text, "can require") {
			return nil
		}
		panic(fmt.Sprintf("the test's own content is wrong: %v\n%s%s", err, flowText, ruleText))
	}
	s, err := New(f, set, DefaultBudget)
	if err != nil {
		panic(err)
	}
	m := &brute{Space: s, texts: flowText + ruleText}
	if s.Count().IsInt64() && s.Count().Int64() > 4_000 {
		return nil
	}
	m.enumerate(flow.Answers{}, 0)
	return m
}

func (m *brute) enumerate(answers flow.Answers, question int) {
	if question == len(m.flow.Questions) {
		m.evaluate(answers)
		return
	}
	q := m.flow.Questions[question]
	asked := slices.Contains(m.flow.Asked(answers), q)
	if !asked || !q.Required {
		m.enumerate(answers, question+1)
	}
	if !asked {
		return
	}
	for _, a := range everyValue(q) {
		answers[q.ID] = a
		m.enumerate(answers, question+1)
		delete(answers, q.ID)
	}
}

func (m *brute) evaluate(answers flow.Answers) {
	o := outcome{answers: maps.Clone(answers)}
	var e rule.Encoded
	m.set.Encode(&e, m.flow.Row(answers))
	m.set.Evaluate(&o.result, &e)
	facts := maps.Clone(answers)
	for i, role := range m.set.Roles {
		needed, which := verdictAnswers(o.result.Roles[i].Verdict)
		facts["needed."+role.ID], facts["verdict."+role.ID] = needed, which
	}
	for _, row := range m.set.Arrangements {
		o.rows = append(o.rows, row.When.Eval(facts))
	}
	m.all = append(m.all, o)
}

// verdictAnswers returns a verdict as answers to needed and verdict. Any yes/no
// question and any choice of four makes them.
func verdictAnswers(v rule.Verdict) (needed, which flow.Answer) {
	yesNo := &flow.Question{Type: flow.YesNo, Options: make([]flow.Option, 2)}
	four := &flow.Question{Type: flow.Choice, Options: make([]flow.Option, 4)}
	needed = yesNo.OneOf(0)
	if v.Needed() {
		needed = yesNo.OneOf(1)
	}
	return needed, four.OneOf(int(v))
}

func everyValue(q *flow.Question) []flow.Answer {
	var all []flow.Answer
	switch q.Type {
	case flow.Integer:
		for v := q.Min; v <= q.Max; v++ {
			all = append(all, q.Integers(v, v))
		}
	case flow.Choices:
		for set := range 1 << len(q.Options) {
			var picks []int
			for i := range q.Options {
				if set>>i&1 == 1 {
					picks = append(picks, i)
				}
			}
			if len(picks) <= q.MaxPicks {
				all = append(all, q.Picked(picks...))
			}
		}
	default:
		for i := range q.Options {
			all = append(all, q.OneOf(i))
		}
	}
	return all
}

// models are the small models that tests share. Every one has its flow, its set and all
// its answer sets; eachModel gives it a space of its own.
var models = sync.OnceValue(func() []*brute {
	var all []*brute
	for seed := uint64(0); len(all) < mostModels(); seed++ {
		if m := newModel(seed); m != nil {
			all = append(all, m)
		}
	}
	return all
})

// allModels is how many models it takes for every kind of case to come up.
const allModels = 300

// mostModels is how many are tried. The race detector makes each take ten times as long,
// and looks for something else than they do.
func mostModels() int {
	switch {
	case raced:
		return allModels / 10
	case testing.Short():
		return allModels / 5
	}
	return allModels
}

// enough returns how often something must come up among the models, to be tested at all:
// n times, where all are tried.
func enough(n int) int {
	if mostModels() < allModels {
		return 0
	}
	return n
}

// eachModel runs a check on many small models.
func eachModel(t *testing.T, check func(t *testing.T, m *brute)) {
	t.Helper()
	for i, shared := range models() {
		s, err := New(shared.flow, shared.set, DefaultBudget)
		if err != nil {
			t.Fatal(err)
		}
		m := *shared
		m.Space = s
		check(t, &m)
		if t.Failed() {
			t.Fatalf("model %d:\n%s", i, m.texts)
		}
	}
}

func TestCountsEqualEnumeration(t *testing.T) {
	eachModel(t, func(t *testing.T, m *brute) {
		if got := m.Count(); got.Int64() != int64(len(m.all)) {
			t.Errorf("%d answer sets, not %s", len(m.all), got)
		}
		verdicts, recommended := map[string]int64{}, map[string]int64{}
		for _, o := range m.all {
			for i, r := range o.result.Roles {
				verdicts[fmt.Sprint(i, r.Verdict)]++
			}
			recommended[m.set.Recommendation(&o.result)]++
		}
		shares, err := m.Shares(nil)
		if err != nil {
			t.Fatal(err)
		}
		for role, of := range shares.Verdicts {
			for v, amount := range of {
				if want := verdicts[fmt.Sprint(role, rule.Verdict(v))]; amount.Count.Int64() != want {
					t.Errorf("role %d, %s: %d, not %s", role, rule.Verdict(v), want, amount.Count)
				}
			}
		}
		for id, amount := range shares.Recommendations {
			if amount.Count.Int64() != recommended[id] {
				t.Errorf("%s: %d, not %s", id, recommended[id], amount.Count)
			}
		}
	})
}

// holds follows a condition on answers and verdicts to its end.
func (m *brute) holds(n node, o outcome) bool {
	of := m.valuesOf(m.flow.Row(o.answers))
	for _, r := range o.result.Roles {
		of = append(of, int(r.Verdict))
	}
	for n >= terminals {
		level := m.store.level(n)
		n = m.store.child(n, level, of[level])
	}
	return n == isTrue
}

// quick reports whether tests of the built-in content are to try less.
func quick() bool { return testing.Short() || raced }
