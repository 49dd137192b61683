package engine

import (
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Briefing is what the content gives hiring briefs to say on an organisation.
type Briefing struct {
	Facts []*rule.Fact
	// Roles is by role id, and Instead by that of what to do in place of hiring. Each is
	// in the order of the rule set.
	Roles, Instead map[string][]*rule.Brief
}

// Briefing returns what the content gives hiring briefs to say where these are the
// answers. Of several texts about one reason all that hold are in it.
func (e *Engine) Briefing(answers flow.Answers) *Briefing {
	visible := e.flow.Visible(answers)
	var result rule.Result
	e.evaluate(&result, answers)
	fired := map[*rule.Rule]bool{nil: true}
	for _, i := range result.Fired {
		fired[e.set.Rules[i]] = true
	}
	made := &Briefing{Facts: e.set.Facts, Roles: map[string][]*rule.Brief{}, Instead: map[string][]*rule.Brief{}}
	for _, b := range e.set.Briefs {
		switch {
		case !fired[b.Reason], b.When != nil && b.When.Eval(visible) != flow.True:
		case b.Role < 0:
			made.Instead[b.Instead] = append(made.Instead[b.Instead], b)
		case b.Mode == rule.NoMode || b.Mode == result.Roles[b.Role].Mode:
			id := e.set.Roles[b.Role].ID
			made.Roles[id] = append(made.Roles[id], b)
		}
	}
	return made
}
