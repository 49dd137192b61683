package suite

import (
	"slices"
	"strings"
	"testing"

	"chiefly/engine/source"
)

// Every mistake is reported in its place, all at once, with what would be right.
func TestMistakesInTestFiles(t *testing.T) {
	e := teaEngine(t)
	for name, test := range map[string]struct{ text, want string }{
		"empty":            {"", `:1:1: the file is empty (begin with a line "tests: tea")`},
		"no mapping":       {"[]", `:1:1: the test file must be a mapping, not a list (write it as lines of "key: value")`},
		"nothing in it":    {"tests: tea", `:1:1: the test file has no "cases" (add a line "cases: ...")`},
		"no cases":         {"tests: tea\ncases: []", `:2:8: "cases" is an empty list`},
		"of another set":   {"tests: coffee\ncases: [{name: a, expect: {recommendation: none}}]", `:1:8: these tests are for rule set "coffee" (the rule set in force is "tea"; name it here, or choose another with --rules or --content)`},
		"unknown key":      {"tests: tea\ncase: []\ncases: [{name: a, expect: {recommendation: none}}]", `:2:1: unknown key "case" in the test file (did you mean "cases"?)`},
		"no expectation":   {one("name: a, answers: {people: 3}"), `:2:9: the case expects nothing (add "expect:", or a table)`},
		"no name":          {one("expect: {recommendation: none}"), `:2:9: a case has no "name" (add a line "name: ...")`},
		"names twice":      {"tests: tea\ncases:\n  - {name: a, expect: {recommendation: none}}\n  - {name: a, expect: {recommendation: none}}", `:4:12: a case is called "a" already, on line 3 (give each case a name of its own)`},
		"key of a case":    {one("name: a, answer: {people: 3}, expect: {recommendation: none}"), `:2:19: unknown key "answer" in a case (did you mean "answers"?)`},
		"question":         {expecting("recommendation: none", "poeple: 3"), `:2:29: there is no question "poeple" (did you mean "people"?)`},
		"no question":      {expecting("recommendation: none", "budget: 3"), `:2:29: there is no question "budget" (chiefly show questions lists them)`},
		"option":           {expecting("recommendation: none", "place: gardn"), `:2:36: place: "gardn" is not an option of place (did you mean "garden"?)`},
		"range":            {expecting("recommendation: none", "people: 2000"), `:2:37: people: 2000 is out of range (write a whole number from 1 to 1000, a range such as 100-250, 500+ or <15, or unknown)`},
		"expect":           {expecting("verdict: {master: hire}", ""), `:2:41: unknown key "verdict" in expect (did you mean "verdicts"?)`},
		"expect nothing":   {expecting("", ""), `:2:40: expect is empty (add a line such as recommendation: none)`},
		"recommendation":   {expecting("recommendation: mister", ""), `:2:57: there is no recommendation "mister" (did you mean "master"?)`},
		"role":             {expecting("verdicts: {mastr: hire}", ""), `:2:52: there is no role "mastr" (did you mean "master"?)`},
		"verdict":          {expecting("verdicts: {master: hired}", ""), `:2:60: there is no verdict "hired" (did you mean "hire"?)`},
		"mode":             {expecting("mode: {master: full-time}", ""), `:2:56: there is no mode "full-time" (did you mean "full_time"?)`},
		"rule":             {expecting("fired: [thirst]", ""), `:2:49: there is no rule "thirst" (did you mean "thirsty"?)`},
		"row":              {expecting("rows: [on_rail]", ""), `:2:48: there is no arrangement "on_rail" (did you mean "on_rails"?)`},
		"instead":          {expecting("instead: [machin]", ""), `:2:51: there is no advice to do instead "machin" (did you mean "machine"?)`},
		"sequence":         {expecting("sequence: master", ""), `:2:51: "sequence" must be a list, not a text (write it as [a, b] or as lines that begin with "- ")`},
		"combined":         {expecting("combined: [master, pourer]", ""), `:2:52: "an item of combined" must be a list, not a text`},
		"both ways":        {expecting("fired: [rain], not_fired: [rain]", ""), `:2:68: rule rain is expected to be otherwise on line 2 (keep one of the two)`},
		"skip":             {one("name: a, skip: true, expect: {recommendation: none}"), `:2:25: skip needs a reason (write why, such as skip: waits for the board's decision)`},
		"only":             {one("name: a, only: please, expect: {recommendation: none}"), `:2:25: "only" must be true or false, not a text`},
		"no columns":       {tabled("[]", "[1]"), `:5:16: "columns" is an empty list`},
		"column":           {tabled("[peple, master]", "[1, no]"), `:5:17: there is no column "peple" (did you mean "people"?)`},
		"column twice":     {tabled("[people, master, people]", "[1, no, 2]"), `:5:33: column "people" is given twice (keep one)`},
		"column answered":  {tabled("[place, master]", "[train, no]"), `:5:17: question "place" is answered for all rows already (keep one)`},
		"cells":            {tabled("[people, master]", "[1]"), `:7:11: the row has 1 cells, the table 2 columns (write ~ for a cell that says nothing)`},
		"cell":             {tabled("[people, master.mode]", "[1, halb]"), `:7:15: there is no mode "halb"`},
		"row of nothing":   {tabled("[people, master]", "[1, ~]"), `:7:11: the row expects nothing (add a column such as recommendation)`},
		"same answers":     {tabled("[people, master]", "[1, no]\n        - [1, no]"), `:8:11: a case is called "a: people=1" already, on line 7`},
		"table of nothing": {tabled("[people]", "[1]"), `:7:11: the row expects nothing (add a column such as recommendation)`},
		"several at once":  {"tests: coffee\ncases: [{name: a, answers: {wet: maybe}, expect: {fired: [x]}}]", `:2:59: there is no rule "x"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := Load(source.NewFile("tea_test.yaml", []byte(test.text)), e)
			if !slices.ContainsFunc(problems, func(d source.Diagnostic) bool { return strings.HasPrefix(d.Error(), "tea_test.yaml"+test.want) }) {
				t.Errorf("there is no\n%s\nin\n%s", test.want, problems.Error())
			}
			if name == "several at once" && len(problems) != 3 {
				t.Errorf("%d problems, want 3:\n%s", len(problems), problems.Error())
			}
		})
	}
}

func one(entry string) string { return "tests: tea\ncases: [{" + entry + "}]" }

func expecting(expect, answers string) string {
	return one("name: a, answers: {" + answers + "}, expect: {" + expect + "}")
}

func tabled(columns, rows string) string {
	return "tests: tea\ncases:\n  - {name: a, answers: {place: office}, table: {\n" +
		"    # a comment\n      columns: " + columns + ",\n      rows: [\n          " + strings.ReplaceAll(rows, "\n        - ", ",\n          ") + "]}}\n"
}

// Of the tables above, the rows are cases with names and places of their own.
func TestTables(t *testing.T) {
	cases := casesOf(t, teaEngine(t), `
tests: tea
cases:
  - name: tea
    answers: {things: [pot]}
    expect: {not_rows: [both]}
    table:
      columns: [people, place, wet, recommendation, master, master.mode, pourer.mode, fired, sequence, combined]
      rows:
        - [9, ~, ~, none, no, "", "", [], [], []]
        - [10, garden, yes, none, no, "", "", [thirsty, rain], ~, ~]
        - [10-99, train, ~, master, hire, fractional, "", [thirsty], [master], []]
        - [unknown, office, ~, none, no, "", "", ~, ~, ~]
`)
	var got []string
	for _, c := range cases {
		got = append(got, c.Place()+" "+c.Name)
		if wrong := c.Run(teaEngine(t)); wrong != nil {
			t.Errorf("%s: %+v", c.Name, wrong)
		}
	}
	want := lines(`
tea_test.yaml:10:11 tea: people=9
tea_test.yaml:11:11 tea: people=10 place=garden wet=yes
tea_test.yaml:12:11 tea: people=10-99 place=train
tea_test.yaml:13:11 tea: people=unknown place=office`)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// FuzzLoad holds that no test file makes Load or a run panic, and that every
// problem lies inside the file.
func FuzzLoad(f *testing.F) {
	for _, text := range []string{"", "tests: tea", one("name: a"), expecting("fired: [rain]", "people: 3"), tabled("[people, master]", "[1, no]"), tabled("[[], {}]", "[1]"),
		"tests: []\ncases: {}", one("name: [], answers: 5, expect: [], table: {columns: 5, rows: 5}"), one("name: a, only: true, skip: x, expect: {combined: [[master, pourer], [5]]}")} {
		f.Add([]byte(text))
	}
	e := teaEngine(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		Tests(source.NewFile("tea_test.yaml", data))
		s, problems := Load(source.NewFile("tea_test.yaml", data), e)
		if len(problems) == 0 {
			for _, c := range s.Cases {
				c.Run(e)
			}
			Cover(e, s.Cases)
		}
		text := strings.Split(string(data), "\n")
		for _, p := range problems {
			if p.Pos.IsValid() && (p.Pos.Line > len(text) || p.Pos.Col > len([]rune(text[p.Pos.Line-1]))+1) || p.Message == "" {
				t.Errorf("outside the file: %s\n%q", p.Error(), data)
			}
		}
	})
}
