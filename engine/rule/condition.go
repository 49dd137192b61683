package rule

import (
	"slices"

	"chiefly/engine/flow"
)

// A Condition is a compiled condition.
type Condition struct {
	// Text is the condition as it was written.
	Text  string
	root  *tree
	cases cases
}

// Eval decides the condition for what is known. Answers that are missing count
// as unknown.
func (c *Condition) Eval(answers flow.Answers) flow.Truth { return c.root.eval(answers) }

// Questions returns the ids of the questions that the condition mentions,
// through named conditions too, in alphabetical order.
func (c *Condition) Questions() []string {
	var ids []string
	c.root.walk(func(t *tree) {
		if t.op == opPart {
			ids = append(ids, t.question.ID)
		}
	})
	slices.Sort(ids)
	return slices.Compact(ids)
}

// A Part is a piece of a condition that mentions one question.
type Part struct {
	Text     string // such as `headcount >= 500`
	Question string
	Truth    flow.Truth
}

// Decisive returns the parts that make the condition what it is: those that hold
// where it is true, those that fail where it is false, those that are undecided
// where it is undecided. Under not it is the other way round, and the parts that
// choose a branch of ?: are there too.
func (c *Condition) Decisive(answers flow.Answers) []Part {
	return c.root.decisive(answers, nil)
}

// Needs returns the ids of the questions whose answers would decide a condition
// that is undecided, in alphabetical order. It returns none for one that is
// decided.
func (c *Condition) Needs(answers flow.Answers) []string {
	if c.Eval(answers) != flow.Undecided {
		return nil
	}
	var ids []string
	for _, p := range c.Decisive(answers) {
		if p.Truth == flow.Undecided {
			ids = append(ids, p.Question)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// An op is the kind of a tree.
type op uint8

const (
	opConst op = iota
	opPart
	opAnd
	opOr
	opNot
	opIf // kids: condition, then, else
)

// A tree is a condition, or a piece of one, in normal form: no chain directly
// inside a chain of the same kind, and in every chain at most one part for each
// question.
type tree struct {
	op       op
	kids     []*tree
	question *flow.Question // of a part
	test     test           // of a part
	value    flow.Truth     // of a constant; of a part, its value when nothing is known
	text     string         // of a part
	negated  string         // of a part: the text of its opposite
	loose    [2]bool        // of a part: whether text, and negated, is a chain of or
	parts    int            // how many parts were written, those of named conditions counted at each use
}

func constant(value bool) *tree { return &tree{op: opConst, value: truth(value)} }

func (t *tree) walk(visit func(*tree)) {
	visit(t)
	for _, kid := range t.kids {
		kid.walk(visit)
	}
}

func (t *tree) eval(answers flow.Answers) flow.Truth {
	switch t.op {
	case opPart:
		return t.test.eval(t.question, answers[t.question.ID], t.value)
	case opNot:
		return -t.kids[0].eval(answers)
	case opAnd:
		value := flow.True
		for _, kid := range t.kids {
			if value = min(value, kid.eval(answers)); value == flow.False {
				break
			}
		}
		return value
	case opOr:
		value := flow.False
		for _, kid := range t.kids {
			if value = max(value, kid.eval(answers)); value == flow.True {
				break
			}
		}
		return value
	case opIf:
		return t.evalIf(answers)
	}
	return t.value
}

// evalIf decides a ?: b : c. When a is undecided, the result is that of b and c
// where they agree.
func (t *tree) evalIf(answers flow.Answers) flow.Truth {
	then, otherwise := t.kids[1].eval(answers), t.kids[2].eval(answers)
	switch t.kids[0].eval(answers) {
	case flow.True:
		return then
	case flow.False:
		return otherwise
	}
	if then == otherwise {
		return then
	}
	return flow.Undecided
}

func (t *tree) decisive(answers flow.Answers, parts []Part) []Part {
	value := t.eval(answers)
	switch t.op {
	case opPart:
		return append(parts, Part{Text: t.text, Question: t.question.ID, Truth: value})
	case opNot:
		return t.kids[0].decisive(answers, parts)
	case opAnd, opOr:
		for _, kid := range t.kids {
			if kid.eval(answers) == value {
				parts = kid.decisive(answers, parts)
			}
		}
	case opIf:
		return t.decisiveIf(answers, value, parts)
	}
	return parts
}

// decisiveIf adds what decides a ?: b : c. A condition that is undecided does
// not matter where both branches agree.
func (t *tree) decisiveIf(answers flow.Answers, value flow.Truth, parts []Part) []Part {
	branch, when := t.kids[1:], t.kids[0].eval(answers)
	switch when {
	case flow.True:
		branch = t.kids[1:2]
	case flow.False:
		branch = t.kids[2:]
	}
	if when != flow.Undecided || value == flow.Undecided {
		parts = t.kids[0].decisive(answers, parts)
	}
	for _, kid := range branch {
		if kid.eval(answers) == value {
			parts = kid.decisive(answers, parts)
		}
	}
	return parts
}

// negate returns the tree for "not t".
func negate(t *tree) *tree {
	switch t.op {
	case opConst:
		return &tree{op: opConst, value: -t.value}
	case opPart:
		return &tree{op: opPart, question: t.question, test: t.test.not(t.question), text: t.negated, negated: t.text,
			loose: [2]bool{t.loose[1], t.loose[0]}, parts: t.parts}
	case opNot:
		return t.kids[0]
	}
	return &tree{op: opNot, kids: []*tree{t}, parts: t.parts}
}

// chain joins kids by and, or by or, in normal form.
func chain(op op, kids ...*tree) *tree {
	neutral := truth(op == opAnd)
	joined := &tree{op: op}
	for _, kid := range kids {
		members := []*tree{kid}
		if kid.op == op {
			members = kid.kids
		}
		for _, m := range members {
			switch {
			case m.op == opConst && m.value == neutral:
			case m.op == opConst:
				return m
			default:
				joined.add(m)
			}
		}
	}
	switch len(joined.kids) {
	case 0:
		return &tree{op: opConst, value: neutral}
	case 1:
		return joined.kids[0]
	}
	for _, kid := range joined.kids {
		joined.parts += kid.parts
	}
	return joined
}

// add appends a member to a chain, or merges it with the part on the same
// question.
func (t *tree) add(member *tree) {
	for i, kid := range t.kids {
		if kid.op == opPart && member.op == opPart && kid.question == member.question {
			t.kids[i] = t.merge(kid, member)
			return
		}
	}
	t.kids = append(t.kids, member)
}

func (t *tree) merge(a, b *tree) *tree {
	merged := &tree{op: opPart, question: a.question, parts: a.parts + b.parts}
	if t.op == opAnd {
		merged.test = a.test.and(a.question, b.test)
		merged.text = a.tightText() + " and " + b.tightText()
	} else {
		merged.test = a.test.or(a.question, b.test)
		merged.text = a.text + " or " + b.text
		merged.loose[0] = true
	}
	merged.negated = "not (" + merged.text + ")"
	return merged
}

// tightText returns the text of a part for use in a chain of and.
func (t *tree) tightText() string {
	if t.loose[0] {
		return "(" + t.text + ")"
	}
	return t.text
}

// choose returns the tree for "when ? then : otherwise".
func choose(when, then, otherwise *tree) *tree {
	switch {
	case when.op == opConst && when.value == flow.True:
		return then
	case when.op == opConst:
		return otherwise
	case when.op == opPart && about(then, when.question) && about(otherwise, when.question):
		return chain(opOr, chain(opAnd, when, then), chain(opAnd, negate(when), otherwise))
	}
	return &tree{op: opIf, kids: []*tree{when, then, otherwise}, parts: when.parts + then.parts + otherwise.parts}
}

// about reports whether a tree mentions no other question than q.
func about(t *tree, q *flow.Question) bool {
	return t.op == opConst || t.op == opPart && t.question == q
}
