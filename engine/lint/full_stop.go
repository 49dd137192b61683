package lint

import (
	"strings"
	"unicode/utf8"
)

var fullStop = &Check{
	Name:     "full_stop",
	Severity: Advice,
	Doc: Doc{
		Finds: "questions, helps and reasons that do not end as sentences do",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order
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
		Why: `Reasons are printed one after the other, and one without a full stop runs into
the next. A text that ends early is often one that YAML has cut off: at a " #",
say.`,
	},
	run: func(p *pass) error {
		for _, t := range p.texts {
			text := strings.TrimSpace(t.node.Value)
			if sentences[t.key] && text != "" && !strings.ContainsAny(text[len(text)-1:], ".?!") && !strings.HasSuffix(text, "…") {
				n := utf8.RuneCountInString(strings.TrimRight(t.node.Value, " \n"))
				p.reportIn(t.node, n-1, n, "end it with a full stop or a question mark; in a text with \" #\" in it, put all of it into quotes", "%q does not end as a sentence does", t.key)
			}
		}
		return nil
	},
}

// sentences are the keys of texts that are whole sentences.
var sentences = map[string]bool{"ask": true, "help": true, "why": true, "because": true}
