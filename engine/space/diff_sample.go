package space

import (
	"maps"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// drawsOfChanges is how many answer sets are drawn to estimate what cannot be counted.
const drawsOfChanges = 10_000

// A changeSample is how often something changed for answer sets that were drawn where
// anything may change at all, uniformly and from the population.
type changeSample struct {
	*comparison
	within [2]float64 // how much was drawn from, as a part of all answer sets and of the population
	hits   map[drawn]*hits
	order  []drawn // the changes, as they first came up
}

// A drawn is a change of some answer sets. Without roles and what there was and is, it is
// any of a kind; the zero drawn is any.
type drawn struct {
	kind     Change
	role     int
	from, to string
}

// Hits are the answer sets drawn that have a change.
type hits struct {
	count   [2]int // drawn uniformly, and from the population
	example flow.Answers
}

// sample draws answer sets, the first time that it is asked for.
func (c *comparison) sample() *changeSample {
	if c.drawn != nil {
		return c.drawn
	}
	c.drawn = &changeSample{comparison: c, hits: map[drawn]*hits{}}
	where := c.mayChange()
	for i, population := range []*Population{nil, c.population} {
		if i == 0 || population != nil {
			c.drawn.draw(i, newRegions(c.Space, population, where))
		}
	}
	return c.drawn
}

// draw draws from where something may change. What more than one diagram says counts for
// the first alone, so that it is not counted twice (Karp and Luby, "Monte-Carlo algorithms
// for enumeration and reliability problems", 1983).
func (s *changeSample) draw(from int, r *regions) {
	s.within[from] = r.all / r.onward[0]
	for range drawsOfChanges {
		if answers, first := r.draw(); first {
			s.note(from, answers)
		}
	}
}

// mayChange returns diagrams that are not false where anything may change: where a verdict
// does, or the mode would if verdicts were whatever they are.
func (c *comparison) mayChange() (where []node) {
	for _, ch := range c.changes {
		n, over := ch.where, ch.over
		switch ch.kind {
		case Recommended: // with a verdict
			continue
		case Filled:
			n, over = c.build(c.settleConditions, c.fractional(older, ch.role), c.fractional(newer, ch.role))
		}
		if over {
			return []node{isTrue}
		}
		where = append(where, n)
	}
	return where
}

// settleConditions settles two conditions on answers and verdicts: true where they differ
// for some verdicts.
func (c *comparison) settleConditions(nodes []node) (node, bool) {
	switch {
	case nodes[older] == nodes[newer]:
		return isFalse, true
	case c.open(nodes[older]) || c.open(nodes[newer]):
		return 0, false
	}
	return c.outcome(0, 1), true
}

// note notes what changes for answers.
func (s *changeSample) note(from int, answers flow.Answers) {
	results := s.evaluate(answers)
	changed := []drawn{}
	for _, ch := range s.changes {
		old, replacement := s.says(older, ch, results), s.says(newer, ch, results)
		none := rule.NoMode.String()
		if old != replacement && (ch.kind != Filled || old != none && replacement != none) {
			changed = append(changed, drawn{ch.kind, ch.role, old, replacement}, drawn{kind: ch.kind}, drawn{})
		}
	}
	for i, d := range changed {
		if !slices.Contains(changed[:i], d) {
			s.hit(d).add(from, answers)
		}
	}
}

func (s *changeSample) hit(d drawn) *hits {
	if s.hits[d] == nil {
		s.hits[d] = &hits{}
		s.order = append(s.order, d)
	}
	return s.hits[d]
}

func (h *hits) add(from int, answers flow.Answers) {
	h.count[from]++
	if h.example == nil || len(answers) < len(h.example) {
		h.example = answers
	}
}

// extent estimates a change.
func (s *changeSample) extent(d drawn) Extent {
	var of [2]Estimate
	for i, within := range s.within {
		e := estimate(s.hit(d).count[i], drawsOfChanges)
		of[i] = Estimate{e.Share * within, e.Low * within, e.High * within}
	}
	return Extent{Estimated: &Estimated{of[0], of[1]}}
}

// groups returns the groups of a change that came up.
func (s *changeSample) groups(ch change) (groups []Group) {
	for _, d := range s.order {
		if d.kind == ch.kind && d.role == ch.role && d.from != d.to {
			g := s.group(ch, d.from, d.to)
			g.Extent, g.Example = s.extent(d), s.fewer(ch, d, s.hits[d].example)
			groups = append(groups, g)
		}
	}
	return groups
}

// fewer leaves out of an example what it does not need: answer by answer, and then pick by
// pick.
func (s *changeSample) fewer(ch change, d drawn, example flow.Answers) flow.Answers {
	try := func(q *flow.Question, a flow.Answer) {
		less := maps.Clone(example)
		if less[q.ID] = a; a.IsZero() {
			delete(less, q.ID)
		}
		if less = s.flow.Visible(less); len(s.flow.Missing(less)) > 0 {
			return
		}
		if results := s.evaluate(less); s.says(older, ch, results) == d.from && s.says(newer, ch, results) == d.to {
			example = less
		}
	}
	for _, q := range slices.Backward(s.flow.Questions) {
		try(q, flow.Answer{})
	}
	for _, q := range s.flow.Questions {
		picks, _ := example[q.ID].Picks()
		for left := picks; left != 0; left &= left - 1 {
			still, _ := example[q.ID].Picks()
			try(q, q.Chosen(still&^(left&-left)))
		}
	}
	return example
}
