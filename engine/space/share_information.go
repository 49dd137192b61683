package space

import (
	"cmp"
	"slices"

	"chiefly/engine/flow"
)

// Telling is how much the answer to a question tells about the verdicts.
type Telling struct {
	Question *flow.Question
	// Option is, of a Choices question, the one of which it tells most whether it is
	// picked: the figures are for that alone. It is -1 for other questions, and where
	// whether the answer is known or how many others are picked tells more.
	Option int
	// Bits are by role, and Sum is theirs.
	Bits []float64
	Sum  float64
}

// Information returns how much the answer to each question tells about the verdicts in a
// population, where nothing else is known; nil is a uniform one. It is the mutual
// information of the answer and the verdict on each role, in bits, where "not known" and
// "not asked" together are an answer like others. The questions that tell most in sum
// over the roles come first. It fails with ErrBudget.
func (s *Space) Information(p *Population) ([]Telling, error) {
	k := s.everything(p)
	var gains [][]float64
	for _, root := range s.roots {
		f, err := s.forecast(k, root, DefaultBudget)
		if err != nil {
			return nil, err
		}
		gains = append(gains, f.gain)
	}
	return s.telling(gains), nil
}

// telling ranks the questions by gains by role and layer.
func (s *Space) telling(gains [][]float64) []Telling {
	told := make([]Telling, len(s.flow.Questions))
	for at := range s.questions {
		t := Telling{Question: s.flow.Questions[s.layers[at].question], Option: -1}
		if s.layers[at].kind == bit {
			t.Option = s.layers[at].option
		}
		for _, gain := range gains {
			t.Bits = append(t.Bits, gain[at])
			t.Sum += gain[at]
		}
		if best := &told[s.layers[at].question]; s.layers[at].first || t.Sum > best.Sum {
			*best = t
		}
	}
	slices.SortStableFunc(told, func(a, b Telling) int { return cmp.Compare(b.Sum, a.Sum) })
	return told
}
