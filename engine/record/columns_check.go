package record

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// result checks the whole expression, or one of the results of its ? :.
func (d *deriver) result(slot *ast.Node) {
	switch n := (*slot).(type) {
	case *ast.ConditionalNode:
		d.want(&n.Cond, aTruth, "what stands before ?")
		d.result(&n.Exp1)
		d.result(&n.Exp2)
		return
	case *ast.IdentifierNode:
		if n.Value == "unknown" {
			replace(slot, &ast.NilNode{})
			return
		}
	}
	q := d.mapping.question
	taken := results[q.Type]
	got := d.check(slot)
	if _, isList := (*slot).(*ast.ArrayNode); isList && got == noKind {
		got = aList // of which other items may be wrong as well
	}
	if got == noKind {
		return
	}
	if got != taken.kind && got != taken.or {
		d.refuse(*slot, taken.hint, "%s takes %s, not %s", q.ID, taken.words, got)
		return
	}
	d.literals(*slot)
}

// results say which kinds of values answer the questions of each type.
var results = [...]struct {
	kind, or    kind
	words, hint string
}{
	flow.Integer: {aNumber, aText, "a number or a text", `write a number, or a text such as "100-250"`},
	flow.Choice:  {aText, aList, "a text or a list", `write an option in quotes; choose between options by ? :`},
	flow.Choices: {aList, aText, "a list or a text", `write the options picked, such as ["a", "b"]`},
	flow.YesNo:   {aTruth, aText, "true or false, or a text", `compare it, such as number(cell["Column"]) > 0`},
}

// literals checks the texts in a result against the question.
func (d *deriver) literals(n ast.Node) {
	switch n := n.(type) {
	case *ast.StringNode:
		if n.Value == "" {
			return
		}
		if _, err := d.mapping.question.Parse(n.Value); err != nil {
			problem, hint := describe(err)
			d.refuse(n, hint, "%s: %s", d.mapping.question.ID, problem)
		}
	case *ast.ConditionalNode:
		d.literals(n.Exp1)
		d.literals(n.Exp2)
	case *ast.ArrayNode:
		for _, item := range n.Nodes {
			d.literals(item)
		}
	}
}

// name refuses names, all but those that cell has written.
func (d *deriver) name(n *ast.IdentifierNode) kind {
	switch {
	case strings.HasPrefix(n.Value, variable("")):
		return aText
	case n.Value == "unknown":
		return d.refuse(n, `write it after ? or :, such as cell["A"] == "" ? unknown : "b"`, "unknown can only be the result, or one of the results of ? :")
	case n.Value == "cell":
		return d.refuse(n, `write cell["Column"]`, "cell needs the name of a column")
	case signatures[n.Value] != nil:
		return d.refuse(n, "write "+n.Value+"(...)", "%s is a function", n.Value)
	}
	return d.refuse(n, `write cell["Column"] for a cell, and put texts into quotes`, "there is no name %s", source.Quote(n.Value))
}

// cell checks cell["Column"], and puts the variable with the cell in its place.
func (d *deriver) cell(slot *ast.Node, n *ast.MemberNode) kind {
	owner, isName := n.Node.(*ast.IdentifierNode)
	if !isName || owner.Value != "cell" {
		return d.foreign(n)
	}
	name, literal := n.Property.(*ast.StringNode)
	if !literal || strings.TrimSpace(name.Value) == "" {
		return d.refuse(n.Property, `write it in quotes, such as cell["Employees"]`, "a cell needs the name of its column")
	}
	at := name.Location()
	l := d.loader
	i := l.column(name.Value, d.text.Node.DiagnoseAt(at.From, max(at.To, at.From+1), "", ""))
	l.columns.columns[i].derives = true
	if !slices.Contains(d.mapping.sources, i) {
		d.mapping.sources = append(d.mapping.sources, i)
	}
	replace(slot, &ast.IdentifierNode{Value: variable(l.columns.columns[i].name)})
	(*slot).SetLocation(file.Location{From: owner.Location().From, To: at.To + 1})
	return aText
}

func (d *deriver) unary(n *ast.UnaryNode) kind {
	if n.Operator == "not" || n.Operator == "!" {
		d.want(&n.Node, aTruth, "what stands after "+n.Operator)
		return aTruth
	}
	d.want(&n.Node, aNumber, "what stands after "+n.Operator)
	return aNumber
}

func (d *deriver) binary(slot *ast.Node, n *ast.BinaryNode) kind {
	sides := func(k kind) {
		d.want(&n.Left, k, "the left of "+n.Operator)
		d.want(&n.Right, k, "the right of "+n.Operator)
	}
	switch n.Operator {
	case "and", "or", "&&", "||":
		sides(aTruth)
		return aTruth
	case "contains", "startsWith", "endsWith":
		sides(aText)
		return aTruth
	case "+", "-", "*":
		sides(aNumber)
		return aNumber
	case "/", "%":
		sides(aNumber)
		replace(slot, &ast.CallNode{Callee: &ast.IdentifierNode{Value: n.Operator}, Arguments: []ast.Node{n.Left, n.Right}})
		return aNumber
	case "==", "!=":
		d.equal(n)
		return aTruth
	case "<", "<=", ">", ">=":
		d.order(n)
		return aTruth
	case "in":
		d.in(n)
		return aTruth
	}
	return d.foreign(n)
}

// equal checks a comparison for equality.
func (d *deriver) equal(n *ast.BinaryNode) {
	left, right := d.check(&n.Left), d.check(&n.Right)
	switch {
	case left == noKind || right == noKind:
	case left == aList || right == aList:
		d.refuse(n, `write in, such as cell["Column"] in ["a", "b"]`, "lists cannot be compared")
	case left != right:
		d.refuse(n, conversion(aText, aNumber), "%s is compared with %s", left, right)
	}
}

// order checks a comparison of size. Texts that hold numbers would be ordered by
// their digits, 9 after 10, so that texts need one in quotes that is no number.
func (d *deriver) order(n *ast.BinaryNode) {
	left, right := d.check(&n.Left), d.check(&n.Right)
	switch {
	case left == noKind || right == noKind, left == aNumber && right == aNumber:
	case left == aText && right == aText:
		if !ordered(n.Left) && !ordered(n.Right) {
			d.refuse(n, conversion(aText, aNumber), "texts are not ordered like the numbers in them")
		}
	default:
		d.refuse(n, conversion(aText, aNumber), "%s is compared with %s", left, right)
	}
}

// ordered reports whether a node is a text in quotes by which others can be
// ordered.
func ordered(n ast.Node) bool {
	literal, ok := n.(*ast.StringNode)
	if !ok {
		return false
	}
	_, isNumber := parseNumber(literal.Value)
	return !isNumber
}

func (d *deriver) in(n *ast.BinaryNode) {
	items, isList := n.Right.(*ast.ArrayNode)
	if !isList {
		d.refuse(n, `write a list after in, such as ["a", "b"]; for numbers a <= b and b <= c`, "in needs a list of values")
		return
	}
	left := d.check(&n.Left)
	if left == aList {
		d.refuse(n.Left, "", "a list cannot be in a list")
	}
	for i := range items.Nodes {
		if left == aNumber || left == aText || left == aTruth {
			d.want(&items.Nodes[i], left, "an item of the list")
		}
	}
}

func (d *deriver) conditional(n *ast.ConditionalNode) kind {
	d.want(&n.Cond, aTruth, "what stands before ?")
	left, right := d.check(&n.Exp1), d.check(&n.Exp2)
	if left != right && left != noKind && right != noKind {
		return d.refuse(n.Exp2, "", "the results of ? : are %s and %s", left, right)
	}
	return min(left, right)
}

// array checks a list that is no list of in: the texts of a result.
func (d *deriver) array(n *ast.ArrayNode) kind {
	found := aList
	for i := range n.Nodes {
		if !d.want(&n.Nodes[i], aText, "an item of the list") {
			found = noKind
		}
	}
	return found
}

// A signature is what a function takes and gives.
type signature struct {
	takes []kind
	gives kind
}

// signatures are the functions. Those whose names nobody can write as a function
// stand for operators.
var signatures = map[string]*signature{
	"number": {[]kind{aText}, aNumber},
	"len":    {[]kind{aText}, aNumber},
	"lower":  {[]kind{aText}, aText},
	"upper":  {[]kind{aText}, aText},
	"trim":   {[]kind{aText}, aText},
	"round":  {[]kind{aNumber}, aNumber},
	"floor":  {[]kind{aNumber}, aNumber},
	"ceil":   {[]kind{aNumber}, aNumber},
	"int":    {[]kind{aNumber}, aNumber},
	"/":      {[]kind{aNumber, aNumber}, aNumber},
	"%":      {[]kind{aNumber, aNumber}, aNumber},
}

func (d *deriver) call(n *ast.CallNode) kind {
	name, isName := n.Callee.(*ast.IdentifierNode)
	if !isName {
		return d.foreign(n)
	}
	f := signatures[name.Value]
	if f == nil {
		return d.refuse(name, source.Suggest(name.Value, functionNames()), "there is no function %s", source.Quote(name.Value))
	}
	if len(n.Arguments) != len(f.takes) {
		return d.refuse(name, "write "+name.Value+"(...) with one value", "%s takes one value, not %d", name.Value, len(n.Arguments))
	}
	for i := range n.Arguments {
		d.want(&n.Arguments[i], f.takes[i], "the value of "+name.Value)
	}
	return f.gives
}
