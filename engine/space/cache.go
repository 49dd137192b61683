package space

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// ErrSaved is what Restore fails with: what it is given is not what Save has returned for
// the same content.
var ErrSaved = errors.New("this is no saved answer space of this content")

// savedForm begins what Save returns. Its number goes up when the form of what follows
// does, or its meaning.
const savedForm = "chiefly answer space 1\n"

// Save returns the Space as it is, for Restore. The key must tell apart all content, and
// all versions of this package, that Save is called for.
func (s *Space) Save(key string) []byte {
	w := saver(append([]byte(savedForm), make([]byte, sha256.Size)...))
	w.text(key)
	w.number(s.store.perRole)
	var order []int32
	for _, l := range s.layers[:s.questions] {
		if l.first {
			order = append(order, int32(l.question))
		}
	}
	w.list(order)
	w.list(s.store.nodes.cells)
	w.list(s.automaton.keys.cells)
	w.list(s.automaton.steps)
	for _, part := range s.saved() {
		w.list(part)
	}
	sum := sha256.Sum256(w[len(savedForm)+sha256.Size:])
	copy(w[len(savedForm):], sum[:])
	return w
}

// saved returns the nodes of a model as lists.
func (m *model) saved() [][]node {
	var of []node
	for _, modes := range m.modes {
		of = append(of, modes.fullTime, modes.fractional)
	}
	return [][]node{m.rules, m.held, m.rows, m.roots, of}
}

// Restore returns a Space that Save has returned with the same key, as New would make it.
// What is damaged, or of other content, is refused with ErrSaved.
func Restore(f *flow.Flow, set *rule.Set, budget int, key string, data []byte) (*Space, error) {
	rest, ok := bytes.CutPrefix(data, []byte(savedForm))
	if !ok || len(rest) < sha256.Size || sha256.Sum256(rest[sha256.Size:]) != [sha256.Size]byte(rest[:sha256.Size]) {
		return nil, ErrSaved
	}
	r := restorer{left: rest[sha256.Size:]}
	if r.text() != key || r.number() != budget {
		return nil, ErrSaved
	}
	s := r.space(Content{f, set}, budget)
	if r.bad || len(r.left) > 0 {
		return nil, ErrSaved
	}
	return s, nil
}

// A saver writes numbers of 32 bits, the least byte first, and lists of them after their
// lengths.
type saver []byte

func (w *saver) number(n int) { *w = binary.LittleEndian.AppendUint32(*w, uint32(n)) }

func (w *saver) list(list []int32) {
	w.number(len(list))
	for _, n := range list {
		w.number(int(n))
	}
}

func (w *saver) text(t string) {
	w.number(len(t))
	*w = append(*w, t...)
}

// A restorer reads what a saver has written. What cannot be right is bad, and reads as
// nothing from then on.
type restorer struct {
	left []byte
	bad  bool
}

// bytes reads so many bytes.
func (r *restorer) bytes(n int) []byte {
	if r.bad = r.bad || n < 0 || n > len(r.left); r.bad {
		return nil
	}
	read := r.left[:n]
	r.left = r.left[n:]
	return read
}

func (r *restorer) number() int {
	if b := r.bytes(4); b != nil {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

func (r *restorer) text() string { return string(r.bytes(r.number())) }

func (r *restorer) list() []int32 {
	b := r.bytes(4 * r.number())
	list := make([]int32, len(b)/4)
	for i := range list {
		list[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return list
}

// check makes everything bad where something does not hold.
func (r *restorer) check(holds bool) { r.bad = r.bad || !holds }

// space reads a Space. Whatever it reads, each number means something afterwards.
func (r *restorer) space(c Content, budget int) *Space {
	order := r.order(len(c.Flow.Questions))
	if r.bad {
		return nil
	}
	s := layered(c, nil, budget, order)
	s.store.nodes = r.nodes(s)
	s.automaton = r.automaton(s)
	m, roles := &s.model, len(c.Set.Roles)
	m.rules, m.held, m.rows = r.diagrams(s, len(c.Set.Rules)), r.diagrams(s, roles), r.diagrams(s, len(c.Set.Arrangements))
	m.roots, m.modes = r.diagrams(s, roles), make([]modes, roles)
	for i, n := range r.diagrams(s, 2*roles) {
		if i%2 == 0 {
			m.modes[i/2].fullTime = n
		} else {
			m.modes[i/2].fractional = n
		}
	}
	return s
}

// diagrams reads so many diagrams.
func (r *restorer) diagrams(s *Space, n int) []node {
	roots := r.list()
	if r.check(len(roots) == n); r.bad {
		return nil
	}
	for _, n := range roots {
		r.check(n >= 0 && int(n) < s.store.nodes.len()+terminals || n == tooLarge)
	}
	return roots
}

// order reads an order of the questions.
func (r *restorer) order(questions int) []int {
	var order []int
	seen := make([]bool, questions)
	for _, i := range r.list() {
		if r.check(i >= 0 && int(i) < questions && !seen[i]); r.bad {
			return nil
		}
		seen[i] = true
		order = append(order, int(i))
	}
	r.check(len(order) == questions)
	return order
}

// nodes reads the nodes of a store. The children of each come before it, and are of later
// layers.
func (r *restorer) nodes(s *Space) *table {
	t := &table{cells: r.list()}
	t.starts = append(make([]int, 0, len(t.cells)/3+1), 0)
	for at := 0; at < len(t.cells) && !r.bad; {
		level := int(t.cells[at])
		if r.check(level >= 0 && level < len(s.layers)); r.bad {
			break
		}
		end := at + 1 + s.layers[level].values()
		if r.check(end <= len(t.cells)); r.bad {
			break
		}
		for _, kid := range t.cells[at+1 : end] {
			r.check(kid >= impossible && (kid < terminals || int(kid-terminals) < t.len() && int(t.list(kid - terminals)[0]) > level))
		}
		t.starts = append(t.starts, end)
		at = end
	}
	return t
}

// automaton reads an automaton. Its steps go on by one layer.
func (r *restorer) automaton(s *Space) *automaton {
	a := &automaton{keys: &table{cells: r.list(), starts: []int{0}}, steps: r.list()}
	length := keyGuards + len(s.flow.Questions)
	r.check(len(a.keys.cells)%length == 0 && len(a.keys.cells) > 0 && a.keys.cells[keyLayer] == 0)
	for at := length; at <= len(a.keys.cells) && !r.bad; at += length {
		a.keys.starts = append(a.keys.starts, at)
	}
	steps := 0
	for state := 0; state < a.keys.len() && !r.bad; state++ {
		a.first = append(a.first, steps)
		at := a.layer(int32(state))
		if r.check(at >= 0 && at <= s.questions); !r.bad && at < s.questions {
			steps += s.layers[at].values()
		}
		if r.check(steps <= len(a.steps)); r.bad {
			break
		}
		for _, to := range a.steps[a.first[state]:steps] {
			r.check(to == blocked || int(to) > state && int(to) < a.keys.len() && a.layer(to) == at+1)
		}
	}
	r.check(steps == len(a.steps))
	return a
}
