package schema

// mostPoints bounds the points of a rule, and thresholds.
const mostPoints = 1_000_000

// ruleFile describes a rule set. One that extends another may lack what that has.
func (n *names) ruleFile() node {
	sections := func(s scope) []property {
		return []property{
			may("roles", someOf(n.role(s))),
			may("conditions", byName(nil, condition).said("conditions with a name, to be used in others")),
			may("rules", someOf(n.rule(s))),
			may("arrangements", list(n.arrangement(s)).said("for each topic the first row that holds decides")),
			may("properties", list(n.property(s)).said("what must hold for all answers")),
			may("sources", list(citable(s))),
			may("facts", list(fact(s)).said("what a hiring brief says about the organisation at a glance")),
			may("briefs", list(n.brief(s)).said("what a hiring brief makes of reasons")),
		}
	}
	off := list(text)
	keys := []property{
		need("rule_set", id),
		need("version", text),
		may("extends", text.said("the rule set that this one builds on, by name or path")),
		may("flow", oneFlow(n.flow)),
		may("title", maybeText),
		may("noun", maybeText.said("what all the roles are, such as: technology chief")),
		may("thresholds", thresholds(changed).said("the points from which on a role is hired, or planned for later")),
		may("topics", byName(n.topics, anyOf(text, nothing)).said("what the topics of notes and instead rows are called")),
		may("switch_off", anyOf(off, object(may("rules", off), may("arrangements", off), may("properties", off))).said("what the base has and this file does without, by id")),
		may("change", object(sections(changed)...).said("what differs from the base, by id")),
	}
	file := object(append(keys, sections(whole)...)...)
	alone := having("flow", "thresholds", "roles", "rules").with("properties", properties{may("thresholds", thresholds(whole))})
	return extending(file, alone, "change", "switch_off")
}

func oneFlow(known string) node {
	if known == "" {
		return text
	}
	return constant(known)
}

func thresholds(s scope) node {
	points := between(-mostPoints, mostPoints)
	return object(property{"hire", points, s == whole}, property{"later", points, s == whole})
}

func (n *names) role(s scope) node {
	return s.thing(n.roles,
		need("title", text.said("in lower case, spelled out: chief technology officer")),
		may("thresholds", thresholds(s)),
		may("held", condition.said("true where somebody is in the role already")),
		may("profile", n.profile(s)),
	)
}

func (n *names) profile(s scope) node {
	var keys []property
	for _, p := range []property{
		need("purpose", text),
		may("responsibilities", list(maybeText)),
		may("is_not", list(maybeText)),
		may("reports_to", maybeText),
		may("leads", maybeText),
		may("measures", list(maybeText)),
		may("first_90_days", list(object(need("days", text), need("goal", text)))),
		may("experience", list(object(need("when", condition), need("text", text)))),
		may("sources", n.cited()),
	} {
		if s == changed {
			p = may(p.name, anyOf(p.schema, nothing))
		}
		keys = append(keys, p)
	}
	return object(keys...)
}

func (n *names) cited() node { return list(idOf(n.sources)).said("ids of sources of this file") }

func citable(s scope) node {
	return s.thing(nil,
		need("title", text),
		may("publisher", maybeText),
		may("address", maybeText),
		may("vendor", truth.said("true for a publisher that sells what it recommends")),
	)
}

func fact(s scope) node {
	return s.thing(nil,
		need("label", text),
		need("text", text.said("names in braces stand for answers, as {headcount} does")),
	)
}

func (n *names) brief(s scope) node {
	keys := []property{
		may("role", idOf(n.roles)),
		may("instead", id.said("what an arrangement advises in place of a chief")),
		may("reason", idOf(n.rules).said("a rule for the role: the brief says this where it has fired")),
		may("when", condition.said("what must hold besides")),
		may("mode", enum("full_time", "fractional")),
		may("title", maybeText.said("of the reason, in a few words")),
		may("now", maybeText.said("what is the case. Names in braces stand for answers, as {headcount} does")),
		may("aim", maybeText.said("what to achieve, without a full stop")),
		may("duties", list(between(1, 1000)).said("numbers of responsibilities in the profile that it bears on")),
		may("measure", maybeText.said("how to see that the aim is reached")),
		may("first", maybeText.said("what is done about it by day 90")),
		may("experience", maybeText.said("what a candidate has done before")),
		may("ask", maybeText.said("a question for an interview")),
		may("listen_for", maybeText.said("what a good answer shows")),
		may("reports_to", maybeText),
		may("leads", maybeText),
		may("terms", maybeText),
	}
	if s != changed {
		keys = append(keys, may("before", id.said("a brief of the base")), may("after", id.said("a brief of the base")))
	}
	return s.add(s.thing(nil, keys...), "oneOf", exactlyOneOf("role", "instead")[0].value)
}

func (n *names) rule(s scope) node {
	points := between(-mostPoints, mostPoints)
	if s == changed {
		points = anyOf(points, nothing)
	} else {
		points = points.with("not", node{{"const", 0}})
	}
	rule := s.thing(n.rules,
		need("when", condition.said("the rule counts where this is true")),
		may("points", byName(n.roles, points).said("for or against roles")),
		may("require", someOf(idOf(n.roles)).said("roles that are needed, unless they are ruled out")),
		may("rule_out", someOf(idOf(n.roles)).said("roles that are not needed, whatever else holds")),
		need("because", text.said("the reason, for the person who reads the advice")),
		need("sources", n.cited().with("minItems", 1)),
	)
	return s.add(rule, "oneOf", exactlyOneOf("points", "require", "rule_out")[0].value)
}

func (n *names) arrangement(s scope) node {
	pair := distinct(idOf(n.roles)).with("minItems", 2).with("maxItems", 2)
	mode := enum("full_time", "fractional")
	keys := []property{
		need("when", condition.said("besides questions, needed.cto and verdict.cto can be used")),
	}
	if s == changed {
		mode = anyOf(mode, nothing)
	} else {
		keys = append(keys, may("before", id.said("a row of the base")), may("after", id.said("a row of the base")))
	}
	keys = append(keys,
		may("mode", byName(n.roles, mode).said("how much of a person a needed role takes")),
		may("combine", pair.said("one person fills both roles")),
		may("separate", pair.said("two people fill the two roles")),
		may("first", idOf(n.roles).said("the needed role that comes first")),
		may("instead", object(need("id", id), need("title", text), need("for", id)).said("what to do in place of a chief")),
		may("note", id.said("the topic of a remark")),
		need("because", text),
		may("sources", n.cited()),
	)
	return s.add(s.thing(n.rows, keys...), "oneOf", exactlyOneOf("mode", "combine", "separate", "first", "instead", "note")[0].value)
}

func (n *names) property(s scope) node {
	monotone := object(
		need("role", idOf(n.roles)),
		need("in", idOf(n.ids())),
		may("option", maybeText),
		may("from", number),
		may("to", number),
		may("falling", truth),
	)
	claims := []property{
		may("always", condition.said("a condition, or: A implies B")),
		may("never", condition),
		may("at_most", text.said("such as: 2 needed roles when headcount < 100")),
		may("monotone", monotone.said("more of an answer never lowers the verdict on a role")),
		may("because", maybeText),
	}
	if s == changed {
		return s.thing(nil, claims...)
	}
	full := object(append([]property{may("id", id)}, claims...)...)
	return anyOf(condition, full.with("oneOf", exactlyOneOf("always", "never", "at_most", "monotone")[0].value))
}
