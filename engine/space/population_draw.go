package space

import (
	"iter"
	"math/bits"
	"slices"

	"chiefly/engine/flow"
)

// Draw returns organisations drawn from the population, without end and always the same
// ones for a seed: for each question that is asked the answer, which may be
// flow.Unknown.
func (p *Population) Draw(f *flow.Flow, seed uint64) iter.Seq[flow.Answers] {
	return func(yield func(flow.Answers) bool) {
		l := lottery{flow: f, population: p, walker: walker{state: seed}, within: make([][][]float64, len(f.Questions))}
		for yield(l.organisation()) {
		}
	}
}

// A lottery draws answers at random.
type lottery struct {
	flow       *flow.Flow
	population *Population
	walker
	// within is for a Choices question, by option and by how many may still be picked,
	// how likely it is that no more are picked from that option on.
	within [][][]float64
}

func (l *lottery) organisation() flow.Answers {
	answers := flow.Answers{}
	for i, q := range l.flow.Questions {
		of := &l.population.Questions[i]
		switch {
		case q.When != nil && q.When.Eval(answers) == flow.False:
		case !q.Required && l.unit() < of.Unknown:
			answers[q.ID] = flow.Unknown
		case q.Type == flow.Integer:
			n := l.number(q, of)
			answers[q.ID] = q.Integers(n, n)
		case q.Type == flow.Choices:
			answers[q.ID] = l.picks(i, of.picks(q))
		default:
			answers[q.ID] = q.OneOf(l.weighted(of.Options))
		}
	}
	return answers
}

// number draws a number: a range by its weight, and one of the numbers in it.
func (l *lottery) number(q *flow.Question, of *Distribution) int64 {
	var weights []float64
	for _, r := range of.Ranges {
		weights = append(weights, r.Weight)
	}
	in := Range{Lo: q.Min, Hi: q.Max}
	if slices.ContainsFunc(weights, func(w float64) bool { return w > 0 }) {
		in = of.Ranges[l.weighted(weights)]
	}
	ahead, _ := bits.Mul64(l.word(), uint64(in.Hi-in.Lo)+1)
	return in.Lo + int64(ahead)
}

// weighted draws an index by its weight, or any where nothing weighs anything.
func (l *lottery) weighted(weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return int(l.unit() * float64(len(weights)))
	}
	at, last := l.unit()*sum, 0
	for i, w := range weights {
		if w == 0 {
			continue
		}
		if last = i; at < w {
			break
		}
		at -= w
	}
	return last
}

// picks draws picks of a Choices question, given that they are no more than allowed.
func (l *lottery) picks(question int, chances []float64) flow.Answer {
	q := l.flow.Questions[question]
	if l.within[question] == nil {
		for i := range len(chances) + 1 {
			var by []float64
			for left := range q.MaxPicks + 1 {
				by = append(by, chanceWithin(chances[i:], left))
			}
			l.within[question] = append(l.within[question], by)
		}
	}
	var picks []int
	left, by := q.MaxPicks, l.within[question]
	for i, p := range chances {
		if left > 0 && l.unit()*by[i][left] < p*by[i+1][left-1] {
			picks = append(picks, i)
			left--
		}
	}
	return q.Picked(picks...)
}
