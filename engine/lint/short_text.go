package lint

import "strings"

var shortText = &Check{
	Name:     "short_text",
	Severity: Warning,
	Doc: Doc{
		Finds: "questions and reasons of fewer than four words",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: Too big.
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
		Why: `The reason is what the reader of the advice gets to see. Write a sentence that
one would say aloud to a board. A question may be short, but "ask" and "why" are
whole sentences too.`,
	},
	run: func(p *pass) error {
		for _, t := range p.texts {
			if n := len(strings.Fields(t.node.Value)); fewest[t.key] > n {
				p.report(t.node, "write a whole sentence", "%q says too little: %s", t.key, countedWords(n))
			}
		}
		return nil
	},
}

// fewest is how many words a text has at least, by its key.
var fewest = map[string]int{"ask": 2, "why": 4, "because": 4}

func countedWords(n int) string {
	if n == 1 {
		return "1 word"
	}
	return [...]string{"no words", "", "2 words", "3 words"}[n]
}
