package lint

import "strings"

// A token is a name, a value or a sign in a condition, by the indexes of its
// characters.
type token struct {
	kind     kind
	text     string // of a literal without its quotes
	from, to int
}

type kind int

const (
	sign kind = iota
	name
	number
	literal
)

// words that are no names.
var words = map[string]bool{"and": true, "or": true, "not": true, "in": true, "len": true, "true": true, "false": true}

// pairs of characters that are one sign.
var pairs = map[string]bool{"==": true, "!=": true, ">=": true, "<=": true, "&&": true, "||": true, "..": true}

// tokens splits a condition that has been loaded. Signs that belong together, such as
// >=, are one token, and so is needed.cto.
func tokens(text []rune) []token {
	var found []token
	for at := 0; at < len(text); {
		t := next(text, at)
		at = t.to
		if strings.TrimSpace(t.text) != "" || t.kind == literal {
			found = append(found, t)
		}
	}
	return found
}

// next returns the token at an index; for white space and comments it is blank.
func next(text []rune, at int) token {
	rest := string(text[at:min(at+2, len(text))])
	switch r := text[at]; {
	case r == '"' || r == '\'' || r == '`':
		return quoted(text, at)
	case letter(r) && (r < '0' || r > '9'):
		return word(text, at)
	case letter(r):
		to := after(text, at, letter)
		return token{number, string(text[at:to]), at, to}
	case rest == "//" || rest == "/*":
		return token{sign, " ", at, comment(text, at)}
	case pairs[rest]:
		return token{sign, rest, at, at + 2}
	default:
		return token{sign, string(r), at, at + 1}
	}
}

func letter(r rune) bool {
	return r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// after returns the index after the run of characters that are of some kind.
func after(text []rune, at int, is func(rune) bool) int {
	for at < len(text) && is(text[at]) {
		at++
	}
	return at
}

func word(text []rune, at int) token {
	dotted := func(r rune) bool { return letter(r) || r == '.' }
	to := after(text, at, dotted)
	t := token{name, string(text[at:to]), at, to}
	if words[t.text] {
		t.kind = sign
	}
	return t
}

func quoted(text []rune, at int) token {
	to := at + 1
	for to < len(text) && text[to] != text[at] {
		if text[to] == '\\' {
			to++
		}
		to++
	}
	to = min(to, len(text))
	return token{literal, string(text[at+1 : to]), at, min(to+1, len(text))}
}

// comment returns the index after a comment, which expressions can have.
func comment(text []rune, at int) int {
	end, rest := "\n", string(text[at:])
	if strings.HasPrefix(rest, "/*") {
		end = "*/"
	}
	if i := strings.Index(rest, end); i >= 0 {
		return at + len([]rune(rest[:i])) + len(end)
	}
	return len(text)
}

// A term is a condition or a piece of one, with its brackets.
type term struct {
	op       op
	kids     []*term
	tokens   []token // of a part
	from, to int     // characters
}

type op int

const (
	part op = iota // a comparison, a name, true or false
	and
	or
	not
	choose // kids: condition, then, else
)

// A parser takes a condition apart. It knows no more of the language than what joins
// parts, since what it reads has been loaded.
type parser struct {
	tokens []token
	at     int
	bad    bool
}

// parse returns the terms of a condition, or nil where it does not understand it.
func parse(tokens []token) *term {
	p := &parser{tokens: tokens}
	if t := p.choice(); !p.bad && p.at == len(tokens) {
		return t
	}
	return nil
}

// peek returns the sign that comes next, or "".
func (p *parser) peek() string {
	if p.at < len(p.tokens) && p.tokens[p.at].kind == sign {
		return p.tokens[p.at].text
	}
	return ""
}

func (p *parser) take(signs ...string) bool {
	for _, s := range signs {
		if p.peek() == s {
			p.at++
			return true
		}
	}
	return false
}

func (p *parser) choice() *term {
	when := p.chain(or)
	if !p.take("?") {
		return when
	}
	then := p.choice()
	p.bad = p.bad || !p.take(":")
	otherwise := p.choice()
	return &term{op: choose, kids: []*term{when, then, otherwise}, from: when.from, to: otherwise.to}
}

// chain reads members joined by or, or by and.
func (p *parser) chain(op op) *term {
	member, signs := p.single, []string{"and", "&&"}
	if op == or {
		member, signs = func() *term { return p.chain(and) }, []string{"or", "||"}
	}
	t := &term{op: op, kids: []*term{member()}}
	for !p.bad && p.take(signs...) {
		t.kids = append(t.kids, member())
	}
	if len(t.kids) == 1 {
		return t.kids[0]
	}
	t.from, t.to = t.kids[0].from, t.kids[len(t.kids)-1].to
	return t
}

func (p *parser) single() *term {
	if p.bad = p.bad || p.at == len(p.tokens); p.bad {
		return &term{}
	}
	from := p.tokens[p.at].from
	switch {
	case p.take("not", "!"):
		kid := p.single()
		return &term{op: not, kids: []*term{kid}, from: from, to: kid.to}
	case p.take("("):
		t := p.choice()
		p.bad = p.bad || !p.take(")")
		if p.bad {
			return t
		}
		t.from, t.to = from, p.tokens[p.at-1].to
		return t
	}
	return p.part()
}

// part reads up to what can only follow a part.
func (p *parser) part() *term {
	start, open := p.at, 0
	for ; p.at < len(p.tokens); p.at++ {
		s := p.peek()
		if s == "not" && p.at+1 < len(p.tokens) && p.tokens[p.at+1].text == "in" {
			continue
		}
		if open == 0 && ends[s] {
			break
		}
		open += brackets[s]
	}
	if p.bad = p.bad || p.at == start; p.bad {
		return &term{}
	}
	taken := p.tokens[start:p.at]
	return &term{op: part, tokens: taken, from: taken[0].from, to: taken[len(taken)-1].to}
}

// What a part ends before, and what in a part is closed before it ends.
var (
	ends     = map[string]bool{"and": true, "&&": true, "or": true, "||": true, "not": true, "!": true, "?": true, ":": true, ")": true}
	brackets = map[string]int{"(": 1, "[": 1, ")": -1, "]": -1}
)

// walk visits a term and all in it.
func (t *term) walk(visit func(*term)) {
	visit(t)
	for _, kid := range t.kids {
		kid.walk(visit)
	}
}

// question returns the name that a part is about, or "" for true and false.
func (t *term) question() string {
	for _, token := range t.tokens {
		if token.kind == name {
			return token.text
		}
	}
	return ""
}
