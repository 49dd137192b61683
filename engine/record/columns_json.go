package record

import (
	"strings"
	"unicode/utf8"

	"chiefly/engine/source"
)

// A columnsJSON reads flat objects whose keys are the columns of an export.
// Objects written the usual way go straight into cells. Whatever else there may
// be in JSON, and all that is wrong, is left to full.
type columnsJSON struct {
	*mapper
	keys  map[string]place // all columns of the map, and other keys seen
	found []bool           // by column: whether the object has it
	alike []bool           // by column: whether the object has it in other case

	buffer []byte // of a text with escapes
}

// A place is where a key belongs.
type place struct {
	column int  // of the map, or -1
	alike  bool // the key differs from the column's name in case
}

// maxKeys is how many keys are remembered, so that no file can fill the memory.
const maxKeys = 1000

// JSONReader returns a reader of JSON objects.
func (c *Columns) JSONReader() Reader {
	r := &columnsJSON{mapper: c.newMapper(), keys: map[string]place{}, found: make([]bool, len(c.columns)), alike: make([]bool, len(c.columns))}
	for i, column := range c.columns {
		r.keys[column.name] = place{column: i}
	}
	return r
}

// Read reads one object.
func (r *columnsJSON) Read(record []byte, row *Row) error {
	if len(record) > MaxRecord {
		return ErrTooLong
	}
	r.begin(row)
	if r.object(record) && r.complete() && len(r.fill(row, r.nowhere)) == 0 {
		return nil
	}
	return r.full(record, row)
}

// nowhere places problems that are found again by full.
func (r *columnsJSON) nowhere(int) (line, at int) { return 0, 0 }

func (r *columnsJSON) begin(row *Row) {
	r.mapper.begin(row)
	clear(r.found)
	clear(r.alike)
}

// place returns where a key belongs, and remembers it.
func (r *columnsJSON) place(key []byte) place {
	if p, known := r.keys[string(key)]; known {
		return p
	}
	name := strings.TrimSpace(string(key))
	at := place{column: -1}
	for i, column := range r.columns {
		switch {
		case column.name == name:
			at = place{column: i}
		case at.column < 0 && strings.EqualFold(column.name, name):
			at = place{column: i, alike: true}
		}
	}
	if len(r.keys) < maxKeys {
		r.keys[string(key)] = at
	}
	return at
}

// complete reports whether no column was lost by its case, and one was found.
func (r *columnsJSON) complete() bool {
	some := false
	for i, found := range r.found {
		if r.alike[i] && !found {
			return false
		}
		some = some || found
	}
	return some
}

// object reads an object of the usual shape into the cells. It reports false for
// any other text.
func (r *columnsJSON) object(data []byte) bool {
	p := blanks(data, 0)
	if p == len(data) || data[p] != '{' || !utf8.Valid(data) {
		return false
	}
	for {
		key, after := r.scalar(data, blanks(data, p+1))
		if after < 0 || data[after-1] != '"' {
			return false
		}
		at := r.place(key)
		p = blanks(data, after)
		if p == len(data) || data[p] != ':' {
			return false
		}
		value, after := r.scalar(data, blanks(data, p+1))
		if after < 0 || !r.take(at, value) {
			return false
		}
		if p = blanks(data, after); p == len(data) || data[p] != ',' {
			break
		}
	}
	return p < len(data) && data[p] == '}' && blanks(data, p+1) == len(data)
}

// take puts a value into the cell of its column. It reports false for one that is
// given twice.
func (r *columnsJSON) take(at place, value []byte) bool {
	switch {
	case at.column < 0:
	case at.alike:
		r.alike[at.column] = true
	case r.found[at.column]:
		return false
	default:
		r.found[at.column] = true
		r.set(at.column, value)
	}
	return true
}

// scalar reads a text, a number without an exponent, true, false or null, and
// returns it as a cell, valid until the next one, and where it ends; -1 for
// anything else.
func (r *columnsJSON) scalar(data []byte, p int) (cell []byte, end int) {
	if p == len(data) {
		return nil, -1
	}
	if data[p] == '"' {
		end = quote(data, p+1)
		if end >= 0 && literal(data[p+1:end]) {
			return data[p+1 : end], end + 1
		}
		r.buffer, end = unescape(r.buffer[:0], data, p+1)
		return r.buffer, end
	}
	for _, word := range []string{"null", "true", "false"} {
		if rest := data[p:]; len(rest) >= len(word) && string(rest[:len(word)]) == word {
			end = p + len(word)
			if word == "null" {
				return nil, end
			}
			return data[p:end], end
		}
	}
	end = decimal(data, p)
	if end == p {
		return nil, -1
	}
	return data[p:end], end
}

// decimal returns where a number without an exponent ends: at p itself for
// anything else.
func decimal(data []byte, p int) int {
	start := p
	if data[p] == '-' {
		start++
	}
	_, end := integer(data, start)
	if end == start {
		return p
	}
	if end == len(data) || data[end] != '.' {
		return end
	}
	start = end + 1
	for end = start; end < len(data) && data[end] >= '0' && data[end] <= '9'; end++ {
	}
	if end == start {
		return p
	}
	return end
}

// full reads any JSON text into an empty row, or says everything that is wrong
// with it.
func (r *columnsJSON) full(record []byte, row *Row) error {
	r.begin(row)
	root, problems := source.Parse(source.NewFile("", record), source.JSON)
	if root == nil {
		for i := range problems {
			problems[i].Message = strings.Replace(problems[i].Message, "the file", "the record", 1)
		}
		return invalid(problems)
	}
	var all source.Reader // repeated keys matter only where the map has the column
	places := make([]source.Pos, len(r.columns))
	if root.Kind != source.Mapping {
		all.Report(root, `write it as {"column": value, ...}`, "a record must be an object, not %s", root.Kind)
		return invalid(all.Problems)
	}
	for i, key := range root.Keys {
		r.member(&all, key, root.Items[i], places)
	}
	r.lost(&all, root)
	if len(all.Problems) > 0 {
		return invalid(all.Problems)
	}
	wrong := r.fill(row, func(column int) (line, at int) { return max(0, places[column].Line-1), places[column].Col })
	if len(wrong) > 0 {
		return &Invalid{wrong}
	}
	return nil
}

// member puts a value into the cell of its column, and notes its place.
func (r *columnsJSON) member(all *source.Reader, key, value *source.Node, places []source.Pos) {
	at := r.place([]byte(key.Value))
	switch mapped := at.column >= 0 && !at.alike; {
	case mapped && value.Kind >= source.Sequence:
		r.found[at.column] = true
		all.Report(value, "give each cell a key of its own", "column %s must hold a text or a number, not %s", source.Quote(key.Value), value.Kind)
	case !r.take(at, cellOf(value)):
		all.Report(key, "keep one", "column %s is given twice", source.Quote(key.Value))
	case mapped:
		places[at.column] = value.Pos
	}
}

// cellOf returns a value as the cell that it stands for.
func cellOf(value *source.Node) []byte {
	if value.Kind == source.Null {
		return nil
	}
	return []byte(value.Value)
}

// lost reports keys that differ from a column in case, and an object with none of
// the columns.
func (r *columnsJSON) lost(all *source.Reader, root *source.Node) {
	if len(all.Problems) > 0 || r.complete() {
		return
	}
	for _, key := range root.Keys {
		if at := r.place([]byte(key.Value)); at.alike && !r.found[at.column] {
			all.Report(key, "write "+source.Quote(r.columns[at.column].name)+" in the record, or correct the map", "%s is not a column of the map, but for its case", source.Quote(key.Value))
		}
	}
	if len(all.Problems) == 0 {
		names := make([]string, len(r.columns))
		for i, column := range r.columns {
			names[i] = column.name
		}
		all.Report(root, source.Suggest(first(root.Keys), names), "the record has none of the columns of the map")
	}
}

func first(keys []*source.Node) string {
	if len(keys) == 0 {
		return ""
	}
	return keys[0].Value
}
