package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What cmd may import of the two worlds below it.
var below = []string{"questions", "rules", "engine", "engine/source", "engine/extend", "engine/flow", "engine/rule", "engine/record", "engine/space", "engine/lint", "engine/report", "engine/suite", "engine/schema", "engine/graph", "engine/document", "engine/brief", "engine/picture", "engine/compare", "engine/wording"}

// arrows are all packages, and which others of ours each may import. They are
// section 2 of the design: imports go strictly down.
var arrows = map[string][]string{
	"questions": {},
	"rules":     {},

	"engine/source":   {},
	"engine/wording":  {"engine/source"},
	"engine/flow":     {"engine/wording", "engine/source"},
	"engine/rule":     {"engine/flow", "engine/source"},
	"engine/space":    {"engine/rule", "engine/flow", "engine/source"},
	"engine/lint":     {"engine/space", "engine/rule", "engine/flow", "engine/wording", "engine/source"},
	"engine/extend":   {"engine/source"},
	"engine":          {"engine/extend", "engine/space", "engine/rule", "engine/flow", "engine/wording", "engine/source"},
	"engine/report":   {"engine/document", "engine/picture", "engine/record", "engine", "engine/wording"},
	"engine/compare":  {"engine/document", "engine", "engine/space", "engine/rule", "engine/flow", "engine/wording"},
	"engine/suite":    {"engine", "engine/rule", "engine/flow", "engine/source"},
	"engine/schema":   {"engine", "engine/rule", "engine/flow", "engine/source"},
	"engine/record":   {"engine/rule", "engine/flow", "engine/source"},
	"engine/svg":      {"engine/source"},
	"engine/mermaid":  {"engine/source"},
	"engine/picture":  {"engine/mermaid", "engine/svg", "engine", "engine/wording"},
	"engine/document": {"engine/picture", "engine/svg", "engine/wording", "engine/source"},
	"engine/brief":    {"engine/document", "engine", "engine/rule", "engine/wording", "engine/source"},
	"engine/graph":    {"engine/mermaid", "engine/svg", "engine", "engine/rule", "engine/flow"},

	"cmd/internal/prompt":   below,
	"cmd/internal/answers":  below,
	"cmd/internal/content":  {"questions", "rules", "engine", "engine/wording", "engine/source"},
	"cmd/internal/watch":    {},
	"cmd/internal/scaffold": {"cmd/internal/content", "questions", "rules", "engine", "engine/schema"},
	"cmd/internal/batch":    append([]string{"cmd/internal/answers"}, below...),
	"cmd/internal/cli":      append([]string{"cmd/internal/prompt", "cmd/internal/answers", "cmd/internal/content", "cmd/internal/batch", "cmd/internal/watch", "cmd/internal/scaffold"}, below...),
	"cmd/chiefly":           {"cmd/internal/cli"},

	// For tests, which may import anything, and for those who repeat figures: no
	// package above lists these.
	"engine/rule/ruletest":           {"engine/flow"},
	"engine/record/recordtest":       {"engine/record", "engine/flow"},
	"cmd/internal/prompt/prompttest": {"cmd/internal/prompt"},
	"cmd/internal/generate":          {"engine/record/recordtest", "engine/rule/ruletest", "engine/record", "engine/flow", "engine", "questions", "rules"},
}

// homes are the modules whose importers the design names. Every other module
// may have any one importer.
var homes = map[string][]string{
	"go.yaml.in/yaml/v4":               {"engine/source"},
	"github.com/pelletier/go-toml/v2":  {"engine/source"},
	"github.com/expr-lang/expr":        {"engine/rule", "engine/record"}, // conditions; derived values of column maps
	"github.com/AlecAivazis/survey/v2": {"cmd/internal/prompt"},
	"github.com/spf13/viper":           {"cmd/internal/answers", "cmd/internal/cli"},
}

// testOnly are the modules that only tests import.
var testOnly = []string{
	"github.com/chromedp/cdproto", "github.com/chromedp/chromedp", "github.com/google/go-cmp", "github.com/google/jsonschema-go", "pgregory.net/rapid", "github.com/rogpeppe/go-internal", "github.com/creack/pty", "github.com/hinshun/vt10x",
}

// sideEffects are the packages of the standard library that reach out of the
// program. The engine is pure and imports none.
var sideEffects = []string{"os", "os/exec", "os/signal", "os/user", "net", "net/http", "flag", "time", "syscall", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand"}

// topLevel is what the root of the repository may hold, besides dot-files.
var topLevel = []string{"cmd", "engine", "questions", "rules", "go.mod", "go.sum", "README.md", "LICENSE"}

// A listed package is what "go list" tells of one. Its imports are those
// outside its tests.
type listed struct {
	ImportPath string
	Module     *struct {
		Path string
		Main bool
	}
	Imports []string
}

// ours reports whether the package belongs to this module.
func (p listed) ours() bool { return p.Module != nil && p.Module.Main }

// name is the path of one of our packages, without the module's.
func (p listed) name() string { return strings.TrimPrefix(p.ImportPath, p.Module.Path+"/") }

func TestImportsGoDown(t *testing.T) { report(t, wrongArrows(packages(t))) }

func TestEachModuleHasOneImporter(t *testing.T) { report(t, wrongImporters(packages(t))) }

func TestEngineIsPure(t *testing.T) { report(t, impure(packages(t))) }

func TestTopLevelHoldsNothingElse(t *testing.T) { report(t, strays(rootEntries(t))) }

// wrongArrows finds imports among our packages that arrows does not have.
func wrongArrows(packages []listed) (wrong []string) {
	mine := map[string]string{}
	for _, p := range packages {
		if p.ours() {
			mine[p.ImportPath] = p.name()
		}
	}
	for _, p := range packages {
		if !p.ours() {
			continue
		}
		allowed, known := arrows[p.name()]
		if !known {
			wrong = append(wrong, fmt.Sprintf("package %s is new: add it, and what it may import, to arrows in cmd/chiefly/architecture_test.go and to section 2 of the design", p.name()))
			continue
		}
		for _, i := range p.Imports {
			if name, ok := mine[i]; ok && !slices.Contains(allowed, name) {
				wrong = append(wrong, fmt.Sprintf("%s imports %s; it may import only %q", p.name(), name, allowed))
			}
		}
	}
	return wrong
}

// wrongImporters finds modules of others that have more than one importer, or
// another than the design says, or that only tests may import.
func wrongImporters(packages []listed) (wrong []string) {
	moduleOf := map[string]string{}
	for _, p := range packages {
		if p.Module != nil && !p.Module.Main {
			moduleOf[p.ImportPath] = p.Module.Path
		}
	}
	importers := map[string][]string{}
	for _, p := range packages {
		if !p.ours() {
			continue
		}
		for _, i := range p.Imports {
			if m := moduleOf[i]; m != "" && !slices.Contains(importers[m], p.name()) {
				importers[m] = append(importers[m], p.name())
			}
		}
	}
	for module, names := range importers {
		home, named := homes[module]
		switch {
		case slices.Contains(testOnly, module):
			wrong = append(wrong, fmt.Sprintf("module %s is for tests only; %q import it", module, names))
		case named && slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(home, n) }):
			wrong = append(wrong, fmt.Sprintf("module %s belongs to %q; %q import it", module, home, names))
		case !named && len(names) > 1:
			wrong = append(wrong, fmt.Sprintf("module %s must have one importer; %q import it", module, names))
		}
	}
	slices.Sort(wrong)
	return wrong
}

// impure finds packages of the engine that import what has side effects.
func impure(packages []listed) (wrong []string) {
	for _, p := range packages {
		if !p.ours() || p.name() != "engine" && !strings.HasPrefix(p.name(), "engine/") {
			continue
		}
		for _, i := range p.Imports {
			if slices.Contains(sideEffects, i) {
				wrong = append(wrong, fmt.Sprintf("%s imports %s; only cmd may", p.name(), i))
			}
		}
	}
	return wrong
}

// strays finds entries of the root that do not belong there.
func strays(entries []string) (wrong []string) {
	for _, entry := range entries {
		if !strings.HasPrefix(entry, ".") && !slices.Contains(topLevel, entry) {
			wrong = append(wrong, fmt.Sprintf("%s does not belong at the top level, which holds only %q and dot-files", entry, topLevel))
		}
	}
	return wrong
}

func report(t *testing.T, wrong []string) {
	t.Helper()
	for _, w := range wrong {
		t.Error(w)
	}
}

// packages lists our packages and all that they import.
func packages(t *testing.T) []listed {
	t.Helper()
	var all []listed
	found := false
	decoder := json.NewDecoder(bytes.NewReader(run(t, "go", "list", "-deps", "-json=ImportPath,Module,Imports", "./...")))
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		found = found || p.ours() && p.name() == "cmd/chiefly"
		all = append(all, p)
	}
	if !found {
		t.Fatalf("go list names %d packages, but not this one", len(all))
	}
	return all
}

// rootEntries names what git tracks at the root, or what lies there when the
// source is not under git.
func rootEntries(t *testing.T) []string {
	t.Helper()
	var entries []string
	if _, err := os.Stat(filepath.Join(root(t), ".git")); err == nil {
		for file := range strings.SplitSeq(string(run(t, "git", "ls-files", "-z")), "\x00") {
			entry, _, _ := strings.Cut(file, "/")
			entries = append(entries, entry)
		}
	} else {
		found, err := os.ReadDir(root(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range found {
			entries = append(entries, entry.Name())
		}
	}
	entries = slices.DeleteFunc(entries, func(e string) bool { return e == "" })
	slices.Sort(entries)
	entries = slices.Compact(entries)
	if !slices.Contains(entries, "go.mod") {
		t.Fatalf("the root holds only %q", entries)
	}
	return entries
}

// root is the folder of go.mod, two above this one.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func run(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	command := exec.CommandContext(t.Context(), name, args...)
	command.Dir = root(t)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", command, err, stderr.String())
	}
	return out
}

// The checks above must notice what they are for.
func TestChecksNoticeViolations(t *testing.T) {
	module := func(path string, main bool) *struct {
		Path string
		Main bool
	} {
		return &struct {
			Path string
			Main bool
		}{path, main}
	}
	our, viper, cmpModule, expr, other := module("chiefly", true), module("github.com/spf13/viper", false), module("github.com/google/go-cmp", false),
		module("github.com/expr-lang/expr", false), module("example.org/other", false)
	made := []listed{
		{"chiefly/engine/flow", our, []string{"chiefly/engine/rule", "chiefly/engine/source", "os", "example.org/other/a"}},
		{"chiefly/engine/rule", our, []string{"chiefly/engine/flow", "github.com/expr-lang/expr/ast", "strings"}},
		{"chiefly/engine/source", our, []string{"github.com/expr-lang/expr/ast", "github.com/google/go-cmp/cmp", "example.org/other/b"}},
		{"chiefly/cmd/internal/cli", our, []string{"github.com/spf13/viper", "os"}},
		{"chiefly/cmd/internal/answers", our, []string{"github.com/spf13/viper"}},
		{"chiefly/utils", our, nil},
		{"github.com/spf13/viper", viper, nil}, {"github.com/google/go-cmp/cmp", cmpModule, nil}, {"github.com/expr-lang/expr/ast", expr, nil},
		{"example.org/other/a", other, nil}, {"example.org/other/b", other, nil}, {"os", nil, nil}, {"strings", nil, nil},
	}
	for _, c := range []struct {
		name      string
		want, got []string
	}{
		{"arrows", []string{`engine/flow imports engine/rule; it may import only ["engine/wording" "engine/source"]`,
			"package utils is new: add it, and what it may import, to arrows in cmd/chiefly/architecture_test.go and to section 2 of the design"}, wrongArrows(made)},
		{"importers", []string{`module example.org/other must have one importer; ["engine/flow" "engine/source"] import it`,
			`module github.com/expr-lang/expr belongs to ["engine/rule" "engine/record"]; ["engine/rule" "engine/source"] import it`,
			`module github.com/google/go-cmp is for tests only; ["engine/source"] import it`}, wrongImporters(made)},
		{"purity", []string{"engine/flow imports os; only cmd may"}, impure(made)},
		{"top level", []string{fmt.Sprintf("utils does not belong at the top level, which holds only %q and dot-files", topLevel)}, strays([]string{".ci", "cmd", "utils"})},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !slices.Equal(c.want, c.got) {
				t.Errorf("want\n%s\ngot\n%s", strings.Join(c.want, "\n"), strings.Join(c.got, "\n"))
			}
		})
	}
}
