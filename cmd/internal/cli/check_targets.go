package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// A target is a flow and a rule set that are checked together.
type target struct {
	settings *settings
	alone    string // the flow that was named without a rule file for it, or ""
}

// owns reports whether a file is one that the target is about, or a translation of it, and
// not one that it only builds on.
func (t target) owns(e *engine.Engine, name string) bool {
	if inside, err := filepath.Rel(t.settings.Content, name); t.settings.Content != "" && err == nil && filepath.IsLocal(inside) {
		return true
	}
	original := name
	if base, _, ok := wording.Split(strings.TrimSuffix(name, filepath.Ext(name))); ok {
		original = base + filepath.Ext(name)
	}
	return original == e.FlowFile().Name || original == e.RulesFile().Name
}

// hint says what may be missing where a flow was named alone and does not fit the rule set
// in force.
func (t target) hint(problems source.List) string {
	if t.alone == "" || slices.ContainsFunc(problems, func(d source.Diagnostic) bool { return d.File == t.alone }) {
		return ""
	}
	return "name a rule file for " + t.alone + " too"
}

// A contentFile is a file named on the command line.
type contentFile struct {
	path string
	kind contentKind
	flow string // the id of the flow that it is, or belongs to
}

type contentKind int

const (
	flowFile contentKind = iota
	rulesFile
	otherFile // with tests, a population or a translation
)

// checkTargets returns what to check: for each rule file with the flow that it belongs to,
// if that is named too; for each other flow with the rule set in force; and each folder.
// Without a path it is the content in force.
func (a *app) checkTargets(s *settings, paths []string) ([]target, error) {
	if len(paths) == 0 {
		return []target{{settings: &settings{Content: s.Content, Questions: s.Questions, Rules: s.Rules, Lang: s.Lang}}}, nil
	}
	var targets []target
	var files []contentFile
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			targets = append(targets, target{settings: &settings{Content: path, Lang: s.Lang}})
			continue
		}
		file, err := readContentFile(path)
		switch {
		case err != nil:
			return nil, err
		case file.kind == otherFile:
			fmt.Fprintf(a.Err, "chiefly: %s is neither a rule file nor a flow, and is left aside\n", path)
		default:
			files = append(files, file)
		}
	}
	return append(targets, fileTargets(s, files)...), nil
}

// readContentFile finds out what a file is, by its keys. One that cannot be read at all
// counts as a rule file, which loading reports.
func readContentFile(path string) (contentFile, error) {
	if format, _ := source.FormatOf(path); format != source.YAML {
		return contentFile{}, fail(exitUsage, "", "%s: flows and rule files are YAML files; the name must end in .yaml or .yml", path)
	}
	file, err := answers.Open(path, nil)
	if err != nil {
		return contentFile{}, fail(exitInvalid, "", "reading content: %w", err)
	}
	root, _ := source.Parse(file, source.YAML)
	if root == nil || root.Kind != source.Mapping {
		return contentFile{path: path, kind: rulesFile}, nil
	}
	keys := map[string]bool{}
	for _, key := range root.Keys {
		keys[key.Value] = true
	}
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	found := contentFile{path: path, kind: rulesFile, flow: rule.FlowID(root)}
	switch {
	case keys["tests"] || keys["translates"] || strings.HasSuffix(base, "_test") || strings.HasSuffix(base, "_population"):
		found.kind = otherFile
	case !keys["rule_set"] && (keys["questions"] || keys["flow"]):
		found.kind = flowFile
	}
	return found, nil
}

// fileTargets joins rule files and flows. A file in a content folder is checked with the
// rest of that folder.
func fileTargets(s *settings, files []contentFile) []target {
	var targets []target
	used := map[string]bool{}
	for _, file := range files {
		if file.kind != rulesFile {
			continue
		}
		t := target{settings: &settings{Content: folderOf(s, file.path), Questions: s.Questions, Rules: file.path, Lang: s.Lang}}
		for _, other := range files {
			if other.kind == flowFile && other.flow == file.flow {
				t.settings.Questions, used[other.path] = other.path, true
			}
		}
		targets = append(targets, t)
	}
	for _, file := range files {
		if file.kind == flowFile && !used[file.path] {
			content := folderOf(s, file.path)
			t := target{settings: &settings{Content: content, Questions: file.path, Rules: s.Rules, Lang: s.Lang}}
			if content == "" && s.Rules == "" {
				t.alone = file.path
			}
			targets = append(targets, t)
		}
	}
	return targets
}

// folderOf returns the content folder in force, or else the one that a file lies in; "" for
// none.
func folderOf(s *settings, path string) string {
	dir := filepath.Dir(path)
	other := map[string]string{engine.RulesDir: engine.QuestionsDir, engine.QuestionsDir: engine.RulesDir}[filepath.Base(dir)]
	if s.Content != "" || other == "" {
		return s.Content
	}
	folder := filepath.Dir(dir)
	if info, err := os.Stat(filepath.Join(folder, other)); err != nil || !info.IsDir() {
		return ""
	}
	return folder
}
