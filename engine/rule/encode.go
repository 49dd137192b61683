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
	at      location
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
	known, n := slices.Grow(dst.at.known[:0], p.questions)[:p.questions], 0
	dst.at.exact = true
	for i, a := range p.axes.all[:p.questions] {
		answer, x := &dst.visible[a.question], &p.matrix.axes[i]
		if cell := a.cell(answer); cell < rough {
			known[n] = x.base + uint32(cell)*uint32(p.matrix.words)
			n++
		} else {
			p.matrix.blur(&dst.at, x, a, cell, *answer)
		}
	}
	dst.at.known = known[:n]
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
