package record

import (
	"fmt"
	"slices"
	"strings"

	"chiefly/engine/source"
)

// A columnsCSV reads the rows of an export.
type columnsCSV struct {
	*mapper
	rows   csvReader // its columns are those of the map, or -1
	starts []int     // by column of the map: where its cell begins in the record
}

// CSVReader returns a reader of the rows of a CSV file below its header, the
// first record. A column that the map names and the header lacks, or has twice,
// is an error, with its place in the map: a [source.List]. What is wrong with the
// header itself has its place there.
func (c *Columns) CSVReader(header []byte) (Reader, error) {
	names, problems := headerCells(header)
	r := &columnsCSV{mapper: c.newMapper(), starts: make([]int, len(c.columns))}
	found := make([]int, len(c.columns))
	for _, name := range names {
		at := slices.IndexFunc(c.columns, func(column column) bool { return column.name == name.Value })
		r.rows.columns = append(r.rows.columns, at)
		if at >= 0 {
			found[at]++
		}
	}
	sound := len(problems) == 0 // broken quoting hides columns
	for i, column := range c.columns {
		if sound && found[i] != 1 {
			problems = append(problems, column.missing(found[i], names))
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// missing says that the header has the column not once but so many times.
func (c column) missing(times int, header []*source.Node) source.Diagnostic {
	d := c.at
	if times > 1 {
		d.Message = fmt.Sprintf("the file has %d columns called %s", times, source.Quote(c.name))
		d.Hint = "rename all but one of them in the file"
		return d
	}
	names := make([]string, len(header))
	for i, n := range header {
		names[i] = n.Value
	}
	d.Message = "the file has no column " + source.Quote(c.name)
	d.Hint = source.Suggest(c.name, names)
	if len(names) == 1 && strings.ContainsAny(names[0], ";\t") {
		d.Hint = "its cells must be separated by commas; save it as CSV with commas"
	}
	return d
}

// Read reads one row.
func (r *columnsCSV) Read(record []byte, row *Row) error {
	if len(record) > MaxRecord {
		return ErrTooLong
	}
	r.begin(row)
	rows := &r.rows
	rows.problems = nil
	rows.cells.reset(record)
	n := 0
	for ; rows.cells.next(); n++ {
		if n < len(rows.columns) && rows.columns[n] >= 0 {
			r.cell(rows.columns[n])
		}
	}
	rows.count(n)
	if len(rows.problems) == 0 {
		rows.problems = r.fill(row, func(column int) (line, at int) { return rows.cells.place(r.starts[column]) })
	}
	if len(rows.problems) > 0 {
		return &Invalid{rows.problems}
	}
	return nil
}

// cell takes the present cell of the row for a column of the map.
func (r *columnsCSV) cell(column int) {
	text := r.rows.cells.text
	if column == r.organisation && len(text) > 0 && text[0] == '\'' && formula(text) {
		text = text[1:] // see csvReader.name
	}
	r.starts[column] = r.rows.cells.start
	r.set(column, text)
}
