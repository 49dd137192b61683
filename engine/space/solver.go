package space

import (
	"cmp"
	"slices"

	"chiefly/engine/flow"
)

// A solver decides whether constraints over Boolean variables can all hold: clauses, and
// sums of weighted literals that must reach a number. It learns a clause from every
// conflict (Marques-Silva and Sakallah, "GRASP: a search algorithm for propositional
// satisfiability", 1999; Eén and Sörensson, "An extensible SAT-solver", 2003). From a sum
// it learns the clause of the literals that made it fail or decide.
//
// Only variables that have been marked as free are chosen: the others must follow from
// them. It is deterministic, and its effort is bounded by conflicts and not by time.
type solver struct {
	truths  []int8      // by literal: 1 true, -1 false, 0 open
	causes  []cause     // by variable
	levels  []int32     // by variable: how many choices had been made
	places  []int32     // by variable: in the trail
	watches [][]int32   // by literal: clauses to look at when it becomes false
	in      [][]term    // by literal: the sums that it is in, by number, and its weight
	clauses [][]literal // the first two are watched
	sums    []sum
	trail   []literal // what is true, in order
	choices []int     // by level: where it begins in the trail
	done    int       // of the trail
	broken  bool      // there is no way
	failed  int       // conflicts so far

	free     []int     // variables to choose
	activity []float64 // by variable
	bump     float64
	phase    []bool // by variable: what to try first
	seen     []bool // by variable: while a clause is learned
}

// A literal is a variable, twice its number, or the opposite, one more.
type literal int32

func (l literal) not() literal { return l ^ 1 }

func (l literal) variable() int { return int(l >> 1) }

// A term is a literal, or a sum, with a weight.
type term struct {
	of     literal
	weight int
}

// A sum must reach a number: slack is by how much what is not false exceeds it.
type sum struct {
	terms   []term // the heaviest first
	atLeast int
	slack   int
}

// A cause is why a literal is true: a clause, or the complement of a sum.
type cause int32

const chosen cause = -1 << 31

func newSolver() *solver { return &solver{bump: 1} }

// variable makes a variable. One that is free may be chosen, its phase first.
func (s *solver) variable(free, phase bool) literal {
	v := len(s.causes)
	s.truths = append(s.truths, 0, 0)
	s.watches, s.in = append(s.watches, nil, nil), append(s.in, nil, nil)
	s.causes, s.levels, s.places = append(s.causes, chosen), append(s.levels, 0), append(s.places, 0)
	s.activity, s.phase, s.seen = append(s.activity, 0), append(s.phase, phase), append(s.seen, false)
	if free {
		s.free = append(s.free, v)
	}
	return literal(2 * v)
}

// clause adds that one of some literals is true.
func (s *solver) clause(literals ...literal) {
	s.back(0)
	var open []literal
	for _, l := range literals {
		switch {
		case s.truths[l] > 0 || slices.Contains(open, l.not()):
			return
		case s.truths[l] == 0 && !slices.Contains(open, l):
			open = append(open, l)
		}
	}
	switch len(open) {
	case 0:
		s.broken = true
	case 1:
		s.assign(open[0], chosen)
	default:
		s.watch(open)
	}
}

func (s *solver) watch(literals []literal) cause {
	n := int32(len(s.clauses))
	s.clauses = append(s.clauses, literals)
	s.watches[literals[0]] = append(s.watches[literals[0]], n)
	s.watches[literals[1]] = append(s.watches[literals[1]], n)
	return cause(n)
}

// sum adds that the weights of what is true of some terms add up to a number at least.
// A variable may come up several times, and weights may be negative.
func (s *solver) sum(terms []term, atLeast int) {
	weights := map[int]int{} // of variables
	for _, t := range terms {
		if t.of&1 == 1 { // w of "not x" is w less w of x
			atLeast -= t.weight
			t.weight = -t.weight
		}
		weights[t.of.variable()] += t.weight
	}
	made := sum{}
	for v, weight := range weights {
		of := literal(2 * v)
		if weight < 0 {
			atLeast, weight, of = atLeast-weight, -weight, of.not()
		}
		if weight > 0 {
			made.terms = append(made.terms, term{of, weight})
		}
	}
	if made.atLeast = atLeast; atLeast > 0 {
		s.addSum(made)
	}
}

func (s *solver) addSum(made sum) {
	s.back(0)
	for i := range made.terms {
		made.terms[i].weight = min(made.terms[i].weight, made.atLeast)
	}
	slices.SortFunc(made.terms, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.of, b.of)) })
	made.slack = -made.atLeast
	for _, t := range made.terms {
		s.in[t.of] = append(s.in[t.of], term{literal(len(s.sums)), t.weight})
		if s.truths[t.of] >= 0 {
			made.slack += t.weight
		}
	}
	s.sums = append(s.sums, made)
	s.broken = !s.follow(len(s.sums)-1) || s.broken
}

// assign makes an open literal true.
func (s *solver) assign(l literal, why cause) {
	v := l.variable()
	s.truths[l], s.truths[l.not()] = 1, -1
	s.causes[v], s.levels[v], s.places[v] = why, int32(len(s.choices)), int32(len(s.trail))
	s.trail = append(s.trail, l)
	for _, t := range s.in[l.not()] {
		s.sums[t.of].slack -= t.weight
	}
}

// back takes everything back beyond a level.
func (s *solver) back(level int) {
	if level >= len(s.choices) {
		return
	}
	from := s.choices[level]
	for _, l := range s.trail[from:] {
		s.truths[l], s.truths[l.not()] = 0, 0
		s.phase[l.variable()] = l&1 == 0
		for _, t := range s.in[l.not()] {
			s.sums[t.of].slack += t.weight
		}
	}
	s.trail, s.choices, s.done = s.trail[:from], s.choices[:level], from
}

// propagate draws conclusions until there are no more, or a constraint fails, which it
// returns.
func (s *solver) propagate() (failed cause, ok bool) {
	for ; s.done < len(s.trail); s.done++ {
		no := s.trail[s.done].not()
		if failed, ok := s.visit(no); !ok {
			return failed, false
		}
		for _, t := range s.in[no] {
			if !s.follow(int(t.of)) {
				return ^cause(t.of), false
			}
		}
	}
	return 0, true
}

// follow draws conclusions from a sum. It reports whether the sum can be reached.
func (s *solver) follow(of int) bool {
	from := &s.sums[of]
	if from.slack < 0 {
		return false
	}
	for _, t := range from.terms {
		if t.weight <= from.slack {
			break
		}
		if s.truths[t.of] == 0 {
			s.assign(t.of, ^cause(of))
		}
	}
	return true
}

// visit draws conclusions from the clauses that watch a literal which has become false.
func (s *solver) visit(no literal) (failed cause, ok bool) {
	watching := s.watches[no]
	kept := watching[:0]
	for i, n := range watching {
		c := s.clauses[n]
		if c[0] == no {
			c[0], c[1] = c[1], c[0]
		}
		if s.truths[c[0]] <= 0 && s.rewatch(n, c) {
			continue
		}
		kept = append(kept, n)
		switch s.truths[c[0]] {
		case 0:
			s.assign(c[0], cause(n))
		case -1:
			s.watches[no] = append(kept, watching[i+1:]...)
			return cause(n), false
		}
	}
	s.watches[no] = kept
	return 0, true
}

// rewatch has a clause watch another literal than its second one, if it has one that is
// not false.
func (s *solver) rewatch(n int32, c []literal) bool {
	for i, l := range c[2:] {
		if s.truths[l] >= 0 {
			c[1], c[2+i] = l, c[1]
			s.watches[l] = append(s.watches[l], n)
			return true
		}
	}
	return false
}

// explain returns literals that are false and on account of which a constraint fails, or
// makes a literal true.
func (s *solver) explain(why cause, made literal) []literal {
	if why >= 0 {
		return s.clauses[why]
	}
	from := &s.sums[^why]
	rest, before := -from.atLeast, len(s.trail)
	for _, t := range from.terms {
		rest += t.weight
		if t.of == made {
			rest, before = rest-t.weight, int(s.places[made.variable()])
		}
	}
	var no []literal
	for _, t := range from.terms {
		if rest < 0 {
			break
		}
		if s.truths[t.of] < 0 && int(s.places[t.of.variable()]) < before {
			no = append(no, t.of)
			rest -= t.weight
		}
	}
	return no
}

// learn returns a clause that follows from a constraint that fails, of which one literal,
// the first, is of the last level, and the level at which it is true.
func (s *solver) learn(failed cause) (learned []literal, level int) {
	learned = []literal{0}
	made, at, open := literal(-1), len(s.trail), 0
	for {
		for _, no := range s.explain(failed, made) {
			v := no.variable()
			if no == made || s.seen[v] || s.levels[v] == 0 {
				continue
			}
			s.seen[v] = true
			s.activity[v] += s.bump
			if int(s.levels[v]) == len(s.choices) {
				open++
			} else {
				learned = append(learned, no)
			}
		}
		for at--; !s.seen[s.trail[at].variable()]; at-- {
		}
		made = s.trail[at]
		s.seen[made.variable()] = false
		if open--; open == 0 {
			break
		}
		failed = s.causes[made.variable()]
	}
	learned[0] = made.not()
	for i, l := range learned[1:] {
		s.seen[l.variable()] = false
		if of := int(s.levels[l.variable()]); of > level {
			level = of
			learned[1], learned[1+i] = learned[1+i], learned[1]
		}
	}
	return learned, level
}

// restartAfter is after how many conflicts choices are made anew, at first.
const restartAfter = 64

// satisfy looks for a way with so many conflicts at most. It returns False where there is
// none, and Undecided where it has given up. The way is there until something is added.
func (s *solver) satisfy(conflicts int) flow.Truth {
	s.back(0)
	for until := restartAfter; !s.broken; {
		failed, ok := s.propagate()
		switch {
		case ok && !s.choose():
			return flow.True
		case ok:
		case len(s.choices) == 0:
			s.broken = true
		case conflicts == 0:
			return flow.Undecided
		default:
			s.conclude(failed)
			conflicts--
			s.failed++
			if until--; until == 0 {
				s.back(0)
				until = restartAfter + len(s.clauses)/16
			}
		}
	}
	return flow.False
}

// conclude learns from a constraint that fails.
func (s *solver) conclude(failed cause) {
	learned, level := s.learn(failed)
	s.back(level)
	if len(learned) == 1 {
		s.assign(learned[0], chosen)
	} else {
		s.assign(learned[0], s.watch(learned))
	}
	if s.bump *= 1.05; s.bump > 1e100 {
		for v := range s.activity {
			s.activity[v] *= 1e-100
		}
		s.bump *= 1e-100
	}
}

// choose makes the free variable true or false that conflicts were about most of late. It
// reports whether there is one that is open.
func (s *solver) choose() bool {
	best := -1
	for _, v := range s.free {
		if s.truths[2*v] == 0 && (best < 0 || s.activity[v] > s.activity[best]) {
			best = v
		}
	}
	if best < 0 {
		return false
	}
	l := literal(2 * best)
	if !s.phase[best] {
		l = l.not()
	}
	s.choices = append(s.choices, len(s.trail))
	s.assign(l, chosen)
	return true
}

// holds reports whether a literal is true in the way that was found.
func (s *solver) holds(l literal) bool { return s.truths[l] > 0 }
