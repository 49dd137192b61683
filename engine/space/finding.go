package space

import (
	"fmt"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Finding is something about the content that its author may not have meant. It is
// proven for all answer sets.
type Finding struct {
	Kind Kind
	// Rules, Row, Role, Verdict, Question and Option say what is found, each where Kind
	// says so.
	Rules    []*rule.Rule
	Row      *rule.Arrangement
	Role     *rule.Role
	Verdict  rule.Verdict
	Question *flow.Question
	Option   int
	// Example is answers, as few as possible, for which the rule fires all the same, or
	// the row holds; nil where there are none. The plain evaluation of the rule set
	// agrees with it.
	Example flow.Answers
}

// A Kind is what a Finding is about.
type Kind string

// The kinds of findings.
//
// That a role is required and ruled out at once is none of them: rule.Load refuses it.
const (
	NeverFires      Kind = "never_fires"       // Rules: one that does not fire for any answers
	AlwaysFires     Kind = "always_fires"      // Rules: one that fires for all answers
	SameCondition   Kind = "same_condition"    // Rules: two with the same kind of effect on some role that always fire together
	Covered         Kind = "covered"           // Rules: one that requires or rules out only where the second does too
	NeverDecides    Kind = "never_decides"     // Rules: one without which every verdict is the same, though it fires
	NoVerdict       Kind = "no_verdict"        // Role never gets Verdict
	NeverNeeded     Kind = "never_needed"      // Role is never needed
	RowNeverHolds   Kind = "row_never_holds"   // Row: its condition is never true
	RowNeverDecides Kind = "row_never_decides" // Row: where it holds, rows above decide, or what it is about is not needed
	QuestionIsMoot  Kind = "question_is_moot"  // Question changes no verdict, row or other question
	OptionIsMoot    Kind = "option_is_moot"    // Option of Question, by index: that it is picked changes nothing
)

// Findings looks for everything that a Kind is about.
func (s *Space) Findings() ([]Finding, error) {
	f := finder{Space: s}
	for _, n := range s.rules {
		f.certain = append(f.certain, s.reduced(s.certain(n)))
	}
	f.firing()
	f.pairs()
	f.reached()
	f.rowsDecide()
	f.moot()
	if s.store.err != nil {
		return nil, s.store.err
	}
	return f.found, f.err
}

type finder struct {
	*Space
	certain []node // by rule: true where it fires, as far as the flow goes
	found   []Finding
	err     error // the first
}

func (f *finder) add(found Finding) { f.found = append(f.found, found) }

// firing finds rules that fire never or always, or to no effect.
func (f *finder) firing() {
	for i, r := range f.set.Rules {
		switch f.certain[i] {
		case isFalse:
			f.add(Finding{Kind: NeverFires, Rules: []*rule.Rule{r}})
			continue
		case isTrue:
			f.add(Finding{Kind: AlwaysFires, Rules: []*rule.Rule{r}})
		}
		if !f.decides(i) {
			f.add(Finding{Kind: NeverDecides, Rules: []*rule.Rule{r}, Example: f.firingExample(i)})
		}
	}
}

// decides reports whether some answers have another verdict without a rule. A few
// answers for which it fires are tried first, since one that does suffices; that none
// does is proven by diagrams.
func (f *finder) decides(i int) bool {
	if f.triedDeciding(i) {
		return true
	}
	for role := range f.set.Roles {
		if f.set.Rules[i].Touches[role] && f.compile(&f.model, role, func(other int) bool { return other == i }) != f.roots[role] {
			return true
		}
	}
	return false
}

// pairs finds rules that fire together, and those that another one makes needless.
func (f *finder) pairs() {
	for i, a := range f.set.Rules {
		for j, b := range f.set.Rules {
			switch {
			case i == j || a.Effect != b.Effect || f.certain[i] < terminals || f.certain[j] < terminals:
			case f.certain[i] == f.certain[j]:
				if i < j && touchBoth(a, b) {
					f.add(Finding{Kind: SameCondition, Rules: []*rule.Rule{a, b}, Example: f.firingExample(i)})
				}
			case a.Effect != rule.Points && touchesAll(b, a) && f.implies(i, j):
				f.add(Finding{Kind: Covered, Rules: []*rule.Rule{a, b}, Example: f.firingExample(i)})
			}
		}
	}
}

// touchBoth reports whether there is a role that both rules bear on.
func touchBoth(a, b *rule.Rule) bool {
	for role, touched := range a.Touches {
		if touched && b.Touches[role] {
			return true
		}
	}
	return false
}

// touchesAll reports whether a rule bears on all roles that another one bears on.
func touchesAll(a, b *rule.Rule) bool {
	for role, touched := range b.Touches {
		if touched && !a.Touches[role] {
			return false
		}
	}
	return true
}

// implies reports whether a rule fires wherever another one does.
func (f *finder) implies(a, b int) bool {
	return f.reduced(f.store.and(f.Space.certain(f.rules[a]), f.store.not(f.Space.certain(f.rules[b])))) == isFalse
}

// firingExample returns answers for which a rule fires.
func (f *finder) firingExample(i int) flow.Answers {
	fires := func(r *rule.Result) bool { return slices.Contains(r.Fired, int32(i)) }
	return f.example(fires, isTrueFor, f.certain[i])
}

// isTrueFor wants a diagram to be true.
func isTrueFor(nodes []node) flow.Truth {
	if nodes[0] < terminals {
		return flow.Truth(nodes[0] - isUndecided)
	}
	return flow.Undecided
}

// example finds answers, and has the plain evaluation confirm them.
func (f *finder) example(confirms func(*rule.Result) bool, wanted func([]node) flow.Truth, diagrams ...node) flow.Answers {
	answers, err := f.find(wanted, diagrams...)
	return f.confirmed(answers, err, confirms)
}

// witness finds answers for which a condition on answers and verdicts is true, and has
// the plain evaluation confirm them, unless confirms is nil.
func (f *finder) witness(condition node, confirms func(*rule.Result) bool) flow.Answers {
	answers, err := f.Space.witness(condition)
	return f.confirmed(answers, err, confirms)
}

func (f *finder) confirmed(answers flow.Answers, err error, confirms func(*rule.Result) bool) flow.Answers {
	if err == nil && answers != nil && confirms != nil && !confirms(f.evaluate(answers)) {
		err = fmt.Errorf("the diagrams and the plain evaluation disagree about %v", answers)
	}
	if err != nil && f.err == nil {
		f.err = err
	}
	return answers
}

func (s *Space) evaluate(answers flow.Answers) *rule.Result {
	var encoded rule.Encoded
	var result rule.Result
	s.set.Encode(&encoded, s.flow.Row(answers))
	s.set.Evaluate(&result, &encoded)
	return &result
}

// reached finds roles that never get a verdict. A role that nobody holds is never
// kept.
func (f *finder) reached() {
	for i, role := range f.set.Roles {
		has := f.ends(f.roots[i])
		if !has[rule.Keep] && !has[rule.Hire] {
			f.add(Finding{Kind: NeverNeeded, Role: role})
			continue
		}
		for v, reached := range has {
			if v := rule.Verdict(v); !reached && (v != rule.Keep || role.Held != nil) {
				f.add(Finding{Kind: NoVerdict, Role: role, Verdict: v})
			}
		}
	}
}
