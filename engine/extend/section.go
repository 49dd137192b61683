package extend

import (
	"slices"

	"chiefly/engine/source"
)

// section joins one list of the base with what the house changes in it and adds to it.
func (m *merger) section(s *section, base, changes, added *source.Node) *source.Node {
	if s.mapped {
		return m.mapping(s, base, changes, added)
	}
	if base != nil && base.Kind != source.Sequence {
		return base // the loader tells what it must be
	}
	if m.tooMany(s.key, base, changes, added) {
		return base
	}
	things := m.patch(s, base.List(), m.List(changes, s.key))
	things = slices.DeleteFunc(things, func(n *source.Node) bool { return m.off[n] != nil && !s.hidden })
	for i, n := range things {
		if at := m.off[n]; at != nil {
			things[i] = hidden(n, at)
		}
	}
	things = m.add(s, base.List(), things, m.List(added, s.key))
	switch {
	case base == nil && added == nil:
		return nil
	case base == nil:
		base = added
	}
	return &source.Node{Kind: source.Sequence, Items: things, Pos: base.Pos, File: base.File}
}

// maxThings is how many things a list may have in the base and the house together, so
// that joining them takes no more than a moment.
const maxThings = 10_000

// tooMany reports lists or mappings of one key that have too much together.
func (m *merger) tooMany(key string, nodes ...*source.Node) bool {
	count := 0
	var last *source.Node
	for _, n := range nodes {
		if n != nil {
			count += len(n.Items)
			last = n
		}
	}
	if count > maxThings {
		m.Report(last, "split the file", "more than %d of %s in the base and here", maxThings, source.Quote(key))
	}
	return count > maxThings
}

// hidden returns a question that is asked under a condition that is never true.
func hidden(n, at *source.Node) *source.Node {
	n = copied(n, n)
	never := &source.Node{Kind: source.Text, Value: "false", Pos: at.Pos, File: at.File}
	set(n, &source.Node{Kind: source.Text, Value: "when", Pos: at.Pos, File: at.File}, never)
	return n
}

// add puts new things among those of the base. all are the things that the base has,
// also those that are switched off.
func (m *merger) add(s *section, all, things, added []*source.Node) []*source.Node {
	after := map[*source.Node]*source.Node{} // the last that was put after a thing
	known := byID(all)
	for _, n := range added {
		if taken := id(n); taken != nil {
			if i, is := known[taken.Value]; is {
				m.Report(taken, s.taken(), "there is %s %s in the base already, at %s",
					article(s.one), source.Quote(taken.Value), place(id(all[i])))
				continue
			}
		}
		at := len(things)
		if s.place != nil && n.Kind == source.Mapping {
			at, n = m.placed(s, things, n, after)
		}
		things = slices.Insert(things, at, n)
	}
	return things
}

// taken says what to do about a new thing that is not new.
func (s *section) taken() string {
	where := "under change:"
	if s.nested {
		where = "under " + s.key + ":"
	}
	return "to change it, put it " + where + "; for another one choose another id"
}

// placed finds where a new thing goes, and returns it without the keys that say so.
func (m *merger) placed(s *section, things []*source.Node, n *source.Node, after map[*source.Node]*source.Node) (int, *source.Node) {
	before, behind := n.Get("before"), n.Get("after")
	if before == nil && behind == nil {
		return s.place(m, things, n), n
	}
	bare := copied(n, n)
	remove(bare, "before")
	remove(bare, "after")
	if before != nil && behind != nil {
		m.Report(behind, "keep one of them", "%s has both before and after", article(s.one))
		return len(things), bare
	}
	anchor := before
	if before == nil {
		anchor = behind
	}
	i := m.anchor(s, things, anchor)
	switch {
	case i < 0:
		return len(things), bare
	case before != nil:
		return i, bare
	}
	first := things[i]
	if last := after[first]; last != nil {
		i = slices.Index(things, last)
	}
	after[first] = bare
	return i + 1, bare
}

// anchor finds the thing that "before" or "after" names, or reports that there is none.
func (m *merger) anchor(s *section, things []*source.Node, name *source.Node) int {
	i := named(things, name.Value)
	if i >= 0 || name.Kind >= source.Sequence {
		if i < 0 {
			m.Report(name, "write its id", "one %s is named here, not %s", s.one, name.Kind)
		}
		return i
	}
	for _, n := range m.base.Get(s.key).List() {
		if at := m.off[n]; at != nil && id(n) != nil && id(n).Value == name.Value {
			m.Report(name, "name another, or keep it", "%s %s is %s, at %s", s.one, source.Quote(name.Value), m.form.gone, place(at))
			return -1
		}
	}
	m.Report(name, source.Suggest(name.Value, ids(things)), "there is no %s %s", s.one, source.Quote(name.Value))
	return -1
}

// mapping joins mappings from ids to texts.
func (m *merger) mapping(s *section, base, changes, added *source.Node) *source.Node {
	if base != nil && base.Kind != source.Mapping || changes == nil && added == nil {
		return base // the loader tells what it must be
	}
	if m.tooMany(s.key, base, changes, added) {
		return base
	}
	if base == nil {
		base = &source.Node{Kind: source.Mapping, Pos: m.house.Pos, File: m.house.File}
	}
	joined := copied(base, base)
	if changes != nil {
		c := m.Map(changes, s.key).Node
		for i, key := range c.Keys {
			old := base.Get(key.Value)
			if old == nil {
				m.missing(s, key, keysOf(base), keysOf(added))
				continue
			}
			m.edit(Edit{Section: s.key, ID: key.Value, At: key, Was: keyNode(base, key.Value), What: []string{reworded(s.one, old, c.Items[i])}})
			set(joined, key, c.Items[i])
		}
	}
	if added == nil {
		return joined
	}
	a := m.Map(added, s.key).Node
	for i, key := range a.Keys {
		if base.Index(key.Value) >= 0 {
			m.Report(key, s.taken(), "there is %s %s in the base already, at %s",
				article(s.one), source.Quote(key.Value), place(keyNode(base, key.Value)))
			continue
		}
		put(joined, key, a.Items[i])
	}
	return joined
}

func keysOf(n *source.Node) []string {
	var all []string
	if n != nil {
		for _, key := range n.Keys {
			all = append(all, key.Value)
		}
	}
	return all
}

// missing reports a change of something that the base does not have.
func (m *merger) missing(s *section, name *source.Node, known, own []string) {
	if slices.Contains(own, name.Value) {
		m.Report(name, "change it where it stands", "%s %s is new in this file, not one of the base", s.one, source.Quote(name.Value))
		return
	}
	m.Report(name, source.Suggest(name.Value, known), "the base has no %s %s", s.one, source.Quote(name.Value))
}

func (m *merger) edit(e Edit) { m.edits = append(m.edits, e) }

// article puts "a" or "an" before a word.
func article(word string) string {
	if word[0] == 'a' || word[0] == 'o' {
		return "an " + word
	}
	return "a " + word
}
