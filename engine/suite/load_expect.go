package suite

import (
	"slices"
	"strings"

	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// names are what can be expected of a rule set.
type names struct {
	roles, rules, rows, instead []string
}

func namesOf(set *rule.Set) names {
	var n names
	for _, role := range set.Roles {
		n.roles = append(n.roles, role.ID)
	}
	for _, r := range set.Rules {
		n.rules = append(n.rules, r.ID)
	}
	for _, row := range set.Arrangements {
		n.rows = append(n.rows, row.ID)
		if row.Kind == rule.InsteadOf && !slices.Contains(n.instead, row.Instead.ID) {
			n.instead = append(n.instead, row.Instead.ID)
		}
	}
	return n
}

// The values of verdicts and modes.
var (
	verdicts = []string{rule.No.String(), rule.Later.String(), rule.Keep.String(), rule.Hire.String()}
	modes    = []string{rule.FullTime.String(), rule.Fractional.String()}
)

// expect reads the mapping of what is expected.
func (l *loader) expect(c *Case, n *source.Node) {
	m := l.Map(n, "expect")
	for _, key := range []string{keyRecommendation, keyVerdicts, keyMode, keySequence, keyCombined, keyInstead, keyRows, keyNotRows, keyFired, keyNotFired, keyUndecided} {
		v := m.Get(key)
		switch {
		case v == nil:
		case key == keyVerdicts, key == keyMode:
			l.byRole(c, key, v)
		default:
			l.whole(c, key, v)
		}
	}
	m.Close()
	if n.Kind == source.Mapping && len(m.Node.Keys) == 0 {
		l.Report(n, "add a line such as recommendation: none", "expect is empty")
	}
}

// byRole reads the mapping of verdicts or of modes.
func (l *loader) byRole(c *Case, key string, n *source.Node) {
	m := l.Map(n, key)
	for i, role := range m.Node.Keys {
		if l.known(role, "role", l.names.roles) {
			l.one(c, key, role.Value, m.Node.Items[i])
		}
	}
}

// one reads the verdict on a role, or its mode.
func (l *loader) one(c *Case, key, role string, n *source.Node) {
	known := verdicts
	if key == keyMode {
		known = modes
	}
	text := l.Text(n, role)
	switch {
	case !text.Given():
		return
	case key == keyMode && text.Value == "":
	case !slices.Contains(known, text.Value):
		l.Report(n, source.Suggest(text.Value, known), "there is no %s %s", strings.TrimSuffix(key, "s"), source.Quote(text.Value))
		return
	}
	c.expected = append(c.expected, expectation{key, role, text.Value, n.Pos})
}

// whole reads what is expected of the advice as a whole, of rows or of rules.
func (l *loader) whole(c *Case, key string, n *source.Node) {
	switch key {
	case keyRecommendation:
		if text := l.Text(n, key); text.Given() && l.known(n, "recommendation", append(slices.Clone(l.names.roles), "several", "none")) {
			c.expected = append(c.expected, expectation{key, "", text.Value, n.Pos})
		}
	case keySequence:
		c.expected = append(c.expected, expectation{key, "", list(l.ids(n, key, "role", l.names.roles)), n.Pos})
	case keyInstead:
		c.expected = append(c.expected, expectation{key, "", list(sorted(l.ids(n, key, "advice to do instead", l.names.instead))), n.Pos})
	case keyCombined:
		var groups []string
		for _, group := range l.List(n, key) {
			groups = append(groups, list(sorted(l.ids(group, "an item of combined", "role", l.names.roles))))
		}
		c.expected = append(c.expected, expectation{key, "", list(sorted(groups)), n.Pos})
	default:
		l.several(c, key, n)
	}
}

// several reads a list of rows or of rules.
func (l *loader) several(c *Case, key string, n *source.Node) {
	what, known := "rule", l.names.rules
	if key == keyRows || key == keyNotRows {
		what, known = "arrangement", l.names.rows
	}
	want := map[string]string{keyRows: decides, keyNotRows: silent, keyFired: fires, keyNotFired: fails, keyUndecided: undecided}[key]
	for _, item := range l.List(n, key) {
		if l.known(item, what, known) {
			c.expected = append(c.expected, expectation{key, item.Value, want, item.Pos})
		}
	}
}

func (l *loader) ids(n *source.Node, key, what string, known []string) []string {
	var ids []string
	for _, item := range l.List(n, key) {
		if l.known(item, what, known) {
			ids = append(ids, item.Value)
		}
	}
	return ids
}

// known reports whether a node names something that there is.
func (l *loader) known(n *source.Node, what string, names []string) bool {
	text := l.Text(n, what)
	if text.Given() && !slices.Contains(names, text.Value) {
		l.Report(n, source.Suggest(text.Value, names), "there is no %s %s", what, source.Quote(text.Value))
		return false
	}
	return text.Given()
}

func sorted(items []string) []string {
	slices.Sort(items)
	return items
}

// list writes a list as it stands in a file.
func list(items []string) string { return "[" + strings.Join(items, ", ") + "]" }
