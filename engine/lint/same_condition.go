package lint

import (
	"slices"
	"strings"

	"chiefly/engine/rule"
	"chiefly/engine/source"
)

var sameCondition = &Check{
	Name:     "same_condition",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "rules of the same effect, and named conditions, with the same condition",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 500 and stage == "mature"
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
  - id: settled_and_large
    when: stage == "mature" and headcount >= 500
    points: {cio: 5}
    because: You are settled and large, and order is what you need.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: many_people
    when: headcount >= 500 and stage == "mature"
    points: {cio: 15}
    because: You are settled and 500 people or more, and so many need order.
    sources: [own_experience]
`,
		Why: `Two rules that always fire together are one rule with two texts. Most often one
is a copy whose condition was to be changed.`,
	},
	run: func(p *pass) error {
		byKey := map[string][]int{}
		for i, n := range p.RuleTree.Get("rules").List() {
			key := p.conditionKey(n.Get("when"))
			for _, j := range byKey[key] {
				if alike(p.Rules.Rules[i], p.Rules.Rules[j]) {
					first := p.Rules.Rules[j]
					p.report(id(n), "make one rule of the two, or change a condition", "rule %s has the same condition and the same kind of effect as rule %s on line %d",
						p.Rules.Rules[i].ID, first.ID, first.At.Line)
					break
				}
			}
			byKey[key] = append(byKey[key], i)
		}
		p.sameNames()
		return nil
	},
}

// sameNames reports named conditions that mean the same.
func (p *pass) sameNames() {
	n := p.RuleTree.Get("conditions")
	if n == nil {
		return
	}
	seen := map[string]*source.Node{}
	for i, key := range n.Keys {
		meaning := p.conditionKey(n.Items[i])
		if first := seen[meaning]; first != nil {
			p.report(key, "use one name for it", "condition %s is the same as %s on line %d", key.Value, first.Value, first.Pos.Line)
			continue
		}
		seen[meaning] = key
	}
}

// alike reports whether two rules have the same kind of effect on some role.
func alike(a, b *rule.Rule) bool {
	for role := range a.Touches {
		if a.Touches[role] && b.Touches[role] && a.Effect == b.Effect && (a.Points[role] < 0) == (b.Points[role] < 0) {
			return true
		}
	}
	return false
}

// conditionKey returns what two conditions have in common that differ only in blanks,
// brackets, the order of their parts and the use of names.
func (r *reading) conditionKey(n *source.Node) string {
	if c := r.byNode[n]; c != nil && c.root != nil {
		return r.key(c.root)
	}
	return n.Value
}

func (r *reading) key(t *term) string {
	if inner := r.named[t.question()]; t.op == part && inner != nil && inner.root != nil {
		return r.key(inner.root)
	}
	var kids []string
	for _, kid := range t.kids {
		kids = append(kids, r.key(kid))
	}
	if t.op == and || t.op == or {
		slices.Sort(kids)
		kids = slices.Compact(kids)
	}
	for _, token := range t.tokens {
		text := token.text
		if token.kind == literal {
			text = `"` + text + `"`
		}
		kids = append(kids, text)
	}
	return "(" + [...]string{"", "and ", "or ", "not ", "if "}[t.op] + strings.Join(kids, " ") + ")"
}
