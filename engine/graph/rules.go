package graph

import (
	"fmt"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A ruleBook is the view of a rule set.
type ruleBook struct {
	title  string
	path   *Path
	roles  []seat
	topics []topic
}

// A seat is a role and, with a path, what the rules make of it.
type seat struct {
	*rule.Role
	index  int // in the rule set
	advice *engine.Role
}

// A topic is the rules whose conditions begin with the same question.
type topic struct {
	stop
	clauses []clause
}

// A clause is a rule.
type clause struct {
	*rule.Rule
	when string // on one line
	mark mark
}

func ruleView(e *engine.Engine, role string, p *Path) *ruleBook {
	v := &ruleBook{title: heading(e.Rules().Title, p), path: p}
	questions := flowView(e, p)
	var visible flow.Answers
	var advice *engine.Advice
	if p != nil {
		visible, advice = e.Flow().Visible(p.Answers), e.Advise(p.Answers)
	}
	for i, r := range e.Rules().Roles {
		if role != "" && r.ID != role {
			continue
		}
		s := seat{Role: r, index: i}
		if advice != nil {
			s.advice = advice.Roles[i]
		}
		v.roles = append(v.roles, s)
	}
	first := map[string][]clause{}
	for _, r := range e.Rules().Rules {
		if !v.touches(r) {
			continue
		}
		c := clause{Rule: r, when: engine.OneLine(r.When.Text)}
		if p != nil {
			c.mark = markOf(p, r.When.Eval(visible))
		}
		id := firstQuestion(r.When.Formula())
		first[id] = append(first[id], c)
	}
	v.topics = append(v.topics, topic{clauses: first[""]}) // about no question
	for _, s := range questions.sections {
		for _, r := range s.runs {
			for _, at := range r.stops {
				v.topics = append(v.topics, topic{stop: at, clauses: first[at.ID]})
			}
		}
	}
	return v
}

// touches reports whether a rule bears on one of the roles.
func (v *ruleBook) touches(r *rule.Rule) bool {
	for _, s := range v.roles {
		if r.Touches[s.index] {
			return true
		}
	}
	return false
}

// firstQuestion returns the question that a condition mentions first, or "".
func firstQuestion(f *rule.Formula) string {
	if f.Op == rule.About {
		return f.Question.ID
	}
	for _, kid := range f.Kids {
		if id := firstQuestion(kid); id != "" {
			return id
		}
	}
	return ""
}

// effect says in short what a rule does to a role: points, or whether it decides.
func (c clause) effect(s seat) string {
	switch {
	case !c.Touches[s.index]:
		return ""
	case c.Effect == rule.Require:
		return "requires"
	case c.Effect == rule.RuleOut:
		return "rules out"
	}
	return fmt.Sprintf("%+d", c.Points[s.index])
}

// effects says what a rule does to all roles of the view.
func (v *ruleBook) effects(c clause) string {
	var parts []string
	for _, s := range v.roles {
		switch effect := c.effect(s); {
		case effect == "":
		case c.Effect == rule.Points:
			parts = append(parts, s.ID+" "+effect)
		default:
			parts = append(parts, effect+" "+s.ID)
		}
	}
	return strings.Join(parts, ", ")
}

// standing says where a role stands: its thresholds, or the advice.
func (s seat) standing() string {
	if s.advice == nil {
		return fmt.Sprintf("hire from %d points, later from %d", s.Thresholds.Hire, s.Thresholds.Later)
	}
	return fmt.Sprintf("%s, with %s (hire from %d, later from %d)", s.advice.Verdict, points(s.advice.Score), s.Thresholds.Hire, s.Thresholds.Later)
}

func points(n int) string {
	if n == 1 || n == -1 {
		return fmt.Sprintf("%d point", n)
	}
	return fmt.Sprintf("%d points", n)
}

// heads says what a topic is about.
func (t topic) head() string {
	if t.Question == nil {
		return "About no question"
	}
	return fmt.Sprintf("%d %s: %s", t.number, t.ID, engine.OneLine(t.Ask))
}

func (v *ruleBook) text() string {
	var b strings.Builder
	b.WriteString(v.title + "\n\n")
	for _, s := range v.roles {
		fmt.Fprintf(&b, "%s: %s: %s\n", s.ID, engine.OneLine(s.Title), s.standing())
	}
	for _, t := range v.topics {
		if len(t.clauses) == 0 {
			continue
		}
		b.WriteString("\n" + t.head() + "\n")
		if t.answer != "" {
			b.WriteString("  = " + t.answer + "\n")
		}
		for _, c := range t.clauses {
			fmt.Fprintf(&b, "%s %s (%s)\n      if %s\n", signs[c.mark], c.ID, v.effects(c), c.when)
		}
	}
	b.WriteString(key(v.path, "fires", "undecided", "does not fire"))
	return b.String()
}

func (v *ruleBook) chart() *chart {
	c := &chart{title: v.title, across: true}
	mentioned := map[string]bool{}
	var asked, sets []group
	for _, t := range v.topics {
		if len(t.clauses) == 0 {
			continue
		}
		g := group{id: "about_nothing", title: "About no question"}
		if t.Question != nil {
			g = group{id: "about_" + t.ID, title: t.ID}
		}
		for _, r := range t.clauses {
			g.nodes = append(g.nodes, node{id: rulePrefix + r.ID, label: r.ID + "\n" + r.when, mark: r.mark})
			for _, id := range r.When.Questions() {
				mentioned[id] = true
				c.edges = append(c.edges, edge{from: questionPrefix + id, to: rulePrefix + r.ID, mark: r.mark})
			}
			for _, s := range v.roles {
				if effect := r.effect(s); effect != "" {
					c.edges = append(c.edges, edge{from: rulePrefix + r.ID, to: rolePrefix + s.ID, label: effect, mark: r.mark})
				}
			}
		}
		sets = append(sets, g)
	}
	for _, t := range v.topics {
		if t.Question != nil && mentioned[t.ID] {
			asked = append(asked, group{nodes: []node{t.node()}})
		}
	}
	c.groups = append(append(asked, sets...), group{nodes: v.roleNodes()})
	return c
}

func (v *ruleBook) roleNodes() []node {
	var nodes []node
	for _, s := range v.roles {
		nodes = append(nodes, node{id: rolePrefix + s.ID, label: s.ID + ": " + engine.OneLine(s.Title) + "\n" + s.standing(), shape: rounded, mark: markOf(v.path, flow.True)})
	}
	return nodes
}
