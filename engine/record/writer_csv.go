package record

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// Columns returns the names of the columns of CSV rows, whatever the format of
// the writer.
func (w *Writer) Columns() []string {
	columns := []string{organisationKey, "recommendation"}
	for _, role := range w.set.Roles {
		columns = append(columns, role.ID+"_verdict", role.ID+"_mode", role.ID+"_score")
		if w.explain {
			columns = append(columns, role.ID+"_reasons")
		}
	}
	columns = append(columns, "sequence", "combined", "undecided")
	if w.explain {
		columns = append(columns, "undecided_rules")
	}
	return columns
}

// Header returns the header of a CSV file with its line break, and nil for JSON.
func (w *Writer) Header() []byte {
	if w.format == JSON {
		return nil
	}
	return []byte(strings.Join(w.Columns(), ",") + "\n")
}

// csvReason returns a reason as it stands within quotes.
func csvReason(r *rule.Rule, points int, effect string) string {
	if effect == "" {
		effect = fmt.Sprintf("%+d", points)
	}
	because := source.Printable(strings.Join(strings.Fields(r.Because), " "))
	return strings.ReplaceAll(r.ID+" "+effect+": "+because, `"`, `""`)
}

func (w *Writer) appendCSV(dst []byte, row *Row, r *rule.Result) []byte {
	dst = append(AppendCell(dst, row.Organisation), ',')
	dst = append(dst, w.set.Recommendation(r)...)
	for i := range w.roles {
		dst = append(dst, w.roles[i].verdicts[r.Roles[i].Verdict][r.Roles[i].Mode]...)
		dst = strconv.AppendInt(dst, int64(r.Roles[i].Score), 10)
		if w.explain {
			dst = append(dst, ',', '"')
			dst = append(w.appendReasons(dst, &w.roles[i], r.Fired, " | "), '"')
		}
	}
	dst = w.csvIDs(append(dst, ','), r.Sequence, '|')
	dst = append(dst, ',')
	for i, group := range r.Combined {
		if i > 0 {
			dst = append(dst, '|')
		}
		dst = w.csvIDs(dst, group, '+')
	}
	dst = strconv.AppendInt(append(dst, ','), int64(len(r.Undecided)), 10)
	if w.explain {
		dst = append(dst, ',')
		for i, index := range r.Undecided {
			if i > 0 {
				dst = append(dst, '|')
			}
			dst = append(dst, w.set.Rules[index].ID...)
		}
	}
	return append(dst, '\n')
}

func (w *Writer) csvIDs(dst []byte, roles []int, separator byte) []byte {
	for i, index := range roles {
		if i > 0 {
			dst = append(dst, separator)
		}
		dst = append(dst, w.set.Roles[index].ID...)
	}
	return dst
}

// AppendCell appends a text as a CSV cell that no spreadsheet takes for a formula.
// Bytes that are no UTF-8 are replaced.
func AppendCell(dst, text []byte) []byte {
	inQuotes := bytes.ContainsAny(text, "\",\r\n")
	if inQuotes {
		dst = append(dst, '"')
	}
	if formula(text) {
		dst = append(dst, '\'')
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			dst = append(dst, '"', '"')
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		default:
			var size int
			dst, size = appendRune(dst, text[i:])
			i += size - 1
		}
	}
	if inQuotes {
		dst = append(dst, '"')
	}
	return dst
}
