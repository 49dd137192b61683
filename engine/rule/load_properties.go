package rule

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// propertyScope is the scope of arrangements and, for each role, its mode.
func (l *loader) propertyScope() *scope {
	names := *l.scope
	names.derived, names.modes = maps.Clone(l.set.derived), true
	for _, r := range l.set.Roles {
		q := modeQuestion(r.ID)
		names.derived[q.ID] = q
	}
	return &names
}

func (l *loader) properties(nodes []*source.Node) {
	if len(nodes) > maxRules {
		l.Report(nodes[maxRules], "", "more than %d properties", maxRules)
		return
	}
	names := l.propertyScope()
	seen := map[string]source.Pos{}
	for _, n := range nodes {
		p := &Property{At: n.Pos, File: n.File}
		if n.Kind < source.Sequence {
			text := l.Text(n, "a property")
			if text.Given() && text.Value == "" {
				l.Report(n, "write a condition that must always hold", "the property is empty")
			}
			l.always(p, text, names)
		} else {
			l.property(p, l.Map(n, "a property"), names, seen)
		}
		l.set.Properties = append(l.set.Properties, p)
	}
}

func (l *loader) property(p *Property, m *source.Map, names *scope, seen map[string]source.Pos) {
	if m.Get("id") != nil {
		id := m.NeedID("id")
		p.ID, p.At = id.Value, place(id, m.Node)
		l.once(seen, id, "property")
	}
	switch key, n := l.oneOf(m, "the property", claimKeys...); key {
	case "always":
		l.always(p, m.NeedText(key), names)
	case "never":
		p.Claim = Never
		text := m.NeedText(key)
		p.Then, p.text = l.plain(text, names), inLine(text.Value)
	case "at_most":
		p.Claim = AtMost
		l.atMost(p, m.NeedText(key), names)
	case "monotone":
		p.Claim = Monotonic
		l.monotone(p, l.Map(n, key), names)
	}
	p.Because = m.Text("because").Value
	m.Close()
}

// inLine writes a condition of several lines in one.
func inLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// always reads "A implies B", or "B" alone.
func (l *loader) always(p *Property, text source.String, names *scope) {
	if text.Value == "" {
		return // has been reported
	}
	p.text = inLine(text.Value)
	found := implications(text.Value)
	if len(found) == 0 {
		p.Then = l.compile(text, names)
		return
	}
	at := found[0].from
	if brackets([]rune(text.Value)[:at]) > 0 {
		l.misplaced(text, found[0], "take it out of the brackets, or write not (A) or B")
		return
	}
	for _, more := range found[1:] {
		l.misplaced(text, more, "make two properties of it, or join conditions by and")
		return
	}
	runes := []rune(text.Value)
	p.If = l.side(text, string(runes[:at]), names)
	p.Then = l.side(text, strings.Repeat(" ", at+len(implies))+string(runes[at+len(implies):]), names)
}

// side compiles one side of a property. What stands before it is blank, so that
// everything is where it is in the file.
func (l *loader) side(text source.String, side string, names *scope) *Condition {
	return l.compile(source.String{Value: side, Node: text.Node}, names)
}

// plain compiles a condition in which implies has no place.
func (l *loader) plain(text source.String, names *scope) *Condition {
	for _, found := range implications(text.Value) {
		l.misplaced(text, found, "use always for it")
		return nil
	}
	if text.Value == "" {
		return nil
	}
	return l.compile(text, names)
}

const implies = "implies"

func (l *loader) misplaced(text source.String, at word, hint string) {
	l.Problems = append(l.Problems, text.Node.DiagnoseAt(at.from, at.from+len(implies), "implies can stand once in a property, between two conditions", hint))
}

// implications returns where "implies" stands, outside quotes.
func implications(text string) []word {
	var found []word
	for _, w := range words([]rune(text)) {
		if w.text == implies {
			found = append(found, w)
		}
	}
	return found
}

// brackets returns how many brackets are open at the end of a text.
func brackets(text []rune) int {
	open := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(':
			open++
		case ')':
			open--
		case '"', '\'', '`':
			i = closing(text, i) - 1
		}
	}
	return open
}

var atMostPattern = regexp.MustCompile(`^\s*(\d{1,4})\s+(needed|hired)\s+roles?(?:\s*$|\s+when\s)`)

// atMost reads "2 needed roles when A", or without A.
func (l *loader) atMost(p *Property, text source.String, names *scope) {
	if text.Value == "" {
		return
	}
	p.text = inLine(text.Value)
	found := atMostPattern.FindStringSubmatch(text.Value)
	if found == nil {
		l.Report(text.Node, "write it as: 2 needed roles when headcount < 100; or hired roles, or without when", "%s is no limit on roles", source.Quote(text.Value))
		return
	}
	p.Most, _ = strconv.Atoi(found[1])
	p.Hired = found[2] == "hired"
	if p.Most >= len(l.set.Roles) {
		l.Report(text.Node, fmt.Sprintf("write a number below %d", len(l.set.Roles)), "there are no more roles than %d, so this says nothing", p.Most)
	}
	if when := len(found[0]); strings.HasSuffix(strings.TrimSpace(found[0]), "when") {
		condition := strings.Repeat(" ", when) + text.Value[when:] // the pattern has one byte a character
		p.If = l.plain(source.String{Value: condition, Node: text.Node}, names)
	}
}

func (l *loader) monotone(p *Property, m *source.Map, names *scope) {
	g := &Monotone{Role: -1, Option: -1}
	if n := m.Need("role"); n != nil {
		g.Role = l.roleNamed(n)
	}
	if in := m.NeedText("in"); in.Value != "" {
		if g.Question = names.questions[in.Value]; g.Question == nil {
			l.Report(in.Node, source.Suggest(in.Value, names.order), "there is no question %s", source.Quote(in.Value))
		}
	}
	g.Falling = m.Bool("falling")
	l.compared(g, m)
	m.Close()
	if g.Question != nil && g.Role >= 0 {
		p.Growing, p.text = g, g.describe(l.set.Roles[g.Role].ID)
	}
}

// compared reads which answers are compared.
func (l *loader) compared(g *Monotone, m *source.Map) {
	option, from, to := m.Text("option"), m.Get("from"), m.Get("to")
	if g.Question == nil {
		return
	}
	q := g.Question
	for _, n := range []*source.Node{from, to} {
		if n != nil && q.Type != flow.Integer {
			l.Report(n, "remove it", "%s is not a number, so it has no from and to", q.ID)
		}
	}
	if option.Given() && q.Type != flow.Choices {
		l.Report(option.Node, "remove it", "%s is not a question of several picks, so no option is added to it", q.ID)
	}
	switch q.Type {
	case flow.Integer:
		l.between(g, from, to)
	case flow.Choices:
		l.optionOf(g, m, option)
	case flow.Choice:
		l.Report(m.Node, "use a question about a number, a yes/no question or a pick", "the options of %s have no order, so there is no more of it", q.ID)
	}
}

func (l *loader) between(g *Monotone, from, to *source.Node) {
	g.From, g.To = l.bound(g.Question, from, "from", g.Question.Min), l.bound(g.Question, to, "to", g.Question.Max)
	at := from
	if to != nil {
		at = to
	}
	if at != nil && g.From >= g.To {
		l.Report(at, "write the smaller number in from", "there is nothing to compare from %d to %d", g.From, g.To)
	}
}

// bound reads an end of a range of numbers that a question can have.
func (l *loader) bound(q *flow.Question, n *source.Node, key string, otherwise int64) int64 {
	v, given := l.Int(n, key)
	switch {
	case !given:
		return otherwise
	case v < q.Min || v > q.Max:
		l.Report(n, fmt.Sprintf("write a number from %d to %d", q.Min, q.Max), "%d is no answer to %s", v, q.ID)
		return otherwise
	}
	return v
}

func (l *loader) optionOf(g *Monotone, m *source.Map, option source.String) {
	q := g.Question
	if !option.Given() {
		l.Report(m.Node, "add an option, such as "+firstOption(q), "%s has several picks, so one of them must be named", q.ID)
		return
	}
	if g.Option = q.OptionIndex(option.Value); g.Option < 0 {
		l.Report(option.Node, source.Suggest(option.Value, q.OptionIDs()), "%s is not an option of %s", source.Quote(option.Value), q.ID)
		return
	}
	root := part(q, picked(1<<g.Option, anyOf), option.Value, option.Value)
	g.picked = &Condition{Text: option.Value, root: root}
}
