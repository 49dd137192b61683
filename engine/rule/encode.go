package rule

import (
	"slices"

	"chiefly/engine/flow"
)

// An Encoded is answers in the form that Evaluate reads. The zero Encoded is ready
// to be filled by Encode; used again, it keeps its memory. It belongs to the set
// that filled it.
type Encoded struct {
	visible flow.Row // without the answers to questions that are not asked
	own     flow.Row // visible, where that is not the row given
	rules   location
	rows    location
}

// Encode prepares answers for Evaluate. Answers to questions that the flow does
// not ask are left aside. The row is not copied: it must stay as it is for as long
// as dst is used. Encode allocates nothing once dst has been used.
func (s *Set) Encode(dst *Encoded, answers flow.Row) {
	p := s.program
	dst.visible, dst.own = answers, dst.own[:0]
	for i := range p.guards {
		if g := &p.guards[i]; g.matters(dst.visible) && !g.open(dst.visible) {
			dst.park(g.questions)
		}
	}
	dst.rules.clear(len(p.steps))
	dst.rows.clear(len(p.steps))
	rules, rows := dst.rules.known, dst.rows.known
	var inRules, inRows int
	for i := range p.steps {
		step := &p.steps[i]
		answer := &dst.visible[step.axis.question]
		cell := step.axis.cell(answer)
		if cell >= rough {
			step.rules.blur(&dst.rules, step.axis, cell, answer)
			step.rows.blur(&dst.rows, step.axis, cell, answer)
			continue
		}
		rules[inRules] = step.rules.base + uint32(cell)*step.rules.words
		inRules += step.rules.looks
		rows[inRows] = step.rows.base + uint32(cell)*step.rows.words
		inRows += step.rows.looks
	}
	dst.rules.known, dst.rows.known = rules[:inRules], rows[:inRows]
}

// A step is an axis of a question, and its rows in the two matrices.
type step struct {
	axis        *axis
	rules, rows stepRows
}

// stepRows are the rows of an axis in a matrix.
type stepRows struct {
	looks       int // 1, or 0 where the matrix does not look at the axis
	base, words uint32
	rows        *matrixAxis
	matrix      *matrix
}

// blur adds an answer that is not known exactly, where the matrix looks at it.
func (s *stepRows) blur(at *location, a *axis, cell uint16, answer *flow.Answer) {
	if s.looks == 1 {
		s.matrix.blur(at, s.rows, a, cell, *answer)
	}
}

// park takes the answers to questions out of sight.
func (e *Encoded) park(questions []int) {
	if len(e.own) == 0 {
		e.own = append(e.own, e.visible...)
		e.visible = e.own
	}
	for _, q := range questions {
		e.own[q] = flow.Answer{}
	}
}

// Asked reports whether a question, by its index in the flow, is asked with these
// answers.
func (s *Set) Asked(e *Encoded, question int) bool {
	for i := range s.program.guards {
		if g := &s.program.guards[i]; slices.Contains(g.questions, question) {
			return g.open(e.visible)
		}
	}
	return true
}
