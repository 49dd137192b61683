package rule

import (
	"cmp"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"chiefly/engine/flow"
)

// arrange applies the arrangement rows.
func (r *Result) arrange(s *Set) {
	r.Rows, r.Open, r.Combined = r.Rows[:0], r.Open[:0], r.Combined[:0]
	first := -1
	if len(s.Arrangements) > 0 {
		first = r.applyRows(s)
		r.combineModes()
	}
	r.order(first)
}

// applyRows applies the rows that hold and decide something, and returns the role
// that one puts first, or -1.
func (r *Result) applyRows(s *Set) int {
	p, first := s.program, -1
	clear(r.scratch.taken)
	r.scratch.groups = r.scratch.groups[:0]
	m := &r.scratch.matched
	for i, x := range p.matrix.axes[p.questions:] {
		p.matrix.narrow(m, p.rows, x.base+uint32(r.Roles[i].Verdict)*uint32(p.matrix.words))
	}
	possible, definite := p.matrix.settle(m, p.rows)
	for w := range (len(s.Arrangements) + 63) / 64 {
		for x := possible[w] & below(len(s.Arrangements)-w*64); x != 0; x &= x - 1 {
			bit := bits.TrailingZeros64(x)
			row, topic := s.Arrangements[w*64+bit], &r.scratch.taken[p.topics[w*64+bit]]
			switch {
			case !r.decides(row, *topic):
			case definite[w]>>bit&1 == 1:
				r.Rows = append(r.Rows, row)
				*topic = r.apply(row)
				if row.Kind == First {
					first = row.Roles[0]
				}
			case row.Kind != NoteOnTopic:
				r.Open = append(r.Open, row)
			}
		}
	}
	return first
}

// order puts the needed roles into their sequence: the one that a row puts first,
// then those to be hired before those that are kept, then by score.
func (r *Result) order(first int) {
	r.Sequence = r.Sequence[:0]
	for left := r.scratch.needed; left != 0; left &= left - 1 {
		role := bits.TrailingZeros64(left)
		r.Sequence = append(r.Sequence, role)
		for at := len(r.Sequence) - 1; at > 0 && r.before(role, r.Sequence[at-1], first); at-- {
			r.Sequence[at-1], r.Sequence[at] = r.Sequence[at], r.Sequence[at-1]
		}
	}
}

// before reports whether a role comes before another one. Roles that are alike
// stay in their order.
func (r *Result) before(x, y, first int) bool {
	if x == first || y == first {
		return x == first
	}
	return cmp.Or(cmp.Compare(r.Roles[y].Verdict, r.Roles[x].Verdict), cmp.Compare(r.Roles[y].Score, r.Roles[x].Score)) < 0
}

// combineModes lists the roles that one person fills and gives them the same mode.
// Where the rows say different ones, the person is there full-time for one role
// already.
func (r *Result) combineModes() {
	r.Combined = slices.Grow(r.Combined, len(r.scratch.groups))[:len(r.scratch.groups)]
	for i, group := range r.scratch.groups {
		r.Combined[i] = r.Combined[i][:0]
		fuller := bits.TrailingZeros64(group)
		for left := group; left != 0; left &= left - 1 {
			role := bits.TrailingZeros64(left)
			r.Combined[i] = append(r.Combined[i], role)
			if r.Roles[role].Mode == FullTime {
				fuller = role
			}
		}
		for _, role := range r.Combined[i] {
			r.Roles[role].Mode, r.Roles[role].ModeRow = r.Roles[fuller].Mode, r.Roles[fuller].ModeRow
		}
	}
}

// facts are the answers and, for each role, whether it is needed and what its
// verdict is.
func (s *Set) facts(r *Result, visible flow.Answers) flow.Answers {
	facts := make(flow.Answers, len(visible)+2*len(s.Roles))
	maps.Copy(facts, visible)
	for i, role := range s.Roles {
		needed, verdict := s.derived["needed."+role.ID], s.derived["verdict."+role.ID]
		yes := 0
		if r.Roles[i].Verdict.Needed() {
			yes = 1
		}
		facts[needed.ID] = needed.OneOf(yes)
		facts[verdict.ID] = verdict.OneOf(int(r.Roles[i].Verdict))
	}
	return facts
}

func (r *Result) needed(role int) bool { return r.scratch.needed>>role&1 == 1 }

// topic is what a row decides, but for modes, which are decided role by role.
func (row *Arrangement) topic() string {
	switch row.Kind {
	case SetMode:
		return "mode"
	case Combine, Separate:
		return fmt.Sprintf("pair %d %d", row.Roles[0], row.Roles[1])
	case First:
		return "first"
	case InsteadOf:
		return "instead " + row.Instead.For
	}
	return "note " + row.Topic
}

// decides reports whether a row would decide something if it held: something
// that matters, since the roles are needed, and that no row above has decided.
// taken tells whether one has decided its topic.
func (r *Result) decides(row *Arrangement, taken bool) bool {
	switch {
	case row.Kind == SetMode:
		for role, mode := range row.Modes {
			if mode != NoMode && r.open(role) {
				return true
			}
		}
		return false
	case taken:
		return false
	case row.Kind == First:
		return r.needed(row.Roles[0]) && r.severalNeeded()
	case row.Kind == Combine, row.Kind == Separate:
		return r.needed(row.Roles[0]) && r.needed(row.Roles[1])
	}
	return true
}

// open reports whether a role needs a mode and no row has given it one.
func (r *Result) open(role int) bool {
	return r.needed(role) && r.Roles[role].ModeRow == nil
}

// severalNeeded reports whether more than one role is needed, so that there is an
// order at all.
func (r *Result) severalNeeded() bool { return r.scratch.needed&(r.scratch.needed-1) != 0 }

// apply does what a row says that decides something, and reports whether it
// closes its topic.
func (r *Result) apply(row *Arrangement) bool {
	switch row.Kind {
	case SetMode:
		for role, mode := range row.Modes {
			if mode != NoMode && r.open(role) {
				r.Roles[role].Mode, r.Roles[role].ModeRow = mode, row
			}
		}
		return false
	case Combine:
		r.combine(1<<row.Roles[0] | 1<<row.Roles[1])
	}
	return true
}

// combine gives two roles to one person, and with them the roles that either
// shares a person with already.
func (r *Result) combine(group uint64) {
	apart := r.scratch.groups[:0]
	for _, other := range r.scratch.groups {
		if other&group != 0 {
			group |= other
		} else {
			apart = append(apart, other)
		}
	}
	r.scratch.groups = append(apart, group)
}
