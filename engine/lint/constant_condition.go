package lint

import (
	"fmt"

	"chiefly/engine/flow"
)

var constantCondition = &Check{
	Name:     "constant_condition",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "conditions, or pieces of one, that are always true or always false",
		Avoid: `
rules:
  - id: young_firm
    when: stage == "idea" and stage == "early" and headcount >= 1
    points: {cio: -10}
    because: You are young, and order can wait a little.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: young_firm
    when: stage in ["idea", "early"] and headcount >= 5
    points: {cio: -10}
    because: You are young, and order can wait a little.
    sources: [own_experience]
`,
		Why: `What is always true can be left out; what is always false switches a rule off
without a word. Both are usually another comparison than the one that was meant,
or "and" where "or" was. An arrangement whose whole condition is true is meant:
it is the last resort of its topic. So is a question whose whole condition is false:
it is hidden.`,
	},
	run: func(p *pass) error {
		for _, c := range p.conditions {
			if c.root != nil && !c.meantConstant() {
				p.constant(c, c.root)
			}
		}
		return nil
	},
}

// meantConstant reports whether a condition is constant on purpose: that of the last
// resort among rows, and that of a hidden question.
func (c *condition) meantConstant() bool {
	if c.root.op != part || c.root.question() != "" {
		return false
	}
	text := c.text(c.root)
	return c.user == ofRow && text == "true" || c.user == ofQuestion && text == "false"
}

// constant reports the smallest pieces of a term that have one value whatever the
// answers, and returns whether there is any. What is wrong with a named condition is
// reported where it is defined, and numbers outside the range by the check of that name.
func (p *pass) constant(c *condition, t *term) bool {
	found := p.outside(t) != nil || t.op == part && p.named[t.question()] != nil && p.isConstant(c, t)
	for _, kid := range t.kids {
		found = p.constant(c, kid) || found
	}
	switch t.op {
	case and:
		found = p.exclusive(c, t) || found
	case or:
		found = p.exhaustive(c, t) || found
	}
	return found || p.constantWhole(c, t)
}

func (p *pass) isConstant(c *condition, t *term) bool {
	return p.value(p.written(c, t)) != flow.Undecided
}

func (p *pass) constantWhole(c *condition, t *term) bool {
	v := p.value(p.written(c, t))
	if v == flow.Undecided {
		return false
	}
	hint := map[flow.Truth]string{flow.True: "remove it, or mend it", flow.False: "mend it; as it stands, it switches off what depends on it"}[v]
	if q := p.Flow.Question(t.question()); q != nil && q.Type == flow.Integer {
		hint += fmt.Sprintf("; %s goes from %d to %d", q.ID, q.Min, q.Max)
	}
	p.reportIn(c.node, t.from, t.to, hint, "%s is always %s", shown(c.text(t)), v)
	return true
}

// exclusive reports members of a chain of and that can never hold together.
func (p *pass) exclusive(c *condition, t *term) (found bool) {
	p.pairs(t, func(a, b *term) {
		if found || p.isConstant(c, a) || p.isConstant(c, b) || p.value(p.written(c, a)+" and "+p.written(c, b)) != flow.False {
			return
		}
		found = true
		p.reportIn(c.node, b.from, b.to, "write or where either will do", "%s can never hold together with %s", shown(c.text(b)), shown(c.text(a)))
	})
	return found
}

// exhaustive reports members of a chain of or of which one always holds.
func (p *pass) exhaustive(c *condition, t *term) (found bool) {
	p.pairs(t, func(a, b *term) {
		if found || p.isConstant(c, a) || p.isConstant(c, b) || p.value(p.written(c, a)+" or "+p.written(c, b)) != flow.True {
			return
		}
		found = true
		p.reportIn(c.node, b.from, b.to, "write and where both are meant; as it stands, this is always true", "%s or %s always holds", shown(c.text(a)), shown(c.text(b)))
	})
	return found
}

// mostMembers is the longest chain whose members are compared with each other.
const mostMembers = 40

// pairs visits the members of a chain, two by two, that mention a question in common.
func (r *reading) pairs(t *term, visit func(a, b *term)) {
	if len(t.kids) > mostMembers {
		return
	}
	var about []map[string]bool
	for _, kid := range t.kids {
		about = append(about, r.questions(kid, map[string]bool{}))
	}
	for j, b := range t.kids {
		for i, a := range t.kids[:j] {
			if meet(about[i], about[j]) {
				visit(a, b)
			}
		}
	}
}

func meet(a, b map[string]bool) bool {
	for q := range a {
		if b[q] {
			return true
		}
	}
	return false
}

// mostShown is how much of a condition a message shows, in characters.
const mostShown = 60

// shown returns a piece of a condition for a message.
func shown(text string) string {
	if runes := []rune(text); len(runes) > mostShown {
		return string(runes[:mostShown]) + "..."
	}
	return text
}
