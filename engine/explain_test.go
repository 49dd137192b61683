package engine_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine"
)

func TestExplain(t *testing.T) {
	e := load(t, firm(t))
	for _, c := range []struct{ name, answers, role, want string }{
		{"what counted, what did not and what is open", "industry=software headcount=20-600 board=yes audited=no", "cio", `
sells_software -5 true: industry == "software" (software) true
large 45 undecided: headcount >= 500 (20-600) undecided
audited 0 require false: audited (no) false
tiny 0 rule_out false: headcount < 5 (20-600) false`},
		{"rules that do not bear on the role are left out", "industry=software headcount=4", "cto", `
sells_software 60 true: industry == "software" (software) true
tiny 0 rule_out true: headcount < 5 (4) true`},
		{"nothing known", "", "cto", `
sells_software 60 undecided: industry == "software" (unknown) undecided
tiny 0 rule_out undecided: headcount < 5 (unknown) undecided`},
		{"an answer that is not asked for is unknown", "headcount=4 board=yes audited=yes", "cio", `
sells_software -5 undecided: industry == "software" (unknown) undecided
large 45 false: headcount >= 500 (4) false
audited 0 require undecided: audited (unknown) undecided
tiny 0 rule_out true: headcount < 5 (4) true`},
	} {
		t.Run(c.name, func(t *testing.T) {
			answers := known(t, e, c.answers)
			explanation := e.Explain(answers, c.role)
			var got strings.Builder
			for _, r := range explanation.Rules {
				fmt.Fprintf(&got, "\n%s %d %s", r.Rule, r.Points, strings.TrimSpace(r.Effect+" "+r.Truth)+":")
				for _, p := range r.Parts {
					fmt.Fprintf(&got, " %s (%s) %s", p.Text, p.Answer, p.Truth)
				}
			}
			if got.String() != c.want {
				t.Errorf("got %s\nwant %s", got.String(), c.want)
			}
			if explanation.Role.ID != c.role || explanation.Role.Score != e.Advise(answers).Roles.Role(c.role).Score {
				t.Errorf("the role is %+v", explanation.Role)
			}
		})
	}
}

func TestExplainOfNoRole(t *testing.T) {
	e := load(t, firm(t))
	if got := e.Explain(nil, "ceo"); got != nil {
		t.Errorf("got %+v", got)
	}
	if got := e.Advise(nil).Roles.Role("ceo"); got != nil {
		t.Errorf("got %+v", got)
	}
}

func TestExplainOfARoleWithoutRulesIsAnEmptyList(t *testing.T) {
	content := firm(t)
	replaced(t, content, "rules/firm_chiefs.yaml", "roles:\n", "roles:\n  - {id: cino, title: chief innovation officer}\n")
	text, err := json.Marshal(load(t, content).Explain(nil, "cino"))
	if err != nil || !strings.HasSuffix(string(text), `"rules":[]}`) {
		t.Errorf("got %s, %v", text, err)
	}
}

// TestExplanationAgreesWithAdvice holds on the built-in content that the rules
// explained as true are the reasons, and those undecided the undecided.
func TestExplanationAgreesWithAdvice(t *testing.T) {
	e := load(t, os.DirFS(".."))
	explained := 0
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, e.Flow())
		asked := map[string]bool{}
		for _, q := range e.Flow().Asked(answers) {
			asked[q.ID] = true
		}
		for _, role := range e.Advise(answers).Roles {
			truths := map[string]string{}
			for _, r := range e.Explain(answers, role.ID).Rules {
				truths[r.Rule] = r.Truth
				if r.Truth == engine.TruthUndecided && !slices.ContainsFunc(r.Parts, func(p engine.TracedPart) bool { return asked[p.Question] }) {
					delete(truths, r.Rule) // nobody could answer what it needs
				}
				if len(r.Parts) == 0 {
					t.Fatalf("nothing decides %s", r.Rule)
				}
			}
			for _, reason := range role.Reasons {
				if truths[reason.Rule] != "true" {
					t.Fatalf("%s is a reason, but %s", reason.Rule, truths[reason.Rule])
				}
				delete(truths, reason.Rule)
			}
			for _, u := range role.Undecided {
				if truths[u.Rule] != "undecided" {
					t.Fatalf("%s is undecided, but %s", u.Rule, truths[u.Rule])
				}
				delete(truths, u.Rule)
			}
			for id, truth := range truths {
				explained++
				if truth != "false" {
					t.Fatalf("%s is %s, but the advice does not say so", id, truth)
				}
			}
		}
	})
	if explained == 0 {
		t.Error("no rule was false")
	}
}
