package space

import (
	"slices"

	"chiefly/engine/flow"
)

// Best returns the one of some questions whose answer can be expected to tell most about
// the decision, the first of several that tell the same, or nil of none. What an answer
// tells is the information in it about each verdict, and about everything that rows
// decide, added up, for answers as likely as they are in the population of the Quiz.
//
// It is a way to go on quickly, not a claim: verdicts are taken as independent of each
// other there, and an answer known in part as one that is yet to come.
func (z *Quiz) Best(answers flow.Answers, among []*flow.Question) *flow.Question {
	if len(among) == 1 {
		return among[0]
	}
	gains := z.gains(z.space.flow.Visible(answers), among)
	var best *flow.Question
	most := -1.0
	for _, q := range among {
		if gain := gains[q.ID]; gain > most+leastGain {
			best, most = q, gain
		}
	}
	return best
}

// leastGain is what tells no gains apart: less than rounding makes of them.
const leastGain = 1e-9

// gains returns how much the answer to each of some questions tells, by id.
func (z *Quiz) gains(visible flow.Answers, among []*flow.Question) map[string]float64 {
	s, left, w := z.space, z.remaining(visible), &z.weigher
	w.residues, w.chance, w.joint, w.gain = z.residues, z.chances(visible), make([][]chances, len(s.layers)), make([]float64, len(s.layers))
	for at, l := range s.layers[:s.questions] {
		if slices.Contains(among, s.flow.Questions[l.question]) {
			w.joint[at] = make([]chances, l.values())
		}
	}
	for role, root := range left.roots {
		verdicts := chances{1, 1, 1, 1}
		if root != tooLarge {
			verdicts = w.weigh(root)
		}
		w.chance[s.questions+role] = verdicts[:]
	}
	for _, part := range slices.Concat(left.parts, left.first) {
		w.weigh(part)
	}
	gains := map[string]float64{}
	for at, l := range s.layers[:s.questions] {
		gains[s.flow.Questions[l.question].ID] += w.gain[at]
	}
	return gains
}

// chances returns how likely the values of each layer are where its question is asked.
// Those of layers of verdicts are nil.
func (z *Quiz) chances(visible flow.Answers) [][]float64 {
	s := z.space
	all := make([][]float64, len(s.layers))
	for at := 0; at < s.questions; {
		end := s.end(at)
		i := s.layers[at].question
		q := s.flow.Questions[i]
		l := likelihood{q: q, layers: s.layers[at:end], d: &z.population.Questions[i], answer: visible[q.ID], open: true}
		l.find()
		if copy(all[at:], l.chance); s.layers[at].kind == known {
			all[at] = []float64{1 - l.d.Unknown, l.d.Unknown}
		}
		at = end
	}
	return all
}

// A weigher finds how much the values of layers tell about diagrams. It keeps its memory.
type weigher struct {
	*residues
	chance [][]float64 // by layer and value
	gain   []float64   // by layer: in all diagrams so far
	joint  [][]chances // by layer that is asked about, and value: together with what comes of it
	met    []int       // the layers that a diagram looks at, of those
	places []int32     // by node: its place and 1, or 0
	nodes  []node      // by place: each after those below it
	comes  []chances   // what comes of it
	likely []float64   // how likely it is to be met
}

// weigh adds what layers tell about a diagram. It returns how likely its terminals are.
func (w *weigher) weigh(root node) chances {
	if root < terminals {
		return w.after(root)
	}
	if more := w.residues.nodes.len() - len(w.places); more > 0 {
		w.places = append(w.places, make([]int32, more)...)
	}
	w.visit(root)
	w.likely = append(w.likely[:0], make([]float64, len(w.nodes))...)
	w.likely[len(w.nodes)-1] = 1
	for place := len(w.nodes) - 1; place >= 0; place-- {
		w.pass(place)
	}
	all := w.after(root)
	for _, at := range w.met {
		w.gain[at] += information(w.complete(at, all))
		clear(w.joint[at])
	}
	for _, n := range w.nodes {
		w.places[n-terminals] = 0
	}
	w.nodes, w.comes, w.met = w.nodes[:0], w.comes[:0], w.met[:0]
	return all
}

// complete adds to the chances of values and terminals together what there is where the
// layer is not looked at: its values are alike there.
func (w *weigher) complete(at int, all chances) []chances {
	for _, of := range w.joint[at] {
		for t, c := range of {
			all[t] -= c
		}
	}
	for v, chance := range w.chance[at] {
		for t, rest := range all {
			w.joint[at][v][t] += chance * max(0, rest) // rounding can leave less than nothing
		}
	}
	return w.joint[at]
}

// visit finds the nodes of a diagram and what comes of them.
func (w *weigher) visit(n node) {
	at, kids, sum := w.look(n)
	var comes chances
	for v, kid := range kids {
		chance := w.chance[at][v]
		if kid == impossible || chance <= 0 {
			continue
		}
		if kid >= terminals && w.places[kid-terminals] == 0 {
			w.visit(kid)
		}
		for t, c := range w.after(kid) {
			comes[t] += chance / sum * c
		}
	}
	w.nodes, w.comes = append(w.nodes, n), append(w.comes, comes)
	w.places[n-terminals] = int32(len(w.nodes))
}

// pass passes on how likely a place is, and notes what comes of the values of its layer.
func (w *weigher) pass(place int) {
	at, kids, sum := w.look(w.nodes[place])
	joint := w.joint[at]
	if joint != nil && !slices.Contains(w.met, at) {
		w.met = append(w.met, at)
	}
	for v, kid := range kids {
		if kid == impossible || w.chance[at][v] <= 0 {
			continue
		}
		chance := w.likely[place] * w.chance[at][v] / sum
		if kid >= terminals {
			w.likely[w.places[kid-terminals]-1] += chance
		}
		if joint == nil {
			continue
		}
		for t, c := range w.after(kid) {
			joint[v][t] += chance * c
		}
	}
}

// look returns the layer and the children of a node, and the sum of the chances of those
// that are possible.
func (w *weigher) look(n node) (at int, kids []node, sum float64) {
	list := w.residues.nodes.list(n - terminals)
	at, kids = int(list[0]), list[1:]
	for v, kid := range kids {
		if kid != impossible {
			sum += w.chance[at][v]
		}
	}
	return at, kids, sum
}

// after returns how likely terminals are after a node that has been visited.
func (w *weigher) after(n node) (comes chances) {
	switch {
	case n < 0:
	case n < terminals:
		comes[n] = 1
	default:
		comes = w.comes[w.places[n-terminals]-1]
	}
	return comes
}
