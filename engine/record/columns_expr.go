package record

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/optimizer"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"chiefly/engine/source"
)

// Limits on one expression. expr bounds neither the time nor the memory that a
// hostile one takes; together with the allowed part of the language these do.
const (
	maxExpression = 4 << 10 // bytes
	maxNodes      = 500     // nodes of expr's syntax tree
	// maxSteps bounds the nodes that are looked at: expr shares the middle of
	// a < b < c between two comparisons, so that a tree can be larger than the
	// number of its nodes.
	maxSteps = 2 * maxNodes
	// maxMemory is in units of expr's machine, about one for each item of a list.
	maxMemory = 50_000
)

// derive compiles the expression of a mapping.
func (l *columnsLoader) derive(m *mapping, text source.String) {
	d := deriver{loader: l, mapping: m, text: text}
	tree, config := d.parse()
	if tree == nil {
		return
	}
	before := len(l.Problems)
	d.result(&tree.Node)
	if len(l.Problems) > before {
		return
	}
	program, err := d.compile(tree, config)
	if err != nil { // not seen so far: what is wrong is found above
		l.Report(text.Node, "", "expr cannot compile the expression: %v", err)
		return
	}
	m.program = program
}

// A deriver checks one expression, and rewrites it into what expr's machine
// shall run.
type deriver struct {
	loader  *columnsLoader
	mapping *mapping
	text    source.String
	steps   int
}

// refuse reports a problem with a node. It returns wrong for convenience.
func (d *deriver) refuse(n ast.Node, hint, message string, args ...any) kind {
	at := n.Location()
	d.report(at.From, at.To, fmt.Sprintf(message, args...), hint)
	return noKind
}

func (d *deriver) report(from, to int, message, hint string) {
	d.loader.Problems = append(d.loader.Problems, d.text.Node.DiagnoseAt(from, max(to, from+1), message, hint))
}

// parse reads the expression by expr's parser.
func (d *deriver) parse() (*parser.Tree, *conf.Config) {
	if strings.TrimSpace(d.text.Value) == "" {
		d.loader.Report(d.text.Node, `write one, such as number(cell["Employees"])`, "the expression is empty")
		return nil, nil
	}
	if len(d.text.Value) > maxExpression {
		d.report(0, 1, fmt.Sprintf("the expression has %d bytes, more than %d", len(d.text.Value), maxExpression), "make it shorter")
		return nil, nil
	}
	config := conf.CreateNew()
	config.MaxNodes = maxNodes
	for name := range config.Builtins {
		config.Disabled[name] = true
	}
	clear(config.Builtins)
	tree, err := parser.ParseWithConfig(d.text.Value, config)
	if err != nil {
		d.syntax(err)
		return nil, nil
	}
	return tree, config
}

// syntax reports an error of expr's parser.
func (d *deriver) syntax(err error) {
	var at *file.Error
	if !errors.As(err, &at) {
		d.loader.Report(d.text.Node, "", "the expression cannot be read: %v", err)
		return
	}
	message, hint := "the expression cannot be read: "+at.Message, ""
	switch {
	case strings.Contains(at.Message, "maximum allowed nodes"):
		message, hint = fmt.Sprintf("the expression is too long: more than %d names, values and operators", maxNodes), "make it shorter"
	case strings.Contains(at.Message, "EOF"):
		message, hint = "the expression ends too early", "finish it, and close every bracket and quote"
	case strings.Contains(at.Message, `Operator("=")`):
		hint = "compare with =="
	case strings.Contains(at.Message, "Identifier("):
		hint = "put texts into quotes, and write and, or, not and in in lower case"
	}
	d.report(at.From, at.To, message, hint)
}

// compile makes the program for a tree that has been checked.
func (d *deriver) compile(tree *parser.Tree, config *conf.Config) (*vm.Program, error) {
	env := new(derivation).environment()
	for _, i := range d.mapping.sources {
		env[variable(d.loader.columns.columns[i].name)] = ""
	}
	config.WithEnv(env)
	if _, err := checker.Check(tree, config); err != nil {
		return nil, err
	}
	if err := optimizer.Optimize(&tree.Node, config); err != nil { //nolint:misspell // the name is expr's
		return nil, err
	}
	return compiler.Compile(tree, config)
}

// variable is the name of the variable with the cell of a column. Nobody can
// write it in an expression, because of the blank.
func variable(column string) string { return "cell " + column }

// A kind is the type of a value in an expression.
type kind uint8

const (
	noKind kind = iota // has been reported
	aNumber
	aText
	aTruth
	aList
)

func (k kind) String() string {
	return [...]string{"nothing", "a number", "a text", "true or false", "a list"}[k]
}

// check returns the kind of a node's value. It rewrites the node where expr
// means something else by it: all numbers are floating point, and cells are
// variables.
func (d *deriver) check(slot *ast.Node) kind {
	if d.steps++; d.steps > maxSteps {
		if d.steps == maxSteps+1 {
			return d.refuse(*slot, "make it shorter", "the expression is too long once its comparisons are written out")
		}
		return noKind
	}
	switch n := (*slot).(type) {
	case *ast.IntegerNode:
		replace(slot, &ast.FloatNode{Value: float64(n.Value)})
		return aNumber
	case *ast.FloatNode:
		return aNumber
	case *ast.StringNode:
		return aText
	case *ast.BoolNode:
		return aTruth
	case *ast.IdentifierNode:
		return d.name(n)
	case *ast.MemberNode:
		return d.cell(slot, n)
	case *ast.UnaryNode:
		return d.unary(n)
	case *ast.BinaryNode:
		return d.binary(slot, n)
	case *ast.ConditionalNode:
		return d.conditional(n)
	case *ast.ArrayNode:
		return d.array(n)
	case *ast.CallNode:
		return d.call(n)
	}
	return d.foreign(*slot)
}

// replace puts another node into the place of one.
func replace(slot *ast.Node, n ast.Node) {
	n.SetLocation((*slot).Location())
	*slot = n
}

// want checks a node whose value must be of one kind, and reports whether it is.
func (d *deriver) want(slot *ast.Node, k kind, what string) bool {
	got := d.check(slot)
	if got != k && got != noKind {
		d.refuse(*slot, conversion(got, k), "%s must be %s, not %s", what, k, got)
	}
	return got == k
}

// conversion says how a value of one kind becomes one of another.
func conversion(from, to kind) string {
	switch {
	case from == aText && to == aNumber:
		return `write number(cell["Column"]) for the number in a cell`
	case to == aTruth:
		return `compare it, such as cell["Column"] == "Y"`
	}
	return ""
}

// foreign refuses what is not part of the language.
func (d *deriver) foreign(n ast.Node) kind {
	switch n := n.(type) {
	case *ast.NilNode:
		return d.refuse(n, "write unknown for what is not known", "nil is not allowed")
	case *ast.BuiltinNode:
		return d.refuse(n, "one of "+strings.Join(functionNames(), ", "), "there is no function %s", source.Quote(n.Name))
	case *ast.VariableDeclaratorNode, *ast.SequenceNode:
		return d.refuse(n, "write the value where it is used", "let and ; are not allowed")
	}
	return d.refuse(n, "see the documentation of column maps for what can be written", "this is not allowed in an expression of a column map")
}

// functionNames returns the functions that can be written.
func functionNames() []string {
	names := slices.Sorted(maps.Keys(signatures))
	return slices.DeleteFunc(names, func(name string) bool { return !source.IsID(name) })
}
