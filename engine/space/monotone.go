package space

import (
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A pairing looks for two answer sets that differ in one question, as rule.Monotone
// says, with verdicts that it excludes. It goes through the layers with both at once,
// "not known" first. A place is the state of the flow and the diagram of the verdict, for
// the set with less and for the one with more.
type pairing struct {
	*seeker
	of     *rule.Monotone
	first  int // the first layer of the question
	end    int // the layer after those of the question
	values [2][]int
	deepening
}

// lowering returns two answer sets for which more of an answer lowers the verdict, with as
// few questions answered as possible, or nil. It fails with ErrUnproven where the diagram of
// the verdict is tooLarge or there is too much to look at.
func (p *prover) lowering(of *rule.Monotone) ([]flow.Answers, error) {
	x := pairing{seeker: p.seeker, of: of, first: p.layerOf[of.Question.ID], deepening: newDeepening(p.store.budget)}
	x.end = x.Space.end(x.first)
	x.values = [2][]int{make([]int, x.questions), make([]int, x.questions)}
	root := x.roots[of.Role]
	if root == tooLarge {
		return nil, ErrUnproven
	}
	start := []int32{0, 0, root, root}
	found := x.fewest(len(x.flow.Questions), func(known int) bool { return x.from(0, start, known) })
	switch {
	case x.over:
		return nil, ErrUnproven
	case !found:
		return nil, nil
	}
	return []flow.Answers{x.answers(0), x.answers(1)}, nil
}

// from looks for a way on from a place with a number of questions that may be answered.
func (x *pairing) from(at int, place []int32, known int) bool {
	if !x.excluded(at, place) {
		return false
	}
	if at == x.questions {
		return true
	}
	number, hopeless := x.hopeless(place, known)
	if hopeless {
		return false
	}
	if x.anyStep(at, place, known, false) || x.anyStep(at, place, known, true) {
		return true
	}
	x.failedWith(known, number)
	return false
}

// excluded reports whether the verdicts can still become what is excluded.
func (x *pairing) excluded(at int, place []int32) bool {
	if at >= x.end && place[0] == place[1] && place[2] == place[3] {
		return false
	}
	less, more := x.verdicts(place[2]), x.verdicts(place[3])
	for v := range rule.Hire + 1 {
		for w := range rule.Hire + 1 {
			if less>>v&1 == 1 && more>>w&1 == 1 && x.of.Lowers(v, w) {
				return true
			}
		}
	}
	return false
}

// anyStep looks for a way on after each two values of a layer that may stand beside each
// other, those that are both not known, or the others.
func (x *pairing) anyStep(at int, place []int32, known int, some bool) bool {
	l := &x.layers[at]
	if some && l.first {
		known--
	}
	if known < 0 {
		return false
	}
	for v := range l.values() {
		for w := range l.values() {
			if answered := v != l.unknown() || w != l.unknown(); answered == some && x.beside(at, place, v, w) && x.step(at, place, v, w, known) {
				return true
			}
		}
	}
	return false
}

// beside reports whether two values of a layer may stand beside each other.
func (x *pairing) beside(at int, place []int32, less, more int) bool {
	switch l := &x.layers[at]; {
	case at < x.first:
		return less == more
	case at >= x.end:
		return less == more || x.asked(at, place[0]) != x.asked(at, place[1])
	case l.kind == numbers:
		return less < more && more != l.unknown() && x.compared(at, less) && x.compared(at, more)
	case l.kind == options:
		return less < more && more != l.unknown()
	case l.kind == bit && l.option == x.of.Option:
		return less < more
	default:
		return less == more && less != l.unknown()
	}
}

// asked reports whether the question of a layer is asked in a state or, after its first
// layer, whether its picks are known.
func (x *pairing) asked(at int, state int32) bool {
	l := &x.layers[at]
	if l.first {
		return x.automaton.from(state, l.values())[0] != blocked // the first value is a known one
	}
	return x.automaton.keys.list(state)[keyAbsent] == 0
}

// compared reports whether some numbers of a cell are among those that are compared.
func (x *pairing) compared(at, cell int) bool {
	starts := x.layers[at].starts
	return starts[cell] <= x.of.To && (cell+1 == len(starts) || starts[cell+1] > x.of.From)
}

// step looks for a way on after two values.
func (x *pairing) step(at int, place []int32, less, more, known int) bool {
	values := x.layers[at].values()
	a, b := x.automaton.from(place[0], values)[less], x.automaton.from(place[1], values)[more]
	if a == blocked || b == blocked {
		return false
	}
	x.values[0][at], x.values[1][at] = less, more
	return x.from(at+1, []int32{a, b, x.store.child(place[2], int32(at), less), x.store.child(place[3], int32(at), more)}, known)
}

// answers returns one of the two ways that were found. Of the numbers that are compared
// it has the least of a cell that is among them.
func (x *pairing) answers(side int) flow.Answers {
	way := search{Space: x.Space, values: x.values[side]}
	answers := way.answers()
	if q := x.of.Question; q.Type == flow.Integer {
		number, _ := answers[q.ID].Range(q)
		number = max(number, x.of.From)
		answers[q.ID] = q.Integers(number, number)
	}
	return answers
}
