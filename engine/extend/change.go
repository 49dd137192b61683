package extend

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chiefly/engine/source"
)

// patch returns the things of the base with the changes of the house.
func (m *merger) patch(s *section, things, changes []*source.Node) []*source.Node {
	things = slices.Clone(things)
	base := slices.Clone(things)
	known := byID(base)
	seen := map[string]*source.Node{}
	for _, c := range changes {
		name := m.Map(c, "a change").NeedID("id")
		if name.Value == "" {
			continue
		}
		i, is := known[name.Value]
		switch first := seen[name.Value]; {
		case first != nil:
			m.Report(name.Node, fmt.Sprintf("it is changed first on line %d; make one of the two", first.Pos.Line), "%s %s is changed twice", s.one, source.Quote(name.Value))
		case !is:
			m.missing(s, name.Node, ids(base), ids(m.house.Get(s.key).List()))
		case m.off[base[i]] != nil:
			m.Report(name.Node, "do one of the two", "%s %s is %s, at %s, and changed here", s.one, source.Quote(name.Value), m.form.gone, place(m.off[base[i]]))
		default:
			things[i] = m.change(s, base[i], c)
		}
		seen[name.Value] = name.Node
	}
	return things
}

// change returns a thing of the base with a change. It stands where the change stands.
func (m *merger) change(s *section, base, change *source.Node) *source.Node {
	changed := copied(base, change)
	set(changed, keyNode(change, "id"), id(change))
	var what []string
	for i, key := range change.Keys {
		if key.Value == "id" {
			continue
		}
		if problem, hint := s.refuses(key.Value); problem != "" {
			m.Report(key, hint, "%s", problem)
			continue
		}
		what = append(what, m.changeKey(s, changed, key, change.Items[i])...)
	}
	if len(change.Keys) == 1 {
		m.Report(id(change), "add what changes, or remove it", "nothing changes in %s %s", s.one, source.Quote(id(change).Value))
	}
	if !s.nested {
		m.edit(Edit{Section: s.key, ID: id(change).Value, At: id(change), Was: id(base), What: what})
	}
	return changed
}

// refuses says why a key cannot stand in a change, or returns "".
func (s *section) refuses(key string) (problem, hint string) {
	switch {
	case slices.Contains(s.fixed, key):
		return fmt.Sprintf("%s of a %s of the base cannot change, since the rules read its answers", source.Quote(key), s.one),
			"reword or hide it, and add one of your own with another id"
	case s.place != nil && (key == "before" || key == "after"):
		return fmt.Sprintf("%s of the base keeps its place", article(s.one)), "remove this line; only new ones say where they stand"
	}
	return "", ""
}

// changeKey changes one key of a thing, and says what that changes.
func (m *merger) changeKey(s *section, thing, key, to *source.Node) []string {
	old := thing.Get(key.Value)
	switch {
	case s.within != nil && key.Value == s.within.key && old.List() != nil:
		list := copied(old, old)
		list.Items = m.patch(s.within, old.Items, m.List(to, key.Value))
		set(thing, keyNode(thing, key.Value), list)
		return []string{key.Value + " reworded"}
	case s.within != nil && key.Value == "add_"+s.within.key && thing.Get(s.within.key).List() != nil:
		old = thing.Get(s.within.key)
		list := copied(old, old)
		added := m.List(to, key.Value)
		list.Items = m.add(s.within, old.Items, slices.Clone(old.Items), added)
		set(thing, keyNode(thing, s.within.key), list)
		return []string{s.within.key + " added"}
	case to.Kind == source.Null:
		remove(thing, key.Value)
		return []string{key.Value + " taken away"}
	case slices.Contains(s.deep, key.Value):
		joined, what := m.join(key.Value, old, to)
		m.replace(s, thing, key, joined)
		return prefixed(key.Value, what)
	}
	m.replace(s, thing, key, to)
	return []string{reworded(key.Value, old, to)}
}

// replace sets a key of a thing, and removes those that cannot stand beside it.
func (m *merger) replace(s *section, thing, key, to *source.Node) {
	if slices.Contains(s.alone, key.Value) {
		for _, other := range s.alone {
			if other != key.Value {
				remove(thing, other)
			}
		}
	}
	set(thing, key, to)
}

// join joins two mappings of a name key by key, and says what changes. A key with nothing
// is taken away; so is one with 0 points.
func (m *merger) join(name string, old, to *source.Node) (*source.Node, []string) {
	switch {
	case to == nil:
		return old, nil
	case old == nil || old.Kind != source.Mapping || to.Kind != source.Mapping:
		return to, []string{"new"}
	case m.tooMany(name, old, to):
		return old, nil
	}
	joined := copied(old, to)
	var what []string
	for i, key := range to.Keys {
		was, is := old.Get(key.Value), to.Items[i]
		gone := is.Kind == source.Null || name == "points" && is.Kind == source.Int && is.Value == "0"
		switch {
		case gone && was == nil:
			m.Report(key, source.Suggest(key.Value, keysOf(old)), "the base has no %s here to take away", source.Quote(key.Value))
		case gone:
			remove(joined, key.Value)
			what = append(what, key.Value+" "+shown(was)+" taken away")
		default:
			set(joined, key, is)
			what = append(what, reworded(key.Value, was, is))
		}
	}
	if len(joined.Keys) == 0 && len(old.Keys) > 0 {
		m.Report(to, "keep one, or switch the whole off", "nothing is left of %s", source.Quote(name))
		return old, nil
	}
	return joined, what
}

func prefixed(key string, what []string) []string {
	for i, w := range what {
		what[i] = key + " " + w
	}
	return what
}

// mostShown is how long a value may be that is shown in words about a change.
const mostShown = 40

// reworded says how a value changes, with both where they are short.
func reworded(key string, old, to *source.Node) string {
	switch {
	case old == nil:
		return strings.TrimSpace(key+" "+shown(to)) + " added"
	case shown(old) == "" || shown(to) == "":
		return key + " changed"
	}
	return key + " " + shown(old) + " -> " + shown(to)
}

// shown returns a short value as it stands in the file, or "".
func shown(n *source.Node) string {
	text := inLine(n.Value)
	switch {
	case n.Kind >= source.Sequence || utf8.RuneCountInString(text) > mostShown:
		return ""
	case n.Kind == source.Text:
		return strconv.Quote(text)
	}
	return text
}
