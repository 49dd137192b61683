package wording

import (
	"regexp"
	"slices"
	"strings"

	"chiefly/engine/source"
)

// Apply replaces the wording in the tree of an original with that of its
// translation into a language. It returns what is missing, and everything that is
// wrong with the translation; where something is, the tree may be changed in part.
func Apply(original, translation *source.Node, language Language) ([]Missing, source.List) {
	a := applier{language: language}
	kind, known := kindOf(original)
	if !known {
		return nil, nil // loading the original reports it
	}
	m := a.Map(translation, "the translation")
	a.header(m, original.Get(kind.id))
	if got := m.NeedText("language"); got.Given() && got.Value != string(language) {
		a.Report(got.Node, "the name of a translation ends in .LANG.yaml", "the file is named as one into %s", source.Quote(string(language)))
	}
	a.fields(original, m, kind.shape, "")
	if kind.topics {
		a.topics(original, m.Get("topics"))
	}
	m.Close()
	return a.missing, a.Problems
}

// An applier collects what is missing and what is wrong.
type applier struct {
	source.Reader
	language Language
	missing  []Missing
}

// header checks that the translation is of this original.
func (a *applier) header(m *source.Map, id *source.Node) {
	if of := m.NeedText("translates"); of.Given() && id != nil && of.Value != id.Value {
		a.Report(of.Node, source.Suggest(of.Value, []string{id.Value}), "the file beside it is %s, not %s", source.Quote(id.Value), source.Quote(of.Value))
	}
}

// fields puts the wording of one mapping in place. The mapping m is nil where the
// translation has nothing for it.
func (a *applier) fields(original *source.Node, m *source.Map, s *shape, path string) {
	for _, key := range s.texts {
		a.text(original, m, key, path)
	}
	for _, key := range s.lists {
		a.list(original, m, key, &part{key: key}, path)
	}
	for i := range s.parts {
		switch p := &s.parts[i]; p.kind {
		case one:
			a.entry(original.Get(p.key), get(m, p.key), p, path+p.key)
		case byID:
			a.entries(original, m, p, path+p.key+".")
		case inOrder:
			a.list(original, m, p.key, p, path)
		}
	}
}

// get returns the value of a key of a mapping that may be missing.
func get(m *source.Map, key string) *source.Node {
	if m == nil {
		return nil
	}
	return m.Get(key)
}

// text replaces one text.
func (a *applier) text(original *source.Node, m *source.Map, key, path string) {
	i := original.Index(key)
	value := a.Text(get(m, key), key)
	switch {
	case i >= 0 && original.Items[i].Kind == source.Null: // a change that takes the text away
	case i < 0 && value.Given():
		a.Report(value.Node, "remove it, or add it to the original", "the original has no %s here", source.Quote(key))
	case i < 0:
	case value.Given():
		original.Items[i] = a.replace(original.Items[i], value.Node)
	default:
		a.lacks(path+key, original.Items[i])
	}
}

// replace returns the translation of a text, if it can stand in its place.
func (a *applier) replace(original, translated *source.Node) *source.Node {
	if strings.TrimSpace(translated.Value) == "" {
		a.Report(translated, "write a text, or remove the line", "the text is empty")
		return original
	}
	if want, got := placeholders(original), placeholders(translated); !slices.Equal(want, got) {
		hint := "write no braces"
		if len(want) > 0 {
			hint = "it has " + strings.Join(want, " and ")
		}
		a.Report(translated, hint, "the original has other placeholders")
		return original
	}
	return translated
}

var placeholderPattern = regexp.MustCompile(`\{[^{}]*\}`)

func placeholders(n *source.Node) []string {
	return slices.Sorted(slices.Values(placeholderPattern.FindAllString(n.Value, -1)))
}

func (a *applier) lacks(what string, at *source.Node) {
	a.missing = append(a.missing, Missing{Language: a.language, What: what, At: at})
}

// entry puts the wording of one thing in place: a mapping of its texts, or, for a
// thing that has one text mostly, that text.
func (a *applier) entry(original, translated *source.Node, p *part, path string) {
	switch {
	case original == nil && translated == nil:
	case original == nil:
		a.Report(translated, "remove it", "the original has no %s here", source.Quote(p.key))
	case original.Kind != source.Mapping: // loading the original reports it
	case translated == nil:
		a.fields(original, nil, &p.shape, path+".")
	default:
		m := a.Map(p.inFull(translated), "the wording of "+p.name)
		a.fields(original, m, &p.shape, path+".")
		m.Close()
	}
}

// entries puts the wording of things with ids in place.
func (a *applier) entries(original *source.Node, m *source.Map, p *part, path string) {
	var ids []string
	translated := map[string]*source.Node{}
	names := get(m, p.key)
	if names != nil {
		names = a.Map(names, p.key).Node
		for i, key := range names.Keys {
			translated[key.Value] = names.Items[i]
		}
	}
	for _, item := range original.Get(p.key).List() {
		if id := item.Get("id"); id != nil {
			ids = append(ids, id.Value)
			a.entry(item, translated[id.Value], p, path+id.Value)
		}
	}
	if names == nil {
		return
	}
	for _, key := range names.Keys {
		if !slices.Contains(ids, key.Value) {
			a.Report(key, source.Suggest(key.Value, ids), "the original has no %s %s", p.noun(), source.Quote(key.Value))
		}
	}
}

// list replaces a list item by item: texts, or things that have one text each.
func (a *applier) list(original *source.Node, m *source.Map, key string, p *part, path string) {
	originals := original.Get(key).List()
	at := get(m, key)
	if at == nil {
		if len(originals) > 0 {
			a.lacks(path+key, original.Get(key))
		}
		return
	}
	translated := a.List(at, key)
	if at.Kind == source.Sequence && len(translated) != len(originals) {
		a.Report(at, "translate item by item, in the same order", "the list has %d items, that of the original %d", len(translated), len(originals))
		return
	}
	for i, item := range translated {
		if p.kind == inOrder {
			a.entry(originals[i], item, p, path+key)
		} else if text := a.Text(item, "an item of "+key); text.Given() {
			originals[i] = a.replace(originals[i], item)
		}
	}
}

// topics gives the ids names that stand for what notes are about, and for what
// something else is there in place of a chief. The original shows the ids
// themselves.
func (a *applier) topics(original, translated *source.Node) {
	if translated == nil {
		translated = &source.Node{Kind: source.Mapping, File: original.File, Pos: original.Pos}
	}
	m := a.Map(translated, "the topics")
	seen := map[string]bool{}
	for _, row := range original.Get("arrangements").List() {
		topic := row.Get("note")
		if topic == nil {
			topic = row.Get("instead").Get("for")
		}
		if topic == nil || seen[topic.Value] {
			continue
		}
		seen[topic.Value] = true
		if !m.Text(topic.Value).Given() {
			a.lacks("topics."+topic.Value, topic)
		}
	}
	m.Close()
	put(original, "topics", m.Node)
}

// put adds a key to a mapping, or replaces its value.
func put(n *source.Node, key string, value *source.Node) {
	if i := n.Index(key); i >= 0 {
		n.Items[i] = value
		return
	}
	n.Keys = append(n.Keys, &source.Node{Kind: source.Text, Value: key, File: value.File, Pos: value.Pos})
	n.Items = append(n.Items, value)
}
