package suite

import (
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// Choose tells which cases run: those whose names match, without those to be
// skipped. While one of them is marked only, the others do not run.
func Choose(cases []*Case, match func(name string) bool) (run, skipped []*Case) {
	only := false
	for _, c := range cases {
		switch {
		case !match(c.Name):
		case c.Skip != "":
			skipped = append(skipped, c)
		default:
			run, only = append(run, c), only || c.Only
		}
	}
	if only {
		run = slices.DeleteFunc(run, func(c *Case) bool { return !c.Only })
	}
	return run, skipped
}

// A Mismatch is one thing that the advice should say and does not.
type Mismatch struct {
	// What it is about, in words: "the verdict on cio", "rule growing".
	What     string   `json:"what"`
	Expected string   `json:"expected"`
	Actual   string   `json:"actual"`
	At       string   `json:"at"`  // of the expectation: file:line:col
	Why      []string `json:"why"` // lines that tell what is behind it
}

// Run compares the advice with what the case expects, and returns the differences
// in the order in which they stand in the case. No difference is a pass.
func (c *Case) Run(e *engine.Engine) []Mismatch {
	o := observe(e.Rules(), e.Flow(), c.Answers)
	var found []Mismatch
	why := explainer{engine: e, test: c, seen: o}
	for _, x := range c.expected {
		if got := o.got(x); got != x.want {
			found = append(found, Mismatch{describe(x), shown(x.want), shown(got), c.File + ":" + x.at.String(), why.of(x)})
		}
	}
	return found
}

// shown writes what is expected, or is there, so that it can be seen.
func shown(value string) string {
	switch value {
	case "":
		return "none"
	case fires:
		return "fires"
	}
	return value
}

// passes reports whether a rule set, perhaps another than the case was written for,
// meets the expectations that count.
func (c *Case) passes(o *observation, counts func(expectation) bool) bool {
	return !slices.ContainsFunc(c.expected, func(x expectation) bool { return counts(x) && o.got(x) != x.want })
}

// An observation is what a rule set makes of answers.
type observation struct {
	set     *rule.Set
	visible flow.Answers
	result  rule.Result
	rows    map[string]bool // that decided something
	truths  map[string]flow.Truth
}

func observe(set *rule.Set, f *flow.Flow, answers flow.Answers) *observation {
	o := &observation{set: set, visible: f.Visible(answers), rows: map[string]bool{}, truths: map[string]flow.Truth{}}
	var encoded rule.Encoded
	set.Encode(&encoded, f.Row(answers))
	set.Evaluate(&o.result, &encoded)
	for _, row := range o.result.Rows {
		o.rows[row.ID] = true
	}
	for _, r := range set.Rules {
		o.truths[r.ID] = flow.False
	}
	for _, i := range o.result.Fired {
		o.truths[set.Rules[i].ID] = flow.True
	}
	for _, i := range o.result.Undecided {
		o.truths[set.Rules[i].ID] = flow.Undecided
	}
	return o
}

// got returns what there is in place of what is wanted.
func (o *observation) got(x expectation) string {
	switch x.key {
	case keyRecommendation:
		return o.set.Recommendation(&o.result)
	case keyVerdicts:
		return o.result.Roles[o.set.RoleIndex(x.of)].Verdict.String()
	case keyMode:
		return o.result.Roles[o.set.RoleIndex(x.of)].Mode.String()
	case keySequence:
		return list(o.roles(o.result.Sequence))
	case keyCombined:
		return o.combined()
	case keyInstead:
		return o.instead()
	case keyRows, keyNotRows:
		if o.rows[x.of] {
			return decides
		}
		return silent
	}
	return o.rule(x)
}

// rule returns what a rule does. Where it should not fire, it does not matter
// whether it is false or undecided.
func (o *observation) rule(x expectation) string {
	switch truth := o.truths[x.of]; {
	case truth == flow.True:
		return fires
	case truth == flow.Undecided && x.want != fails:
		return undecided
	}
	return fails
}

func (o *observation) roles(indexes []int) []string {
	ids := make([]string, len(indexes))
	for i, role := range indexes {
		ids[i] = o.set.Roles[role].ID
	}
	return ids
}

func (o *observation) combined() string {
	var groups []string
	for _, group := range o.result.Combined {
		groups = append(groups, list(sorted(o.roles(group))))
	}
	return list(sorted(groups))
}

func (o *observation) instead() string {
	var ids []string
	for _, row := range o.result.Rows {
		if row.Kind == rule.InsteadOf {
			ids = append(ids, row.Instead.ID)
		}
	}
	return list(sorted(ids))
}

// fact returns the answer to a question as conditions see it. Questions of
// arrangements can be about a verdict.
func (o *observation) fact(q *flow.Question) flow.Answer {
	owner, role, derived := strings.Cut(q.ID, ".")
	if !derived {
		return o.visible[q.ID]
	}
	verdict := o.result.Roles[o.set.RoleIndex(role)].Verdict
	switch {
	case owner == "verdict":
		return q.OneOf(int(verdict))
	case verdict.Needed():
		return q.OneOf(1)
	}
	return q.OneOf(0)
}

// facts returns the answers that a condition mentions.
func (o *observation) facts(c *rule.Condition) flow.Answers {
	facts := flow.Answers{}
	walk(c.Formula(), func(f *rule.Formula) { facts[f.Question.ID] = o.fact(f.Question) })
	return facts
}

// walk visits the parts of a condition that are about one question each.
func walk(f *rule.Formula, visit func(*rule.Formula)) {
	if f.Op == rule.About {
		visit(f)
		return
	}
	for _, kid := range f.Kids {
		walk(kid, visit)
	}
}
