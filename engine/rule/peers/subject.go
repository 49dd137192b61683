package main

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/rule/ruletest"
	"chiefly/questions"
	"chiefly/rules"
)

// builtIn is the name of the rule set that the program ships.
const builtIn = "built-in"

// organisations returns how many sets of answers each engine goes through. More
// would not fit the processor's caches in the form that the slower engines want,
// and fewer would teach the branch predictor the hand-written code by heart.
func organisations(rules int) int { return min(max(400, 500_000/rules), 2_000) }

// A subject is a rule set with answers to try it on.
type subject struct {
	name    string // built-in, the number of generated rules, or a folder
	engine  *engine.Engine
	rules   []formula // of the conditions of the rules
	named   map[name]formula
	exact   []flow.Row // every question asked and answered exactly
	partial []flow.Row // the same, 30 % unknown and 30 % of the rest imprecise
}

// newSubject loads the content that a name stands for, and makes answers.
func newSubject(name string) (*subject, error) {
	content, err := contentOf(name)
	if err != nil {
		return nil, err
	}
	e, err := engine.Load(content)
	if err != nil {
		return nil, err
	}
	s := &subject{name: name, engine: e}
	if err := s.translate(); err != nil {
		return nil, err
	}
	random := ruletest.NewRandom(42)
	for range organisations(len(s.rules)) {
		row := random.Asked(e.Flow())
		if row == nil {
			return nil, fmt.Errorf("%s: no answers found with which all questions are asked", name)
		}
		s.exact = append(s.exact, row)
		s.partial = append(s.partial, random.Loosen(e.Flow(), row, 0.3, 0.3))
	}
	return s, nil
}

// contentOf returns the built-in content, generated content, or that of a folder.
func contentOf(name string) (fs.FS, error) {
	if name == builtIn {
		return engine.Join(questions.FS, rules.FS), nil
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return os.DirFS(name), nil
	}
	n, err := strconv.Atoi(name)
	if err != nil || n < 1 {
		return nil, fmt.Errorf("-rules: %q is neither %q nor a number of rules to generate nor a folder of content", name, builtIn)
	}
	flowFile, ruleFile := ruletest.Generate(n, 1)
	return fstest.MapFS{"questions/generated.yaml": {Data: []byte(flowFile)}, "rules/generated.yaml": {Data: []byte(ruleFile)}}, nil
}

func (s *subject) translate() error {
	r := reader{s.engine.Flow()}
	s.named = map[name]formula{}
	for _, n := range s.set().Conditions {
		f, err := r.read(n.Condition.Text)
		if err != nil {
			return err
		}
		s.named[name(n.ID)] = f
	}
	for _, rule := range s.set().Rules {
		f, err := r.read(rule.When.Text)
		if err != nil {
			return err
		}
		s.rules = append(s.rules, f)
	}
	return nil
}

func (s *subject) set() *rule.Set { return s.engine.Rules() }

// inlined returns an atom writer that writes out named conditions.
func (s *subject) inlined(atom func(formula) string) func(formula) string {
	var write func(f formula) string
	write = func(f formula) string {
		if n, ok := f.(name); ok {
			return brackets(infix(s.named[n], write))
		}
		return atom(f)
	}
	return write
}

// An outcome is what each engine must find: the score and the verdict of each
// role, and the rules that fire, by index in ascending order. Keeping somebody
// counts as hiring here: who is in a seat today is no matter of rules.
type outcome struct {
	scores   []int
	verdicts []rule.Verdict
	fired    []int32
}

// clone returns a copy that the next run does not change.
func (o *outcome) clone() outcome {
	return outcome{scores: slices.Clone(o.scores), verdicts: slices.Clone(o.verdicts), fired: slices.Clone(o.fired)}
}

// tally fills an outcome from its fired rules, for engines that find no more.
func (o *outcome) tally(s *rule.Set) {
	o.scores, o.verdicts = o.scores[:0], o.verdicts[:0]
	for role, r := range s.Roles {
		score, verdict := 0, rule.No
		required, ruledOut := false, false
		for _, i := range o.fired {
			fired := s.Rules[i]
			if !fired.Touches[role] {
				continue
			}
			required = required || fired.Effect == rule.Require
			ruledOut = ruledOut || fired.Effect == rule.RuleOut
			if fired.Effect == rule.Points {
				score += fired.Points[role]
			}
		}
		switch {
		case ruledOut:
		case required || score >= r.Thresholds.Hire:
			verdict = rule.Hire
		case score >= r.Thresholds.Later:
			verdict = rule.Later
		}
		o.scores, o.verdicts = append(o.scores, score), append(o.verdicts, verdict)
	}
}
