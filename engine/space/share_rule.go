package space

import (
	"cmp"
	"math/big"
)

// Firing returns for each rule the answer sets for which it fires, and how likely they are
// in a population; nil is a uniform one. It fails with ErrBudget.
func (s *Space) Firing(p *Population) ([]Amount, error) {
	k := s.everything(p)
	var fires []Amount
	for _, when := range s.rules {
		amount, err := s.holding(k, []node{s.certain(when)}, nil)
		if err != nil {
			return nil, err
		}
		fires = append(fires, amount)
	}
	return fires, nil
}

// Deciding returns for each rule and role the answer sets for which the verdict on the role
// is another one without the rule, and how likely they are in a population; nil is a
// uniform one. Roles that the rule does not bear on have the zero Amount. That takes a
// compilation for each of the others. It fails with ErrBudget.
func (s *Space) Deciding(p *Population) ([][]Amount, error) {
	k := s.everything(p)
	var decides [][]Amount
	for i, r := range s.set.Rules {
		of := make([]Amount, len(s.roots))
		for role, touched := range r.Touches {
			if !touched {
				continue
			}
			var err error
			ok := s.compileWithout(i, role, func(without node) {
				of[role], err = s.holding(k, []node{s.roots[role], without}, forgetSame)
			})
			switch {
			case err != nil:
				return nil, err
			case !ok:
				return nil, cmp.Or(s.store.err, ErrBudget)
			}
		}
		decides = append(decides, of)
	}
	return decides, nil
}

// forgetSame puts false in the place of two diagrams that are the same, and true in that
// of two terminals that are not.
func forgetSame(at place) {
	a, b := at.at(1), at.at(2)
	if a == b || a < terminals && b < terminals {
		at.set(1, truth(a != b))
		at.set(2, isFalse)
	}
}

// holding returns the answer sets for which diagrams, as forget leaves them, come to true.
func (s *Space) holding(k *knowledge, diagrams []node, forget func(place)) (Amount, error) {
	holds := Amount{Count: new(big.Int)}
	found, err := s.joint(k, diagrams, forget)
	for _, c := range found {
		if c.terminals[0] == isTrue {
			holds.add(c.amount)
		}
	}
	return holds, err
}
