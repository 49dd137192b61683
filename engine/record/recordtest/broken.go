package recordtest

import (
	"bytes"
	"fmt"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/record"
)

// A Break is a way to spoil a record.
type Break struct {
	Name string
	// change spoils a sound record.
	change func(sound string) string
	// value is what to write in place of the answer to a question of a type.
	value func(q *flow.Question) string
	of    flow.Type
}

// Breaks returns the ways to spoil records of a format.
func Breaks(f record.Format) []Break {
	if f == record.CSV {
		return csvBreaks
	}
	return jsonBreaks
}

// AppendBroken appends a record with its line break that every reader must refuse,
// and that is one line, whatever is wrong with its quotes. Where the break needs a
// question of a type that the flow lacks, the record is "broken".
func (g *Generator) AppendBroken(dst []byte, f record.Format, b Break, row *record.Row) []byte {
	if b.change != nil {
		sound := string(bytes.TrimSpace(g.Append(nil, f, row)))
		return append(append(dst, b.change(sound)...), '\n')
	}
	i := g.questionOf(b.of)
	if i < 0 {
		return append(dst, "broken\n"...)
	}
	q := g.flow.Questions[i]
	given := row.Answers[i]
	row.Answers[i] = flow.Answer{}
	defer func() { row.Answers[i] = given }()
	if f == record.JSON {
		dst = g.members(append(dst, '{'), row)
		return append(dst, fmt.Sprintf(`,"%s":%s}`+"\n", q.ID, b.value(q))...)
	}
	return append(g.cells(dst, row, i, b.value(q)), '\n')
}

// questionOf returns the index of a question of a type, or -1.
func (g *Generator) questionOf(t flow.Type) int {
	for i, q := range g.flow.Questions {
		if q.Type == t {
			return i
		}
	}
	return -1
}

// first replaces the first place of a text.
func first(old, new string) func(string) string {
	return func(sound string) string { return strings.Replace(sound, old, new, 1) }
}

// instead puts a text in place of the whole record.
func instead(text string) func(string) string {
	return func(string) string { return text }
}

// number formats a number of the question.
func number(format string, of func(q *flow.Question) int64) func(q *flow.Question) string {
	return func(q *flow.Question) string { return fmt.Sprintf(format, of(q)) }
}

func smallest(q *flow.Question) int64 { return q.Min }
func tooLarge(q *flow.Question) int64 { return q.Max + 1 }

// option formats the question's first option, as often as the format takes it.
func option(format string) func(q *flow.Question) string {
	return func(q *flow.Question) string { return strings.ReplaceAll(format, "OPTION", q.Options[0].ID) }
}

// constant is the same for any question.
func constant(text string) func(q *flow.Question) string {
	return func(*flow.Question) string { return text }
}

// tooMany joins the ids of one option more than may be picked, or of one option
// twice where all may be.
func tooMany(before, separator, after string) func(q *flow.Question) string {
	return func(q *flow.Question) string {
		ids := append(q.OptionIDs(), q.Options[0].ID)[:q.MaxPicks+1]
		return before + strings.Join(ids, separator) + after
	}
}

var jsonBreaks = []Break{
	{Name: "cut in half", change: func(sound string) string { return sound[:len(sound)/2] }},
	{Name: "last bracket missing", change: func(sound string) string { return sound[:len(sound)-1] }},
	{Name: "comma at the end", change: func(sound string) string { return sound[:len(sound)-1] + ",}" }},
	{Name: "text after the object", change: func(sound string) string { return sound + " x" }},
	{Name: "two objects", change: func(sound string) string { return sound + sound }},
	{Name: "comment", change: func(sound string) string { return sound + " // note" }},
	{Name: "single quotes", change: func(sound string) string { return strings.ReplaceAll(sound, `"`, "'") }},
	{Name: "list", change: func(sound string) string { return "[" + sound + "]" }},
	{Name: "text", change: instead(`"unknown"`)},
	{Name: "null", change: instead("null")},
	{Name: "empty object", change: instead("{}")},
	{Name: "YAML", change: instead("organisation: Acme")},
	{Name: "nothing known", change: instead(`{"organisation":"Acme"}`)},
	{Name: "comma missing", change: first(`,"`, ` "`)},
	{Name: "colon missing", change: first(`":`, `" `)},
	{Name: "key without quotes", change: first(`"organisation"`, "organisation")},
	{Name: "key misspelt", change: first(`"organisation"`, `"organisatoin"`)},
	{Name: "key unknown", change: first("{", `{"no_such_question":1,`)},
	{Name: "key repeated", change: first("{", `{"organisation":"Twice",`)},
	{Name: "another flow", change: first("{", `{"flow":"no_such_flow",`)},
	{Name: "bytes that are no UTF-8", change: first(`:"`, ":\"\xc3\x28")},
	{Name: "control character", change: first(`:"`, ":\"\x01")},
	{Name: "control character escaped", change: first(`:"`, `:"\u001b`)},
	{Name: "tab in a text", change: first(`:"`, ":\"\t")},
	{Name: "escape that does not exist", change: first(`:"`, `:"\q`)},
	{Name: "name that is too long", change: first(`:"`, `:"`+strings.Repeat("x", record.MaxName+1))},
	{Name: "name that is a list", change: first(`:"`, `:["x"],"y":"`)},
	{Name: "number out of range", of: flow.Integer, value: number("%d", tooLarge)},
	{Name: "number with a fraction", of: flow.Integer, value: number("%d.5", smallest)},
	{Name: "number with an exponent", of: flow.Integer, value: number("%de2", smallest)},
	{Name: "number with a leading zero", of: flow.Integer, value: number("0%d", tooLarge)},
	{Name: "number of many digits", of: flow.Integer, value: constant(strings.Repeat("9", 400))},
	{Name: "no number", of: flow.Integer, value: constant("NaN")},
	{Name: "range that is empty", of: flow.Integer, value: constant(`"9-7"`)},
	{Name: "list for a number", of: flow.Integer, value: number("[%d]", smallest)},
	{Name: "true for a number", of: flow.Integer, value: constant("true")},
	{Name: "null for an option", of: flow.Choice, value: constant("null")},
	{Name: "empty text for an option", of: flow.Choice, value: constant(`""`)},
	{Name: "option misspelt", of: flow.Choice, value: option(`"OPTIONx"`)},
	{Name: "object for an option", of: flow.Choice, value: option(`{"id":"OPTION"}`)},
	{Name: "empty list of possible options", of: flow.Choice, value: constant("[]")},
	{Name: "unknown in a list", of: flow.Choices, value: option(`["OPTION","unknown"]`)},
	{Name: "text for a list", of: flow.Choices, value: option(`"OPTION"`)},
	{Name: "option given twice", of: flow.Choices, value: option(`["OPTION","OPTION"]`)},
	{Name: "too many options", of: flow.Choices, value: tooMany(`["`, `","`, `"]`)},
	{Name: "list of numbers", of: flow.Choices, value: constant("[1]")},
	{Name: "list in a list", of: flow.Choices, value: option(`[["OPTION"]]`)},
	{Name: "list without a comma", of: flow.Choices, value: option(`["OPTION""OPTION"]`)},
	{Name: "neither yes nor no", of: flow.YesNo, value: constant(`"maybe"`)},
}

var csvBreaks = []Break{
	{Name: "too few cells", change: func(sound string) string { return sound[:strings.LastIndexByte(sound, ',')] }},
	{Name: "too many cells", change: func(sound string) string { return sound + ",unknown" }},
	{Name: "one cell", change: instead("broken")},
	{Name: "semicolons", change: func(sound string) string { return strings.ReplaceAll(sound, ",", ";") }},
	{Name: "tabs", change: func(sound string) string { return strings.ReplaceAll(sound, ",", "\t") }},
	{Name: "JSON", change: instead(`{"headcount":5}`)},
	{Name: "nothing known", change: func(sound string) string { return "Acme" + strings.Repeat(",", strings.Count(sound, ",")) }},
	{Name: "quote within a cell", change: func(sound string) string { return `5" Disks ` + strings.ReplaceAll(sound, `"`, "") }},
	{Name: "text after a closing quote", change: func(sound string) string { return `"Acme" Inc,` + sound }},
	{Name: "quote that is not closed", change: func(sound string) string { return `"Acme ` + strings.ReplaceAll(sound, `"`, "") }},
	{Name: "last quote not closed", change: func(sound string) string { return sound + `,"Acme` }},
	{Name: "bytes that are no UTF-8", change: func(sound string) string { return "\xc3\x28" + strings.ReplaceAll(sound, `"`, "") }},
	{Name: "control character", change: func(sound string) string { return "\x1b[31m" + strings.ReplaceAll(sound, `"`, "") }},
	{Name: "name that is too long", change: func(sound string) string {
		return strings.Repeat("x", record.MaxName+1) + strings.ReplaceAll(sound, `"`, "")
	}},
	{Name: "number out of range", of: flow.Integer, value: number("%d", tooLarge)},
	{Name: "number with a fraction", of: flow.Integer, value: number("%d.5", smallest)},
	{Name: "number of many digits", of: flow.Integer, value: constant(strings.Repeat("9", 400))},
	{Name: "number in words", of: flow.Integer, value: constant("a dozen")},
	{Name: "range that is empty", of: flow.Integer, value: constant("9-7")},
	{Name: "list of numbers", of: flow.Integer, value: constant("[5|6]")},
	{Name: "option misspelt", of: flow.Choice, value: option("OPTIONx")},
	{Name: "option in capitals", of: flow.Choice, value: func(q *flow.Question) string { return strings.ToUpper(q.Options[0].ID) }},
	{Name: "empty list of possible options", of: flow.Choice, value: constant("[]")},
	{Name: "bar alone", of: flow.Choice, value: constant("|")},
	{Name: "unknown in a list", of: flow.Choices, value: option("OPTION|unknown")},
	{Name: "option given twice", of: flow.Choices, value: option("OPTION|OPTION")},
	{Name: "too many options", of: flow.Choices, value: tooMany("", "|", "")},
	{Name: "neither yes nor no", of: flow.YesNo, value: constant("maybe")},
}
