package lint

var untranslated = &Check{
	Name:     "untranslated",
	Severity: Advice,
	Doc: Doc{
		Finds: "texts that a translation lacks, so that readers of it meet another language",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
# rules.de.yaml, beside it
translates: host
language: de
roles: {cto: Chief Technology Officer, cio: Chief Information Officer}
rules:
  well_staffed: Sie sind mindestens 50 Leute und brauchen jemanden an der Spitze.
  settled: Sie sind etabliert, und Ordnung zählt mehr als Neues.
`,
		Prefer: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
# rules.de.yaml, beside it
translates: host
language: de
roles: {cto: Chief Technology Officer, cio: Chief Information Officer}
rules:
  many_people: Sie sind mindestens 500 Leute, und so viele brauchen Ordnung.
  well_staffed: Sie sind mindestens 50 Leute und brauchen jemanden an der Spitze.
  settled: Sie sind etabliert, und Ordnung zählt mehr als Neues.
`,
		Why: `A report in two languages reads like a draft. What is missing is shown as it
stands in the original, which is better than nothing.`,
	},
	run: func(p *pass) error {
		for _, m := range p.Untranslated {
			p.report(m.At, "add "+m.What+" to the translation", "there is no text for this in language %s", m.Language)
		}
		return nil
	},
}
