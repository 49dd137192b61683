package second

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/dalzilio/rudd"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// An encoding is the answers to the questions of a flow as variables.
type encoding struct {
	*diagrams
	flow   *flow.Flow
	set    *rule.Set
	fields map[string]field // by the id of the question
	valid  rudd.Node        // where the variables are those of an answer set
}

// A field is the answer to one question. That of a Choices question has a bit for each
// option, and one that tells whether the picks are known. That of any other is a number
// in binary: 0 for "not known", and counting up from 1 for the values.
type field struct {
	known rudd.Node
	bits  []rudd.Node
	first int // variable
}

func newEncoding(f *flow.Flow, set *rule.Set, nodes int) (*encoding, error) {
	e := &encoding{flow: f, set: set, fields: map[string]field{}}
	var err error
	variables := 0
	for _, q := range f.Questions {
		variables += width(q)
	}
	if e.diagrams, err = newDiagrams(variables, nodes); err != nil {
		return nil, err
	}
	next := 0
	for _, q := range ordered(f, set) {
		e.fields[q.ID] = e.field(q, next)
		next += width(q)
	}
	e.valid = e.constant(true)
	for _, q := range f.Questions {
		e.valid = e.and(e.valid, e.validAnswer(q))
	}
	return e, nil
}

// width returns how many variables an answer needs.
func width(q *flow.Question) int {
	if q.Type == flow.Choices {
		return 1 + len(q.Options)
	}
	return bits.Len64(values(q))
}

// values returns how many values a question has that is not of type Choices.
func values(q *flow.Question) uint64 {
	if q.Type == flow.Integer {
		return uint64(q.Max-q.Min) + 1
	}
	return uint64(len(q.Options))
}

func (e *encoding) field(q *flow.Question, first int) field {
	f := field{first: first}
	for i := range width(q) {
		f.bits = append(f.bits, e.variable(first+i))
	}
	if q.Type == flow.Choices {
		f.known, f.bits = f.bits[0], f.bits[1:]
	} else {
		f.known = e.atLeast(f.bits, 1)
	}
	return f
}

// validAnswer is true where the field of a question holds an answer, and one that the
// flow allows. What is not known has zeros in all bits.
func (e *encoding) validAnswer(q *flow.Question) rudd.Node {
	f := e.fields[q.ID]
	sound := e.ones(f.bits, func(picks int) bool { return picks <= q.MaxPicks })
	if q.Type != flow.Choices {
		sound = e.not(e.atLeast(f.bits, values(q)+1))
	}
	asked := e.constant(true)
	if c, conditional := q.When.(*rule.Condition); conditional {
		asked = e.condition(c).possible
	}
	absent := e.not(e.atLeast(f.bits, 1))
	if q.Required {
		absent = e.without(absent, asked)
	}
	return e.choose(f.known, e.and(sound, asked), absent)
}

// rounds is how often ordered improves the order.
const rounds = 30

// ordered returns the questions in an order that keeps diagrams small. Questions that
// rules mention together come near each other: again and again each moves to the middle
// of the places of those that it is mentioned with (Aloul, Markov and Sakallah, "FORCE:
// a fast and easy-to-implement variable-ordering heuristic", 2003). Numbers come first,
// since their many bits cost least where diagrams are narrow.
func ordered(f *flow.Flow, set *rule.Set) []*flow.Question {
	order := slices.Clone(f.Questions)
	for range rounds {
		middles := middlesOf(order, set)
		slices.SortStableFunc(order, func(a, b *flow.Question) int { return cmp.Compare(middles[a.ID], middles[b.ID]) })
	}
	slices.SortStableFunc(order, func(a, b *flow.Question) int {
		return cmp.Compare(min(a.Type, flow.Integer+1), min(b.Type, flow.Integer+1))
	})
	return order
}

// middlesOf returns for each question the middle of the places of those that rules
// mention with it.
func middlesOf(order []*flow.Question, set *rule.Set) map[string]float64 {
	at, sum, rules := map[string]float64{}, map[string]float64{}, map[string]float64{}
	for i, q := range order {
		at[q.ID] = float64(i)
	}
	for _, r := range set.Rules {
		ids, middle := r.When.Questions(), 0.0
		if len(ids) < 2 {
			continue
		}
		for _, id := range ids {
			middle += at[id] / float64(len(ids))
		}
		for _, id := range ids {
			sum[id] += middle
			rules[id]++
		}
	}
	for id, n := range rules {
		at[id] = sum[id] / n
	}
	return at
}
