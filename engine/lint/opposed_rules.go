package lint

import "chiefly/engine/rule"

var opposedRules = &Check{
	Name:     "opposed_rules",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "rules with the same condition of which one speaks for a role and the other against it",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
  - id: too_many_people
    when: headcount >= 500
    points: {cio: -10}
    because: You are 500 people or more, and nobody can know all the systems.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
  - id: very_many_people
    when: headcount >= 50000
    points: {cio: -10}
    because: You are 50,000 people or more, and nobody can know all the systems.
    sources: [own_experience]
`,
		Why: `Rules that always fire together and pull a role in two directions cancel each
other, and the reader is given both reasons at once.`,
	},
	run: func(p *pass) error {
		byKey := map[string][]int{}
		for i, n := range p.RuleTree.Get("rules").List() {
			key := p.conditionKey(n.Get("when"))
			for _, j := range byKey[key] {
				if role := opposed(p.Rules.Rules[i], p.Rules.Rules[j]); role >= 0 {
					first := p.Rules.Rules[j]
					p.report(id(n), "make one rule of the two, or change a condition", "rule %s has the condition of rule %s on line %d, but pulls %s in the other direction",
						p.Rules.Rules[i].ID, first.ID, first.At.Line, p.Rules.Roles[role].ID)
				}
			}
			byKey[key] = append(byKey[key], i)
		}
		return nil
	},
}

// opposed returns a role for which one of two rules speaks and the other does not, or -1.
func opposed(a, b *rule.Rule) int {
	for role := range a.Touches {
		if a.Touches[role] && b.Touches[role] && speaksFor(a, role) != speaksFor(b, role) {
			return role
		}
	}
	return -1
}

func speaksFor(r *rule.Rule, role int) bool {
	return r.Effect == rule.Require || r.Effect == rule.Points && r.Points[role] > 0
}
