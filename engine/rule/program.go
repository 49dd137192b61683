package rule

import (
	"slices"

	"chiefly/engine/flow"
)

// A program is the compiled form of a rule set: what Encode and Evaluate run.
type program struct {
	axes   *axes
	guards []guard // by question index
	rules  *matrix // of the rules, and after them of whether each role is held
	rows   *matrix // of the arrangement rows

	points   weights
	deciding []deciding
	verdicts []int // for each role, where the rows of its verdicts begin in the table of rows; -1 for nowhere
	topics   []int // by arrangement row; the number of what it decides
	several  int   // how many topics there are
}

// A guard is the condition under which a question is asked, over answers by
// question index.
type guard struct {
	always  bool
	clauses [][]guardLiteral
	negated bool // holds where none of the clauses does
}

type guardLiteral struct {
	index int // of the question
	*literal
}

// deciding is rules that decide on a role by themselves: those of one word of
// the rules that fire.
type deciding struct {
	role   int
	effect Effect
	word   int
	rules  uint64
}

// newProgram compiles a set. It reports whether the set is within the limits.
func newProgram(s *Set) (*program, bool) {
	var literals []*literal
	var decided, arranged []cases
	for _, r := range s.Rules {
		decided = append(decided, r.When.cases)
	}
	for _, r := range s.Roles {
		var held cases
		if r.Held != nil {
			held = r.Held.cases
		}
		decided = append(decided, held)
	}
	for _, row := range s.Arrangements {
		arranged = append(arranged, row.When.cases)
	}
	for _, written := range slices.Concat(decided, arranged) {
		for _, c := range written.clauses {
			literals = append(literals, c...)
		}
	}
	p := &program{axes: axesOf(s.flow, literals), points: newWeights(s)}
	for _, r := range s.Roles {
		p.axes.addVerdict(s.derived["needed."+r.ID], s.derived["verdict."+r.ID])
	}
	p.guard(s.flow)
	p.decide(s)
	p.number(s.Arrangements)
	var fits, also bool
	p.rules, fits = newMatrix(p.axes, decided)
	p.rows, also = newMatrix(p.axes, arranged)
	p.locateVerdicts(s)
	return p, fits && also
}

// guard compiles the conditions of the flow.
func (p *program) guard(f *flow.Flow) {
	index := map[*flow.Question]int{}
	for i, q := range f.Questions {
		index[q] = i
		c, conditional := q.When.(*Condition)
		if !conditional {
			p.guards = append(p.guards, guard{always: true})
			continue
		}
		g := guard{negated: c.cases.negated}
		for _, clause := range c.cases.clauses {
			var literals []guardLiteral
			for _, l := range clause {
				literals = append(literals, guardLiteral{index[l.question], l})
			}
			g.clauses = append(g.clauses, literals)
		}
		p.guards = append(p.guards, g)
	}
}

// open reports whether a guard is not false for the answers.
func (g *guard) open(answers flow.Row) bool {
	if g.always {
		return true
	}
	value := flow.False
	for _, clause := range g.clauses {
		holds := flow.True
		for _, l := range clause {
			holds = min(holds, l.test.eval(l.question, answers[l.index], flow.Undecided))
		}
		value = max(value, holds)
	}
	if g.negated {
		value = -value
	}
	return value != flow.False
}

// decide collects the rules that require a role or rule it out.
func (p *program) decide(s *Set) {
	for role := range s.Roles {
		for _, effect := range []Effect{Require, RuleOut} {
			words := make([]uint64, len(s.Rules)/64+1)
			for i, r := range s.Rules {
				if r.Effect == effect && r.Touches[role] {
					set(words, i)
				}
			}
			for w, rules := range words {
				if rules != 0 {
					p.deciding = append(p.deciding, deciding{role, effect, w, rules})
				}
			}
		}
	}
}

// number gives each topic of arrangement rows a number.
func (p *program) number(rows []*Arrangement) {
	numbers := map[string]int{}
	for _, row := range rows {
		topic := row.topic()
		n, seen := numbers[topic]
		if !seen {
			n = len(numbers)
			numbers[topic] = n
		}
		p.topics = append(p.topics, n)
	}
	p.several = len(numbers)
}

// locateVerdicts finds the verdicts in the matrix of the arrangement rows.
func (p *program) locateVerdicts(s *Set) {
	for _, r := range s.Roles {
		axis, at := p.axes.byQuestion[s.derived["needed."+r.ID]][0], -1
		for i := range p.rows.axes {
			if p.rows.axes[i].axis == axis {
				at = int(p.rows.axes[i].base)
			}
		}
		p.verdicts = append(p.verdicts, at)
	}
}

// weights are the points of rules, for several roles in one word, so that one
// addition counts for all of them.
type weights struct {
	byRule []int64 // words for each rule
	words  int     // how many a rule has
	lanes  int     // how many roles a word has
}

// Points of three roles share a word as long as no sum can leave its 21 bits.
const (
	mostLanes = 3
	laneBits  = 21
	laneLimit = 1 << (laneBits - 1)
)

func newWeights(s *Set) weights {
	w := weights{lanes: mostLanes}
	for role := range s.Roles {
		sum := 0
		for _, r := range s.Rules {
			if r.Effect == Points {
				sum += max(r.Points[role], -r.Points[role])
			}
		}
		if sum >= laneLimit {
			w.lanes = 1
		}
	}
	w.words = (len(s.Roles) + w.lanes - 1) / w.lanes
	w.byRule = make([]int64, len(s.Rules)*w.words)
	for i, r := range s.Rules {
		for role := range s.Roles {
			if r.Effect == Points {
				w.byRule[i*w.words+role/w.lanes] += int64(r.Points[role]) << (role % w.lanes * laneBits)
			}
		}
	}
	return w
}

// unpack takes the lowest lane off a sum.
func (w *weights) unpack(sum int64) (points int, rest int64) {
	if w.lanes == 1 {
		return int(sum), 0
	}
	lowest := sum << (64 - laneBits) >> (64 - laneBits)
	return int(lowest), (sum - lowest) >> laneBits
}
