// Package recordtest makes organisations for tests and benchmarks: answers to the
// questions of any flow, drawn at random, as JSON lines or CSV, and records that
// every reader must refuse.
//
// The same flow, seed and settings give the same records.
package recordtest

import (
	"math"
	"math/bits"
	"strconv"

	"chiefly/engine/flow"
	"chiefly/engine/record"
)

// A Generator draws one organisation after the other. It is not safe for
// concurrent use.
type Generator struct {
	// Unknown is the share of the questions, the required ones aside, that are
	// left out.
	Unknown float64
	// Imprecise is the share of the answers that are a range, one of several
	// options, or "unknown".
	Imprecise float64
	// Stray is the share of the questions answered although the flow would not
	// ask them.
	Stray float64

	flow    *flow.Flow
	state   uint64
	answers flow.Answers // of the present organisation, for the conditions
	count   int
}

// New returns a generator for a flow. All questions that the flow asks are
// answered exactly, until its shares are set.
func New(f *flow.Flow, seed uint64) *Generator {
	return &Generator{flow: f, state: seed, answers: flow.Answers{}}
}

// Uint64 returns random bits. It is the generator splitmix64.
func (g *Generator) Uint64() uint64 {
	g.state += 0x9e3779b97f4a7c15
	z := g.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 up to n, which is left out.
func (g *Generator) below(n int) int {
	high, _ := bits.Mul64(g.Uint64(), uint64(n))
	return int(high)
}

// Chance reports true in the given share of the cases.
func (g *Generator) Chance(share float64) bool {
	return float64(g.Uint64()>>11)/(1<<53) < share
}

// Next draws an organisation. At least one answer is known.
func (g *Generator) Next(row *record.Row) {
	g.count++
	row.Organisation = g.name(row.Organisation[:0])
	row.Answers = append(row.Answers[:0], make(flow.Row, len(g.flow.Questions))...)
	clear(g.answers)
	known := false
	for i, q := range g.flow.Questions {
		if !g.answered(q) {
			continue
		}
		row.Answers[i] = g.answer(q)
		g.answers[q.ID] = row.Answers[i]
		known = known || !row.Answers[i].IsUnknown()
	}
	if !known {
		i := g.below(len(g.flow.Questions))
		row.Answers[i] = g.exact(g.flow.Questions[i])
	}
}

func (g *Generator) answered(q *flow.Question) bool {
	if q.When != nil && q.When.Eval(g.answers) == flow.False {
		return g.Chance(g.Stray)
	}
	return q.Required || !g.Chance(g.Unknown)
}

func (g *Generator) answer(q *flow.Question) flow.Answer {
	switch {
	case !g.Chance(g.Imprecise):
		return g.exact(q)
	case !q.Required && g.Chance(0.2):
		return flow.Unknown
	case q.Type == flow.Integer:
		a, b := g.integer(q), g.integer(q)
		return q.Integers(min(a, b), max(a, b))
	case q.Type == flow.Choice && len(q.Options) > 2:
		return q.Chosen(g.options(len(q.Options), 2))
	}
	return g.exact(q)
}

// exact draws an answer of one value.
func (g *Generator) exact(q *flow.Question) flow.Answer {
	switch q.Type {
	case flow.Integer:
		v := g.integer(q)
		return q.Integers(v, v)
	case flow.Choices:
		return q.Chosen(g.options(len(q.Options), g.below(min(q.MaxPicks, 4)+1)))
	}
	return q.Chosen(1 << g.below(len(q.Options)))
}

// integer draws a number whose logarithm is uniform: as many from 10 to 100 above
// the smallest as from 100 to 1,000.
func (g *Generator) integer(q *flow.Question) int64 {
	width := float64(q.Max-q.Min) + 1
	offset := math.Exp(float64(g.Uint64()>>11)/(1<<53)*math.Log(width+1)) - 1
	return q.Min + min(int64(offset), q.Max-q.Min)
}

// options draws a set of so many of n options.
func (g *Generator) options(n, size int) uint64 {
	var set uint64
	for bits.OnesCount64(set) < size {
		set |= 1 << g.below(n)
	}
	return set
}

var (
	firstWords = []string{"Alder", "Brook", "Cobalt", "Delta", "Ember", "Fjord", "Gannet", "Harbour", "Ivory", "Juniper", "Kestrel", "Lumen", "Müller", "Nordic", "O'Neill", "Post"}
	lastWords  = []string{"Software", "Foods", "Bank", "Clinics", "Logistics", "Works", "Studios", "Energy", "Systems", "Partners", "Labs", "Retail", "Söhne", `"Best" Tools`, "Price, Hall & Co", "Group"}
)

// name appends a name: most are plain, some hold what has to be written with care.
func (g *Generator) name(dst []byte) []byte {
	dst = append(dst, firstWords[g.below(len(firstWords))]...)
	dst = append(append(dst, ' '), lastWords[g.below(len(lastWords))]...)
	return strconv.AppendInt(append(dst, ' '), int64(g.count), 10)
}
