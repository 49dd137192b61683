package rule

import (
	"math/bits"
	"slices"

	"chiefly/engine/flow"
)

// A Verdict is what to do about a role.
type Verdict uint8

// The verdicts. A role is needed when its verdict is Keep or Hire.
const (
	No    Verdict = iota // not needed
	Later                // to be planned for
	Keep                 // needed, and held already
	Hire                 // needed, and to be filled
)

// String returns no, later, keep or hire.
func (v Verdict) String() string { return verdictIDs[v] }

// Needed reports whether the role is needed.
func (v Verdict) Needed() bool { return v >= Keep }

// A Result is what a rule set makes of a set of answers. The zero Result is
// ready to be filled by Evaluate; used again, it keeps its memory.
type Result struct {
	Fired     []int32      // the rules that fire, by index, in the order of the file
	Undecided []int32      // the rules that are neither true nor false
	Roles     []RoleResult // by role index
	// Sequence is the needed roles by index, the most urgent first.
	Sequence []int
	// Combined is the groups of needed roles, by index, that one person fills:
	// pairs, and pairs that share a role taken together.
	Combined [][]int
	// Rows is the arrangement rows that decided something, in file order.
	Rows []*Arrangement
	// Open is the arrangement rows, notes aside, that are undecided and would
	// decide something if they held.
	Open []*Arrangement

	possible, definite []uint64 // of a matrix
	rows               []uint32 // of the arrangement rows' matrix
	sums               []int64
	taken              []bool   // topics decided
	groups             []uint64 // of roles that one person fills
}

// A RoleResult is what a rule set makes of one role.
type RoleResult struct {
	Score    int // the sum of the points of the rules that fire
	Verdict  Verdict
	Mode     Mode         // NoMode unless needed
	ModeRow  *Arrangement // the row that decided the mode; nil where none did
	RuledOut bool
	Required bool
	// Held tells whether somebody is in the role, needed or not. While it is
	// Undecided, a role that is needed is to be hired for.
	Held flow.Truth
}

// Evaluate applies the rules and arrangements to answers, and fills dst. A needed
// role for which no arrangement row gives a mode is full-time. It allocates
// nothing once dst has been used.
func (s *Set) Evaluate(dst *Result, e *Encoded) {
	p := s.program
	possible, definite := dst.match(p.rules, e.rules.known, &e.rules)
	dst.fire(p, definite, len(s.Rules))
	dst.Undecided = dst.Undecided[:0]
	if !e.rules.isExact() {
		dst.leave(possible, definite, len(s.Rules))
	}
	dst.judge(s, possible, definite)
	dst.arrange(s, e)
}

// match finds the conditions of a matrix that are possible and definite.
func (r *Result) match(m *matrix, rows []uint32, p *location) (possible, definite []uint64) {
	r.possible = slices.Grow(r.possible[:0], m.words)[:m.words]
	r.definite = slices.Grow(r.definite[:0], m.words)[:m.words]
	m.match(rows, p, r.possible, r.definite)
	if p.isExact() {
		return r.possible, r.possible
	}
	return r.possible, r.definite
}

// fire lists the rules that fire and adds up their points.
func (r *Result) fire(p *program, definite []uint64, rules int) {
	fired := slices.Grow(r.Fired[:0], rules)[:rules]
	n, sum := 0, int64(0)
	points, single := p.points.byRule, p.points.words == 1
	for w := range (rules + 63) / 64 {
		for x := definite[w] & below(rules-w*64); x != 0; x &= x - 1 {
			id := w*64 + bits.TrailingZeros64(x)
			fired[n] = int32(id)
			n++
			if single {
				sum += points[id]
			}
		}
	}
	r.Fired = fired[:n]
	r.sums = append(r.sums[:0], sum)
	if !single {
		r.add(&p.points)
	}
}

// add adds up points of more roles than fit into a word.
func (r *Result) add(w *weights) {
	r.sums = slices.Grow(r.sums[:0], w.words)[:w.words]
	clear(r.sums)
	for _, id := range r.Fired {
		for i, points := range w.byRule[int(id)*w.words:][:w.words] {
			r.sums[i] += points
		}
	}
}

// leave lists the rules that are possible and not definite.
func (r *Result) leave(possible, definite []uint64, rules int) {
	for w := range (rules + 63) / 64 {
		for x := possible[w] &^ definite[w] & below(rules-w*64); x != 0; x &= x - 1 {
			r.Undecided = append(r.Undecided, int32(w*64+bits.TrailingZeros64(x)))
		}
	}
}

// below returns a word whose lowest n bits are set.
func below(n int) uint64 {
	if n >= 64 {
		return ^uint64(0)
	}
	return 1<<n - 1
}

// judge finds the score of and the verdict on each role.
func (r *Result) judge(s *Set, possible, definite []uint64) {
	p := s.program
	r.Roles = slices.Grow(r.Roles[:0], len(s.Roles))[:len(s.Roles)]
	for i := range r.Roles {
		word := &r.sums[i/p.points.lanes]
		role := RoleResult{Held: flow.False}
		role.Score, *word = p.points.unpack(*word)
		switch bit := len(s.Rules) + i; {
		case definite[bit/64]>>(bit%64)&1 == 1:
			role.Held = flow.True
		case possible[bit/64]>>(bit%64)&1 == 1:
			role.Held = flow.Undecided
		}
		r.Roles[i] = role
	}
	for _, d := range p.deciding {
		if definite[d.word]&d.rules != 0 {
			r.Roles[d.role].Required = r.Roles[d.role].Required || d.effect == Require
			r.Roles[d.role].RuledOut = r.Roles[d.role].RuledOut || d.effect == RuleOut
		}
	}
	for i := range r.Roles {
		r.Roles[i].Verdict = r.Roles[i].verdict(s.Roles[i].Thresholds)
	}
}

// Recommendation returns the id of the role to hire, "several" or "none". Only
// the verdict Hire counts.
func (s *Set) Recommendation(r *Result) string {
	hired := -1
	for i := range r.Roles {
		switch {
		case r.Roles[i].Verdict != Hire:
		case hired >= 0:
			return "several"
		default:
			hired = i
		}
	}
	if hired < 0 {
		return "none"
	}
	return s.Roles[hired].ID
}

// Needs returns the ids of the questions whose answers would decide the rows that
// are open, in alphabetical order. Visible is the answers that were encoded, as
// the flow sees them.
func (s *Set) Needs(r *Result, visible flow.Answers) []string {
	facts := s.facts(r, visible)
	var ids []string
	for _, row := range r.Open {
		ids = append(ids, row.When.Needs(facts)...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (r *RoleResult) verdict(t Thresholds) Verdict {
	switch {
	case r.RuledOut:
		return No
	case r.Required || r.Score >= t.Hire:
		if r.Held == flow.True {
			return Keep
		}
		return Hire
	case r.Score >= t.Later:
		return Later
	}
	return No
}
