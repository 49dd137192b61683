package space

import (
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// condition returns the diagram of a condition over the flow of the Space. It knows
// nothing of the flow: all values of all layers are possible to it.
func (s *Space) condition(c *rule.Condition) node { return s.conditionIn(&s.view, c) }

// conditionIn returns the diagram of a condition as it reads the answers in a view.
func (s *Space) conditionIn(v *view, c *rule.Condition) node {
	if c == nil {
		return isFalse
	}
	return s.formula(v, c.Formula())
}

func (s *Space) formula(v *view, f *rule.Formula) node {
	kids := make([]node, len(f.Kids))
	if f.Op != rule.About {
		for i, kid := range f.Kids {
			kids[i] = s.formula(v, kid)
		}
	}
	joined := terminal(f.Value)
	switch f.Op {
	case rule.About:
		return s.about(v, f)
	case rule.Not:
		return s.store.not(kids[0])
	case rule.If:
		return s.store.choose(kids[0], kids[1], kids[2])
	case rule.All:
		joined = isTrue
		for _, kid := range kids {
			joined = s.store.and(joined, kid)
		}
	case rule.Any:
		joined = isFalse
		for _, kid := range kids {
			joined = s.store.or(joined, kid)
		}
	}
	return joined
}

func terminal(t flow.Truth) node { return isUndecided + node(t) }

func truth(holds bool) node {
	if holds {
		return isTrue
	}
	return isFalse
}

// about returns the diagram of a part of a condition that mentions one question.
func (s *Space) about(v *view, f *rule.Formula) node {
	at, seen := v.layerOf[f.Question.ID]
	if !seen {
		return terminal(f.Value)
	}
	n := s.aboutLayers(f, at)
	if asked, masked := v.asked[f.Question.ID]; masked {
		n = s.store.choose(asked, n, terminal(f.Value))
	}
	return n
}

// aboutLayers returns the diagram of a part that reads the layers from one on.
func (s *Space) aboutLayers(f *rule.Formula, at int) node {
	l := &s.layers[at]
	list := []int32{int32(at)}
	switch l.kind {
	case known:
		return s.store.make(append(list, s.aboutPicks(f, at), terminal(f.Value)))
	case verdict:
		for v := range l.values() {
			list = append(list, terminal(f.Holds(aboutVerdict(f.Question, rule.Verdict(v)))))
		}
	default:
		q := s.flow.Questions[l.question]
		for v := range l.values() {
			list = append(list, terminal(f.Holds(reading(f.Question, q, answer(q, s.layers[at:at+1], []int{v})))))
		}
	}
	return s.store.make(list)
}

// aboutVerdict returns a verdict as an answer to needed.<role> or verdict.<role>.
func aboutVerdict(q *flow.Question, v rule.Verdict) flow.Answer {
	if q.Type == flow.Choice {
		return q.OneOf(int(v))
	}
	if v.Needed() {
		return q.OneOf(1)
	}
	return q.OneOf(0)
}

// A picking is how the options of a question whose picks are known are read: the layers
// after the one at an index are theirs, and option says which each is to the reader, or -1.
type picking struct {
	*Space
	at     int
	option func(option int) int
}

// aboutPicks returns the diagram of a part of a condition for picks that are known. More
// picks than its own question allows are not known to it.
func (s *Space) aboutPicks(f *rule.Formula, at int) node {
	q := s.flow.Questions[s.layers[at].question]
	p := picking{s, at, func(option int) int { return f.Question.OptionIndex(q.Options[option].ID) }}
	n := p.formula(f.Kids[0])
	if limit := f.Question.MaxPicks; limit < q.MaxPicks {
		n = s.store.choose(p.counted(func(picks int) bool { return picks <= limit }), n, terminal(f.Value))
	}
	return n
}

func (p *picking) formula(f *rule.Formula) node {
	switch f.Op {
	case rule.Counted:
		return p.counted(f.HoldsFor)
	case rule.Not:
		return p.store.not(p.formula(f.Kids[0]))
	case rule.Picked:
		any := isFalse
		for i := p.at + 1; p.layers[i].kind == bit; i++ {
			if o := p.option(p.layers[i].option); o >= 0 && f.Options>>o&1 == 1 {
				any = p.store.or(any, p.store.make([]int32{int32(i), isFalse, isTrue}))
			}
		}
		return any
	}
	joined := truth(f.Op == rule.All)
	for _, kid := range f.Kids {
		if f.Op == rule.All {
			joined = p.store.and(joined, p.formula(kid))
		} else {
			joined = p.store.or(joined, p.formula(kid))
		}
	}
	return joined
}

// counted returns the diagram of a test of the number of picks.
func (p *picking) counted(holds func(picks int) bool) node {
	return p.countedFrom(holds, p.at+1, 0, map[[2]int]node{})
}

// countedFrom returns the diagram from a layer on where some have been counted. Numbers
// above the limit come up, though no answer has them.
func (p *picking) countedFrom(holds func(picks int) bool, at, picks int, done map[[2]int]node) node {
	l := &p.layers[at]
	if l.kind != bit && l.kind != rest {
		return truth(holds(picks))
	}
	if found, ok := done[[2]int{at, picks}]; ok {
		return found
	}
	counts := 1 // for each
	if l.kind == bit && p.option(l.option) < 0 {
		counts = 0
	}
	list := []int32{int32(at)}
	for v := range l.values() {
		list = append(list, p.countedFrom(holds, at+1, picks+counts*v, done))
	}
	done[[2]int{at, picks}] = p.store.make(list)
	return done[[2]int{at, picks}]
}
