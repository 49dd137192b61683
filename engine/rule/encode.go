package rule

import "chiefly/engine/flow"

// An Encoded is answers in the form that Evaluate reads. The zero Encoded is ready
// to be filled by Encode; used again, it keeps its memory. It belongs to the set
// that filled it.
type Encoded struct {
	visible flow.Row // without the answers to questions that are not asked
	cells   []uint16 // by axis
	rules   location
	rows    location
}

// Encode prepares answers for Evaluate. Answers to questions that the flow does
// not ask are left aside. It allocates nothing once dst has been used.
func (s *Set) Encode(dst *Encoded, answers flow.Row) {
	p := s.program
	dst.visible = append(dst.visible[:0], answers...)
	for i := range p.guards {
		if g := &p.guards[i]; !dst.visible[g.question].IsUnknown() && !g.open(dst.visible) {
			dst.visible[g.question] = flow.Answer{}
		}
	}
	dst.cells = dst.cells[:0]
	for _, a := range p.axes.all {
		if a.isVerdict() {
			break
		}
		dst.cells = append(dst.cells, a.cell(&dst.visible[a.question]))
	}
	p.rules.locate(&dst.rules, p.axes, dst.cells, dst.visible)
	p.rows.locate(&dst.rows, p.axes, dst.cells, dst.visible)
}

// Asked reports whether a question, by its index in the flow, is asked with these
// answers.
func (s *Set) Asked(e *Encoded, question int) bool {
	for i := range s.program.guards {
		if g := &s.program.guards[i]; g.question == question {
			return g.open(e.visible)
		}
	}
	return true
}
