package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// An encoding tells a solver what the answer sets are, and as much of what a rule set
// makes of them as is asked for. A layer of two values is one variable; any other has one
// for each value. A node of a diagram is a variable too (Tseitin, "On the complexity of
// derivation in propositional calculus", 1968), and so is whether points reach a threshold.
type encoding struct {
	*Space
	*solver
	always   literal
	literals [][]literal // by layer and value
	nodes    map[node]literal
	verdict  map[int][]literal // by role: one for each verdict
}

// encode tells a solver what the answer sets are.
func (s *Space) encode() *encoding {
	e := &encoding{Space: s, solver: newSolver(), literals: make([][]literal, s.questions), nodes: map[node]literal{}, verdict: map[int][]literal{}}
	e.always = e.variable(false, true)
	e.clause(e.always)
	e.nodes[isTrue], e.nodes[isFalse] = e.always, e.always.not()
	for at := range s.questions {
		e.layer(at)
	}
	for at := 0; at < s.questions; at = s.end(at) {
		e.question(at)
	}
	return e
}

// twin tells the solver of a second answer set, which differs from the first in one layer
// at most. No question must be asked depending on it.
func (e *encoding) twin(at int) *encoding {
	other := &encoding{Space: e.Space, solver: e.solver, always: e.always, literals: slices.Clone(e.literals),
		nodes: map[node]literal{isTrue: e.always, isFalse: e.always.not()}, verdict: map[int][]literal{}}
	other.layer(at)
	for !e.layers[at].first {
		at--
	}
	other.question(at)
	return other
}

// layer makes the variables of a layer. "Not known" and "not picked" are tried first.
func (e *encoding) layer(at int) {
	l := &e.layers[at]
	if l.values() == 2 {
		second := e.variable(true, l.unknown() == 1)
		e.literals[at] = []literal{second.not(), second}
		return
	}
	e.literals[at] = nil
	var others []term
	for v := range l.values() {
		of := e.variable(true, v == l.unknown() || l.kind == rest && v == 0)
		e.literals[at] = append(e.literals[at], of)
		others = append(others, term{of.not(), 1})
	}
	e.clause(e.literals[at]...)
	e.sum(others, l.values()-1)
}

// question adds when a question is asked, and what can be picked.
func (e *encoding) question(at int) {
	l := &e.layers[at]
	q := e.flow.Questions[l.question]
	unknown, asked := e.literals[at][l.unknown()], e.diagram(e.guard(q))
	e.clause(unknown, asked)
	if q.Required {
		e.clause(unknown.not(), asked.not())
	}
	if l.kind != known {
		return
	}
	var picks []term
	for i := at + 1; i < e.end(at); i++ {
		for v, of := range e.literals[i][1:] {
			e.clause(unknown.not(), of.not())
			picks = append(picks, term{of, -(v + 1)})
		}
	}
	e.sum(picks, -q.MaxPicks)
}

// diagram returns a literal that is true where a diagram is. Its terminals are true and
// false.
func (e *encoding) diagram(n node) literal {
	if made, ok := e.nodes[n]; ok {
		return made
	}
	list := e.store.nodes.list(n - terminals)
	made := e.variable(false, false)
	e.nodes[n] = made
	of := e.values(int(list[0]))
	for v, kid := range list[1:] {
		if kid != impossible {
			below := e.diagram(kid)
			e.clause(of[v].not(), below.not(), made)
			e.clause(of[v].not(), below, made.not())
		}
	}
	return made
}

// values returns the literals of a layer, by value.
func (e *encoding) values(at int) []literal {
	if at < e.questions {
		return e.literals[at]
	}
	role := e.layers[at].question
	if e.verdict[role] == nil {
		e.verdict[role] = e.verdictOn(role, nil)
	}
	return e.verdict[role]
}

// verdictOn returns a literal for each verdict on a role, which is true where it is what
// the rules come to without those to skip.
func (e *encoding) verdictOn(role int, skip func(rule int) bool) []literal {
	var ruledOut, required []literal
	var points []term
	for i, r := range e.set.Rules {
		if !r.Touches[role] || skip != nil && skip(i) {
			continue
		}
		switch fires := e.diagram(e.certain(e.rules[i])); r.Effect {
		case rule.RuleOut:
			ruledOut = append(ruledOut, fires)
		case rule.Require:
			required = append(required, fires)
		default:
			points = append(points, term{fires, r.Points[role]})
		}
	}
	limits := e.set.Roles[role].Thresholds
	enough := e.reaches(points, limits.Hire)
	open := e.any(ruledOut...).not()
	needed := e.all(open, e.any(append(required, enough)...))
	held := e.diagram(e.certain(e.held[role]))
	later := e.all(open, needed.not(), e.reaches(points, limits.Later))
	return []literal{rule.No: e.all(needed.not(), later.not()), rule.Later: later, rule.Keep: e.all(needed, held), rule.Hire: e.all(needed, held.not())}
}

// reaches returns a literal that is true where terms add up to a number at least.
func (e *encoding) reaches(terms []term, number int) literal {
	least, most := 0, 0
	for _, t := range terms {
		least, most = least+min(t.weight, 0), most+max(t.weight, 0)
	}
	switch {
	case number <= least:
		return e.always
	case number > most:
		return e.always.not()
	}
	made := e.variable(false, false)
	opposite := []term{{made, most - number + 1}}
	for _, t := range terms {
		opposite = append(opposite, term{t.of, -t.weight})
	}
	e.sum(append(terms[:len(terms):len(terms)], term{made, least - number}), least)
	e.sum(opposite, 1-number)
	return made
}

// all returns a literal that is true where all of some are.
func (e *encoding) all(of ...literal) literal {
	made := e.variable(false, false)
	opposite := []literal{made}
	for _, l := range of {
		e.clause(made.not(), l)
		opposite = append(opposite, l.not())
	}
	e.clause(opposite...)
	return made
}

// any returns a literal that is true where one of some is.
func (e *encoding) any(of ...literal) literal {
	var opposite []literal
	for _, l := range of {
		opposite = append(opposite, l.not())
	}
	return e.all(opposite...).not()
}

// Effort is measured in conflicts, of which there are ten thousand or so in a second.
const (
	mostConflicts  = 20_000  // for one question
	mostInAll      = 200_000 // for all questions to a Space, and then
	leastConflicts = 500     // for one
)

// look has the solver look for a way, with as much effort as is left.
func (e *encoding) look() flow.Truth {
	before := e.failed
	found := e.satisfy(max(leastConflicts, min(mostConflicts, mostInAll-e.store.conflicts)))
	e.store.conflicts += e.failed - before
	return found
}

// fewest looks for the answer set with the fewest known answers that the solver has been
// told about, or nil where there is none, which is a proof. It may be another one with few
// answers where that they are fewest takes too much effort to prove.
func (e *encoding) fewest() (flow.Answers, error) {
	var unknown []term
	for at := 0; at < e.questions; at = e.end(at) {
		unknown = append(unknown, term{e.literals[at][e.layers[at].unknown()], 1})
	}
	var found flow.Answers
	for {
		switch e.look() {
		case flow.Undecided:
			if found == nil {
				return nil, ErrUnproven
			}
			return found, nil
		case flow.False:
			return found, nil
		}
		found = e.answers()
		if len(found) == 0 {
			return found, nil
		}
		e.sum(unknown, len(unknown)-len(found)+1)
	}
}

// answers returns the answer set that the solver has found.
func (e *encoding) answers() flow.Answers {
	x := search{Space: e.Space, values: make([]int, e.questions)}
	for at, of := range e.literals {
		for v, l := range of {
			if e.holds(l) {
				x.values[at] = v
			}
		}
	}
	return x.answers()
}
