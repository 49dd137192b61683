package space

import (
	"errors"
	"fmt"

	"chiefly/engine/rule"
)

// ErrUnproven is what a question to a Space fails with where a solver gives up: the
// answer is neither proven nor refuted. Other questions can be asked.
var ErrUnproven = errors.New("neither proven nor refuted: that takes too much effort")

// Unproven is what may be so for all Findings knows: it takes too much effort to prove or
// to refute. Findings returns it as the error beside what it has found, which is
// proven all the same. It is an ErrUnproven.
type Unproven []Finding

// Error says how much is open.
func (u Unproven) Error() string {
	return fmt.Sprintf("possible findings that are %s: %d", ErrUnproven, len(u))
}

// Is reports whether a target is ErrUnproven.
func (u Unproven) Is(target error) bool { return target == ErrUnproven }

// gaveUp notes what may be so if the last question to the solver failed, and reports
// whether it did.
func (f *finder) gaveUp(maybe Finding) bool {
	if !errors.Is(f.err, ErrUnproven) {
		return false
	}
	f.err = nil
	f.unproven = append(f.unproven, maybe)
	return true
}

// decidesOn reports whether some answers have another verdict on a role without a rule.
// That none has is proven by diagrams, or by the solver where they are too large.
func (f *finder) decidesOn(i, role int) bool {
	differs := false
	if !f.compileWithout(i, role, func(without node) { differs = without != f.roots[role] }) {
		answers, err := f.solveDeciding(i, role)
		differs = f.confirmed(answers, err, nil) != nil
	}
	if differs && errors.Is(f.err, ErrUnproven) {
		f.err = nil // whether it decides on another role does not matter any more
	}
	return differs
}

// gets reports which verdicts some answers lead to. One that the solver gives up is noted,
// and reported.
func (f *finder) gets(i int, role *rule.Role) (has [rule.Hire + 1]bool) {
	if f.Exact(i) {
		return f.ends(f.roots[i])
	}
	for v := range rule.Hire + 1 {
		answers, err := f.solveVerdict(i, v)
		has[v] = f.confirmed(answers, err, nil) != nil || f.gaveUp(Finding{Kind: NoVerdict, Role: role, Verdict: v})
	}
	return has
}

// mayMatter notes which layers the verdicts depend on whose diagrams are too large. No
// question is asked depending on any other layer than those noted before. A layer
// that the solver gives up is noted twice, the second time as unproven.
func (f *finder) mayMatter(matters []bool) {
	for at, l := range f.layers[:f.questions] {
		for role := 0; role < len(f.set.Roles) && !matters[at]; role++ {
			if f.Exact(role) || !f.mentions(role, at) {
				continue
			}
			maybe := Finding{Kind: QuestionIsMoot, Question: f.flow.Questions[l.question]}
			if l.kind == bit {
				maybe.Kind, maybe.Option = OptionIsMoot, l.option
			}
			matters[at] = f.triedMattering(at) || f.solvedMattering(at, role) || f.gaveUp(maybe)
		}
	}
}

// mentions reports whether a rule about a role, or whether it is held, mentions a layer.
func (f *finder) mentions(role, at int) (found bool) {
	note := func(level int32, _ []node) { found = found || level == int32(at) }
	f.walkNodes(f.held[role:role+1], note)
	for i, r := range f.set.Rules {
		if r.Touches[role] {
			f.walkNodes(f.rules[i:i+1], note)
		}
	}
	return found
}

func (f *finder) solvedMattering(at, role int) bool {
	matters, err := f.solveMattering(at, role)
	f.confirmed(nil, err, nil)
	return matters
}

// triedMattering tries answers, and others that differ in the value of one layer only. It
// reports whether some have other verdicts.
func (f *finder) triedMattering(at int) bool {
	walk := walker{search: search{Space: f.Space, values: make([]int, f.questions)}, state: uint64(at)}
	for range attempts {
		walk.to(isTrue)
		before := verdictsOf(f.evaluate(walk.answers()))
		walk.values[at] = (walk.values[at] + 1 + walk.below(f.layers[at].values()-1)) % f.layers[at].values()
		if f.allows(walk.values) && verdictsOf(f.evaluate(walk.answers())) != before {
			return true
		}
	}
	return false
}

// verdictsOf returns the verdicts as a text.
func verdictsOf(r *rule.Result) string {
	var verdicts []byte
	for _, role := range r.Roles {
		verdicts = append(verdicts, byte(role.Verdict))
	}
	return string(verdicts)
}

// allows reports whether the flow allows values of all layers.
func (s *Space) allows(values []int) bool {
	state := int32(0)
	for at, v := range values {
		if state = s.automaton.from(state, s.layers[at].values())[v]; state == blocked {
			return false
		}
	}
	return true
}
