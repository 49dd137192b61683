package space

import (
	"math"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// An ordering looks for an order of the questions that keeps the diagrams of verdicts
// small. Their size grows with what has to be remembered half-way: the score so far,
// and the answers that conditions need which wait for others. The estimate of both is
// rough, but costs microseconds where the real size costs a second.
type ordering struct {
	values []float64 // by question: how many its answers are to conditions, as a power of 2
	before [][]int   // by question: those that its guard mentions
	roles  [][]demand
	at     []int // by question: its place
}

// A demand is a condition for a role: the questions that it needs and its points.
type demand struct {
	questions []int
	points    int
}

// orderOf returns the questions of a flow, by index, in a good order for the layers: for
// the diagrams of its rule set and, unless it is nil, those of another one. Questions come
// after those that decide whether they are asked.
func orderOf(c Content, other *Content, found map[*flow.Question]*mentions) []int {
	index := map[string]int{}
	o := ordering{}
	for i, q := range c.Flow.Questions {
		index[q.ID] = i
		o.values = append(o.values, found[q].values(q))
		o.at = append(o.at, i)
		o.before = append(o.before, nil)
		if q.When != nil {
			o.before[i] = indexes(index, q.When.Questions())
		}
	}
	for role := range c.Set.Roles {
		o.roles = append(o.roles, demandsOn(index, c.Set, role))
	}
	if other != nil {
		o.addOther(index, c.Set, other.Set)
	}
	order := make([]int, len(c.Flow.Questions))
	for i := range order {
		order[i] = i
	}
	return o.climb(order)
}

// demandsOn returns the demands of the rules of a role.
func demandsOn(index map[string]int, set *rule.Set, role int) []demand {
	var demands []demand
	for _, r := range set.Rules {
		if r.Touches[role] {
			demands = append(demands, demand{indexes(index, r.When.Questions()), max(r.Points[role], -r.Points[role])})
		}
	}
	return demands
}

// addOther adds the demands of another rule set. Those that the first one has too count
// once.
func (o *ordering) addOther(index map[string]int, set, other *rule.Set) {
	for i, r := range other.Roles {
		demands, role := demandsOn(index, other, i), set.RoleIndex(r.ID)
		if role < 0 {
			o.roles = append(o.roles, demands)
			continue
		}
		own := o.roles[role]
		for _, d := range demands {
			if !slices.ContainsFunc(own, func(x demand) bool { return x.points == d.points && slices.Equal(x.questions, d.questions) }) {
				o.roles[role] = append(o.roles[role], d)
			}
		}
	}
}

// indexes returns the questions of some ids, by index, but for those that are not there.
func indexes(of map[string]int, ids []string) []int {
	var found []int
	for _, id := range ids {
		if i, ok := of[id]; ok {
			found = append(found, i)
		}
	}
	return found
}

// values returns how many different answers there are to conditions, as a power of 2.
func (m *mentions) values(q *flow.Question) float64 {
	if m == nil {
		return 0
	}
	switch q.Type {
	case flow.Integer:
		return math.Log2(float64(len(m.starts) + 2))
	case flow.Choices:
		return float64(q.MaxPicks)
	}
	return math.Log2(float64(len(q.Options) + 1))
}

// mostTries bounds how many orders are tried.
const mostTries = 20_000

// climb moves one question at a time to where the estimate is least, until no move
// helps.
func (o *ordering) climb(order []int) []int {
	best, tries := o.cost(order), 0
	for improved := true; improved && tries < mostTries; tries += len(order) * len(order) {
		improved = false
		for q := range order {
			from := slices.Index(order, q)
			others := slices.Delete(slices.Clone(order), from, from+1)
			for to := range order {
				moved := slices.Insert(slices.Clone(others), to, q)
				if cost := o.cost(moved); cost < best*(1-1e-9) {
					order, best, improved = moved, cost, true
				}
			}
		}
	}
	return order
}

// cost estimates the size of all diagrams taken together in an order: that of their
// product, which is what takes longest. It is infinite where a question comes before
// one that decides whether it is asked.
func (o *ordering) cost(order []int) float64 {
	for i, q := range order {
		o.at[q] = i
	}
	for q, before := range o.before {
		for _, p := range before {
			if o.at[p] > o.at[q] {
				return math.Inf(1)
			}
		}
	}
	joint := slices.Repeat([]float64{1}, len(order))
	for _, demands := range o.roles {
		for place, width := range o.widths(demands, order) {
			joint[place] *= width
		}
	}
	sum := 0.0
	for _, width := range joint {
		sum += width
	}
	return sum
}

// widths estimates the size of one diagram for each place between two questions: how
// many scores are told apart, times how many answers are remembered.
func (o *ordering) widths(demands []demand, order []int) []float64 {
	decided := make([]int, len(order)) // points by the place that decides them
	waiting := make([][]int, len(order))
	total := 0
	for _, d := range demands {
		last := 0
		for _, q := range d.questions {
			last = max(last, o.at[q])
		}
		decided[last] += d.points
		total += d.points
		for _, q := range d.questions {
			if o.at[q] < last {
				waiting[o.at[q]] = append(waiting[o.at[q]], last)
			}
		}
	}
	widths, before := make([]float64, len(order)), 0
	for place := range order {
		before += decided[place]
		remembered := 0.0
		for p, until := range waiting[:place+1] {
			open := 0
			for _, last := range until {
				if last > place {
					open++
				}
			}
			remembered += min(float64(open), o.values[order[p]])
		}
		widths[place] = float64(1+min(before, total-before)) * math.Exp2(remembered)
	}
	return widths
}
