package record

import (
	"os"
	"testing"

	"chiefly/engine/source"
)

// TestColumnMistakes holds what the author of a map full of mistakes is told.
func TestColumnMistakes(t *testing.T) {
	text, err := os.ReadFile("testdata/columns/mistakes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, problems := LoadColumns(parseMap(t, "map.yaml", text), chiefsFlow(t))
	if c != nil {
		t.Error("a map with mistakes was loaded")
	}
	goldenMap(t, "testdata/columns/mistakes.txt", problems.Sorted().Render())
}

// TestColumnShapes holds what is said about maps that are no maps at all.
func TestColumnShapes(t *testing.T) {
	f := chiefsFlow(t)
	for _, test := range []struct{ name, text, want string }{
		{"a list", "[1]", `map.yaml:1:1: the column map must be a mapping, not a list (write it as lines of "key: value")`},
		{"empty", "{}", "map.yaml:1:1: the column map has no \"columns\" (add a line \"columns: ...\")\nmap.yaml:1:1: the column map has no \"questions\" (add a line \"questions: ...\")"},
		{"no questions", "columns: technology_chiefs\nquestions: {}", `map.yaml:2:12: no question is mapped (write a line such as "headcount: Employees" for each question)`},
		{"a list of questions", "columns: technology_chiefs\nquestions: [headcount]", `map.yaml:2:12: questions must be a mapping, not a list (write it as lines of "key: value")`},
		{"organisation in a list", "columns: technology_chiefs\norganisation: [A]\nquestions: {headcount: A}", `map.yaml:2:15: "organisation" must be a text, not a list`},
		{"values in a list", "columns: technology_chiefs\nquestions: {industry: {column: A, values: [J]}}", `map.yaml:2:43: values must be a mapping, not a list (write it as lines of "key: value")`},
		{"no values", "columns: technology_chiefs\nquestions: {industry: {column: A, values: {}}}", `map.yaml:2:43: values is empty (write them as {cell: answer}, or remove the key)`},
		{"white space around a value", "columns: technology_chiefs\nquestions: {industry: {column: A, values: {' J': software}}}", `map.yaml:2:44: there is white space around the value, which is dropped from cells (remove it)`},
		{"an expression in a list", "columns: technology_chiefs\nquestions: {industry: {expr: [J]}}", `map.yaml:2:30: "expr" must be a text, not a list`},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, problems := LoadColumns(parseMap(t, "map.yaml", []byte(test.text)), f)
			if got := problems.Sorted().Error(); got != test.want || c != nil {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestColumnsRepeated holds that the first of two mappings of a question counts,
// for a caller that goes on in spite of what source.Parse says.
func TestColumnsRepeated(t *testing.T) {
	root, problems := source.Parse(source.NewFile("map.yaml", []byte("columns: technology_chiefs\nquestions: {headcount: A, headcount: B}")), source.YAML)
	if len(problems) != 1 {
		t.Fatal(problems)
	}
	c, problems := LoadColumns(root, chiefsFlow(t))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := readAll(c, c.JSONReader(), []string{`{"A":1,"B":2}`}); got != " headcount=1\n" {
		t.Error(got)
	}
}
