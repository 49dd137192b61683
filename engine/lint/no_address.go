package lint

var noAddress = &Check{
	Name:     "no_address",
	Severity: Advice,
	Doc: Doc{
		Finds: "sources without an address at which to read them",
		Avoid: `
sources:
  - id: survey_2024
    title: A survey of boards
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [survey_2024]
`,
		Prefer: `
sources:
  - id: survey_2024
    title: A survey of boards
    address: https://example.org/survey
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [survey_2024]
`,
		Why: `A reader who doubts a reason wants to look it up. What is not public, such as
your own experience, can be left without one.`,
	},
	run: func(p *pass) error {
		for _, n := range p.RuleTree.Get("sources").List() {
			if n.Get("address") == nil {
				p.report(id(n), `add a line "address: https://..."`, "source %s has no address", id(n).Value)
			}
		}
		return nil
	},
}
