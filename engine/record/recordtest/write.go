package recordtest

import (
	"math/bits"
	"strconv"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/record"
)

// Header returns the header of a CSV file with its line break: the organisation
// and all questions. For JSON it returns nil.
func (g *Generator) Header(f record.Format) []byte {
	if f == record.JSON {
		return nil
	}
	return []byte("organisation," + strings.Join(g.flow.IDs(), ",") + "\n")
}

// Append appends an organisation as a record with its line break.
func (g *Generator) Append(dst []byte, f record.Format, row *record.Row) []byte {
	if f == record.CSV {
		return append(g.cells(dst, row, -1, ""), '\n')
	}
	dst = append(dst, '{')
	return append(g.members(dst, row), '}', '\n')
}

// members appends the organisation as it stands within the brackets of JSON.
func (g *Generator) members(dst []byte, row *record.Row) []byte {
	dst = append(dst, `"organisation":`...)
	dst = strconv.AppendQuote(dst, string(row.Organisation))
	for i, q := range g.flow.Questions {
		if a := row.Answers[i]; !a.IsZero() {
			dst = append(dst, ',', '"')
			dst = append(dst, q.ID...)
			dst = appendJSON(append(dst, '"', ':'), q, a)
		}
	}
	return dst
}

func appendJSON(dst []byte, q *flow.Question, a flow.Answer) []byte {
	switch {
	case a.IsUnknown():
		return append(dst, `"unknown"`...)
	case q.Type == flow.YesNo:
		return strconv.AppendBool(dst, a.Possible(q) == 2)
	case q.Type == flow.Integer && a.IsExact():
		lo, _ := a.Range(q)
		return strconv.AppendInt(dst, lo, 10)
	case q.Type == flow.Integer:
		return append(append(append(dst, '"'), q.Format(a)...), '"')
	case q.Type == flow.Choice && a.IsExact():
		return appendOptions(dst, q, a, `","`, `"`, `"`)
	}
	if set, _ := a.Picks(); set == 0 {
		return append(dst, "[]"...)
	}
	return appendOptions(dst, q, a, `","`, `["`, `"]`)
}

// cells appends the organisation as the cells of CSV, with a text in place of one
// answer.
func (g *Generator) cells(dst []byte, row *record.Row, instead int, text string) []byte {
	dst = append(dst, csvText(string(row.Organisation))...)
	for i, q := range g.flow.Questions {
		dst = append(dst, ',')
		if a := row.Answers[i]; i == instead {
			dst = append(dst, text...)
		} else if !a.IsZero() {
			dst = appendCell(dst, q, a)
		}
	}
	return dst
}

// csvText puts a text into quotes where it needs them.
func csvText(text string) string {
	if strings.ContainsAny(text, "\",\r\n") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

func appendCell(dst []byte, q *flow.Question, a flow.Answer) []byte {
	switch {
	case a.IsUnknown():
		return append(dst, "unknown"...)
	case q.Type == flow.Integer:
		return append(dst, q.Format(a)...)
	}
	if set, picks := a.Picks(); picks && set == 0 {
		return append(dst, "[]"...)
	}
	return appendOptions(dst, q, a, "|", "", "")
}

func appendOptions(dst []byte, q *flow.Question, a flow.Answer, separator, before, after string) []byte {
	set, picks := a.Picks()
	if !picks {
		set = a.Possible(q)
	}
	for dst = append(dst, before...); ; dst = append(dst, separator...) {
		dst = append(dst, q.Options[bits.TrailingZeros64(set)].ID...)
		if set &= set - 1; set == 0 {
			return append(dst, after...)
		}
	}
}
