package space

import (
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// condition returns the diagram of a condition. It knows nothing of the flow: all
// values of all layers are possible to it.
func (s *Space) condition(c *rule.Condition) node {
	if c == nil {
		return isFalse
	}
	return s.formula(c.Formula())
}

func (s *Space) formula(f *rule.Formula) node {
	kids := make([]node, len(f.Kids))
	if f.Op != rule.About {
		for i, kid := range f.Kids {
			kids[i] = s.formula(kid)
		}
	}
	joined := terminal(f.Value)
	switch f.Op {
	case rule.About:
		return s.about(f)
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
func (s *Space) about(f *rule.Formula) node {
	at := s.layerOf[f.Question.ID]
	l := &s.layers[at]
	list := []int32{int32(at)}
	switch l.kind {
	case known:
		return s.store.make(append(list, s.picks(f.Kids[0], at), terminal(f.Value)))
	case verdict:
		for v := range l.values() {
			list = append(list, terminal(f.Holds(aboutVerdict(f.Question, rule.Verdict(v)))))
		}
	default:
		for v := range l.values() {
			list = append(list, terminal(f.Holds(answer(f.Question, s.layers[at:at+1], []int{v}))))
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

// picks returns the diagram of a formula about picks that are known. The layers
// after the one at an index are theirs.
func (s *Space) picks(f *rule.Formula, at int) node {
	switch f.Op {
	case rule.Counted:
		return s.counted(f, at+1, 0, map[[2]int]node{})
	case rule.Not:
		return s.store.not(s.picks(f.Kids[0], at))
	case rule.Picked:
		any := isFalse
		for i := at + 1; s.layers[i].kind == bit; i++ {
			if f.Options>>s.layers[i].option&1 == 1 {
				any = s.store.or(any, s.store.make([]int32{int32(i), isFalse, isTrue}))
			}
		}
		return any
	}
	joined := truth(f.Op == rule.All)
	for _, kid := range f.Kids {
		if f.Op == rule.All {
			joined = s.store.and(joined, s.picks(kid, at))
		} else {
			joined = s.store.or(joined, s.picks(kid, at))
		}
	}
	return joined
}

// counted returns the diagram of a test of the number of picks, from a layer on
// where some have been counted. Numbers above the limit come up, though no answer
// has them.
func (s *Space) counted(f *rule.Formula, at, picks int, done map[[2]int]node) node {
	l := &s.layers[at]
	if l.kind != bit && l.kind != rest {
		return truth(f.HoldsFor(picks))
	}
	if found, ok := done[[2]int{at, picks}]; ok {
		return found
	}
	list := []int32{int32(at)}
	for v := range l.values() {
		list = append(list, s.counted(f, at+1, picks+v, done))
	}
	done[[2]int{at, picks}] = s.store.make(list)
	return done[[2]int{at, picks}]
}
