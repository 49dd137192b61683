package record

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A csvReader reads rows below a header of question ids.
type csvReader struct {
	*schema
	columns []int // index of the question or of the organisation, by column
	// Of the row that is read:
	cells    cells
	problems []Problem
}

// NewCSVReader returns a reader of CSV rows below a header, which is the first
// record of the file and may begin with a byte order mark. Its columns are
// question ids and optionally "organisation". A column that is no question or is
// given twice is an error, as is a header without any question: a [source.List]
// whose places count from the start of the header.
//
// A cell holds what [flow.Question.Parse] reads; several options are separated
// by |, and "none" or "[]" says that no option fits. An empty cell gives no
// answer. Cells are read as encoding/csv reads them, except that text must be
// UTF-8 and that a byte order mark before a row is dropped.
func NewCSVReader(f *flow.Flow, header []byte) (Reader, error) {
	r := &csvReader{schema: newSchema(f)}
	names, problems := headerCells(header)
	seen := map[string]bool{}
	for _, n := range names {
		message, hint := r.column(n.Value, seen)
		seen[n.Value] = true
		if message != "" {
			problems = append(problems, n.Diagnose(message, hint))
		}
	}
	if len(problems) == 0 && (len(names) == 0 || len(names) == 1 && seen[organisationKey]) {
		problems = append(problems, source.Diagnostic{Pos: source.Pos{Line: 1, Col: 1}, Width: 1, Message: "the header has no question",
			Hint: "the first line must hold question ids, such as " + strings.Join(f.IDs()[:min(3, len(f.Questions))], ",")})
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// column adds a column, or says what is wrong with it.
func (r *csvReader) column(name string, seen map[string]bool) (message, hint string) {
	i := r.index(name)
	if name == organisationKey {
		i = r.organisation()
	}
	r.columns = append(r.columns, i)
	switch {
	case name == "":
		return fmt.Sprintf("column %d has no name", len(r.columns)), "write a question id, or remove the column"
	case i < 0:
		return r.unknownKey(name)
	case seen[name]:
		return "column " + source.Quote(name) + " is given twice", "keep one of them"
	}
	return "", ""
}

// headerCells returns the names of the columns, as texts with places.
func headerCells(header []byte) (names []*source.Node, problems source.List) {
	file := source.NewFile("", header)
	var c cells
	c.reset(file.Data)
	for c.next() {
		line, column := c.place(c.start)
		name := &source.Node{Kind: source.Text, Value: string(bytes.TrimSpace(c.text)), Pos: source.Pos{Line: line + 1, Col: column}, File: file}
		names = append(names, name)
	}
	if c.wrong != "" {
		line, column := c.place(c.at)
		at := &source.Node{Pos: source.Pos{Line: line + 1, Col: column}, File: file}
		problems = append(problems, at.Diagnose(c.wrong, c.hint))
	}
	return names, problems
}

// Read reads one row.
func (r *csvReader) Read(record []byte, row *Row) error {
	if len(record) > MaxRecord {
		return ErrTooLong
	}
	row.reset(len(r.questions))
	r.problems = nil
	r.cells.reset(record)
	n := 0
	for ; r.cells.more(); n++ {
		if n < len(r.columns) && r.usual(r.columns[n], row) {
			continue
		}
		if !r.cells.next() {
			break
		}
		switch {
		case n >= len(r.columns):
		case r.columns[n] == r.organisation():
			r.name(row)
		default:
			r.answer(r.columns[n], row)
		}
	}
	r.count(n)
	if len(r.problems) == 0 && !row.known() {
		r.problems = append(r.problems, nothingKnown)
	}
	if len(r.problems) > 0 {
		return &Invalid{r.problems}
	}
	return nil
}

// count checks that there are as many cells as columns. Where the quoting is
// broken the cells cannot be counted.
func (r *csvReader) count(cells int) {
	switch {
	case r.cells.wrong != "":
		r.report(r.cells.at, r.cells.wrong, r.cells.hint)
	case cells < len(r.columns):
		r.problems = append(r.problems, Problem{Message: fmt.Sprintf("the row has %d of %d cells", cells, len(r.columns)), Hint: "leave cells empty, but keep their commas"})
	case cells > len(r.columns):
		r.problems = append(r.problems, Problem{Message: fmt.Sprintf("the row has %d cells, the header has %d", cells, len(r.columns)),
			Hint: `put a cell that holds a comma into quotes, as in "a, b"`})
	}
}

func (r *csvReader) report(offset int, message, hint string) {
	line, column := r.cells.place(offset)
	r.problems = append(r.problems, Problem{line, column, message, hint})
}

// name reads the present cell as the name of the organisation. What the Writer
// has put before it to neutralise it is dropped.
func (r *csvReader) name(row *Row) {
	text := r.cells.text
	if row.tidyName(text) {
		return
	}
	if len(text) > 0 && text[0] == '\'' && formula(text) {
		text = text[1:]
	}
	if wrong := row.name(text); wrong != "" {
		r.report(r.cells.start, wrong, "")
	}
}

// answer reads the present cell as an answer to a question.
func (r *csvReader) answer(i int, row *Row) {
	text := r.cells.text
	if len(text) == 0 {
		return
	}
	q := &r.questions[i]
	if row.Answers[i] = q.cell(text); !row.Answers[i].IsZero() || len(bytes.TrimSpace(text)) == 0 {
		return
	}
	a, err := q.Parse(string(text))
	var wrong *flow.InvalidAnswer
	if errors.As(err, &wrong) {
		r.report(r.cells.start, q.ID+": "+wrong.Problem, wrong.Hint)
	}
	row.Answers[i] = a
}

// usual reads the next cell as an answer where it stands, as nearly all can be. It
// reports false for any other cell, which is still to be read then.
func (r *csvReader) usual(column int, row *Row) bool {
	data, p := r.cells.record, r.cells.end+1
	if p == len(data) || data[p] == ',' {
		r.cells.end = p
		return true
	}
	if column == r.organisation() {
		return false
	}
	a, end := r.questions[column].cellAt(data, p)
	if a.IsZero() || end < len(data) && data[end] != ',' {
		return false
	}
	row.Answers[column], r.cells.end = a, end
	return true
}

// cell reads what nearly all cells hold. It returns the zero Answer for any other
// text.
func (q *question) cell(text []byte) flow.Answer {
	if a, end := q.cellAt(text, 0); end == len(text) {
		return a
	}
	return flow.Answer{}
}

// cellAt reads what nearly all cells hold, from p on, and returns where it ends. It
// returns the zero Answer for any other text.
func (q *question) cellAt(data []byte, p int) (flow.Answer, int) {
	if q.Type == flow.Integer && data[p] != 'u' {
		return q.integerCell(data, p)
	}
	i, length := q.texts.find(data[p:])
	end := p + length
	if i >= 0 && (end == len(data) || data[end] == ',') {
		return q.meanings[i].answer, end
	}
	if data[p] == '[' && p+1 < len(data) && data[p+1] == ']' {
		return q.chosen(0), p + 2
	}
	var set uint64
	for i >= 0 && i < len(q.Options) && set&(1<<i) == 0 {
		set |= 1 << i
		if end == len(data) || data[end] != '|' {
			return q.chosen(set), end
		}
		i, length = q.texts.find(data[end+1:])
		end += 1 + length
	}
	return flow.Answer{}, end
}

// integerCell is cellAt for an integer question.
func (q *question) integerCell(data []byte, p int) (flow.Answer, int) {
	v, end := integer(data, p)
	if end > p && (end == len(data) || data[end] == ',') {
		return q.within(v, v), end
	}
	end = bareEnd(data, p)
	return q.integers(data[p:end]), end
}
