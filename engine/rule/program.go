package rule

import (
	"slices"

	"chiefly/engine/flow"
)

// A program is the compiled form of a rule set: what Encode and Evaluate run.
type program struct {
	axes   *axes
	guards []guard // in the order of the first question of each
	matrix *matrix
	rules  *section // of the rules, and after them of whether each role is held
	rows   *section // of the arrangement rows, which look at verdicts too

	questions  int // how many axes are of questions; those of verdicts follow
	points     weights
	deciding   []deciding
	held       int          // the condition of rules from which on roles are held
	thresholds []Thresholds // by role
	topics     []int        // by arrangement row; the number of what it decides
	several    int          // how many topics there are
}

// A guard is the condition under which some questions are asked, over answers by
// question index. It looks at questions before all of them.
type guard struct {
	questions []int // whose condition it is, by index
	clauses   [][]guardLiteral
	negated   bool // holds where none of the clauses does
}

type guardLiteral struct {
	index int // of the question
	*literal
}

// deciding is rules that decide on a role by themselves: those of one word of
// the rules that fire. The roles are bits.
type deciding struct {
	word             int
	rules            uint64
	require, ruleOut uint64
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
	p.questions = len(p.axes.all)
	for _, r := range s.Roles {
		p.axes.addVerdict(s.derived["needed."+r.ID], s.derived["verdict."+r.ID])
	}
	p.guard(s.flow)
	p.decide(s)
	p.number(s.Arrangements)
	m, fits := newMatrix(p.axes, decided, arranged)
	p.matrix, p.rules, p.rows = m, &m.sections[0], &m.sections[1]
	return p, fits
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

// guard compiles the conditions of the flow. Questions with the same one share a
// guard.
func (p *program) guard(f *flow.Flow) {
	index, known := map[*flow.Question]int{}, map[string]int{}
	for i, q := range f.Questions {
		index[q] = i
		c, conditional := q.When.(*Condition)
		if !conditional {
			continue
		}
		g, seen := known[c.Text]
		if !seen {
			g = len(p.guards)
			known[c.Text] = g
			p.guards = append(p.guards, guard{clauses: guardClauses(c, index), negated: c.cases.negated})
		}
		p.guards[g].questions = append(p.guards[g].questions, i)
	}
}

func guardClauses(c *Condition, index map[*flow.Question]int) [][]guardLiteral {
	var clauses [][]guardLiteral
	for _, clause := range c.cases.clauses {
		var literals []guardLiteral
		for _, l := range clause {
			literals = append(literals, guardLiteral{index[l.question], l})
		}
		clauses = append(clauses, literals)
	}
	return clauses
}

// matters reports whether one of the questions has an answer.
func (g *guard) matters(answers flow.Row) bool {
	for _, q := range g.questions {
		if !answers[q].IsUnknown() {
			return true
		}
	}
	return false
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

// decide collects what decides on roles besides points.
func (p *program) decide(s *Set) {
	p.held = len(s.Rules)
	for _, r := range s.Roles {
		p.thresholds = append(p.thresholds, r.Thresholds)
	}
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
					d := deciding{word: w, rules: rules}
					if effect == Require {
						d.require = 1 << role
					} else {
						d.ruleOut = 1 << role
					}
					p.deciding = append(p.deciding, d)
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
