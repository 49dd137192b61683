package main

import (
	"bytes"
	"fmt"
	"slices"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// The names of the contenders that ratios and goals speak of.
const (
	ours        = "chiefly, encoded answers"
	oursPartial = "chiefly, partial answers"
	byHand      = "hand-written Go"
	exprTuned   = "expr, tuned"
)

// A contender is an engine that has one subject's rules and answers ready.
type contender struct {
	name          string
	organisations int
	// run evaluates the organisations from one index up to another. This is what is
	// timed; many at once, so that the call of this function does not count.
	run func(from, to int) error
	// outcome returns what was found for the last organisation.
	outcome func() outcome
}

// each makes a run of a function on one organisation.
func each(evaluate func(organisation int) error) func(from, to int) error {
	return func(from, to int) error {
		for i := from; i < to; i++ {
			if err := evaluate(i); err != nil {
				return err
			}
		}
		return nil
	}
}

// build returns the contenders for a subject, those of other people only if
// peers is set.
func build(s *subject, peers bool) ([]*contender, error) {
	builders := []func(*subject) (*contender, error){newOurs, newOursEncoding, newOursPartial, newHand, newAdvise, newExprTuned, newExprNaive}
	if peers {
		builders = append(builders, newCEL, newOPA)
	}
	if len(s.set().Arrangements) > 0 {
		builders = slices.Insert(builders, 1, newOursRulesAlone)
	}
	var contenders []*contender
	for _, b := range builders {
		c, err := b(s)
		if err != nil {
			return nil, fmt.Errorf("%s rules: %w", s.name, err)
		}
		c.organisations = len(s.exact)
		contenders = append(contenders, c)
	}
	return contenders, nil
}

func newOurs(s *subject) (*contender, error) { return evaluating(s.set(), ours, s.exact), nil }

func newOursPartial(s *subject) (*contender, error) {
	return evaluating(s.set(), oursPartial, s.partial), nil
}

// newOursRulesAlone is ours without arrangements, which no other engine decides.
func newOursRulesAlone(s *subject) (*contender, error) {
	e, err := engine.Load(fstest.MapFS{
		"questions/flow.yaml": {Data: s.engine.FlowFile().Data},
		"rules/rules.yaml":    {Data: rulesAlone(s.engine.RulesFile().Data)},
	})
	if err != nil {
		return nil, err
	}
	return evaluating(e.Rules(), "chiefly, without arrangements", s.exact), nil
}

// rulesAlone cuts the arrangements out of a rule file, and the briefs, which name some.
func rulesAlone(file []byte) []byte {
	var kept []byte
	inside := false
	for line := range bytes.Lines(file) {
		if line[0] >= 'a' && line[0] <= 'z' { // a key of the file itself
			inside = bytes.HasPrefix(line, []byte("arrangements:")) || bytes.HasPrefix(line, []byte("briefs:"))
		}
		if !inside {
			kept = append(kept, line...)
		}
	}
	return kept
}

// evaluating evaluates answers that have been encoded.
func evaluating(set *rule.Set, name string, rows []flow.Row) *contender {
	encoded := make([]rule.Encoded, len(rows))
	for i, row := range rows {
		set.Encode(&encoded[i], row)
	}
	result := new(rule.Result)
	return &contender{
		name: name,
		run: func(from, to int) error {
			for i := from; i < to; i++ {
				set.Evaluate(result, &encoded[i])
			}
			return nil
		},
		outcome: func() outcome { return outcomeOf(result) },
	}
}

func newOursEncoding(s *subject) (*contender, error) {
	set := s.set()
	encoded, result := new(rule.Encoded), new(rule.Result)
	return &contender{
		name: "chiefly, encoding included",
		run: func(from, to int) error {
			for i := from; i < to; i++ {
				set.Encode(encoded, s.exact[i])
				set.Evaluate(result, encoded)
			}
			return nil
		},
		outcome: func() outcome { return outcomeOf(result) },
	}, nil
}

func outcomeOf(r *rule.Result) outcome {
	o := outcome{fired: slices.Clone(r.Fired)}
	for _, role := range r.Roles {
		o.scores = append(o.scores, role.Score)
		o.verdicts = append(o.verdicts, needed(role.Verdict))
	}
	return o
}

func needed(v rule.Verdict) rule.Verdict {
	if v == rule.Keep {
		return rule.Hire
	}
	return v
}

// newHand is the generated Go.
func newHand(s *subject) (*contender, error) {
	create, ok := handWritten[s.name]
	if !ok {
		return nil, fmt.Errorf("there is no generated Go")
	}
	evaluator := create()
	evaluator.load(numbers(s))
	o := &outcome{fired: make([]int32, 0, len(s.rules)), scores: make([]int, len(s.set().Roles)), verdicts: make([]rule.Verdict, len(s.set().Roles))}
	return &contender{
		name:    byHand,
		run:     func(from, to int) error { evaluator.evaluate(from, to, o); return nil },
		outcome: o.clone,
	}, nil
}

func numbers(s *subject) [][]uint64 {
	var all [][]uint64
	for _, row := range s.exact {
		var values []uint64
		for i, q := range s.engine.Flow().Questions {
			values = append(values, number(q, row[i]))
		}
		all = append(all, values)
	}
	return all
}

// newAdvise is ours by its front door: the whole advice with its reasons.
func newAdvise(s *subject) (*contender, error) {
	answers := make([]flow.Answers, len(s.exact))
	for i, row := range s.exact {
		answers[i] = s.engine.Flow().Answers(row)
	}
	index := map[string]int32{}
	for i, r := range s.set().Rules {
		index[r.ID] = int32(i)
	}
	found := new(advised)
	return &contender{
		name:    "chiefly, engine.Advise, explained",
		run:     each(func(i int) error { found.advice = s.engine.Advise(answers[i]); return nil }),
		outcome: func() outcome { return found.outcome(index) },
	}, nil
}

// An advised reads an outcome back out of an advice.
type advised struct{ advice *engine.Advice }

func (a *advised) outcome(index map[string]int32) outcome {
	var o outcome
	verdicts := map[string]rule.Verdict{engine.VerdictLater: rule.Later, engine.VerdictKeep: rule.Hire, engine.VerdictHire: rule.Hire}
	for _, role := range a.advice.Roles {
		o.scores = append(o.scores, role.Score)
		o.verdicts = append(o.verdicts, verdicts[role.Verdict])
		for _, reason := range role.Reasons {
			o.fired = append(o.fired, index[reason.Rule])
		}
	}
	slices.Sort(o.fired)
	o.fired = slices.Compact(o.fired) // a rule that bears on two roles is a reason twice
	return o
}
