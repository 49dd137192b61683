package space

import (
	"os"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A content is the texts of the built-in content, to be edited.
type content struct{ flow, rules string }

func builtInContent(t *testing.T) content {
	t.Helper()
	var texts []string
	for _, name := range []string{"../../questions/technology_chiefs.yaml", "../../rules/technology_chiefs.yaml"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return content{texts[0], texts[1]}
}

func (c content) open(t *testing.T) *Space {
	t.Helper()
	f, set, err := load(c.flow, c.rules)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(f, set, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// replace puts a text in the place of one that must be there once.
func replace(t *testing.T, text *string, old, new string) {
	t.Helper()
	if strings.Count(*text, old) != 1 {
		t.Fatalf("%q is there %d times", old, strings.Count(*text, old))
	}
	*text = strings.Replace(*text, old, new, 1)
}

// rule adds a rule at the end of the rules.
func (c *content) rule(t *testing.T, text string) {
	t.Helper()
	replace(t, &c.rules, "\narrangements:\n", "\n  - {"+text+", because: B., sources: [rtg]}\narrangements:\n")
}

// property adds a property, and takes the others out.
func (c *content) property(text string) {
	if at := strings.Index(c.rules, "\nproperties:\n"); at >= 0 {
		end := at + 1 + strings.Index(c.rules[at+1:], "\nsources:\n")
		c.rules = c.rules[:at] + c.rules[end:]
	}
	c.rules = strings.Replace(c.rules, "\nsources:\n", "\nproperties:\n  - "+text+"\nsources:\n", 1)
}

// without takes a list item out.
func without(t *testing.T, text *string, id string) {
	t.Helper()
	at := strings.Index(*text, "\n  - id: "+id+"\n")
	if at < 0 {
		t.Fatalf("there is no %s", id)
	}
	*text = (*text)[:at] + (*text)[at+1+strings.Index((*text)[at+1:], "\n  - "):]
}

// Mistakes planted in the built-in content are found, each with an example that the plain
// evaluation confirms, and nothing else is.
func TestPlantedMistakes(t *testing.T) {
	if quick() {
		t.Skip("compiles the built-in content again and again")
	}
	for _, test := range []struct {
		name  string
		plant func(t *testing.T, c *content)
		want  string
		shows func(r *rule.Result, fired []string) bool // of the example; nil for none
	}{
		{"none", func(*testing.T, *content) {}, "", nil},
		{"a dead rule", func(t *testing.T, c *content) {
			c.rule(t, `id: planted, when: 'technical_founder and headcount > 500 and stage == "established"', points: {cto: 5}`)
		}, "never_fires planted", nil},
		{"a rule that another one implies", func(t *testing.T, c *content) {
			c.rule(t, `id: planted, when: 'executive_budget == "none" and headcount < 50', rule_out: [cio]`)
		}, "covered planted no_money_for_a_chief", func(_ *rule.Result, fired []string) bool {
			return slices.Contains(fired, "planted") && slices.Contains(fired, "no_money_for_a_chief")
		}},
		{"two rules that together shadow a third", func(t *testing.T, c *content) {
			c.rule(t, `id: planted, when: '(executive_budget == "none" or leadership_load == "occasional") and headcount in 20..40', rule_out: [cio, cto]`)
		}, "covered_together planted no_money_for_a_chief leading_is_occasional_work", func(_ *rule.Result, fired []string) bool {
			return slices.Contains(fired, "planted")
		}},
		{"two rows that together shadow a third", func(t *testing.T, c *content) {
			replace(t, &c.rules, "\n  - id: cto_middling_revenue\n", `
  - {id: planted, when: 'needed.cto and (engineers > 20 or headcount > 800)', mode: {cto: fractional}, because: B., sources: [rtg]}
  - id: cto_middling_revenue
`)
		}, "row_never_decides planted", func(r *rule.Result, _ []string) bool {
			return r.Roles[0].Verdict.Needed() && !slices.ContainsFunc(r.Rows, func(row *rule.Arrangement) bool { return row.ID == "planted" })
		}},
		{"an option that never matters", func(t *testing.T, c *content) {
			replace(t, &c.flow, "\n      - id: no_roadmap\n", "\n      - {id: planted, label: Planted}\n      - id: no_roadmap\n")
		}, "option_is_moot pains planted", nil},
		{"a contradiction that takes a question that is not asked", func(t *testing.T, c *content) {
			c.flow += `
  - {id: planted_a, section: setting, type: yes_no, when: stage != "established", ask: A?, why: W.}
  - {id: planted_b, section: setting, type: yes_no, when: stage == "established" and not planted_a, ask: B?, why: W.}
`
			c.rule(t, `id: planted_in, when: 'planted_b and not overloaded and executive_budget == "several_seats" and leadership_load == "full_time"', require: [cto]`)
			c.rule(t, `id: planted_out, when: 'stage in ["scaling", "established"] and headcount == 77', rule_out: [cto]`)
		}, "contradiction planted_in planted_out cto", func(r *rule.Result, fired []string) bool {
			return slices.Contains(fired, "planted_in") && slices.Contains(fired, "planted_out") && r.Roles[0].Required && r.Roles[0].RuledOut
		}},
		{"a gap in the arrangements", func(t *testing.T, c *content) {
			without(t, &c.rules, "cto_otherwise")
		}, "no_arrangement cto", func(r *rule.Result, _ []string) bool {
			return r.Roles[0].Mode == rule.FullTime && r.Roles[0].ModeRow == nil
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := builtInContent(t)
			test.plant(t, &c)
			s := c.open(t)
			found, err := s.Findings()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				text := describe(f)
				if f.Kind == OptionIsMoot {
					text += " " + f.Question.ID + " " + f.Question.Options[f.Option].ID
				}
				got = append(got, text)
				if r := s.evaluate(f.Example); test.shows != nil && !test.shows(r, s.firedIn(r)) {
					t.Errorf("%v does not show it", f.Example)
				}
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("found %q, not %q", got, test.want)
			}
		})
	}
}

func (s *Space) firedIn(r *rule.Result) (ids []string) {
	for _, i := range r.Fired {
		ids = append(ids, s.set.Rules[i].ID)
	}
	return ids
}

// Properties that the built-in content does not have are refuted.
func TestPlantedProperties(t *testing.T) {
	if quick() {
		t.Skip("compiles the built-in content again and again")
	}
	verdict := func(s *Space, a flow.Answers, role int) rule.Verdict { return s.evaluate(a).Roles[role].Verdict }
	for _, test := range []struct {
		property string
		shows    func(s *Space, a []flow.Answers) bool
	}{
		{`{id: planted, always: headcount < 20 implies not needed.cto}`, func(s *Space, a []flow.Answers) bool {
			n, _ := a[0]["headcount"].Range(s.flow.Question("headcount"))
			return n < 20 && verdict(s, a[0], 0).Needed()
		}},
		{`{never: mode.cio == "fractional" and headcount > 400}`, func(s *Space, a []flow.Answers) bool {
			n, _ := a[0]["headcount"].Range(s.flow.Question("headcount"))
			return n > 400 && s.evaluate(a[0]).Roles[1].Mode == rule.Fractional
		}},
		{`{at_most: 1 needed role when headcount > 10000}`, func(s *Space, a []flow.Answers) bool {
			needed := 0
			for role := range s.set.Roles {
				if verdict(s, a[0], role).Needed() {
					needed++
				}
			}
			return needed == 2
		}},
		{`{monotone: {role: cto, in: headcount}}`, func(s *Space, a []flow.Answers) bool {
			q := s.flow.Question("headcount")
			less, _ := a[0]["headcount"].Range(q)
			more, _ := a[1]["headcount"].Range(q)
			return less < more && verdict(s, a[0], 0) > verdict(s, a[1], 0)
		}},
	} {
		t.Run(test.property, func(t *testing.T) {
			c := builtInContent(t)
			c.property(test.property)
			s := c.open(t)
			results, err := s.Properties()
			if err != nil || len(results) != 1 || results[0].Status != Refuted || !test.shows(s, results[0].Examples) {
				t.Errorf("%v, %v", results, err)
			}
		})
	}
}
