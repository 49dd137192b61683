package wording

import (
	"slices"
	"strings"

	"chiefly/engine/source"
)

// A shape says what of a mapping is wording.
type shape struct {
	texts []string // keys of texts
	lists []string // keys of lists of texts
	parts []part
}

// A part is a mapping within a mapping, or a list of mappings.
type part struct {
	key  string
	name string // in messages: "a rule"
	kind kind
	// short is the key that a plain text stands for, or empty.
	short string
	shape shape
}

// A kind says how the things of a part are found.
type kind uint8

const (
	one     kind = iota // the only one
	byID                // a list in the original, a mapping by id in the translation
	inOrder             // lists of the same length
)

// noun is the name of a part without its article.
func (p *part) noun() string {
	_, noun, _ := strings.Cut(p.name, " ")
	return noun
}

// inFull returns the mapping that a plain text stands for, and any other node as it
// is.
func (p *part) inFull(n *source.Node) *source.Node {
	if p.short == "" || n.Kind >= source.Sequence || n.Kind == source.Null {
		return n
	}
	key := &source.Node{Kind: source.Text, Value: p.short, File: n.File, Pos: n.Pos}
	return &source.Node{Kind: source.Mapping, Keys: []*source.Node{key}, Items: []*source.Node{n}, File: n.File, Pos: n.Pos}
}

// A content is one kind of file that can be translated.
type content struct {
	id     string // the key by which it is known
	shape  *shape
	topics bool
}

var contents = []content{
	{id: "rule_set", shape: extended(rulesShape), topics: true},
	{id: "population", shape: &populationShape}, // before flow, which it names too
	{id: "flow", shape: extended(flowShape)},
}

func kindOf(original *source.Node) (content, bool) {
	i := slices.IndexFunc(contents, func(c content) bool { return original.Get(c.id) != nil })
	if i < 0 {
		return content{}, false
	}
	return contents[i], true
}

var flowShape = shape{
	texts: []string{"title", "intro"},
	parts: []part{
		{key: "sections", name: "a section", kind: byID, short: "title", shape: shape{texts: []string{"title", "intro"}}},
		{key: "questions", name: "a question", kind: byID, shape: shape{
			texts: []string{"ask", "help", "why", "unit"},
			parts: []part{optionsPart("options"), optionsPart("add_options")}, // the latter of a change
		}},
	},
}

func optionsPart(key string) part {
	return part{key: key, name: "an option", kind: byID, short: "label", shape: shape{texts: []string{"label", "description"}}}
}

var rulesShape = shape{
	texts: []string{"title", "noun"},
	parts: []part{
		{key: "roles", name: "a role", kind: byID, short: "title", shape: shape{
			texts: []string{"title"},
			parts: []part{{key: "profile", name: "a profile", shape: profileShape}},
		}},
		{key: "rules", name: "a rule", kind: byID, short: "because", shape: shape{texts: []string{"because"}}},
		{key: "arrangements", name: "an arrangement", kind: byID, short: "because", shape: shape{
			texts: []string{"because"},
			parts: []part{{key: "instead", name: "what to do instead", short: "title", shape: shape{texts: []string{"title"}}}},
		}},
		{key: "facts", name: "a fact", kind: byID, short: "label", shape: shape{texts: []string{"label", "text"}}},
		{key: "briefs", name: "a brief", kind: byID, short: "aim", shape: shape{texts: []string{"title", "now", "aim", "measure", "first", "experience", "ask",
			"listen_for", "reports_to", "leads", "terms"}}},
	},
}

var profileShape = shape{
	texts: []string{"purpose", "reports_to", "leads"},
	lists: []string{"responsibilities", "is_not", "measures"},
	parts: []part{
		{key: "first_90_days", name: "a step", kind: inOrder, short: "goal", shape: shape{texts: []string{"goal"}}},
		{key: "experience", name: "an experience", kind: inOrder, short: "text", shape: shape{texts: []string{"text"}}},
	},
}

var populationShape = shape{texts: []string{"title", "about"}}

// extended adds what a file changes of the one that it extends.
func extended(s shape) *shape {
	changed := part{key: "change", name: "a change", shape: shape{parts: s.parts}}
	return &shape{texts: s.texts, parts: append(slices.Clip(s.parts), changed)}
}
