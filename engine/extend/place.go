package extend

import (
	"slices"

	"chiefly/engine/source"
)

// placeOfQuestion puts a question that does not say where it goes behind the last one
// of its section, or behind all.
func placeOfQuestion(_ *merger, questions []*source.Node, added *source.Node) int {
	section := added.Get("section")
	for i, q := range slices.Backward(questions) {
		if s := q.Get("section"); s != nil && section != nil && s.Value == section.Value {
			return i + 1
		}
	}
	return len(questions)
}

// placeOfBrief puts a brief that does not say where it goes before those of the base: of
// several that say who the boss is, the first one that holds counts.
func placeOfBrief(_ *merger, briefs []*source.Node, added *source.Node) int {
	i := 0
	for i < len(briefs) && briefs[i].File == added.File {
		i++
	}
	return i
}

// placeOfRow puts a row that does not say where it goes behind all others, and reports
// it where that is not all the same: where a row of the base decides the same matter, of
// which the first that holds decides.
func placeOfRow(m *merger, rows []*source.Node, added *source.Node) int {
	if m.decided == nil {
		m.decided = decided(rows, byID(m.base.Get("arrangements").List()))
	}
	for _, matter := range matters(added) {
		row := m.decided[matter]
		if row == nil {
			continue
		}
		at := added
		if id(added) != nil {
			at = id(added)
		}
		m.Report(at, "add a line such as before: "+row.Value, "this row must say which one it comes before or after: the base decides %s too, first by row %s",
			matter, source.Quote(row.Value))
		break
	}
	return len(rows)
}

// decided returns the ids of the first rows of the base that decide each matter.
func decided(rows []*source.Node, base map[string]int) map[string]*source.Node {
	all := map[string]*source.Node{}
	for _, row := range rows {
		name := id(row)
		if name == nil {
			continue
		}
		for _, matter := range matters(row) {
			if _, is := base[name.Value]; is && all[matter] == nil {
				all[matter] = name
			}
		}
	}
	return all
}

// matters are what a row decides: of the rows with the same matter the first that holds
// counts.
func matters(row *source.Node) []string {
	var all []string
	add := func(prefix string, n *source.Node) {
		if n != nil && n.Kind < source.Sequence {
			all = append(all, prefix+n.Value)
		}
	}
	if mode := row.Get("mode"); mode != nil {
		for _, role := range mode.Keys {
			add("the mode of ", role)
		}
	}
	for _, key := range []string{"combine", "separate"} {
		pair := keysOf(&source.Node{Keys: row.Get(key).List()})
		slices.Sort(pair)
		if len(pair) == 2 {
			all = append(all, "whether "+pair[0]+" and "+pair[1]+" are one person")
		}
	}
	if row.Get("first") != nil {
		all = append(all, "who comes first")
	}
	add("what to do instead for ", row.Get("instead").Get("for"))
	add("the note on ", row.Get("note"))
	return all
}

// dropTopics takes away what the base calls topics of which no row is left.
func (m *merger) dropTopics(root *source.Node) {
	topics := root.Get("topics")
	if len(m.off) == 0 || topics == nil || topics.Kind != source.Mapping {
		return
	}
	left := map[string]bool{}
	for _, row := range root.Get("arrangements").List() {
		for _, n := range []*source.Node{row.Get("note"), row.Get("instead").Get("for")} {
			if n != nil {
				left[n.Value] = true
			}
		}
	}
	kept := &source.Node{Kind: source.Mapping, Pos: topics.Pos, File: topics.File}
	for i, key := range topics.Keys {
		if left[key.Value] || key.File == m.house.File {
			put(kept, key, topics.Items[i])
		}
	}
	set(root, keyNode(root, "topics"), kept)
}
