package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"chiefly/engine"
	"chiefly/engine/record"
)

// CSV writes advices of the same content for a spreadsheet: a header, and a row for each.
// Answers have a column for each of questions, which are ids, and are written as
// `chiefly batch` reads them; the cell of a question that is not asked is empty.
func CSV(w io.Writer, questions []string, all ...*engine.Advice) error {
	var out []byte
	for i, a := range all {
		if i == 0 {
			out = appendRow(out, columns(a, questions))
		}
		out = appendRow(out, fields(a, questions))
	}
	_, err := w.Write(out)
	return err
}

func appendRow(dst []byte, cells [][]byte) []byte {
	for i, cell := range cells {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, cell...)
	}
	return append(dst, '\n')
}

// safe is a text as a cell.
func safe(text string) []byte { return record.AppendCell(nil, []byte(engine.OneLine(text))) }

func number(n int) []byte { return strconv.AppendInt(nil, int64(n), 10) }

func columns(a *engine.Advice, questions []string) [][]byte {
	names := []string{"organisation", "recommendation", "headline"}
	for _, role := range a.Roles {
		names = append(names, role.ID+"_verdict", role.ID+"_mode", role.ID+"_score")
	}
	var row [][]byte
	for _, name := range append(names, questions...) {
		row = append(row, safe(name))
	}
	return append(row, safe("version"), safe("digest"))
}

func fields(a *engine.Advice, questions []string) [][]byte {
	row := [][]byte{safe(a.Organisation), safe(a.Recommendation), safe(a.Headline)}
	for _, role := range a.Roles {
		row = append(row, safe(role.Verdict), safe(role.Mode), number(role.Score))
	}
	given := map[string][]byte{}
	for _, id := range a.Unknown {
		given[id] = []byte("unknown")
	}
	for _, answer := range a.Answers {
		given[answer.ID] = value(answer.Value)
	}
	for _, id := range questions {
		row = append(row, given[id])
	}
	return append(row, safe(a.Content.Version), safe(a.Content.Digest))
}

// value is an answer as a cell: several options as a|b, none of them as [].
func value(v any) []byte {
	switch v := v.(type) {
	case int64:
		return strconv.AppendInt(nil, v, 10)
	case []string:
		if len(v) == 0 {
			return []byte("[]")
		}
		return safe(strings.Join(v, "|"))
	}
	return safe(fmt.Sprint(v))
}
