package schema

import "slices"

// testFile describes the tests of a rule set.
func (n *names) testFile() node {
	set := text
	if n.set != "" {
		set = constant(n.set)
	}
	return object(need("tests", set.said("the rule set")), need("cases", someOf(n.testCase())))
}

func (n *names) testCase() node {
	answers := node{{"type", "object"}}
	if len(n.questions) > 0 {
		answers = object(n.answers()...)
	}
	rows := someOf(list(node{})).said("a cell for each column; ~ says nothing")
	return object(
		need("name", text.said("a name that no other case of the file has")),
		may("skip", node{{"type", []string{"string", "number"}}, {"minLength", 1}}.said("the reason not to run this case")),
		may("only", truth.said("run this case and no others")),
		may("answers", answers),
		may("expect", n.expected()),
		may("table", object(need("columns", someOf(n.column()).with("uniqueItems", true)), need("rows", rows))),
	).with("anyOf", []node{having("expect"), having("table")})
}

// expected describes what can be expected of advice.
func (n *names) expected() node {
	roles := list(idOf(n.roles))
	return object(
		may("recommendation", n.recommendation()),
		may("verdicts", byName(n.roles, enum(verdicts...))),
		may("mode", byName(n.roles, enum("full_time", "fractional", ""))),
		may("sequence", roles.said("all needed roles, in order")),
		may("combined", list(roles).said("all groups of roles that one person fills")),
		may("instead", list(idOf(n.instead)).said("all that is advised in place of a chief")),
		may("rows", list(idOf(n.rows)).said("arrangement rows that decide something")),
		may("not_rows", list(idOf(n.rows))),
		may("fired", list(idOf(n.rules)).said("rules that count")),
		may("not_fired", list(idOf(n.rules))),
		may("undecided", list(idOf(n.rules)).said("rules that would count if more were known")),
	).with("minProperties", 1)
}

// verdicts are all verdicts on a role.
var verdicts = []string{"hire", "keep", "later", "no"}

func (n *names) recommendation() node {
	if len(n.roles) == 0 {
		return id
	}
	return enum(append(slices.Clone(n.roles), "several", "none")...)
}

// column is the head of a column: a question, a role, a mode or a key of what is
// expected.
func (n *names) column() node {
	if len(n.questions) == 0 {
		return text
	}
	all := append(n.ids(), n.roles...)
	for _, role := range n.roles {
		all = append(all, role+".mode")
	}
	return enum(append(all, "recommendation", "sequence", "combined", "instead", "rows", "not_rows", "fired", "not_fired", "undecided")...)
}
