package rule

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const briefsText = `facts:
  - {id: size, label: Size, text: "{headcount}"}
briefs:
  - id: many
    role: cio
    reason: large
    when: industry == "software"
    title: Many people
    now: "{organisation} has {headcount}."
    aim: order the systems
    duties: [2, 1]
    ask: How?
    listen_for: Order.
  - {id: always, role: cto, mode: fractional, terms: Part of a week.}
  - {id: tasks, instead: lead_engineer, aim: build}
`

// withBriefs is the rule file with briefs at its end, some texts in it replaced.
func withBriefs(t *testing.T, edits ...string) string {
	t.Helper()
	text := rulesText(t) + briefsText
	for i := 0; i+1 < len(edits); i += 2 {
		if strings.Count(text, edits[i]) != 1 {
			t.Fatalf("%q is %d times in the rule file, not once", edits[i], strings.Count(text, edits[i]))
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	return text
}

func TestLoadBriefs(t *testing.T) {
	set := loadSet(t, firm(t), withBriefs(t))
	if len(set.Facts) != 1 || set.Facts[0].Text != "{headcount}" || len(set.Briefs) != 3 {
		t.Fatalf("got %d facts and %d briefs", len(set.Facts), len(set.Briefs))
	}
	many, always, tasks := set.Briefs[0], set.Briefs[1], set.Briefs[2]
	if many.Role != 1 || many.Reason != set.Rules[1] || many.When == nil || many.Mode != NoMode || !slices.Equal(many.Duties, []int{1, 0}) {
		t.Errorf("got %+v", many)
	}
	if always.Role != 0 || always.Reason != nil || always.When != nil || always.Mode != Fractional || always.Terms == "" {
		t.Errorf("got %+v", always)
	}
	if tasks.Role >= 0 || tasks.Instead != "lead_engineer" || tasks.Aim != "build" {
		t.Errorf("got %+v", tasks)
	}
}

func TestBriefMistakes(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []string
		want  string
	}{
		{"an unknown key", []string{"listen_for: Order.", "listen: Order."}, `unknown key "listen" in a brief`},
		{"a question without an answer", []string{"    listen_for: Order.\n", ""}, `a brief has "ask" and "listen_for", or neither (say both what to ask and what a good answer shows)`},
		{"no such role", []string{"role: cto, mode", "role: coo, mode"}, `there is no role "coo" (did you mean "cto"?)`},
		{"neither role nor instead", []string{"role: cto, mode: fractional, ", ""}, `the brief has no effect (add one of role, instead)`},
		{"both", []string{"instead: lead_engineer, aim", "role: cio, instead: lead_engineer, aim"}, `the brief has both "role" and "instead" (make two of it)`},
		{"no such rule", []string{"reason: large", "reason: larg"}, `there is no rule for this role with id "larg" (did you mean "large"?)`},
		{"a rule for another role", []string{"role: cio\n    reason: large", "role: cto\n    reason: large"}, `there is no rule for this role with id "large"`},
		{"no such thing to do instead", []string{"instead: lead_engineer, aim", "instead: lead_enginee, aim"}, `there is nothing to do instead with id "lead_enginee" (did you mean "lead_engineer"?)`},
		{"no such duty", []string{"duties: [2, 1]", "duties: [3, 1]"}, `the role has no responsibility 3 (duties are the numbers of responsibilities in the profile)`},
		{"no such question in braces", []string{"has {headcount}.", "has {headcounts}."}, `there is no question "headcounts" to name in braces (did you mean "headcount"?)`},
		{"no such question in a fact", []string{`text: "{headcount}"`, `text: "{size}"`}, `there is no question "size" to name in braces`},
		{"a condition that cannot be read", []string{`when: industry == "software"` + "\n    title", `when: industri == "software"` + "\n    title"}, `industri`},
		{"an id given twice", []string{"- {id: tasks", "- {id: many"}, `brief "many" is given twice`},
		{"a mode that is none", []string{"mode: fractional, terms", "mode: part_time, terms"}, `part_time`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Load(parse(t, "rules.yaml", withBriefs(t, c.edits...)), firm(t))
			if len(problems) == 0 || !strings.Contains(problems.Error(), c.want) {
				t.Errorf("got\n%v\nwant\n%s", problems, c.want)
			}
		})
	}
}

func ExampleFill() {
	known := map[string]string{"organisation": "Acme", "headcount": "12 people"}
	value := func(name string) string { return known[name] }
	fmt.Println(Fill("{organisation} employs {headcount}.", value))
	fmt.Println(Fill("It earns {revenue}.", value))
	// Output:
	// Acme employs 12 people. true
	// It earns . false
}
