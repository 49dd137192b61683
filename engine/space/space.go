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
// The size of diagrams of verdicts can grow fast with the number of rules for a role;
// those of conditions stay small. A diagram that takes more nodes, or more work, than the
// budget allows is given up, and with it what is exact about that role; see Space.Exact.
// What can be asked with yes or no, whether some answers lead to a verdict or a
// rule decides one, is left to a solver then, which proves it, finds answers or fails with
// ErrUnproven. Shares are left to samples, which give estimates. Whatever concerns
// conditions alone stays exact.
package space

import (
	"errors"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// What New fails with, and questions to a Space that need diagrams which are not there, or
// too many of them.
var (
	ErrBudget = errors.New("the answer space needs more memory than allowed")
	ErrPoints = errors.New("the points for a role add up to more than two billion")
)

// DefaultBudget is a budget in nodes for each role that keeps a Space of three roles below
// half a gigabyte.
const DefaultBudget = 1_000_000

// A Space is all answer sets of a flow, and what a rule set makes of them. It is not
// safe for concurrent use.
type Space struct {
	flow      *flow.Flow
	layers    []layer
	questions int // how many layers are of questions; verdicts follow
	store     *store
	automaton *automaton
	model
}

// Content is a flow, and a rule set over it.
type Content struct {
	Flow *flow.Flow
	Set  *rule.Set
}

// A model is what a rule set makes of the answers.
type model struct {
	set *rule.Set
	view
	rules []node  // conditions, by rule
	held  []node  // by role
	rows  []node  // by arrangement row
	roots []node  // verdicts, by role
	modes []modes // by role
}

// New compiles a flow and a rule set over it, with at most budget nodes for the verdict on
// each role. It fails with ErrPoints, or with ErrBudget where conditions alone are too much.
func New(f *flow.Flow, set *rule.Set, budget int) (*Space, error) {
	s := newSpace(Content{f, set}, nil, budget)
	if s.store.err == nil { // else there is no whole automaton
		s.conditions(&s.model)
		s.verdicts(&s.model)
	}
	if s.store.err != nil {
		return nil, s.store.err
	}
	return s, nil
}

// newSpace makes the layers and follows the flow. Layers tell apart what another content,
// unless it is nil, has to be told apart as well.
func newSpace(c Content, other *Content, budget int) *Space {
	s := layered(c, other, budget, nil)
	var guards []node
	for _, q := range c.Flow.Questions {
		guards = append(guards, s.guard(q))
	}
	s.automaton = newAutomaton(s, guards)
	return s
}

// layered makes the layers of the questions in an order, or where that is nil in a good one.
func layered(c Content, other *Content, budget int, order []int) *Space {
	found, roles := map[*flow.Question]*mentions{}, len(c.Set.Roles)
	collect(found, c.Flow, c)
	if other != nil {
		collect(found, c.Flow, *other)
		roles = max(roles, len(other.Set.Roles))
	}
	if order == nil {
		order = orderOf(c, other, found)
	}
	s := &Space{flow: c.Flow, layers: layersOf(c.Flow, order, roles, found), store: newStore(budget)}
	s.questions = len(s.layers) - roles
	s.set, s.view = c.Set, s.viewOf(c)
	return s
}

// conditions makes the diagrams of all conditions of a rule set.
func (s *Space) conditions(m *model) {
	for _, r := range m.set.Rules {
		m.rules = append(m.rules, s.conditionIn(&m.view, r.When))
	}
	for _, r := range m.set.Roles {
		m.held = append(m.held, s.conditionIn(&m.view, r.Held))
	}
	for _, row := range m.set.Arrangements {
		m.rows = append(m.rows, s.conditionIn(&m.view, row.When))
	}
	m.modes = s.modesOf(m)
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

// conditions returns all conditions that decide something.
func (c Content) conditions() []*rule.Condition {
	var all []*rule.Condition
	for _, q := range c.Flow.Questions {
		if when, conditional := q.When.(*rule.Condition); conditional {
			all = append(all, when)
		}
	}
	for _, r := range c.Set.Rules {
		all = append(all, r.When)
	}
	for _, r := range c.Set.Roles {
		if r.Held != nil {
			all = append(all, r.Held)
		}
	}
	for _, row := range c.Set.Arrangements {
		all = append(all, row.When)
	}
	return all
}
