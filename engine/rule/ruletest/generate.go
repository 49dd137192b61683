package ruletest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The roles that generated rules give points to.
var roles = []string{"cto", "cio", "cino"}

// Generate makes a flow of 20 questions and a set of rules over them, each as
// the text of its file: 7 whole numbers, 7 choices of 4 to 8 options, 5 yes/no
// questions, and one choices question of 10 options.
//
// A rule has 1, 2 or 3 tests (30, 45 and 25 % of rules), joined by and in 75 %
// and by or in 25 % of rules, some under not, and gives -30 to 40 points to one
// of three roles. About a third of the rules fire. The thresholds grow with the
// number of rules, so that every verdict occurs.
func Generate(rules int, seed uint64) (flowFile, ruleFile string) {
	var b strings.Builder
	b.WriteString("rule_set: generated\nversion: 1.0.0\nflow: generated\n")
	fmt.Fprintf(&b, "thresholds: {hire: %d, later: %d}\nroles:\n", 10+rules/2, 5+rules/3)
	for _, role := range roles {
		fmt.Fprintf(&b, "  - {id: %s, title: chief %s}\n", role, role)
	}
	b.WriteString("sources:\n  - {id: s, title: Made up, publisher: Nobody}\nrules:\n")
	r := NewRandom(seed)
	for i := range rules {
		points := r.below(71) - 30
		if points == 0 {
			points = 1
		}
		fmt.Fprintf(&b, "  - {id: r%d, when: '%s', points: {%s: %d}, because: So., sources: [s]}\n", i, r.condition(), roles[r.below(len(roles))], points)
	}
	return flowText(), b.String()
}

// condition returns one to three tests of different questions.
func (r *Random) condition() string {
	tests := 1
	switch p := r.below(100); {
	case p >= 75:
		tests = 3
	case p >= 30:
		tests = 2
	}
	operator := " and "
	if r.chance(0.25) {
		operator = " or "
	}
	var texts []string
	for _, i := range r.few(tests, len(questions)) {
		texts = append(texts, r.test(questions[i]))
	}
	return strings.Join(texts, operator)
}

// test returns a comparison of one answer.
func (r *Random) test(q question) string {
	switch {
	case q.bounds != nil:
		return r.not(0.06, r.compare(q))
	case q.options == nil:
		return r.not(0.3, q.id)
	case q.picks > 0:
		return r.not(0.1, strconv.Quote(q.options[r.below(len(q.options))])+" in "+q.id)
	}
	if r.chance(0.5) {
		return r.not(0.1, q.id+" == "+strconv.Quote(q.options[r.below(len(q.options))]))
	}
	var some []string
	for _, i := range r.few(2+r.below(len(q.options)/2), len(q.options)) {
		some = append(some, strconv.Quote(q.options[i]))
	}
	return r.not(0.1, q.id+" in ["+strings.Join(some, ", ")+"]")
}

func (r *Random) not(share float64, text string) string {
	if !r.chance(share) {
		return text
	}
	return "not (" + text + ")"
}

func (r *Random) compare(q question) string {
	if r.chance(0.1) {
		lo, hi := r.threshold(q), r.threshold(q)
		return fmt.Sprintf("%s in %d..%d", q.id, min(lo, hi), max(lo, hi))
	}
	operators := []string{">=", "<", ">=", "<", ">", "<="}
	return fmt.Sprintf("%s %s %d", q.id, operators[r.below(len(operators))], r.threshold(q))
}

// threshold returns a number to compare with: mostly a round one, as people
// choose them.
func (r *Random) threshold(q question) int64 {
	lo, hi := q.bounds[0], q.bounds[1]
	if r.chance(0.1) {
		return r.whole(lo, hi)
	}
	round := slices.DeleteFunc(slices.Clone(roundNumbers), func(v int64) bool { return v <= lo || v > hi })
	return round[r.below(len(round))]
}

var roundNumbers = []int64{1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 50, 75, 100, 150, 200, 250, 500, 750, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000,
	100_000, 250_000, 500_000}

// A question is what a generated flow asks: a whole number where it has bounds,
// yes/no where it has no options either, choices where it has a limit of picks.
type question struct {
	id      string
	bounds  []int64 // the least and the largest
	options []string
	picks   int
}

var questions = []question{
	{id: "headcount", bounds: []int64{1, 1_000_000}},
	{id: "engineers", bounds: []int64{0, 100_000}},
	{id: "revenue", bounds: []int64{0, 500_000}},
	{id: "sites", bounds: []int64{1, 500}},
	{id: "age", bounds: []int64{0, 200}},
	{id: "suppliers", bounds: []int64{0, 5_000}},
	{id: "countries", bounds: []int64{1, 150}},
	{id: "industry", options: []string{"software", "finance", "health", "retail", "energy", "media", "public", "other"}},
	{id: "stage", options: []string{"idea", "early", "scaling", "established"}},
	{id: "ownership", options: []string{"founders", "family", "private", "listed", "state"}},
	{id: "region", options: []string{"africa", "americas", "asia", "europe", "oceania", "several"}},
	{id: "budget", options: []string{"none", "part", "one", "several"}},
	{id: "estate", options: []string{"bought", "built", "mixed", "hosted", "outsourced"}},
	{id: "customers", options: []string{"consumers", "firms", "government", "members", "patients", "pupils", "all"}},
	{id: "regulated"},
	{id: "founder_leads"},
	{id: "has_board"},
	{id: "seeks_money"},
	{id: "works_remotely"},
	{id: "priorities", picks: 4, options: []string{"growth", "cost", "security", "ideas", "speed", "quality", "people", "data", "reach", "trust"}},
}

func flowText() string {
	var b strings.Builder
	b.WriteString("flow: generated\nversion: 1.0.0\nquestions:\n")
	for _, q := range questions {
		fmt.Fprintf(&b, "  - {id: %s, ask: %s?, why: It matters., type: ", q.id, q.id)
		switch {
		case q.bounds != nil:
			fmt.Fprintf(&b, "integer, min: %d, max: %d}\n", q.bounds[0], q.bounds[1])
			continue
		case q.options == nil:
			b.WriteString("yes_no}\n")
			continue
		case q.picks > 0:
			fmt.Fprintf(&b, "choices, max_picks: %d", q.picks)
		default:
			b.WriteString("choice")
		}
		b.WriteString(", options: [")
		for i, o := range q.options {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "{id: %s, label: %s}", o, o)
		}
		b.WriteString("]}\n")
	}
	return b.String()
}
