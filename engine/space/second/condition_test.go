package second

import (
	"slices"

	"github.com/dalzilio/rudd"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A truth is a condition in strong Kleene logic: where it is true, and where it is not
// false.
type truth struct{ certain, possible rudd.Node }

// condition encodes a condition; one that is nil is false.
func (e *encoding) condition(c *rule.Condition) truth {
	if c == nil {
		return truth{e.constant(false), e.constant(false)}
	}
	return e.formula(c.Formula())
}

func (e *encoding) formula(f *rule.Formula) truth {
	if f.Op == rule.About {
		return e.about(f)
	}
	var kids []truth
	for _, kid := range f.Kids {
		kids = append(kids, e.formula(kid))
	}
	switch f.Op {
	case rule.Not:
		return truth{e.not(kids[0].possible), e.not(kids[0].certain)}
	case rule.If:
		return truth{e.chosen(kids[0], kids[1].certain, kids[2].certain, e.and), e.chosen(kids[0], kids[1].possible, kids[2].possible, e.or)}
	case rule.All:
		return e.joined(kids, true, e.and)
	case rule.Any:
		return e.joined(kids, false, e.or)
	}
	return truth{e.constant(f.Value == flow.True), e.constant(f.Value != flow.False)}
}

// chosen is a branch of ?:, and both where the condition is undecided.
func (e *encoding) chosen(c truth, then, otherwise rudd.Node, both func(a, b rudd.Node) rudd.Node) rudd.Node {
	return e.choose(c.certain, then, e.choose(c.possible, both(then, otherwise), otherwise))
}

func (e *encoding) joined(kids []truth, empty bool, join func(a, b rudd.Node) rudd.Node) truth {
	all := truth{e.constant(empty), e.constant(empty)}
	for _, kid := range kids {
		all = truth{join(all.certain, kid.certain), join(all.possible, kid.possible)}
	}
	return all
}

// about encodes a part of a condition that mentions one question.
func (e *encoding) about(f *rule.Formula) truth {
	field, unknown := e.fields[f.Question.ID], f.Holds(flow.Answer{})
	if f.Question.Type == flow.Choices {
		holds := e.picks(f.Kids[0], field.bits)
		return truth{e.choose(field.known, holds, e.constant(unknown == flow.True)), e.choose(field.known, holds, e.constant(unknown != flow.False))}
	}
	t := truth{e.constant(unknown == flow.True), e.constant(unknown != flow.False)}
	before := unknown
	for _, value := range changes(f) {
		now, from := f.Holds(nth(f.Question, value)), e.atLeast(field.bits, value+1)
		if (now == flow.True) != (before == flow.True) {
			t.certain = e.xor(t.certain, from)
		}
		if (now == flow.False) != (before == flow.False) {
			t.possible = e.xor(t.possible, from)
		}
		before = now
	}
	return t
}

// changes returns the values of a question, counted from 0, between which a part of a
// condition may change.
func changes(f *rule.Formula) []uint64 {
	found := []uint64{0}
	if f.Question.Type == flow.Integer {
		for _, start := range f.Starts() {
			found = append(found, uint64(start-f.Question.Min))
		}
		return slices.Compact(found)
	}
	for option := range f.Question.Options[1:] {
		found = append(found, uint64(option+1))
	}
	return found
}

// nth returns a value of a question, counted from 0.
func nth(q *flow.Question, value uint64) flow.Answer {
	if q.Type == flow.Integer {
		number := q.Min + int64(value)
		return q.Integers(number, number)
	}
	return q.OneOf(int(value))
}

// picks encodes a formula about picks that are known.
func (e *encoding) picks(f *rule.Formula, options []rudd.Node) rudd.Node {
	switch f.Op {
	case rule.Counted:
		return e.ones(options, f.HoldsFor)
	case rule.Not:
		return e.not(e.picks(f.Kids[0], options))
	}
	found := e.constant(f.Op == rule.All)
	for _, kid := range f.Kids {
		if f.Op == rule.All {
			found = e.and(found, e.picks(kid, options))
		} else {
			found = e.or(found, e.picks(kid, options))
		}
	}
	for i, picked := range options {
		if f.Op == rule.Picked && f.Options>>i&1 == 1 {
			found = e.or(found, picked)
		}
	}
	return found
}
