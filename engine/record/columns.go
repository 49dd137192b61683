package record

import (
	"math"
	"strings"

	"github.com/expr-lang/expr/vm"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// Columns maps the columns of somebody else's export, of a customer database or
// a company register, onto the questions of a flow. It is written in YAML:
//
//	columns: technology_chiefs              # the flow
//	organisation: Company Name              # the column with the name; optional
//	questions:
//	  headcount: Employees                  # the cells are answers as they stand
//	  industry:
//	    column: SIC section
//	    values: {J: software, K: financial_services, C: manufacturing}
//	    otherwise: unknown
//	  technical_founder:
//	    column: Founder is engineer
//	    values: {Y: yes, N: no}
//	  engineers:
//	    expr: number(cell["Employees"]) * number(cell["Share technical %"]) / 100
//	  stage:
//	    expr: 'cell["Founded"] == "" ? unknown : number(cell["Founded"]) >= 2023 ? "early" : "established"'
//
// # Columns and cells
//
// Columns that the map does not name are ignored. A map need not answer every
// question. The names of columns are
// compared exactly, white space around them aside. A column that the map names
// must be in the header of a CSV file. A JSON object may leave keys out, or give
// null: that is an empty cell. An object that has none of the map's columns, or
// one of them in other upper and lower case, is refused, since its cells would
// be lost unseen; so is a list or an object in the place of a cell.
//
// White space around a cell is dropped. An empty cell leaves the question
// unanswered, which rules read like "unknown".
//
// # A question from a column
//
// Without values, a cell is read like an answer in an answers file: 120, 51-200,
// 500+, an option, several options as a|b, yes, unknown.
//
// With values, each cell is looked up: first exactly, then, where that finds
// nothing, without regard to upper and lower case (unless two values differ in
// nothing else and mean different answers). The answer to a value may be
// whatever an answers file can say, lists and unknown included. The value ""
// stands for the empty cell.
//
// otherwise is the answer for cells that are in no value, or without values for
// cells that are no answer, but never for empty ones. Without otherwise such a
// cell makes the row invalid.
//
// # A question from an expression
//
// expr derives the answer from any number of cells, in a small part of the
// language of conditions. It has numbers, texts in quotes, true and false, and
//
//   - cell["Column"]: the text of a cell
//   - number(text): 12.5, -3 or 1,234 as a number
//   - + - * / % and round, floor, ceil, int of numbers. Round takes halves away
//     from zero, int cuts the fraction off
//   - lower, upper, trim and len of texts; len counts characters
//   - text contains "a", text startsWith "a", text endsWith "a"
//   - == != < <= > >=, and, or, not, in [...], not in [...]
//   - condition ? this : that
//
// Texts are compared exactly, so write lower(cell["Country"]) == "uk" where the
// case does not matter. They can be ordered only against a text in quotes that is
// no number, such as a date: cell["Founded on"] >= "2020-01-01".
//
// The result must suit the question. An integer question takes a number, which
// is rounded to a whole one with halves away from zero, or a text such as
// "100-250". A yes/no question takes what is true or false, a choice or choices
// question an option as a text, or a list of them: for a choice the possible
// ones, for choices exactly those picked. Empty texts in a list are left out, so
// that picks can be gathered from several columns:
//
//	expr: '[cell["Grow"] == "Y" ? "revenue_growth" : "", cell["Save"] == "Y" ? "cost_control" : ""]'
//
// unknown, as the whole result or as one of the results of ? :, says that the
// answer is not known. An empty text as the result, or an empty cell given to
// number, leaves the question unanswered. A cell that number cannot read, a
// division by zero and a result that the question does not take make the row
// invalid.
//
// The package runs expressions on expr's own machine, where conditions are
// compiled by package rule to something faster that knows partial answers: cells
// are always known, and arithmetic and texts are what expr is for. That is why
// both packages import expr. As there, what an expression may cost is bounded
// before it runs: in length, in parts, by having no loops and nothing that makes
// texts longer.
//
// Columns is not changed after it has been loaded and is safe for concurrent use;
// each goroutine needs a reader of its own.
type Columns struct {
	flow         *flow.Flow
	columns      []column
	organisation int // index of its column, or -1
	mappings     []*mapping
}

// A column is a column of the export that the map names.
type column struct {
	name string
	// at is the place where the map names it first, with no message yet.
	at source.Diagnostic
	// derives is set where expressions read the column.
	derives bool
}

// A mapping says how one question is answered: from a column, or by an
// expression.
type mapping struct {
	question question
	index    int // of the question in the flow
	column   int // index, or -1 with an expression

	values    map[string]flow.Answer // nil when cells are answers
	folded    map[string]flow.Answer // the same in lower case, without the ambiguous ones
	names     []string               // of the values, in the order written
	otherwise flow.Answer            // the zero Answer when there is none

	program *vm.Program // nil without an expression
	sources []int       // indexes of the columns that the expression reads
}

// read returns the answer that a cell gives, or that a text does which an
// expression results in. The zero Answer stands for an empty cell.
func (m *mapping) read(cell []byte) (flow.Answer, error) {
	if a, ok := m.values[string(cell)]; ok {
		return a, nil
	}
	if len(cell) == 0 {
		return flow.Answer{}, nil
	}
	a, err := m.other(cell)
	if err != nil && !m.otherwise.IsZero() {
		return m.otherwise, nil
	}
	return a, err
}

// other reads a cell that is in no value, or differs from it in case.
func (m *mapping) other(cell []byte) (flow.Answer, error) {
	if m.values == nil {
		if a := m.question.cell(cell); !a.IsZero() {
			return a, nil
		}
		return m.question.Parse(string(cell))
	}
	text := string(cell)
	if a, ok := m.folded[strings.ToLower(text)]; ok {
		return a, nil
	}
	hint := "add it under values, or write an otherwise"
	if near := source.Nearest(text, m.names); near != "" {
		hint = "did you mean " + source.Quote(near) + "? If not, " + hint
	}
	return flow.Answer{}, &flow.InvalidAnswer{Problem: source.Quote(text) + " is in no value of the column map", Hint: hint}
}

// wholeNumber returns the answer that a number gives to an integer question.
func (m *mapping) wholeNumber(v float64) (flow.Answer, error) {
	q := m.question
	v = math.Round(v)
	if v < float64(q.Min) || v > float64(q.Max) || math.IsNaN(v) {
		return flow.Answer{}, &flow.InvalidAnswer{Problem: "the result " + formatNumber(v) + " is out of range",
			Hint: "it must be from " + formatNumber(float64(q.Min)) + " to " + formatNumber(float64(q.Max))}
	}
	return q.Integers(int64(v), int64(v)), nil
}
