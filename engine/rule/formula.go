package rule

import (
	"slices"

	"chiefly/engine/flow"
)

// A Formula is a condition, or a piece of one, as a tree: what somebody needs who
// asks what holds for all answers, and not for some. Its meaning is that of
// [Condition.Eval].
type Formula struct {
	Op   Op
	Kids []*Formula
	// Question is that of an About, a Picked and a Counted. In arrangements it can
	// be one about a verdict, with an id such as "needed.cto".
	Question *flow.Question
	// Value is the value of a Fixed, and of an About when nothing is known.
	Value flow.Truth
	// Options are those of a Picked, as bits.
	Options uint64

	test test
}

// An Op is what a Formula says about its kids.
type Op uint8

// The kinds of formulas.
const (
	Fixed   Op = iota // has a value, whatever the answers
	About             // is about one question; see Holds
	All               // and
	Any               // or
	Not               // has one kid
	If                // kids: condition, then, else
	Picked            // any of Options is picked
	Counted           // is about the number of picks; see HoldsFor
)

// Formula returns the tree of a condition. An About of a Choices question has one
// kid, which says when it holds for picks that are known, in terms of Picked,
// Counted, All and Any.
func (c *Condition) Formula() *Formula { return formulaOf(c.root) }

func formulaOf(t *tree) *Formula {
	f := &Formula{Op: map[op]Op{opConst: Fixed, opPart: About, opAnd: All, opOr: Any, opNot: Not, opIf: If}[t.op],
		Question: t.question, Value: t.value, test: t.test}
	for _, kid := range t.kids {
		f.Kids = append(f.Kids, formulaOf(kid))
	}
	if t.op == opPart && t.question.Type == flow.Choices {
		f.Kids = []*Formula{picksFormula(t.question, t.test)}
	}
	return f
}

func picksFormula(q *flow.Question, t test) *Formula {
	f := &Formula{Question: q, test: t}
	switch t.form {
	case counted:
		f.Op = Counted
	case anyOf, noneOf:
		f.Op, f.Options = Picked, t.named
	case allOf, oneOf:
		f.Op = map[form]Op{allOf: All, oneOf: Any}[t.form]
		for _, kid := range t.kids {
			f.Kids = append(f.Kids, picksFormula(q, kid))
		}
	}
	if t.form == noneOf {
		return &Formula{Op: Not, Kids: []*Formula{f}}
	}
	return f
}

// Holds decides an About for an answer to its question.
func (f *Formula) Holds(a flow.Answer) flow.Truth { return f.test.eval(f.Question, a, f.Value) }

// HoldsFor decides a Counted for a number of picks.
func (f *Formula) HoldsFor(picks int) bool { return f.test.picks(1<<picks - 1) }

// Starts returns the numbers from which on an About of an Integer question has
// another value than just below, in ascending order. The least value of the
// question may be among them.
func (f *Formula) Starts() []int64 {
	var starts []int64
	for _, s := range f.test.spans {
		starts = append(starts, s.lo)
		if s.hi < f.Question.Max {
			starts = append(starts, s.hi+1)
		}
	}
	return slices.Compact(starts)
}
