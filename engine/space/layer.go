package space

import (
	"math/bits"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A layer is one variable of the diagrams. Most questions have one layer, whose
// values are the cells of the answer and, last, "not known", which stands for a
// question that is not asked too, since conditions read both alike. A Choices
// question has several: whether the picks are known, a bit for each option that
// some condition mentions, and the number of picks among the others.
type layer struct {
	kind     layerKind
	question int     // index in the flow; of a verdict layer, of the role
	first    bool    // the first layer of its question
	last     bool    // the last one
	starts   []int64 // of cells of numbers: the first of each
	option   int     // of a bit
	others   []int   // of a rest: the options that no condition mentions
	sizes    []uint64
}

type layerKind uint8

const (
	numbers layerKind = iota // cells of an Integer, and not known
	options                  // options of a Choice or YesNo, and not known
	known                    // whether picks are known: yes or no
	bit                      // whether an option is picked
	rest                     // how many others are
	verdict                  // on a role, after all questions; only conditions of arrangements have it
)

// values returns how many values the layer has.
func (l *layer) values() int { return len(l.sizes) }

// unknown returns the value that means "not known", or -1.
func (l *layer) unknown() int {
	switch l.kind {
	case numbers, options, known:
		return l.values() - 1
	}
	return -1
}

// mentions are what conditions say about one question.
type mentions struct {
	starts  []int64 // of an Integer
	options uint64  // of a Choices
	counted bool
}

// collect adds what the conditions of content say about the questions of a flow, which
// may be another one than its own.
func collect(found map[*flow.Question]*mentions, f *flow.Flow, c Content) {
	for _, condition := range c.conditions() {
		collectFrom(found, f, condition.Formula())
	}
}

func collectFrom(found map[*flow.Question]*mentions, f *flow.Flow, formula *rule.Formula) {
	if formula.Question != nil {
		if q := counterpart(f, formula.Question); q != nil {
			if found[q] == nil {
				found[q] = &mentions{}
			}
			found[q].add(q, formula)
		}
	}
	for _, kid := range formula.Kids {
		collectFrom(found, f, kid)
	}
}

// add adds what a formula says about its question, which is q or the counterpart of q
// in another flow. What the counterpart does not know is told apart from what it does.
func (m *mentions) add(q *flow.Question, f *rule.Formula) {
	as := f.Question
	starts := append(f.Starts(), as.Min)
	if as.Max < q.Max {
		starts = append(starts, as.Max+1)
	}
	for _, start := range starts {
		if q.Min < start && start <= q.Max && !slices.Contains(m.starts, start) {
			m.starts = append(m.starts, start)
		}
	}
	for i, o := range q.Options {
		if at := as.OptionIndex(o.ID); at < 0 || f.Options>>at&1 == 1 {
			m.options |= 1 << i
		}
	}
	m.counted = m.counted || f.Op == rule.Counted
}

// layersOf makes the layers of questions in an order, and then one for the verdict on
// each role.
func layersOf(f *flow.Flow, order []int, roles int, found map[*flow.Question]*mentions) []layer {
	var all []layer
	for _, i := range order {
		q := f.Questions[i]
		m := found[q]
		if m == nil {
			m = &mentions{}
		}
		made := layersOn(q, m)
		made[0].first, made[len(made)-1].last = true, true
		for _, l := range made {
			l.question = i
			all = append(all, l)
		}
	}
	for role := range roles {
		all = append(all, layer{kind: verdict, question: role, sizes: slices.Repeat([]uint64{1}, int(rule.Hire)+1)})
	}
	return all
}

func layersOn(q *flow.Question, m *mentions) []layer {
	switch q.Type {
	case flow.Integer:
		return []layer{numbersLayer(q, m.starts)}
	case flow.Choices:
		return picksLayers(q, m.options)
	}
	return []layer{{kind: options, sizes: slices.Repeat([]uint64{1}, len(q.Options)+1)}}
}

func numbersLayer(q *flow.Question, starts []int64) layer {
	starts = append([]int64{q.Min}, starts...)
	slices.Sort(starts)
	l := layer{kind: numbers, starts: slices.Compact(starts)}
	for i, start := range l.starts {
		end := q.Max
		if i+1 < len(l.starts) {
			end = l.starts[i+1] - 1
		}
		l.sizes = append(l.sizes, uint64(end)-uint64(start)+1)
	}
	l.sizes = append(l.sizes, 1)
	return l
}

func picksLayers(q *flow.Question, mentioned uint64) []layer {
	all := []layer{{kind: known, sizes: []uint64{1, 1}}}
	others := layer{kind: rest}
	for i := range q.Options {
		if mentioned>>i&1 == 1 {
			all = append(all, layer{kind: bit, option: i, sizes: []uint64{1, 1}})
		} else {
			others.others = append(others.others, i)
		}
	}
	ways := uint64(1) // to pick some of the others
	for picks := 0; picks <= min(len(others.others), q.MaxPicks); picks++ {
		others.sizes = append(others.sizes, ways)
		ways = choose(ways, len(others.others), picks)
	}
	if len(others.others) > 0 {
		all = append(all, others)
	}
	return all
}

// choose returns how many sets of k+1 of n things there are, given how many of k.
// For n up to 64 it fits in a word, though the product on the way may not.
func choose(sets uint64, n, k int) uint64 {
	hi, lo := bits.Mul64(sets, uint64(n-k))
	ways, _ := bits.Div64(hi, lo, uint64(k+1))
	return ways
}

// answer turns the values of the layers of a question into an answer: the least
// number of a cell, the first of the options that no condition mentions. Not known
// is the zero Answer.
func answer(q *flow.Question, layers []layer, values []int) flow.Answer {
	l := &layers[0]
	if values[0] == l.unknown() {
		return flow.Answer{}
	}
	switch l.kind {
	case numbers:
		return q.Integers(l.starts[values[0]], l.starts[values[0]])
	case options:
		return q.OneOf(values[0])
	}
	var picks []int
	for i, l := range layers[1:] {
		switch v := values[1+i]; {
		case l.kind == rest:
			picks = append(picks, l.others[:v]...)
		case v == 1:
			picks = append(picks, l.option)
		}
	}
	return q.Picked(picks...)
}

// values are the inverse of answer: the values of the layers of a question for an
// answer that is exact. For any other they are those of "not known".
func values(q *flow.Question, layers []layer, a flow.Answer) []int {
	of := make([]int, len(layers))
	if of[0] = layers[0].unknown(); !a.IsExact() {
		return of
	}
	switch l := &layers[0]; l.kind {
	case numbers:
		number, _ := a.Range(q)
		after, found := slices.BinarySearch(l.starts, number)
		if of[0] = after; !found {
			of[0]--
		}
		return of
	case options:
		of[0] = bits.TrailingZeros64(a.Possible(q))
		return of
	}
	of[0] = 0
	picks, _ := a.Picks()
	for i, l := range layers {
		switch l.kind {
		case bit:
			of[i] = int(picks >> l.option & 1)
		case rest:
			for _, option := range l.others {
				of[i] += int(picks >> option & 1)
			}
		}
	}
	return of
}

// valuesOf returns the values of all layers of questions for answers that the flow
// shows.
func (s *Space) valuesOf(visible flow.Row) []int {
	var all []int
	for at := 0; at < s.questions; {
		end := s.end(at)
		i := s.layers[at].question
		all = append(all, values(s.flow.Questions[i], s.layers[at:end], visible[i])...)
		at = end
	}
	return all
}

// end returns the layer after those of the question that begins at a layer.
func (s *Space) end(at int) int {
	for !s.layers[at].last {
		at++
	}
	return at + 1
}
