package lint

import "chiefly/engine/rule"

var unusedRole = &Check{
	Name:     "unused_role",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "roles that no rule speaks for",
		Avoid: `
roles:
  - id: cdo
    title: chief data officer
`,
		Prefer: `
roles:
  - id: cdo
    title: chief data officer
rules:
  - id: data_everywhere
    when: headcount >= 500
    points: {cdo: 60}
    because: You are 500 people or more, and so many make data that somebody should look after.
    sources: [own_experience]
`,
		Why: `Without a rule that gives it points, or requires it, a role is advised to
nobody.`,
	},
	run: func(p *pass) error {
		for i, n := range p.RuleTree.Get("roles").List() {
			if !p.spokenFor(i) {
				p.report(id(n), "write a rule that gives it points", "no rule speaks for role %s", p.Rules.Roles[i].ID)
			}
		}
		return nil
	},
}

// spokenFor reports whether a rule gives a role points, or requires it.
func (r *reading) spokenFor(role int) bool {
	for _, u := range r.Rules.Rules {
		if u.Touches[role] && (u.Effect == rule.Require || u.Effect == rule.Points && u.Points[role] > 0) {
			return true
		}
	}
	return false
}
