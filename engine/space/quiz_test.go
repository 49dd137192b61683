package space

import (
	"strings"
	"testing"

	"chiefly/engine/flow"
)

const openFlow = `
flow: f
version: 1.0.0
questions:
  - {id: more, ask: A?, why: B., type: yes_no}
  - {id: y, ask: A?, why: B., type: yes_no}
  - {id: z, ask: A?, why: B., type: yes_no}
  - {id: n, ask: A?, why: B., type: integer, min: 0, max: 20}
  - {id: p, ask: A?, why: B., type: yes_no, when: '((n < 5 and y) or z) and ((n >= 5 and y) or z)'}
  - {id: q, ask: A?, why: B., type: yes_no, when: z}
  - {id: must, ask: A?, why: B., type: yes_no, required: true, when: more}
`

// What is open where this decides it. The roles a and b are hired at 20 points, and c.
func TestOpen(t *testing.T) {
	const hired = "n >= 0: {a: 40, b: 20}; " // always
	for name, test := range map[string]struct{ rules, rows, known, want string }{
		"nothing":                          {"y: {a: 5}", "", "", ""},
		"a verdict":                        {"y: {a: 20}", "", "", "y"},
		"a verdict that is settled":        {hired + "y: {a: 20}", "", "", ""},
		"a verdict settled by an answer":   {"y: {a: 20}; z: {a: 20}", "", "y=yes", ""},
		"not known is an answer":           {"y: {a: 20}", "", "y=unknown", ""},
		"a question behind a question":     {"q: {a: 20}", "", "", "z q"},
		"one that is not asked":            {"q: {a: 20}", "", "z=no", ""},
		"an answer that may not count":     {"q: {a: 20}", "", "q=yes", "z"},
		"required":                         {"y: {a: 5}", "", "more=yes", "must"},
		"required, and not known":          {"y: {a: 5}", "", "more=yes must=unknown", "must"},
		"not known, and still to come":     {"y and must: {a: 20}", "", "more=yes must=unknown n=3-8", "y must"},
		"a mode":                           {hired, "y -> mode: {a: fractional}", "", "y"},
		"a mode of nobody":                 {"y: {b: 20}", "z -> mode: {a: fractional}", "", "y"},
		"a mode that is full-time anyway":  {hired, "y -> mode: {a: full_time}", "", ""},
		"one person":                       {hired, "y -> combine: [a, b]", "", "y"},
		"two people anyway":                {hired, "y -> separate: [a, b]", "", ""},
		"who comes first":                  {hired, "y -> first: b", "", "y"},
		"who comes first by score":         {"n >= 0: {a: 20, b: 25}; y: {a: 10}", "", "", "y"},
		"a lead that holds":                {hired + "y: {b: 20}", "", "", ""},
		"a lead that goes at a tie":        {hired + "y: {b: 20}; z: {b: 1}", "", "", "y z"},
		"scores behind who comes first":    {"n >= 0: {a: 20, b: 25}; y: {a: 10}", "n >= 0 -> first: a", "", ""},
		"first unless it is not needed":    {hired + "z: {c: 20}", "n >= 0 -> first: c; y -> first: b", "n=3-8", "y z"},
		"what to do instead":               {"n >= 0: {a: 5}", "y -> instead: {id: i, title: One, for: t}", "", "y"},
		"instead, in other words":          {"n >= 0: {a: 5}", "y -> instead: {id: i, title: One, for: t}; n >= 0 -> instead: {id: i, title: Two, for: t}", "", "y"},
		"instead, the same":                {"n >= 0: {a: 5}", "y -> instead: {id: i, title: One, for: t}; n >= 0 -> instead: {id: i, title: One, for: t}", "", ""},
		"a note":                           {hired, "y -> note: t", "", ""},
		"a range that pulls both ways":     {"n < 10: {a: 20}; n < 5: {a: -20}; n in 5..9: {a: -20}", "", "", "n"},
		"a range that pulls one way":       {"n < 10: {a: 6}; n >= 10: {a: 6}", "", "", ""},
		"a range between rows":             {hired, "n < 5 -> combine: [a, b]; n in 5..9 -> combine: [a, b]; n < 10 -> separate: [a, b]; n >= 0 -> combine: [a, b]", "", "n"},
		"a range above rows":               {hired, "n < 5 -> separate: [a, b]; n in 5..9 -> separate: [a, b]; n < 10 -> separate: [a, b]", "", ""},
		"a range behind a question":        {"p and n < 10: {a: 20}", "", "y=yes z=no", "n"},
		"a range that opens a question":    {"p and n < 10: {a: 20}", "", "y=yes z=no n=3-8", "p"},
		"a range that rules cut":           {"n < 5: {a: 10}; n < 5 and y: {a: 10}", "", "n=3-8", ""},
		"a range that rules do not cut":    {"n < 9: {a: 10}; n < 9 and y: {a: 10}", "", "n=3-8", "y"},
		"a verdict that rows may ask for":  {"n < 9: {a: 10}; y: {a: 10}", `verdict.a == "later" and z -> instead: {id: i, title: One, for: t}`, "n=3-8", "y z"},
		"a mode for whoever may be needed": {"n < 9: {a: 10}; y: {a: 10}", "needed.a and z -> mode: {a: fractional}", "n=3-8", "y z"},
	} {
		t.Run(name, func(t *testing.T) {
			f, set, err := load(openFlow, openRules(test.rules, test.rows))
			if err != nil {
				t.Fatal(err)
			}
			s, err := New(f, set, DefaultBudget)
			if err != nil {
				t.Fatal(err)
			}
			z, err := s.Quiz(nil)
			if err != nil {
				t.Fatal(err)
			}
			known := flow.Answers{}
			for _, assignment := range strings.Fields("more=no " + test.known) {
				id, text, _ := strings.Cut(assignment, "=")
				if known[id], err = f.Question(id).Parse(text); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			for _, q := range z.Open(known) {
				got = append(got, q.ID)
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%q is open, not %q", got, test.want)
			}
		})
	}
}

// openRules writes a rule set: rules as "condition: points", rows as "condition -> what
// they decide", with semicolons between them.
func openRules(rules, rows string) string {
	var b strings.Builder
	b.WriteString("rule_set: r\nversion: 1.0.0\nflow: f\nthresholds: {hire: 20, later: 10}\nsources: [{id: s, title: S, publisher: P}]\n")
	b.WriteString("roles: [{id: a, title: role a}, {id: b, title: role b}, {id: c, title: role c}]\nrules:\n")
	each := func(texts, between, rest string) {
		for i, text := range strings.Split(texts, "; ") {
			if when, then, found := strings.Cut(text, between); found {
				b.WriteString("  - {id: " + rest[:1] + string(rune('a'+i)) + ", when: '" + when + "', " + strings.TrimPrefix(rest[1:], " ") + then + ", because: B., sources: [s]}\n")
			}
		}
	}
	each(rules, ": ", "r points: ")
	if rows != "" {
		b.WriteString("arrangements:\n")
	}
	each(rows, " -> ", "w ")
	return b.String()
}
