package lint

var unusedSection = &Check{
	Name:     "unused_section",
	Severity: Warning,
	Doc: Doc{
		Finds: "sections without questions",
		Avoid: `
sections:
  - id: money
    title: Money
`,
		Prefer: `
sections:
  - id: money
    title: Money
questions:
  - id: budget
    section: money
    type: yes_no
    ask: Is there money for another chief?
    why: Without money nobody can be hired.
rules:
  - id: no_money
    when: not budget
    points: {cio: -50}
    because: You have no money set aside, and an unfunded chief can change nothing.
    sources: [own_experience]
`,
		Why: `A section is shown with its first question. One without questions is never
shown.`,
	},
	run: func(p *pass) error {
		used := map[string]bool{}
		for _, q := range p.Flow.Questions {
			used[q.Section] = true
		}
		for _, n := range p.FlowTree.Get("sections").List() {
			if id := id(n); !used[id.Value] {
				p.report(id, "put questions into it by section: "+id.Value+", or remove it", "no question is in section %s", id.Value)
			}
		}
		return nil
	},
}
