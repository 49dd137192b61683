package schema_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/schema"
	"chiefly/engine/source"
)

// builtInFiles are all built-in files that have a schema.
var builtInFiles = map[string]schema.Kind{
	"questions/technology_chiefs.yaml":            schema.Questions,
	"questions/technology_chiefs_population.yaml": schema.Population,
	"rules/technology_chiefs.yaml":                schema.Rules,
	"rules/technology_chiefs_test.yaml":           schema.Tests,
}

func TestBuiltInFilesAreValid(t *testing.T) {
	for name, kind := range builtInFiles {
		v, ok := value(builtInText(t, name))
		if !ok {
			t.Fatalf("%s is no YAML", name)
		}
		if err := resolved(t, kind).Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAdviceIsValid(t *testing.T) {
	e, s := builtIn(t), resolved(t, schema.Advice)
	r := resolved(t, schema.Answers)
	for seed := range 40 {
		answers := flow.Answers{}
		for drawn := range e.Population().Draw(e.Flow(), uint64(seed)) {
			answers = drawn
			break
		}
		data, err := json.Marshal(e.Advise(answers))
		if err != nil {
			t.Fatal(err)
		}
		var v map[string]any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Fatalf("%s\n%v", data, err)
		}
		if err := r.Validate(v["answers"]); err != nil {
			t.Errorf("%s: %v", data, err)
		}
		v["recommendation"] = "ctoo"
		if s.Validate(v) == nil {
			t.Error("a recommendation that does not exist is valid")
		}
	}
}

func TestSchemasAreWellFormed(t *testing.T) {
	e, same := builtIn(t), builtIn(t)
	for _, kind := range schema.Kinds() {
		if !json.Valid(schema.For(kind, e)) {
			t.Errorf("%s is no JSON", kind)
		}
		if string(schema.For(kind, e)) != string(schema.For(kind, same)) {
			t.Errorf("%s differs from time to time", kind)
		}
	}
	if schema.For("ruels", e) != nil {
		t.Error("there is a schema of what there is not")
	}
}

// The order of keys is that of the built-in files: laid out, they differ in quotes and
// line breaks only.
func TestStyleIsThatOfTheBuiltInFiles(t *testing.T) {
	for name := range builtInFiles {
		file := source.NewFile(name, []byte(builtInText(t, name)))
		style := schema.Style(file)
		if len(style.Keys) == 0 {
			t.Errorf("%s has no style", name)
		}
		ordered, problems := source.Layout(file, style)
		asWritten, _ := source.Layout(file, source.Style{Apart: style.Apart})
		if len(problems) > 0 || string(ordered) != string(asWritten) {
			t.Errorf("%s has another order of keys\n%s", name, problems.Render())
			keep(t, name, ordered, asWritten)
		}
	}
}

// keep writes two texts where they can be compared.
func keep(t *testing.T, name string, a, b []byte) {
	t.Helper()
	dir := t.ArtifactDir()
	for suffix, data := range map[string][]byte{"got": a, "want": b} {
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)+"."+suffix), data, 0o600); err != nil {
			t.Error(err)
		}
	}
}

func TestStyleOfOtherFiles(t *testing.T) {
	for _, text := range []string{"", "[]", "headcount: 12\n", "flow: technology_chiefs\nheadcount: 12\n", "a: ["} {
		if style := schema.Style(source.NewFile("file", []byte(text))); len(style.Keys) > 0 || style.Apart != nil {
			t.Errorf("%q has a style: %v", text, style)
		}
	}
	house := schema.Style(source.NewFile("file", []byte("rule_set: house\nextends: technology_chiefs\n")))
	want := []string{"id", "when", "points", "require", "rule_out", "because", "sources"}
	for i, key := range house.Keys["change.rules[]"] {
		if i >= len(want) || key != want[i] {
			t.Errorf("%v, not %v", house.Keys["change.rules[]"], want)
			break
		}
	}
}
