package rule

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"

	"github.com/expr-lang/expr/ast"

	"chiefly/engine/flow"
)

// comparison converts x == 1, "a" != x, 5 < n, len(picks) >= 2 and yes == true.
func (c *compiler) comparison(n *ast.BinaryNode) *tree {
	left, right, operator := n.Left, n.Right, n.Operator
	if isLiteral(left) {
		left, right, operator = right, left, mirrored[operator]
	}
	if isLiteral(left) {
		return c.refuse(n, len(n.Operator), "name a question on one side", "two values are compared, and no answer")
	}
	if call, ok := left.(*ast.BuiltinNode); ok && call.Name == "len" && len(call.Arguments) == 1 {
		return c.length(n, call, operator, right)
	}
	q := c.question(left)
	if q == nil {
		return constant(false)
	}
	if !isLiteral(right) {
		return c.notValue(q, right)
	}
	equality := operator == "==" || operator == "!="
	switch {
	case q.Type == flow.Choices:
		return c.compareChoices(n, q, right)
	case q.Type == flow.Integer:
		return c.compareInteger(q, operator, right)
	case !equality:
		return c.refuse(n, len(n.Operator), "use ==, !=, in or not in", "the options of %s have no order", q.ID)
	case q.Type == flow.YesNo:
		return c.compareYesNo(q, operator, right)
	}
	t, text, ok := c.equals(q, right)
	if !ok {
		return constant(false)
	}
	equal := part(q, t, q.ID+" == "+text, q.ID+" != "+text)
	if operator == "!=" {
		return negate(equal)
	}
	return equal
}

// notValue reports what an answer is compared with when that is no value.
func (c *compiler) notValue(q *flow.Question, n ast.Node) *tree {
	hint, width := "compare with a value, such as "+example(q), 1
	if name, ok := n.(*ast.IdentifierNode); ok {
		width = len([]rune(name.Value))
		if q.OptionIndex(name.Value) >= 0 && q.Type != flow.YesNo {
			hint = "put the option into quotes: " + strconv.Quote(name.Value)
		}
	}
	return c.refuse(n, width, hint, "%s is compared with something that is not a value", q.ID)
}

// compareChoices refuses a comparison of a choices answer, and shows how to ask
// for the option that was meant.
func (c *compiler) compareChoices(n *ast.BinaryNode, q *flow.Question, right ast.Node) *tree {
	hint := "write " + example(q)
	if option, ok := right.(*ast.StringNode); ok && q.OptionIndex(option.Value) >= 0 {
		hint = "write " + strconv.Quote(option.Value) + " in " + q.ID
	}
	return c.refuse(n, len(n.Operator), hint+" or len("+q.ID+") >= 1", "%s holds any number of options, so it cannot be compared", q.ID)
}

var mirrored = map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

var opposite = map[string]string{"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

func isLiteral(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.StringNode, *ast.BoolNode, *ast.NilNode, *ast.ArrayNode:
		return true
	case *ast.UnaryNode:
		return n.Operator == "-" && isLiteral(n.Node)
	}
	return false
}

func (c *compiler) compareInteger(q *flow.Question, operator string, literal ast.Node) *tree {
	v, ok := c.integer(q, literal)
	if !ok {
		return constant(false)
	}
	lo, hi := operatorRange(operator, v)
	t := integers(q, lo, hi)
	if operator == "!=" {
		t = t.not(q)
	}
	text := strconv.FormatInt(v, 10)
	return part(q, t, q.ID+" "+operator+" "+text, q.ID+" "+opposite[operator]+" "+text)
}

// operatorRange returns the range of numbers for which "number operator v"
// holds; for != the range for which it does not.
func operatorRange(operator string, v int64) (lo, hi int64) {
	const least, most = math.MinInt64 / 2, math.MaxInt64 / 2
	v = min(max(v, least+1), most-1)
	switch operator {
	case "<":
		return least, v - 1
	case "<=":
		return least, v
	case ">":
		return v + 1, most
	case ">=":
		return v, most
	}
	return v, v
}

func (c *compiler) compareYesNo(q *flow.Question, operator string, literal ast.Node) *tree {
	b, ok := literal.(*ast.BoolNode)
	if !ok {
		return c.refuse(literal, 1, fmt.Sprintf("write %s for yes and not %s for no", q.ID, q.ID), "%s is a yes/no question, so it is compared with true or false only", q.ID)
	}
	yes := part(q, test{mask: 1 << 1}, q.ID, "not "+q.ID)
	if b.Value == (operator == "!=") {
		return negate(yes)
	}
	return yes
}

// length converts len(picks) >= 2.
func (c *compiler) length(n *ast.BinaryNode, call *ast.BuiltinNode, operator string, right ast.Node) *tree {
	q := c.question(call.Arguments[0])
	if q == nil {
		return constant(false)
	}
	if q.Type != flow.Choices {
		return c.refuse(call, 3, "write "+example(q), "%s is not a list of options, so it has no length", q.ID)
	}
	literal, ok := right.(*ast.IntegerNode)
	if !ok {
		return c.refuse(n, len(n.Operator), fmt.Sprintf("write len(%s) >= 2", q.ID), "a length must be compared with a whole number")
	}
	lo, hi := operatorRange(operator, int64(literal.Value))
	t := test{count: true, form: counted, picks: func(set uint64) bool {
		k := int64(bits.OnesCount64(set))
		return (lo <= k && k <= hi) != (operator == "!=")
	}}
	text := fmt.Sprintf("len(%s) %s %d", q.ID, operator, literal.Value)
	return part(q, t, text, fmt.Sprintf("len(%s) %s %d", q.ID, opposite[operator], literal.Value))
}

// foreign reports an expression outside the allowed part of the language, and
// what to write in its place.
func (c *compiler) foreign(n ast.Node) *tree {
	const allowed = "conditions may use ==, !=, <, <=, >, >=, in, not in, len(), and, or, not, ?: and brackets"
	switch n := n.(type) {
	case *ast.BinaryNode:
		switch n.Operator {
		case "+", "-", "*", "/", "%", "**", "^":
			return c.refuse(n, len(n.Operator), "compare an answer with a number that you have worked out; ids are written with _", "arithmetic (%s) is not allowed", n.Operator)
		case "contains":
			return c.refuse(n, len(n.Operator), `write "option" in question`, "contains is not allowed")
		case "matches", "startsWith", "endsWith":
			return c.refuse(n, len(n.Operator), `write == or in ["a", "b"]`, "%s is not allowed", n.Operator)
		case "..":
			return c.refuse(n, 2, "write question in 20..250", "a range must follow in")
		case "??":
			return c.refuse(n, 2, allowed, "operator ?? is not allowed")
		}
		return c.refuse(n, len(n.Operator), "let it stand alone, or write not before its brackets", "a condition cannot be compared or be in a list")
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			return c.refuse(n, len(n.Operator), `write != or "not in", or brackets after not`, "%s goes before a whole condition, not before an answer", n.Operator)
		}
		return c.refuse(n, len(n.Operator), allowed, "operator %s is not allowed", n.Operator)
	case *ast.IntegerNode, *ast.FloatNode, *ast.StringNode, *ast.BytesNode, *ast.NilNode, *ast.ArrayNode, *ast.MapNode, *ast.ConstantNode:
		return c.refuse(n, 1, "compare an answer with it, such as headcount >= 50", "a value alone is not a condition")
	case *ast.BuiltinNode:
		if n.Name == "len" {
			return c.refuse(n, 3, "write len(question) >= 2", "len must be compared with one whole number")
		}
		return c.refuse(n, len(n.Name), allowed, "function %s is not allowed here", n.Name)
	case *ast.CallNode:
		return c.refuse(n, 1, allowed, "functions are not allowed")
	case *ast.SequenceNode:
		return c.refuse(n, 1, "join conditions by and or or", "; is not allowed")
	case *ast.MemberNode, *ast.ChainNode, *ast.SliceNode:
		return c.refuse(n, 1, "answers have no members; only needed.<role> and verdict.<role> do, in arrangements", "this access is not allowed")
	}
	return c.refuse(n, 1, allowed, "this is not allowed in a condition")
}
