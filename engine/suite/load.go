package suite

import (
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// Tests returns the rule set that a test file belongs to, before the file is
// loaded, or "".
func Tests(file *source.File) string {
	root, _ := source.Parse(file, source.YAML)
	if root == nil || root.Kind != source.Mapping {
		return ""
	}
	var r source.Reader
	return r.Map(root, "the test file").Text("tests").Value
}

// Load reads a test file. It returns everything that is wrong with the file; the
// suite is usable only when that is nothing.
func Load(file *source.File, e *engine.Engine) (*Suite, source.List) {
	root, problems := source.Parse(file, source.YAML)
	l := loader{names: namesOf(e.Rules()), flow: e.Flow(), suite: &Suite{File: file}, seen: map[string]source.Pos{}}
	l.Problems = problems
	switch {
	case root == nil:
	case root.Kind == source.Null:
		l.Report(root, `begin with a line "tests: `+e.Rules().ID+`"`, "the file is empty")
	default:
		l.file(root, e.Rules().ID)
	}
	return l.suite, l.Problems
}

type loader struct {
	source.Reader
	names names
	flow  *flow.Flow
	suite *Suite
	seen  map[string]source.Pos // names of cases
}

func (l *loader) file(root *source.Node, set string) {
	m := l.Map(root, "the test file")
	if tests := m.NeedText("tests"); tests.Value != "" && tests.Value != set {
		l.Report(tests.Node, "the rule set in force is "+source.Quote(set)+"; name it here, or choose another with --rules or --content",
			"these tests are for rule set %s", source.Quote(tests.Value))
	}
	for _, n := range m.NeedList("cases") {
		l.entry(n)
	}
	m.Close()
}

// entry reads a case, or a table of cases.
func (l *loader) entry(n *source.Node) {
	m := l.Map(n, "a case")
	name := m.NeedText("name")
	c := Case{Name: name.Value, At: n.Pos, File: n.File.Name, Answers: flow.Answers{}, Only: m.Bool("only")}
	if name.Given() {
		c.At = name.Node.Pos
		l.once(name)
	}
	if answers := m.Get("answers"); answers != nil {
		l.answers(&c, answers)
	}
	if skip := m.Get("skip"); skip != nil {
		c.Skip = l.reason(skip)
	}
	expect, table := m.Get("expect"), m.Get("table")
	if expect != nil {
		l.expect(&c, expect)
	}
	switch {
	case table != nil:
		l.table(c, table)
	case expect == nil && len(m.Node.Keys) > 0:
		l.Report(n, `add "expect:", or a table`, "the case expects nothing")
	default:
		l.add(&c)
	}
	m.Close()
}

// reason reads why a case is skipped.
func (l *loader) reason(n *source.Node) string {
	text := l.Text(n, "skip")
	if text.Given() && (n.Kind == source.Bool || strings.TrimSpace(text.Value) == "") {
		l.Report(n, "write why, such as skip: waits for the board's decision", "skip needs a reason")
	}
	return text.Value
}

func (l *loader) once(name source.String) {
	if first, twice := l.seen[name.Value]; twice {
		l.Report(name.Node, "give each case a name of its own", "a case is called %s already, on line %d", source.Quote(name.Value), first.Line)
		return
	}
	l.seen[name.Value] = name.Node.Pos
}

func (l *loader) answers(c *Case, n *source.Node) {
	m := l.Map(n, "answers")
	for i, key := range m.Node.Keys {
		q := l.flow.Question(key.Value)
		if q == nil {
			l.Report(key, suggestQuestion(key.Value, l.flow.IDs()), "there is no question %s", source.Quote(key.Value))
			continue
		}
		if a := q.Read(&l.Reader, m.Node.Items[i]); !a.IsZero() {
			c.Answers[q.ID] = a
		}
	}
}

// suggestQuestion says which question may have been meant.
func suggestQuestion(name string, candidates []string) string {
	if near := source.Nearest(name, candidates); near != "" {
		return "did you mean " + source.Quote(near) + "?"
	}
	return "chiefly show questions lists them"
}

// add ends a case.
func (l *loader) add(c *Case) {
	l.contradictions(c)
	l.suite.Cases = append(l.suite.Cases, c)
}

// contradictions reports things that a case expects to be so and otherwise.
func (l *loader) contradictions(c *Case) {
	for i, x := range c.expected {
		first := slices.IndexFunc(c.expected[:i], func(y expectation) bool {
			return y.of == x.of && y.group() == x.group() && y.want != x.want
		})
		if first < 0 {
			continue
		}
		at := &source.Node{Kind: source.Text, Value: x.of, Pos: x.at, File: l.suite.File}
		l.Report(at, "keep one of the two", "%s is expected to be otherwise on line %d", describe(x), c.expected[first].at.Line)
	}
}

// group is the same for keys that say opposite things.
func (x expectation) group() string {
	switch x.key {
	case keyNotRows:
		return keyRows
	case keyNotFired, keyUndecided:
		return keyFired
	}
	return x.key
}

// describe names what an expectation is about.
func describe(x expectation) string {
	switch x.group() {
	case keyVerdicts:
		return "the verdict on " + x.of
	case keyMode:
		return "the mode of " + x.of
	case keyRows:
		return "arrangement " + x.of
	case keyFired:
		return "rule " + x.of
	}
	return map[string]string{keyRecommendation: "the recommendation", keySequence: "the sequence",
		keyCombined: "the list of combined roles", keyInstead: "the list of what to do instead"}[x.key]
}
