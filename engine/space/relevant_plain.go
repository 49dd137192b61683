package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A relevance finds what can still change the decision.
//
// Diagrams tell it exactly for verdicts, and nearly so for what rows decide. Where they
// cannot be used, since an answer is known in part, or the diagram of a role is too large,
// the plain reading of conditions tells it for certain, but not exactly: what is true with
// the answers that are sure to be seen is so whatever else is answered, since knowing more
// never makes it false (Kleene); what cannot be made true by any answer that is missing
// never is; all else may go either way, and the score is somewhere between bounds. The
// order of the roles is told in this way in any case.
type relevance struct {
	*Quiz
	flow    *flow.Flow
	set     *rule.Set
	sure    flow.Answers // those that are seen whatever the others are
	truths  []flow.Truth // by rule
	exact   bool         // the diagrams have been used
	can     [][rule.Hire + 1]bool
	matters map[string]bool // questions by id, with those that decide whether these are asked
}

// relevanceOf finds what can change the decision for answers that the flow shows.
func (z *Quiz) relevanceOf(visible flow.Answers) *relevance {
	s := z.space
	r := &relevance{Quiz: z, flow: s.flow, set: s.set, sure: flow.Answers{}, matters: map[string]bool{}}
	r.exact = !slices.Contains(s.roots, tooLarge)
	for _, q := range r.flow.Questions {
		a := visible[q.ID]
		r.exact = r.exact && (a.IsExact() || a.IsUnknown())
		if answered(q, a) && (q.When == nil || q.When.Eval(r.sure) == flow.True) {
			r.sure[q.ID] = a
		}
	}
	for _, of := range r.set.Rules {
		r.truths = append(r.truths, r.outcome(of.When, r.sure))
	}
	if r.exact {
		r.byDiagrams(visible)
	} else {
		r.byConditions()
	}
	return r
}

// byDiagrams asks the diagrams.
func (r *relevance) byDiagrams(visible flow.Answers) {
	left := r.remaining(visible)
	for _, n := range slices.Concat(left.roots, left.first, left.parts) {
		r.residues.note(r.matters, n)
	}
	r.can = left.can
	r.order(func(role int) bool { return len(left.first) > 0 && left.first[role] == isTrue })
}

// byConditions reads the conditions.
func (r *relevance) byConditions() {
	for role := range r.set.Roles {
		can, open := r.verdicts(role)
		r.can = append(r.can, can)
		r.need(r.sure, open)
	}
	first := nothing
	for _, t := range r.topics {
		d := r.decide(t)
		r.need(d.facts, d.conditions())
		if t.kind == rule.First && len(d.open) == 0 {
			first = d.effect
		}
	}
	r.order(func(role int) bool { return first == role+1 })
}

// outcome says whether a condition is true whatever else is answered, or cannot come to be
// true, or may.
func (r *relevance) outcome(c *rule.Condition, known flow.Answers) flow.Truth {
	if c.Eval(known) == flow.True {
		return flow.True
	}
	if r.may(r.formula(c), known).hold {
		return flow.Undecided
	}
	return flow.False
}

// formula returns the tree of a condition, which takes some work to make.
func (z *Quiz) formula(c *rule.Condition) *rule.Formula {
	if z.formulas[c] == nil {
		z.formulas[c] = c.Formula()
	}
	return z.formulas[c]
}

// outcomes are what a condition may come to, besides being undecided.
type outcomes struct{ hold, fail bool }

// may returns what a condition may come to. What an answer that is given leaves undecided
// stays so.
func (r *relevance) may(f *rule.Formula, known flow.Answers) outcomes {
	switch f.Op {
	case rule.Fixed:
		return outcomes{f.Value == flow.True, f.Value == flow.False}
	case rule.Not:
		kid := r.may(f.Kids[0], known)
		return outcomes{kid.fail, kid.hold}
	case rule.About:
		a, given := known[f.Question.ID]
		if _, derived := r.derived[f.Question]; derived {
			given = false
		}
		truth := f.Holds(a)
		open := truth == flow.Undecided && !given
		return outcomes{truth == flow.True || open, truth == flow.False || open}
	}
	all, any := outcomes{true, false}, outcomes{false, true} // of all kids, and of any
	var kids []outcomes
	for _, kid := range f.Kids {
		k := r.may(kid, known)
		kids = append(kids, k)
		all = outcomes{all.hold && k.hold, all.fail || k.fail}
		any = outcomes{any.hold || k.hold, any.fail && k.fail}
	}
	switch f.Op {
	case rule.All:
		return all
	case rule.Any:
		return any
	}
	when, then, otherwise := kids[0], kids[1], kids[2]
	return outcomes{
		hold: when.hold && then.hold || when.fail && otherwise.hold || then.hold && otherwise.hold,
		fail: (when.fail || then.fail) && (when.hold || otherwise.fail) && (then.fail || otherwise.fail),
	}
}

// verdicts returns which verdicts on a role are possible and, where there are several,
// the conditions on which it hangs which one it is.
func (r *relevance) verdicts(role int) (can [rule.Hire + 1]bool, open []*rule.Condition) {
	out, in, held := flow.False, flow.False, flow.False
	score := bounds{}
	for i, of := range r.set.Rules {
		if truth := r.truths[i]; of.Touches[role] && truth != flow.False {
			switch of.Effect {
			case rule.RuleOut:
				out = max(out, truth)
			case rule.Require:
				in = max(in, truth)
			default:
				score.add(truth, of.Points[role])
			}
			if truth == flow.Undecided {
				open = append(open, of.When)
			}
		}
	}
	if when := r.set.Roles[role].Held; when != nil {
		if held = r.outcome(when, r.sure); held == flow.Undecided {
			open = append(open, when)
		}
	}
	limits := r.set.Roles[role].Thresholds
	needed := out != flow.True && (in != flow.False || score.most >= limits.Hire)
	can[rule.Hire], can[rule.Keep] = needed && held != flow.True, needed && held != flow.False
	if in != flow.True && out != flow.True {
		can[rule.Later] = max(score.least, limits.Later) <= min(score.most, limits.Hire-1)
		can[rule.No] = score.least < min(limits.Later, limits.Hire)
	}
	can[rule.No] = can[rule.No] || out != flow.False
	if single(can) {
		open = nil
	}
	return can, open
}

// bounds are those of a sum.
type bounds struct{ least, most int }

// add adds points that may count, or do.
func (b *bounds) add(counts flow.Truth, points int) {
	switch counts {
	case flow.True:
		b.least, b.most = b.least+points, b.most+points
	case flow.Undecided:
		b.least, b.most = b.least+min(points, 0), b.most+max(points, 0)
	}
}

func single(can [rule.Hire + 1]bool) bool {
	n := 0
	for _, possible := range can {
		if possible {
			n++
		}
	}
	return n == 1
}

// order finds on what the order of two roles hangs that are needed alike, unless a row
// puts one of them first.
func (r *relevance) order(first func(role int) bool) {
	for a := range r.set.Roles {
		for b := range a {
			alike := r.can[a][rule.Keep] && r.can[b][rule.Keep] || r.can[a][rule.Hire] && r.can[b][rule.Hire]
			if alike && !first(a) && !first(b) {
				r.need(r.sure, r.lead(b, a))
			}
		}
	}
}

// lead returns the conditions on which it hangs whether the first of two roles has at
// least the score of the other.
func (r *relevance) lead(a, b int) []*rule.Condition {
	lead := bounds{}
	var open []*rule.Condition
	for i, of := range r.set.Rules {
		if of.Effect != rule.Points || of.Points[a] == of.Points[b] {
			continue
		}
		lead.add(r.truths[i], of.Points[a]-of.Points[b])
		if r.truths[i] == flow.Undecided {
			open = append(open, of.When)
		}
	}
	if lead.least >= 0 || lead.most < 0 {
		return nil
	}
	return open
}

// need notes the questions on which conditions hang, and those that decide whether these
// are asked.
func (r *relevance) need(answers flow.Answers, conditions []*rule.Condition) {
	named, guarding := r.needs(answers, conditions)
	merge(r.matters, named)
	merge(r.matters, guarding)
}

// needs returns the questions, by id, that undecided conditions name, and those that
// decide whether these, or such as they, are asked.
func (r *relevance) needs(answers flow.Answers, conditions []*rule.Condition) (named, guarding map[string]bool) {
	named, guarding = map[string]bool{}, map[string]bool{}
	for _, c := range conditions {
		for _, id := range c.Needs(answers) {
			named[id] = true
		}
	}
	for _, q := range slices.Backward(r.flow.Questions) { // guards name earlier questions
		if q.When == nil || !named[q.ID] && !guarding[q.ID] || q.When.Eval(r.sure) != flow.Undecided {
			continue
		}
		for _, id := range q.When.(*rule.Condition).Needs(r.sure) {
			guarding[id] = true
		}
	}
	return named, guarding
}
