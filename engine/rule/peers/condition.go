package main

import (
	"fmt"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"chiefly/engine/flow"
)

// A formula is a condition in the form that is translated into other languages:
// all, either, not, constant, name, or a test of one answer.
type formula any

type (
	all      []formula
	either   []formula
	not      struct{ of formula }
	constant bool
	name     string // of a named condition

	// compare is a whole number against another.
	compare struct {
		q        *flow.Question
		operator string
		value    int
	}
	// among is a choice that is one of some options, by index.
	among struct {
		q       *flow.Question
		options []int
	}
	// picked is an option, by index, that is among those picked.
	picked struct {
		q      *flow.Question
		option int
	}
	// count is how many options are picked, against a number.
	count struct {
		q        *flow.Question
		operator string
		value    int
	}
	// yes is a yes/no question answered with yes.
	yes struct{ q *flow.Question }
)

// A reader reads conditions over the questions of a flow, which rule.Load has
// accepted.
type reader struct{ flow *flow.Flow }

// read returns the formula of a condition. It returns an error for a part of the
// language that it does not know.
func (r reader) read(text string) (f formula, err error) {
	tree, err := parser.Parse(text)
	if err != nil {
		return nil, err
	}
	defer func() {
		if problem := recover(); problem != nil {
			f, err = nil, fmt.Errorf("translating %s: %v", text, problem)
		}
	}()
	return r.formula(tree.Node), nil
}

// formula panics at what it cannot translate, which read turns into an error.
func (r reader) formula(n ast.Node) formula {
	switch n := n.(type) {
	case *ast.BoolNode:
		return constant(n.Value)
	case *ast.IdentifierNode:
		if q := r.flow.Question(n.Value); q != nil {
			return yes{q}
		}
		return name(n.Value)
	case *ast.UnaryNode:
		return not{r.formula(n.Node)}
	case *ast.ConditionalNode:
		when := r.formula(n.Cond)
		return either{all{when, r.formula(n.Exp1)}, all{not{when}, r.formula(n.Exp2)}}
	case *ast.BinaryNode:
		return r.binary(n)
	}
	panic(fmt.Sprintf("what is %s?", n))
}

func (r reader) binary(n *ast.BinaryNode) formula {
	switch n.Operator {
	case "and", "&&":
		return all{r.formula(n.Left), r.formula(n.Right)}
	case "or", "||":
		return either{r.formula(n.Left), r.formula(n.Right)}
	case "in":
		return r.membership(n)
	}
	left, right, operator := n.Left, n.Right, n.Operator
	if r.question(left) == nil { // 5 < n
		left, right, operator = right, left, mirrored[operator]
	}
	q := r.question(left)
	switch q.Type {
	case flow.Integer:
		return compare{q, operator, whole(right)}
	case flow.Choices: // of len()
		return count{q, operator, whole(right)}
	}
	equal := formula(yes{q})
	if q.Type == flow.Choice {
		equal = among{q, []int{q.OptionIndex(right.(*ast.StringNode).Value)}}
	} else if !right.(*ast.BoolNode).Value {
		equal = not{equal}
	}
	if operator == "!=" {
		return not{equal}
	}
	return equal
}

var mirrored = map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

func (r reader) membership(n *ast.BinaryNode) formula {
	if option, ok := n.Left.(*ast.StringNode); ok {
		q := r.question(n.Right)
		return picked{q, q.OptionIndex(option.Value)}
	}
	q := r.question(n.Left)
	if span, ok := n.Right.(*ast.BinaryNode); ok {
		return all{compare{q, ">=", whole(span.Left)}, compare{q, "<=", whole(span.Right)}}
	}
	items := n.Right.(*ast.ArrayNode).Nodes
	if len(items) == 0 {
		return constant(false)
	}
	if q.Type == flow.Choice {
		options := among{q: q}
		for _, item := range items {
			options.options = append(options.options, q.OptionIndex(item.(*ast.StringNode).Value))
		}
		slices.Sort(options.options)
		options.options = slices.Compact(options.options)
		return options
	}
	var values either
	for _, item := range items {
		values = append(values, compare{q, "==", whole(item)})
	}
	return values
}

// question returns the question that an operand is about, or nil.
func (r reader) question(n ast.Node) *flow.Question {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return r.flow.Question(n.Value)
	case *ast.BuiltinNode: // len(question)
		return r.question(n.Arguments[0])
	}
	return nil
}

func whole(n ast.Node) int {
	if minus, ok := n.(*ast.UnaryNode); ok {
		return -whole(minus.Node)
	}
	return n.(*ast.IntegerNode).Value
}
