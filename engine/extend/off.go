package extend

import (
	"fmt"
	"strings"

	"chiefly/engine/source"
)

// A thing is one that a house can do without.
type thing struct {
	section *section
	node    *source.Node
}

// switchOff reads what the house does without: a list of ids, or a mapping from
// sections to such lists, which is needed where an id is in two sections.
func (m *merger) switchOff() {
	list := m.house.Get(m.form.off)
	if list == nil {
		return
	}
	var sections []*section
	var all []*source.Node
	for i := range m.form.sections {
		if s := &m.form.sections[i]; s.off {
			sections, all = append(sections, s), append(all, m.base.Get(s.key))
		}
	}
	if m.tooMany(m.form.off, append(all, list)...) {
		return
	}
	if list.Kind != source.Mapping || len(sections) == 1 {
		m.without(sections, m.List(list, m.form.off))
		return
	}
	var known []string
	for _, s := range sections {
		known = append(known, s.key)
		m.without([]*section{s}, m.List(list.Get(s.key), s.key))
	}
	m.unknown(list, source.Quote(m.form.off), known)
}

// without switches off things of some sections.
func (m *merger) without(sections []*section, names []*source.Node) {
	called := m.called(sections)
	for _, name := range names {
		if name.Kind >= source.Sequence || name.Kind == source.Null {
			m.Report(name, "write an id", "%q takes ids, not %s", m.form.off, name.Kind)
			continue
		}
		found := called[inLine(name.Value)]
		switch {
		case len(found) == 0:
			m.nothingOff(sections, name)
		case len(found) > 1:
			m.Report(name, fmt.Sprintf("write %s: {%s: [%s]} for one of them", m.form.off, found[0].section.key, name.Value),
				"both %s and %s are called %s", article(found[0].section.one), article(found[1].section.one), source.Quote(name.Value))
		case m.off[found[0].node] != nil:
			m.Report(name, "keep one", "%s is listed twice, first at %s", source.Quote(name.Value), place(m.off[found[0].node]))
		default:
			m.off[found[0].node] = name
			m.edit(Edit{Section: found[0].section.key, ID: name.Value, At: name, Was: nameOf(found[0].node), Off: true})
		}
	}
}

// called returns the things of the base by what they go by.
func (m *merger) called(sections []*section) map[string][]thing {
	all := map[string][]thing{}
	for _, s := range sections {
		for _, n := range m.base.Get(s.key).List() {
			if v := nameOf(n); v != nil {
				name := inLine(v.Value)
				all[name] = append(all[name], thing{s, n})
			}
		}
	}
	return all
}

// nameOf returns what a thing goes by: its id, or, since properties may have none, what
// it says.
func nameOf(n *source.Node) *source.Node {
	if n.Kind < source.Sequence && n.Kind != source.Null {
		return n
	}
	if v := id(n); v != nil {
		return v
	}
	for _, key := range claims {
		if v := n.Get(key); v != nil && v.Kind < source.Sequence {
			return v
		}
	}
	return nil
}

// nothingOff reports a name that means nothing in the base that could be left out.
func (m *merger) nothingOff(sections []*section, name *source.Node) {
	var known, ones, many []string
	for _, s := range sections {
		ones, many = append(ones, s.one), append(many, s.several())
		known = append(known, ids(m.base.Get(s.key).List())...)
	}
	for i := range m.form.sections {
		s := &m.form.sections[i]
		if n := m.base.Get(s.key); !s.off && (named(n.List(), name.Value) >= 0 || s.mapped && n.Index(name.Value) >= 0) {
			m.Report(name, "change it, or leave it unused", "%s is %s; %q takes away %s only", source.Quote(name.Value), article(s.one), m.form.off, list(many, " and "))
			return
		}
		if s.off && named(m.house.Get(s.key).List(), name.Value) >= 0 {
			m.Report(name, "remove one of the two", "%s is new in this file", source.Quote(name.Value))
			return
		}
	}
	m.Report(name, source.Suggest(name.Value, known), "the base has no %s %s", list(ones, " or "), source.Quote(name.Value))
}

// list joins words: "rules, arrangement rows and properties".
func list(words []string, last string) string {
	end := len(words) - 1
	if end == 0 {
		return words[0]
	}
	return strings.Join(words[:end], ", ") + last + words[end]
}

// several is what more than one of the things are called.
func (s *section) several() string {
	if stem, y := strings.CutSuffix(s.one, "y"); y {
		return stem + "ies"
	}
	return s.one + "s"
}
