package record

import (
	"errors"
	"slices"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// LoadColumns reads a column map from the tree of its file. It returns nil and
// everything that is wrong with the map, if anything is.
func LoadColumns(root *source.Node, f *flow.Flow) (*Columns, source.List) {
	l := columnsLoader{columns: &Columns{flow: f, organisation: -1}, byName: map[string]int{}}
	l.file(root)
	if len(l.Problems) > 0 {
		return nil, l.Problems
	}
	return l.columns, nil
}

type columnsLoader struct {
	source.Reader
	columns *Columns
	byName  map[string]int // index of the column
}

func (l *columnsLoader) file(root *source.Node) {
	m := l.Map(root, "the column map")
	l.belongs(m.NeedText("columns"))
	if name := m.Text("organisation"); name.Given() {
		l.columns.organisation = l.named(name)
	}
	if questions := m.Need("questions"); questions != nil {
		l.questions(questions)
	}
	m.Close()
}

func (l *columnsLoader) belongs(id source.String) {
	if known := l.columns.flow.ID; id.Value != "" && id.Value != known {
		l.Report(id.Node, "did you mean "+source.Quote(known)+"?", "this maps columns to the questions of flow %s, not of %s", source.Quote(id.Value), source.Quote(known))
	}
}

func (l *columnsLoader) questions(n *source.Node) {
	l.Map(n, "questions") // reports what is no mapping
	if n.Kind == source.Mapping && len(n.Keys) == 0 {
		l.Report(n, `write a line such as "headcount: Employees" for each question`, "no question is mapped")
	}
	seen := map[string]bool{}
	for i, key := range n.Keys {
		switch q := l.columns.flow.Question(key.Value); {
		case q == nil:
			l.Report(key, source.Suggest(key.Value, l.columns.flow.IDs()), "there is no question %s", source.Quote(key.Value))
		case !seen[key.Value]: // a key given twice is reported by source.Parse
			seen[key.Value] = true
			l.question(q, n.Items[i])
		}
	}
}

func (l *columnsLoader) question(q *flow.Question, n *source.Node) {
	m := &mapping{question: newQuestion(q), index: slices.Index(l.columns.flow.Questions, q), column: -1}
	l.columns.mappings = append(l.columns.mappings, m)
	switch n.Kind {
	case source.Mapping:
		l.long(m, n)
	case source.Null, source.Sequence:
		l.Report(n, "write the name of a column, or column: or expr: below it", "%s is mapped to %s", q.ID, n.Kind)
	default:
		m.column = l.named(source.String{Value: n.Value, Node: n})
	}
}

// long reads the form with keys.
func (l *columnsLoader) long(m *mapping, n *source.Node) {
	before := len(l.Problems)
	keys := l.Map(n, "the mapping of "+m.question.ID)
	name, expr := keys.Get("column"), keys.Get("expr")
	values, otherwise := keys.Get("values"), keys.Get("otherwise")
	keys.Close()
	switch {
	case name != nil && expr != nil:
		l.Report(expr, `keep one; an expression reads a column as cell["Name"]`, "column and expr exclude each other")
	case expr != nil && (values != nil || otherwise != nil):
		l.Report(expr, "map the values in the expression, by ? :", "values and otherwise are for columns, not for expr")
	case name == nil && expr == nil && len(l.Problems) == before:
		l.Report(n, "add column: with the name of a column, or expr:", "%s has neither a column nor an expr", m.question.ID)
	}
	if text := l.Text(name, "column"); text.Given() {
		m.column = l.named(text)
	}
	if text := l.Text(expr, "expr"); text.Given() {
		l.derive(m, text)
	}
	if values != nil {
		l.values(m, values)
	}
	if otherwise != nil {
		m.otherwise = l.answer(m.question.Question, otherwise)
	}
}

// named returns the index of a column that the map names.
func (l *columnsLoader) named(name source.String) int {
	if strings.TrimSpace(name.Value) == "" {
		l.Report(name.Node, "write the column's name as the header has it", "the name of the column is empty")
		return -1
	}
	return l.column(name.Value, name.Node.Diagnose("", ""))
}

// column returns the index of a column by name.
func (l *columnsLoader) column(name string, at source.Diagnostic) int {
	name = strings.TrimSpace(name)
	i, known := l.byName[name]
	if !known {
		i = len(l.columns.columns)
		l.byName[name] = i
		l.columns.columns = append(l.columns.columns, column{name: name, at: at})
	}
	return i
}

func (l *columnsLoader) values(m *mapping, n *source.Node) {
	l.Map(n, "values") // reports what is no mapping
	if n.Kind == source.Mapping && len(n.Keys) == 0 {
		l.Report(n, "write them as {cell: answer}, or remove the key", "values is empty")
	}
	m.values = make(map[string]flow.Answer, len(n.Keys))
	for i, key := range n.Keys {
		text := strings.TrimSpace(key.Value)
		if text != key.Value {
			l.Report(key, "remove it", "there is white space around the value, which is dropped from cells")
		}
		if _, twice := m.values[text]; twice {
			continue // reported by source.Parse
		}
		m.names = append(m.names, text)
		m.values[text] = l.answer(m.question.Question, n.Items[i])
	}
	m.fold()
}

// fold prepares the comparison without regard to case. Values that differ in
// nothing else are found by it only if they mean the same.
func (m *mapping) fold() {
	m.folded = make(map[string]flow.Answer, len(m.values))
	ambiguous := map[string]bool{}
	for text, a := range m.values {
		lower := strings.ToLower(text)
		if other, twice := m.folded[lower]; twice && other != a {
			ambiguous[lower] = true
		}
		m.folded[lower] = a
	}
	for lower := range ambiguous {
		delete(m.folded, lower)
	}
}

// answer reads what a value stands for. In place of a list of one pick the pick
// may stand alone.
func (l *columnsLoader) answer(q *flow.Question, n *source.Node) flow.Answer {
	if n.Kind == source.Null || n.Kind >= source.Sequence {
		return q.Read(&l.Reader, n)
	}
	a, err := q.Parse(n.Value)
	var wrong *flow.InvalidAnswer
	if errors.As(err, &wrong) {
		l.Report(n, wrong.Hint, "%s: %s", q.ID, wrong.Problem)
	}
	return a
}
