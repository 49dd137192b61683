package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// house is a folder of content, with answers.
func house(more ...string) map[string]string {
	files := map[string]string{"house/questions/tea.yaml": teaQuestions, "house/rules/tea.yaml": teaRules,
		"a.yaml": "organisation: Tea & Co\npeople: 20\nkettles: 1\nhot: yes\n", "b.yaml": "people: 3\nhot: no\n", "bad.yaml": "people: 0\nhott: no\n", "none.yaml": "people: unknown\nkettles: 2\nhot: yes\n"}
	for i := 0; i < len(more); i += 2 {
		files[more[i]] = more[i+1]
	}
	return files
}

// Each command writes its results to standard output and nothing else there.
func TestCommands(t *testing.T) {
	at := func(args ...string) []string { return append(args, "--content", "house") }
	for name, test := range map[string]struct {
		args []string
		in   string
		code int
		out  []string // parts of it; none for nothing
		err  []string
	}{
		"advise":                     {at("advise", "a.yaml"), "", 0, []string{"Tea & Co", "Hire a full-time master of tea now.", "+20  You are thirsty."}, nil},
		"advise in Markdown":         {at("advise", "a.yaml", "--format", "markdown"), "", 0, []string{"# Hire a full-time master of tea now.\n", "*Advice · Tea &amp; Co*", "\n```mermaid\nflowchart"}, nil},
		"advise in colour":           {at("advise", "a.yaml", "--color", "always"), "", 0, []string{"\x1b["}, nil},
		"advise on two":              {at("advise", "a.yaml", "b.yaml"), "", 0, []string{"== a.yaml ==", "== b.yaml =="}, nil},
		"advise on standard input":   {at("advise", "-"), "people = 20\nkettles = 1\nhot = true\n", 0, []string{"Hire a full-time master of tea now."}, nil},
		"advise by --set":            {at("advise", "--set", "people=20", "--set", "kettles=1", "--set", "hot=no"), "", 0, []string{"Hire a full-time master of tea now."}, nil},
		"advise on nothing":          {at("advise"), "", 2, nil, []string{"chiefly: no answers: name a file, - for standard input, or use --set", "hint: chiefly advise --help"}},
		"advise without an answer":   {at("advise", "--set", "kettles=2", "--set", "hot=yes"), "", 0, []string{"master of tea"}, nil},
		"required answers missing":   {at("advise", "--set", "people=20"), "", 4, nil, []string{"chiefly: required answers are missing: kettles, hot", "hint: answer them in the file"}},
		"and in a file":              {at("advise", "c.yaml"), "", 4, nil, []string{"chiefly: c.yaml: required answers are missing: hot"}},
		"nothing is known":           {[]string{"advise", "empty.yaml"}, "", 4, nil, []string{"chiefly: empty.yaml: nothing is known about the organisation", "hint: answer some, such as headcount"}},
		"problems of all files":      {at("advise", "bad.yaml", "a.yaml", "bad.json"), "", 3, nil, []string{"bad.yaml:1:9: people: 0 is out of range", `bad.yaml:2:1: there is no question "hott"`, `bad.json:1:2: there is no question "hott"`, "chiefly: 3 problems"}},
		"no file":                    {at("advise", "nowhere.yaml"), "", 3, nil, []string{"nowhere.yaml: no such file"}},
		"wrong assignment":           {at("advise", "--set", "peple=3"), "", 3, nil, []string{`--set peple=3: there is no question "peple"`}},
		"wrong content":              {[]string{"advise", "a.yaml", "--rules", "a.yaml"}, "", 3, nil, []string{"a.yaml:1:1: "}},
		"wrong setting":              {at("advise", "a.yaml", "--color", "red"), "", 2, nil, []string{`chiefly: --color: there is no color "red"`}},
		"explain":                    {at("explain", "a.yaml"), "", 0, []string{"Master of tea: hire, full-time", "COUNTED\n  +20  thirsty: You are thirsty."}, nil},
		"explain a role":             {at("explain", "b.yaml", "master"), "", 0, []string{"DID NOT APPLY\n  +20  thirsty: `people >= 10` - people is 3"}, nil},
		"explain in JSON":            {at("explain", "a.yaml", "--format", "json"), "", 0, []string{`"thirsty"`}, nil},
		"explain in Markdown":        {at("explain", "a.yaml", "--format", "markdown"), "", 2, nil, []string{"--format: an explanation is text or json"}},
		"explain in no format":       {at("explain", "a.yaml", "--format", "xml"), "", 2, nil, []string{"--format: an explanation is text or json"}},
		"explain no role":            {at("explain", "a.yaml", "mastr"), "", 2, nil, []string{`there is no role "mastr"; did you mean "master"?`}},
		"explain bad answers":        {at("explain", "bad.yaml"), "", 3, nil, []string{"bad.yaml:1:9:"}},
		"explain nothing":            {at("explain"), "", 2, nil, []string{"no answers: name a file"}},
		"explain without content":    {[]string{"explain", "a.yaml", "--content", "nowhere"}, "", 3, nil, []string{"nowhere/questions"}},
		"explain by a wrong setting": {at("explain", "a.yaml", "--width", "9999"), "", 2, nil, []string{"--width: width must be"}},
		"show questions": {at("show", "questions"), "", 0, []string{"# The house\npeople (number from 1 to 100 people)\n    How many drink tea?\n", "guests (yes or no)", "# Your taste\nleaf (one of 3 options)",
			"extras (at most 2 of 3 options)"}, nil},
		"show a question": {at("show", "question", "kettles"), "", 0, []string{"kettles (number from 0 to 9)\n    How many kettles are there?\n    why:      To know.\n    asked if: people >= 10\n"}, nil},
		"show an answer":  {at("show", "questions", "leaf"), "", 0, []string{"    - green                        Green: Not roasted.\n    - black                        Black\n"}, nil},
		"show rules":      {at("show", "rules"), "", 0, []string{"thirsty (master +20)\n    when many\n"}, nil},
		"show a rule": {at("show", "rules", "thirsty"), "", 0, []string{"because:  You are thirsty.\n    source:   The kettle https://example.org/kettle\n",
			"at:       house/rules/tea.yaml:"}, nil},
		"show conditions":        {at("show", "conditions"), "", 0, []string{"many\n    people >= 10\n"}, nil},
		"show a condition":       {at("show", "condition", "many"), "", 0, []string{"uses:     people\n"}, nil},
		"show arrangements":      {at("show", "arrangements"), "", 0, []string{"always (master full_time)\n    when needed.master\n"}, nil},
		"show an arrangement":    {at("show", "arrangements", "always"), "", 0, []string{"because:  Tea takes time.\n"}, nil},
		"show roles":             {at("show", "roles"), "", 0, []string{"master: master of tea (hire from 10 points, later from 5)\n"}, nil},
		"show sources":           {at("show", "sources"), "", 0, []string{"kettle: The kettle\n    address:  https://example.org/kettle\n"}, nil},
		"show a source":          {at("show", "sources", "kettle"), "", 0, []string{"rules:    thirsty\n"}, nil},
		"show a built-in role":   {[]string{"show", "roles", "cto"}, "", 0, []string{"cto: chief technology officer", "    Responsibilities:\n    - ", "    First 90 days:\n    - days 1-30: ", "    Experience:\n    - if "}, nil},
		"show built-in rows":     {[]string{"show", "arrangements"}, "", 0, []string{"one person for cto and cio", "two people for", "instead: ", "note on ", " first)", "fractional"}, nil},
		"show built-in rules":    {[]string{"show", "rules"}, "", 0, []string{"rules out cto, rules out cio"}, nil},
		"show a vendor":          {[]string{"show", "sources", "seven_roots"}, "", 0, []string{"note:     the publisher sells what it recommends\n"}, nil},
		"show the file":          {at("show", "rules", "--source"), "", 0, []string{teaRules}, nil},
		"show a part of a file":  {at("show", "rules", "thirsty", "--source"), "", 2, nil, []string{`chiefly: --source prints the whole file; leave out "thirsty"`}},
		"show":                   {at("show"), "", 2, nil, []string{"chiefly: say what to show: one of questions, rules, conditions, arrangements, roles, sources"}},
		"show nothing":           {at("show", "rulez"), "", 2, nil, []string{`cannot show "rulez"; did you mean "rules"?`}},
		"show no such rule":      {at("show", "rules", "thirst"), "", 2, nil, []string{`there is no rule "thirst"; did you mean "thirsty"?`}},
		"show without content":   {[]string{"show", "rules", "--content", "nowhere"}, "", 3, nil, []string{"nowhere/questions"}},
		"version":                {[]string{"version"}, "", 0, []string{"chiefly " + version}, nil},
		"version of something":   {[]string{"version", "x"}, "", 2, nil, []string{"chiefly: unknown command"}},
		"an unknown command":     {[]string{"advice"}, "", 2, nil, []string{`chiefly: there is no command "advice"; did you mean "advise"?`, "hint: chiefly --help"}},
		"an unknown flag":        {[]string{"quiz", "--resum"}, "", 2, nil, []string{"chiefly: unknown flag: --resum", "hint: chiefly quiz --help"}},
		"nobody to ask":          {at("quiz"), "", 4, nil, []string{"chiefly: nobody can be asked", "hint: put the answers into a file"}},
		"nobody to ask, no name": {at(), "", 4, nil, []string{"chiefly: nobody can be asked"}},
		"quiz by a wrong name":   {at("quiz", "--save", "a.json"), "", 2, nil, []string{"--save a.json: the answers are saved as YAML"}},
		"quiz without content":   {[]string{"quiz", "--content", "nowhere"}, "", 3, nil, []string{"nowhere/questions"}},
		"quiz by a wrong width":  {[]string{"quiz", "--width", "-1"}, "", 2, nil, []string{"--width: width must be"}},

		"complete what to show":     {[]string{"__complete", "show", ""}, "", 0, []string{"questions\nrules\nconditions\narrangements\nroles\nsources\n"}, nil},
		"complete a thing to show":  {[]string{"__complete", "show", "roles", ""}, "", 0, []string{"cto\ncio\ncino\n"}, nil},
		"complete nothing unknown":  {[]string{"__complete", "show", "rulez", ""}, "", 0, []string{":4\n"}, nil},
		"complete a built-in role":  {[]string{"__complete", "explain", "a.yaml", ""}, "", 0, []string{"cto\ncio\ncino\n"}, nil},
		"complete an answer":        {[]string{"__complete", "advise", "--set", "stage="}, "", 0, []string{"stage=unknown\nstage=idea\n"}, nil},
		"complete a question's id":  {[]string{"__complete", "advise", "--set", "hea"}, "", 0, []string{"headcount=\n"}, nil},
		"complete no wrong content": {[]string{"__complete", "advise", "--content", "nowhere", "--set", ""}, "", 0, []string{":1\n"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := chiefly(t, house("-", test.in, "c.yaml", "people: 3\n", "bad.json", `{"hott": true}`, "empty.yaml", "# nothing\n"), test.args...)
			same(t, test.code, got.code)
			check(t, "standard output", got.out, test.out)
			if test.args[0] != "__complete" {
				check(t, "standard error", got.err, test.err)
			}
		})
	}
}

// check holds that text has these parts in order, or is empty when there are none.
func check(t *testing.T, what, text string, parts []string) {
	t.Helper()
	if len(parts) == 0 && text != "" {
		t.Errorf("%s is not empty: %s", what, text)
	}
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s lacks %q:\n%s", what, part, text)
		}
	}
}

func TestAdviseInJSON(t *testing.T) {
	got := chiefly(t, house(), "advise", "a.yaml", "b.yaml", "--content", "house", "--format", "json")
	same(t, 0, got.code)
	decoder := json.NewDecoder(strings.NewReader(got.out))
	for _, want := range []string{"master", "none"} {
		var advice struct{ Recommendation string }
		if err := decoder.Decode(&advice); err != nil {
			t.Fatal(err)
		}
		same(t, want, advice.Recommendation)
	}
}

func TestAdviseByTheEnvironment(t *testing.T) {
	t.Setenv("CHIEFLY_ANSWER_PEOPLE", "20")
	t.Setenv("CHIEFLY_ANSWER_KETTLES", "1")
	t.Setenv("CHIEFLY_ANSWER_HOT", "yes")
	got := chiefly(t, house(), "advise", "--content", "house")
	same(t, 0, got.code)
	check(t, "standard output", got.out, []string{"Hire a full-time master of tea now."})
}

// What the quiz is to begin with is read before anybody is asked.
func TestPrefill(t *testing.T) {
	e := teaEngine(t)
	for name, test := range map[string]struct {
		options quizOptions
		want    string
		err     string
	}{
		"nothing":         {quizOptions{}, "", ""},
		"a file":          {quizOptions{answers: "a.yaml"}, "people=20 kettles=1 hot=yes", ""},
		"and assignments": {quizOptions{answers: "a.yaml", assignments: []string{"people=3"}}, "people=3 kettles=1 hot=yes", ""},
		"standard input":  {quizOptions{answers: "-"}, "", "the quiz cannot read answers from standard input, which it asks on"},
		"no file":         {quizOptions{answers: "nowhere.yaml"}, "", "open nowhere.yaml: no such file or directory"},
		"a bad file":      {quizOptions{answers: "bad.yaml"}, "", "bad.yaml:1:9: people: 0 is out of range"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for file, text := range house() {
				write(t, file, text)
			}
			set, err := (&app{}).prefill(e, &test.options)
			if err != nil {
				if test.err == "" || !strings.HasPrefix(err.Error(), test.err) {
					t.Errorf("refused with %v, want %s", err, test.err)
				}
				return
			}
			t.Setenv("XDG_STATE_HOME", t.TempDir())
			same(t, test.want, newQuiz(nil, e.Flow(), set).knows())
		})
	}
}
