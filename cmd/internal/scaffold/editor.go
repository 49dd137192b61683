package scaffold

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path"
	"strings"

	"chiefly/cmd/internal/content"
	"chiefly/engine"
	"chiefly/engine/schema"
)

// schemaDir holds what editors need to complete and check files.
const schemaDir = ".chiefly/schema"

// kindOf returns the kind of a file by its name in the folder, or "".
func kindOf(name string) schema.Kind {
	dir, file := path.Split(name)
	stem, isYAML := strings.CutSuffix(file, ".yaml")
	switch {
	case !isYAML || strings.Contains(stem, "."): // the latter are translations
		return ""
	case dir == engine.RulesDir+"/" && strings.HasSuffix(stem, "_test"):
		return schema.Tests
	case dir == engine.RulesDir+"/":
		return schema.Rules
	case dir == engine.QuestionsDir+"/" && strings.HasSuffix(stem, "_population"):
		return schema.Population
	case dir == engine.QuestionsDir+"/":
		return schema.Questions
	}
	return ""
}

func schemaFile(kind schema.Kind) string { return path.Join(schemaDir, string(kind)+".json") }

// modeline returns the line by which editors find the schema of a file, or nothing for a
// file without one.
func modeline(name string) []byte {
	kind := kindOf(name)
	if kind == "" {
		return nil
	}
	return []byte("# yaml-language-server: $schema=../" + schemaFile(kind) + "\n")
}

// editorFiles returns the schemas of the content in these files, and settings by which
// Visual Studio Code finds them for files that do not name them.
func editorFiles(all []File) ([]File, error) {
	e, err := load(all)
	if err != nil {
		return nil, err
	}
	// Patterns must not overlap: a file with two schemas would have to be right by both.
	patterns := map[schema.Kind][]string{
		schema.Tests:      {"/rules/*_test.yaml"},
		schema.Population: {"/questions/*_population.yaml"},
		schema.Answers:    {"/answers/*.yaml"},
	}
	for _, f := range all {
		if kind := kindOf(f.Name); kind == schema.Rules || kind == schema.Questions {
			patterns[kind] = append(patterns[kind], "/"+f.Name)
		}
	}
	settings := map[string][]string{}
	var made []File
	for kind, files := range patterns {
		settings["./"+schemaFile(kind)] = files
		made = append(made, File{schemaFile(kind), schema.For(kind, e)})
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(map[string]any{"yaml.schemas": settings})
	return append(made, File{".vscode/settings.json", text.Bytes()}), err
}

// load loads the content in files, from a folder that is there only for that: what is
// built on the built-in content is found as it will be later.
func load(all []File) (e *engine.Engine, err error) {
	dir, err := os.MkdirTemp("", "chiefly-init-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := writeAll(dir, all); err != nil {
		return nil, err
	}
	return content.Choice{Dir: dir}.Load()
}
