package space

import (
	"errors"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A seeker looks for answers for which a condition on answers and verdicts is true, one
// condition after the other. It keeps what it has found out about verdicts.
type seeker struct {
	*Space
	reach map[node]int32 // by node of a verdict: those that it can come to, as bits
}

func (s *Space) seeker() *seeker { return &seeker{Space: s, reach: map[node]int32{}} }

// witness returns the fewest answers for which a condition on answers and verdicts is
// true, or nil where there are none, which is a proof.
func (s *seeker) witness(condition node) (flow.Answers, error) {
	condition = s.certain(condition)
	wishes, ok := s.wishes(condition)
	if !ok {
		return s.solve(condition)
	}
	var fewest flow.Answers
	for _, w := range wishes {
		answers, err := s.find(w.wanted, w.diagrams...)
		switch {
		case errors.Is(err, ErrBudget) && s.store.err == nil:
			return s.solve(condition)
		case err != nil:
			return nil, err
		case answers != nil && (fewest == nil || len(answers) < len(fewest)):
			fewest = answers
		}
	}
	return fewest, s.store.err
}

// A wish is for answers for which a condition on answers alone is true, and some roles get
// some verdicts.
type wish struct {
	*seeker
	diagrams []node  // of the condition, and of the verdicts on these roles
	some     []int32 // verdicts, as bits
}

// wanted tells of what is left of the diagrams whether the wish comes true.
func (w *wish) wanted(nodes []node) flow.Truth {
	if nodes[0] == isFalse {
		return flow.False
	}
	certain := nodes[0] == isTrue
	for i, root := range nodes[1:] {
		can := w.verdicts(root)
		if can&w.some[i] == 0 {
			return flow.False
		}
		certain = certain && can&^w.some[i] == 0
	}
	if certain {
		return flow.True
	}
	return flow.Undecided
}

// wishes takes a condition apart: it is true where one of some wishes is. It reports
// whether they are few enough.
//
// A condition such as "one of three roles is needed" is looked at role by role: that
// takes far less than looking at what becomes of three verdicts together.
func (s *seeker) wishes(condition node) (wishes []*wish, ok bool) {
	for _, c := range s.cubesOf(condition) {
		w := &wish{seeker: s, diagrams: []node{s.wherever(condition, c)}}
		for role, some := range c {
			if some != anyVerdict {
				w.diagrams, w.some = append(w.diagrams, s.roots[role]), append(w.some, some)
			}
		}
		wishes = append(wishes, w)
	}
	return wishes, len(wishes) <= mostWishes
}

// verdicts returns which verdicts a diagram can come to, as bits.
func (s *seeker) verdicts(n node) int32 {
	switch {
	case n == impossible:
		return 0
	case n < terminals:
		return 1 << n
	}
	found, ok := s.reach[n]
	if !ok {
		for _, kid := range s.store.nodes.list(n - terminals)[1:] {
			found |= s.verdicts(kid)
		}
		s.reach[n] = found
	}
	return found
}

// evaluate is the plain evaluation of answers.
func (s *Space) evaluate(answers flow.Answers) *rule.Result {
	var encoded rule.Encoded
	var result rule.Result
	s.set.Encode(&encoded, s.flow.Row(answers))
	s.set.Evaluate(&result, &encoded)
	return &result
}
