package record

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"chiefly/engine/source"
)

// A mapper turns the cells of a record into a row. The readers of both formats
// have one.
type mapper struct {
	*Columns
	cells      [][]byte // by column, without white space around them
	variables  []string // by column: its name in expressions, "" when none reads it
	derivation derivation
}

func (c *Columns) newMapper() *mapper {
	m := &mapper{Columns: c, cells: make([][]byte, len(c.columns)), variables: make([]string, len(c.columns))}
	m.derivation.env = m.derivation.environment()
	m.derivation.machine.MemoryBudget = maxMemory
	for i, column := range c.columns {
		if column.derives {
			m.variables[i] = variable(column.name)
			m.derivation.env[m.variables[i]] = ""
		}
	}
	return m
}

// begin empties the cells and the row.
func (m *mapper) begin(row *Row) {
	row.reset(len(m.flow.Questions))
	for i := range m.cells {
		m.cells[i] = m.cells[i][:0]
	}
}

// set copies the cell of a column.
func (m *mapper) set(column int, cell []byte) {
	m.cells[column] = append(m.cells[column][:0], bytes.TrimSpace(cell)...)
}

// A placer tells where in the record the cell of a column stands, as a Problem
// has it.
type placer func(column int) (line, at int)

// fill reads the cells into the row. It returns what is wrong, in the order of the
// places.
func (m *mapper) fill(row *Row, place placer) []Problem {
	var problems []Problem
	report := func(column int, message, hint string) {
		p := Problem{Message: message, Hint: hint}
		if column >= 0 {
			p.Line, p.Column = place(column)
		}
		problems = append(problems, p)
	}
	for i, cell := range m.cells {
		if !utf8.Valid(cell) {
			report(i, "the cell"+m.in(i)+" is not UTF-8 text", "save the file with the encoding UTF-8")
		}
	}
	if len(problems) > 0 {
		return problems
	}
	if m.organisation >= 0 {
		if wrong := row.name(m.cells[m.organisation]); wrong != "" {
			report(m.organisation, wrong, "")
		}
	}
	for i, name := range m.variables {
		if name != "" {
			m.derivation.set(name, m.cells[i])
		}
	}
	for _, q := range m.mappings {
		if column, message, hint := m.answer(q, row); message != "" {
			report(column, q.question.ID+": "+message, hint)
		}
	}
	if len(problems) == 0 && !row.known() {
		return []Problem{nothingKnown}
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return problems
}

// answer answers one question, or says what is wrong with which column; -1 is
// none of them.
func (m *mapper) answer(q *mapping, row *Row) (column int, message, hint string) {
	var err error
	if q.program == nil {
		if row.Answers[q.index], err = q.read(m.cells[q.column]); err == nil {
			return 0, "", ""
		}
		message, hint = describe(err)
		return q.column, message + m.in(q.column), hint
	}
	if row.Answers[q.index], err = m.derivation.answer(q); err == nil {
		return 0, "", ""
	}
	message, hint = describe(err)
	if column = m.unreadable(q); column >= 0 {
		message += m.in(column)
	}
	return column, message, hint
}

// in names a column in a message.
func (m *mapper) in(column int) string {
	return " in column " + source.Quote(m.columns[column].name)
}

// unreadable returns the column whose cell is the text that an expression could
// not read as a number, or -1.
func (m *mapper) unreadable(q *mapping) int {
	if !m.derivation.unreadable {
		return -1
	}
	at := slices.IndexFunc(q.sources, func(i int) bool { return string(m.cells[i]) == m.derivation.text })
	if at < 0 {
		return -1
	}
	return q.sources[at]
}
