package extend

import (
	"slices"
	"strings"

	"chiefly/engine/source"
)

// keyNode returns the key itself as it stands in a mapping; where it does not, one
// that stands where the mapping begins.
func keyNode(n *source.Node, key string) *source.Node {
	if i := n.Index(key); i >= 0 {
		return n.Keys[i]
	}
	return &source.Node{Kind: source.Text, Value: key, Pos: n.Pos, File: n.File}
}

// put adds a key to a mapping, unless there is no value.
func put(n, key, value *source.Node) {
	if value != nil {
		n.Keys, n.Items = append(n.Keys, key), append(n.Items, value)
	}
}

// set puts a value in the place of the one that a mapping has for a key, or adds it.
func set(n, key, value *source.Node) {
	if i := n.Index(key.Value); i >= 0 {
		n.Keys[i], n.Items[i] = key, value
		return
	}
	put(n, key, value)
}

func remove(n *source.Node, key string) {
	if i := n.Index(key); i >= 0 {
		n.Keys, n.Items = slices.Delete(n.Keys, i, i+1), slices.Delete(n.Items, i, i+1)
	}
}

// copied returns a list or mapping that can be changed without changing n. It stands
// where at stands.
func copied(n, at *source.Node) *source.Node {
	return &source.Node{Kind: n.Kind, Keys: slices.Clone(n.Keys), Items: slices.Clone(n.Items), Pos: at.Pos, File: at.File}
}

// id returns the id of a thing, or nil where it has none that can be read.
func id(n *source.Node) *source.Node {
	if v := n.Get("id"); v != nil && v.Kind != source.Null && v.Kind < source.Sequence {
		return v
	}
	return nil
}

// named returns the index of the thing with an id, or -1.
func named(things []*source.Node, name string) int {
	return slices.IndexFunc(things, func(n *source.Node) bool { return id(n) != nil && id(n).Value == name })
}

// byID returns the indexes of things by their ids, of several with one id the first.
func byID(things []*source.Node) map[string]int {
	all := make(map[string]int, len(things))
	for i, n := range slices.Backward(things) {
		if v := id(n); v != nil {
			all[v.Value] = i
		}
	}
	return all
}

func ids(things []*source.Node) []string {
	var all []string
	for _, n := range things {
		if v := id(n); v != nil {
			all = append(all, v.Value)
		}
	}
	return all
}

// place says where something stands, for a message: "rules/base.yaml:12:9".
func place(n *source.Node) string { return n.File.Name + ":" + n.Pos.String() }

// inLine writes a text of several lines in one.
func inLine(text string) string { return strings.Join(strings.Fields(text), " ") }
