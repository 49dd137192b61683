package main

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"chiefly/engine/flow"
)

// infix writes a formula in a language with && and ||. atom writes its tests and
// names.
func infix(f formula, atom func(formula) string) string {
	switch f := f.(type) {
	case all:
		return joined(f, " && ", "true", atom)
	case either:
		return joined(f, " || ", "false", atom)
	case not:
		return "!" + brackets(infix(f.of, atom))
	case constant:
		return strconv.FormatBool(bool(f))
	}
	return atom(f)
}

func joined(members []formula, operator, none string, atom func(formula) string) string {
	var texts []string
	for _, m := range members {
		texts = append(texts, infix(m, atom))
	}
	switch len(texts) {
	case 0:
		return none
	case 1:
		return texts[0]
	}
	return "(" + strings.Join(texts, operator) + ")"
}

func brackets(text string) string {
	if strings.HasPrefix(text, "(") {
		return text
	}
	return "(" + text + ")"
}

// goAtom writes a test as Go that reads the fields of a: whole numbers and
// options as numbers, picks as a bit set, yes/no as bool.
func goAtom(f formula) string {
	switch f := f.(type) {
	case name:
		return goName(string(f))
	case compare:
		return fmt.Sprintf("a.%s %s %d", goName(f.q.ID), f.operator, f.value)
	case among:
		return goAmong(f)
	case picked:
		return fmt.Sprintf("a.%s&%#x != 0", goName(f.q.ID), uint64(1)<<f.option)
	case count:
		return fmt.Sprintf("bits.OnesCount64(a.%s) %s %d", goName(f.q.ID), f.operator, f.value)
	case yes:
		return "a." + goName(f.q.ID)
	}
	panic(fmt.Sprintf("no Go for %T", f))
}

// goAmong compares a single option, and looks several up in a bit set.
func goAmong(f among) string {
	if len(f.options) == 1 {
		return fmt.Sprintf("a.%s == %d", goName(f.q.ID), f.options[0])
	}
	var set uint64
	for _, o := range f.options {
		set |= 1 << o
	}
	return fmt.Sprintf("%#x>>a.%s&1 != 0", set, goName(f.q.ID))
}

// goName turns an id into a name that is no word of Go: young_firm into YoungFirm.
func goName(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "_") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		} else {
			b.WriteString("_")
		}
	}
	return b.String()
}

// celAtom writes a test in the language of CEL.
func celAtom(f formula) string {
	switch f := f.(type) {
	case compare:
		return fmt.Sprintf("%s %s %d", f.q.ID, f.operator, f.value)
	case among:
		if len(f.options) == 1 {
			return fmt.Sprintf("%s == %q", f.q.ID, f.q.Options[f.options[0]].ID)
		}
		return fmt.Sprintf("%s in [%s]", f.q.ID, quoted(f))
	case picked:
		return fmt.Sprintf("%q in %s", f.q.Options[f.option].ID, f.q.ID)
	case count:
		return fmt.Sprintf("size(%s) %s %d", f.q.ID, f.operator, f.value)
	case yes:
		return f.q.ID
	}
	panic(fmt.Sprintf("no CEL for %T", f))
}

// quoted returns the options of a test, in quotes.
func quoted(f among) string {
	var texts []string
	for _, o := range f.options {
		texts = append(texts, strconv.Quote(f.q.Options[o].ID))
	}
	return strings.Join(texts, ", ")
}

// number returns an exact answer as a number: the whole number itself, the index
// of an option (1 for yes), or the bit set of the picks.
func number(q *flow.Question, a flow.Answer) uint64 {
	switch q.Type {
	case flow.Integer:
		v, _ := a.Range(q)
		return uint64(v)
	case flow.Choices:
		set, _ := a.Picks()
		return set
	}
	return uint64(bits.TrailingZeros64(a.Possible(q)))
}

// optionIDs returns the ids of the picks of a choices answer.
func optionIDs(q *flow.Question, a flow.Answer) []string {
	ids := []string{}
	for _, i := range a.Indexes() {
		ids = append(ids, q.Options[i].ID)
	}
	return ids
}
