package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"chiefly/engine/source"
)

// Parquet is read and written as CSV in columns: the same cells under the same
// names. What a cell means is therefore decided in one place, package record.

// appendCells appends a record of CSV.
func appendCells(dst []byte, cells []string) []byte {
	b := bytes.NewBuffer(dst)
	w := csv.NewWriter(b)
	_ = w.Write(cells) // into memory
	w.Flush()
	return b.Bytes()
}

// damaged makes an error of a panic: parquet-go panics on some damaged files.
func damaged(err *error) {
	if reason := recover(); reason != nil {
		*err = fmt.Errorf("the file is damaged: %v", reason)
	}
}

// A parquetReader gives a Parquet file as CSV: the columns on the first line, and
// a line for each row.
type parquetReader struct {
	groups []parquet.RowGroup // to be read
	rows   parquet.Rows       // of the group that is being read, or nil
	buffer [256]parquet.Row
	text   bytes.Buffer // CSV that has not been given yet
}

// newParquetReader opens a Parquet file of a size in bytes.
func newParquetReader(file io.Reader, size int64) (_ io.Reader, err error) {
	defer damaged(&err)
	at, ok := file.(io.ReaderAt)
	if !ok { // not on this machine, where it can only be read from beginning to end
		data, err := io.ReadAll(file)
		if err != nil {
			return nil, err
		}
		at, size = bytes.NewReader(data), int64(len(data))
	}
	opened, err := parquet.OpenFile(at, size)
	if err != nil {
		return nil, err
	}
	names, err := columnNames(opened.Schema())
	if err != nil {
		return nil, err
	}
	r := &parquetReader{groups: opened.RowGroups()}
	r.text.Write(appendCells(nil, names))
	return r, nil
}

// columnNames returns the names of the columns, which must hold text, numbers or
// booleans.
func columnNames(schema *parquet.Schema) (names []string, err error) {
	var problems source.List
	for _, field := range schema.Fields() {
		names = append(names, field.Name())
		if !field.Leaf() || field.Repeated() || !plain(field.Type()) {
			problems = append(problems, source.Diagnostic{Message: fmt.Sprintf("column %s holds %s", source.Quote(field.Name()), field),
				Hint: "text, numbers and booleans can be read; several options go into one text, as in \"a|b\""})
		}
	}
	return names, problems.Err()
}

// plain reports whether values of a type are what they look like: text, numbers
// or booleans rather than, say, days since 1970.
func plain(t parquet.Type) bool {
	if logical := t.LogicalType(); logical != nil && logical.Value != nil {
		name := logical.String()
		return name == "STRING" || name == "ENUM" || strings.HasPrefix(name, "INT")
	}
	return t.Kind() != parquet.Int96 && t.Kind() != parquet.FixedLenByteArray
}

// Read reads CSV.
func (r *parquetReader) Read(p []byte) (_ int, err error) {
	defer damaged(&err)
	for r.text.Len() == 0 {
		if err := r.more(); err != nil {
			return 0, err
		}
	}
	return r.text.Read(p)
}

// more makes CSV of some more rows, or returns io.EOF.
func (r *parquetReader) more() error {
	if r.rows == nil {
		if len(r.groups) == 0 {
			return io.EOF
		}
		r.rows, r.groups = r.groups[0].Rows(), r.groups[1:]
	}
	n, err := r.rows.ReadRows(r.buffer[:])
	for _, row := range r.buffer[:n] {
		r.append(row)
	}
	switch {
	case errors.Is(err, io.EOF):
		err, r.rows = r.rows.Close(), nil
	case err == nil && n == 0:
		err = io.ErrNoProgress
	}
	return err
}

// append makes a line of CSV of a row.
func (r *parquetReader) append(row parquet.Row) {
	for i, value := range row {
		if i > 0 {
			r.text.WriteByte(',')
		}
		cell := cell(value)
		if strings.ContainsAny(cell, "\",") || cell == "" && len(row) == 1 { // a blank line would be skipped
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		r.text.WriteString(cell)
	}
	r.text.WriteByte('\n')
}

// lineBreaks makes line breaks blanks, so that a row is one line.
var lineBreaks = strings.NewReplacer("\r", " ", "\n", " ")

// cell returns a value as the CSV cell that means the same: nothing for null.
func cell(v parquet.Value) string {
	switch {
	case v.IsNull():
		return ""
	case v.Kind() == parquet.Float, v.Kind() == parquet.Double: // how some programs write whole numbers when some are missing
		number := v.Double()
		if v.Kind() == parquet.Float {
			number = float64(v.Float())
		}
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	return lineBreaks.Replace(v.String())
}

// writeParquet writes CSV records as rows of these columns: scores and counts as
// whole numbers, everything else as text; null where a cell is empty.
func writeParquet(file io.Writer, columns []string, pieces func(*[]byte) bool) error {
	fields := make([]reflect.StructField, len(columns))
	for i, name := range columns {
		fields[i] = reflect.StructField{Name: fmt.Sprintf("Column%d", i), Type: reflect.TypeFor[*string](), Tag: reflect.StructTag(`parquet:"` + name + `,optional"`)}
		if isNumber(name) {
			fields[i].Type = reflect.TypeFor[*int64]()
		}
	}
	// A schema made of a struct keeps the order of the columns; one made of a
	// parquet.Group would sort them.
	schema := parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
	w := parquet.NewGenericWriter[any](file, schema, parquet.Compression(&parquet.Snappy))
	for piece := []byte(nil); pieces(&piece); {
		rows, err := parquetRows(piece, columns)
		if err != nil {
			return err
		}
		if _, err := w.WriteRows(rows); err != nil {
			return err
		}
	}
	return w.Close()
}

// isNumber reports whether a column of record.Writer holds whole numbers.
func isNumber(column string) bool {
	return strings.HasSuffix(column, "_score") || column == "undecided"
}

// parquetRows returns CSV records as rows.
func parquetRows(piece []byte, columns []string) ([]parquet.Row, error) {
	records, err := csv.NewReader(bytes.NewReader(piece)).ReadAll()
	if err != nil {
		return nil, err
	}
	rows := make([]parquet.Row, len(records))
	for i, cells := range records {
		for j, text := range cells {
			value, level := parquet.NullValue(), 0
			if text != "" {
				value, level = parquet.ValueOf(text), 1
				if isNumber(columns[j]) {
					number, err := strconv.ParseInt(text, 10, 64)
					if err != nil {
						return nil, err
					}
					value = parquet.ValueOf(number)
				}
			}
			rows[i] = append(rows[i], value.Level(0, level, j))
		}
	}
	return rows, nil
}
