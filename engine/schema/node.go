package schema

import (
	"bytes"
	"encoding/json"
)

// A node is a schema: its keywords, in order.
type node []keyword

type keyword struct {
	key   string
	value any
}

// MarshalJSON writes the keywords in their order.
func (n node) MarshalJSON() ([]byte, error) {
	return ordered(len(n), func(i int) (string, any) { return n[i].key, n[i].value })
}

// properties are the keys of a mapping, in the order in which they stand.
type properties []property

type property struct {
	name   string
	schema node
	needed bool
}

// MarshalJSON writes the schemas by name, in order.
func (p properties) MarshalJSON() ([]byte, error) {
	return ordered(len(p), func(i int) (string, any) { return p[i].name, p[i].schema })
}

func ordered(n int, at func(int) (string, any)) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	b.WriteByte('{')
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		key, value := at(i)
		if err := encoder.Encode(key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encoder.Encode(value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// with returns a schema with one more keyword.
func (n node) with(key string, value any) node {
	return append(n[:len(n):len(n)], keyword{key, value})
}

// said returns a schema with a description for people.
func (n node) said(text string) node { return n.with("description", text) }

// need and may are keys of a mapping that it must or can have.
func need(name string, schema node) property { return property{name, schema, true} }

func may(name string, schema node) property { return property{name, schema, false} }

// object is a mapping with these keys and no others.
func object(keys ...property) node {
	n := node{{"type", "object"}, {"properties", properties(keys)}}
	var required []string
	for _, p := range keys {
		if p.needed {
			required = append(required, p.name)
		}
	}
	if required != nil {
		n = n.with("required", required)
	}
	return n.with("additionalProperties", false)
}

// byName is a mapping whose keys are ids of some list, or any where it is empty.
func byName(ids []string, of node) node {
	return node{{"type", "object"}, {"propertyNames", idOf(ids)}, {"minProperties", 1}, {"additionalProperties", of}}
}

func list(items node) node { return node{{"type", "array"}, {"items", items}} }

// someOf is a list that is not empty.
func someOf(items node) node { return list(items).with("minItems", 1) }

// distinct is a list in which nothing stands twice.
func distinct(items node) node { return list(items).with("uniqueItems", true) }

func enum(values ...string) node { return node{{"enum", values}} }

func constant(value string) node { return node{{"const", value}} }

func anyOf(alternatives ...node) node { return node{{"anyOf", alternatives}} }

func oneOf(alternatives ...node) node { return node{{"oneOf", alternatives}} }

// having is a mapping that has some keys, whatever they hold.
func having(keys ...string) node { return node{{"required", keys}} }

// exactlyOneOf is a mapping that has one of some keys.
func exactlyOneOf(keys ...string) node {
	alternatives := make([]node, len(keys))
	for i, key := range keys {
		alternatives[i] = having(key)
	}
	return oneOf(alternatives...)
}

func between(least, most int64) node {
	return node{{"type", "integer"}, {"minimum", least}, {"maximum", most}}
}

var (
	nothing = node{{"type", "null"}}
	truth   = node{{"type", "boolean"}}
	id      = node{{"type", "string"}, {"pattern", "^[a-z][a-z0-9_]*$"}}
	// text takes what is written without quotes and looks like something else.
	text      = node{{"type", []string{"string", "number", "boolean"}}, {"minLength", 1}}
	maybeText = node{{"type", []string{"string", "number", "boolean"}}}
	condition = node{{"type", []string{"string", "boolean"}}, {"minLength", 1}}
)

// idOf is one of some ids, or any where there are none.
func idOf(ids []string) node {
	if len(ids) == 0 {
		return id
	}
	return enum(ids...)
}
