package rule

import (
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// FuzzLoadRules holds that no rule file makes Load panic, that every problem
// lies inside the file, and that a set without problems can be evaluated.
func FuzzLoadRules(f *testing.F) {
	text := rulesText(f)
	f.Add([]byte(text))
	for i, line := range strings.SplitAfter(text, "\n") { // and the file without one of its lines
		if i%3 == 0 {
			f.Add([]byte(strings.Replace(text, line, "", 1)))
		}
	}
	f.Add([]byte(text + sound))
	for _, small := range []string{"properties: [5, [], {}, a implies b, {monotone: {in: [], option: 5}, at_most: 9 hired roles when}]", "", "[]", "rules: {}", "rules: [[]]", "flow: {a: b}", "rule_set: a\nroles: [{}]\nrules: [{points: []}]", "arrangements: [{mode: 5, first: [a]}]",
		"conditions: {a: b, b: a}", "thresholds: 5", "sources: [5, {id: []}]", "roles: [a, {id: a, profile: [], thresholds: {hire: a}}]"} {
		f.Add([]byte(small))
	}
	firm := firm(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		root, problems := source.Parse(source.NewFile("rules.yaml", data), source.YAML)
		if root == nil || root.Kind == source.Null {
			return
		}
		FlowID(root)
		set, more := Load(root, firm)
		if len(more) == 0 && len(problems) == 0 {
			evaluate(set, flow.Answers{})
		}
		lines := strings.Split(string(data), "\n")
		for _, p := range more {
			if p.File != "rules.yaml" || p.Pos.Line < 1 || p.Pos.Line > len(lines) || p.Pos.Col < 1 || p.Pos.Col > len([]rune(lines[p.Pos.Line-1]))+1 {
				t.Errorf("outside the file: %s\n%q", p.Error(), data)
			}
			if p.Message == "" || p.Render() == "" {
				t.Errorf("a problem without words at %s", p.Pos)
			}
		}
	})
}
