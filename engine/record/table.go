package record

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"chiefly/engine/source"
)

// A table finds ids, such as those of questions and options, where they stand in a
// record. Its size is fixed when a reader is made, so that no record can make it
// slow.
//
// What makes a decoder slow are branches that a processor cannot foresee, above
// all those on the length of a text. So nothing here looks for the end of an id
// first: the ids that a record may hold are compared with the words that stand
// there, two at most for nearly all of them.
type table struct {
	shift uint8
	slots []slot // a power of two, at most half of them taken
	ids   []string
}

// A slot holds an id.
type slot struct {
	first  uint64 // its first 8 bytes, filled up by zeros; 0 for a free slot
	last   uint64 // the 8 bytes at its end, as far as there are so many in the window
	mask   uint64 // the bytes that last holds
	skip   int32  // where last begins
	length int32
	index  int32
}

// newTable holds ids, each of which is found by its index. Of equal ones the first
// one counts. A text that is no id is never found.
func newTable(ids []string) *table {
	size := bits.Len(uint(len(ids))) + 1
	t := &table{shift: uint8(64 - size), slots: make([]slot, 1<<size), ids: ids}
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
	}
	// Where one id begins with another, the longer one must be met first.
	slices.SortStableFunc(order, func(a, b int) int { return len(ids[b]) - len(ids[a]) })
	for _, i := range order {
		if source.IsID(ids[i]) {
			t.add(ids[i], i)
		}
	}
	return t
}

func (t *table) add(id string, index int) {
	n := len(id)
	skip := min(max(0, n-8), window-8)
	var full [window]byte
	copy(full[:], id)
	s := slot{
		first:  binary.LittleEndian.Uint64(full[:]),
		last:   binary.LittleEndian.Uint64(full[skip:]),
		mask:   ^uint64(0) >> (64 - 8*min(n, 8)),
		skip:   int32(skip),
		length: int32(n),
		index:  int32(index),
	}
	at := t.begin(s.first)
	for t.slots[at].first != 0 {
		at = t.after(at)
	}
	t.slots[at] = s
}

// begin returns the slot in which to look for an id first.
func (t *table) begin(first uint64) uint64 {
	return first * 0x9e3779b97f4a7c15 >> (t.shift & 63)
}

func (t *table) after(at uint64) uint64 { return (at + 1) & uint64(len(t.slots)-1) }

// window is how many bytes are looked at without asking how many there are.
const window = 32

// find returns the index of the id that a text begins with, and its length; -1 and
// 0 where there is none. The caller checks that the id ends there as well.
func (t *table) find(text []byte) (index, length int) {
	if len(text) < window {
		return t.findLast(text)
	}
	first := binary.LittleEndian.Uint64(text)
	// What comes after the id does not count: of the lowest stop's bit, as the lowest
	// of its byte, one less is all bits below, and without a stop all there are.
	found := stops(first)
	first &= (found&-found)>>7 - 1
	for at := t.begin(first); ; at = t.after(at) {
		s := &t.slots[at]
		if s.first == 0 {
			return -1, 0
		}
		if s.first == first && binary.LittleEndian.Uint64(text[s.skip:])&s.mask == s.last {
			if n := int(s.length); n <= 16 || n <= len(text) && string(text[:n]) == t.ids[s.index] {
				return int(s.index), n
			}
		}
	}
}

// findLast is find where the window is not full.
func (t *table) findLast(text []byte) (index, length int) {
	var full [window]byte
	copy(full[:], text)
	return t.find(full[:])
}

// stops has the high bit set of the lowest byte of x that no id holds: one before
// 0 or after z. Higher bits may be set as well.
func stops(x uint64) uint64 {
	return ((x - '0'*ones) | (x + (0x7f-'z')*ones)) & highs
}
