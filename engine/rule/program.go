package rule

import (
	"slices"

	"chiefly/engine/flow"
)

// A program is the compiled form of a rule set: what Encode and Evaluate run.
type program struct {
	axes   *axes
	guards []guard // of questions that are not always asked, in the order of the flow
	rules  *matrix // of the rules, and after them of whether each role is held
	rows   *matrix // of the arrangement rows

	points   weights
	deciding []deciding
	verdicts []verdictRows
	topics   []int // by arrangement row; the number of what it decides
	several  int   // how many topics there are
}

// A guard is the condition under which a question is asked, over answers by
// question index. The questions without one are always asked.
type guard struct {
	question int // whose condition it is, by index
	clauses  [][]guardLiteral
	negated  bool // holds where none of the clauses does
}

type guardLiteral struct {
	index int // of the question
	*literal
}

// verdictRows says where the rows of the verdicts on a role begin.
type verdictRows struct {
	role int
	base uint32
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
	bins := binsOf(literalsOf(decided, arranged))
	for _, written := range [][]cases{decided, arranged} {
		for i := range written {
			written[i] = bins.split(written[i])
		}
	}
	p := &program{axes: axesOf(s.flow, literalsOf(decided, arranged), bins), points: newWeights(s)}
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

func literalsOf(conditions ...[]cases) []*literal {
	var literals []*literal
	for _, written := range slices.Concat(conditions...) {
		for _, c := range written.clauses {
			literals = append(literals, c...)
		}
	}
	return literals
}

// guard compiles the conditions of the flow.
func (p *program) guard(f *flow.Flow) {
	index := map[*flow.Question]int{}
	for i, q := range f.Questions {
		index[q] = i
		c, conditional := q.When.(*Condition)
		if !conditional {
			continue
		}
		g := guard{question: i, negated: c.cases.negated}
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
	value := flow.False
	for _, clause := range g.clauses {
		holds := flow.True
		for i := range clause {
			l := &clause[i]
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
	for i, r := range s.Roles {
		axis := p.axes.byQuestion[s.derived["needed."+r.ID]][0]
		for _, x := range p.rows.roles {
			if x.axis == axis {
				p.verdicts = append(p.verdicts, verdictRows{i, x.base})
			}
		}
	}
}

// weights are the points of rules, for several roles in one word, so that one
// addition counts for all of them.
type weights struct {
	byRule []int64 // words for each rule
	words  int     // how many a rule has
	lanes  int     // how many roles share a word
	bits   int     // how many bits a role has
}

func newWeights(s *Set) weights {
	w := weights{lanes: 3, bits: 21}
	for role := range s.Roles {
		sum := 0
		for _, r := range s.Rules {
			if r.Effect == Points {
				sum += max(r.Points[role], -r.Points[role])
			}
		}
		if sum >= 1<<(w.bits-1) { // a score may not leave its bits
			w = weights{lanes: 1, bits: 64}
			break
		}
	}
	w.words = (len(s.Roles) + w.lanes - 1) / w.lanes
	w.byRule = make([]int64, len(s.Rules)*w.words)
	for i, r := range s.Rules {
		for role := range s.Roles {
			if r.Effect == Points {
				w.byRule[i*w.words+role/w.lanes] += int64(r.Points[role]) << (role % w.lanes * w.bits)
			}
		}
	}
	return w
}

// unpack takes the score of the first role off a sum.
func (w *weights) unpack(sum int64) (score int, rest int64) {
	unused := 64 - w.bits
	first := sum << unused >> unused
	return int(first), (sum - first) >> w.bits
}

// add sets sums to those of the points of some rules.
func (w *weights) add(sums []int64, rules []int32) {
	if len(sums) == 1 {
		sum := int64(0)
		for _, id := range rules {
			sum += w.byRule[id]
		}
		sums[0] = sum
		return
	}
	clear(sums)
	for _, id := range rules {
		for i, points := range w.byRule[int(id)*w.words:][:w.words] {
			sums[i] += points
		}
	}
}
