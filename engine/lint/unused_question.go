package lint

var unusedQuestion = &Check{
	Name:     "unused_question",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "questions that no condition mentions",
		Avoid: `
questions:
  - id: founded
    type: integer
    min: 1500
    max: 2100
    ask: In what year were you founded?
    why: Older organisations often have older systems.
`,
		Prefer: `
questions:
  - id: founded
    type: integer
    min: 1500
    max: 2100
    ask: In what year were you founded?
    why: Older organisations often have older systems.
rules:
  - id: long_history
    when: founded < 1980
    points: {cio: 10}
    because: You go back a long way, and old systems need somebody who answers for them.
    sources: [own_experience]
`,
		Why: `Whoever answers a question expects that the answer counts. One that no rule,
arrangement or other question looks at costs time and tells nothing.`,
	},
	run: func(p *pass) error {
		for _, q := range p.FlowTree.Get("questions").List() {
			if id := id(q); !p.names[id.Value] {
				p.report(id, "write a rule that uses it, or remove it", "no condition mentions question %s", id.Value)
			}
		}
		return nil
	},
}
