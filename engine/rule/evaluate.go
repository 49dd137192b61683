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
// ready to be filled by Evaluate; used again, it keeps its memory, and what its
// slices held is gone.
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
	of *program // that it has been made for
	matched
	fired, undecided []int32
	needed           uint64   // roles
	taken            []bool   // topics decided
	groups           []uint64 // of roles that one person fills
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
	p.matrix.match(&dst.scratch.matched, &e.at)
	possible, definite := p.matrix.settle(&dst.scratch.matched, p.rules)
	dst.Fired = list(dst.scratch.fired, definite, nil, len(s.Rules))
	dst.Undecided = nil
	if !e.at.exact {
		dst.Undecided = list(dst.scratch.undecided, possible, definite, len(s.Rules))
	}
	dst.judge(p, possible, definite)
	dst.arrange(s)
}

// prepare makes room for all that a set can come to.
func (r *Result) prepare(s *Set) {
	p := s.program
	r.scratch = scratch{of: p, matched: matched{memory: make([]uint64, 2*p.matrix.words)},
		fired: make([]int32, len(s.Rules)+atOnce), undecided: make([]int32, len(s.Rules)+atOnce),
		taken: make([]bool, p.several), groups: make([]uint64, 0, len(s.Roles))}
	r.Roles = make([]RoleResult, len(s.Roles))
	r.Sequence = make([]int, 0, len(s.Roles))
}

// atOnce is how many bits are listed in one step. Steps of several have an end
// that the processor can foresee. They are written out, since the compiler leaves
// loops as they are.
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

// below returns a word whose lowest n bits are set: none for a negative n.
func below(n int) uint64 {
	switch {
	case n >= 64:
		return ^uint64(0)
	case n <= 0:
		return 0
	}
	return 1<<n - 1
}

// judge finds the score of and the verdict on each role. Scores are as good as
// random to a processor that wants to know the way before it knows the score, so
// that there are no branches on them.
func (r *Result) judge(p *program, possible, definite []uint64) {
	var required, ruledOut, needed uint64
	for _, d := range p.deciding {
		if definite[d.word]&d.rules != 0 {
			required |= d.require
			ruledOut |= d.ruleOut
		}
	}
	heldPossible, held := from(possible, p.held), from(definite, p.held)
	roles := r.Roles[:len(p.thresholds)]
	fired := definite[:(p.held+63)/64]
	lane, word, sum := 0, 0, p.points.add(0, fired)
	for i, t := range p.thresholds { // a bit a role is taken off all the words
		if lane == p.points.lanes {
			lane, word = 0, word+1
			sum = p.points.add(word, fired)
		}
		lane++
		role := &roles[i]
		role.Score, sum = p.points.unpack(sum)
		role.Required, role.RuledOut = required&1 == 1, ruledOut&1 == 1
		role.Held = flow.Truth(heldPossible&1+held&1) - 1
		if role.ModeRow != nil {
			role.ModeRow = nil
		}
		role.Verdict = verdicts[ruledOut&1<<3|(required&1|bit(role.Score >= t.Hire))<<2|held&1<<1|bit(role.Score >= t.Later)]
		role.Mode = FullTime * Mode(role.Verdict>>1) // for now
		needed = needed>>1 | uint64(role.Verdict)>>1<<63
		required, ruledOut, heldPossible, held = required>>1, ruledOut>>1, heldPossible>>1, held>>1
	}
	r.scratch.needed = needed >> ((64 - len(roles)) & 63)
}

// from returns up to 64 bits from one on.
func from(set []uint64, bit int) uint64 {
	word, shift := bit/64, uint(bit%64)
	if word >= len(set) {
		return 0
	}
	found := set[word] >> shift
	if shift > 0 && word+1 < len(set) {
		found |= set[word+1] << (64 - shift)
	}
	return found
}

// verdicts are the verdicts by what decides them: the role is ruled out (8), it
// is required or scores enough (4), it is held (2), it scores enough for later (1).
// No is 0 and Later 1; the two that mean "needed" are 2 and 3.
var verdicts = [16]Verdict{0b0000: No, 0b0001: Later, 0b0010: No, 0b0011: Later, 0b0100: Hire, 0b0101: Hire, 0b0110: Keep, 0b0111: Keep}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// Hired returns the first role whose verdict is Hire, by index, and how many such
// roles there are.
func (r *Result) Hired() (first, roles int) {
	for i := len(r.Roles) - 1; i >= 0; i-- {
		if r.Roles[i].Verdict == Hire {
			first = i
			roles++
		}
	}
	return first, roles
}

// Recommendation returns the id of the role to hire, "several" or "none". Only
// the verdict Hire counts.
func (s *Set) Recommendation(r *Result) string {
	switch first, roles := r.Hired(); roles {
	case 0:
		return "none"
	case 1:
		return s.Roles[first].ID
	}
	return "several"
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
