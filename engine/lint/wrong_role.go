package lint

import (
	"strings"
	"unicode/utf8"

	"chiefly/engine/rule"
	"chiefly/engine/source"
)

var wrongRole = &Check{
	Name:     "wrong_role",
	Severity: Warning,
	Doc: Doc{
		Finds: "reasons that name only roles on which the rule has no effect",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cto: 10}
    because: You are 500 people or more, and so many need a chief information officer.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need a chief information officer.
    sources: [own_experience]
`,
		Why: `The reason is printed under the role that gets the points. A reader who finds
another role in it trusts neither.`,
	},
	run: func(p *pass) error {
		for i, n := range p.RuleTree.Get("rules").List() {
			p.namesOther(n, p.Rules.Rules[i].Touches)
		}
		for i, n := range p.RuleTree.Get("arrangements").List() {
			a := p.Rules.Arrangements[i]
			touched := make([]bool, len(p.Rules.Roles))
			for _, role := range a.Roles {
				touched[role] = true
			}
			for role, mode := range a.Modes {
				touched[role] = mode != rule.NoMode
			}
			if a.Roles != nil || a.Modes != nil {
				p.namesOther(n, touched)
			}
		}
		return nil
	},
}

// namesOther reports a reason that names roles, but none of those touched.
func (p *pass) namesOther(entry *source.Node, touched []bool) {
	because := entry.Get("because")
	text := strings.ToLower(because.Value)
	first, named := -1, ""
	var right []string
	for i, role := range p.Rules.Roles {
		title := strings.ToLower(role.Title)
		at := strings.Index(text, title)
		if touched[i] {
			right = append(right, role.Title)
		}
		switch {
		case at >= 0 && (touched[i] || p.asksAfter(entry.Get("when"), i)):
			return
		case at >= 0 && (first < 0 || at < first):
			first, named = at, role.Title
		}
	}
	if first >= 0 {
		from := utf8.RuneCountInString(text[:first])
		p.reportIn(because, from, from+utf8.RuneCountInString(named), "write about the "+strings.Join(right, " or the ")+", or change the role above",
			"the reason names the %s, on whom this has no effect", named)
	}
}

// asksAfter reports whether a condition mentions a role itself, or what tells that somebody
// holds it: then a reason may name it as well.
func (p *pass) asksAfter(when *source.Node, role int) bool {
	about := map[string]bool{p.Rules.Roles[role].ID: true}
	if held := p.byNode[p.RuleTree.Get("roles").List()[role].Get("held")]; held != nil {
		for _, t := range held.tokens {
			about[t.text] = about[t.text] || t.kind == literal
		}
	}
	return p.mentions(p.byNode[when], about)
}

// mentions reports whether a condition has one of some literals, or the verdict on a role of
// one of these names, in it or in the named conditions that it uses.
func (r *reading) mentions(c *condition, texts map[string]bool) bool {
	for _, t := range c.tokens {
		_, role, _ := strings.Cut(t.text, ".")
		if t.kind == literal && texts[t.text] || t.kind == name && texts[role] {
			return true
		}
		if inner := r.named[t.text]; t.kind == name && inner != nil && r.mentions(inner, texts) {
			return true
		}
	}
	return false
}
