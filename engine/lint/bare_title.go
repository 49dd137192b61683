package lint

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var bareTitle = &Check{
	Name:     "bare_title",
	Severity: Warning,
	Doc: Doc{
		Finds: "abbreviated titles, such as CIO, in texts that do not spell them out",
		Avoid: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need a CIO.
    sources: [own_experience]
`,
		Prefer: `
rules:
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need a chief information officer (CIO).
    sources: [own_experience]
`,
		Why: `CIO is the chief information officer to some and the chief innovation officer to
others. Each text may be read alone, so each spells the title out. Titles of
publications and what stands in quotation marks are left as they are.`,
	},
	run: func(p *pass) error {
		titles := map[string][]string{} // by abbreviation
		var short []string
		for _, role := range p.Rules.Roles {
			for _, s := range []string{strings.ToUpper(role.ID), initials(role.Title)} {
				if len(s) > 1 && !slices.Contains(titles[s], role.Title) {
					titles[s] = append(titles[s], role.Title)
					short = append(short, regexp.QuoteMeta(s))
				}
			}
		}
		if len(short) == 0 {
			return nil
		}
		bare := regexp.MustCompile(`\b(?:` + strings.Join(short, "|") + `)s?\b`)
		for _, t := range p.texts {
			p.abbreviated(t, bare, titles)
		}
		return nil
	},
}

var inQuotes = regexp.MustCompile(`“[^”]*”|‘[^’]*’|"[^"]*"|„[^“]*“`)

// abbreviated reports the first abbreviation in a text that does not spell it out.
func (p *pass) abbreviated(t prose, bare *regexp.Regexp, titles map[string][]string) {
	text := inQuotes.ReplaceAllStringFunc(t.node.Value, func(s string) string { return strings.Repeat(" ", len(s)) })
	lower := strings.ToLower(text)
	for _, at := range bare.FindAllStringIndex(text, -1) {
		short := text[at[0]:at[1]]
		meant := titles[strings.TrimSuffix(short, "s")]
		if slices.ContainsFunc(meant, func(title string) bool { return strings.Contains(lower, strings.ToLower(title)) }) {
			continue
		}
		from := utf8.RuneCountInString(text[:at[0]])
		p.reportIn(t.node, from, from+len(short), "spell the title out: "+strings.Join(meant, ", or "), "%s is not spelled out in this text", short)
		return
	}
}

// initials returns the first letters of the words of a title, in capitals.
func initials(title string) string {
	var b strings.Builder
	for _, word := range strings.Fields(title) {
		r, _ := utf8.DecodeRuneInString(strings.ToUpper(word))
		b.WriteRune(r)
	}
	return b.String()
}
