package lint

import (
	"fmt"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

var shadowedRow = &Check{
	Name:     "shadowed_row",
	Severity: Warning,
	causes:   true,
	Doc: Doc{
		Finds: "arrangement rows that never decide, since one above has the same condition or always holds",
		Avoid: `
arrangements:
  - id: otherwise
    when: "true"
    mode: {cio: full_time}
    because: So much work takes a whole person.
  - id: small_firm
    when: headcount < 80
    mode: {cio: fractional}
    because: A few days a week are enough for a firm of your size.
`,
		Prefer: `
arrangements:
  - id: small_firm
    when: headcount < 80
    mode: {cio: fractional}
    because: A few days a week are enough for a firm of your size.
  - id: otherwise
    when: "true"
    mode: {cio: full_time}
    because: So much work takes a whole person.
`,
		Why: `For each topic the first row that holds decides. Put special cases above, and
the row for everything else last.`,
	},
	run: func(p *pass) error {
		above := map[string]*source.Node{} // the first row by topic and condition
		for i, n := range p.RuleTree.Get("arrangements").List() {
			when := p.conditionKey(n.Get("when"))
			for _, topic := range p.topics(p.Rules.Arrangements[i]) {
				if first := p.shadow(above, topic, when); first != nil {
					p.report(id(n), "move it above, or change its condition", "arrangement %s never decides %s: %s on line %d does",
						id(n).Value, topic, id(first).Value, first.Pos.Line)
					break
				}
			}
			for _, topic := range p.topics(p.Rules.Arrangements[i]) {
				p.cover(above, topic, when, n)
			}
		}
		return nil
	},
}

// shadow returns the row that decides a topic wherever a condition holds, or nil.
func (p *pass) shadow(above map[string]*source.Node, topic, when string) *source.Node {
	if first := above[topic]; first != nil {
		return first
	}
	return above[topic+" where "+when]
}

// cover notes that a row decides a topic where its condition holds, or everywhere.
func (p *pass) cover(above map[string]*source.Node, topic, when string, row *source.Node) {
	if p.value(row.Get("when").Value) != flow.True {
		topic += " where " + when
	}
	if above[topic] == nil {
		above[topic] = row
	}
}

// topics returns what a row decides, in words. What is to do instead is decided once for
// each thing that it is for.
func (r *reading) topics(a *rule.Arrangement) []string {
	var roles, modes []string
	for _, role := range a.Roles {
		roles = append(roles, r.Rules.Roles[role].ID)
	}
	for role, mode := range a.Modes {
		if mode != rule.NoMode {
			modes = append(modes, "how much of "+r.Rules.Roles[role].ID+" is needed")
		}
	}
	switch a.Kind {
	case rule.SetMode:
		return modes
	case rule.Combine, rule.Separate:
		return []string{"whether one person fills " + strings.Join(roles, " and ")}
	case rule.InsteadOf:
		return []string{fmt.Sprintf("what to do instead for %s", a.Instead.For)}
	case rule.NoteOnTopic:
		return []string{"the note on " + a.Topic}
	}
	return []string{"which role comes first"}
}
