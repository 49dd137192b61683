package flow_test

import (
	"fmt"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// read reads the first value of a mapping as the answer to a question.
func read(t *testing.T, q *flow.Question, format source.Format, text string) (string, []string) {
	t.Helper()
	root, problems := source.Parse(source.NewFile("", []byte(text)), format)
	if len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	var r source.Reader
	answer := q.Read(&r, root.Items[0])
	var lines []string
	for _, d := range r.Problems {
		lines = append(lines, d.Error())
	}
	if answer.IsZero() {
		return "", lines
	}
	return q.Format(answer), lines
}

func TestReadFromEveryFormat(t *testing.T) {
	for _, c := range []struct {
		q      *flow.Question
		format source.Format
		text   string
		want   string
	}{
		{people, source.YAML, "a: 120", "120"}, {people, source.YAML, "a: 1_200", "1200"}, {people, source.YAML, "a: 1,200", "1200"}, {people, source.YAML, "a: 100-250", "100-250"},
		{people, source.YAML, "a: <15", "<15"}, {people, source.YAML, "a: '>= 5'", "5+"}, {people, source.YAML, "a: 120.0", "120"}, {people, source.YAML, "a: unknown", "unknown"},
		{industry, source.YAML, "a: software", "software"}, {industry, source.YAML, "a: [software, hardware]", "[software, hardware]"}, {industry, source.YAML, "a:\n- retail", "retail"},
		{goals, source.YAML, "a: [growth, speed]", "[growth, speed]"}, {goals, source.YAML, "a: []", "[]"}, {goals, source.YAML, "a: unknown", "unknown"}, {goals, source.YAML, "a: none", "[]"},
		{hiring, source.YAML, "a: yes", "yes"}, {hiring, source.YAML, "a: true", "yes"}, {hiring, source.YAML, "a: No", "no"}, {hiring, source.YAML, "a: [yes, no]", "unknown"}, {hiring, source.YAML, "a: [true]", "yes"},
		{people, source.JSON, `{"a": 120}`, "120"}, {people, source.JSON, `{"a": "500+"}`, "500+"}, {industry, source.JSON, `{"a": ["software", "retail"]}`, "[software, retail]"},
		{goals, source.JSON, `{"a": []}`, "[]"}, {hiring, source.JSON, `{"a": false}`, "no"}, {money, source.JSON, `{"a": "2.5m"}`, "2500000"},
		{people, source.TOML, `a = 1_200`, "1200"}, {people, source.TOML, `a = "100-250"`, "100-250"}, {goals, source.TOML, `a = ["cost"]`, "[cost]"}, {hiring, source.TOML, `a = true`, "yes"}, {industry, source.TOML, `a = 'retail'`, "retail"},
	} {
		t.Run(fmt.Sprint(c.format, " ", c.q.ID, " ", c.text), func(t *testing.T) {
			got, problems := read(t, c.q, c.format, c.text)
			same(t, []string(nil), problems)
			same(t, c.want, got)
		})
	}
}

func TestReadReports(t *testing.T) {
	const aNumber = "write a whole number from 1 to 3000000, a range such as 100-250, 500+ or <15, or unknown"
	for _, c := range []struct {
		q      *flow.Question
		format source.Format
		text   string
		want   []string
	}{
		{people, source.YAML, "a:", []string{"1:3: headcount: there is no value (write unknown, or leave the question out)"}},
		{people, source.JSON, `{"a": null}`, []string{"1:7: headcount: there is no value (write unknown, or leave the question out)"}},
		{people, source.YAML, "a: {b: 1}", []string{"1:4: headcount: a mapping is no answer (" + aNumber + ")"}},
		{people, source.YAML, "a: [1, 2]", []string{"1:4: headcount: a list is no answer (" + aNumber + ")"}},
		{people, source.YAML, "a: true", []string{"1:4: headcount: true is not a whole number (" + aNumber + ")"}},
		{people, source.YAML, "a: 1.5", []string{`1:4: headcount: "1.5" is not a whole number (write it as 1200 or 1,200)`}},
		{people, source.YAML, "a: 0x10", []string{`1:4: headcount: "0x10" is not a whole number or a range (` + aNumber + ")"}},
		{people, source.TOML, "a = 0", []string{"1:5: headcount: 0 is out of range (" + aNumber + ")"}},
		{people, source.YAML, "a: ''", []string{"1:4: headcount: no value given (" + aNumber + ")"}},
		{industry, source.YAML, "a: [softwar, retail, {}, ~, [x]]", []string{
			`1:5: industry: "softwar" is not an option of industry (did you mean "software"?)`,
			"1:22: industry: an option must be a name, not a mapping", "1:26: industry: an option must be a name, not nothing", "1:29: industry: an option must be a name, not a list"}},
		{industry, source.YAML, "a: [softwar, retail]", []string{`1:5: industry: "softwar" is not an option of industry (did you mean "software"?)`}},
		{industry, source.YAML, "a: []", []string{"1:4: industry: an empty list leaves nothing possible (write unknown, or leave the question out)"}},
		{industry, source.YAML, "a: [retail, retail]", []string{`1:4: industry: option "retail" is given twice`}},
		{goals, source.YAML, "a: growth", []string{"1:4: goals: several options may be picked, so the answer must be a list (write it as [growth])"}},
		{goals, source.YAML, "a: [growth, cost, speed]", []string{"1:4: goals: 3 options are given, at most 2 are allowed"}},
		{goals, source.JSON, `{"a": {"growth": true}}`, []string{"1:7: goals: a mapping is no answer (write a list of options such as [a, b], [] for none of them, or unknown)"}},
		{hiring, source.YAML, "a: 1", []string{`1:4: hiring: "1" is not an option of hiring (one of no, yes, unknown)`}},
	} {
		t.Run(fmt.Sprint(c.format, " ", c.q.ID, " ", c.text), func(t *testing.T) {
			got, problems := read(t, c.q, c.format, c.text)
			same(t, c.want, problems)
			same(t, "", got)
		})
	}
}
