package lint

import (
	"fmt"
	"strconv"

	"chiefly/engine/flow"
)

var outsideRange = &Check{
	Name:     "outside_range",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "comparisons with numbers that the question cannot have",
		Avoid: `
rules:
  - id: very_large
    when: headcount >= 20000000
    points: {cio: 20}
    because: You are very many people, and so many need order.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: very_large
    when: headcount >= 20000
    points: {cio: 20}
    because: You are very many people, and so many need order.
    sources: [own_experience]
`,
		Why: `A question takes numbers from its min to its max, and no more picks than
max_picks. A comparison with another number is always true or always false; most
often a digit is wrong, or the thousands are meant.`,
	},
	run: func(p *pass) error {
		for _, c := range p.conditions {
			if c.root == nil {
				continue
			}
			c.root.walk(func(t *term) {
				if bad := p.outside(t); bad != nil {
					p.reportIn(c.node, bad.from, bad.to, "write a number from "+bad.allowed, "%s is never %s", bad.what, bad.text)
				}
			})
		}
		return nil
	},
}

// An outsider is a number that a question cannot have.
type outsider struct {
	from, to      int
	text          string
	what, allowed string
}

// outside returns the first number of a part that its question cannot have, or nil.
func (r *reading) outside(t *term) *outsider {
	q := r.Flow.Question(t.question())
	if q == nil || q.Type != flow.Integer && q.Type != flow.Choices {
		return nil
	}
	what, lo, hi := q.ID, q.Min, q.Max
	if q.Type == flow.Choices {
		what, lo, hi = "len("+q.ID+")", 0, int64(q.MaxPicks)
	}
	for i, token := range t.tokens {
		v, err := strconv.ParseInt(token.text, 0, 64)
		if token.kind != number || err != nil {
			continue
		}
		from, text := token.from, token.text
		if i > 0 && t.tokens[i-1].text == "-" {
			v, from, text = -v, t.tokens[i-1].from, "-"+text
		}
		if v < lo || v > hi {
			return &outsider{from, token.to, text, what, fmt.Sprintf("%d to %d", lo, hi)}
		}
	}
	return nil
}
