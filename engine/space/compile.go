package space

import (
	"cmp"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A compiler makes the diagram of the verdict on one role.
//
// It goes down layer by layer with what is left of the role's rules, and the score
// of those that have fired. The diagram found for a score is right for all scores of
// an interval, since what can still be added moves them over the same thresholds; it
// is remembered with the interval.
type compiler struct {
	*Space
	limits rule.Thresholds
	states *table       // of what is left
	known  [][]interval // by state: what has been found, for scores apart from each other
	work   int
}

// left is what is left of the rules of a role at a place: residual conditions, true
// where they hold for certain.
type left struct {
	out, in, held node
	points        []weighted // ascending by node, no two the same
}

// weighted is points for the role where a condition holds.
type weighted struct {
	when   node
	points int
}

// An interval is the scores for which a diagram is right, both included.
type interval struct {
	lo, hi int
	found  node
}

// endless is more than any score, and mostPoints what rules may come to for a role:
// points are kept in tables of 32 bits.
const (
	endless    = 1 << 60
	mostPoints = 1<<31 - 1
)

// workOfNode is how much work is allowed for each node of the budget: places gone
// through, times the rules that are open there and the values that are tried.
const workOfNode = 48

// verdicts makes the diagrams of the verdicts on all roles.
func (s *Space) verdicts(m *model) {
	for role := range m.set.Roles {
		m.roots = append(m.roots, s.compile(m, role, nil))
	}
}

// compile makes the diagram of the verdict on a role, without the rules to skip.
func (s *Space) compile(m *model, role int, skip func(rule int) bool) node {
	c := compiler{Space: s, limits: m.set.Roles[role].Thresholds, states: newTable()}
	start := left{out: isFalse, in: isFalse, held: s.certain(m.held[role])}
	total := 0
	for i, r := range m.set.Rules {
		if !r.Touches[role] || skip != nil && skip(i) {
			continue
		}
		switch when := s.certain(m.rules[i]); r.Effect {
		case rule.Require:
			start.in = s.store.or(start.in, when)
		case rule.RuleOut:
			start.out = s.store.or(start.out, when)
		default:
			start.points = append(start.points, weighted{when, r.Points[role]})
			total += max(r.Points[role], -r.Points[role])
		}
	}
	if total > mostPoints {
		s.store.err = ErrPoints
		return isFalse
	}
	score := start.settle()
	return c.from(0, 0, start, score).found
}

// certain is true where a condition is, and false elsewhere.
func (s *Space) certain(n node) node { return s.store.where(n, flow.True) }

// settle takes out the conditions that are decided, joins those that are the same,
// and returns the points of those that hold.
func (l *left) settle() (score int) {
	slices.SortFunc(l.points, func(a, b weighted) int { return cmp.Compare(a.when, b.when) })
	open := l.points[:0]
	for _, w := range l.points {
		switch last := len(open) - 1; {
		case w.when == isTrue:
			score += w.points
		case w.when == isFalse:
		case last >= 0 && open[last].when == w.when:
			open[last].points += w.points
		default:
			open = append(open, w)
		}
	}
	l.points = slices.DeleteFunc(open, func(w weighted) bool { return w.points == 0 })
	return score
}

// bounds returns what can be added to the score at least and at most.
func (l *left) bounds() (least, most int) {
	for _, w := range l.points {
		least, most = least+min(w.points, 0), most+max(w.points, 0)
	}
	return least, most
}

// class returns the scores that are as good as one: the interval between thresholds.
func (c *compiler) class(score int) (lo, hi int, v rule.Verdict) {
	switch {
	case score >= c.limits.Hire:
		return c.limits.Hire, endless, rule.Hire
	case score >= c.limits.Later:
		return c.limits.Later, c.limits.Hire - 1, rule.Later
	}
	return -endless, min(c.limits.Hire, c.limits.Later) - 1, rule.No
}

// simplify forgets what cannot matter any more. It returns the interval of scores for
// which that is so, and one that stands for all of them.
func (c *compiler) simplify(l *left, score int) (in interval, standing int) {
	all := interval{lo: -endless, hi: endless}
	if l.out == isTrue {
		*l = left{out: isTrue, in: isFalse, held: isFalse}
		return all, score
	}
	if l.in == isTrue {
		l.points = nil
		return all, score
	}
	least, most := l.bounds()
	from, to, v := c.class(score + least)
	switch {
	case score+most <= to: // whatever is added, it is the same
		l.points = nil
		l.forget(v)
		return interval{lo: from - least, hi: to - most}, score + least
	case score+most < c.limits.Hire:
		l.forget(rule.Later) // the scores for which that is so show below
	}
	return all, score
}

// forget forgets what does not matter when the points come to a verdict at best.
func (l *left) forget(best rule.Verdict) {
	if best == rule.Hire {
		l.in = isTrue
	}
	if l.in != isFalse {
		return
	}
	l.held = isFalse
	if best == rule.No {
		l.out = isFalse
	}
}

// decided returns the verdict where nothing is left that could change it.
func (c *compiler) decided(l *left, score int) (interval, bool) {
	if len(l.points) > 0 || l.out >= terminals || l.in >= terminals || l.held >= terminals {
		return interval{}, false
	}
	lo, hi, v := c.class(score)
	if l.in == isTrue {
		lo, hi, v = -endless, endless, rule.Hire
	}
	switch {
	case l.out == isTrue:
		return interval{-endless, endless, node(rule.No)}, true
	case v == rule.Hire && l.held == isTrue:
		v = rule.Keep
	}
	return interval{lo, hi, node(v)}, true
}

// from makes the diagram from a layer on, in a state of the flow.
func (c *compiler) from(at int, state int32, l left, score int) interval {
	within, score := c.simplify(&l, score)
	found, ok := c.decided(&l, score)
	if !ok {
		found = c.remembered(at, state, &l, score)
	}
	if len(l.points) > 0 {
		within.lo, within.hi = max(within.lo, found.lo), min(within.hi, found.hi)
	}
	within.found = found.found
	return within
}

// remembered makes the diagram, unless it is known.
func (c *compiler) remembered(at int, state int32, l *left, score int) interval {
	id, fresh := c.states.number(l.key(state))
	if fresh {
		c.known = append(c.known, nil)
	}
	for _, known := range c.known[id] {
		if known.lo <= score && score <= known.hi {
			return known
		}
	}
	found := c.expand(at, state, l, score)
	c.known[id] = append(c.known[id], found)
	if c.work += (1 + len(l.points)) * c.layers[at].values(); c.work > workOfNode*c.store.budget {
		c.store.err = ErrBudget
	}
	return found
}

// expand makes the diagram of a place from those below it.
func (c *compiler) expand(at int, state int32, l *left, score int) interval {
	list := []int32{int32(at)}
	all := interval{lo: -endless, hi: endless}
	looks := l.looksAt(c.store, int32(at))
	before, found := int32(blocked), interval{} // the last step
	for v, to := range c.automaton.from(state, c.layers[at].values()) {
		switch {
		case to == blocked || c.store.err != nil:
			list = append(list, impossible)
			continue
		case looks || to != before:
			after, gained := l.after(c.store, int32(at), v)
			found = c.from(at+1, to, after, score+gained)
			all.lo, all.hi = max(all.lo, found.lo-gained), min(all.hi, found.hi-gained)
			before = to
		}
		list = append(list, found.found)
	}
	all.found = c.store.make(list)
	return all
}

// key returns what is left as a list, with the state of the flow, which tells the
// layer too: the automaton numbers its states through all layers.
func (l *left) key(state int32) []int32 {
	key := []int32{state, l.out, l.in, l.held}
	for _, w := range l.points {
		key = append(key, w.when, int32(w.points))
	}
	return key
}

func (l *left) looksAt(s *store, level int32) bool {
	return s.level(l.out) == level || s.level(l.in) == level || s.level(l.held) == level ||
		slices.ContainsFunc(l.points, func(w weighted) bool { return s.level(w.when) == level })
}

// after returns what is left after a value, and the points of what holds then.
func (l *left) after(s *store, level int32, value int) (next left, gained int) {
	next = left{s.child(l.out, level, value), s.child(l.in, level, value), s.child(l.held, level, value), make([]weighted, len(l.points))}
	for i, w := range l.points {
		next.points[i] = weighted{s.child(w.when, level, value), w.points}
	}
	return next, next.settle()
}
