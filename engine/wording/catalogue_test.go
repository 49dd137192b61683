package wording

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// packages returns the folders of all packages that may speak to readers.
func packages(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, root := range []string{"..", "../../cmd/internal"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.IsDir() {
				if entry.Name() == "testdata" {
					return fs.SkipDir
				}
				all = append(all, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// said returns every sentence that the program says in the reader's language: the texts
// in calls of Speak, speak and Count, the constants that they name, and the constants that
// are titles of reports.
func said(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, dir := range packages(t) {
		constants := map[string]string{}
		var files []*ast.File
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
			ast.Inspect(file, func(n ast.Node) bool { return collect(n, constants) })
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				all = append(all, keys(n, constants)...)
				return true
			})
		}
		for name, text := range constants {
			if strings.HasSuffix(name, "Title") && filepath.Base(dir) == "report" {
				all = append(all, text)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// collect notes the constants that are texts.
func collect(n ast.Node, constants map[string]string) bool {
	if declared, ok := n.(*ast.GenDecl); ok && declared.Tok != token.CONST {
		return false
	}
	spec, ok := n.(*ast.ValueSpec)
	if !ok {
		return true
	}
	for i, name := range spec.Names {
		if i < len(spec.Values) {
			if text, ok := literal(spec.Values[i]); ok {
				constants[name.Name] = text
			}
		}
	}
	return true
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

// keys returns the sentences of one call.
func keys(n ast.Node, constants map[string]string) []string {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return nil
	}
	name, ok := call.Fun.(*ast.Ident)
	if of, isMethod := call.Fun.(*ast.SelectorExpr); isMethod {
		name, ok = of.Sel, true
	}
	if !ok {
		return nil
	}
	args := map[string][]int{"Speak": {0}, "speak": {0}}[name.Name]
	if name.Name == "Count" && len(call.Args) == 3 { // not that of package strings
		args = []int{1, 2}
	}
	var found []string
	for _, i := range args {
		text, ok := literal(call.Args[i])
		if named, isName := call.Args[i].(*ast.Ident); !ok && isName {
			text, ok = constants[named.Name], constants[named.Name] != ""
		}
		if ok {
			found = append(found, text)
		}
	}
	return found
}

var verbPattern = regexp.MustCompile(`%(?:\[\d+\])?[+.\d]*[a-z%]`)

// verbs returns the verbs of a format, sorted, without their positions.
func verbs(format string) []string {
	found := verbPattern.FindAllString(format, -1)
	for i, verb := range found {
		found[i] = regexp.MustCompile(`\[\d+\]`).ReplaceAllString(verb, "")
	}
	slices.Sort(found)
	return found
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	english := said(t)
	if len(english) < 100 {
		t.Fatalf("only %d sentences found", len(english))
	}
	for language, s := range speeches {
		for _, sentence := range english {
			translated, ok := s.words[sentence]
			switch {
			case !ok:
				t.Errorf("%s has no %q", language, sentence)
			case !slices.Equal(verbs(sentence), verbs(translated)):
				t.Errorf("%s has %q for %q: other verbs", language, translated, sentence)
			}
		}
		for sentence := range s.words {
			if !slices.Contains(english, sentence) {
				t.Errorf("%s has %q, which is never said", language, sentence)
			}
		}
	}
}

// A sentence stands in one part of the catalogue only.
func TestPartsOfTheCatalogueAreDisjoint(t *testing.T) {
	for english := range germanWords {
		if _, twice := germanDocuments[english]; twice {
			t.Errorf("%q is there twice", english)
		}
	}
}
