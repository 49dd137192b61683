//go:build !windows

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/source"
)

// The definitions by which others run chiefly of themselves.
const (
	hooksFile  = "../../.pre-commit-hooks.yaml"
	actionFile = "../../.github/actions/chiefly/action.yml"
)

// definition reads one of them.
func definition(t *testing.T, name string) *source.Node {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	root, problems := source.Parse(source.NewFile(name, text), source.YAML)
	if problems != nil {
		t.Fatal(problems)
	}
	return root
}

// at returns what a mapping holds under a key, or an empty node.
func at(n *source.Node, key string) *source.Node {
	for i, k := range n.Keys {
		if k.Value == key {
			return n.Items[i]
		}
	}
	return &source.Node{}
}

// house is a repository with content, in which nothing is wrong.
func house(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	d.write(t, "house/questions/tea.yaml", `flow: tea
version: 1.0.0
title: Tea
questions:
  - {id: people, type: integer, min: 1, max: 100, ask: How many drink tea?, why: It decides whether anybody must look after it.}
`)
	d.write(t, "house/rules/tea.yaml", `rule_set: tea
version: 1.0.0
flow: tea
noun: master
thresholds: {hire: 10, later: 5}
roles:
  - {id: master, title: master of tea}
rules:
  - {id: many, when: people >= 10, points: {master: 20}, because: Tea for ten must be made by a master of tea., sources: [kettle]}
  - {id: some, when: people >= 5, points: {master: 5}, because: Tea for five is work for a master of tea., sources: [kettle]}
arrangements:
  - {id: part_time, when: needed.master and people < 50, mode: {master: fractional}, because: A part of the day is enough for fifty people., sources: [kettle]}
  - {id: all_day, when: needed.master, mode: {master: full_time}, because: More people drink tea at all times., sources: [kettle]}
sources:
  - {id: kettle, title: The kettle, publisher: Us, address: "https://example.com/kettle"}
`)
	d.write(t, "house/rules/tea_test.yaml", "tests: tea\ncases:\n  - {name: many, answers: {people: 20}, expect: {recommendation: master}}\n")
	d.git(t, "init", "-q")
	d.git(t, "add", "house")
	d.git(t, "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "First")
	return d
}

func (d *desk) git(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = d.work, append(d.environment(), "GIT_CONFIG_NOSYSTEM=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// script runs a script as GitHub does, and reports whether it succeeds.
func (d *desk) script(t *testing.T, script string, env ...string) bool {
	t.Helper()
	cmd := exec.Command("bash", "-eo", "pipefail", "-c", script)
	cmd.Dir, cmd.Env = d.work, append(append(d.environment(), "CHIEFLY_CACHE=off"), env...)
	out, err := cmd.CombinedOutput()
	t.Logf("%s\n%s", script, out)
	return err == nil
}

// TestHooks runs the hooks for pre-commit as their users set them up.
func TestHooks(t *testing.T) {
	for _, hook := range definition(t, hooksFile).Items {
		entry := at(hook, "entry").Value
		t.Run(at(hook, "id").Value, func(t *testing.T) {
			d := house(t)
			if !d.script(t, entry+" --content house") {
				t.Error("the hook refuses sound content")
			}
			d.write(t, "house/rules/tea.yaml", "rule_set: tea\n")
			if d.script(t, entry+" --content house") {
				t.Error("the hook lets broken content pass")
			}
			files := regexp.MustCompile(at(hook, "files").Value)
			for name, want := range map[string]bool{"house/rules/tea.yaml": true, "questions/tea.yml": true, "notes/rules.yaml": false, "rules/README.md": false} {
				if files.MatchString(name) != want {
					t.Errorf("a change of %s: the hook runs is %t, want %t", name, !want, want)
				}
			}
			if got := at(hook, "language").Value + " " + at(hook, "pass_filenames").Value; got != "golang false" {
				t.Errorf("language and pass_filenames are %s", got)
			}
		})
	}
}

// TestAction runs the steps of the action that run chiefly.
func TestAction(t *testing.T) {
	root := definition(t, actionFile)
	inputs := map[string]string{"content": "house", "compare": "HEAD", "fail-over": "5%"}
	if got := len(at(root, "inputs").Keys); got != len(inputs) {
		t.Errorf("%d inputs, want %d", got, len(inputs))
	}
	ran := 0
	for _, step := range at(at(root, "runs"), "steps").Items {
		script := at(step, "run").Value
		if !strings.HasPrefix(script, "chiefly ") {
			continue
		}
		ran++
		t.Run(at(step, "name").Value, func(t *testing.T) {
			var env []string
			for i, name := range at(step, "env").Keys {
				input := regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`).FindStringSubmatch(at(step, "env").Items[i].Value)
				if input == nil || inputs[input[1]] == "" {
					t.Fatalf("%s is set to %s, which is no input", name.Value, at(step, "env").Items[i].Value)
				}
				env = append(env, name.Value+"="+inputs[input[1]])
			}
			d := house(t)
			if !d.script(t, script, env...) {
				t.Error("the step fails on sound content")
			}
			text := strings.NewReplacer("people >= 10", "people >= 40", "needed.master and people < 50", "people < 0").Replace(d.file(t, "house/rules/tea.yaml"))
			d.write(t, "house/rules/tea.yaml", text)
			if d.script(t, script, env...) {
				t.Error("the step lets something pass that it should find")
			}
		})
	}
	if ran != 3 {
		t.Errorf("%d steps run chiefly, want check, test and diff", ran)
	}
}

// TestActionInstalls holds that the action finds the program that it installs.
func TestActionInstalls(t *testing.T) {
	for _, step := range at(at(definition(t, actionFile), "runs"), "steps").Items {
		for _, path := range []string{at(step, "working-directory").Value, at(at(step, "with"), "go-version-file").Value} {
			here, inAction := strings.CutPrefix(path, "${{ github.action_path }}/")
			if !inAction {
				continue
			}
			if !strings.HasSuffix(here, "go.mod") {
				here = filepath.Join(here, "cmd/chiefly/main.go")
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(actionFile), here)); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestGuideTellsOfAllTestKeys holds that the tables of the guide are the whole format of
// tests, as editors are told it.
func TestGuideTellsOfAllTestKeys(t *testing.T) {
	text, err := os.ReadFile("../../rules/README.md")
	if err != nil {
		t.Fatal(err)
	}
	out := run(t, t.TempDir(), "chiefly schema tests")
	root, problems := source.Parse(source.NewFile("tests.json", []byte(out)), source.JSON)
	if problems != nil {
		t.Fatal(problems)
	}
	file := at(root, "properties")
	entry := at(at(at(file, "cases"), "items"), "properties")
	keys := append(slices.Clone(entry.Keys), at(at(entry, "expect"), "properties").Keys...)
	if len(keys) < 10 {
		t.Fatalf("the schema has only %d keys", len(keys))
	}
	for _, key := range keys {
		if !regexp.MustCompile("(?m)^\\|.*`" + key.Value + "[`:]").Match(text) {
			t.Errorf("no table tells of %s", key.Value)
		}
	}
}

// TestGuide holds what the guide tells the users of the hooks and of the action.
func TestGuide(t *testing.T) {
	text, err := os.ReadFile("../../rules/README.md")
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]*source.Node{}
	for _, b := range blocks(string(text)) {
		if strings.HasPrefix(b.file, ".") {
			root, problems := source.Parse(source.NewFile(b.file, []byte(b.text)), source.YAML)
			if problems != nil {
				t.Fatal(problems)
			}
			read[b.file] = root
		}
	}
	var hooks []string
	for _, hook := range definition(t, hooksFile).Items {
		hooks = append(hooks, at(hook, "id").Value)
	}
	var told []string
	for _, hook := range at(at(read[".pre-commit-config.yaml"], "repos").Items[0], "hooks").Items {
		told = append(told, at(hook, "id").Value)
	}
	if strings.Join(hooks, " ") != strings.Join(told, " ") {
		t.Errorf("the hooks are %q, the guide tells of %q", hooks, told)
	}
	steps := at(at(at(read[".github/workflows/rules.yaml"], "jobs"), "rules"), "steps").Items
	step := steps[len(steps)-1]
	path, _, _ := strings.Cut(strings.TrimPrefix(at(step, "uses").Value, "OWNER/chiefly/"), "@")
	if want, got := filepath.Clean(actionFile), filepath.Join("../..", path, "action.yml"); got != want {
		t.Errorf("the guide uses %s, the action is %s", got, want)
	}
	for _, input := range at(step, "with").Keys {
		if at(at(definition(t, actionFile), "inputs"), input.Value).Kind != source.Mapping {
			t.Errorf("the action has no input %s", input.Value)
		}
	}
}
