package rule

import (
	"os"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// TestRefusedConditions holds every message about a condition, with its place,
// line, caret and hint. The file has a block for each: what it shows, the YAML,
// and after a line of dashes what the author is told.
func TestRefusedConditions(t *testing.T) {
	const file, heading, dashes = "testdata/refused_conditions.txt", "=== ", "---\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f := firm(t)
	var anew strings.Builder
	for _, block := range strings.Split(string(text), heading)[1:] {
		head, want, _ := strings.Cut(block, dashes)
		name, yaml, _ := strings.Cut(head, "\n")
		got := compileSnippet(t, f, yaml).Sorted().Render()
		anew.WriteString(heading + name + "\n" + yaml + dashes + got + "\n")
		t.Run(name, func(t *testing.T) {
			if got == "" {
				t.Errorf("accepted:\n%s", yaml)
			}
			if !*update && got != strings.TrimSuffix(want, "\n") {
				t.Errorf("%s--- got:\n%s--- want:\n%s", yaml, got, want)
			}
		})
	}
	if *update {
		if err := os.WriteFile(file, []byte(anew.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// compileSnippet compiles the conditions of a mapping: named ones under
// conditions, then one as a rule, an arrangement row or a question (the third
// of the flow) would have it.
func compileSnippet(t *testing.T, f *flow.Flow, yaml string) source.List {
	t.Helper()
	l := loader{flow: f, set: &Set{Roles: []*Role{{ID: "cto"}, {ID: "cio"}}}, scope: newScope(f.Questions, nil)}
	m := l.Map(parse(t, "rules.yaml", yaml), "the snippet")
	l.conditions(m.Get("conditions"))
	if text := m.Text("rule"); text.Given() {
		l.compile(text, l.scope)
	}
	if text := m.Text("arrangement"); text.Given() {
		l.compile(text, l.arrangementScope())
	}
	if text := m.Text("question"); text.Given() {
		c, problems := Compile(text, f.Questions[:2], f.Questions[2:])
		if c != nil {
			t.Errorf("Compile returned a condition, or an interface around none: %#v", c)
		}
		l.Problems = append(l.Problems, problems...)
	}
	m.Close()
	return l.Problems
}

// TestConditionsThatAreTooLong holds the messages of the limits, each with a
// condition just beyond it.
func TestConditionsThatAreTooLong(t *testing.T) {
	f := firm(t)
	for _, c := range []struct{ name, text, want string }{
		{"bytes", "founder or board" + strings.Repeat(" ", maxText-15),
			`1:1: the condition has 4097 bytes, more than 4096 (split it into named conditions)`},
		{"nodes", strings.Repeat("founder or ", 250) + "board",
			`1:2755: the condition is too long: more than 500 names, values and operators (split it into named conditions)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := compileText(f, c.text)
			if got := problems.Error(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
