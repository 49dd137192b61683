package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// The sides of a comparison.
const (
	older = iota
	newer
)

// A comparison is a Space with two models over its answer sets, which are those of the
// newer side. Equal diagrams are equal numbers across the sides, too.
type comparison struct {
	*Space
	contents   [2]Content
	models     [2]*model
	roles      []pairedRole
	population *Population // or nil
	budget     int         // of nodes of a diagram of changes
	measure    *measure
	changes    []change
	assumed    map[given]node  // memory of assumeVerdicts
	mentioned  []uint64        // by node: see verdictsIn
	drawn      *changeSample   // once something has to be estimated
	encoded    [2]rule.Encoded // memory of evaluate
	results    [2]rule.Result
}

// A pairedRole is a role by its index on each side, or -1.
type pairedRole struct {
	id string
	on [2]int
}

// A change is what changes for some answer sets.
type change struct {
	kind Change
	role int // of the paired ones; -1 for recommendations
	// where is where a verdict changes: a diagram of outcomes. Diagrams of the other changes
	// would be large, so that these are counted without.
	where node
	riddle
	tallies []tally
	over    bool // it takes more than allowed
}

func newComparison(old, replacement Content, p *Population, budget int) *comparison {
	s := newSpace(replacement, &old, budget)
	c := &comparison{Space: s, contents: [2]Content{old, replacement}, models: [2]*model{{set: old.Set, view: s.viewOf(old)}, &s.model},
		population: p, budget: budget, assumed: map[given]node{}}
	c.pairRoles()
	if s.store.err != nil {
		return c
	}
	s.conditions(&s.model)
	s.verdicts(&s.model)
	s.mask(&c.models[older].view, old.Flow)
	s.conditions(c.models[older])
	c.olderVerdicts()
	c.measure = newMeasure(s, p)
	return c
}

func (c *comparison) pairRoles() {
	old, replacement := c.contents[older].Set, c.contents[newer].Set
	for i, r := range replacement.Roles {
		c.roles = append(c.roles, pairedRole{r.ID, [2]int{old.RoleIndex(r.ID), i}})
	}
	for i, r := range old.Roles {
		if replacement.RoleIndex(r.ID) < 0 {
			c.roles = append(c.roles, pairedRole{r.ID, [2]int{i, -1}})
		}
	}
}

// olderVerdicts makes the diagrams of verdicts for the older side. Where all rules of a
// role come to the same as those of the newer side, so do they.
func (c *comparison) olderVerdicts() {
	m := c.models[older]
	m.roots = make([]node, len(m.set.Roles))
	for _, r := range c.roles {
		switch i := r.on[older]; {
		case i < 0:
		case r.on[newer] >= 0 && c.sameRules(r):
			m.roots[i] = c.roots[r.on[newer]]
		default:
			m.roots[i] = c.compile(m, i)
		}
	}
}

// sameRules reports whether the rules of a role are the same to all answers, one by one.
func (c *comparison) sameRules(r pairedRole) bool {
	var starts [2]left
	var scores [2]int
	for side := range starts {
		starts[side], scores[side] = c.start(c.models[side], r.on[side], nil)
	}
	a, b := starts[older], starts[newer]
	return scores[older] == scores[newer] && c.on(older, r).Thresholds == c.on(newer, r).Thresholds &&
		a.out == b.out && a.in == b.in && a.held == b.held && slices.Equal(a.points, b.points)
}

// on returns a role on a side, or nil.
func (c *comparison) on(side int, r pairedRole) *rule.Role {
	if r.on[side] < 0 {
		return nil
	}
	return c.contents[side].Set.Roles[r.on[side]]
}

// root returns the diagram of the verdict on a role.
func (c *comparison) root(side int, r pairedRole) node {
	if r.on[side] < 0 {
		return node(rule.No)
	}
	return c.models[side].roots[r.on[side]]
}

// result returns what a role gets on a side.
func (r pairedRole) result(side int, results [2]*rule.Result) rule.RoleResult {
	if r.on[side] < 0 {
		return rule.RoleResult{}
	}
	return results[side].Roles[r.on[side]]
}

// evaluate has the plain runtime of both sides evaluate answers. The results are right
// until it is asked again.
func (c *comparison) evaluate(answers flow.Answers) (results [2]*rule.Result) {
	for side, content := range c.contents {
		results[side] = &c.results[side]
		content.Set.Encode(&c.encoded[side], content.Flow.Row(c.seen(side, answers)))
		content.Set.Evaluate(results[side], &c.encoded[side])
	}
	return results
}

// seen returns answers as a side reads them. Some may be to questions that it does not ask.
func (c *comparison) seen(side int, answers flow.Answers) flow.Answers {
	if side == newer {
		return answers
	}
	seen := flow.Answers{}
	for _, q := range c.contents[side].Flow.Questions {
		if here := counterpart(c.flow, q); here != nil {
			if a := reading(q, here, answers[q.ID]); !a.IsZero() {
				seen[q.ID] = a
			}
		}
	}
	return seen
}

// name returns what a number in an outcome stands for.
func (c *comparison) name(kind Change, number int) string {
	switch {
	case kind == Judged:
		return rule.Verdict(number).String()
	case kind == Filled:
		return rule.Mode(number).String()
	case number == recommendsNone:
		return "none"
	case number == recommendsSeveral:
		return "several"
	}
	return c.roles[number-recommendsRole].id
}

// says returns what the plain evaluation of a side says.
func (c *comparison) says(side int, ch change, results [2]*rule.Result) string {
	if ch.kind == Recommended {
		return c.contents[side].Set.Recommendation(results[side])
	}
	result := c.roles[ch.role].result(side, results)
	if ch.kind == Judged {
		return result.Verdict.String()
	}
	return result.Mode.String()
}
