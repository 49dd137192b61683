package content

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A flow and a rule set, as short as they can be.
const (
	teaQuestions = `flow: tea
version: 1.0.0
title: Tea
questions:
  - {id: people, type: integer, min: 1, max: 100, ask: How many drink tea?, why: It decides.}
`
	teaRules = `rule_set: tea
version: 1.0.0
flow: tea
thresholds: {hire: 10, later: 5}
roles:
  - {id: master, title: master of tea}
rules:
  - {id: thirsty, when: people >= 10, points: {master: 20}, because: You are thirsty., sources: [kettle]}
arrangements:
  - {id: always, when: needed.master, mode: {master: full_time}, because: Tea takes time.}
sources:
  - {id: kettle, title: The kettle, address: "https://example.org/kettle"}
`
)

func TestContentInForce(t *testing.T) {
	const mine = "house/questions/tea.yaml house/rules/tea.yaml"
	builtIn := "questions/technology_chiefs.yaml rules/technology_chiefs.yaml"
	renamed := strings.NewReplacer("flow: tea", "flow: coffee").Replace
	files := map[string]string{
		"house/questions/tea.yaml": teaQuestions, "house/rules/tea.yaml": teaRules, "house/rules/tea_test.yaml": "not content",
		"q.yaml": renamed(teaQuestions), "r.yaml": renamed(teaRules), "r_test.yaml": teaRules, "r.txt": teaRules, "folder.yaml/x.yaml": teaRules, "broken/questions/a.yaml": "flow: [", "broken/rules/b.yaml": "",
		"h.yaml": "rule_set: house\nversion: 1.0.0\nextends: r.yaml\n", "w.yaml": "flow: words\nversion: 1.0.0\nextends: technology_chiefs\n",
		"lost.yaml": "rule_set: lost\nversion: 1.0.0\nextends: ./rr.yaml\n",
	}
	for name, test := range map[string]struct {
		choice Choice
		want   string // the files, or what is wrong
	}{
		"built in":                         {Choice{}, builtIn},
		"a folder":                         {Choice{Dir: "house"}, mine},
		"a folder and a rule file":         {Choice{Dir: "house", Rules: "house/rules/tea.yaml"}, mine},
		"two files":                        {Choice{Questions: "q.yaml", Rules: "r.yaml"}, "q.yaml r.yaml"},
		"two files over a folder":          {Choice{Dir: "nowhere", Questions: "./q.yaml", Rules: "r.yaml"}, "q.yaml r.yaml"},
		"questions without their rules":    {Choice{Questions: "q.yaml"}, `there is no flow "technology_chiefs" (one of coffee)`},
		"rules without their questions":    {Choice{Rules: "r.yaml"}, `r.yaml:3:7: there is no flow "coffee"`},
		"a folder with other questions":    {Choice{Dir: "house", Questions: "q.yaml"}, `house/rules/tea.yaml:3:7: there is no flow "tea"`},
		"a house":                          {Choice{Questions: "q.yaml", Rules: "h.yaml"}, "q.yaml h.yaml"},
		"a flow on the built-in one":       {Choice{Questions: "w.yaml"}, "w.yaml rules/technology_chiefs.yaml"},
		"such a flow, all answers alike":   {Choice{Questions: "w.yaml", Population: Uniform}, "w.yaml rules/technology_chiefs.yaml"},
		"a house without its base":         {Choice{Questions: "q.yaml", Rules: "lost.yaml"}, `lost.yaml:3:10: there is no file "./rr.yaml" to build on (did you mean "./r.yaml"?)`},
		"no folder":                        {Choice{Dir: "nowhere"}, "reading content: open nowhere/questions: no such file or directory"},
		"no file":                          {Choice{Rules: "nowhere.yaml"}, "reading content: stat nowhere.yaml: no such file or directory"},
		"a file of another kind":           {Choice{Rules: "r.txt"}, "reading content: open r.txt: not a YAML file; its name must end in .yaml or .yml"},
		"a folder for a file":              {Choice{Rules: "folder.yaml"}, "reading content: open folder.yaml: a folder, not a file; --content takes a folder"},
		"a file for a folder":              {Choice{Dir: "q.yaml"}, "q.yaml/questions: not a directory"},
		"tests for rules":                  {Choice{Rules: "r_test.yaml"}, "reading content: open r_test.yaml: a name that ends in _test is kept for tests"},
		"everything that is wrong at once": {Choice{Dir: "broken"}, "broken/rules/b.yaml:1:1: the file is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name, text := range files {
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(text), 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			e, err := test.choice.Load()
			if err != nil {
				if !strings.Contains(err.Error(), test.want) {
					t.Errorf("loading gives\n%v\nwant\n%s", err, test.want)
				}
				return
			}
			if got := e.FlowFile().Name + " " + e.RulesFile().Name; got != test.want {
				t.Errorf("loading gives %s, want %s", got, test.want)
			}
		})
	}
}

func TestAFolderOfOneFileHoldsNothingElse(t *testing.T) {
	f := folder{files: oneFile{"mine.yaml"}, root: "."}
	if _, err := f.Open("other.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if got := f.DisplayName("mine.yaml"); got != "mine.yaml" {
		t.Error(got)
	}
}

func TestPopulationInForce(t *testing.T) {
	population := func(title string) string {
		return "population: drinkers\nflow: tea\ntitle: " + title + "\nquestions:\n  people: {weights: {1-9: 1}, assumed: So.}\n"
	}
	files := map[string]string{
		"house/questions/tea.yaml": teaQuestions, "house/rules/tea.yaml": teaRules, "house/questions/tea_population.yaml": population("Of the house"),
		"mine.yaml": population("Mine"), "broken.yaml": "population: [", "mine.txt": population("Mine"), "q.yaml": teaQuestions,
	}
	for name, test := range map[string]struct {
		choice Choice
		want   string // the title, or what is wrong
	}{
		"built in":               {Choice{}, "Organisations that could ask, by published counts"},
		"built in, uniform":      {Choice{Population: Uniform}, ""},
		"that of the folder":     {Choice{Dir: "house"}, "Of the house"},
		"a file":                 {Choice{Dir: "house", Population: "mine.yaml"}, "Mine"},
		"none":                   {Choice{Dir: "house", Population: Uniform}, ""},
		"a flow alone":           {Choice{Dir: "house", Questions: "q.yaml"}, ""},
		"a file and a flow":      {Choice{Dir: "house", Questions: "q.yaml", Population: "./mine.yaml"}, "Mine"},
		"one of another flow":    {Choice{Population: "mine.yaml"}, `mine.yaml:2:7: this is a population of flow "tea", not of technology_chiefs`},
		"a broken file":          {Choice{Dir: "house", Population: "broken.yaml"}, "broken.yaml:1:14: not YAML"},
		"no file":                {Choice{Population: "nowhere.yaml"}, "reading content: stat nowhere.yaml: no such file or directory"},
		"a folder":               {Choice{Population: "house"}, "reading content: open house: a folder, not a file"},
		"a file of another kind": {Choice{Population: "mine.txt"}, "reading content: open mine.txt: not a YAML file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name, text := range files {
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(text), 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			e, err := test.choice.Load()
			got := ""
			switch {
			case err != nil:
				got = err.Error()
			case e.Population() != nil:
				got = e.Population().Title
			}
			if err == nil && got != test.want || err != nil && (test.want == "" || !strings.HasPrefix(got, test.want)) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
