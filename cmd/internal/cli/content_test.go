package cli

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
)

func TestContentInForce(t *testing.T) {
	const mine = "house/questions/tea.yaml house/rules/tea.yaml"
	builtIn := "questions/technology_chiefs.yaml rules/technology_chiefs.yaml"
	renamed := strings.NewReplacer("flow: tea", "flow: coffee").Replace
	files := map[string]string{
		"house/questions/tea.yaml": teaQuestions, "house/rules/tea.yaml": teaRules, "house/rules/tea_test.yaml": "not content",
		"q.yaml": renamed(teaQuestions), "r.yaml": renamed(teaRules), "r_test.yaml": teaRules, "r.txt": teaRules, "folder.yaml/x.yaml": teaRules, "broken/questions/a.yaml": "flow: [", "broken/rules/b.yaml": "",
	}
	for name, test := range map[string]struct {
		settings settings
		want     string // the files, or what is wrong
	}{
		"built in":                         {settings{}, builtIn},
		"a folder":                         {settings{Content: "house"}, mine},
		"a folder and a rule file":         {settings{Content: "house", Rules: "house/rules/tea.yaml"}, mine},
		"two files":                        {settings{Questions: "q.yaml", Rules: "r.yaml"}, "q.yaml r.yaml"},
		"two files over a folder":          {settings{Content: "nowhere", Questions: "./q.yaml", Rules: "r.yaml"}, "q.yaml r.yaml"},
		"questions without their rules":    {settings{Questions: "q.yaml"}, `there is no flow "technology_chiefs" (one of coffee)`},
		"rules without their questions":    {settings{Rules: "r.yaml"}, `r.yaml:3:7: there is no flow "coffee"`},
		"a folder with other questions":    {settings{Content: "house", Questions: "q.yaml"}, `house/rules/tea.yaml:3:7: there is no flow "tea"`},
		"no folder":                        {settings{Content: "nowhere"}, "reading content: open nowhere/questions: no such file or directory"},
		"no file":                          {settings{Rules: "nowhere.yaml"}, "reading content: stat nowhere.yaml: no such file or directory"},
		"a file of another kind":           {settings{Rules: "r.txt"}, "reading content: open r.txt: not a YAML file; its name must end in .yaml or .yml"},
		"a folder for a file":              {settings{Rules: "folder.yaml"}, "reading content: open folder.yaml: a folder, not a file; --content takes a folder"},
		"a file for a folder":              {settings{Content: "q.yaml"}, "q.yaml/questions: not a directory"},
		"tests for rules":                  {settings{Rules: "r_test.yaml"}, "reading content: open r_test.yaml: a name that ends in _test is kept for tests"},
		"everything that is wrong at once": {settings{Content: "broken"}, "broken/rules/b.yaml:1:1: the file is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name, text := range files {
				write(t, name, text)
			}
			e, err := (&app{}).load(&test.settings)
			if err != nil {
				if !strings.Contains(err.Error(), test.want) {
					t.Errorf("loading gives\n%v\nwant\n%s", err, test.want)
				}
				return
			}
			same(t, test.want, e.FlowFile().Name+" "+e.RulesFile().Name)
		})
	}
}

func TestAFolderOfOneFileHoldsNothingElse(t *testing.T) {
	f := folder{files: oneFile{"mine.yaml"}, root: "."}
	if _, err := f.Open("other.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	same(t, "mine.yaml", f.DisplayName("mine.yaml"))
}
