package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A residue is what answers leave of diagrams: those of verdicts, and those reduced to the
// flow. Where there is an answer, its value is followed; where there is none, all values
// stay. What is left tells values of a question apart if and only if some answers to the
// others make the diagram come to something else for them. That is so since places that
// are alike are one node, and a node has no child exactly where the flow allows no value.
type residue struct {
	*residues
	values []int                 // by layer: that of the answer, or -1
	can    [][rule.Hire + 1]bool // by role: verdicts that are possible
	stack  []int32
}

// residues are the nodes of diagrams, and of what answers have left of them: much of that
// is the diagrams themselves, or the same again at the next question.
type residues struct {
	layers    []layer
	flow      *flow.Flow
	questions int      // how many layers are of questions
	nodes     *table   // level, children
	tells     bitSets  // by node: the questions whose values it tells apart, then the roles
	ends      []uint8  // by node: the terminals that it has, as bits
	begun     int      // how many nodes are of the diagrams
	done      []node   // memory of a residue: by node what is left of it, above undone
	answered  []uint64 // of a residue: what may be gone, as in tells
}

// undone is taken off what is left of a node, so that 0 says that it is not known.
const undone = impossible - 1

// mostLeft is how many nodes are kept that are left of diagrams.
const mostLeft = 100_000

func newResidues(s *Space) *residues {
	r := &residues{layers: s.layers, flow: s.flow, questions: s.questions, nodes: newTable()}
	r.tells.words = (len(s.flow.Questions) + len(s.set.Roles) + 63) / 64
	return r
}

// take copies a diagram of a Space.
func (r *residues) take(s *store, n node, taken map[node]node) node {
	if n < terminals {
		return n
	}
	if _, known := taken[n]; !known {
		list := slices.Clone(s.nodes.list(n - terminals))
		for i, kid := range list[1:] {
			list[1+i] = r.take(s, kid, taken)
		}
		taken[n] = r.add(list)
	}
	return taken[n]
}

// add returns the node with a level and children.
func (r *residues) add(list []int32) node {
	number, fresh := r.nodes.number(list)
	if fresh {
		at := int(list[0])
		told := r.layers[at].question
		if at >= r.questions {
			told += len(r.flow.Questions)
		}
		r.tells.add(told)
		ends := uint8(0)
		for _, kid := range list[1:] {
			ends |= r.terminals(kid)
			if kid >= terminals {
				r.tells.merge(int(number), int(kid-terminals))
			}
		}
		r.ends = append(r.ends, ends)
	}
	return number + terminals
}

// terminals returns the terminals of a node, as bits.
func (r *residues) terminals(n node) uint8 {
	switch {
	case n < 0:
		return 0
	case n < terminals:
		return 1 << n
	}
	return r.ends[n-terminals]
}

// of begins with the answers that the flow shows. One that is known in part is taken as
// none.
func (r *residues) of(visible flow.Answers) *residue {
	r.answered = slices.Repeat([]uint64{0}, r.tells.words)
	one := &residue{residues: r}
	for at := 0; at < r.questions; {
		end := at + 1
		for !r.layers[end-1].last {
			end++
		}
		i := r.layers[at].question
		q := r.flow.Questions[i]
		of := slices.Repeat([]int{-1}, end-at)
		if a := visible[q.ID]; a.IsExact() || answered(q, a) && a.IsUnknown() {
			of = values(q, r.layers[at:end], a)
			r.answered[i/64] |= 1 << (i % 64)
		}
		one.values = append(one.values, of...)
		at = end
	}
	r.done = slices.Grow(r.done[:0], r.nodes.len())[:r.nodes.len()]
	clear(r.done)
	return one
}

// full reports whether there is too much that answers have left.
func (r *residues) full() bool { return r.nodes.len() > r.begun+mostLeft }

// forget forgets what answers have left.
func (r *residues) forget() {
	end := r.nodes.starts[r.begun]
	r.nodes = &table{cells: slices.Clone(r.nodes.cells[:end]), starts: slices.Clone(r.nodes.starts[:r.begun+1])}
	r.nodes.index()
	r.ends, r.tells.bits = slices.Clone(r.ends[:r.begun]), slices.Clone(r.tells.bits[:r.begun*r.tells.words])
}

// limit says which verdicts on the roles are possible.
func (r *residue) limit(can [][rule.Hire + 1]bool) {
	r.can = can
	for role := range can {
		if slices.Contains(can[role][:], false) {
			i := len(r.flow.Questions) + role
			r.answered[i/64] |= 1 << (i % 64)
		}
	}
	clear(r.done)
}

// left returns what is left of a diagram.
func (r *residue) left(n node) node {
	if n < terminals || !r.tells.meet(int(n-terminals), r.answered) {
		return n
	}
	if known := r.done[n-terminals]; known != 0 {
		return known + undone
	}
	list := r.nodes.list(n - terminals)
	at, kids := int(list[0]), list[1:]
	var left node
	if at < r.questions && r.values[at] >= 0 {
		left = r.left(kids[r.values[at]])
	} else {
		left = r.apart(at, kids)
	}
	r.done[n-terminals] = left - undone
	return left
}

// all returns what is left of diagrams.
func (r *residue) all(diagrams []node) []node {
	left := make([]node, len(diagrams))
	for i, n := range diagrams {
		left[i] = r.left(n)
	}
	return left
}

// apart returns what is left of a node whose layer has no answer.
func (r *residue) apart(at int, kids []node) node {
	base := len(r.stack)
	r.stack = append(r.stack, int32(at))
	only, same := impossible, true
	for v, kid := range kids {
		if at >= r.questions && !r.can[r.layers[at].question][v] {
			kid = impossible
		}
		if kid = r.left(kid); kid != impossible {
			same = same && (only == impossible || only == kid)
			only = kid
		}
		r.stack = append(r.stack, kid)
	}
	list := r.stack[base:]
	r.stack = r.stack[:base]
	if same {
		return only
	}
	return r.add(list)
}

// verdicts returns which verdicts what is left of a diagram comes to.
func (r *residues) verdicts(left node) (can [rule.Hire + 1]bool) {
	ends := r.terminals(left)
	for v := range can {
		can[v] = ends>>v&1 == 1
	}
	return can
}

// note adds the questions, by id, whose values a node tells apart.
func (r *residues) note(found map[string]bool, n node) {
	if n < terminals {
		return
	}
	for i, q := range r.flow.Questions {
		if r.tells.has(int(n-terminals), i) {
			found[q.ID] = true
		}
	}
}

// bitSets are sets of small numbers, one after the other.
type bitSets struct {
	words int // of each
	bits  []uint64
}

// add adds a set of one number.
func (b *bitSets) add(number int) {
	b.bits = append(b.bits, make([]uint64, b.words)...)
	b.bits[len(b.bits)-b.words+number/64] |= 1 << (number % 64)
}

// merge adds a set to another one.
func (b *bitSets) merge(to, from int) {
	for i := range b.words {
		b.bits[to*b.words+i] |= b.bits[from*b.words+i]
	}
}

// meet reports whether a set has a number of another one.
func (b *bitSets) meet(set int, other []uint64) bool {
	for i, word := range other {
		if b.bits[set*b.words+i]&word != 0 {
			return true
		}
	}
	return false
}

func (b *bitSets) has(set, number int) bool {
	return b.bits[set*b.words+number/64]>>(number%64)&1 == 1
}
