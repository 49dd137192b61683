package rule

import (
	"fmt"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// maxPoints bounds the points of one rule and the thresholds, so that sums are
// exact whatever the number of rules.
const maxPoints = 1_000_000

// Limits on a file: each rule keeps a number for each role, and each rule that
// requires a role is compared with each that rules it out.
const (
	maxRules = 10_000 // rules, and arrangement rows
	maxRoles = 64
)

// FlowID returns the flow that a rule file belongs to, before the file is
// loaded, or "".
func FlowID(root *source.Node) string {
	if root.Kind != source.Mapping {
		return ""
	}
	var r source.Reader
	return r.Map(root, "the rule file").Text("flow").Value
}

// Load reads a rule set from the tree of its file. Its conditions are over the
// questions of f. It returns everything that is wrong with the file; the set is
// usable only when that is nothing.
func Load(root *source.Node, f *flow.Flow) (*Set, source.List) {
	l := loader{root: root, flow: f, set: &Set{}, scope: newScope(f.Questions, nil)}
	l.file(root)
	return l.set, l.Problems
}

type loader struct {
	source.Reader
	root  *source.Node
	flow  *flow.Flow
	set   *Set
	scope *scope // of rules; see arrangementScope for that of arrangements
}

func (l *loader) file(root *source.Node) {
	m := l.Map(root, "the rule file")
	l.set.ID = m.NeedID("rule_set").Value
	l.set.Version = m.NeedText("version").Value
	l.set.Title = m.Text("title").Value
	l.set.Noun = m.Text("noun").Value
	if l.set.Noun == "" {
		l.set.Noun = "chief"
	}
	l.set.FlowID = m.NeedText("flow").Value
	l.sources(m.List("sources"))
	l.conditions(m.Get("conditions"))
	common := l.thresholds(m.Need("thresholds"))
	l.roles(m.NeedList("roles"), common)
	l.rules(m.NeedList("rules"))
	l.arrangements(m.List("arrangements"))
	l.properties(m.List("properties"))
	l.topics(m.Get("topics"))
	l.facts(m.List("facts"))
	l.briefs(m.List("briefs"))
	m.Close()
	if len(l.Problems) == 0 {
		l.conflicts(maxSteps)
	}
	if len(l.Problems) == 0 {
		l.link(m)
	}
}

// link makes the compiled form of the whole set.
func (l *loader) link(m *source.Map) {
	for _, q := range l.flow.Questions {
		if _, ours := q.When.(*Condition); !ours && q.When != nil {
			l.Report(m.Node, "load the flow with rule.Compile", "the condition of question %s was not compiled by package rule", q.ID)
			return
		}
	}
	l.set.flow = l.flow
	var fits bool
	if l.set.program, fits = newProgram(l.set); !fits {
		l.Report(m.Get("rules"), "compare with fewer different numbers, or split the file", "the rules tell too many answers apart to be compiled")
	}
}

// condition reads the condition of a key that must be there. The Condition is
// never nil, so that loading can go on after an error.
func (l *loader) condition(m *source.Map, key string, names *scope) *Condition {
	text := m.NeedText(key)
	if text.Value == "" {
		return &Condition{root: constant(false)}
	}
	return l.compile(text, names)
}

func (l *loader) compile(text source.String, names *scope) *Condition {
	c, problems := compile(text, names)
	l.Problems = append(l.Problems, problems...)
	if c == nil {
		c = &Condition{root: constant(false)}
	}
	return c
}

func (l *loader) conditions(n *source.Node) {
	l.scope.named = &namedConditions{entries: map[string]*namedEntry{}}
	if n == nil {
		return
	}
	named := l.scope.named
	m := l.Map(n, "conditions")
	for _, key := range m.Node.Keys {
		switch {
		case !source.IsID(key.Value):
			l.Report(key, "use lower-case letters, digits and underscores", "%s is not an id", source.Quote(key.Value))
		case l.flow.Question(key.Value) != nil || flow.IsReserved(key.Value):
			l.Report(key, "choose another name", "%s is the name of something else", source.Quote(key.Value))
		}
		if text := m.NeedText(key.Value); text.Value != "" && named.entries[key.Value] == nil {
			named.order = append(named.order, key.Value)
			named.entries[key.Value] = &namedEntry{key: key, text: text}
		}
	}
	for _, name := range named.order {
		if c, _ := named.lookup(name, l.scope); c != nil {
			l.set.Conditions = append(l.set.Conditions, &Named{ID: name, Condition: c, At: named.entries[name].key.Pos, File: named.entries[name].key.File})
		}
	}
	l.Problems = append(l.Problems, named.problems...)
}

func (l *loader) thresholds(n *source.Node) Thresholds {
	if n == nil {
		return Thresholds{Hire: 1}
	}
	m := l.Map(n, "thresholds")
	before := len(l.Problems)
	t := Thresholds{Hire: l.points(m.Need("hire"), "hire"), Later: l.points(m.Need("later"), "later")}
	if sound := len(l.Problems) == before; sound && t.Later > t.Hire {
		l.Report(n, "a role is planned for later at a lower score than it is hired at", "later (%d) is above hire (%d)", t.Later, t.Hire)
	}
	m.Close()
	return t
}

func (l *loader) points(n *source.Node, what string) int {
	v, ok := l.Int(n, what)
	if ok && (v < -maxPoints || v > maxPoints) {
		l.Report(n, "", "%d is out of range; points go from %d to %d", v, -maxPoints, maxPoints)
		return 0
	}
	return int(v)
}

func (l *loader) roles(nodes []*source.Node, common Thresholds) {
	if len(nodes) > maxRoles {
		l.Report(nodes[maxRoles], "", "more than %d roles", maxRoles)
		nodes = nodes[:maxRoles]
	}
	for _, n := range nodes {
		l.role(n, common)
	}
}

func (l *loader) role(n *source.Node, common Thresholds) {
	m := l.Map(n, "a role")
	id := m.NeedID("id")
	role := &Role{ID: id.Value, Title: m.NeedText("title").Value, Thresholds: common, At: n.Pos, File: n.File}
	if own := m.Get("thresholds"); own != nil {
		role.Thresholds = l.thresholds(own)
	}
	if held := m.Text("held"); held.Given() {
		role.Held = l.compile(held, l.scope)
	}
	if profile := m.Get("profile"); profile != nil {
		role.Profile = l.profile(profile)
	}
	m.Close()
	if id.Given() && l.set.RoleIndex(role.ID) >= 0 {
		l.Report(id.Node, "an id names one thing only", "role %s is given twice", source.Quote(role.ID))
		return
	}
	l.set.Roles = append(l.set.Roles, role)
}

func (l *loader) profile(n *source.Node) Profile {
	m := l.Map(n, "a profile")
	p := Profile{
		Purpose:          m.NeedText("purpose").Value,
		Responsibilities: values(m.Texts("responsibilities")),
		IsNot:            values(m.Texts("is_not")),
		ReportsTo:        m.Text("reports_to").Value,
		Leads:            m.Text("leads").Value,
		Measures:         values(m.Texts("measures")),
	}
	for _, item := range m.List("first_90_days") {
		step := l.Map(item, "a step of the first 90 days")
		p.First90Days = append(p.First90Days, Step{Days: step.NeedText("days").Value, Goal: step.NeedText("goal").Value})
		step.Close()
	}
	for _, item := range m.List("experience") {
		row := l.Map(item, "an experience")
		p.Experience = append(p.Experience, Experience{When: l.condition(row, "when", l.scope), Text: row.NeedText("text").Value})
		row.Close()
	}
	p.Sources = l.cited(m)
	m.Close()
	return p
}

func values(texts []source.String) []string {
	var out []string
	for _, t := range texts {
		out = append(out, t.Value)
	}
	return out
}

// rules reads the rules. Ids of rules are unique, and so are those of
// arrangement rows.
func (l *loader) rules(nodes []*source.Node) {
	if len(nodes) > maxRules {
		l.Report(nodes[maxRules], "", "more than %d rules", maxRules)
		return
	}
	seen := map[string]source.Pos{}
	for _, n := range nodes {
		m := l.Map(n, "a rule")
		id := m.NeedID("id")
		r := &Rule{ID: id.Value, At: place(id, n), File: n.File}
		l.once(seen, id, "rule")
		r.When = l.condition(m, "when", l.scope)
		l.effect(r, m)
		r.Because = m.NeedText("because").Value
		if n := m.Need("sources"); n != nil {
			r.Sources = l.cited(m)
			if n.Kind == source.Sequence && len(n.Items) == 0 {
				l.Report(n, "name a source", "a rule needs a source")
			}
		}
		m.Close()
		l.set.Rules = append(l.set.Rules, r)
	}
}

// place returns where a thing is best pointed at: at its id.
func place(id source.String, n *source.Node) source.Pos {
	if id.Given() {
		return id.Node.Pos
	}
	return n.Pos
}

func (l *loader) once(seen map[string]source.Pos, id source.String, what string) {
	if id.Value == "" {
		return
	}
	if first, twice := seen[id.Value]; twice {
		l.Report(id.Node, "an id names one thing only", "%s %s is given twice, first on line %d", what, source.Quote(id.Value), first.Line)
		return
	}
	seen[id.Value] = id.Node.Pos
}

// oneOf returns the only one of the keys that a mapping has, or reports that
// there is none or more than one. Of an empty mapping enough has been reported.
func (l *loader) oneOf(m *source.Map, what string, keys ...string) (key string, n *source.Node) {
	for _, k := range keys {
		v := m.Get(k)
		switch {
		case v == nil:
		case n != nil:
			l.Report(v, "make two of it", "%s has both %q and %q", what, key, k)
		default:
			key, n = k, v
		}
	}
	if empty := len(m.Node.Keys) == 0; n == nil && !empty {
		l.Report(m.Node, "add one of "+strings.Join(keys, ", "), "%s has no effect", what)
	}
	return key, n
}

func (l *loader) effect(r *Rule, m *source.Map) {
	r.Points, r.Touches = make([]int, len(l.set.Roles)), make([]bool, len(l.set.Roles))
	key, n := l.oneOf(m, "the rule", "points", "require", "rule_out")
	switch key {
	case "points":
		for role, v := range l.byRole(n, "points") {
			r.Touches[role], r.Points[role] = true, l.points(v, "points")
			if v.Value == "0" {
				l.Report(v, "write a number for or against the role, or leave the role out", "0 points have no effect")
			}
		}
	case "require", "rule_out":
		r.Effect = Require
		if key == "rule_out" {
			r.Effect = RuleOut
		}
		for _, item := range l.List(n, key) {
			if role := l.roleNamed(item); role >= 0 {
				r.Touches[role] = true
			}
		}
		if n.Kind == source.Sequence && len(n.Items) == 0 {
			l.Report(n, "name a role", "%q names no role", key)
		}
	}
}

// byRole reads a mapping whose keys are roles.
func (l *loader) byRole(n *source.Node, what string) map[int]*source.Node {
	m := l.Map(n, what)
	found := make(map[int]*source.Node, len(m.Node.Keys))
	for i, key := range m.Node.Keys {
		if role := l.roleNamed(key); role >= 0 {
			found[role] = m.Node.Items[i]
		}
	}
	if len(m.Node.Keys) == 0 && n.Kind == source.Mapping {
		l.Report(n, "name a role", "%q names no role", what)
	}
	return found
}

// roleNamed returns the index of the role that a node names, or reports that
// there is none and returns -1.
func (l *loader) roleNamed(n *source.Node) int {
	if n.Kind >= source.Sequence {
		l.Report(n, "write its id", "one role is named here, not %s", n.Kind)
		return -1
	}
	i := l.set.RoleIndex(n.Value)
	if i < 0 {
		var ids []string
		for _, r := range l.set.Roles {
			ids = append(ids, r.ID)
		}
		l.Report(n, source.Suggest(n.Value, ids), "there is no role %s", source.Quote(n.Value))
		return -1
	}
	return i
}

// conflicts reports roles that the same answers can both require and rule out, as far
// as an example is found and confirmed; see search.
func (l *loader) conflicts(steps int) {
	s := search{flow: l.flow, steps: steps}
	for _, out := range l.set.Rules {
		for _, in := range l.set.Rules {
			if out.Effect != RuleOut || in.Effect != Require {
				continue
			}
			for role := range l.set.Roles {
				if !out.Touches[role] || !in.Touches[role] {
					continue
				}
				if answers := s.together(in.When, out.When); answers != nil {
					l.conflict(in, out, l.set.Roles[role].ID, answers)
				}
			}
		}
	}
}

func (l *loader) conflict(in, out *Rule, role string, answers flow.Answers) {
	example := ""
	for _, q := range l.flow.Questions {
		if a, given := answers[q.ID]; given {
			example += ", " + q.ID + "=" + q.Format(a)
		}
	}
	if example == "" {
		example = ", nothing known"
	}
	at := &source.Node{Kind: source.Text, Value: in.ID, Pos: in.At, File: in.File}
	l.Report(at, "make their conditions exclude each other",
		"the same answers can require %s here and rule it out by rule %s %s: %s", role, out.ID, seenFrom(in.File, out.File, out.At), example[2:])
}

// seenFrom says where something stands, seen from a file.
func seenFrom(file, other *source.File, at source.Pos) string {
	if file != other {
		return "at " + other.Place(at)
	}
	return fmt.Sprintf("on line %d", at.Line)
}
