package space

import (
	"math/bits"

	"chiefly/engine/flow"
)

// A knowledge is which steps of the automaton answers leave possible, and how likely each
// of them is: both lie beside the steps.
//
// What is likely multiplies along a way through the layers to the chance of the answer
// set. The picks of a Choices question are as likely as each on its own would be,
// given that there are no more than allowed: the chances of all sets within the limit
// are divided by their sum.
type knowledge struct {
	possible []bool
	chance   []float64
}

// from returns what is known of the steps from a state.
func (k *knowledge) from(a *automaton, state int32, values int) (possible []bool, chance []float64) {
	first := a.first[state]
	return k.possible[first:][:values], k.chance[first:][:values]
}

// onward adds up the chances of all ways in which the flow goes on, by state. chance lies
// beside the steps. Where it is that of a knowledge, the sum is 1 but for states amid the
// picks of a question.
func (s *Space) onward(chance []float64) []float64 {
	a := s.automaton
	sums := make([]float64, a.keys.len())
	for state := int32(len(sums)) - 1; state >= 0; state-- { // as completions does
		at := a.layer(state)
		if at == s.questions {
			sums[state] = 1
			continue
		}
		for v, to := range a.from(state, s.layers[at].values()) {
			if to != blocked {
				sums[state] += chance[a.first[state]+v] * sums[to]
			}
		}
	}
	return sums
}

// knowing returns what answers that the flow shows leave possible. What is unknown in
// them can be anything and, where open is true, can stay unknown for good; so can a
// question that is not required in any case for which the population has no other
// answer. A nil population is a uniform one.
func (s *Space) knowing(p *Population, visible flow.Row, open bool) *knowledge {
	if p == nil {
		p = Uniform(s.flow)
	}
	possible, chance := make([][]bool, s.questions), make([][]float64, s.questions)
	for at := 0; at < s.questions; {
		end := s.end(at)
		i := s.layers[at].question
		l := likelihood{q: s.flow.Questions[i], layers: s.layers[at:end], d: &p.Questions[i], answer: visible[i], open: open}
		l.find()
		copy(possible[at:], l.possible)
		copy(chance[at:], l.chance)
		at = end
	}
	k := &knowledge{possible: make([]bool, len(s.automaton.steps)), chance: make([]float64, len(s.automaton.steps))}
	for state, first := range s.automaton.first {
		at := s.automaton.layer(int32(state))
		if at == s.questions {
			continue
		}
		l := &s.layers[at]
		steps := s.automaton.from(int32(state), l.values())
		asked := s.automaton.keys.list(int32(state))[keyAbsent] == 0 && (!l.first || steps[0] != blocked) // the first value is a known one
		for v, to := range steps {
			switch {
			case to == blocked:
			case asked:
				k.possible[first+v], k.chance[first+v] = possible[at][v], chance[at][v]
			default: // "not known" is all there is
				k.possible[first+v], k.chance[first+v] = true, 1
			}
		}
	}
	return k
}

// A likelihood finds what is possible and likely for one question that is asked.
type likelihood struct {
	q        *flow.Question
	layers   []layer
	d        *Distribution
	answer   flow.Answer
	open     bool
	possible [][]bool
	chance   [][]float64
}

func (l *likelihood) find() {
	for _, layer := range l.layers {
		l.possible = append(l.possible, make([]bool, layer.values()))
		l.chance = append(l.chance, make([]float64, layer.values()))
	}
	first := &l.layers[0]
	switch first.kind {
	case numbers:
		l.numbers()
	case options:
		l.options()
	default:
		l.picks()
	}
	if l.open && l.answer.IsUnknown() && !l.q.Required {
		known := l.chance[0][:first.unknown()]
		for v := range known {
			known[v] *= 1 - l.d.Unknown
		}
		l.possible[0][first.unknown()], l.chance[0][first.unknown()] = true, l.d.Unknown
	}
}

// numbers finds the chance of each cell: of a part of a range of the population as much
// as it is of the range. Where the population has none of the numbers that are
// possible, they are alike.
func (l *likelihood) numbers() {
	lo, hi := l.answer.Range(l.q)
	if !l.spread(lo, hi, l.d.Ranges) {
		l.spread(lo, hi, []Range{{Lo: lo, Hi: hi, Weight: 1}})
	}
}

// spread spreads the weights of ranges over the cells between two numbers. It reports
// whether there was any to spread.
func (l *likelihood) spread(lo, hi int64, ranges []Range) bool {
	starts, sum := l.layers[0].starts, 0.0
	for i, start := range starts {
		end := l.q.Max
		if i+1 < len(starts) {
			end = starts[i+1] - 1
		}
		from, to := max(start, lo), min(end, hi)
		l.possible[0][i] = from <= to
		l.chance[0][i] = 0
		for _, r := range ranges {
			if a, b := max(from, r.Lo), min(to, r.Hi); a <= b {
				l.chance[0][i] += r.Weight * width(a, b) / width(r.Lo, r.Hi)
			}
		}
		sum += l.chance[0][i]
	}
	return scale(l.chance[0], sum)
}

// width is how many numbers there are between two, both included.
func width(lo, hi int64) float64 { return float64(uint64(hi)-uint64(lo)) + 1 }

// scale divides by a sum. It reports whether there is one.
func scale(chances []float64, sum float64) bool {
	if sum <= 0 {
		return false
	}
	for i := range chances {
		chances[i] /= sum
	}
	return true
}

func (l *likelihood) options() {
	set, sum := l.answer.Possible(l.q), 0.0
	for i := range l.q.Options {
		if set>>i&1 == 1 {
			l.possible[0][i], l.chance[0][i] = true, l.d.Options[i]
			sum += l.d.Options[i]
		}
	}
	if scale(l.chance[0], sum) {
		return
	}
	for i := range l.q.Options {
		if l.possible[0][i] {
			l.chance[0][i] = 1 / float64(bits.OnesCount64(set))
		}
	}
}

// picks finds the chance of each pick, and of each number of picks among the others.
// The first layer divides by the chance of all sets within the limit, so that what
// they come to along a way is right.
func (l *likelihood) picks() {
	l.possible[0][0], l.chance[0][0] = true, 1
	if set, known := l.answer.Picks(); known {
		for i, v := range values(l.q, l.layers, l.q.Chosen(set)) {
			l.possible[i][v], l.chance[i][v] = true, 1
		}
		return
	}
	picks := l.d.picks(l.q)
	for i, of := range l.layers[1:] {
		i++
		for v := range l.possible[i] {
			l.possible[i][v] = true
		}
		switch of.kind {
		case bit:
			p := picks[of.option]
			l.chance[i][0], l.chance[i][1] = 1-p, p
		case rest:
			others := []float64{1}
			for _, option := range of.others {
				others = convolve(others, []float64{1 - picks[option], picks[option]})
			}
			copy(l.chance[i], others)
		}
	}
	l.chance[0][0] = 1 / chanceWithin(picks, l.q.MaxPicks)
}

// convolve returns the chance of each sum of two numbers.
func convolve(a, b []float64) []float64 {
	sums := make([]float64, len(a)+len(b)-1)
	for i, x := range a {
		for j, y := range b {
			sums[i+j] += x * y
		}
	}
	return sums
}
