package rule

import (
	"fmt"
	"math/bits"
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
	value, l := t.value, &literal{t.question, t.test}
	if negated {
		value, l.test = -value, t.test.not(t.question)
	}
	switch value {
	case flow.True:
		return always
	case flow.False:
		return nil
	}
	key := keyOf(t, l, negated)
	id, seen := e.known[key]
	if !seen {
		id = len(e.literals)
		e.known[key] = id
		e.literals = append(e.literals, l)
	}
	return [][]int{{id}}
}

// A literalKey tells literals apart. Two of equal meaning may have different
// keys; then a condition has more clauses than it needs.
type literalKey struct {
	question *flow.Question
	part     *tree // and negated, where the rest does not say it all
	negated  bool
	spans    string
	mask     uint64
	named    uint64
}

func keyOf(t *tree, l *literal, negated bool) literalKey {
	switch key := (literalKey{question: t.question}); {
	case t.question.Type == flow.Integer:
		key.spans = fmt.Sprint(l.test.spans)
		return key
	case t.question.Type != flow.Choices:
		key.mask = l.test.mask
		return key
	case l.test.count || bits.OnesCount64(l.test.named) > 6:
		key.part, key.negated = t, negated
		return key
	default:
		key.named = l.test.named
		for i := range uint64(1) << bits.OnesCount64(l.test.named) {
			if l.test.picks(deposit(i, l.test.named)) {
				key.mask |= 1 << i
			}
		}
		return key
	}
}

// deposit spreads the low bits of an index over the bits of a mask.
func deposit(index, mask uint64) uint64 {
	var set uint64
	for ; mask != 0; mask &= mask - 1 {
		if index&1 != 0 {
			set |= mask & -mask
		}
		index >>= 1
	}
	return set
}

// extract is the inverse of deposit: it collects the bits of a mask.
func extract(set, mask uint64) uint64 {
	var index uint64
	for i := 0; mask != 0; mask &= mask - 1 {
		if set&mask&-mask != 0 {
			index |= 1 << i
		}
		i++
	}
	return index
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

// maxSignature is how many sets of picks the signature of a test tells apart.
const maxSignature = 1 << 12

// signature returns the same text for literals on a Choices question that hold for
// the same sets of picks. Literals on too many options have one each.
func (l *literal) signature() string {
	t := l.test
	rest := flow.Unknown.Possible(l.question) &^ t.named
	sets := uint64(1) << bits.OnesCount64(t.named)
	if bits.OnesCount64(t.named) > 12 || sets*uint64(bits.OnesCount64(rest)+1) > maxSignature {
		return fmt.Sprintf("%p", l)
	}
	signature := fmt.Appendf(nil, "%x ", t.named)
	for i := range sets {
		set := deposit(i, t.named)
		for more := rest; ; more &= more - 1 {
			signature = append(signature, '0')
			if t.picks(set) {
				signature[len(signature)-1] = '1'
			}
			if more == 0 {
				break
			}
			set |= more & -more
		}
	}
	return string(signature)
}
