package space

import (
	"math"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Sample is what answer sets drawn at random come to: estimates for what is too large to
// be counted.
type Sample struct {
	Size            int
	Recommendations map[string]Estimate // by the id of a role, "several" or "none"
	Verdicts        [][]Estimate        // by role and verdict
}

// An Estimate is a share, from 0 to 1, and an interval in which it lies with 99 %
// confidence (Wilson, "Probable inference, the law of succession, and statistical
// inference", 1927).
type Estimate struct {
	Share, Low, High float64
}

// Sample draws answer sets and has the plain evaluation judge them. In a nil population all
// answer sets are alike, as in Count; in any other what is asked is answered, or not known,
// as often as it says. The same draws are made every time.
func (s *Space) Sample(p *Population, size int) *Sample {
	recommended := map[string]int{"several": 0, "none": 0}
	verdicts := make([][rule.Hire + 1]int, len(s.set.Roles))
	for _, role := range s.set.Roles {
		recommended[role.ID] = 0
	}
	d := s.sampler(p)
	row := make(flow.Row, len(s.flow.Questions))
	var encoded rule.Encoded
	var result rule.Result
	for range size {
		d.draw(row)
		s.set.Encode(&encoded, row)
		s.set.Evaluate(&result, &encoded)
		recommended[s.set.Recommendation(&result)]++
		for role, r := range result.Roles {
			verdicts[role][r.Verdict]++
		}
	}
	found := &Sample{Size: size, Recommendations: map[string]Estimate{}}
	for id, count := range recommended {
		found.Recommendations[id] = estimate(count, size)
	}
	for _, counts := range verdicts {
		var of []Estimate
		for _, count := range counts {
			of = append(of, estimate(count, size))
		}
		found.Verdicts = append(found.Verdicts, of)
	}
	return found
}

// confidence is how many standard deviations 99 % lie within.
const confidence = 2.5758293035489004

func estimate(count, size int) Estimate {
	n, share := float64(size), float64(count)/float64(size)
	const z = confidence * confidence
	middle := (share + z/(2*n)) / (1 + z/n)
	half := confidence / (1 + z/n) * math.Sqrt(share*(1-share)/n+z/(4*n*n))
	return Estimate{share, max(0, middle-half), min(1, middle+half)}
}

// A sampler draws answer sets at random, though always the same ones, each as often as
// it is likely.
type sampler struct {
	walker
	chance []float64 // by step, not to scale
	onward []float64 // by state: the sum of the chances of all ways on
}

func (s *Space) sampler(p *Population) *sampler {
	d := &sampler{walker: walker{search: search{Space: s, values: make([]int, s.questions)}}}
	if p == nil {
		d.chance = s.stepSizes()
	} else {
		d.chance = s.everything(p).chance
	}
	d.onward = s.onward(d.chance)
	return d
}

// stepSizes returns by step how many answers it stands for.
func (s *Space) stepSizes() []float64 {
	sizes := make([]float64, len(s.automaton.steps))
	for state, first := range s.automaton.first {
		if at := s.automaton.layer(int32(state)); at < s.questions {
			for v, size := range s.layers[at].sizes {
				sizes[first+v] = float64(size)
			}
		}
	}
	return sizes
}

// draw draws the answers to all questions.
func (d *sampler) draw(row flow.Row) {
	state := int32(0)
	for at := range d.values {
		steps := d.automaton.from(state, d.layers[at].values())
		left := d.unit() * d.onward[state]
		for v, to := range steps {
			if to == blocked || d.chance[d.automaton.first[state]+v] == 0 {
				continue
			}
			d.values[at] = v // the last one that is possible, where rounding leaves something
			if left -= d.chance[d.automaton.first[state]+v] * d.onward[to]; left < 0 {
				break
			}
		}
		state = steps[d.values[at]]
	}
	for at := 0; at < d.questions; at = d.end(at) {
		i := d.layers[at].question
		row[i] = answer(d.flow.Questions[i], d.layers[at:d.end(at)], d.values[at:d.end(at)])
	}
}

// unit returns a number from 0 up to 1.
func (w *walker) unit() float64 { return float64(w.word()>>11) / (1 << 53) }
