package main

import (
	"fmt"
	"strings"
)

// A regoWriter writes the rules of a set as a module of OPA's language, which has
// no "or": each side of one is a rule of its own.
type regoWriter struct {
	text    strings.Builder
	helpers int
}

// fired says under which formula a rule, by index, is in the set "fired".
func (w *regoWriter) fired(rule int, f formula) {
	w.heads(fmt.Sprintf("fired contains %d", rule), f)
}

// named defines a named condition.
func (w *regoWriter) named(id string, f formula) { w.heads("named_"+id, f) }

// heads writes a rule for each side of an either.
func (w *regoWriter) heads(head string, f formula) {
	if sides, ok := f.(either); ok {
		for _, side := range sides {
			w.heads(head, side)
		}
		return
	}
	lines := w.body(f)
	fmt.Fprintf(&w.text, "%s if {\n\t%s\n}\n\n", head, strings.Join(lines, "\n\t"))
}

// body returns the lines that must all hold.
func (w *regoWriter) body(f formula) []string {
	switch f := f.(type) {
	case all:
		var lines []string
		for _, member := range f {
			lines = append(lines, w.body(member)...)
		}
		return lines
	case either:
		return []string{w.helper(f)}
	case not:
		switch inner := f.of.(type) {
		case not:
			return w.body(inner.of)
		case all, either:
			return []string{"not " + w.helper(inner)}
		}
		return []string{"not " + w.body(f.of)[0]}
	}
	return []string{regoAtom(f)}
}

// helper writes a rule of its own for a formula, and returns its name.
func (w *regoWriter) helper(f formula) string {
	w.helpers++
	head := fmt.Sprintf("helper_%d", w.helpers)
	w.heads(head, f)
	return head
}

func regoAtom(f formula) string {
	switch f := f.(type) {
	case name:
		return "named_" + string(f)
	case constant:
		return fmt.Sprint(bool(f))
	case compare:
		return fmt.Sprintf("input.%s %s %d", f.q.ID, f.operator, f.value)
	case among:
		if len(f.options) == 1 {
			return fmt.Sprintf("input.%s == %q", f.q.ID, f.q.Options[f.options[0]].ID)
		}
		return fmt.Sprintf("input.%s in {%s}", f.q.ID, quoted(f))
	case picked:
		return fmt.Sprintf("%q in input.%s", f.q.Options[f.option].ID, f.q.ID)
	case count:
		return fmt.Sprintf("count(input.%s) %s %d", f.q.ID, f.operator, f.value)
	case yes:
		return "input." + f.q.ID
	}
	panic(fmt.Sprintf("no Rego for %T", f))
}
