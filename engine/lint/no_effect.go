package lint

import (
	"chiefly/engine/rule"
)

var noEffect = &Check{
	Name:     "no_effect",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "rules that give 0 points",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: +0}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
`,
		Why: `Points of 0 change no verdict, but the rule is listed with its reason as if it
did.`,
	},
	run: func(p *pass) error {
		for i, n := range p.RuleTree.Get("rules").List() {
			r := p.Rules.Rules[i]
			points := n.Get("points")
			if r.Effect != rule.Points || points == nil {
				continue
			}
			for j, key := range points.Keys {
				if p.Rules.Rules[i].Points[p.Rules.RoleIndex(key.Value)] == 0 {
					p.report(points.Items[j], "write a number for or against the role, or leave the role out", "rule %s gives %s 0 points", r.ID, key.Value)
				}
			}
		}
		return nil
	},
}
