package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A Population says how common the answers to each question are. Answers are drawn
// one question after the other, independently of each other, as far as the flow asks.
type Population struct {
	ID        string
	Title     string
	About     string // what it stands for
	Sources   []*Source
	Questions []Distribution // by the index of the question in the flow
}

// A Source is a publication that figures come from.
type Source struct {
	ID        string
	Title     string
	Publisher string
	Address   string
	At        source.Pos
}

// A Distribution is how common the answers to one question are, where it is asked.
type Distribution struct {
	// Unknown is the chance of "not known", from 0 to 1.
	Unknown float64
	// Ranges are those of an Integer question, apart from each other. Within a range
	// all numbers are alike.
	Ranges []Range
	// Options are weights by option: relative to each other, but for a Choices
	// question the chance, from 0 to 1, that the option is picked, each on its own,
	// before the limit of picks. Where that limit would next to never be kept, a half
	// each is taken in their place.
	Options []float64
	// Sources are what the figures come from, and Assumed is why they are as they
	// are where no source gives them.
	Sources []*Source
	Assumed string
}

// A Range is a range of numbers, both ends included, and its weight relative to other
// ranges.
type Range struct {
	Lo, Hi int64
	Weight float64
}

// Uniform returns the population in which all answers to a question are alike, and
// everything is known.
func Uniform(f *flow.Flow) *Population {
	p := &Population{ID: "uniform"}
	for _, q := range f.Questions {
		d := Distribution{Ranges: []Range{{Lo: q.Min, Hi: q.Max, Weight: 1}}, Options: make([]float64, len(q.Options))}
		for i := range d.Options {
			d.Options[i] = 1.0 / 2
		}
		p.Questions = append(p.Questions, d)
	}
	return p
}

// leastWithin is how likely the limit of picks must be kept if each is picked on its own.
const leastWithin = 1e-6

// chanceWithin returns how likely no more than a number of options are picked, each on its own.
func chanceWithin(chances []float64, limit int) float64 {
	numbers := []float64{1} // the chance of each number of picks so far
	for _, p := range chances {
		numbers = convolve(numbers, []float64{1 - p, p})
	}
	sum := 0.0
	for _, chance := range numbers[:min(len(numbers), limit+1)] {
		sum += chance
	}
	return sum
}

// picks returns the chance of each option of a Choices question: those of the
// distribution or, where it picks more than are allowed for next to certain, a half.
func (d *Distribution) picks(q *flow.Question) []float64 {
	if chanceWithin(d.Options, q.MaxPicks) < leastWithin {
		return slices.Repeat([]float64{1.0 / 2}, len(q.Options))
	}
	return d.Options
}
