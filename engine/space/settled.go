package space

import (
	"math"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Settlement is how far the answers that are known decide the advice, and what the
// others would tell about it.
type Settlement struct {
	Roles          []Settled // the verdicts, by role
	Recommendation Settled
	// Telling is the questions that are asked and not known, or in part only, and tell
	// something about the verdicts: those that tell most first. Uncertain is how much
	// there is to tell, in bits, added up over the roles (the entropy of the verdicts).
	Telling   []Telling
	Uncertain float64
	// Estimated is whether both are.
	Estimated bool
}

// Settled is how far something is decided.
type Settled struct {
	// Estimate is how likely it is that it stays when all that is asked is known, as
	// common as answers are in a population. Unless it is Estimated, it is exact, and so
	// are both ends of the interval.
	Estimate
	Estimated bool
	// Always is whether it stays whatever the answers turn out to be, those included that
	// stay unknown: True is proven, False is refuted by Otherwise, and Undecided is not
	// known.
	Always flow.Truth
	// Otherwise is the answers with which it does not stay. The plain evaluation of the
	// rule set agrees.
	Otherwise flow.Answers
}

// Settle finds how far answers decide the advice if the others are as common as in a
// population, or alike if it is nil. It is exact while that takes no more than a number
// of places, which are counted for each role and for all roles together. Beyond that, and
// for roles that are not Exact, it draws answer sets and has the plain evaluation judge
// them; the same draws are made every time.
func (s *Space) Settle(p *Population, answers flow.Answers, places int) (*Settlement, error) {
	visible := s.flow.Row(s.flow.Visible(answers))
	x := settling{Space: s, answers: answers, now: s.evaluate(answers), budget: places,
		closed: s.knowing(p, visible, false), open: s.knowing(p, visible, true)}
	x.found.Roles = make([]Settled, len(s.roots))
	x.forecasts = make([]*forecast, len(s.roots))
	if !x.exactly() {
		x.estimate()
	}
	x.tell(visible)
	for role := range s.roots {
		x.settleRole(role)
	}
	x.settleAll()
	return &x.found, x.err
}

// A settling works out a Settlement.
type settling struct {
	*Space
	answers      flow.Answers
	now          *rule.Result
	budget       int
	closed, open *knowledge
	forecasts    []*forecast // by role
	found        Settlement
	err          error
}

// tell ranks the questions that are not known by what they tell.
func (x *settling) tell(visible flow.Row) {
	var gains [][]float64
	for _, f := range x.forecasts {
		x.found.Uncertain += f.verdicts.entropy()
		gains = append(gains, f.gain)
	}
	asked := x.flow.Asked(x.answers)
	x.found.Telling = slices.DeleteFunc(x.telling(gains), func(t Telling) bool {
		return visible[slices.Index(x.flow.Questions, t.Question)].IsExact() || !slices.Contains(asked, t.Question) || t.Sum < 1e-9
	})
}

// entropy is what is not known of a verdict, in bits.
func (c chances) entropy() float64 {
	bits := 0.0
	for _, chance := range c {
		if chance > 0 {
			bits -= chance * math.Log2(chance)
		}
	}
	return bits
}
