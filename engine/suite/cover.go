package suite

import (
	"slices"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Coverage is what test cases have tried of some content. What it lists is in
// the order of the files.
type Coverage struct {
	Cases     int                `json:"cases"`
	Rules     []RuleCoverage     `json:"rules"`
	Rows      []RowCoverage      `json:"rows"`
	Questions []QuestionCoverage `json:"questions"`
	Verdicts  []VerdictCoverage  `json:"verdicts"`
}

// A RuleCoverage is in how many cases a rule was what.
type RuleCoverage struct {
	ID        string         `json:"id"`
	At        string         `json:"at"` // file:line:col
	Fired     int            `json:"fired"`
	NotFired  int            `json:"not_fired"` // false, undecided ones not counted
	Undecided int            `json:"undecided"`
	Parts     []PartCoverage `json:"parts"`
}

// Covered reports whether the rule has fired, and has been false.
func (r *RuleCoverage) Covered() bool { return r.Fired > 0 && r.NotFired > 0 }

// A RowCoverage is in how many cases an arrangement row decided something.
type RowCoverage struct {
	ID      string         `json:"id"`
	At      string         `json:"at"`
	Decided int            `json:"decided"`
	Parts   []PartCoverage `json:"parts"`
}

// A PartCoverage is what a part of a condition, which is about one question, has
// been in the cases. Alone says that it also made all the difference: that the
// condition, true or false, would have been the opposite had this part, and nothing
// else, been the opposite. Both TrueAlone and FalseAlone is what is called masking MC/DC.
type PartCoverage struct {
	Text       string `json:"text"`
	True       bool   `json:"true"`
	False      bool   `json:"false"`
	TrueAlone  bool   `json:"true_alone"`
	FalseAlone bool   `json:"false_alone"`
}

// Covered reports whether the part has been true, and has been false.
func (p PartCoverage) Covered() bool { return p.True && p.False }

// Independent reports whether the part has made all the difference both ways.
func (p PartCoverage) Independent() bool { return p.TrueAlone && p.FalseAlone }

// A QuestionCoverage is in how many cases a question had an answer, and which of
// its options none has chosen.
type QuestionCoverage struct {
	ID       string   `json:"id"`
	At       string   `json:"at"`
	Answered int      `json:"answered"`
	Untried  []string `json:"untried"` // options

	options int // how many there are
}

// A VerdictCoverage is in how many cases a role had a verdict.
type VerdictCoverage struct {
	Role    string `json:"role"`
	Verdict string `json:"verdict"`
	Seen    int    `json:"seen"`
}

// Cover tells what cases try, whether they pass or not.
func Cover(e *engine.Engine, cases []*Case) *Coverage {
	c := newCoverer(e)
	for _, test := range cases {
		c.add(observe(e.Rules(), e.Flow(), test.Answers))
	}
	return c.coverage
}

// A coverer adds one observation after the other to a coverage.
type coverer struct {
	engine    *engine.Engine
	coverage  *Coverage
	rules     [][]*rule.Formula // the parts of each rule
	rows      [][]*rule.Formula
	ruleRoots []*rule.Formula
	rowRoots  []*rule.Formula
	chosen    []uint64 // options, by question
}

func newCoverer(e *engine.Engine) *coverer {
	c := &coverer{engine: e, coverage: &Coverage{}, chosen: make([]uint64, len(e.Flow().Questions))}
	for _, r := range e.Rules().Rules {
		root, leaves, parts := partsOf(r.When)
		c.ruleRoots, c.rules = append(c.ruleRoots, root), append(c.rules, leaves)
		c.coverage.Rules = append(c.coverage.Rules, RuleCoverage{ID: r.ID, At: r.File.Place(r.At), Parts: parts})
	}
	for _, row := range e.Rules().Arrangements {
		root, leaves, parts := partsOf(row.When)
		c.rowRoots, c.rows = append(c.rowRoots, root), append(c.rows, leaves)
		c.coverage.Rows = append(c.coverage.Rows, RowCoverage{ID: row.ID, At: row.File.Place(row.At), Parts: parts})
	}
	for _, q := range e.Flow().Questions {
		c.coverage.Questions = append(c.coverage.Questions, QuestionCoverage{ID: q.ID, At: q.File.Place(q.At), Untried: q.OptionIDs(), options: len(q.Options)})
	}
	for _, role := range e.Rules().Roles {
		for _, verdict := range verdicts {
			if verdict == rule.Keep.String() && role.Held == nil {
				continue // nobody is ever in the role
			}
			c.coverage.Verdicts = append(c.coverage.Verdicts, VerdictCoverage{Role: role.ID, Verdict: verdict})
		}
	}
	return c
}

// partsOf returns the tree of a condition, its leaves, and nothing seen of them.
func partsOf(when *rule.Condition) (root *rule.Formula, leaves []*rule.Formula, parts []PartCoverage) {
	root, parts = when.Formula(), []PartCoverage{}
	walk(root, func(leaf *rule.Formula) {
		leaves = append(leaves, leaf)
		parts = append(parts, PartCoverage{Text: text(leaf)})
	})
	return root, leaves, parts
}

// alone returns what one set of answers covers by itself.
func (c *coverer) alone(o *observation) *Coverage {
	one := &coverer{engine: c.engine, rules: c.rules, rows: c.rows, ruleRoots: c.ruleRoots, rowRoots: c.rowRoots, chosen: make([]uint64, len(c.chosen)),
		coverage: &Coverage{Rules: slices.Clone(c.coverage.Rules), Rows: slices.Clone(c.coverage.Rows),
			Questions: slices.Clone(c.coverage.Questions), Verdicts: slices.Clone(c.coverage.Verdicts)}}
	for i := range one.coverage.Rules {
		one.coverage.Rules[i].Parts = slices.Clone(one.coverage.Rules[i].Parts)
	}
	for i := range one.coverage.Rows {
		one.coverage.Rows[i].Parts = slices.Clone(one.coverage.Rows[i].Parts)
	}
	one.add(o)
	return one.coverage
}

// add adds what one set of answers shows.
func (c *coverer) add(o *observation) {
	c.coverage.Cases++
	for i := range c.coverage.Rules {
		r := &c.coverage.Rules[i]
		switch o.truths[r.ID] {
		case flow.True:
			r.Fired++
		case flow.False:
			r.NotFired++
		default:
			r.Undecided++
		}
		o.parts(c.ruleRoots[i], c.rules[i], r.Parts)
	}
	for i := range c.coverage.Rows {
		row := &c.coverage.Rows[i]
		if o.rows[row.ID] {
			row.Decided++
		}
		o.parts(c.rowRoots[i], c.rows[i], row.Parts)
	}
	for i, q := range c.engine.Flow().Questions {
		c.answer(i, q, o.visible[q.ID])
	}
	for i := range c.coverage.Verdicts {
		v := &c.coverage.Verdicts[i]
		if o.result.Roles[o.set.RoleIndex(v.Role)].Verdict.String() == v.Verdict {
			v.Seen++
		}
	}
}

func (c *coverer) answer(i int, q *flow.Question, a flow.Answer) {
	if a.IsUnknown() {
		return
	}
	seen := &c.coverage.Questions[i]
	seen.Answered++
	if q.Type == flow.Integer || !a.IsExact() {
		return
	}
	for _, option := range a.Indexes() {
		c.chosen[i] |= 1 << option
	}
	seen.Untried = []string{}
	for option, id := range q.OptionIDs() {
		if c.chosen[i]>>option&1 == 0 {
			seen.Untried = append(seen.Untried, id)
		}
	}
}

// parts adds what the parts of one condition are.
func (o *observation) parts(root *rule.Formula, leaves []*rule.Formula, seen []PartCoverage) {
	for i, leaf := range leaves {
		p := &seen[i]
		switch leaf.Holds(o.fact(leaf.Question)) {
		case flow.True:
			p.True = true
			p.TrueAlone = p.TrueAlone || o.decides(root, leaf)
		case flow.False:
			p.False = true
			p.FalseAlone = p.FalseAlone || o.decides(root, leaf)
		}
	}
}

// decides reports whether a condition is true or false with one value of a part, and
// the opposite with the other.
func (o *observation) decides(root, leaf *rule.Formula) bool {
	with, without := o.eval(root, leaf, flow.True), o.eval(root, leaf, flow.False)
	return with != flow.Undecided && with == -without
}

// eval decides a condition where one of its parts has the given value.
func (o *observation) eval(f, leaf *rule.Formula, value flow.Truth) flow.Truth {
	kid := func(i int) flow.Truth { return o.eval(f.Kids[i], leaf, value) }
	switch f.Op {
	case rule.About:
		if f == leaf {
			return value
		}
		return f.Holds(o.fact(f.Question))
	case rule.Not:
		return -kid(0)
	case rule.If:
		then, otherwise := kid(1), kid(2)
		switch when := kid(0); {
		case when == flow.True, then == otherwise:
			return then
		case when == flow.False:
			return otherwise
		}
		return flow.Undecided
	case rule.All, rule.Any:
		values := make([]flow.Truth, len(f.Kids))
		for i := range f.Kids {
			values[i] = kid(i)
		}
		if f.Op == rule.All {
			return slices.Min(values)
		}
		return slices.Max(values)
	}
	return f.Value
}
