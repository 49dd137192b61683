package lint

import (
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

var unusedOption = &Check{
	Name:     "unused_option",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "options to pick that no condition mentions",
		Avoid: `
questions:
  - id: plans
    type: choices
    ask: What are you planning?
    why: A merger joins two sets of systems.
    options:
      - {id: merger, label: A merger}
      - {id: new_office, label: A new office}
rules:
  - id: merging
    when: '"merger" in plans'
    points: {cio: 20}
    because: You plan a merger, and two sets of systems will have to become one.
    sources: [own_experience]
`,
		Prefer: `
questions:
  - id: plans
    type: choices
    ask: What are you planning?
    why: A merger joins two sets of systems.
    options:
      - {id: merger, label: A merger}
      - {id: split, label: A split into two firms}
rules:
  - id: merging
    when: '"merger" in plans or "split" in plans'
    points: {cio: 20}
    because: You plan a merger or a split, and systems will have to be joined or taken apart.
    sources: [own_experience]
`,
		Why: `That an option is picked must make a difference somewhere, or it need not be
offered: "none of these" is always there. Of a question with one answer the
options that no condition mentions are the rest, so nothing is said about them,
unless none is mentioned.`,
	},
	run: func(p *pass) error {
		used := p.options()
		for i, n := range p.FlowTree.Get("questions").List() {
			q := p.Flow.Questions[i]
			if q.Type == flow.Choices && p.names[q.ID] && !used[q.ID][""] {
				p.unused(q, n.Get("options").List(), used[q.ID])
			}
		}
		return nil
	},
}

func (p *pass) unused(q *flow.Question, options []*source.Node, used map[string]bool) {
	for _, o := range options {
		if id := id(o); !used[id.Value] {
			p.report(id, "write a rule that uses it, or remove it", "no condition mentions option %s of %s", id.Value, q.ID)
		}
	}
}

// options returns by question the options that conditions mention, and "" where one
// looks at how many are picked.
func (r *reading) options() map[string]map[string]bool {
	used := map[string]map[string]bool{}
	for _, q := range r.Flow.Questions {
		used[q.ID] = map[string]bool{}
	}
	for _, c := range r.conditions {
		if c.root == nil {
			continue
		}
		c.root.walk(func(t *term) {
			of := used[t.question()]
			for _, token := range t.tokens {
				switch {
				case of == nil:
				case token.kind == literal:
					of[token.text] = true
				case token.kind == sign && token.text == "len":
					of[""] = true
				}
			}
		})
	}
	return used
}
