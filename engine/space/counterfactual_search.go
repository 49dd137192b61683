package space

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A route looks for the nearest way through the flow and the diagram of a verdict, by
// the method of Dijkstra ("A note on two problems in connexion with graphs", 1959). A
// place is a state of the flow, a node, one of the condition under which somebody is in
// the role, and whether the question under way has been changed.
type route struct {
	*changer
	places *table
	cost   []uint64 // by place: the least known
	before []hop    // by place: how it is reached at that
	queue  queue
}

// A hop leads from a place by a value.
type hop struct {
	place int32
	value int
}

// costOfChange is the cost of changing an answer; the steps that it moves cost 1 each.
const costOfChange = 1 << 32

// mostPlaces bounds a search: beyond it the answer would take longer than anybody
// waits.
const mostPlaces = 400_000

// together changes any number of answers.
func (c *changer) together() (*Counterfactuals, error) {
	r := route{changer: c, places: newTable(), queue: queue{lists: map[uint64][]int32{}}}
	r.reach(0, c.roots[c.role], c.Space.held[c.role], false, 0, hop{place: -1})
	for {
		place, cost, ok := r.queue.pop()
		if !ok || r.arrive(place, cost) {
			break
		}
		if r.places.len() > min(mostPlaces, c.store.budget) {
			return nil, ErrBudget
		}
	}
	return &Counterfactuals{Nearest: c.found}, c.confirm()
}

// arrive goes on from a place, at the least cost that it can be reached for. It reports
// whether the search is over.
func (r *route) arrive(place int32, cost uint64) bool {
	if cost > r.cost[place] {
		return false // reached for less since
	}
	here := r.places.list(place)
	state, n, held, changed := here[0], here[1], here[2], here[3] == 1
	at := r.automaton.layer(state)
	switch {
	case n < terminals && !r.wanted[n], held < terminals && held != terminal(r.held):
		return false
	case at == r.questions:
		return r.offer(rule.Verdict(n), r.changes(place))
	}
	l := &r.layers[at]
	to := r.automaton.from(state, l.values())
	asked := r.automaton.keys.list(state)[keyAbsent] == 0 && (!l.first || to[0] != blocked)
	for v, next := range slices.Backward(to) {
		if next == blocked {
			continue
		}
		if more, after, ok := r.price(at, v, asked, changed); ok {
			r.reach(next, r.store.child(n, int32(at), v), r.store.child(held, int32(at), v), after && !l.last, cost+more, hop{place, v})
		}
	}
	return false
}

// price returns what a value costs, whether the question under way has been changed
// then, and whether it can be.
func (r *route) price(at, value int, asked, changed bool) (cost uint64, after, ok bool) {
	now := &r.now[at]
	first := r.layers[at].first
	switch {
	case !asked, value == now.value && (now.known || first): // "not known" can stay so
		return 0, changed, true
	case value == r.layers[at].unknown(), now.fixed:
		return 0, false, false
	case changed:
		return now.steps[value], true, true
	}
	return costOfChange + now.steps[value], true, true
}

// reach notes a way to a place.
func (r *route) reach(state int32, n, held node, changed bool, cost uint64, by hop) {
	place, fresh := r.places.number([]int32{state, n, held, truth(changed) / isTrue})
	switch {
	case fresh:
		r.cost, r.before = append(r.cost, cost), append(r.before, by)
	case cost >= r.cost[place]:
		return
	default:
		r.cost[place], r.before[place] = cost, by
	}
	r.queue.push(place, cost)
}

// changes returns the answers that are changed on the way to a place.
func (r *route) changes(place int32) flow.Answers {
	way := make([]int, r.questions)
	for at := r.questions - 1; at >= 0; at-- {
		way[at] = r.before[place].value
		place = r.before[place].place
	}
	changes := flow.Answers{}
	for at := 0; at < r.questions; {
		end := r.end(at)
		q := r.flow.Questions[r.layers[at].question]
		if way[at] != r.layers[at].unknown() && r.differs(at, way[at:end]) {
			changes[q.ID] = moved(q, r.layers[at:end], way[at:end], r.answers[q.ID])
		}
		at = end
	}
	return changes
}

func (r *route) differs(at int, values []int) bool {
	for i, v := range values {
		if r.now[at+i].value != v {
			return true
		}
	}
	return false
}

// A queue holds places by cost. There are few costs, and the last place that comes is
// the first to leave, so that a way once begun is followed to its end.
type queue struct {
	costs []uint64 // ascending; each has a list
	lists map[uint64][]int32
}

func (q *queue) push(place int32, cost uint64) {
	at, found := slices.BinarySearch(q.costs, cost)
	if !found {
		q.costs = slices.Insert(q.costs, at, cost)
	}
	q.lists[cost] = append(q.lists[cost], place)
}

func (q *queue) pop() (place int32, cost uint64, ok bool) {
	if len(q.costs) == 0 {
		return 0, 0, false
	}
	cost = q.costs[0]
	list := q.lists[cost]
	last := len(list) - 1
	if place, q.lists[cost] = list[last], list[:last]; last == 0 {
		q.costs = slices.Delete(q.costs, 0, 1)
		delete(q.lists, cost)
	}
	return place, cost, true
}
