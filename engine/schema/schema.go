// Package schema describes the files of this project as JSON Schemas (2020-12), so
// that an editor completes and checks them while one types.
//
// A schema is made for content and knows its ids: the questions and their options, the
// roles, rules, sources and arrangement rows. It knows no more of conditions than that
// they are texts, and nothing of what two places of a file have to do with each other;
// for that there are the loaders. What they accept of a file as it is documented, its
// schema accepts, but for ids that came after the schema was made. Of an answer it
// accepts the documented spellings only: the loader is lenient with a few more, such as
// UNKNOWN.
//
// [Style] gives the order of keys in the same files, for [source.Layout].
package schema

import (
	"bytes"
	"encoding/json"
	"slices"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// A Kind is a kind of file.
type Kind string

// The kinds of files.
const (
	Questions  Kind = "questions" // a flow
	Rules      Kind = "rules"
	Answers    Kind = "answers"
	Tests      Kind = "tests"
	Population Kind = "population"
	Advice     Kind = "advice" // as JSON, in schema [engine.Schema]
)

// Kinds returns all kinds, those that people write first.
func Kinds() []Kind { return []Kind{Questions, Rules, Answers, Tests, Population, Advice} }

// For returns the schema of a kind of file that belongs to some content, as JSON. It is
// the same for the same content, and nil for something that is none of [Kinds].
func For(kind Kind, e *engine.Engine) []byte {
	names := namesOf(e)
	of, known := names.schema(kind)
	if !known {
		return nil
	}
	head := node{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", names.title(kind)},
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(append(head, of...)); err != nil {
		return nil // nothing in a node fails to be encoded
	}
	return b.Bytes()
}

func (n *names) schema(kind Kind) (schema node, known bool) {
	switch kind {
	case Questions:
		return n.flowFile(), true
	case Rules:
		return n.ruleFile(), true
	case Answers:
		return n.answersFile(), true
	case Tests:
		return n.testFile(), true
	case Population:
		return n.populationFile(), true
	case Advice:
		return n.advice(), true
	}
	return nil, false
}

func (n *names) title(kind Kind) string {
	switch kind {
	case Questions:
		return "A flow of questions"
	case Rules:
		return "A rule set"
	case Answers:
		return "Answers to the flow " + n.flow
	case Tests:
		return "Tests of the rule set " + n.set
	case Population:
		return "How common the answers to the flow " + n.flow + " are"
	}
	return "Advice by the rule set " + n.set
}

// names are what content calls its things. Where there are none of a kind, a schema
// takes any id for it.
type names struct {
	flow, set string
	questions []*flow.Question
	sections  []string
	roles     []string
	rules     []string
	rows      []string
	instead   []string
	topics    []string
	sources   []string
	figures   []string // sources of the population
}

func namesOf(e *engine.Engine) *names {
	set := e.Rules()
	n := &names{flow: e.Flow().ID, set: set.ID, questions: e.Flow().Questions}
	for _, s := range e.Flow().Sections {
		n.sections = append(n.sections, s.ID)
	}
	for _, r := range set.Roles {
		n.roles = append(n.roles, r.ID)
	}
	for _, r := range set.Rules {
		n.rules = append(n.rules, r.ID)
	}
	for _, s := range set.Sources {
		n.sources = append(n.sources, s.ID)
	}
	for _, a := range set.Arrangements {
		n.rows = append(n.rows, a.ID)
		switch a.Kind {
		case rule.InsteadOf:
			n.instead = addNew(n.instead, a.Instead.ID)
			n.topics = addNew(n.topics, a.Instead.For)
		case rule.NoteOnTopic:
			n.topics = addNew(n.topics, a.Topic)
		}
	}
	if p := e.Population(); p != nil {
		for _, s := range p.Sources {
			n.figures = append(n.figures, s.ID)
		}
	}
	return n
}

func addNew(ids []string, id string) []string {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

// Style returns the order of keys in a file, by what kind of file it is, and which of
// its lists stand apart. The keys of a file of none of the kinds, and of answers, stay
// as they are.
func Style(file *source.File) source.Style {
	root, _ := source.Parse(file, source.YAML)
	if root == nil || root.Kind != source.Mapping {
		return source.Style{}
	}
	style := source.Style{Keys: map[string][]string{}}
	has := func(name string) bool {
		return slices.ContainsFunc(root.Keys, func(k *source.Node) bool { return k.Value == name })
	}
	n := &names{}
	switch {
	case has("rule_set"):
		order(style.Keys, n.ruleFile(), "")
	case has("tests"):
		order(style.Keys, n.testFile(), "")
	case has("population"):
		order(style.Keys, n.populationFile(), "")
	case has("flow") && (has("questions") || has("extends")):
		order(style.Keys, n.flowFile(), "")
		style.Apart = []string{"questions"}
	}
	return style
}

// order adds the order of keys in what a schema describes, and in all that is in it.
func order(keys map[string][]string, n node, path string) {
	for _, m := range n {
		switch v := m.value.(type) {
		case properties:
			for _, p := range v {
				if !slices.Contains(keys[path], p.name) {
					keys[path] = append(keys[path], p.name)
				}
				below := p.name
				if path != "" {
					below = path + "." + p.name
				}
				order(keys, p.schema, below)
			}
		case []node: // anyOf and the like
			for _, alternative := range v {
				order(keys, alternative, path)
			}
		case node:
			switch m.key {
			case "items":
				order(keys, v, path+"[]")
			case "additionalProperties":
				order(keys, v, path+".*")
			}
		}
	}
}
