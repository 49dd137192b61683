package space

import (
	"math"

	"chiefly/engine/rule"
)

// A forecast is what the verdict on a role can be expected to be, as far as is known.
type forecast struct {
	verdicts chances
	// gain is how much the value of a layer would tell about the verdict, in bits
	// (mutual information: Shannon, "A mathematical theory of communication", 1948).
	// "Not asked" is a value like others.
	gain []float64
}

// chances are those of the verdicts.
type chances [rule.Hire + 1]float64

// forecast finds what a diagram of a verdict comes to in all ways that are likely. It
// goes forth through the layers with how likely each place is, and back with what
// comes of it; a place is a state of the flow and a node. It fails with ErrBudget where
// there are more places than allowed, or the diagram is tooLarge.
func (s *Space) forecast(k *knowledge, root node, budget int) (*forecast, error) {
	if root == tooLarge {
		return nil, ErrBudget
	}
	w := forecaster{Space: s, knowledge: k, places: newTable()}
	w.visit(0, root, 1)
	for i := int32(0); int(i) < w.places.len(); i++ {
		if w.goOn(i); w.places.len() > budget {
			return nil, ErrBudget
		}
	}
	return w.back(), nil
}

type forecaster struct {
	*Space
	*knowledge
	places *table    // state and node; those of one layer after those of the layer before
	likely []float64 // by place
	first  []int     // by place: where its ways on begin
	ways   []way
}

// A way leads on from a place.
type way struct {
	to     int32 // the place, or blocked
	chance float64
}

// visit adds to how likely a place is.
func (w *forecaster) visit(state int32, n node, chance float64) int32 {
	place, fresh := w.places.number([]int32{state, n})
	if fresh {
		w.likely = append(w.likely, 0)
	}
	w.likely[place] += chance
	return place
}

// goOn visits the places after one.
func (w *forecaster) goOn(place int32) {
	w.first = append(w.first, len(w.ways))
	here := w.places.list(place)
	state, n := here[0], here[1]
	at := w.automaton.layer(state)
	if at == w.questions {
		return
	}
	_, chance := w.from(w.automaton, state, w.layers[at].values())
	for v, to := range w.automaton.from(state, w.layers[at].values()) {
		on := way{to: blocked}
		if chance[v] > 0 {
			on = way{w.visit(to, w.store.child(n, int32(at), v), w.likely[place]*chance[v]), chance[v]}
		}
		w.ways = append(w.ways, on)
	}
}

// back goes back from the last places to the first.
func (w *forecaster) back() *forecast {
	f := &forecast{gain: make([]float64, w.questions)}
	comes := make([]chances, w.places.len())
	joint := make([][]chances, w.questions) // by layer and value
	for at := range joint {
		joint[at] = make([]chances, w.layers[at].values())
	}
	for i := len(comes) - 1; i >= 0; i-- {
		here := w.places.list(int32(i))
		at := w.automaton.layer(here[0])
		if at == w.questions {
			comes[i][here[1]] = 1
			continue
		}
		for v, on := range w.ways[w.first[i]:][:w.layers[at].values()] {
			if on.to == blocked {
				continue
			}
			for verdict, chance := range comes[on.to] {
				comes[i][verdict] += on.chance * chance
				joint[at][v][verdict] += w.likely[i] * on.chance * chance
			}
		}
	}
	f.verdicts = comes[0]
	for at, of := range joint {
		f.gain[at] = information(of)
	}
	return f
}

// rounding is what nothing can come to where much is added up, in bits.
const rounding = 1e-12

// information returns the mutual information of a value and a verdict, from the chances
// of both together, in bits.
func information(joint []chances) float64 {
	var verdicts chances
	for _, of := range joint {
		for v, chance := range of {
			verdicts[v] += chance
		}
	}
	bits := 0.0
	for _, of := range joint {
		value := 0.0
		for _, chance := range of {
			value += chance
		}
		for v, chance := range of {
			if chance > 0 {
				bits += chance * math.Log2(chance/(value*verdicts[v]))
			}
		}
	}
	if bits < rounding {
		return 0
	}
	return bits
}

// outcomes returns which verdicts a diagram can come to in the ways that are possible. One
// that is tooLarge can come to any, for all that is known.
func (s *Space) outcomes(k *knowledge, root node) (can [rule.Hire + 1]bool) {
	if root == tooLarge {
		return [rule.Hire + 1]bool{true, true, true, true}
	}
	places, missing := newTable(), len(can)
	visit := func(state int32, n node) {
		if n < terminals {
			if !can[n] {
				can[n] = true
				missing--
			}
			return
		}
		places.number([]int32{state, n})
	}
	visit(0, root)
	for i := int32(0); int(i) < places.len() && missing > 0; i++ {
		here := places.list(i)
		state, n := here[0], here[1]
		at := s.automaton.layer(state)
		possible, _ := k.from(s.automaton, state, s.layers[at].values())
		for v, to := range s.automaton.from(state, s.layers[at].values()) {
			if possible[v] {
				visit(to, s.store.child(n, int32(at), v))
			}
		}
	}
	return can
}
