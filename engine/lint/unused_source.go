package lint

import "chiefly/engine/source"

var unusedSource = &Check{
	Name:     "unused_source",
	Severity: Warning,
	Doc: Doc{
		Finds: "sources that nothing cites",
		Avoid: `
sources:
  - id: survey_2024
    title: A survey of boards
    address: https://example.org/survey
`,
		Prefer: `
sources:
  - id: survey_2024
    title: A survey of boards
    address: https://example.org/survey
rules:
  - id: large_organisation
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [survey_2024]
`,
		Why: `Sources are shown where they are cited. One that nothing cites is never seen, or
a rule has lost its evidence.`,
	},
	run: func(p *pass) error {
		cited := map[string]bool{}
		note := func(n *source.Node) {
			for _, name := range n.Get("sources").List() {
				cited[name.Value] = true
			}
		}
		for _, key := range []string{"rules", "arrangements"} {
			for _, n := range p.RuleTree.Get(key).List() {
				note(n)
			}
		}
		for _, n := range p.RuleTree.Get("roles").List() {
			note(n.Get("profile"))
		}
		for _, n := range p.RuleTree.Get("sources").List() {
			if id := id(n); !cited[id.Value] {
				p.report(id, "cite it where it is used, or remove it", "nothing cites source %s", id.Value)
			}
		}
		return nil
	},
}
