package space

import "slices"

// An automaton says which values of the layers the flow can reach, one layer after
// the other. A state is what has to be remembered: for each question ahead whether it
// is asked, as far as that is known, and within the picks of a question whether they
// are known and how many there are. States are numbered through all layers.
type automaton struct {
	keys  *table // layer, and what is remembered
	steps []step // from the states on, one after the other
	first []int  // by state: where its steps begin
}

// A step is the state after a value, or blocked.
type step = int32

// blocked is where the flow does not go.
const blocked step = -1

// Parts of the key of a state; the conditions of questions follow.
const (
	keyLayer  = iota
	keyAbsent // whether the picks of the question under way are not known
	keyPicks  // how many there are, where that is limited
	keyGuards
)

// from returns the steps from a state, by value.
func (a *automaton) from(state int32, values int) []step {
	return a.steps[a.first[state]:][:values]
}

// layer returns the layer before which a state is.
func (a *automaton) layer(state int32) int { return int(a.keys.list(state)[keyLayer]) }

// newAutomaton follows the flow. guards are the diagrams, by question, that are true
// where it is asked.
func newAutomaton(s *Space, guards []node) *automaton {
	a := &automaton{keys: newTable()}
	a.keys.number(append([]int32{keyGuards - 1: 0}, guards...))
	for state := int32(0); int(state) < a.keys.len(); state++ {
		a.first = append(a.first, len(a.steps))
		at := a.layer(state)
		if at == s.questions {
			continue
		}
		for v := range s.layers[at].values() {
			to := blocked
			if key := s.follow(at, a.keys.list(state), v); key != nil {
				to, _ = a.keys.number(key)
			}
			a.steps = append(a.steps, to)
		}
		if len(a.steps) > s.store.budget {
			s.store.err = ErrBudget
			return a
		}
	}
	return a
}

// follow returns the key of a state after a value, or nil where it is blocked.
func (s *Space) follow(at int, key []int32, value int) []int32 {
	l, q := &s.layers[at], s.flow.Questions[s.layers[at].question]
	next := slices.Clone(key)
	next[keyLayer]++
	unknown := value == l.unknown()
	if l.first {
		asked := key[keyGuards+l.question] == isTrue
		if !unknown && !asked || unknown && asked && q.Required {
			return nil
		}
		next[keyGuards+l.question] = isFalse // used, and to be forgotten
	}
	switch {
	case l.kind == known && unknown:
		next[keyAbsent] = 1
	case (l.kind == bit || l.kind == rest) && value > 0:
		if next[keyPicks] += int32(value); key[keyAbsent] == 1 || int(next[keyPicks]) > q.MaxPicks {
			return nil
		}
	}
	if l.last {
		next[keyAbsent], next[keyPicks] = 0, 0
	}
	if q.MaxPicks >= len(q.Options) {
		next[keyPicks] = 0
	}
	for i := range s.flow.Questions {
		next[keyGuards+i] = s.store.child(next[keyGuards+i], int32(at), value)
	}
	return next
}
