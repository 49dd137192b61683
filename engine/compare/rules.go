package compare

import (
	"cmp"
	"slices"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Rule is one that applies to some sides only.
type Rule struct {
	Rule string `json:"rule"`
	// Points is what it adds for each role that it bears on: nothing where it has an Effect,
	// as in an engine.Reason.
	Points  map[string]int `json:"points"`
	Effect  string         `json:"effect,omitempty"`
	Because string         `json:"because"`
	When    string         `json:"when"`
	Truths  []string       `json:"truths"` // by side: true, false or undecided
}

// weight orders rules: those that decide by themselves first, then by points.
func (r Rule) weight() int {
	if r.Effect != "" {
		return 1 << 30
	}
	sum := 0
	for _, points := range r.Points {
		sum += max(points, -points)
	}
	return sum
}

// rules returns the rules that fire on some sides only.
func (c *comparer) rules() (moved []Rule) {
	set := c.engine.Rules()
	for _, r := range set.Rules {
		made := Rule{Rule: r.ID, Points: map[string]int{}, Effect: effects[r.Effect], Because: r.Because, When: r.When.Text}
		fires := 0
		for _, visible := range c.visible {
			truth := r.When.Eval(visible)
			made.Truths = append(made.Truths, truth.String())
			if truth == flow.True {
				fires++
			}
		}
		if fires == 0 || fires == len(c.visible) {
			continue
		}
		for i, role := range set.Roles {
			if r.Touches[i] {
				made.Points[role.ID] = 0
				if r.Effect == rule.Points {
					made.Points[role.ID] = r.Points[i]
				}
			}
		}
		moved = append(moved, made)
	}
	slices.SortStableFunc(moved, func(a, b Rule) int { return cmp.Compare(b.weight(), a.weight()) })
	return moved
}

// effects are those of rules, as an advice names them.
var effects = map[rule.Effect]string{rule.Require: engine.EffectRequire, rule.RuleOut: engine.EffectRuleOut}
