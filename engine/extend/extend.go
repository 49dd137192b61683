// Package extend builds content on other content: a house file that begins with
// "extends: NAME" says only what is different from its base.
//
// The two are joined as trees, before anything is decoded. Every value keeps the
// file and the place where it was written, so that whatever is found wrong with the
// whole later points into the house file or into the base, whichever holds the text.
//
// # House files
//
// What the house adds stands where it stands in any file: new rules under "rules:",
// new questions under "questions:". What it changes stands under "change:", by id,
// and names only the keys that change. What it does without is listed under
// "switch_off:", in a flow under "hide:". So a slip of the pen in an id is an error
// and neither a second rule nor a rule that nobody meant.
//
// In a change a value takes the place of the base's; points, thresholds, modes and
// profiles are joined key by key, and a key with ~, or 0 points, is taken away.
package extend

import (
	"slices"

	"chiefly/engine/source"
)

// A Form is a kind of file that can build on another.
type Form struct {
	what     string   // in messages: "the rule file"
	own      []string // what the file says of itself; never taken from the base
	plain    []string // what takes the place of the base's
	deep     []string // what is joined with the base's, key by key
	sections []section
	off      string // the key that lists what the house does without
	gone     string // what is then said of it: "switched off"
}

// A section is a list, or mapping, of things with ids.
type section struct {
	key, one string
	mapped   bool // a mapping from ids to texts
	// off says that the house can do without: by removal, or, where hidden, so that
	// it is never asked.
	off, hidden bool
	deep        []string // keys whose mappings are joined key by key
	alone       []string // keys of which a thing has one
	fixed       []string // keys that cannot change
	within      *section // a list in each thing, to which "add_KEY" adds
	nested      bool     // is such a list
	// place finds where a new thing goes that does not say; nil where order does
	// not matter.
	place func(m *merger, things []*source.Node, added *source.Node) int
}

// The forms of content.
var (
	Rules = &Form{
		what: "the rule file", own: []string{"rule_set", "version"}, plain: []string{"flow", "title", "noun"}, deep: []string{"thresholds", "topics"}, off: "switch_off", gone: "switched off",
		sections: []section{
			{key: "roles", one: "role", deep: []string{"thresholds", "profile"}},
			{key: "conditions", one: "condition", mapped: true},
			{key: "rules", one: "rule", off: true, deep: []string{"points"}, alone: []string{"points", "require", "rule_out"}},
			{key: "arrangements", one: "arrangement row", off: true, deep: []string{"mode"}, place: placeOfRow,
				alone: []string{"mode", "combine", "separate", "first", "instead", "note"}},
			{key: "properties", one: "property", off: true, alone: claims},
			{key: "facts", one: "fact"},
			{key: "briefs", one: "brief", place: placeOfBrief, alone: []string{"role", "instead"}},
			{key: "sources", one: "source"},
		},
	}
	Flow = &Form{
		what: "the flow file", own: []string{"flow", "version"}, plain: []string{"title", "intro", "language"}, off: "hide", gone: "hidden",
		sections: []section{
			{key: "sections", one: "section"},
			{key: "questions", one: "question", off: true, hidden: true, fixed: []string{"type", "min", "max"}, place: placeOfQuestion,
				within: &section{key: "options", one: "option", nested: true}},
		},
	}
)

// claims are the keys of a property that say what must hold.
var claims = []string{"always", "never", "at_most", "monotone"}

// An Edit is what a house file does to one thing of its base.
type Edit struct {
	Section string // the key of the list that the thing is in, such as "rules"
	ID      string
	At, Was *source.Node // the id in the house file, and where the thing stood before
	// What are the changes in words, such as "points cio 15 -> 10". It is empty where
	// Off.
	What []string
	Off  bool // switched off, or hidden
}

const extendsKey, changeKey = "extends", "change"

// Base returns the value of "extends" in a file, or nil where it builds on nothing.
// It reports a value that can name nothing, and keys that have a meaning only beside
// "extends".
func (f *Form) Base(root *source.Node) (*source.Node, source.List) {
	var r source.Reader
	if root.Kind != source.Mapping {
		return nil, nil
	}
	if base := root.Get(extendsKey); base != nil {
		if text := r.Text(base, extendsKey); base.Kind == source.Null || text.Given() && text.Value == "" {
			r.Problems = source.List{base.Diagnose(`"extends" names no base`, "write the name of built-in content, such as technology_chiefs, or a path such as ./base.yaml")}
		}
		return base, r.Problems
	}
	for _, key := range root.Keys {
		if key.Value == changeKey || key.Value == f.off {
			r.Report(key, `add a line such as "extends: technology_chiefs"`, "%s builds on nothing, so there is nothing for %s", f.what, source.Quote(key.Value))
		}
	}
	return nil, r.Problems
}

// Merge returns the tree of a house file together with that of its base, and what the
// house does to it, section by section. Neither tree is changed. What is wrong with the
// house file is left out of the result, which is read on to find what else is wrong.
func (f *Form) Merge(base, house *source.Node) (*source.Node, []Edit, source.List) {
	m := merger{form: f, base: base, house: house, off: map[*source.Node]*source.Node{}}
	if base.Kind != source.Mapping || house.Kind != source.Mapping {
		return house, nil, nil // the loader tells what it must be
	}
	return m.merge(), m.edits, m.Problems
}

type merger struct {
	source.Reader
	form        *Form
	base, house *source.Node
	off         map[*source.Node]*source.Node // things of the base that are switched off, and where that is said
	edits       []Edit
	decided     map[string]*source.Node // see placeOfRow
}

func (m *merger) merge() *source.Node {
	root := &source.Node{Kind: source.Mapping, Pos: m.house.Pos, File: m.house.File}
	for _, key := range m.form.own {
		put(root, keyNode(m.house, key), m.house.Get(key))
	}
	for _, key := range m.form.plain {
		from := m.base
		if m.house.Get(key) != nil {
			from = m.house
		}
		put(root, keyNode(from, key), from.Get(key))
	}
	for _, key := range m.form.deep {
		joined, _ := m.join(key, m.base.Get(key), m.house.Get(key))
		put(root, keyNode(m.base, key), joined)
	}
	m.switchOff()
	changes := m.changes()
	for i := range m.form.sections {
		s := &m.form.sections[i]
		put(root, keyNode(m.base, s.key), m.section(s, m.base.Get(s.key), changes.Get(s.key), m.house.Get(s.key)))
	}
	m.dropTopics(root)
	m.unknown(m.base, m.form.what, m.form.keys())
	m.unknown(m.house, m.form.what, append(m.form.keys(), extendsKey, changeKey, m.form.off))
	return root
}

// keys are all keys that a file has besides those for what it builds on.
func (f *Form) keys() []string {
	return slices.Concat(f.own, f.plain, f.deep, f.sectionKeys())
}

func (f *Form) sectionKeys() []string {
	var keys []string
	for _, s := range f.sections {
		keys = append(keys, s.key)
	}
	return keys
}

// changes returns the mapping of what is changed in the base, or an empty one.
func (m *merger) changes() *source.Node {
	changes := m.house.Get(changeKey)
	if changes == nil {
		return &source.Node{Kind: source.Mapping}
	}
	known := m.Map(changes, source.Quote(changeKey)).Node // reports another kind
	for _, key := range known.Keys {
		if slices.Contains(append(m.form.plain, m.form.deep...), key.Value) {
			m.Report(key, "move it out of change:, to the beginning of a line", "%s is no list of things, so it is given directly", source.Quote(key.Value))
			return &source.Node{Kind: source.Mapping}
		}
	}
	m.unknown(known, source.Quote(changeKey), m.form.sectionKeys())
	return known
}

// unknown reports keys of a mapping that are none of those known.
func (m *merger) unknown(n *source.Node, what string, known []string) {
	for _, key := range n.Keys {
		if !slices.Contains(known, key.Value) {
			m.Report(key, source.Suggest(key.Value, known), "unknown key %s in %s", source.Quote(key.Value), what)
		}
	}
}
