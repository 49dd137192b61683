package engine_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

// firm is a small flow and rule set in the layout that Load reads.
func firm(t testing.TB) fstest.MapFS {
	t.Helper()
	content := fstest.MapFS{}
	for name, file := range map[string]string{"questions/firm.yaml": "rule/testdata/flow.yaml", "rules/firm_chiefs.yaml": "rule/testdata/rules.yaml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		content[name] = &fstest.MapFile{Data: text}
	}
	return content
}

func load(t testing.TB, content fs.FS) *engine.Engine {
	t.Helper()
	e, err := engine.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// known reads answers from one line such as "headcount=12 industry=software".
func known(t testing.TB, e *engine.Engine, line string) flow.Answers {
	t.Helper()
	answers := flow.Answers{}
	for _, field := range strings.Fields(line) {
		id, text, _ := strings.Cut(field, "=")
		a, err := e.Flow().Question(id).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		answers[id] = a
	}
	return answers
}

// replaced is a file with a text replaced, which must be in it once.
func replaced(t *testing.T, content fstest.MapFS, file, old, text string) {
	t.Helper()
	data := string(content[file].Data)
	if strings.Count(data, old) != 1 {
		t.Fatalf("%q is %d times in %s", old, strings.Count(data, old), file)
	}
	content[file] = &fstest.MapFile{Data: []byte(strings.Replace(data, old, text, 1))}
}

func TestLoad(t *testing.T) {
	content := firm(t)
	content["questions/README.md"] = &fstest.MapFile{Data: []byte("# Not YAML")}
	content["questions/more/other.yaml"] = &fstest.MapFile{Data: []byte("in a folder below: not read")}
	content["questions/other.yml"] = &fstest.MapFile{Data: []byte("flow: other\nversion: 1.0.0\nquestions: [{id: a, type: yes_no, ask: A?, why: B.}]\n")}
	content["rules/firm_chiefs_test.yaml"] = &fstest.MapFile{Data: []byte("these are tests: [")}
	content["rules/firm_chiefs_test.yml"] = &fstest.MapFile{Data: []byte("these are tests: [")}
	content["rules/notes.json"] = &fstest.MapFile{Data: []byte("{")}
	e := load(t, content)
	if e.Flow().ID != "firm" || e.Rules().ID != "firm_chiefs" {
		t.Errorf("loaded %s and %s", e.Flow().ID, e.Rules().ID)
	}
	for want, file := range map[string]*source.File{"questions/firm.yaml": e.FlowFile(), "rules/firm_chiefs.yaml": e.RulesFile()} {
		if file.Name != want || string(file.Data) != string(content[want].Data) {
			t.Errorf("%s was read from %s", want, file.Name)
		}
	}
}

func TestLoadMistakes(t *testing.T) {
	const flowFile, ruleFile = "questions/firm.yaml", "rules/firm_chiefs.yaml"
	for _, c := range []struct {
		name   string
		change func(t *testing.T, content fstest.MapFS)
		want   string
	}{
		{"no folder of questions", func(_ *testing.T, c fstest.MapFS) { delete(c, flowFile) },
			`reading content: open questions: file does not exist`},
		{"no folder of rules", func(_ *testing.T, c fstest.MapFS) { delete(c, ruleFile) },
			`reading content: open rules: file does not exist`},
		{"a folder without YAML", func(_ *testing.T, c fstest.MapFS) {
			delete(c, ruleFile)
			c["rules/README.md"] = &fstest.MapFile{}
		}, `rules: the folder holds no YAML file (put a file such as rules/mine.yaml there)`},
		{"a folder with tests only", func(_ *testing.T, c fstest.MapFS) {
			c["rules/firm_test.yaml"] = c[ruleFile]
			delete(c, ruleFile)
		}, `rules: the folder holds no YAML file (put a file such as rules/mine.yaml there)`},
		{"two rule files", func(_ *testing.T, c fstest.MapFS) { c["rules/mine.yaml"] = c[ruleFile] },
			`rules/mine.yaml: there are two rule files: rules/firm_chiefs.yaml and rules/mine.yaml (keep one rule file in the folder, or load one alone)`},
		{"an empty rule file", func(_ *testing.T, c fstest.MapFS) { c[ruleFile] = &fstest.MapFile{} },
			`rules/firm_chiefs.yaml:1:1: the file is empty (a flow begins with a line "flow: id", a rule set with "rule_set: id"; the built-in files are whole examples)`},
		{"a flow file of comments", func(_ *testing.T, c fstest.MapFS) { c[flowFile] = &fstest.MapFile{Data: []byte("# later\n")} },
			`questions/firm.yaml:1:1: the file is empty (a flow begins with a line "flow: id", a rule set with "rule_set: id"; the built-in files are whole examples)`},
		{"a rule file that is no YAML", func(_ *testing.T, c fstest.MapFS) { c[ruleFile] = &fstest.MapFile{Data: []byte("a: [")} },
			`rules/firm_chiefs.yaml:1:5: not YAML: did not find expected node content (while parsing a flow node)`},
		{"a rule file that is a list", func(_ *testing.T, c fstest.MapFS) { c[ruleFile] = &fstest.MapFile{Data: []byte("- flow: firm\n")} },
			`rules/firm_chiefs.yaml:1:1: the rule file must be a mapping, not a list (write it as lines of "key: value")`},
		{"a misspelt flow", func(t *testing.T, c fstest.MapFS) { replaced(t, c, ruleFile, "\nflow: firm\n", "\nflow: frim\n") },
			`rules/firm_chiefs.yaml:3:7: there is no flow "frim" (did you mean "firm"?)`},
		{"no flow named", func(t *testing.T, c fstest.MapFS) { replaced(t, c, ruleFile, "\nflow: firm\n", "\n") },
			`rules/firm_chiefs.yaml:1:1: the rule file has no "flow" (add a line "flow: ...")`},
		{"two files with one flow", func(_ *testing.T, c fstest.MapFS) { c["questions/mine.yaml"] = c[flowFile] },
			`questions/mine.yaml: flow "firm" is in questions/firm.yaml already (keep one file for each flow)`},
		{"a file that is too large", func(_ *testing.T, c fstest.MapFS) {
			c[ruleFile] = &fstest.MapFile{Data: []byte(strings.Repeat("# a comment\n", 100_000))}
		}, `rules/firm_chiefs.yaml: the file is larger than 1048576 bytes (split it, or remove what does not belong in it)`},
		{"problems of all files at once", func(t *testing.T, c fstest.MapFS) {
			c["questions/other.yaml"] = &fstest.MapFile{Data: []byte("flow: other\nquestions: [{id: a, type: yes, ask: A?, why: B.}]\n")}
			replaced(t, c, flowFile, "when: board}", "when: bord}")
			replaced(t, c, ruleFile, "headcount >= 500", "headcout >= 500")
			replaced(t, c, ruleFile, "first: cio", "first: ciio")
		}, `questions/firm.yaml:30:88: there is no question or condition "bord" (did you mean "board"?)
questions/other.yaml:1:1: the flow file has no "version" (add a line "version: ...")
questions/other.yaml:2:27: there is no type "yes" (one of integer, choice, choices, yes_no)
rules/firm_chiefs.yaml:34:11: there is no question or condition "headcout" (did you mean "headcount"?)
rules/firm_chiefs.yaml:64:12: there is no role "ciio" (did you mean "cio"?)`},
		{"a question without options, used by a rule", func(t *testing.T, c fstest.MapFS) {
			replaced(t, c, flowFile, "[{id: software, label: Software}, {id: finance, label: Finance}, {id: healthcare, label: Health care}]", "[]")
			replaced(t, c, ruleFile, `when: industry == "software"`, "when: industry")
		}, `questions/firm.yaml:10:14: "options" is an empty list
rules/firm_chiefs.yaml:29:11: industry is not a yes/no question, so it cannot stand alone (compare it, such as industry == "option")`},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := firm(t)
			c.change(t, content)
			e, err := engine.Load(content)
			if e != nil || err == nil {
				t.Fatal("loaded")
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Errorf("%s\n%s", err, diff)
			}
		})
	}
}

func TestProblemsOfContentAreAList(t *testing.T) {
	content := firm(t)
	replaced(t, content, "rules/firm_chiefs.yaml", "headcount >= 500", "headcout >= 500")
	_, err := engine.Load(content)
	var list source.List
	if !errors.As(err, &list) || len(list) != 1 || list[0].Line != "    when: headcout >= 500" {
		t.Errorf("got %#v", err)
	}
	delete(content, "rules/firm_chiefs.yaml")
	if _, err = engine.Load(content); errors.As(err, &list) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %#v", err)
	}
}

// renamed is content whose files people know by other names.
type renamed struct{ fstest.MapFS }

// DisplayName makes it an engine.Namer.
func (renamed) DisplayName(path string) string { return "/etc/chiefly/" + path }

func TestANamerNamesTheFiles(t *testing.T) {
	e := load(t, renamed{firm(t)})
	name := e.RulesFile().Name
	at := e.Advise(known(t, e, "industry=software")).Roles.Role("cto").Reasons[0].At
	if name != "/etc/chiefly/rules/firm_chiefs.yaml" || at != "/etc/chiefly/rules/firm_chiefs.yaml:28:9" {
		t.Errorf("got %s and %s", name, at)
	}
}

// broken is a file system that lists a file but cannot read it.
type broken struct{ fstest.MapFS }

// Open refuses the files, not the folders.
func (b broken) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".yaml") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.MapFS.Open(name)
}

func TestAFileThatCannotBeRead(t *testing.T) {
	_, err := engine.Load(broken{firm(t)})
	if !errors.Is(err, fs.ErrPermission) || err.Error() != "reading content: open questions/firm.yaml: permission denied" {
		t.Errorf("got %v", err)
	}
}

func TestDigestIsOfBothFiles(t *testing.T) {
	digests := map[string]string{}
	for name, change := range map[string]func(c fstest.MapFS){
		"as it is":        func(fstest.MapFS) {},
		"another rule":    func(c fstest.MapFS) { replaced(t, c, "rules/firm_chiefs.yaml", "cto: 60", "cto: 61") },
		"another comment": func(c fstest.MapFS) { replaced(t, c, "questions/firm.yaml", "flow: firm\n", "flow: firm # mine\n") },
	} {
		content := firm(t)
		change(content)
		digest := load(t, content).Advise(nil).Content.Digest
		if len(digest) != len("sha256:")+64 || !strings.HasPrefix(digest, "sha256:") {
			t.Errorf("%s is no digest", digest)
		}
		if other, taken := digests[digest]; taken {
			t.Errorf("%q and %q have the same digest", name, other)
		}
		digests[digest] = name
	}
	again := load(t, firm(t)).Advise(nil).Content.Digest
	if digests[again] != "as it is" {
		t.Error("the same files have another digest")
	}
}
