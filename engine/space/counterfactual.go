package space

import (
	"fmt"
	"maps"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Counterfactual is what would have to be different for another verdict on a role:
// as few answers as possible, and each as near to what it is as possible (Wachter,
// Mittelstadt and Russell, "Counterfactual explanations without opening the black
// box", 2017). The plain evaluation of the rule set agrees with it.
type Counterfactual struct {
	Verdict rule.Verdict
	// Changes are the answers that are different. All others stay; those to
	// questions that are no longer asked are parked.
	Changes flow.Answers
}

// Counterfactuals are how the verdict on a role could be another one.
type Counterfactuals struct {
	// Nearest is what is nearest to each verdict that can be reached, the nearest of
	// all first. It holds that one alone unless all were asked for.
	Nearest []Counterfactual
	// OneByOne is whether only one answer was changed at a time. Verdicts that are not in
	// Nearest, where all were asked for, cannot be reached so.
	OneByOne bool
	// Picks is how many picks of a question were changed at a time at most, or 0 for
	// any number. Those that take more were left aside.
	Picks int
}

// Counterfactuals finds the nearest sets of answers for which the verdict on a role is
// another one: the nearest of all, or where all is true the nearest for each verdict.
//
// An answer that becomes known is changed, and so is one that becomes another; none
// becomes unknown. Answers to questions that are Fixed stay as they are, and so does
// whether somebody is in the role: with somebody there "hire" is "keep", which is no
// news. Of what
// changes equally many answers the nearest is what moves them the fewest steps: a
// number over the values that conditions tell apart, to their nearer end; a choice
// along the list of its options; and picks one by one.
//
// One answer is changed at a time where one is known in part, and conditions tell apart
// what it can be, since diagrams know none like it; and for a role that is not Exact.
func (s *Space) Counterfactuals(answers flow.Answers, role int, all bool) (*Counterfactuals, error) {
	now := s.evaluate(answers).Roles[role]
	c := changer{Space: s, answers: answers, role: role, all: all, held: now.Held}
	never := rule.Keep // with who is in the role
	if now.Held == flow.True {
		never = rule.Hire
	}
	for v := range c.wanted {
		c.wanted[v] = rule.Verdict(v) != now.Verdict && rule.Verdict(v) != never
	}
	c.stances()
	if c.partial || !s.Exact(role) {
		return c.oneByOne()
	}
	return c.together()
}

// A changer looks for counterfactuals for the verdict on a role.
type changer struct {
	*Space
	answers flow.Answers
	role    int
	all     bool                // whether to go on after the first
	held    flow.Truth          // whether somebody is in the role
	wanted  [rule.Hire + 1]bool // verdicts
	now     []stance            // by layer
	partial bool                // whether an answer is known in part
	found   []Counterfactual
}

// offer takes a counterfactual unless its verdict has been found before. It reports
// whether the search is over.
func (c *changer) offer(v rule.Verdict, changes flow.Answers) bool {
	if c.wanted[v] {
		c.wanted[v] = false
		c.found = append(c.found, Counterfactual{Verdict: v, Changes: changes})
		if !c.all {
			c.wanted = [rule.Hire + 1]bool{}
		}
	}
	return c.wanted == [rule.Hire + 1]bool{}
}

// confirm has the plain evaluation look at what was found in diagrams.
func (c *changer) confirm() error {
	for _, f := range c.found {
		changed := c.with(f.Changes)
		if got := c.evaluate(changed).Roles[c.role]; got.Verdict != f.Verdict || got.Held != c.held || len(c.flow.Missing(changed)) > 0 {
			return fmt.Errorf("the diagrams and the plain evaluation disagree about %v", changed)
		}
	}
	return nil
}

// with returns the answers after changes.
func (c *changer) with(changes flow.Answers) flow.Answers {
	changed := maps.Clone(c.answers)
	maps.Copy(changed, changes)
	return changed
}
