package rule

import (
	"flag"
	"os"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A failer is a *testing.T, a *testing.F or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// parse reads YAML that the test itself got right.
func parse(t failer, name, text string) *source.Node {
	t.Helper()
	root, problems := source.Parse(source.NewFile(name, []byte(text)), source.YAML)
	if len(problems) > 0 {
		t.Fatalf("the test's own YAML is wrong:\n%s", problems.Render())
	}
	return root
}

// loadFlow reads a flow that the test itself got right.
func loadFlow(t failer, text string) *flow.Flow {
	t.Helper()
	f, problems := flow.Load(parse(t, "flow.yaml", text), Compile)
	if len(problems) > 0 {
		t.Fatalf("the test's own flow is wrong:\n%s", problems.Render())
	}
	return f
}

// firm is the flow that most tests use: two integers, two choices, two lists of
// choices and four yes/no questions, the last three with guards.
func firm(t testing.TB) *flow.Flow {
	t.Helper()
	text, err := os.ReadFile("testdata/flow.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return loadFlow(t, string(text))
}

// compileText compiles a condition over all questions of a flow.
func compileText(f *flow.Flow, text string) (*Condition, source.List) {
	return compile(source.String{Value: text, Node: source.Scalar("", text)}, newScope(f.Questions, nil))
}

// mustCompile compiles a condition that is known to be right.
func mustCompile(t failer, f *flow.Flow, text string) *Condition {
	t.Helper()
	c, problems := compileText(f, text)
	if len(problems) > 0 {
		t.Fatalf("%s\n%s", text, problems.Render())
	}
	return c
}

// read makes answers of texts as they stand in answers files.
func read(t testing.TB, f *flow.Flow, texts map[string]string) flow.Answers {
	t.Helper()
	answers := flow.Answers{}
	for id, text := range texts {
		a, err := f.Question(id).Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		answers[id] = a
	}
	return answers
}

// known is read for one line such as "headcount=12 industry=software".
func known(t testing.TB, f *flow.Flow, line string) flow.Answers {
	t.Helper()
	texts := map[string]string{}
	for _, field := range strings.Fields(line) {
		id, text, _ := strings.Cut(field, "=")
		texts[id] = text
	}
	return read(t, f, texts)
}
