package space

import (
	"math"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// mostDraws is how many answer sets an estimate draws.
const mostDraws = 2_000

// A verdictTally is what draws come to for one role.
type verdictTally struct {
	verdicts [rule.Hire + 1]int
	joint    [][][rule.Hire + 1]int // by layer and value
}

// estimate finds the shares that are not exact by drawing answer sets.
func (x *settling) estimate() {
	d := sampler{walker: walker{search: search{Space: x.Space, values: make([]int, x.questions)}}, chance: x.closed.chance, onward: x.onward(x.closed.chance)}
	tallies := make([]*verdictTally, len(x.roots))
	for role, f := range x.forecasts {
		if f == nil {
			tallies[role] = x.newVerdictTally()
		}
	}
	var encoded rule.Encoded
	var result rule.Result
	row, now, stays := make(flow.Row, len(x.flow.Questions)), x.set.Recommendation(x.now), 0
	for range mostDraws {
		d.draw(row)
		x.set.Encode(&encoded, row)
		x.set.Evaluate(&result, &encoded)
		for role, t := range tallies {
			if t != nil {
				t.add(result.Roles[role].Verdict, d.values)
			}
		}
		if x.set.Recommendation(&result) == now {
			stays++
		}
	}
	x.found.Recommendation = Settled{Estimate: estimate(stays, mostDraws), Estimated: true}
	for role, t := range tallies {
		if t != nil {
			x.forecasts[role] = t.forecast()
			x.found.Roles[role] = Settled{Estimate: estimate(t.verdicts[x.now.Roles[role].Verdict], mostDraws), Estimated: true}
		}
	}
}

func (s *Space) newVerdictTally() *verdictTally {
	t := &verdictTally{joint: make([][][rule.Hire + 1]int, s.questions)}
	for at := range t.joint {
		t.joint[at] = make([][rule.Hire + 1]int, s.layers[at].values())
	}
	return t
}

func (t *verdictTally) add(verdict rule.Verdict, values []int) {
	t.verdicts[verdict]++
	for at, v := range values {
		t.joint[at][v][verdict]++
	}
}

// forecast turns counts into chances. Of what a value seems to tell, as much is taken
// off as chance alone would make of so few draws (Miller, "Note on the bias of
// information estimates", 1955).
func (t *verdictTally) forecast() *forecast {
	f := &forecast{gain: make([]float64, len(t.joint))}
	verdicts := 0.0
	for v, count := range t.verdicts {
		f.verdicts[v] = float64(count) / mostDraws
		if count > 0 {
			verdicts++
		}
	}
	for at, counts := range t.joint {
		of, values := make([]chances, len(counts)), 0.0
		for v, count := range counts {
			sum := 0
			for verdict, n := range count {
				of[v][verdict] = float64(n) / mostDraws
				sum += n
			}
			if sum > 0 {
				values++
			}
		}
		f.gain[at] = max(0, information(of)-(values-1)*(verdicts-1)/(2*mostDraws*math.Ln2))
	}
	return f
}
