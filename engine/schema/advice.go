package schema

import (
	"reflect"
	"slices"
	"strings"

	"chiefly/engine"
)

// advice describes advice as JSON, from its type, so that it lacks nothing. Later
// versions of the program may add to it.
func (n *names) advice() node {
	d := described{names: n}
	return d.of(reflect.TypeFor[engine.Advice](), "")
}

// described makes schemas of types.
type described struct{ *names }

// of describes a type. key is what it stands under.
func (d described) of(t reflect.Type, key string) node {
	if known := d.known(t, key); known != nil {
		return known
	}
	switch t.Kind() {
	case reflect.Pointer:
		return d.of(t.Elem(), key)
	case reflect.Struct:
		return d.fields(t)
	case reflect.Slice:
		return list(d.of(t.Elem(), key))
	case reflect.Map:
		return node{{"type", "object"}, {"additionalProperties", d.of(t.Elem(), "")}}
	case reflect.Bool:
		return truth
	case reflect.Int, reflect.Int64:
		return node{{"type", "integer"}}
	case reflect.Float64:
		return node{{"type", "number"}}
	case reflect.String:
		return node{{"type", "string"}}
	}
	return node{} // an answer, which can be anything
}

// known describes what has few values, and what is written as a mapping by id.
func (d described) known(t reflect.Type, key string) node {
	switch t {
	case reflect.TypeFor[engine.Roles](), reflect.TypeFor[engine.RoleOutlooks](), reflect.TypeFor[engine.SegmentRoles]():
		return byName(d.roles, d.of(t.Elem(), ""))
	case reflect.TypeFor[engine.Answers]():
		return node{{"type", "object"}, {"propertyNames", idOf(d.ids())}}
	}
	if t.Kind() != reflect.String {
		return nil
	}
	switch key {
	case "schema":
		return constant(engine.Schema)
	case "recommendation":
		return d.recommendation()
	case "verdict":
		return enum(verdicts...)
	case "mode":
		return enum("full_time", "fractional")
	case "sequence", "combined", "given_to":
		return idOf(d.roles)
	case "effect":
		return enum(engine.EffectRequire, engine.EffectRuleOut)
	case "proof":
		return enum(engine.ProofProven, engine.ProofEstimated)
	case "always":
		return enum(engine.ProofProven, engine.ProofRefuted)
	}
	return nil
}

// fields describes a struct as encoding/json writes it.
func (d described) fields(t reflect.Type) node {
	var keys []property
	for i := range t.NumField() {
		name, rest, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == "-" || name == "" {
			continue
		}
		p := property{name: name, schema: d.of(t.Field(i).Type, name), needed: !slices.Contains(strings.Split(rest, ","), "omitempty")}
		keys = append(keys, p)
	}
	open := object(keys...)
	return open[:len(open)-1] // without additionalProperties
}
