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

	scratch scratch
}

// A scratch is the memory of a Result between its uses.
type scratch struct {
	of                 *program // that it has been made for
	possible, definite []uint64 // of a matrix
	fired, undecided   []int32
	sums               []int64  // of points
	rows               []uint32 // of the matrix of arrangement rows
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
	if dst.scratch.of != p {
		dst.prepare(s)
	}
	possible, definite := dst.match(p.rules, e.rules.known, &e.rules)
	dst.Fired = list(dst.scratch.fired, definite, nil, len(s.Rules))
	dst.Undecided = nil
	if !e.rules.isExact() {
		dst.Undecided = list(dst.scratch.undecided, possible, definite, len(s.Rules))
	}
	p.points.add(dst.scratch.sums, dst.Fired)
	dst.judge(s, possible, definite)
	dst.arrange(s, e)
}

// prepare makes room for all that a set can come to.
func (r *Result) prepare(s *Set) {
	p := s.program
	words := max(p.rules.words, p.rows.words)
	r.scratch = scratch{of: p, possible: make([]uint64, words), definite: make([]uint64, words),
		fired: make([]int32, len(s.Rules)+atOnce), undecided: make([]int32, len(s.Rules)+atOnce), sums: make([]int64, p.points.words),
		rows: make([]uint32, len(p.rows.axes)+len(p.rows.roles)), taken: make([]bool, p.several), groups: make([]uint64, 0, len(s.Roles))}
	r.Roles = make([]RoleResult, len(s.Roles))
	r.Sequence = make([]int, 0, len(s.Roles))
}

// match finds the conditions of a matrix that are possible and definite.
func (r *Result) match(m *matrix, rows []uint32, at *location) (possible, definite []uint64) {
	possible, definite = r.scratch.possible[:m.words], r.scratch.definite[:m.words]
	m.match(rows, at, possible, definite)
	if at.isExact() {
		return possible, possible
	}
	return possible, definite
}

// atOnce is how many bits are listed in one step. Steps of several have an end
// that the processor can foresee.
const atOnce = 8

// list lists the first n bits that are set, and are not set in less. dst has room
// for atOnce more.
func list(dst []int32, set, less []uint64, n int) []int32 {
	listed := 0
	for base := 0; base < n; base += 64 {
		x := set[base/64] & below(n-base)
		if less != nil {
			x &^= less[base/64]
		}
		end := listed + bits.OnesCount64(x)
		for x != 0 { // past the last bit, steps write what is overwritten later
			step := dst[listed:][:atOnce:atOnce]
			step[0] = int32(base + bits.TrailingZeros64(x))
			x &= x - 1
			step[1] = int32(base + bits.TrailingZeros64(x))
			x &= x - 1
			step[2] = int32(base + bits.TrailingZeros64(x))
			x &= x - 1
			step[3] = int32(base + bits.TrailingZeros64(x))
			x &= x - 1
			step[4] = int32(base + bits.TrailingZeros64(x))
			x &= x - 1
			step[5] = int32(base + bits.TrailingZeros64(x))
			x &= x - 1
			step[6] = int32(base + bits.TrailingZeros64(x))
			x &= x - 1
			step[7] = int32(base + bits.TrailingZeros64(x))
			x &= x - 1
			listed += atOnce
		}
		listed = end
	}
	return dst[:listed]
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
	i := 0
	for _, sum := range r.scratch.sums {
		for range min(p.points.lanes, len(s.Roles)-i) {
			role := &r.Roles[i]
			role.Score, sum = p.points.unpack(sum)
			role.Held = truthAt(len(s.Rules)+i, possible, definite)
			role.Required, role.RuledOut = false, false
			role.Mode, role.ModeRow = NoMode, nil
			i++
		}
	}
	for _, d := range p.deciding {
		if definite[d.word]&d.rules != 0 {
			role := &r.Roles[d.role]
			role.Required = role.Required || d.effect == Require
			role.RuledOut = role.RuledOut || d.effect == RuleOut
		}
	}
	for i := range r.Roles {
		r.Roles[i].Verdict = r.Roles[i].verdict(s.Roles[i].Thresholds)
	}
}

// truthAt returns the truth of one condition of a matrix.
func truthAt(bit int, possible, definite []uint64) flow.Truth {
	word, mask := bit/64, uint64(1)<<(bit%64)
	switch {
	case definite[word]&mask != 0:
		return flow.True
	case possible[word]&mask != 0:
		return flow.Undecided
	}
	return flow.False
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
