package rule

import (
	"fmt"
	"slices"

	"chiefly/engine/flow"
)

// Limits on one condition. Written out, it can grow as the product of its
// alternatives: ten pairs of them make 1,024 cases.
const (
	maxClauses = 256
	maxEffort  = 1 << 20 // comparisons of clauses
)

// A literal is a test of one question, in a clause. It is neither always true nor
// always false, so that it is undecided when nothing is known.
type literal struct {
	question *flow.Question
	test     test
}

// A clause holds where all its literals do. Conditions are compiled to a choice
// of clauses. That keeps their meaning: strong Kleene logic knows the laws that
// the step needs, those of De Morgan, distribution and absorption among them; it
// lacks "a or not a" only, which the step does not use.
type clause []*literal

// A cases is a condition written out: it holds where one of its clauses does, or
// where none does. "(a or b) and (c or d)" has few clauses one way, "a and b or c
// and d" the other.
type cases struct {
	clauses []clause
	negated bool
}

// casesOf writes a tree out in the shorter way. It reports whether there is one
// within the limits.
func casesOf(t *tree) (cases, bool) {
	plain, ok := expand(t, false)
	negated, okNegated := expand(t, true)
	if !ok || okNegated && len(negated) < len(plain) {
		return cases{negated, true}, okNegated
	}
	return cases{plain, false}, ok
}

// expand writes a tree, or its negation, out as a choice of clauses.
func expand(t *tree, negated bool) ([]clause, bool) {
	e := expander{known: map[literalKey]int{}, effort: maxEffort}
	sets := e.expand(t, negated)
	found := make([]clause, len(sets))
	for i, set := range sets {
		found[i] = clause{}
		for _, id := range set {
			found[i] = append(found[i], e.literals[id])
		}
	}
	return found, !e.tooMany()
}

// An expander writes trees out. A clause is a sorted list of the numbers of its
// literals.
type expander struct {
	literals []*literal
	known    map[literalKey]int
	effort   int // left; negative when there are too many clauses
}

func (e *expander) tooMany() bool { return e.effort < 0 }

// always is the clause without literals, which holds everywhere.
var always = [][]int{{}}

// expand returns the clauses of a tree, or of its negation.
func (e *expander) expand(t *tree, negated bool) [][]int {
	switch {
	case e.tooMany():
		return nil
	case t.op == opConst:
		if (t.value == flow.True) != negated {
			return always
		}
		return nil
	case t.op == opPart:
		return e.part(t, negated)
	case t.op == opNot:
		return e.expand(t.kids[0], !negated)
	case t.op == opIf:
		return e.choice(t.kids, negated)
	case (t.op == opAnd) != negated:
		return e.all(t.kids, negated)
	}
	var any [][]int
	for _, kid := range t.kids {
		any = e.either(any, e.expand(kid, negated))
	}
	return any
}

// choice expands a ?: b : c, which is (a and b) or (not a and c) or (b and c). The
// last is for an undecided a with branches that agree.
func (e *expander) choice(kids []*tree, negated bool) [][]int {
	when, unless := e.expand(kids[0], false), e.expand(kids[0], true)
	then, otherwise := e.expand(kids[1], negated), e.expand(kids[2], negated)
	return e.either(e.either(e.both(when, then), e.both(unless, otherwise)), e.both(then, otherwise))
}

func (e *expander) all(kids []*tree, negated bool) [][]int {
	product := always
	for _, kid := range kids {
		product = e.both(product, e.expand(kid, negated))
	}
	return product
}

func (e *expander) part(t *tree, negated bool) [][]int {
	value, test := t.value, t.test
	if negated {
		value, test = -value, test.not(t.question)
	}
	switch value {
	case flow.True:
		return always
	case flow.False:
		return nil
	}
	return e.test(t.question, test)
}

// test expands a test. One of picks is taken apart: since either all picks are
// known or none, all that it is made of is undecided together.
func (e *expander) test(q *flow.Question, t test) [][]int {
	expanded := always
	switch {
	case q.Type != flow.Choices || t.form <= counted:
		return [][]int{{e.number(&literal{q, t})}}
	case t.form == allOf:
		for _, kid := range t.kids {
			expanded = e.both(expanded, e.test(q, kid))
		}
	default:
		expanded = nil
		for _, kid := range t.kids {
			expanded = e.either(expanded, e.test(q, kid))
		}
	}
	return expanded
}

// number returns the number of a literal.
func (e *expander) number(l *literal) int {
	key := l.key()
	id, seen := e.known[key]
	if !seen {
		id = len(e.literals)
		e.known[key] = id
		e.literals = append(e.literals, l)
	}
	return id
}

// A literalKey is the same for literals that hold for the same answers.
type literalKey struct {
	question *flow.Question
	form     form
	set      uint64 // of options
	values   string // numbers
}

func (l *literal) key() literalKey {
	switch t := l.test; {
	case l.question.Type == flow.Integer:
		return literalKey{question: l.question, values: fmt.Sprint(t.spans)}
	case l.question.Type != flow.Choices:
		return literalKey{question: l.question, set: t.mask}
	case t.form != counted:
		return literalKey{question: l.question, form: t.form, set: t.named}
	default:
		holds := make([]bool, l.question.MaxPicks+1)
		for n := range holds {
			holds[n] = t.picks(1<<n - 1)
		}
		return literalKey{question: l.question, form: counted, values: fmt.Sprint(holds)}
	}
}

// either joins two choices of clauses.
func (e *expander) either(a, b [][]int) [][]int {
	joined := slices.Clone(a)
	for _, c := range b {
		joined = e.add(joined, c)
	}
	return joined
}

// both multiplies two choices of clauses out.
func (e *expander) both(a, b [][]int) [][]int {
	var product [][]int
	for _, x := range a {
		for _, y := range b {
			if product = e.add(product, union(x, y)); e.tooMany() {
				return nil
			}
		}
	}
	return product
}

// add adds a clause to a choice, unless one that is there says as much already.
func (e *expander) add(clauses [][]int, c []int) [][]int {
	e.effort -= 1 + len(clauses)
	for _, old := range clauses {
		if subset(old, c) {
			return clauses
		}
	}
	clauses = slices.DeleteFunc(clauses, func(old []int) bool { return subset(c, old) })
	if len(clauses) == maxClauses {
		e.effort = -1
		return nil
	}
	return append(clauses, c)
}

// union merges two sorted lists.
func union(a, b []int) []int {
	merged := make([]int, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			merged, a = append(merged, a[0]), a[1:]
		case a[0] > b[0]:
			merged, b = append(merged, b[0]), b[1:]
		default:
			merged, a, b = append(merged, a[0]), a[1:], b[1:]
		}
	}
	return append(append(merged, a...), b...)
}

// subset reports whether a sorted list is contained in another.
func subset(a, b []int) bool {
	for len(a) > 0 && len(b) > 0 {
		if a[0] == b[0] {
			a = a[1:]
		}
		b = b[1:]
	}
	return len(a) == 0
}
