package space

import (
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A view is how a rule set sees the answers to the questions of a Space: as answers to
// the questions of its own flow, which may be another one.
//
// Questions and options are the same where their ids are. What the flow of the rule set
// has no word for is not known to it: the answer to a question that it does not have, or
// has as one of another type; an option of a Choice, and a number, that it does not
// have; more picks than it allows; and any answer to a question that it would not ask,
// considering what it sees of the others. Picks that it does not have are not seen beside
// the others. Its own questions that the Space does not have are never answered.
type view struct {
	// layerOf is the first layer by the id of a question, or of a name such as
	// needed.cto. Questions that are never seen are not there.
	layerOf map[string]int
	// asked is where the flow of the rule set asks a question, by its id, if that is not
	// wherever the Space does.
	asked map[string]node
}

// viewOf returns how a rule set over a flow sees answers, but for which questions that
// flow asks.
func (s *Space) viewOf(c Content) view {
	v := view{layerOf: map[string]int{}}
	for i, l := range s.layers[:s.questions] {
		if q := s.flow.Questions[l.question]; l.first && counterpart(c.Flow, q) != nil {
			v.layerOf[q.ID] = i
		}
	}
	for i, role := range c.Set.Roles {
		v.layerOf["needed."+role.ID], v.layerOf["verdict."+role.ID] = s.questions+i, s.questions+i
	}
	return v
}

// mask finds where a flow asks its questions: one after the other, since they are asked on
// account of what is seen of those before. Where it asks a question at least wherever the
// Space does, nothing is noted: a question that the Space does not ask is not known anyway.
func (s *Space) mask(v *view, f *flow.Flow) {
	v.asked = map[string]node{}
	for _, q := range f.Questions {
		when, conditional := q.When.(*rule.Condition)
		here := counterpart(s.flow, q)
		if !conditional || here == nil {
			continue
		}
		asked := s.store.where(s.conditionIn(v, when), flow.Undecided, flow.True)
		if s.reduced(s.store.and(s.guard(here), s.store.not(asked))) != isFalse {
			v.asked[q.ID] = asked
		}
	}
}

// counterpart returns the question of a flow that is the same as one of another flow, or
// nil.
func counterpart(f *flow.Flow, q *flow.Question) *flow.Question {
	if other := f.Question(q.ID); other != nil && other.Type == q.Type {
		return other
	}
	return nil
}

// reading returns how a question reads an answer to its counterpart of another flow, which
// is exact or not known.
func reading(q, counterpart *flow.Question, a flow.Answer) flow.Answer {
	if q == counterpart || !a.IsExact() {
		return a
	}
	if q.Type == flow.Integer {
		if number, _ := a.Range(counterpart); number < q.Min || number > q.Max {
			return flow.Answer{}
		}
		return a
	}
	var seen []int
	for _, i := range a.Indexes() {
		if o := q.OptionIndex(counterpart.Options[i].ID); o >= 0 {
			seen = append(seen, o)
		}
	}
	switch {
	case q.Type != flow.Choices:
		return q.OneOf(seen...)
	case len(seen) > q.MaxPicks:
		return flow.Answer{}
	}
	return q.Picked(seen...)
}
