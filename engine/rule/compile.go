package rule

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// Limits on the text of one condition. expr bounds neither the time nor the
// memory that a hostile expression takes; together with the allowed part of the
// language these do.
const (
	maxText  = 4 << 10 // bytes
	maxNodes = 500     // nodes of expr's syntax tree
	maxParts = 500     // parts, once named conditions are written out
)

// Compile compiles a condition over the questions in scope. It is a
// flow.Compiler: later holds questions that come after the condition. When
// anything is wrong it returns nil and all that is.
func Compile(text source.String, scope, later []*flow.Question) (flow.Condition, source.List) {
	c, problems := compile(text, newScope(scope, later))
	if c == nil {
		return nil, problems // not a nil *Condition in an interface
	}
	return c, problems
}

func compile(text source.String, names *scope) (*Condition, source.List) {
	c := compiler{text: text, names: names}
	root := c.parse()
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	tree := c.condition(root)
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	c.settle(tree)
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	cases, ok := casesOf(tree)
	if !ok {
		c.report(text.Node.Diagnose(fmt.Sprintf("the condition has too many alternatives: written out case by case, it has more than %d", maxClauses),
			"split it into several rules, or into named conditions of which fewer stand together"))
		return nil, c.problems
	}
	return &Condition{Text: strings.TrimSpace(text.Value), root: tree, cases: cases}, nil
}

// A compiler turns one expression into a tree and collects what is wrong with
// it.
type compiler struct {
	text     source.String
	names    *scope
	problems source.List
	written  int // parts that named conditions have brought in
}

func (c *compiler) report(d source.Diagnostic) { c.problems = append(c.problems, d) }

// refuse reports a problem with a piece of the expression. Width is in
// characters.
func (c *compiler) refuse(n ast.Node, width int, hint, format string, args ...any) *tree {
	from := n.Location().From
	c.report(c.text.Node.DiagnoseAt(from, from+width, fmt.Sprintf(format, args...), hint))
	return constant(false)
}

// parse reads the expression by expr's parser.
func (c *compiler) parse() ast.Node {
	if strings.TrimSpace(c.text.Value) == "" {
		c.report(c.text.Node.Diagnose("the condition is empty", `write one, such as headcount >= 50, or remove the key`))
		return nil
	}
	if len(c.text.Value) > maxText {
		c.report(c.text.Node.DiagnoseAt(0, 1, fmt.Sprintf("the condition has %d bytes, more than %d", len(c.text.Value), maxText), "split it into named conditions"))
		return nil
	}
	if c.habits(); len(c.problems) > 0 {
		return nil
	}
	parsed, err := parser.ParseWithConfig(c.text.Value, parserConfig())
	if err != nil {
		c.syntax(err)
		return nil
	}
	return parsed.Node
}

// parserConfig bounds what expr's parser reads. The parser does not change it,
// and making one is a good part of the cost of a short condition.
var parserConfig = sync.OnceValue(func() *conf.Config {
	config := conf.CreateNew()
	config.MaxNodes = maxNodes
	return config
})

// syntax reports an error of expr's parser.
func (c *compiler) syntax(err error) {
	var at *file.Error
	if !errors.As(err, &at) {
		c.report(c.text.Node.Diagnose("the condition cannot be read: "+err.Error(), ""))
		return
	}
	message, hint := at.Message, ""
	switch {
	case strings.Contains(message, "maximum allowed nodes"):
		message, hint = fmt.Sprintf("the condition is too long: more than %d names, values and operators", maxNodes), "split it into named conditions"
	case strings.Contains(message, "EOF"):
		message, hint = "the condition ends too early", "finish it, and close every bracket and quote"
	case strings.Contains(message, "literal not terminated"):
		message, hint = "a quote is not closed", "end the text with the quote that it begins with"
	case strings.Contains(message, "value out of range"):
		message, hint = "the number is too large", "use a number that the question can have"
	case strings.Contains(message, `unexpected token Operator(",")`):
		message, hint = "a comma cannot stand here", "write numbers without it, such as 1500; a list stands in [ ]"
	case strings.Contains(message, "unexpected token Identifier("), strings.Contains(message, "unexpected token Number("):
		message, hint = "the condition has ended before this", `join two conditions with "and" or "or"; write numbers without their unit`
	default:
		message = "the condition cannot be read: " + message
	}
	c.report(c.text.Node.DiagnoseAt(at.From, max(at.To, at.From+1), message, hint))
}

// habits reports what people write who know another language: = for ==, AND for
// and, and let, whose = is right there.
func (c *compiler) habits() {
	for _, w := range words([]rune(c.text.Value)) {
		var hint string
		switch lower := strings.ToLower(w.text); {
		case w.text == "let":
			c.report(c.text.Node.DiagnoseAt(w.from, w.from+3, "let is not allowed", "define a named condition under conditions:"))
			return
		case w.text == "=":
			hint = "compare with =="
		case w.text == "<>":
			hint = "write != for \"is not\""
		case w.text == "=>" || w.text == "=<":
			hint = "write " + w.text[1:] + "="
		case w.text == "::":
			hint = "remove it"
		case strings.ContainsAny(w.text, "“”‘’„"):
			hint = `use straight quotes: "`
		case phrases[w.text] != "" && !c.names.has(w.text):
			hint = phrases[w.text]
		case w.text != lower && slices.Contains([]string{"and", "or", "not", "in"}, lower):
			hint = "write it in lower case: " + lower
		default:
			continue
		}
		c.report(c.text.Node.DiagnoseAt(w.from, w.from+len([]rune(w.text)), source.Quote(w.text)+" is not an operator here", hint))
	}
}

// phrases are words that people expect to be operators, and what to write for
// them.
var phrases = map[string]string{
	"is":       `compare with ==, such as stage == "idea"`,
	"isnt":     `compare with !=, such as stage != "idea"`,
	"between":  "write a range, such as headcount in 20..250",
	"notin":    "write it as two words: not in",
	"includes": `write "option" in question`,
}

// settle finds for each part what it is worth when nothing is known.
func (c *compiler) settle(t *tree) {
	t.walk(func(t *tree) {
		if t.op != opPart {
			return
		}
		var ok bool
		if t.value, ok = t.test.whole(t.question); !ok {
			c.report(c.text.Node.Diagnose(fmt.Sprintf("the condition mentions too many options of %s at once to be decided when the answer is not known", t.question.ID),
				"split it, or mention fewer options"))
		}
	})
}

// A word is a run of letters or of operator signs, outside quotes.
type word struct {
	text string
	from int
}

// words splits an expression roughly, without texts in quotes.
func words(text []rune) []word {
	var found []word
	for i := 0; i < len(text); {
		class := classOf(text[i])
		start := i
		switch class {
		case quote:
			i = closing(text, i)
			continue
		case other:
			i++
			continue
		}
		for i < len(text) && classOf(text[i]) == class {
			i++
		}
		found = append(found, word{string(text[start:i]), start})
	}
	return found
}

type class int

const (
	other class = iota
	letter
	sign
	quote
)

func classOf(r rune) class {
	switch {
	case r == '"' || r == '\'' || r == '`':
		return quote
	case r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
		return letter
	case strings.ContainsRune("=<>!:“”‘’„", r):
		return sign
	}
	return other
}

// closing returns the index after the quote that closes the one at i.
func closing(text []rune, i int) int {
	for j := i + 1; j < len(text); j++ {
		switch text[j] {
		case '\\':
			j++
		case text[i]:
			return j + 1
		}
	}
	return len(text)
}
