package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// condition converts an expression that must be true or false. What is not
// allowed is reported; the tree returned for it means nothing.
func (c *compiler) condition(n ast.Node) *tree {
	switch n := n.(type) {
	case *ast.BoolNode:
		return constant(n.Value)
	case *ast.IdentifierNode:
		return c.bare(n)
	case *ast.MemberNode, *ast.ChainNode:
		return c.bareMember(n)
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			return negate(c.condition(n.Node))
		}
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.ConditionalNode:
		when, then, otherwise := c.condition(n.Cond), c.condition(n.Exp1), c.condition(n.Exp2)
		return choose(when, then, otherwise)
	}
	return c.foreign(n)
}

func (c *compiler) binary(n *ast.BinaryNode) *tree {
	switch n.Operator {
	case "and", "&&":
		return chain(opAnd, c.condition(n.Left), c.condition(n.Right))
	case "or", "||":
		return chain(opOr, c.condition(n.Left), c.condition(n.Right))
	case "in":
		return c.membership(n)
	case "==", "!=", "<", "<=", ">", ">=":
		return c.comparison(n)
	}
	return c.foreign(n)
}

// bare converts a name that stands alone: a yes/no question or a named
// condition.
func (c *compiler) bare(n *ast.IdentifierNode) *tree {
	if named, ok := c.names.named.lookup(n.Value, c.names); ok {
		if named == nil {
			return constant(false) // reported where it is defined
		}
		return c.writeOut(n, named)
	}
	q := c.question(n)
	if q == nil {
		return constant(false)
	}
	return c.yesNo(n, q)
}

// writeOut puts a named condition where its name stands. It stops before the
// whole gets too large, since named conditions can double with every step.
func (c *compiler) writeOut(n *ast.IdentifierNode, named *Condition) *tree {
	before := c.written
	c.written += named.root.parts
	switch {
	case before > maxParts: // reported already
		return constant(false)
	case c.written > maxParts:
		return c.refuse(n, len(n.Value), "say it with fewer named conditions", "the condition has more than %d parts once its named conditions are written out", maxParts)
	}
	return named.root
}

func (c *compiler) bareMember(n ast.Node) *tree {
	q := c.question(n)
	if q == nil {
		return constant(false)
	}
	return c.yesNo(n, q)
}

func (c *compiler) yesNo(n ast.Node, q *flow.Question) *tree {
	if q.Type != flow.YesNo {
		if m, ok := n.(*ast.MemberNode); ok {
			n = m.Node // where needed.cto begins
		}
		return c.refuse(n, len(q.ID), "compare it, such as "+example(q), "%s is not a yes/no question, so it cannot stand alone", q.ID)
	}
	return part(q, test{mask: 1 << 1}, q.ID, "not "+q.ID)
}

// example shows a comparison that fits a question.
func example(q *flow.Question) string {
	switch q.Type {
	case flow.Integer:
		return q.ID + " >= " + strconv.FormatInt(q.Min, 10)
	case flow.Choices:
		return firstOption(q) + " in " + q.ID
	case flow.Choice:
		return q.ID + " == " + firstOption(q)
	}
	return "not " + q.ID
}

// firstOption returns an option in quotes. A question that is itself wrong may
// have none.
func firstOption(q *flow.Question) string {
	if len(q.Options) == 0 {
		return `"option"`
	}
	return strconv.Quote(q.Options[0].ID)
}

func part(q *flow.Question, t test, text, negated string) *tree {
	return &tree{op: opPart, question: q, test: t, text: text, negated: negated, parts: 1}
}

// question returns the question that a node names, or reports why there is none.
func (c *compiler) question(n ast.Node) *flow.Question {
	var name string
	switch n := n.(type) {
	case *ast.IdentifierNode:
		name = n.Value
		if q := c.names.questions[name]; q != nil {
			return q
		}
	case *ast.MemberNode:
		owner, property := ownerOf(n)
		if owner == "needed" || owner == "verdict" || owner == "mode" {
			return c.derived(n, owner, property)
		}
		c.foreign(n)
		return nil
	default:
		c.foreign(n)
		return nil
	}
	if _, isNamed := c.names.named.lookup(name, c.names); isNamed {
		c.refuse(n, len(name), "use it alone, without a comparison", "%s is a condition, not a question", name)
		return nil
	}
	message, hint := c.names.unknown(name)
	c.refuse(n, len([]rune(name)), hint, "%s", message)
	return nil
}

// ownerOf splits a.b. It returns "" for anything else.
func ownerOf(n *ast.MemberNode) (owner, property string) {
	left, ok := n.Node.(*ast.IdentifierNode)
	right, isText := n.Property.(*ast.StringNode)
	if !ok || !isText || n.Optional {
		return "", ""
	}
	return left.Value, right.Value
}

func (c *compiler) derived(n *ast.MemberNode, owner, role string) *flow.Question {
	if !c.names.derives(owner) {
		message, hint := c.names.unknown(owner)
		c.refuse(n.Node, len(owner), hint, "%s", message)
		return nil
	}
	if q := c.names.derived[owner+"."+role]; q != nil {
		return q
	}
	var roles []string
	for id := range c.names.derived {
		if role, ok := strings.CutPrefix(id, "needed."); ok {
			roles = append(roles, role)
		}
	}
	slices.Sort(roles)
	c.refuse(n.Property, len([]rune(role)), source.Suggest(role, roles), "there is no role %s", source.Quote(role))
	return nil
}

// membership converts x in [...], n in 1..9 and "a" in picks.
func (c *compiler) membership(n *ast.BinaryNode) *tree {
	if option, ok := n.Left.(*ast.StringNode); ok {
		return c.picked(n, option)
	}
	q := c.question(n.Left)
	if q == nil {
		return constant(false)
	}
	var t test
	var list string
	switch right := n.Right.(type) {
	case *ast.ArrayNode:
		t, list = c.anyOf(q, right)
	case *ast.BinaryNode:
		if right.Operator != ".." {
			return c.foreign(n.Right)
		}
		t, list = c.within(q, right)
	default:
		return c.refuse(n, 2, `write a list such as ["a", "b"] or a range such as 20..250 after in`, "in needs a list or a range of values")
	}
	return part(q, t, q.ID+" in "+list, q.ID+" not in "+list)
}

// picked converts "a" in priorities.
func (c *compiler) picked(n *ast.BinaryNode, option *ast.StringNode) *tree {
	q := c.question(n.Right)
	if q == nil {
		return constant(false)
	}
	if q.Type != flow.Choices {
		return c.refuse(n, 2, "write "+example(q), "%s holds one value, so nothing can be in it", q.ID)
	}
	i := c.option(option, q)
	if i < 0 {
		return constant(false)
	}
	bit := uint64(1) << i
	t := picked(bit, anyOf)
	text := strconv.Quote(option.Value)
	return part(q, t, text+" in "+q.ID, text+" not in "+q.ID)
}

// option returns the index of an option, or reports that there is none and
// returns -1.
func (c *compiler) option(n *ast.StringNode, q *flow.Question) int {
	i := q.OptionIndex(n.Value)
	if i < 0 {
		c.refuse(n, len([]rune(n.Value))+2, source.Suggest(n.Value, q.OptionIDs()), "%s is not an option of %s", source.Quote(n.Value), q.ID)
	}
	return i
}

// anyOf converts the list of x in [...].
func (c *compiler) anyOf(q *flow.Question, list *ast.ArrayNode) (t test, text string) {
	if q.Type == flow.Choices || q.Type == flow.YesNo {
		c.refuse(list, 1, "write "+example(q), "%s is a %s answer, so it cannot be in a list", q.ID, q.Type)
		return test{}, ""
	}
	var texts []string
	for _, item := range list.Nodes {
		if one, text, ok := c.equals(q, item); ok {
			t = t.or(q, one)
			texts = append(texts, text)
		}
	}
	return t, "[" + strings.Join(texts, ", ") + "]"
}

// equals converts a literal that an Integer or Choice answer is compared with.
func (c *compiler) equals(q *flow.Question, literal ast.Node) (t test, text string, ok bool) {
	if q.Type == flow.Integer {
		v, ok := c.integer(q, literal)
		return integers(q, v, v), strconv.FormatInt(v, 10), ok
	}
	option, isText := literal.(*ast.StringNode)
	if !isText {
		c.refuse(literal, 1, "write an option in quotes, such as "+firstOption(q), "%s is compared with something that is not an option", q.ID)
		return test{}, "", false
	}
	i := c.option(option, q)
	if i < 0 {
		return test{}, "", false
	}
	return test{mask: 1 << i}, strconv.Quote(option.Value), true
}

// integer returns the value of a whole-number literal, or reports that it is
// none.
func (c *compiler) integer(q *flow.Question, n ast.Node) (int64, bool) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return int64(n.Value), true
	case *ast.UnaryNode:
		if inner, ok := n.Node.(*ast.IntegerNode); ok && n.Operator == "-" {
			return -int64(inner.Value), true
		}
	}
	c.refuse(n, 1, "write "+example(q), "%s is a number, so it must be compared with a whole number", q.ID)
	return 0, false
}

// within converts the range of n in 20..250.
func (c *compiler) within(q *flow.Question, n *ast.BinaryNode) (t test, text string) {
	if q.Type != flow.Integer {
		c.refuse(n, 2, "write "+example(q), "%s is a %s answer, so it has no range", q.ID, q.Type)
		return test{}, ""
	}
	lo, okLo := c.integer(q, n.Left)
	hi, okHi := c.integer(q, n.Right)
	if okLo && okHi && lo > hi {
		c.refuse(n, 2, "write the smaller number first", "the range %d..%d is empty", lo, hi)
	}
	return integers(q, lo, hi), fmt.Sprintf("%d..%d", lo, hi)
}
