package rule

import (
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"chiefly/engine/flow"
)

// A formula is a condition as the reference reads it: straight from expr's
// syntax tree, with a function for each atom in place of our tests.
type formula struct {
	kind  string // const, atom, not, and, or, if
	holds func(flow.Answer) bool
	about *flow.Question
	value bool
	kids  []*formula
}

// A reference reads and decides conditions independently of the compiler: it
// enumerates the values of answers and knows no tests, spans or masks.
type reference struct {
	questions map[string]*flow.Question
	named     map[string]string
}

func newReference(f *flow.Flow, named map[string]string) *reference {
	r := &reference{questions: map[string]*flow.Question{}, named: named}
	for _, q := range f.Questions {
		r.questions[q.ID] = q
	}
	return r
}

func (r *reference) read(text string) *formula {
	tree, err := parser.Parse(text)
	if err != nil {
		panic(err)
	}
	return r.formula(tree.Node)
}

func (r *reference) formula(n ast.Node) *formula {
	switch n := n.(type) {
	case *ast.BoolNode:
		return &formula{kind: "const", value: n.Value}
	case *ast.IdentifierNode:
		if text, ok := r.named[n.Value]; ok {
			return r.read(text)
		}
		q := r.questions[n.Value]
		return &formula{kind: "atom", about: q, holds: func(a flow.Answer) bool { return value(q, a).(bool) }}
	case *ast.UnaryNode:
		return negated(r.formula(n.Node))
	case *ast.ConditionalNode:
		return conditional(r.formula(n.Cond), r.formula(n.Exp1), r.formula(n.Exp2))
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&":
			return joined("and", r.formula(n.Left), r.formula(n.Right))
		case "or", "||":
			return joined("or", r.formula(n.Left), r.formula(n.Right))
		}
		return r.atom(n)
	}
	panic(n)
}

// atom turns a comparison into a function of the answer it is about.
func (r *reference) atom(n *ast.BinaryNode) *formula {
	q := r.mentioned(n)
	return &formula{kind: "atom", about: q, holds: func(a flow.Answer) bool {
		left, right := operand(n.Left, q, a), operand(n.Right, q, a)
		switch n.Operator {
		case "==":
			return left == right
		case "!=":
			return left != right
		case "<":
			return left.(int) < right.(int)
		case "<=":
			return left.(int) <= right.(int)
		case ">":
			return left.(int) > right.(int)
		case ">=":
			return left.(int) >= right.(int)
		case "in":
			return slices.Contains(right.([]any), left)
		}
		panic(n.Operator)
	}}
}

func (r *reference) mentioned(n ast.Node) (q *flow.Question) {
	ast.Walk(&n, visitor(func(n ast.Node) {
		if name, ok := n.(*ast.IdentifierNode); ok {
			q = r.questions[name.Value]
		}
	}))
	return q
}

type visitor func(ast.Node)

// Visit makes a visitor of ast.Walk.
func (v visitor) Visit(n *ast.Node) { v(*n) }

// operand returns what an operand is worth for one answer.
func operand(n ast.Node, q *flow.Question, a flow.Answer) any {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		if ids, many := value(q, a).([]string); many {
			var list []any
			for _, id := range ids {
				list = append(list, id)
			}
			return list
		}
		return value(q, a)
	case *ast.IntegerNode:
		return n.Value
	case *ast.UnaryNode:
		return -operand(n.Node, q, a).(int)
	case *ast.StringNode:
		return n.Value
	case *ast.BoolNode:
		return n.Value
	case *ast.BuiltinNode:
		return len(operand(n.Arguments[0], q, a).([]any))
	case *ast.ArrayNode:
		var list []any
		for _, item := range n.Nodes {
			list = append(list, operand(item, q, a))
		}
		return list
	case *ast.BinaryNode: // a range
		var list []any
		for v := operand(n.Left, q, a).(int); v <= operand(n.Right, q, a).(int); v++ {
			list = append(list, v)
		}
		return list
	}
	panic(n)
}

// negated, joined and conditional leave constants and double negation out,
// which is what makes chains one.
func negated(f *formula) *formula {
	switch f.kind {
	case "const":
		return &formula{kind: "const", value: !f.value}
	case "not":
		return f.kids[0]
	}
	return &formula{kind: "not", kids: []*formula{f}}
}

func joined(kind string, members ...*formula) *formula {
	chain := &formula{kind: kind}
	for _, m := range members {
		switch {
		case m.kind == "const" && m.value == (kind == "or"):
			return m
		case m.kind == "const":
		case m.kind == kind:
			chain.kids = append(chain.kids, m.kids...)
		default:
			chain.kids = append(chain.kids, m)
		}
	}
	switch len(chain.kids) {
	case 0:
		return &formula{kind: "const", value: kind == "and"}
	case 1:
		return chain.kids[0]
	}
	return chain
}

func conditional(when, then, otherwise *formula) *formula {
	switch {
	case when.kind == "const" && when.value:
		return then
	case when.kind == "const":
		return otherwise
	}
	return &formula{kind: "if", kids: []*formula{when, then, otherwise}}
}

// only returns the question that a formula is about, when it is about one only.
func (f *formula) only() *flow.Question {
	if f.kind == "atom" {
		return f.about
	}
	var q *flow.Question
	for _, kid := range f.kids {
		if kid.kind == "const" {
			continue
		}
		about := kid.only()
		if about == nil || q != nil && q != about {
			return nil
		}
		q = about
	}
	return q
}

// on decides a formula about one question for one value of its answer.
func (f *formula) on(a flow.Answer) bool {
	switch f.kind {
	case "const":
		return f.value
	case "atom":
		return f.holds(a)
	case "not":
		return !f.kids[0].on(a)
	case "if":
		if f.kids[0].on(a) {
			return f.kids[1].on(a)
		}
		return f.kids[2].on(a)
	}
	for _, kid := range f.kids {
		if kid.on(a) == (f.kind == "or") {
			return f.kind == "or"
		}
	}
	return f.kind == "and"
}

// eval decides a formula as the documentation of the package says: parts about
// one question by trying every value, the rest by the tables of strong Kleene
// logic.
func (f *formula) eval(answers flow.Answers) flow.Truth {
	if f.kind == "const" {
		return truth(f.value)
	}
	if q := f.only(); q != nil {
		return each(q, answers, f.on)
	}
	switch f.kind {
	case "not":
		return -f.kids[0].eval(answers)
	case "if":
		return ifTable(f.kids[0].eval(answers), f.kids[1].eval(answers), f.kids[2].eval(answers))
	}
	return f.evalChain(answers)
}

// evalChain groups the members of a chain by the one question they are about.
func (f *formula) evalChain(answers flow.Answers) flow.Truth {
	groups := map[*flow.Question]*formula{}
	var values []flow.Truth
	for _, kid := range f.kids {
		q := kid.only()
		switch {
		case q == nil:
			values = append(values, kid.eval(answers))
		case groups[q] == nil:
			groups[q] = &formula{kind: f.kind, kids: []*formula{kid}}
		default:
			groups[q].kids = append(groups[q].kids, kid)
		}
	}
	for q, group := range groups {
		values = append(values, each(q, answers, group.on))
	}
	if f.kind == "and" {
		return slices.Min(values)
	}
	return slices.Max(values)
}

// each tries every value that an answer leaves possible.
func each(q *flow.Question, answers flow.Answers, holds func(flow.Answer) bool) flow.Truth {
	seen := map[bool]bool{}
	for _, a := range possible(q, answers[q.ID]) {
		seen[holds(a)] = true
	}
	switch {
	case seen[true] && seen[false]:
		return flow.Undecided
	case seen[true]:
		return flow.True
	}
	return flow.False
}

// ifTable is the table of ?: in strong Kleene logic.
func ifTable(when, then, otherwise flow.Truth) flow.Truth {
	switch {
	case when == flow.True:
		return then
	case when == flow.False, then == otherwise:
		return otherwise
	}
	return flow.Undecided
}
