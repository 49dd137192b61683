package lint

import "chiefly/engine/flow"

var needlessPart = &Check{
	Name:     "needless_part",
	Severity: Warning,
	Doc: Doc{
		Finds: "parts of a condition that another part makes needless",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 50 and headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: many_people
    when: headcount in 50..500
    points: {cio: 10}
    because: You are from 50 to 500 people, and so many need order.
    sources: [own_experience]
`,
		Why: `A part that follows from another one says nothing, so one of the two is not what
was meant: a < for a >, another number, or another question.`,
	},
	run: func(p *pass) error {
		for _, c := range p.conditions {
			if c.root != nil {
				c.root.walk(func(t *term) {
					if t.op == and || t.op == or {
						p.needless(c, t)
					}
				})
			}
		}
		return nil
	},
}

// needless reports members of a chain that follow from others, or from which in a chain
// of or others follow.
func (p *pass) needless(c *condition, t *term) {
	gone := map[*term]bool{}
	note := func(needless, other *term) {
		if !gone[needless] && !gone[other] {
			gone[needless] = true
			p.reportIn(c.node, needless.from, needless.to, "remove it, or mend one of the two", "%s is needless beside %s", shown(c.text(needless)), shown(c.text(other)))
		}
	}
	p.pairs(t, func(a, b *term) {
		if t.op == or {
			a, b = b, a // in a chain of or, the narrower one is needless
		}
		switch {
		case p.implies(c, a, b):
			note(map[bool]*term{true: b, false: a}[t.op == and], map[bool]*term{true: a, false: b}[t.op == and])
		case p.implies(c, b, a):
			note(map[bool]*term{true: a, false: b}[t.op == and], map[bool]*term{true: b, false: a}[t.op == and])
		}
	})
}

// implies reports whether a term can only hold where another does. Of terms that have one
// value whatever the answers nothing is said.
func (r *reading) implies(c *condition, a, b *term) bool {
	first, second := r.written(c, a), r.written(c, b)
	return r.value(first) == flow.Undecided && r.value(second) == flow.Undecided && r.value(first+" and not "+second) == flow.False
}
