package main

import (
	"fmt"
	"slices"

	"chiefly/engine/flow"
)

// check compares what the contenders find for each organisation, and returns an
// error that tells the first difference. The first contender is compared with
// all others but that on partial answers, which has a judge of its own.
func check(s *subject, contenders []*contender) error {
	for i := range s.exact {
		var first outcome
		for k, c := range contenders {
			if err := c.run(i, i+1); err != nil {
				return fmt.Errorf("%s rules: %s: organisation %d: %w", s.name, c.name, i, err)
			}
			found := c.outcome()
			switch {
			case c.name == oursPartial:
				if err := s.checkPartial(i, found); err != nil {
					return err
				}
			case k == 0:
				first = found
			default:
				if err := differ(first, found); err != nil {
					return fmt.Errorf("%s rules, organisation %d: %s against %s: %w", s.name, i, contenders[0].name, c.name, err)
				}
			}
		}
	}
	return nil
}

func differ(a, b outcome) error {
	switch {
	case !slices.Equal(a.fired, b.fired):
		return fmt.Errorf("fired rules %d against %d", a.fired, b.fired)
	case !slices.Equal(a.scores, b.scores):
		return fmt.Errorf("scores %d against %d", a.scores, b.scores)
	case !slices.Equal(a.verdicts, b.verdicts):
		return fmt.Errorf("verdicts %v against %v", a.verdicts, b.verdicts)
	}
	return nil
}

// checkPartial compares what ours finds for partial answers with the conditions
// of the rules decided one by one.
func (s *subject) checkPartial(organisation int, found outcome) error {
	var want outcome
	visible := s.engine.Flow().Visible(s.engine.Flow().Answers(s.partial[organisation]))
	for i, r := range s.set().Rules {
		if r.When.Eval(visible) == flow.True {
			want.fired = append(want.fired, int32(i))
		}
	}
	want.tally(s.set())
	if err := differ(found, want); err != nil {
		return fmt.Errorf("%s rules, partial answers of organisation %d: evaluated against one by one: %w", s.name, organisation, err)
	}
	return nil
}
