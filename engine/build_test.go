package engine_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// house is the small content with a rule file that builds on its rules. Lines of the
// house file follow those that each has.
func house(t testing.TB, lines string) fstest.MapFS {
	t.Helper()
	content := firm(t)
	content["rules/house.yaml"] = &fstest.MapFile{Data: []byte("rule_set: house\nversion: 2.0.0\nextends: firm_chiefs\n" + lines)}
	return content
}

func TestHouseRulesAreLoaded(t *testing.T) {
	e := load(t, house(t, `title: Ours
thresholds: {hire: 60}
change:
  rules:
    - {id: sells_software, because: We say so.}
`))
	if got := e.Rules().ID + " " + e.Rules().Version + " " + e.Rules().Title + " " + e.RulesFile().Name; got != "house 2.0.0 Ours rules/house.yaml" {
		t.Error(got)
	}
	_, bases := e.BaseFiles()
	if len(bases) != 1 || bases[0].Name != "rules/firm_chiefs.yaml" || len(e.Edits()) != 1 {
		t.Errorf("%v %v", bases, e.Edits())
	}
	for _, r := range e.Rules().Rules {
		want := "rules/firm_chiefs.yaml"
		if r.ID == "sells_software" {
			want = "rules/house.yaml"
		}
		if r.File.Name != want {
			t.Errorf("rule %s stands in %s, not %s", r.ID, r.File.Name, want)
		}
	}
	advice := e.Advise(known(t, e, "industry=software headcount=100"))
	for _, reason := range advice.Roles[0].Reasons {
		if reason.Rule == "sells_software" && reason.At != "rules/house.yaml:8:12" {
			t.Errorf("the reason is at %s", reason.At)
		}
	}
}

// A house file that adds nothing gives the same advice, but is other content.
func TestAHouseThatAddsNothing(t *testing.T) {
	base, e := load(t, firm(t)), load(t, house(t, ""))
	for _, line := range []string{"", "industry=software headcount=100", "industry=finance headcount=7"} {
		a, b := base.Advise(known(t, base, line)), e.Advise(known(t, e, line))
		for i := range a.Roles {
			if diff := cmp.Diff(string(asJSON(t, a.Roles[i])), string(asJSON(t, b.Roles[i]))); diff != "" {
				t.Errorf("%s: %s", line, diff)
			}
		}
	}
	content := house(t, "")
	replaced(t, content, "rules/firm_chiefs.yaml", "title: Whom to hire", "title: Whom to hire now")
	if other := load(t, content); other.Digest() == e.Digest() || base.Digest() == e.Digest() {
		t.Error("the digest is not of both files")
	}
}

// A house file may build on another: the digest is of all, and so is what was changed.
func TestAHouseOnAHouse(t *testing.T) {
	content := house(t, "change: {rules: [{id: sells_software, points: {cto: 40}}]}\n")
	content["rules/branch.yaml"] = &fstest.MapFile{Data: []byte("rule_set: branch\nversion: 1.0.0\nextends: house\nchange: {rules: [{id: sells_software, points: {cto: 30}}]}\n")}
	e := load(t, content)
	var told []string
	for _, edit := range e.Edits() {
		told = append(told, edit.At.File.Name+": "+edit.What[0]+", was in "+edit.Was.File.Name)
	}
	_, bases := e.BaseFiles()
	for _, base := range bases {
		told = append(told, base.Name)
	}
	want := []string{"rules/house.yaml: points cto 60 -> 40, was in rules/firm_chiefs.yaml", "rules/branch.yaml: points cto 40 -> 30, was in rules/house.yaml",
		"rules/house.yaml", "rules/firm_chiefs.yaml"}
	if diff := cmp.Diff(want, told); diff != "" || e.Rules().ID != "branch" {
		t.Error(e.Rules().ID, diff)
	}
	for _, file := range []string{"rules/house.yaml", "rules/firm_chiefs.yaml"} {
		other := maps.Clone(content)
		other[file] = &fstest.MapFile{Data: append(slices.Clone(content[file].Data), "# more\n"...)}
		if load(t, other).Digest() == e.Digest() {
			t.Errorf("the digest is not of %s", file)
		}
	}
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// What is wrong is told where it is written, be it in the house file or in its base.
func TestMistakesOfHouses(t *testing.T) {
	const mine = "rules/house.yaml"
	deep := func(content fstest.MapFS, from, to int) {
		for i := from; i < to; i++ {
			content[fmt.Sprintf("rules/x%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "rule_set: x%d\nversion: 1.0.0\nextends: x%d\n", i, i+1)}
		}
	}
	for _, c := range []struct {
		name   string
		lines  string
		change func(fstest.MapFS)
		want   string
	}{
		{"a condition of the house", "rules:\n  - {id: a, when: hedcount > 5, points: {cto: 5}, because: A., sources: [survey]}\n", nil,
			`rules/house.yaml:5:19: there is no question or condition "hedcount" (did you mean "headcount"?)`},
		{"a changed condition", "change: {rules: [{id: sells_software, when: hedcount > 5}]}\n", nil,
			`rules/house.yaml:4:45: there is no question or condition "hedcount" (did you mean "headcount"?)`},
		{"a key of the house", "change: {rules: [{id: sells_software, becuse: X}]}\n", nil,
			`rules/house.yaml:4:39: unknown key "becuse" in a rule (did you mean "because"?)`},
		{"a key that must stay", "change: {rules: [{id: sells_software, because: ~}]}\n", nil,
			`rules/house.yaml:4:18: a rule has no "because" (add a line "because: ...")`},
		{"a role of the house", "change: {rules: [{id: sells_software, points: {cdo: 5}}]}\n", nil,
			`rules/house.yaml:4:48: there is no role "cdo" (did you mean "cto"?)`},
		{"a threshold", "thresholds: {hire: 10}\n", nil, `rules/house.yaml:4:13: later (30) is above hire (10) (a role is planned for later at a lower score than it is hired at)`},
		{"a mistake in the base", "", func(c fstest.MapFS) {
			replaced(t, c, "rules/firm_chiefs.yaml", "noun: technology chief", "nuon: technology chief")
		},
			`rules/firm_chiefs.yaml:5:1: unknown key "nuon"`},
		{"a base that is no YAML", "", func(c fstest.MapFS) { c["rules/firm_chiefs.yaml"].Data = []byte("rules: [") }, `rules/firm_chiefs.yaml:1:`},
		{"no version", "", func(c fstest.MapFS) { replaced(t, c, mine, "version: 2.0.0\n", "") }, `rules/house.yaml:1:1: the rule file has no "version"`},
		{"no such name", "", func(c fstest.MapFS) { replaced(t, c, mine, "extends: firm_chiefs", "extends: firm_chefs") },
			`rules/house.yaml:3:10: there is no built-in content "firm_chefs" to build on`},
		{"no such file", "", func(c fstest.MapFS) { replaced(t, c, mine, "extends: firm_chiefs", "extends: ./firm.yaml") },
			`rules/house.yaml:3:10: there is no file "./firm.yaml" to build on`},
		{"a path out of the content", "", func(c fstest.MapFS) { replaced(t, c, mine, "extends: firm_chiefs", "extends: ../../firm.yaml") },
			`rules/house.yaml:3:10: there is no file "../../firm.yaml" to build on`},
		{"itself", "", func(c fstest.MapFS) { replaced(t, c, mine, "extends: firm_chiefs", "extends: ./house.yaml") },
			`rules/house.yaml:3:10: rules/house.yaml builds on itself (remove this line from one of the files)`},
		{"one that builds on it", "", func(c fstest.MapFS) {
			c["rules/firm_chiefs.yaml"].Data = []byte("rule_set: a\nversion: 1.0.0\nextends: house\n")
		}, `rules/firm_chiefs.yaml:3:10: rules/house.yaml builds on itself`},
		{"too many", "", func(c fstest.MapFS) {
			replaced(t, c, mine, "extends: firm_chiefs", "extends: x0")
			deep(c, 0, 9)
		}, `rules/x7.yaml:3:10: more than 8 files build on each other (join some of the files)`},
		{"two files that nothing builds on", "", func(c fstest.MapFS) {
			c["rules/mine.yaml"] = &fstest.MapFile{Data: []byte("rule_set: mine\nversion: 1.0.0\nextends: firm_chiefs\n")}
		}, `rules/mine.yaml: there are two rule files: rules/house.yaml and rules/mine.yaml`},
		{"changes without a base", "change: {}\n", func(c fstest.MapFS) { replaced(t, c, mine, "extends: firm_chiefs\n", "") },
			`rules/house.yaml:3:1: the rule file builds on nothing, so there is nothing for "change"`},
		{"a role that the base requires", "rules:\n  - {id: b, when: audited and headcount > 50, rule_out: [cio], because: B., sources: [survey]}\n", nil,
			`rules/firm_chiefs.yaml:38:9: the same answers can require cio here and rule it out by rule b at rules/house.yaml:5:10: headcount=`},
		{"roles that are required and ruled out", "rules:\n  - {id: a, when: headcount <= 4, require: [cto], because: A., sources: [survey]}\n  - {id: b, when: headcount <= 3, rule_out: [cto], because: B., sources: [survey]}\n", nil,
			`rules/house.yaml:5:10: the same answers can require cto here and rule it out by rule b on line 6: headcount=`},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := house(t, c.lines)
			if c.change != nil {
				c.change(content)
			}
			_, err := engine.Load(content)
			var problems source.List
			if !errors.As(err, &problems) || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

// A flow that builds on another stands for that one, so that rules for the base go on.
func TestHouseQuestions(t *testing.T) {
	content := firm(t)
	content["questions/house.yaml"] = &fstest.MapFile{Data: []byte(`flow: house
version: 1.0.0
extends: firm
change: {questions: [{id: headcount, ask: How many of you?}]}
hide: [industry]
`)}
	own := load(t, content)
	if own.Flow().ID != "firm" {
		t.Errorf("the rules name firm, and not %s", own.Flow().ID)
	}
	content["questions/base.yaml"] = content["questions/firm.yaml"]
	delete(content, "questions/firm.yaml")
	replaced(t, content, "questions/house.yaml", "extends: firm", "extends: ../questions/base.yaml")
	replaced(t, content, "rules/firm_chiefs.yaml", "flow: firm", "flow: house")
	e := load(t, content)
	q := e.Flow().Question("headcount")
	if e.Flow().ID != "house" || q.Ask != "How many of you?" || q.File.Name != "questions/house.yaml" {
		t.Errorf("%s: %s in %s", e.Flow().ID, q.Ask, q.File.Name)
	}
	// What is hidden is not asked, and an answer to it is not seen.
	answers := known(t, e, "industry=software headcount=100")
	for _, asked := range e.Flow().Asked(answers) {
		if asked.ID == "industry" {
			t.Error("a hidden question is asked")
		}
	}
	if _, seen := e.Flow().Visible(answers)["industry"]; seen {
		t.Error("the answer to a hidden question is seen")
	}
	if sold := e.Rules().Rules[0]; sold.When.Eval(e.Flow().Visible(answers)) != flow.Undecided && contains(sold.When.Questions(), "industry") {
		t.Errorf("rule %s is decided", sold.ID)
	}
}

func contains(all []string, one string) bool {
	return strings.Contains(" "+strings.Join(all, " ")+" ", " "+one+" ")
}

// Where nothing has the id that the rules name, a flow that builds on it is meant; of
// two such flows neither.
func TestAFlowThatBuildsOnTheOneMeant(t *testing.T) {
	content := firm(t)
	shared := content["questions/firm.yaml"]
	delete(content, "questions/firm.yaml")
	content["shared/firm.yaml"] = shared
	text := "flow: %s\nversion: 1.0.0\nextends: ../shared/firm.yaml\n"
	content["questions/a.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, text, "a")}
	if got := load(t, content).Flow().ID; got != "a" {
		t.Errorf("%s", got)
	}
	content["questions/b.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, text, "b")}
	_, err := engine.Load(content)
	want := `questions/b.yaml: both questions/a.yaml and questions/b.yaml build on flow "firm", so the rule file must say which to use (write the id of one of them after flow: in the rule file)`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// A base is in the language asked for too.
func TestBasesAreTranslated(t *testing.T) {
	content := firm(t)
	content["shared/base.yaml"], content["shared/base.de.yaml"] = content["rules/firm_chiefs.yaml"], &fstest.MapFile{Data: []byte("translates: firm_chiefs\nlanguage: de\ntitle: Wen einstellen\n")}
	content["rules/firm_chiefs.yaml"] = &fstest.MapFile{Data: []byte("rule_set: house\nversion: 1.0.0\nextends: ../shared/base.yaml\n")}
	e, err := engine.LoadIn(content, "de")
	if err != nil {
		t.Fatal(err)
	}
	if e.Rules().Title != "Wen einstellen" {
		t.Error(e.Rules().Title)
	}
}
