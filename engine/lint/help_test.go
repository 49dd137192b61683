package lint_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/lint"
	"chiefly/engine/space"
	"chiefly/engine/wording"
	"chiefly/questions"
	"chiefly/rules"
)

// content loads a flow and a rule set.
func content(t testing.TB, flowText, rulesText string) lint.Content {
	t.Helper()
	c, err := load(flowText, rulesText)
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, flowText, rulesText)
	}
	return c
}

// load loads content as the program does.
func load(flowText, rulesText string) (lint.Content, error) {
	e, err := engine.Load(fstest.MapFS{"questions/questions.yaml": {Data: []byte(flowText)}, "rules/rules.yaml": {Data: []byte(rulesText)}})
	if err != nil {
		return lint.Content{}, err
	}
	return lint.Content{Flow: e.Flow(), Rules: e.Rules(), FlowTree: e.FlowTree(), RuleTree: e.RulesTree()}, nil
}

// missing returns what a translation of a rule set lacks, if there is one.
func missing(t testing.TB, flowText, rulesText, translation string) []wording.Missing {
	t.Helper()
	if translation == "" {
		return nil
	}
	e, err := engine.LoadIn(fstest.MapFS{"questions/questions.yaml": {Data: []byte(flowText)}, "rules/rules.yaml": {Data: []byte(rulesText)},
		"rules/rules.de.yaml": {Data: []byte(translation)}}, "de")
	if err != nil {
		t.Fatal(err)
	}
	return e.Untranslated()
}

// prove adds the answer space to content.
func prove(t testing.TB, c lint.Content) lint.Content {
	t.Helper()
	var err error
	if c.Space, err = space.New(c.Flow, c.Rules, space.DefaultBudget); err != nil {
		t.Fatal(err)
	}
	return c
}

// check returns what is found.
func check(t testing.TB, c lint.Content) []lint.Finding {
	t.Helper()
	found, err := lint.Run(c)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// rendered returns findings as people read them.
func rendered(found []lint.Finding) string {
	var b strings.Builder
	for _, f := range found {
		d := f.Diagnostic
		d.Message = string(f.Severity) + ": " + d.Message + " [" + f.Check + "]"
		b.WriteString(d.Render())
	}
	return b.String()
}

// builtIn is the built-in content.
func builtIn(t testing.TB) (flowText, rulesText string) {
	t.Helper()
	var texts []string
	for _, file := range []struct {
		fsys fs.FS
		name string
	}{{questions.FS, "technology_chiefs.yaml"}, {rules.FS, "technology_chiefs.yaml"}} {
		data, err := fs.ReadFile(file.fsys, file.name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	return texts[0], texts[1]
}
