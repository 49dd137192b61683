package extend_test

import (
	"testing"

	"chiefly/engine/extend"
	"chiefly/engine/source"
)

// Whatever a house file and its base hold, joining them ends, without a panic, either in
// problems that stand in one of the two files or in a tree whose every node knows its
// file. A file that adds nothing is its base.
func FuzzMerge(f *testing.F) {
	f.Add(baseRules, houseHead+"switch_off: [sells]\nchange: {rules: [{id: tiny, points: {cto: 1}}]}\n", true)
	f.Add(baseRules, houseHead+"arrangements: [{id: a, before: part}]\nconditions: {big: small}\n", true)
	f.Add(baseFlow, flowHead+"hide: [sites]\nquestions: [{id: a, after: headcount}]\n", false)
	f.Add(baseFlow, flowHead+"change: {questions: [{id: technology, add_options: [{id: x}]}]}\n", false)
	f.Add("rules: {a: [~]}\n", "rules: [~, 1, {id: [a]}]\nchange: {rules: [~], conditions: [1]}\nswitch_off: {rules: ~}\n", true)
	f.Add("questions: [a, {id: a, options: 1}]\n", "hide: [a]\nchange: {questions: [{id: a, options: [a], when: ~}]}\nlanguage: ~\n", false)
	f.Fuzz(func(t *testing.T, baseText, houseText string, rules bool) {
		form := extend.Flow
		if rules {
			form = extend.Rules
		}
		base, bad := source.Parse(source.NewFile("base.yaml", []byte(baseText)), source.YAML)
		house, also := source.Parse(source.NewFile("house.yaml", []byte(houseText)), source.YAML)
		if base == nil || house == nil || len(bad)+len(also) > 0 {
			return
		}
		before := written(base)
		root, edits, problems := form.Merge(base, house)
		if written(base) != before {
			t.Fatalf("the base has become %s", written(base))
		}
		for _, p := range problems {
			if p.File == "" || !p.Pos.IsValid() {
				t.Errorf("a problem without a place: %v", p)
			}
		}
		known(t, root)
		for _, e := range edits {
			known(t, e.At)
			known(t, e.Was)
		}
		same(t, form, base)
	})
}

// known reports nodes that do not know where they stand.
func known(t *testing.T, n *source.Node) {
	t.Helper()
	if n == nil || n.File == nil || !n.Pos.IsValid() {
		t.Fatalf("a node without a place: %+v", n)
	}
	for i, item := range n.Items {
		known(t, item)
		if n.Kind == source.Mapping {
			known(t, n.Keys[i])
		}
	}
}

// same joins a base with a file that adds nothing.
func same(t *testing.T, form *extend.Form, base *source.Node) {
	t.Helper()
	if base.Kind != source.Mapping {
		return
	}
	root, edits, problems := form.Merge(base, parse(t, "house.yaml", "extends: base\n"))
	for _, p := range problems {
		if p.File != "base.yaml" { // that has keys of no meaning
			t.Fatal(p)
		}
	}
	if len(edits) > 0 {
		t.Fatal(edits)
	}
	for i, key := range root.Keys {
		if got, want := written(root.Items[i]), written(get(base, key.Value)); got != want {
			t.Errorf("%s is %s, not %s", key.Value, got, want)
		}
	}
}
