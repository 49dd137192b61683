package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Quiz says which questions can still change the decision, so that a quiz can stop
// when none is left.
//
// The decision is what the advice comes to: for each role its verdict and its mode, the
// sequence of the needed roles, who shares a person, and what to do instead. Scores,
// reasons and notes explain it, and do not count.
//
// A question that is not open is left out for good reason: whatever is answered to the
// others that have no answer yet, "not known" among it, the decision is the same for every
// answer to it. When none is open this holds for answers that are known in part too, such
// as a range: the decision is what it will be, proven. Where that is too hard to tell, a
// question is open needlessly; none is ever left out that matters. What has been left out
// need never be asked, unless an answer given is changed.
//
// A Quiz is not safe for concurrent use, nor is it together with its Space.
type Quiz struct {
	space      *Space
	population *Population
	topics     []topic
	residues   *residues
	begin, now remains      // of all diagrams, and for the answers seen last
	known      flow.Answers // those, or nil
	weigher    weigher
	// derived are the names that rows use for what is made of the answers, such as
	// needed.cto, with the role that each is about.
	derived  map[*flow.Question]int
	formulas map[*rule.Condition]*rule.Formula
}

// remains are what is left of the diagrams that make up the decision.
type remains struct {
	roots []node                // verdicts, by role
	can   [][rule.Hire + 1]bool // those that are possible
	first []node                // where a row puts a role first, by role, if any row does
	parts []node                // what else rows decide
}

// A topic is what some arrangement rows decide: the first of them that holds.
type topic struct {
	kind    rule.Kind
	roles   []int // that are needed, or there is nothing to decide
	rows    []int
	effects []int // by row: what it decides, as a number
}

// nothing is the effect where no row holds: a role is filled full-time, two roles by two
// people.
const nothing = 0

// Quiz prepares a Space for a quiz of somebody from a population; nil is a uniform one. It
// fails with ErrBudget.
func (s *Space) Quiz(p *Population) (*Quiz, error) {
	if p == nil {
		p = Uniform(s.flow)
	}
	z := &Quiz{space: s, population: p, topics: topicsOf(s.set), residues: newResidues(s), derived: derivedOf(s.set), formulas: map[*rule.Condition]*rule.Formula{}}
	var first, parts []node
	for _, t := range z.topics {
		switch t.kind {
		case rule.First:
			for role := range s.set.Roles {
				first = append(first, s.where(t, nothing+1+role))
			}
		case rule.InsteadOf:
			for effect := range slices.Max(t.effects) {
				parts = append(parts, s.where(t, nothing+1+effect))
			}
		}
	}
	for i, sharing := range s.sharedPeople(&s.model) {
		parts = append(append(parts, s.modes[i].fractional), sharing[i+1:]...)
	}
	taken := map[node]node{}
	take := func(diagrams []node) (all []node) {
		for _, n := range diagrams {
			all = append(all, z.residues.take(s.store, s.reduced(n), taken))
		}
		return all
	}
	z.begin = remains{first: take(first), parts: take(parts)}
	for _, root := range s.roots {
		z.begin.roots = append(z.begin.roots, z.residues.take(s.store, root, taken))
		z.begin.can = append(z.begin.can, [...]bool{true, true, true, true})
	}
	z.residues.begun = z.residues.nodes.len()
	z.now = z.begin
	return z, s.store.err
}

// remaining returns what answers that the flow shows leave of all diagrams. Those known in
// part are taken as none. What the answers before have left is a good begin, as long as
// none of them has been changed.
func (z *Quiz) remaining(visible flow.Answers) *remains {
	for id, a := range z.known {
		if visible[id] != a {
			z.now, z.known = z.begin, nil
			break
		}
	}
	if z.known != nil && len(visible) == len(z.known) {
		return &z.now
	}
	if z.residues.full() {
		z.now = z.begin
		z.residues.forget()
	}
	residue := z.residues.of(visible)
	var next remains
	for role, root := range z.now.roots {
		root = residue.left(root)
		can := z.now.can[role]
		if root != tooLarge {
			can = z.residues.verdicts(root)
		}
		next.roots, next.can = append(next.roots, root), append(next.can, can)
	}
	residue.limit(next.can)
	next.first, next.parts = residue.all(z.now.first), residue.all(z.now.parts)
	z.now, z.known = next, visible
	return &z.now
}

// where says where the first row of a topic that holds has an effect.
func (s *Space) where(t topic, effect int) node {
	found := isFalse
	for i, row := range slices.Backward(t.rows) {
		holds := s.store.and(s.certain(s.rows[row]), s.relevant(s.set.Arrangements[row]))
		found = s.store.choose(holds, truth(t.effects[i] == effect), found)
	}
	return found
}

// topicsOf finds what there is to decide for the rows of a rule set.
func topicsOf(set *rule.Set) []topic {
	var all []topic
	for role := range set.Roles {
		all = append(all, topicOf(set, topic{kind: rule.SetMode, roles: []int{role}}, func(row *rule.Arrangement) (int, bool) {
			if row.Kind != rule.SetMode || row.Modes[role] == rule.NoMode {
				return nothing, false
			}
			return int(row.Modes[role] - rule.FullTime), true
		}))
	}
	for i, row := range set.Arrangements {
		t := topic{kind: row.Kind}
		if row.Kind == rule.SetMode || row.Kind == rule.NoteOnTopic || slices.ContainsFunc(set.Arrangements[:i], func(above *rule.Arrangement) bool { return sameTopic(above, row) }) {
			continue
		}
		if row.Kind == rule.Combine || row.Kind == rule.Separate {
			t.roles = row.Roles
		}
		var things []rule.Instead
		all = append(all, topicOf(set, t, func(other *rule.Arrangement) (int, bool) {
			switch {
			case !sameTopic(row, other):
				return nothing, false
			case other.Kind == rule.First:
				return other.Roles[0] + 1, true
			case other.Kind == rule.Combine:
				return nothing + 1, true
			case other.Kind == rule.Separate:
				return nothing, true
			case !slices.Contains(things, *other.Instead):
				things = append(things, *other.Instead)
			}
			return slices.Index(things, *other.Instead) + 1, true
		}))
	}
	return all
}

// topicOf finds the rows of a topic.
func topicOf(set *rule.Set, t topic, effect func(*rule.Arrangement) (effect int, of bool)) topic {
	for i, row := range set.Arrangements {
		if e, of := effect(row); of {
			t.rows, t.effects = append(t.rows, i), append(t.effects, e)
		}
	}
	return t
}

// Open returns the questions that the flow asks, that have no answer yet, and whose
// answer can still change the decision, in the order of the flow. A question that is
// required, and that is not known, is among them in any case.
func (z *Quiz) Open(answers flow.Answers) []*flow.Question {
	visible := z.space.flow.Visible(answers)
	left := slices.DeleteFunc(z.space.flow.Asked(answers), func(q *flow.Question) bool { return answered(q, answers[q.ID]) })
	if len(left) == 0 {
		return nil
	}
	r := z.relevanceOf(visible)
	open := keep(left, func(q *flow.Question) bool { return q.Required || r.matters[q.ID] })
	if len(open) == 0 && r.exact {
		inPart := r.inPart()
		open = keep(left, func(q *flow.Question) bool { return inPart[q.ID] && (q.Type == flow.Integer || q.Type == flow.Choice) })
	}
	return open
}

// answered reports whether an answer to a question is one for good: a question that is
// required is asked until it is known.
func answered(q *flow.Question, a flow.Answer) bool {
	return !a.IsZero() && (!q.Required || !a.IsUnknown())
}

func keep(all []*flow.Question, wanted func(*flow.Question) bool) []*flow.Question {
	return slices.DeleteFunc(slices.Clone(all), func(q *flow.Question) bool { return !wanted(q) })
}
