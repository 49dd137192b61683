package rule

import (
	"math/bits"

	"chiefly/engine/flow"
)

// bins are the options of Choices questions that literals mention, in groups that
// are small enough for an axis each: one with a cell for every set of them.
type bins map[*flow.Question][]uint64

// Limits of bins.
const (
	mostInBin  = 6 // options in a bin
	mostPieces = 4 // bins that a literal, and clauses that a clause, is split over
)

// binsOf makes the bins for literals.
func binsOf(literals []*literal) bins {
	mentioned := map[*flow.Question]uint64{}
	for _, l := range literals {
		if l.question.Type == flow.Choices {
			mentioned[l.question] |= l.test.named
		}
	}
	made := bins{}
	for q, options := range mentioned {
		for ; options != 0; options &= options - 1 {
			last := len(made[q]) - 1
			if last < 0 || bits.OnesCount64(made[q][last]) == mostInBin {
				made[q], last = append(made[q], 0), last+1
			}
			made[q][last] |= options & -options
		}
	}
	return made
}

// split divides literals over bins: any of some options is any of those in one
// bin, or any of those in another; none of them is none here and none there. Of a
// Choices question everything is known or nothing is, so that the meaning stays.
func (b bins) split(c cases) cases {
	out := cases{negated: c.negated}
	for _, clause := range c.clauses {
		out.clauses = append(out.clauses, b.splitClause(clause)...)
	}
	return out
}

func (b bins) splitClause(c clause) []clause {
	alternatives := []clause{{}}
	for _, l := range c {
		pieces := b.pieces(l)
		if l.question.Type == flow.Choices && l.test.form == noneOf {
			for i := range alternatives {
				alternatives[i] = append(alternatives[i], pieces...)
			}
			continue
		}
		if len(pieces)*len(alternatives) > mostPieces {
			pieces = []*literal{l}
		}
		var longer []clause
		for _, a := range alternatives {
			for _, piece := range pieces {
				longer = append(longer, append(a[:len(a):len(a)], piece))
			}
		}
		alternatives = longer
	}
	return alternatives
}

// pieces returns the parts of a literal that single bins can tell, or the literal
// itself where there are too many.
func (b bins) pieces(l *literal) []*literal {
	if l.question.Type != flow.Choices || l.test.form == counted {
		return []*literal{l}
	}
	var pieces []*literal
	for _, bin := range b[l.question] { // each option is in one
		if here := l.test.named & bin; here != 0 {
			pieces = append(pieces, &literal{l.question, picked(here, l.test.form)})
		}
	}
	if len(pieces) > mostPieces {
		return []*literal{l}
	}
	return pieces
}
