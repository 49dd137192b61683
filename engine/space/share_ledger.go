package space

import (
	"math"
)

// A place is a state of the flow and a node of each diagram, two to a word.
type place []uint64

func newPlace(state int32, diagrams []node) place {
	p := make(place, 1+len(diagrams)/2)
	for i, n := range append([]int32{state}, diagrams...) {
		p.set(i, n)
	}
	return p
}

// at returns the state, for 0, or the node of the diagram before an index.
func (p place) at(i int) int32 { return int32(uint32(p[i/2] >> (i % 2 * 32))) }

func (p place) set(i int, n int32) {
	shift := i % 2 * 32
	p[i/2] = p[i/2]&^(math.MaxUint32<<shift) | uint64(uint32(n))<<shift
}

func (p place) is(other place) bool {
	same := true
	for i, word := range p {
		same = same && word == other[i]
	}
	return same
}

func (p place) hash() uint64 {
	h := uint64(0)
	for _, word := range p {
		h = (h ^ word) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return h * 0x9e3779b97f4a7c15
}

// A ledger is the places before one layer, with how many answers lead there and how
// likely they are.
//
// Places come up in great numbers, and again and again. They are records of words: the
// place, the number, and the chance. Records are dealt out to parts by a hash, and those
// of the same place are added up part by part, whenever one is full: a part fits into
// the processor's cache, where a table of all places would not.
type ledger struct {
	keys   int // words of a place
	limbs  int // words of a number, the least first
	parts  [parts]part
	slots  []int32 // of the part that is being added up: its records by hash, from 1
	places int     // after compact
}

// A part holds records, one after the other.
type part []uint64

const (
	partBits    = 8
	parts       = 1 << partBits
	leastInPart = 64 // records
)

func newLedger(diagrams, limbs int) *ledger {
	return &ledger{keys: 1 + diagrams/2, limbs: limbs}
}

// stride is how many words a record has.
func (l *ledger) stride() int { return l.keys + l.limbs + 1 }

// add adds a multiple of a tally to that of a place.
func (l *ledger) add(at place, from []uint64, times uint64, chance float64) {
	p := &l.parts[at.hash()>>(64-partBits)]
	if len(*p)+l.stride() > cap(*p) {
		l.makeRoom(p)
	}
	*p = (*p)[:len(*p)+l.stride()]
	record := (*p)[len(*p)-l.stride():]
	copy(record, at)
	tally := record[l.keys:]
	clear(tally)
	l.addTo(tally, from, times, chance)
}

// addTo adds a multiple of a tally to another one.
func (l *ledger) addTo(tally, from []uint64, times uint64, chance float64) {
	addTimes(tally[:l.limbs], from[:l.limbs], times)
	tally[l.limbs] = math.Float64bits(math.Float64frombits(tally[l.limbs]) + chance*math.Float64frombits(from[l.limbs]))
}

// makeRoom adds up the records of a part, and makes it larger where that leaves it more
// than half full.
func (l *ledger) makeRoom(p *part) {
	l.addUp(p)
	if 2*len(*p) >= cap(*p) {
		larger := make(part, len(*p), max(2*cap(*p), leastInPart*l.stride()))
		copy(larger, *p)
		*p = larger
	}
}

// addUp leaves one record for each place in a part.
func (l *ledger) addUp(p *part) {
	stride, records := l.stride(), *p
	if len(records) <= stride {
		return
	}
	size := 16
	for size*stride < 2*len(records) {
		size *= 2
	}
	if size > len(l.slots) {
		l.slots = make([]int32, size)
	}
	slots := l.slots[:size]
	clear(slots)
	kept := 0 // words
	for ; len(records) > 0; records = records[stride:] {
		record := records[:stride]
		at := l.slot(slots, *p, record)
		if slots[at] > 0 {
			l.addTo((*p)[int(slots[at]-1)*stride:][l.keys:stride], record[l.keys:], 1, 1)
			continue
		}
		slots[at] = int32(kept/stride) + 1
		copy((*p)[kept:], record)
		kept += stride
	}
	*p = (*p)[:kept]
}

// slot returns where the record of a place is, or belongs.
func (l *ledger) slot(slots []int32, p part, record []uint64) int {
	key := place(record[:l.keys])
	at := int(key.hash()) & (len(slots) - 1)
	for ; slots[at] > 0; at = (at + 1) & (len(slots) - 1) {
		if key.is(place(p[int(slots[at]-1)*l.stride():])) {
			break
		}
	}
	return at
}

// compact adds up all parts.
func (l *ledger) compact() {
	l.places = 0
	for i := range l.parts {
		l.addUp(&l.parts[i])
		l.places += len(l.parts[i]) / l.stride()
	}
}

// clear forgets all places, and keeps the memory.
func (l *ledger) clear() {
	for i, p := range l.parts {
		l.parts[i] = p[:0]
	}
}

// each visits the places, with the tally of each.
func (l *ledger) each(visit func(at place, tally []uint64)) {
	for _, p := range l.parts {
		for ; len(p) > 0; p = p[l.stride():] {
			visit(place(p[:l.keys]), p[l.keys:l.stride()])
		}
	}
}

// amount returns a tally as an Amount.
func (l *ledger) amount(tally []uint64) Amount {
	return Amount{number(tally[:l.limbs]), math.Float64frombits(tally[l.limbs])}
}
