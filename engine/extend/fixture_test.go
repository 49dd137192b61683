package extend_test

import (
	"strings"
	"testing"

	"chiefly/engine/extend"
	"chiefly/engine/source"
)

const baseRules = `rule_set: base
version: 1.0.0
flow: firm
title: The base
thresholds: {hire: 50, later: 30}
topics: {systems: The systems}
roles:
  - {id: cto, title: technology chief, thresholds: {hire: 60, later: 30}}
  - {id: cio, title: information chief, profile: {purpose: Runs systems., leads: Some.}}
conditions:
  small: headcount < 50
rules:
  - id: sells
    when: technology
    points: {cto: 40, cio: -5}
    because: It is sold.
    sources: [article]
  - {id: tiny, when: headcount < 5, rule_out: [cto], because: Too few., sources: [article]}
arrangements:
  - {id: part, when: needed.cio and small, mode: {cio: fractional}, because: Few.}
  - {id: whole, when: needed.cio, mode: {cio: full_time}, because: Many.}
  - {id: tiny, when: small, note: systems, because: None.}
properties:
  - headcount < 5 implies not needed.cto
  - {id: few, at_most: 1 needed roles, because: Few.}
sources:
  - {id: article, title: An article}
`

const baseFlow = `flow: firm
version: 1.0.0
title: Base
language: en
sections:
  - {id: size, title: Size}
  - {id: work, title: Work}
questions:
  - {id: headcount, section: size, type: integer, min: 1, max: 1000, ask: How many?, why: Size counts.}
  - {id: sites, section: size, type: integer, min: 1, max: 50, ask: Where?, why: Places., when: headcount > 5}
  - id: technology
    section: work
    type: choice
    ask: What is it?
    why: It tells.
    options: [{id: sold, label: Sold}, {id: used, label: Used, description: By staff.}]
`

func parse(t testing.TB, name, text string) *source.Node {
	t.Helper()
	root, problems := source.Parse(source.NewFile(name, []byte(text)), source.YAML)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return root
}

// merge joins a house file with the base of its form.
func merge(t testing.TB, form *extend.Form, house string) (*source.Node, []extend.Edit, source.List) {
	t.Helper()
	base := baseRules
	if form == extend.Flow {
		base = baseFlow
	}
	return form.Merge(parse(t, "base.yaml", base), parse(t, "house.yaml", house))
}

// get follows keys, ids of things in lists and, where a list has none such, nothing.
func get(n *source.Node, path string) *source.Node {
	for step := range strings.SplitSeq(path, "/") {
		var next *source.Node
		for i, item := range n.Items {
			if n.Kind == source.Mapping && n.Keys[i].Value == step {
				next = item
			}
			if n.Kind == source.Sequence && get(item, "id") != nil && get(item, "id").Value == step {
				next = item
			}
		}
		if next == nil {
			return nil
		}
		n = next
	}
	return n
}

// written writes a tree in one line, without places.
func written(n *source.Node) string {
	if n == nil {
		return "nothing"
	}
	var parts []string
	for i, item := range n.Items {
		if n.Kind == source.Mapping {
			parts = append(parts, n.Keys[i].Value+": "+written(item))
		} else {
			parts = append(parts, written(item))
		}
	}
	switch n.Kind {
	case source.Mapping:
		return "{" + strings.Join(parts, ", ") + "}"
	case source.Sequence:
		return "[" + strings.Join(parts, ", ") + "]"
	case source.Null:
		return "~"
	}
	return n.Value
}

// order are the ids of the things of a list.
func order(n *source.Node) string {
	var ids []string
	for _, item := range n.Items {
		if id := get(item, "id"); id != nil {
			ids = append(ids, id.Value)
		} else {
			ids = append(ids, written(item))
		}
	}
	return strings.Join(ids, " ")
}
