package space

import "slices"

// A table numbers lists of integers: the same list has the same number, and
// numbers count up from 0. All lists lie in one slice, so that a million of them
// are four pieces of memory to the garbage collector.
type table struct {
	cells  []int32
	starts []int   // where the list of a number begins; one more at the end
	slots  []int32 // open addressing: number+1, or 0
}

func newTable() *table {
	return &table{starts: []int{0}, slots: make([]int32, 64)}
}

// len returns how many lists there are.
func (t *table) len() int { return len(t.starts) - 1 }

// list returns the list of a number. It must not be changed.
func (t *table) list(number int32) []int32 {
	from, to := t.starts[number], t.starts[number+1]
	return t.cells[from:to:to]
}

// number returns the number of a list, and whether it is new. The list is copied.
func (t *table) number(list []int32) (number int32, fresh bool) {
	slot := t.slot(list)
	if found := t.slots[slot]; found > 0 {
		return found - 1, false
	}
	number = int32(t.len())
	t.cells = append(t.cells, list...)
	t.starts = append(t.starts, len(t.cells))
	t.slots[slot] = number + 1
	if 2*t.len() > len(t.slots) {
		t.grow()
	}
	return number, true
}

// slot returns where a list is, or where it belongs.
func (t *table) slot(list []int32) uint64 {
	mask := uint64(len(t.slots) - 1)
	for slot := hash(list) & mask; ; slot = (slot + 1) & mask {
		if found := t.slots[slot]; found == 0 || slices.Equal(t.list(found-1), list) {
			return slot
		}
	}
}

func (t *table) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	for number := range int32(t.len()) {
		t.slots[t.slot(t.list(number))] = number + 1
	}
}

// hash mixes a list as FNV-1a does, a number at a time.
func hash(list []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, v := range list {
		h = (h ^ uint64(uint32(v))) * 1099511628211
		h ^= h >> 29
	}
	return h
}
