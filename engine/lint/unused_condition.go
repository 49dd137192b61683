package lint

var unusedCondition = &Check{
	Name:     "unused_condition",
	Severity: Warning,
	Doc: Doc{
		Finds: "named conditions that nothing uses",
		Avoid: `
conditions:
  large: headcount >= 500
`,
		Prefer: `
conditions:
  large: headcount >= 500
rules:
  - id: large_organisation
    when: large
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
`,
		Why: `A name that nothing uses is often what is left of a rule, or a rule has the
condition written out and is forgotten when the name changes.`,
	},
	run: func(p *pass) error {
		if n := p.RuleTree.Get("conditions"); n != nil {
			for _, key := range n.Keys {
				if !p.names[key.Value] {
					p.report(key, "use it in a rule, or remove it", "nothing uses condition %s", key.Value)
				}
			}
		}
		return nil
	},
}
