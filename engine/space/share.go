package space

import (
	"math/big"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

func (a *Amount) add(more Amount) {
	a.Count.Add(a.Count, more.Count)
	a.Share += more.Share
}

// Shares say what answer sets lead to.
type Shares struct {
	// All is the share of all answer sets: how many there are, and 1.
	All Amount
	// Recommendations are by the id of a role, "several" or "none". See
	// rule.Set.Recommendation.
	Recommendations map[string]Amount
	// Hired are the combinations of roles that some answer set leads to hiring together,
	// nobody among them.
	Hired []Hired
	// Verdicts are by role and verdict.
	Verdicts [][rule.Hire + 1]Amount
}

// Hired are roles that are hired together, by index, and no others.
type Hired struct {
	Roles []int
	Amount
}

// Shares counts the answer sets by what they lead to, and says how likely that is in a
// population; nil is a uniform one. It fails with ErrBudget.
func (s *Space) Shares(p *Population) (*Shares, error) {
	k := s.everything(p)
	shares := &Shares{All: Amount{s.Count(), 1}, Recommendations: map[string]Amount{}}
	for role := range s.roots {
		verdicts, err := s.verdictShares(k, role)
		if err != nil {
			return nil, err
		}
		shares.Verdicts = append(shares.Verdicts, verdicts)
	}
	return shares, s.hired(k, shares)
}

// everything is what is known where nothing is: how likely answers are in a population.
func (s *Space) everything(p *Population) *knowledge {
	return s.knowing(p, make(flow.Row, len(s.flow.Questions)), true)
}

func (s *Space) verdictShares(k *knowledge, role int) (verdicts [rule.Hire + 1]Amount, err error) {
	for v := range verdicts {
		verdicts[v].Count = new(big.Int)
	}
	found, err := s.joint(k, s.roots[role:role+1], nil)
	for _, c := range found {
		verdicts[c.terminals[0]] = c.amount
	}
	return verdicts, err
}

// hired finds which roles are hired together, and what is recommended then.
func (s *Space) hired(k *knowledge, shares *Shares) error {
	var hired []node
	for _, root := range s.roots {
		hired = append(hired, s.store.mapped(root, func(n node) node { return truth(n == node(rule.Hire)) }))
	}
	ids := []string{"none", "several"}
	for _, r := range s.set.Roles {
		ids = append(ids, r.ID)
	}
	for _, id := range ids {
		shares.Recommendations[id] = Amount{Count: new(big.Int)}
	}
	found, err := s.joint(k, hired, nil)
	for _, c := range found {
		var r rule.Result
		h := Hired{Amount: c.amount}
		for role, n := range c.terminals {
			r.Roles = append(r.Roles, rule.RoleResult{Verdict: rule.Hire * rule.Verdict(n/isTrue)})
			if n == isTrue {
				h.Roles = append(h.Roles, role)
			}
		}
		shares.Hired = append(shares.Hired, h)
		id := s.set.Recommendation(&r)
		sum := shares.Recommendations[id]
		sum.add(c.amount)
		shares.Recommendations[id] = sum
	}
	return err
}
