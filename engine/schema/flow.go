package schema

import (
	"slices"

	"chiefly/engine/flow"
)

// flowFile describes a flow. One that extends another may lack what that has.
func (n *names) flowFile() node {
	file := object(
		need("flow", id),
		need("version", text),
		may("extends", text.said("the flow that this one builds on, by name or path")),
		may("language", node{{"type", "string"}, {"pattern", "^[a-z]{2}$"}}),
		may("title", maybeText),
		may("intro", maybeText),
		may("sections", list(section(whole))),
		may("hide", list(idOf(n.ids())).said("questions of the base that are never asked")),
		may("change", object(
			may("sections", list(section(changed))),
			may("questions", list(n.question(changed))),
		).said("what differs from the base, by id")),
		may("questions", someOf(n.question(whole))),
	)
	return extending(file, having("questions"), "change", "hide")
}

// extending adds to a file what holds of one that extends no other, and the keys that
// it cannot have.
func extending(file, alone node, never ...string) node {
	return file.with("if", having("extends")).with("else", alone.with("not", havingAny(never)))
}

// havingAny is a mapping that has at least one of some keys.
func havingAny(keys []string) node {
	alternatives := make([]node, len(keys))
	for i, key := range keys {
		alternatives[i] = having(key)
	}
	return anyOf(alternatives...)
}

// A scope says whether a thing is described as a whole, or what is changed in it.
type scope bool

const (
	whole   scope = false
	changed scope = true
)

// thing is a mapping with an id. In a change all other keys can be left out, and be
// taken away.
func (s scope) thing(known []string, keys ...property) node {
	if s == whole {
		return object(append([]property{need("id", id)}, keys...)...)
	}
	loose := []property{need("id", idOf(known))}
	for _, p := range keys {
		loose = append(loose, may(p.name, anyOf(p.schema, nothing)))
	}
	return object(loose...).with("minProperties", 2)
}

// add returns keywords that a thing needs only as a whole.
func (s scope) add(n node, key string, value any) node {
	if s == changed {
		return n
	}
	return n.with(key, value)
}

func section(s scope) node {
	return s.thing(nil, need("title", text), may("intro", maybeText))
}

// number is a whole number of 62 bits, as bounds are.
var number = between(-1<<61, 1<<61)

func (n *names) question(s scope) node {
	option := func(s scope) node {
		return s.thing(nil, need("label", text), may("description", maybeText))
	}
	keys := []property{
		may("section", idOf(n.sections)),
		need("type", enum("integer", "choice", "choices", "yes_no")),
		may("min", number),
		may("max", number),
		may("unit", maybeText.said("of an integer: what is counted, for one and for several: person/people")),
		may("max_picks", between(1, flow.MaxOptions).said("of choices: how many options at most")),
		may("when", condition.said("asked unless this is false; it can use earlier questions only")),
		need("ask", text.said("the question itself")),
		may("help", maybeText.said("how to answer it")),
		need("why", text.said("what the answer decides")),
		may("required", truth.said("without it no advice is given: rarely a good idea")),
		may("fixed", truth.said("true for what an organisation cannot decide to change")),
		may("default", node{{"not", nothing}}.said("offered first in the quiz, never assumed")),
		may("options", someOf(option(s)).with("maxItems", flow.MaxOptions)),
	}
	if s == changed {
		keys = slices.DeleteFunc(keys, func(p property) bool { return slices.Contains([]string{"type", "min", "max"}, p.name) })
		return s.thing(n.ids(), append(keys, may("add_options", list(option(whole))))...)
	}
	keys = append(keys, may("before", id), may("after", id))
	return s.thing(nil, keys...).with("allOf", []node{
		typed("integer", having("min", "max"), "options", "max_picks"),
		typed("choice", having("options"), "min", "max", "unit", "max_picks"),
		typed("choices", having("options"), "min", "max", "unit"),
		typed("yes_no", node{}, "min", "max", "unit", "options", "max_picks"),
	})
}

// typed says what a question of some type needs, and which keys it cannot have.
func typed(name string, needs node, never ...string) node {
	is := node{{"properties", properties{may("type", constant(name))}}, {"required", []string{"type"}}}
	return node{{"if", is}, {"then", needs.with("not", havingAny(never))}}
}

func (n *names) ids() []string {
	ids := make([]string, len(n.questions))
	for i, q := range n.questions {
		ids[i] = q.ID
	}
	return ids
}
