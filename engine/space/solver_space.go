package space

import (
	"fmt"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// solve returns few answers for which a condition on answers and verdicts is true, or nil
// where there are none, which is a proof. It needs no diagrams of verdicts. It fails with
// ErrUnproven.
func (s *Space) solve(condition node) (flow.Answers, error) {
	e := s.encode()
	e.clause(e.diagram(s.certain(condition)))
	answers, err := e.fewest()
	if s.store.err != nil {
		return nil, s.store.err
	}
	if err == nil && answers != nil && s.plainly(condition, answers) != isTrue {
		err = fmt.Errorf("the solver and the plain evaluation disagree about %v", answers)
	}
	return answers, err
}

// plainly follows a condition on answers and verdicts to its end, with the verdicts that
// the plain evaluation comes to.
func (s *Space) plainly(condition node, answers flow.Answers) node {
	values := s.valuesOf(s.flow.Row(s.flow.Visible(answers)))
	for _, r := range s.evaluate(answers).Roles {
		values = append(values, int(r.Verdict))
	}
	for condition >= terminals {
		level := s.store.level(condition)
		condition = s.store.child(condition, level, values[level])
	}
	return condition
}

// solveDeciding returns answers for which the verdict on a role is another one without a
// rule, or nil where there are none, which is a proof. It fails with ErrUnproven.
func (s *Space) solveDeciding(i, role int) (flow.Answers, error) {
	e := s.encode()
	e.clause(e.diagram(s.certain(s.rules[i])))
	without := e.verdictOn(role, func(other int) bool { return other == i })
	for v, with := range e.values(s.questions + role) {
		e.clause(with.not(), without[v].not())
	}
	answers, err := e.fewest()
	if s.store.err != nil {
		return nil, s.store.err
	}
	if err == nil && answers != nil && !s.changes(s.evaluate(answers), i) {
		err = fmt.Errorf("the solver and the plain evaluation disagree about %v", answers)
	}
	return answers, err
}

// solveMattering reports whether the verdict on a role is another one for some answers with
// another value of one layer, on which it does not depend whether a question is asked. It
// fails with ErrUnproven.
func (s *Space) solveMattering(at, role int) (bool, error) {
	e := s.encode()
	other := e.twin(at)
	for v, of := range e.values(s.questions + role) {
		e.clause(of.not(), other.values(s.questions + role)[v].not())
	}
	found := e.look()
	switch {
	case s.store.err != nil:
		return false, s.store.err
	case found == flow.Undecided:
		return false, ErrUnproven
	case found == flow.False:
		return false, nil
	}
	a, b := e.answers(), other.answers()
	if s.evaluate(a).Roles[role].Verdict == s.evaluate(b).Roles[role].Verdict {
		return false, fmt.Errorf("the solver and the plain evaluation disagree about %v and %v", a, b)
	}
	return true, nil
}

// solveVerdict returns answers for which a role gets a verdict, or nil where there are
// none, which is a proof. It fails with ErrUnproven.
func (s *Space) solveVerdict(role int, v rule.Verdict) (flow.Answers, error) {
	list := []int32{int32(s.questions + role)}
	for other := range rule.Hire + 1 {
		list = append(list, truth(other == v))
	}
	return s.solve(s.store.make(list))
}
