package space

import "slices"

// A table numbers lists of integers: the same list has the same number, and
// numbers count up from 0. All lists lie in one slice, so that a million of them
// are four pieces of memory to the garbage collector.
type table struct {
	cells  []int32
	starts []int    // where the list of a number begins; one more at the end
	slots  []uint64 // open addressing: hash and number+1, or 0; made when a list is numbered
}

func newTable() *table { return &table{starts: []int{0}} }

// len returns how many lists there are.
func (t *table) len() int { return len(t.starts) - 1 }

// list returns the list of a number. It must not be changed.
func (t *table) list(number int32) []int32 {
	from, to := t.starts[number], t.starts[number+1]
	return t.cells[from:to:to]
}

// number returns the number of a list, and whether it is new. The list is copied.
func (t *table) number(list []int32) (number int32, fresh bool) {
	if 2*t.len() >= len(t.slots) {
		t.index()
	}
	h := hash(list)
	slot := t.slot(h, list)
	if found := t.slots[slot]; found > 0 {
		return int32(uint32(found)) - 1, false
	}
	number = int32(t.len())
	t.cells = append(t.cells, list...)
	t.starts = append(t.starts, len(t.cells))
	t.slots[slot] = uint64(h)<<32 | uint64(number+1)
	return number, true
}

// slot returns where a list is, or where it belongs.
func (t *table) slot(h uint32, list []int32) int {
	mask := len(t.slots) - 1
	slot := int(h) & mask
	for ; t.slots[slot] > 0; slot = (slot + 1) & mask {
		if found := t.slots[slot]; uint32(found>>32) == h && slices.Equal(t.list(int32(uint32(found))-1), list) {
			break
		}
	}
	return slot
}

// index makes slots for twice as many lists as there are, or more.
func (t *table) index() {
	size := 64
	for size < 4*t.len() {
		size *= 2
	}
	t.slots = make([]uint64, size)
	for number := range int32(t.len()) {
		h := hash(t.list(number))
		slot := int(h) & (size - 1)
		for t.slots[slot] > 0 {
			slot = (slot + 1) & (size - 1)
		}
		t.slots[slot] = uint64(h)<<32 | uint64(number+1)
	}
}

// truncate forgets all lists from a number on, and gives their memory back.
func (t *table) truncate(number int) {
	if number == t.len() {
		return
	}
	t.starts = slices.Clone(t.starts[:number+1])
	t.cells = slices.Clone(t.cells[:t.starts[number]])
	t.slots = nil
}

// hash mixes a list a number at a time, by multiplying with the golden ratio.
func hash(list []int32) uint32 {
	h := uint64(0)
	for _, v := range list {
		h = (h ^ uint64(uint32(v))) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return uint32(h)
}
