package rule

import (
	"math/bits"

	"chiefly/engine/flow"
)

// A matrix decides many conditions at once. Each clause of each condition has a
// bit; each cell of each axis has a row of bits, those of the clauses that the
// cell does not contradict. The rows of the cells that the answers are in, and-ed
// together, leave the bits of the clauses that hold.
//
// Condition i has bit i for its first clause. Further clauses have bits from the
// word "extra" on and are or-ed in at the end.
//
// What is not known comes out of the same pass. A row of a blank answer has the
// bits of the clauses that do not look at the axis. Without those rows, the result
// is the clauses that are possible; with them, those that are definite.
type matrix struct {
	words int
	axes  []matrixAxis // of questions, those that some clause looks at
	roles []matrixAxis // of the verdicts on roles, likewise
	table []uint64     // rows
	start []uint64     // the bits of all clauses
	flip  []uint64     // the conditions that hold where none of their clauses does
	extra int          // the first word of further clauses
	owner []uint32     // the condition of each bit from there on
}

// A matrixAxis is the rows of an axis.
type matrixAxis struct {
	axis  int
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

// newMatrix makes the matrix of conditions, given as choices of clauses. It
// reports whether they fit.
func newMatrix(a *axes, conditions []cases) (*matrix, bool) {
	m := &matrix{extra: (len(conditions) + 63) / 64}
	m.flip = make([]uint64, m.extra)
	all := make([]clause, m.extra*64) // by bit; nil for none
	for i, c := range conditions {
		if len(c.clauses) > 0 {
			all[i] = c.clauses[0]
		}
		if c.negated {
			set(m.flip, i)
		}
	}
	for i, written := range conditions {
		for _, c := range written.clauses[min(1, len(written.clauses)):] {
			all = append(all, c)
			m.owner = append(m.owner, uint32(i))
		}
	}
	m.words = (len(all) + 63) / 64
	if m.words%4 == 3 {
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
		if len(on) > 0 {
			m.addAxis(i, a.all[i], on)
		}
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

// addAxis adds the rows of one axis.
func (m *matrix) addAxis(index int, a *axis, on []mention) {
	added := matrixAxis{axis: index, base: uint32(len(m.table)), blank: uint32(len(m.table) + a.cells*m.words)}
	m.table = append(m.table, m.rows(a, on, func(int) bool { return true })...)
	if literals := depth(on); literals > 1 {
		for nth := range literals {
			added.apart = append(added.apart, m.rows(a, on, func(n int) bool { return n == nth }))
		}
	}
	if a.isVerdict() {
		m.roles = append(m.roles, added)
	} else {
		m.axes = append(m.axes, added)
	}
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
	blank []uint32 // the rows of answers that are not known
	rough []uint64 // for each answer known in part, what it makes possible, then what definite
}

// isExact reports whether everything that the matrix looks at is known.
func (p *location) isExact() bool { return len(p.blank) == 0 && len(p.rough) == 0 }

// locate finds where answers are. cells are their cells on all axes.
func (m *matrix) locate(p *location, a *axes, cells []uint16, answers flow.Row) {
	p.known, p.blank, p.rough = p.known[:0], p.blank[:0], p.rough[:0]
	for i := range m.axes {
		x := &m.axes[i]
		switch cell := cells[x.axis]; cell {
		default:
			p.known = append(p.known, x.base+uint32(cell)*uint32(m.words))
		case blank:
			p.blank = append(p.blank, x.blank)
		case rough:
			p.rough = m.blur(p.rough, x, a.all[x.axis], answers)
		}
	}
}

// blur appends what an answer known in part makes possible, and what definite. A
// clause is definite when it is so in every possible cell, and possible when each
// of its literals is so in some.
func (m *matrix) blur(dst []uint64, x *matrixAxis, a *axis, answers flow.Row) []uint64 {
	answer := answers[a.question]
	merged := m.table[x.base:][:a.cells*m.words]
	from := len(dst)
	dst = append(dst, m.start...) // what is possible
	dst = append(dst, m.start...) // what is definite
	possible, definite := dst[from:from+m.words], dst[from+m.words:]
	switch {
	case len(x.apart) == 0:
		m.anyCell(possible, merged, a, answer)
	default:
		for _, table := range x.apart {
			m.anyCell(definite, table, a, answer) // which is free so far
			and(possible, definite)
		}
		copy(definite, m.start)
	}
	first, last := a.around(answer)
	for cell := first; cell <= last; cell++ {
		if a.allows(answer, cell) {
			and(definite, merged[cell*m.words:])
		}
	}
	return dst
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

// match finds the conditions that hold. Rows are p.known, and may be more. Where
// everything is known, definite is left alone: what is possible is so.
func (m *matrix) match(rows []uint32, p *location, possible, definite []uint64) {
	copy(possible, m.start)
	m.and(possible, rows)
	if p.isExact() {
		m.gather(possible)
		for w, flip := range m.flip {
			possible[w] ^= flip
		}
		return
	}
	for rough := p.rough; len(rough) > 0; rough = rough[2*m.words:] {
		and(possible, rough)
	}
	copy(definite, possible)
	m.and(definite, p.blank)
	for rough := p.rough; len(rough) > 0; rough = rough[2*m.words:] {
		and(definite, rough[m.words:])
	}
	m.gather(possible)
	m.gather(definite)
	for w, flip := range m.flip { // what is not definite is possible to fail
		p, d := possible[w], definite[w]
		possible[w], definite[w] = p&^flip|^d&flip, d&^flip|^p&flip
	}
}

// and keeps of dst the bits that all rows have. Several words are kept in
// registers at once.
func (m *matrix) and(dst []uint64, rows []uint32) {
	dst = dst[:m.words]
	w := 0
	for ; w+4 <= len(dst); w += 4 {
		d := dst[w : w+4 : w+4]
		b0, b1, b2, b3 := d[0], d[1], d[2], d[3]
		for _, row := range rows {
			r := m.table[int(row)+w:][:4:4]
			b0, b1, b2, b3 = b0&r[0], b1&r[1], b2&r[2], b3&r[3]
		}
		d[0], d[1], d[2], d[3] = b0, b1, b2, b3
	}
	if w+2 <= len(dst) {
		b0, b1 := dst[w], dst[w+1]
		for _, row := range rows {
			r := m.table[int(row)+w:][:2:2]
			b0, b1 = b0&r[0], b1&r[1]
		}
		dst[w], dst[w+1] = b0, b1
		w += 2
	}
	if w < len(dst) {
		b0 := dst[w]
		for _, row := range rows {
			b0 &= m.table[int(row)+w]
		}
		dst[w] = b0
	}
}

// gather gives each condition the bit of any further clause that holds.
func (m *matrix) gather(held []uint64) {
	for w := m.extra; w < m.words; w++ {
		for x := held[w]; x != 0; x &= x - 1 {
			owner := m.owner[(w-m.extra)*64+bits.TrailingZeros64(x)]
			held[owner/64] |= 1 << (owner % 64)
		}
	}
}
