package rule

import (
	"math/bits"
	"slices"

	"chiefly/engine/flow"
)

// A matrix decides many conditions at once. Each clause of each condition has a
// bit; each cell of each axis has a row of bits, those of the clauses that the
// cell does not contradict. The rows of the cells that the answers are in, and-ed
// together, leave the bits of the clauses that hold.
//
// What is not known comes out of the same pass. A row of a blank answer has the
// bits of the clauses that do not look at the axis. Without those rows, the result
// is the clauses that are possible; with them, those that are definite.
//
// Conditions come in sections, since some can be decided only when what others
// come to is known.
type matrix struct {
	words    int
	axes     []matrixAxis // by the index of the axis
	table    []uint64     // rows
	start    []uint64     // the bits of all clauses
	sections []section
}

// A section is the words of some conditions. Condition i has bit i for its first
// clause. Further clauses have the bits after those of all conditions, and are
// or-ed in at the end.
type section struct {
	from, to int      // words
	extra    int      // the first bit of further clauses: how many conditions there are
	owner    []uint32 // the condition of each bit from there on
	flip     []uint64 // the conditions that hold where none of their clauses does
}

// A matrixAxis is the rows of an axis.
type matrixAxis struct {
	base  uint32 // where the rows begin in the table, cell by cell
	blank uint32 // where the row for a blank answer is, after them
	// apart has, where some clause has several literals on the axis, tables of
	// their own for the first literals, the second ones, and so on. They are for
	// answers of which several cells are possible: two literals can be possible
	// each without being so together.
	apart [][]uint64
}

// maxTable bounds the words of a table.
const maxTable = 4 << 20

// newMatrix makes the matrix of sections of conditions, given as choices of
// clauses. It reports whether they fit.
func newMatrix(a *axes, sections ...[]cases) (*matrix, bool) {
	m := &matrix{}
	var all []clause // by bit; nil for none
	for _, conditions := range sections {
		made, clauses := newSection(conditions)
		made.from = len(all) / 64
		all = append(all, clauses...)
		all = append(all, make([]clause, -len(all)&63)...)
		made.to = len(all) / 64
		m.sections = append(m.sections, made)
	}
	if m.words = len(all) / 64; m.words%4 == 3 {
		m.words++ // four words are and-ed faster than three
	}
	m.start = make([]uint64, m.words)
	for bit, c := range all {
		if c != nil {
			set(m.start, bit)
		}
	}
	return m, m.fill(a, all)
}

// newSection returns a section and its clauses by bit.
func newSection(conditions []cases) (section, []clause) {
	s := section{extra: len(conditions), flip: make([]uint64, (len(conditions)+63)/64)}
	clauses := make([]clause, len(conditions))
	for i, c := range conditions {
		if len(c.clauses) > 0 {
			clauses[i] = c.clauses[0]
		}
		if c.negated {
			set(s.flip, i)
		}
	}
	for i, written := range conditions {
		for _, c := range written.clauses[min(1, len(written.clauses)):] {
			clauses = append(clauses, c)
			s.owner = append(s.owner, uint32(i))
		}
	}
	return s, clauses
}

// A mention is a literal of a clause on some axis.
type mention struct {
	literal *literal
	bit     int
	nth     int // which literal of the clause on that axis it is
}

// fill makes the rows.
func (m *matrix) fill(a *axes, all []clause) bool {
	mentions := make([][]mention, len(a.all))
	for bit, c := range all {
		for _, l := range c {
			i := a.axisOf(l)
			nth := 0
			if seen := mentions[i]; len(seen) > 0 && seen[len(seen)-1].bit == bit {
				nth = seen[len(seen)-1].nth + 1
			}
			mentions[i] = append(mentions[i], mention{l, bit, nth})
		}
	}
	left := maxTable
	for i, on := range mentions {
		tables := 1 + depth(on)
		if left -= tables * (a.all[i].cells + 1) * m.words; left < 0 || a.all[i].cells >= int(rough) {
			return false
		}
		m.addAxis(a.all[i], on)
	}
	return true
}

// depth returns how many literals of one clause are on the same axis at most.
func depth(on []mention) int {
	deepest := 0
	for _, o := range on {
		deepest = max(deepest, o.nth+1)
	}
	return deepest
}

// addAxis adds the rows of the next axis.
func (m *matrix) addAxis(a *axis, on []mention) {
	added := matrixAxis{base: uint32(len(m.table)), blank: uint32(len(m.table) + a.cells*m.words)}
	m.table = append(m.table, m.rows(a, on, func(int) bool { return true })...)
	if literals := depth(on); literals > 1 {
		for nth := range literals {
			added.apart = append(added.apart, m.rows(a, on, func(n int) bool { return n == nth }))
		}
	}
	m.axes = append(m.axes, added)
}

// rows makes a table of the mentions chosen: a row a cell, and one for blank.
func (m *matrix) rows(a *axis, on []mention, chosen func(nth int) bool) []uint64 {
	table := make([]uint64, (a.cells+1)*m.words)
	for i := range table {
		table[i] = ^uint64(0)
	}
	for _, o := range on {
		if !chosen(o.nth) {
			continue
		}
		for cell := range a.cells + 1 {
			if cell == a.cells || !a.holdsIn(o.literal, cell) {
				unset(table[cell*m.words:], o.bit)
			}
		}
	}
	return table
}

func set(row []uint64, bit int)   { row[bit/64] |= 1 << (bit % 64) }
func unset(row []uint64, bit int) { row[bit/64] &^= 1 << (bit % 64) }

// A location is where answers are in a matrix.
type location struct {
	known []uint32 // the rows of exact answers
	// exact tells that there are no other answers. If not, possible and definite
	// have the bits of the clauses that those make so.
	exact              bool
	possible, definite []uint64
	some               []uint64 // for blur to work with
}

// blur adds an answer that is not known exactly. A clause is definite when it is
// so in every possible cell, and possible when each of its literals is so in some.
func (m *matrix) blur(p *location, x *matrixAxis, a *axis, cell uint16, answer flow.Answer) {
	if p.exact {
		p.exact = false
		p.possible, p.definite = append(p.possible[:0], m.start...), append(p.definite[:0], m.start...)
	}
	if cell == blank {
		and(p.definite, m.table[x.blank:])
		return
	}
	merged := m.table[x.base:x.blank]
	first, last := a.around(answer)
	for cell := first; cell <= last; cell++ {
		if a.allows(answer, cell) {
			and(p.definite, merged[cell*m.words:])
		}
	}
	p.some = slices.Grow(p.some[:0], m.words)[:m.words]
	if len(x.apart) == 0 {
		m.anyCell(p.some, merged, a, answer)
		and(p.possible, p.some)
	}
	for _, table := range x.apart {
		m.anyCell(p.some, table, a, answer)
		and(p.possible, p.some)
	}
}

// anyCell sets dst to the rows of the possible cells or-ed together.
func (m *matrix) anyCell(dst, table []uint64, a *axis, answer flow.Answer) {
	clear(dst)
	first, last := a.around(answer)
	for cell := first; cell <= last; cell++ {
		if !a.allows(answer, cell) {
			continue
		}
		for w, bits := range table[cell*m.words:][:len(dst)] {
			dst[w] |= bits
		}
	}
}

func and(dst, row []uint64) {
	row = row[:len(dst)]
	for w := range dst {
		dst[w] &= row[w]
	}
}

// A matched is the clauses that are possible and definite for some answers; once
// they are settled, the conditions.
type matched struct {
	possible, definite []uint64 // the same words where everything is known
	exact              bool
	memory             []uint64
}

// match finds the clauses that hold.
func (m *matrix) match(dst *matched, at *location) {
	dst.possible, dst.definite, dst.exact = dst.memory[:m.words], dst.memory[:m.words], at.exact
	m.and(dst.possible, m.start, at.known)
	if at.exact {
		return
	}
	dst.definite = dst.memory[m.words:]
	for w, possible := range dst.possible {
		dst.definite[w] = possible & at.definite[w]
		dst.possible[w] = possible & at.possible[w]
	}
}

// narrow takes away the clauses of a section that a row does not have.
func (m *matrix) narrow(dst *matched, s *section, row uint32) {
	for w := s.from; w < s.to; w++ {
		dst.possible[w] &= m.table[int(row)+w]
		if !dst.exact {
			dst.definite[w] &= m.table[int(row)+w]
		}
	}
}

// settle makes conditions of the clauses of a section, and returns its words.
func (m *matrix) settle(dst *matched, s *section) (possible, definite []uint64) {
	possible, definite = dst.possible[s.from:s.to], dst.definite[s.from:s.to]
	s.gather(possible)
	if dst.exact {
		for w, flip := range s.flip {
			possible[w] ^= flip
		}
		return possible, possible
	}
	s.gather(definite)
	for w, flip := range s.flip { // what is not definite is possible to fail
		p, d := possible[w], definite[w]
		possible[w], definite[w] = p&^flip|^d&flip, d&^flip|^p&flip
	}
	return possible, definite
}

// and sets dst to the bits of src that all rows have. Several words are kept in
// registers at once.
func (m *matrix) and(dst, src []uint64, rows []uint32) {
	dst, src = dst[:m.words], src[:m.words]
	w := 0
	for ; w+4 <= len(dst); w += 4 {
		s, d := src[w:][:4:4], dst[w:][:4:4]
		b0, b1, b2, b3 := s[0], s[1], s[2], s[3]
		for _, row := range rows {
			r := m.table[int(row)+w:][:4:4]
			b0, b1, b2, b3 = b0&r[0], b1&r[1], b2&r[2], b3&r[3]
		}
		d[0], d[1], d[2], d[3] = b0, b1, b2, b3
	}
	if w+2 <= len(dst) {
		b0, b1 := src[w], src[w+1]
		for _, row := range rows {
			r := m.table[int(row)+w:][:2:2]
			b0, b1 = b0&r[0], b1&r[1]
		}
		dst[w], dst[w+1] = b0, b1
		w += 2
	}
	if w < len(dst) {
		dst[w] = m.column(src[w], rows, w)
	}
}

// column and-s one word of rows, several rows in one step.
func (m *matrix) column(bits uint64, rows []uint32, w int) uint64 {
	table := m.table[w:]
	for ; len(rows) >= 4; rows = rows[4:] {
		bits &= table[rows[0]] & table[rows[1]] & table[rows[2]] & table[rows[3]]
	}
	for _, row := range rows {
		bits &= table[row]
	}
	return bits
}

// gather gives each condition the bit of any further clause that holds.
func (s *section) gather(held []uint64) {
	for w := s.extra / 64; w < len(held); w++ {
		for x := held[w] &^ below(s.extra-w*64); x != 0; x &= x - 1 {
			owner := s.owner[w*64+bits.TrailingZeros64(x)-s.extra]
			held[owner/64] |= 1 << (owner % 64)
		}
	}
}
