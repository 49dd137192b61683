package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/suite"
	"chiefly/rules"
)

// testFiles returns the test files that are named, or those beside the rules. In
// folders, files that belong to other rule sets are left aside, with a word.
func (a *app) testFiles(s *settings, paths []string, set string) ([]*source.File, error) {
	if len(paths) == 0 {
		switch {
		case s.Rules != "":
			return a.testsIn(os.DirFS(filepath.Dir(s.Rules)), filepath.Dir(s.Rules), set)
		case s.Content != "":
			dir := filepath.Join(s.Content, engine.RulesDir)
			return a.testsIn(os.DirFS(dir), dir, set)
		}
		return a.testsIn(rules.FS, engine.RulesDir, set)
	}
	var files []*source.File
	for _, name := range paths {
		found, err := a.testsAt(name, set)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	return files, nil
}

// testsAt returns the tests in a file, or in the files of a folder.
func (a *app) testsAt(name, set string) ([]*source.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fail(exitInvalid, "", "reading tests: %w", err)
	}
	if info.IsDir() {
		return a.testsIn(os.DirFS(name), name, set)
	}
	if format, _ := source.FormatOf(name); format != source.YAML {
		return nil, fail(exitUsage, "", "%s: tests are YAML files; the name must end in .yaml or .yml", name)
	}
	file, err := answers.Open(name, nil)
	if err != nil {
		return nil, fail(exitInvalid, "", "reading tests: %w", err)
	}
	return []*source.File{file}, nil
}

// testsIn returns the test files of a folder, in the order of their names.
func (a *app) testsIn(fsys fs.FS, dir, set string) ([]*source.File, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fail(exitInvalid, "", "reading tests: %w", err)
	}
	var files []*source.File
	for _, entry := range entries {
		name := entry.Name()
		if format, known := source.FormatOf(name); entry.IsDir() || !known || format != source.YAML || !strings.HasSuffix(strings.TrimSuffix(name, path.Ext(name)), "_test") {
			continue
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fail(exitInvalid, "", "reading tests: %w", err)
		}
		file := source.NewFile(filepath.Join(dir, name), data)
		if tests := suite.Tests(file); tests != "" && tests != set {
			fmt.Fprintf(a.Err, "chiefly: %s tests rule set %s and is left aside\n", file.Name, source.Printable(tests))
			continue
		}
		files = append(files, file)
	}
	return files, nil
}
