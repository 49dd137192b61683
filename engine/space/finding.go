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
	// Example is answers, as few as possible, for which the rules fire all the same, the
	// row holds, or what is missing is missing; nil where there are none. The plain
	// evaluation of the rule set agrees with it.
	Example flow.Answers
}

// A Kind is what a Finding is about.
type Kind string

// The kinds of findings.
//
// A rule that a finding of Covered, CoveredTogether or SameCondition shows to be needless
// is not found to decide nothing as well.
const (
	NeverFires      Kind = "never_fires"       // Rules: one that does not fire for any answers
	AlwaysFires     Kind = "always_fires"      // Rules: one that fires for all answers
	SameCondition   Kind = "same_condition"    // Rules: two with the same kind of effect on some role that always fire together
	Covered         Kind = "covered"           // Rules: one that requires or rules out only where the second does too
	CoveredTogether Kind = "covered_together"  // Rules: one that requires or rules out only where one or more of the others do too, but none of them alone
	Contradiction   Kind = "contradiction"     // Rules: one that requires Role, and one that rules it out for the same answers
	NeverDecides    Kind = "never_decides"     // Rules: one without which every verdict is the same, though it fires
	NoVerdict       Kind = "no_verdict"        // Role never gets Verdict
	NeverNeeded     Kind = "never_needed"      // Role is never needed
	RowNeverHolds   Kind = "row_never_holds"   // Row: its condition is never true
	RowNeverDecides Kind = "row_never_decides" // Row: where it holds, rows above decide, or what it is about is not needed
	NoArrangement   Kind = "no_arrangement"    // Role is needed where no row says how much of it, though some rows do elsewhere
	NothingInstead  Kind = "nothing_instead"   // no role is needed or held, and none of the rows holds that say what to do instead; Row: the last of them
	QuestionIsMoot  Kind = "question_is_moot"  // Question changes no verdict, row or other question
	OptionIsMoot    Kind = "option_is_moot"    // Option of Question, by index: that it is picked changes nothing
)

// Findings looks for everything that a Kind is about. What it cannot prove or refute, since
// diagrams are too large, it returns as Unproven.
func (s *Space) Findings() ([]Finding, error) {
	f := finder{seeker: s.seeker()}
	for _, n := range s.rules {
		f.certain = append(f.certain, s.reduced(s.certain(n)))
	}
	overlaps := f.overlaps()
	f.firing(needless(overlaps))
	f.found = append(f.found, overlaps...)
	f.contradictions()
	f.reached()
	f.rowsDecide()
	f.gaps()
	f.moot()
	switch {
	case s.store.err != nil:
		return nil, s.store.err
	case f.err == nil && len(f.unproven) > 0:
		return f.found, f.unproven
	}
	return f.found, f.err
}

// Nodes returns how many nodes the diagrams of the Space have so far.
func (s *Space) Nodes() int { return s.store.nodes.len() }

type finder struct {
	*seeker
	certain  []node // by rule: true where it fires, as far as the flow goes
	found    []Finding
	unproven Unproven
	err      error // the first
}

func (f *finder) add(found Finding) { f.found = append(f.found, found) }

// firing finds rules that fire never or always, or to no effect. Those that are needless
// for another reason are not looked at.
func (f *finder) firing(needless map[*rule.Rule]bool) {
	for i, r := range f.set.Rules {
		switch f.certain[i] {
		case isFalse:
			f.add(Finding{Kind: NeverFires, Rules: []*rule.Rule{r}})
			continue
		case isTrue:
			f.add(Finding{Kind: AlwaysFires, Rules: []*rule.Rule{r}})
		}
		if !needless[r] && !f.decides(i) && !f.gaveUp(Finding{Kind: NeverDecides, Rules: []*rule.Rule{r}}) {
			f.add(Finding{Kind: NeverDecides, Rules: []*rule.Rule{r}, Example: f.firingExample(i)})
		}
	}
}

// decides reports whether some answers have another verdict without a rule. A few
// answers for which it fires are tried first, since one that does suffices.
func (f *finder) decides(i int) bool {
	if f.triedDeciding(i) {
		return true
	}
	for role := range f.set.Roles {
		if f.set.Rules[i].Touches[role] && f.decidesOn(i, role) {
			return true
		}
	}
	return false
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
	answers, err := f.seeker.witness(condition)
	return f.confirmed(answers, err, confirms)
}

// addExample adds a finding if there are answers for which a condition is true.
func (f *finder) addExample(found Finding, where node, confirms func(*rule.Result) bool) {
	if found.Example = f.witness(where, confirms); found.Example != nil {
		f.add(found)
	} else {
		f.gaveUp(found)
	}
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

// reached finds roles that never get a verdict. A role that nobody holds is never
// kept.
func (f *finder) reached() {
	for i, role := range f.set.Roles {
		has := f.gets(i, role)
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
