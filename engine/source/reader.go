package source

import (
	"fmt"
	"regexp"
	"strconv"
)

// A Reader takes trees apart and collects what is wrong with them. Its zero
// value is ready.
type Reader struct {
	Problems List
}

// Report adds a problem with a node.
func (r *Reader) Report(n *Node, hint, format string, args ...any) {
	r.Problems = append(r.Problems, n.Diagnose(fmt.Sprintf(format, args...), hint))
}

// A String is a text with its place. The zero String was not given.
type String struct {
	Value string
	Node  *Node
}

// Given reports whether the text was in the file at all.
func (s String) Given() bool { return s.Node != nil }

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// IsID reports whether a name can be an id: a lower-case letter, then lower-case
// letters, digits and underscores.
func IsID(name string) bool { return idPattern.MatchString(name) }

// Map begins to read a mapping. what names it in messages: "a question", "the
// rule file". For a node of another kind it reports that and returns an empty
// mapping, so that the caller need not care.
func (r *Reader) Map(n *Node, what string) *Map {
	if n.Kind != Mapping {
		r.Report(n, "write it as lines of \"key: value\"", "%s must be a mapping, not %s", what, n.Kind)
		n = &Node{Kind: Mapping, File: n.File, Pos: n.Pos}
		return &Map{Node: n, r: r, what: what, broken: true, asked: map[string]bool{}}
	}
	m := &Map{Node: n, r: r, what: what, values: make(map[string]*Node, len(n.Keys)), asked: map[string]bool{}}
	for i, key := range n.Keys {
		if m.values[key.Value] == nil { // a key given twice is reported by Parse
			m.values[key.Value] = n.Items[i]
		}
	}
	return m
}

// A Map reads the keys of one mapping. Close reports the keys that nobody asked
// for.
type Map struct {
	Node   *Node
	r      *Reader
	what   string
	values map[string]*Node // by key; a mapping may have very many
	asked  map[string]bool  // keys
	known  []string         // the keys asked for, in order
	broken bool
}

// Get returns the value of a key, or nil. A value that is there but empty is
// reported, and nil returned.
func (m *Map) Get(key string) *Node {
	if !m.asked[key] {
		m.asked[key] = true
		m.known = append(m.known, key)
	}
	n := m.values[key]
	if n != nil && n.Kind == Null {
		m.r.Report(n, "write a value or remove the key", "%q has no value", key)
		return nil
	}
	return n
}

// Need is Get for a key that must be there.
func (m *Map) Need(key string) *Node {
	n := m.Get(key)
	if n == nil && !m.broken && m.values[key] == nil {
		m.r.Report(m.Node, "add a line "+Quote(key+": ..."), "%s has no %q", m.what, key)
	}
	return n
}

// Text returns the text of a key; numbers and yes/no count as the text they are.
func (m *Map) Text(key string) String { return m.r.Text(m.Get(key), key) }

// NeedText is Text for a key that must be there and not be empty.
func (m *Map) NeedText(key string) String {
	s := m.r.Text(m.Need(key), key)
	if s.Given() && s.Value == "" {
		m.r.Report(s.Node, "write a text", "%q is empty", key)
	}
	return s
}

// NeedID is NeedText for a key whose value must be an id.
func (m *Map) NeedID(key string) String {
	s := m.NeedText(key)
	if s.Value != "" && !IsID(s.Value) {
		m.r.Report(s.Node, "use lower-case letters, digits and underscores, beginning with a letter", "%s is not an id", Quote(s.Value))
	}
	return s
}

// Int returns the whole number of a key and whether it was given.
func (m *Map) Int(key string) (int64, bool) { return m.r.Int(m.Get(key), key) }

// NeedInt is Int for a key that must be there.
func (m *Map) NeedInt(key string) (int64, bool) { return m.r.Int(m.Need(key), key) }

// Bool returns the truth value of a key, false when it is not given.
func (m *Map) Bool(key string) bool {
	n := m.Get(key)
	if n == nil {
		return false
	}
	if n.Kind != Bool {
		m.r.Report(n, "write true or false", "%q must be true or false, not %s", key, n.Kind)
	}
	return n.Kind == Bool && (n.Value == "true" || n.Value == "True" || n.Value == "TRUE")
}

// List returns the items of the list of a key.
func (m *Map) List(key string) []*Node { return m.r.List(m.Get(key), key) }

// NeedList is List for a key that must be there and not be empty.
func (m *Map) NeedList(key string) []*Node {
	n := m.Need(key)
	if n != nil && n.Kind == Sequence && len(n.Items) == 0 {
		m.r.Report(n, "", "%q is an empty list", key)
	}
	return m.r.List(n, key)
}

// Texts returns the texts of the list of a key.
func (m *Map) Texts(key string) []String {
	var texts []String
	for _, item := range m.List(key) {
		if s := m.r.Text(item, "an item of "+key); s.Given() {
			texts = append(texts, s)
		}
	}
	return texts
}

// Close reports every key that was not asked for.
func (m *Map) Close() {
	for _, key := range m.Node.Keys {
		if !m.asked[key.Value] {
			m.r.Report(key, Suggest(key.Value, m.known), "unknown key %s in %s", Quote(key.Value), m.what)
		}
	}
}

// Text reads a node as a text. A nil node is the zero String.
func (r *Reader) Text(n *Node, what string) String {
	if n == nil {
		return String{}
	}
	if n.Kind >= Sequence || n.Kind == Null {
		r.Report(n, "", "%q must be a text, not %s", what, n.Kind)
		return String{}
	}
	return String{Value: n.Value, Node: n}
}

// Int reads a node as a whole number in ordinary decimal notation and reports
// whether it is one. A nil node is not.
func (r *Reader) Int(n *Node, what string) (int64, bool) {
	if n == nil {
		return 0, false
	}
	v, err := strconv.ParseInt(n.Value, 10, 64)
	if n.Kind != Int || err != nil || n.Value != strconv.FormatInt(v, 10) && n.Value != "+"+strconv.FormatInt(v, 10) {
		shown := n.Kind.String()
		if n.Kind < Sequence {
			shown = Quote(n.Value)
		}
		r.Report(n, "write digits only, such as 250", "%q must be a whole number, not %s", what, shown)
		return 0, false
	}
	return v, true
}

// List reads a node as a list. A nil node has no items.
func (r *Reader) List(n *Node, what string) []*Node {
	if n == nil {
		return nil
	}
	if n.Kind != Sequence {
		r.Report(n, "write it as [a, b] or as lines that begin with \"- \"", "%q must be a list, not %s", what, n.Kind)
		return nil
	}
	return n.Items
}
