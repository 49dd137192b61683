package suite

import (
	"maps"
	"slices"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A column of a table is a question, or something expected.
type column struct {
	question *flow.Question
	key      string // of what is expected
	role     string // of verdicts and mode
}

// table adds a case for each row. What c has is common to all of them.
func (l *loader) table(c Case, n *source.Node) {
	m := l.Map(n, "a table")
	nodes := m.NeedList("columns")
	columns := make([]*column, len(nodes))
	for i, node := range nodes {
		columns[i] = l.column(&c, node, nodes[:i])
	}
	rows := m.NeedList("rows")
	m.Close()
	for _, row := range rows {
		l.row(c, columns, row)
	}
}

// column reads the name of a column. It returns nil for one that is wrong.
func (l *loader) column(c *Case, n *source.Node, before []*source.Node) *column {
	text := l.Text(n, "a column")
	if !text.Given() {
		return nil
	}
	if i := slices.IndexFunc(before, func(b *source.Node) bool { return b.Value == n.Value }); i >= 0 {
		l.Report(n, "keep one", "column %s is given twice", source.Quote(n.Value))
		return nil
	}
	role, mode := strings.CutSuffix(n.Value, ".mode")
	q := l.flow.Question(n.Value)
	switch {
	case q != nil:
		if _, common := c.Answers[q.ID]; common {
			l.Report(n, "keep one", "question %s is answered for all rows already", source.Quote(q.ID))
		}
		return &column{question: q}
	case slices.Contains(l.names.roles, role) && mode:
		return &column{key: keyMode, role: role}
	case slices.Contains(l.names.roles, role):
		return &column{key: keyVerdicts, role: role}
	case slices.Contains(wholeKeys, n.Value):
		return &column{key: n.Value}
	}
	l.Report(n, suggestQuestion(n.Value, l.columns()), "there is no column %s", source.Quote(n.Value))
	return nil
}

// wholeKeys are the keys of expect that can head a column.
var wholeKeys = []string{keyRecommendation, keySequence, keyCombined, keyInstead, keyRows, keyNotRows, keyFired, keyNotFired, keyUndecided}

// columns returns all names that a column can have.
func (l *loader) columns() []string {
	names := slices.Concat(l.flow.IDs(), wholeKeys, l.names.roles)
	for _, role := range l.names.roles {
		names = append(names, role+".mode")
	}
	return names
}

func (l *loader) row(c Case, columns []*column, n *source.Node) {
	cells := l.List(n, "a row")
	if n.Kind == source.Sequence && len(cells) != len(columns) {
		l.Report(n, "write ~ for a cell that says nothing", "the row has %d cells, the table %d columns", len(cells), len(columns))
		return
	}
	c.At, c.Answers, c.expected = n.Pos, maps.Clone(c.Answers), slices.Clip(c.expected)
	var shown []string
	for i, cell := range cells {
		col := columns[i]
		switch {
		case col == nil, cell.Kind == source.Null:
		case col.question != nil:
			if a := col.question.Read(&l.Reader, cell); !a.IsZero() {
				c.Answers[col.question.ID] = a
				shown = append(shown, col.question.ID+"="+col.question.Format(a))
			}
		case col.role != "":
			l.one(&c, col.key, col.role, cell)
		default:
			l.whole(&c, col.key, cell)
		}
	}
	c.Name += ": " + strings.Join(shown, " ")
	if len(c.expected) == 0 && len(l.Problems) == 0 {
		l.Report(n, "add a column such as recommendation", "the row expects nothing")
	}
	l.once(source.String{Value: c.Name, Node: n})
	l.add(&c)
}
