package rule

import (
	"math/bits"
	"slices"

	"chiefly/engine/flow"
)

// A test is what one part of a condition demands of one answer: the values for
// which the part holds. Which field counts depends on the type of the question.
type test struct {
	spans []span                // Integer: where it holds, ascending and apart
	mask  uint64                // Choice, YesNo: the options for which it holds
	picks func(set uint64) bool // Choices: whether it holds for a set of picks
	named uint64                // Choices: the options mentioned
	count bool                  // Choices: whether the number of picks matters
	form  form                  // Choices: how it is made up
	kids  []test                // of allOf and oneOf
}

// A form tells how a test of picks is made up.
type form uint8

const (
	anyOf   form = iota // any of the options mentioned is picked
	noneOf              // none of them is
	counted             // a test of the number of picks
	allOf               // all of some tests
	oneOf               // one of some tests at least
)

// picked returns the test that any of some options is picked, or that none is.
func picked(options uint64, form form) test {
	return test{named: options, form: form, picks: func(set uint64) bool { return (set&options != 0) == (form == anyOf) }}
}

// A span is a closed range of integers.
type span struct{ lo, hi int64 }

// integers returns the test that holds from lo to hi.
func integers(q *flow.Question, lo, hi int64) test {
	lo, hi = max(lo, q.Min), min(hi, q.Max)
	if lo > hi {
		return test{}
	}
	return test{spans: []span{{lo, hi}}}
}

// not returns the test that holds where t does not.
func (t test) not(q *flow.Question) test {
	switch q.Type {
	case flow.Integer:
		return test{spans: complement(t.spans, q.Min, q.Max)}
	case flow.Choices:
		return t.notPicks()
	}
	return test{mask: flow.Unknown.Possible(q) &^ t.mask}
}

// and returns the test that holds where both do.
func (t test) and(q *flow.Question, u test) test {
	switch q.Type {
	case flow.Integer:
		return test{spans: intersect(t.spans, u.spans)}
	case flow.Choices:
		return t.andPicks(u)
	}
	return test{mask: t.mask & u.mask}
}

// or returns the test that holds where either does.
func (t test) or(q *flow.Question, u test) test {
	return t.not(q).and(q, u.not(q)).not(q)
}

func (t test) notPicks() test {
	switch inner := t.picks; t.form {
	case anyOf:
		return picked(t.named, noneOf)
	case noneOf:
		return picked(t.named, anyOf)
	default:
		t.picks = func(set uint64) bool { return !inner(set) }
	}
	if t.form != counted {
		t.form = allOf + oneOf - t.form
		t.kids = slices.Clone(t.kids)
		for i, kid := range t.kids {
			t.kids[i] = kid.notPicks()
		}
	}
	return t
}

func (t test) andPicks(u test) test {
	if t.form == noneOf && u.form == noneOf {
		return picked(t.named|u.named, noneOf)
	}
	a, b := t.picks, u.picks
	return test{named: t.named | u.named, count: t.count || u.count, form: allOf, kids: []test{t, u},
		picks: func(set uint64) bool { return a(set) && b(set) }}
}

func complement(spans []span, lo, hi int64) []span {
	var out []span
	for _, s := range spans {
		if lo < s.lo {
			out = append(out, span{lo, s.lo - 1})
		}
		lo = s.hi + 1
	}
	if lo <= hi {
		out = append(out, span{lo, hi})
	}
	return out
}

func intersect(a, b []span) []span {
	var out []span
	for len(a) > 0 && len(b) > 0 {
		if lo, hi := max(a[0].lo, b[0].lo), min(a[0].hi, b[0].hi); lo <= hi {
			out = append(out, span{lo, hi})
		}
		if a[0].hi < b[0].hi {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return out
}

// eval decides the test for what is known of the answer. whole is its value when
// nothing is known.
func (t *test) eval(q *flow.Question, a flow.Answer, whole flow.Truth) flow.Truth {
	switch q.Type {
	case flow.Integer:
		return t.evalSpans(a.Range(q))
	case flow.Choices:
		set, known := a.Picks()
		if !known {
			return whole
		}
		return truth(t.picks(set))
	}
	possible := a.Possible(q)
	switch possible & t.mask {
	case possible:
		return flow.True
	case 0:
		return flow.False
	}
	return flow.Undecided
}

func (t *test) evalSpans(lo, hi int64) flow.Truth {
	for _, s := range t.spans {
		switch {
		case s.lo <= lo && hi <= s.hi:
			return flow.True
		case s.lo <= hi && lo <= s.hi:
			return flow.Undecided
		}
	}
	return flow.False
}

func truth(holds bool) flow.Truth {
	if holds {
		return flow.True
	}
	return flow.False
}

// maxSets bounds how many sets of picks are tried to find what a part is worth
// when nothing is known.
const maxSets = 1 << 14

// whole returns the value of the test when nothing is known of the answer, and
// whether it could be found within maxSets.
func (t test) whole(q *flow.Question) (flow.Truth, bool) {
	if q.Type != flow.Choices {
		return t.eval(q, flow.Unknown, flow.Undecided), true
	}
	e := enumeration{test: t, most: q.MaxPicks, rest: flow.Unknown.Possible(q) &^ t.named}
	e.from(t.named, 0)
	switch {
	case e.holds && e.fails:
		return flow.Undecided, true
	case e.tried > maxSets:
		return flow.Undecided, false
	}
	return truth(e.holds), true
}

// An enumeration tries every set of the named options. Options that the test
// does not name matter only by their number, so any of them will do.
type enumeration struct {
	test         test
	most         int    // picks allowed
	rest         uint64 // options not named
	tried        int
	holds, fails bool
}

// from tries the sets that extend picked by some of the named options left.
func (e *enumeration) from(named, picked uint64) {
	if e.holds && e.fails || e.tried > maxSets {
		return
	}
	if named == 0 || bits.OnesCount64(picked) == e.most {
		e.try(picked)
		return
	}
	option := named & -named
	e.from(named&^option, picked)
	e.from(named&^option, picked|option)
}

func (e *enumeration) try(picked uint64) {
	for rest := e.rest; ; rest &= rest - 1 {
		e.tried++
		if e.test.picks(picked) {
			e.holds = true
		} else {
			e.fails = true
		}
		if !e.test.count || rest == 0 || bits.OnesCount64(picked) == e.most {
			return
		}
		picked |= rest & -rest
	}
}
