// Package space answers questions about all answers at once: which rules can never
// fire, which verdicts no organisation gets, how many sets of answers there are and
// which share of them leads where. It is exact. Nothing is sampled, and what it
// says can happen comes with answers for which it does.
//
// # Answers
//
// An answer set gives every question that the flow asks one value, or "not known"
// where the question is not required; a question that is not asked is not known
// either. Conditions compare numbers with few others, so that numbers fall into
// cells; see layer. Every cell knows how many answers it stands for, so that counts
// are of answers and not of cells. Answers known in part, such as a range, are left
// aside: "not known" stands for them.
//
// # Diagrams
//
// A condition is a function from values of layers to true, undecided and false, and
// is kept as a reduced ordered multi-valued decision diagram (Bryant, "Graph-based
// algorithms for Boolean function manipulation", 1986, with more than two children
// and terminals). Equal diagrams are equal numbers, so that equivalence costs a
// comparison. Policies have been verified like this, and their changes compared, by
// Fisler, Krishnamurthi, Meyerovich and Tschantz ("Verification and change-impact
// analysis of access-control policies", 2005); what they did not have is points.
//
// The verdict on a role asks whether a sum of points reaches a threshold. The diagram
// of the sum itself would have a terminal for every score; that of the verdict is
// made without it, from the top down, as pseudo-Boolean constraints are translated by
// Eén and Sörensson ("Translating pseudo-Boolean constraints into SAT", 2006) and
// Abío et al. ("A new look at BDDs for pseudo-Boolean constraints", 2012): what is
// below a place is the same for a whole interval of scores, and is remembered with
// it. See compiler.
//
// # The flow
//
// A question is asked or not depending on earlier answers, and picks are limited. An
// automaton says which values come next; see automaton. Diagrams of verdicts know
// it: where the flow allows no value they have no child. Two of them are equal if
// and only if they agree on every answer set that can be reached.
//
// # Limits
//
// The size of diagrams can grow fast with the number of rules. Work ends with
// ErrBudget when a Space has made too many nodes, or has worked too much for them.
package space

import (
	"errors"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// What New and the questions to a Space fail with. A Space is of no use after that.
var (
	ErrBudget = errors.New("the answer space needs more memory than allowed")
	ErrPoints = errors.New("the points for a role add up to more than two billion")
)

// DefaultBudget is a budget in nodes that keeps a Space below a gigabyte.
const DefaultBudget = 4_000_000

// A Space is all answer sets of a flow, and what a rule set makes of them. It is not
// safe for concurrent use.
type Space struct {
	flow      *flow.Flow
	layers    []layer
	questions int            // how many layers are of questions; verdicts follow
	layerOf   map[string]int // by the id of a question, or of a name such as needed.cto
	store     *store
	automaton *automaton
	model
}

// A model is what a rule set makes of the answers.
type model struct {
	set   *rule.Set
	rules []node  // conditions, by rule
	held  []node  // by role
	rows  []node  // by arrangement row
	roots []node  // verdicts, by role
	modes []modes // by role
}

// New compiles a flow and a rule set over it, with at most budget nodes.
func New(f *flow.Flow, set *rule.Set, budget int) (*Space, error) {
	found := map[*flow.Question]*mentions{}
	for _, c := range conditionsOf(f, set) {
		collect(found, c.Formula())
	}
	s := &Space{flow: f, layers: layersOf(f, orderOf(f, set, found), len(set.Roles), found), layerOf: map[string]int{}, store: newStore(budget)}
	s.model.set = set
	s.locate()
	var guards []node
	for _, q := range f.Questions {
		guards = append(guards, s.guard(q))
	}
	if s.automaton = newAutomaton(s, guards); s.store.err != nil {
		return nil, s.store.err
	}
	s.conditions(&s.model)
	s.verdicts(&s.model)
	if s.store.err != nil {
		return nil, s.store.err
	}
	return s, nil
}

// conditions makes the diagrams of all conditions of a rule set.
func (s *Space) conditions(m *model) {
	for _, r := range m.set.Rules {
		m.rules = append(m.rules, s.condition(r.When))
	}
	for _, r := range m.set.Roles {
		m.held = append(m.held, s.condition(r.Held))
	}
	for _, row := range m.set.Arrangements {
		m.rows = append(m.rows, s.condition(row.When))
	}
	m.modes = s.modesOf(m)
}

// locate notes where the layers of each question begin.
func (s *Space) locate() {
	for i, l := range s.layers {
		switch {
		case l.kind == verdict:
			role := s.set.Roles[l.question].ID
			s.layerOf["needed."+role], s.layerOf["verdict."+role] = i, i
		case l.first:
			s.layerOf[s.flow.Questions[l.question].ID] = i
		}
		if l.kind != verdict {
			s.questions = i + 1
		}
	}
}

// guard returns the diagram that is true where a question is asked: where its
// condition is not false.
func (s *Space) guard(q *flow.Question) node {
	c, conditional := q.When.(*rule.Condition)
	if !conditional {
		return isTrue
	}
	return s.store.where(s.condition(c), flow.Undecided, flow.True)
}

// conditionsOf returns all conditions that decide something.
func conditionsOf(f *flow.Flow, set *rule.Set) []*rule.Condition {
	var all []*rule.Condition
	for _, q := range f.Questions {
		if c, conditional := q.When.(*rule.Condition); conditional {
			all = append(all, c)
		}
	}
	for _, r := range set.Rules {
		all = append(all, r.When)
	}
	for _, r := range set.Roles {
		if r.Held != nil {
			all = append(all, r.Held)
		}
	}
	for _, row := range set.Arrangements {
		all = append(all, row.When)
	}
	return all
}
