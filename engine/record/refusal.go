package record

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"chiefly/engine/source"
)

// A Refusal is a record that cannot be used, as a line of a file for those.
type Refusal struct {
	File   string `json:"file"`
	Line   int64  `json:"line"`             // from 1
	Column int    `json:"column,omitempty"` // 0 for the record as a whole
	Reason string `json:"reason"`
	Hint   string `json:"hint,omitempty"`
}

// ProblemsOf returns the problems of an [Invalid], or any other error as the only
// one.
func ProblemsOf(err error) []Problem {
	var invalid *Invalid
	if errors.As(err, &invalid) {
		return invalid.Problems
	}
	return []Problem{{Message: err.Error()}}
}

// NewRefusal refuses the record that begins on a line of a file. All problems, of
// which there is at least one, go into one line: in the place of the first, the
// others with their columns.
func NewRefusal(file string, line int64, problems []Problem) *Refusal {
	r := &Refusal{File: file, Line: line + int64(problems[0].Line), Column: problems[0].Column}
	var reasons, hints []string
	for i, p := range problems {
		at := ""
		if i > 0 && p.Column > 0 {
			at = fmt.Sprintf("column %d: ", p.Column)
			if p.Line != problems[0].Line {
				at = fmt.Sprintf("line %d, %s", line+int64(p.Line), at)
			}
		}
		reasons = append(reasons, at+p.Message)
		if p.Hint != "" {
			hints = append(hints, p.Hint)
		}
	}
	r.Reason, r.Hint = strings.Join(reasons, "; "), strings.Join(hints, "; ")
	return r
}

// String returns the refusal for people, as in
// "a.csv:3:5: nothing is known about the organisation (answer one question at least)".
func (r *Refusal) String() string {
	return source.Diagnostic{File: r.File, Pos: source.Pos{Line: int(r.Line), Col: max(1, r.Column)}, Message: r.Reason, Hint: r.Hint}.Error()
}

// RefusalHeader returns the header of a CSV file of refusals with its line break,
// and nil for JSON.
func RefusalHeader(f Format) []byte {
	if f == JSON {
		return nil
	}
	return []byte("file,line,column,reason,hint\n")
}

// Append appends the refusal as a line of a file. In CSV no spreadsheet reads a
// cell as a formula.
func (r *Refusal) Append(dst []byte, f Format) []byte {
	b := bytes.NewBuffer(dst)
	if f == JSON {
		encoder := json.NewEncoder(b)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(r) // of texts and numbers, into memory
		return b.Bytes()
	}
	w := csv.NewWriter(b)
	_ = w.Write(r.cells()) // into memory
	w.Flush()
	return b.Bytes()
}

// cells returns the cells of CSV. Only the first could be read as a formula:
// reasons begin with the name of a question or in words.
func (r *Refusal) cells() []string {
	column := ""
	if r.Column > 0 {
		column = strconv.Itoa(r.Column)
	}
	return []string{plainName(r.File), strconv.FormatInt(r.Line, 10), column, source.Printable(r.Reason), source.Printable(r.Hint)}
}

// plainName returns the name of a file so that no spreadsheet reads it as a
// formula: "./=a.csv" is the same file as "=a.csv".
func plainName(name string) string {
	if name == "" || name[0] == '.' || filepath.IsAbs(name) {
		return name
	}
	if first := name[0]; first >= 'A' && first <= 'Z' || first >= 'a' && first <= 'z' || first >= '0' && first <= '9' {
		return name
	}
	return "." + string(filepath.Separator) + name
}
