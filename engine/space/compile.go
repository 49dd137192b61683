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
	states *table  // of what is left
	first  []int32 // by state: the first of the memories of it
	known  []memory
	most   int // nodes of the store
	work   int // that may still be done
	over   bool
	stack  []weighted // of what is left along the way down
	key    []int32
}

// left is what is left of the rules of a role at a place: residual conditions, true
// where they hold for certain.
type left struct {
	out, in, held node
	points        []weighted // ascending by node, no two the same, none decided
	least, most   int        // what points can come to
}

// weighted is points for the role where a condition holds.
type weighted struct {
	when   node
	points int32
}

// An interval is the scores for which a diagram is right, both included.
type interval struct {
	lo, hi int
	found  node
}

// A memory is an interval that was found for a state, one of several.
type memory struct {
	interval
	next int32 // or none
}

const none = -1

// endless is more than any score, and mostPoints what rules may come to for a role:
// points are kept in tables of 32 bits.
const (
	endless    = 1 << 60
	mostPoints = 1<<31 - 1
)

// workOfNode is how much work is allowed for each node of the budget: places gone
// through, times the rules that are open there and the values that are tried.
const workOfNode = 48

// verdicts makes the diagrams of the verdicts on all roles. One that takes more than
// allowed is tooLarge.
func (s *Space) verdicts(m *model) {
	for role := range m.set.Roles {
		m.roots = append(m.roots, s.compile(m, role))
	}
}

// Exact reports whether the diagram of the verdict on a role is there. Where it is not,
// since it takes more than the budget of the Space, what concerns the role is left to a
// solver and to samples.
func (s *Space) Exact(role int) bool { return s.roots[role] != tooLarge }

// compile makes the diagram of the verdict on a role. It returns tooLarge, and leaves no
// node behind, where that takes more than allowed.
func (s *Space) compile(m *model, role int) node {
	c, start, score := s.compiler(m, role, nil)
	if s.store.err != nil {
		return isFalse
	}
	before := s.store.nodes.len()
	found := c.from(0, 0, start, score).found
	if c.over {
		s.store.nodes.truncate(before)
		return tooLarge
	}
	return found
}

// compileWithout makes the diagram of the verdict on a role without one rule, for as long as
// it is used: it leaves no node behind. It reports whether that took no more than allowed;
// else it is not used.
func (s *Space) compileWithout(i, role int, use func(without node)) (ok bool) {
	c, start, score := s.compiler(&s.model, role, func(other int) bool { return other == i })
	if s.store.err != nil || s.roots[role] == tooLarge {
		return false
	}
	before := s.store.nodes.len()
	defer s.store.nodes.truncate(before)
	if found := c.from(0, 0, start, score).found; !c.over {
		use(found)
	}
	return !c.over
}

// compiler returns a compiler for a role, and where it begins: what is left of the rules
// before any answer, and the points of those that always fire.
func (s *Space) compiler(m *model, role int, skip func(rule int) bool) (c *compiler, start left, score int) {
	start, score = s.start(m, role, skip)
	nodes := min(s.store.nodes.len()+s.store.perRole, s.store.budget-1)
	return &compiler{Space: s, limits: m.set.Roles[role].Thresholds, states: newTable(), most: nodes, work: workOfNode * s.store.perRole}, start, score
}

// start returns where the compiler of a role begins.
func (s *Space) start(m *model, role int, skip func(rule int) bool) (left, int) {
	start := left{out: isFalse, in: isFalse, held: s.certain(m.held[role])}
	total := 0
	var points []weighted
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
			if total += max(r.Points[role], -r.Points[role]); total > mostPoints {
				s.store.err = ErrPoints
				return start, 0
			}
			points = append(points, weighted{when, int32(r.Points[role])})
		}
	}
	slices.SortFunc(points, byCondition)
	return start, start.merge(nil, points, nil)
}

func byCondition(a, b weighted) int { return cmp.Compare(a.when, b.when) }

// certain is true where a condition is, and false elsewhere.
func (s *Space) certain(n node) node { return s.store.where(n, flow.True) }

// merge sets the points that are left to those of two lists in order, of which the first
// has none that is decided: conditions that are the same are joined. It writes them behind
// those on a stack, and returns the points of what holds.
func (l *left) merge(kept, moved, stack []weighted) (gained int) {
	at := len(stack)
	for len(kept) > 0 || len(moved) > 0 {
		var w weighted
		if len(moved) == 0 || len(kept) > 0 && kept[0].when < moved[0].when {
			w, kept = kept[0], kept[1:]
		} else {
			w, moved = moved[0], moved[1:]
		}
		switch last := len(stack) - 1; {
		case w.when == isTrue:
			gained += int(w.points)
		case w.when == isFalse:
		case last >= at && stack[last].when == w.when:
			stack[last].points += w.points
		default:
			stack = append(stack, w)
		}
	}
	l.points = slices.DeleteFunc(stack[at:], func(w weighted) bool { return w.points == 0 })
	l.least, l.most = 0, 0
	for _, w := range l.points {
		l.least, l.most = l.least+int(min(w.points, 0)), l.most+int(max(w.points, 0))
	}
	return gained
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
	least, most := l.least, l.most
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
	id, fresh := c.states.number(c.keyOf(state, l))
	if fresh {
		c.first = append(c.first, none)
	}
	for i := c.first[id]; i != none; i = c.known[i].next {
		if known := c.known[i].interval; known.lo <= score && score <= known.hi {
			return known
		}
	}
	found := c.expand(at, state, l, score)
	c.known = append(c.known, memory{found, c.first[id]})
	c.first[id] = int32(len(c.known) - 1)
	c.work -= (1 + len(l.points)) * c.layers[at].values()
	c.over = c.over || c.work < 0 || c.store.nodes.len() >= c.most
	return found
}

// keyOf returns what is left as a list, with the state of the flow, which tells the
// layer too: the automaton numbers its states through all layers.
func (c *compiler) keyOf(state int32, l *left) []int32 {
	c.key = append(c.key[:0], state, l.out, l.in, l.held)
	for _, w := range l.points {
		c.key = append(c.key, w.when, w.points)
	}
	return c.key
}

// expand makes the diagram of a place from those below it.
func (c *compiler) expand(at int, state int32, l *left, score int) interval {
	list := []int32{int32(at)}
	all := interval{lo: -endless, hi: endless}
	base := len(c.stack)
	kept, looking := c.split(int32(at), l.points)
	looks := len(looking) > 0 || c.store.level(l.out) == int32(at) || c.store.level(l.in) == int32(at) || c.store.level(l.held) == int32(at)
	before, found := int32(blocked), interval{} // the last step
	for v, to := range c.automaton.from(state, c.layers[at].values()) {
		switch {
		case to == blocked || c.over:
			list = append(list, impossible)
			continue
		case looks || to != before:
			after, gained := c.after(l, int32(at), v, kept, looking)
			found = c.from(at+1, to, after, score+gained)
			all.lo, all.hi = max(all.lo, found.lo-gained), min(all.hi, found.hi-gained)
			before = to
		}
		list = append(list, found.found)
	}
	c.stack = c.stack[:base]
	all.found = c.store.make(list)
	return all
}

// split puts points on the stack, those first whose conditions do not look at a layer.
func (c *compiler) split(level int32, points []weighted) (kept, looking []weighted) {
	base := len(c.stack)
	for _, w := range points {
		if c.store.level(w.when) != level {
			c.stack = append(c.stack, w)
		}
	}
	middle := len(c.stack)
	for _, w := range points {
		if c.store.level(w.when) == level {
			c.stack = append(c.stack, w)
		}
	}
	return c.stack[base:middle:middle], c.stack[middle:]
}

// after returns what is left after a value, and the points of what holds then. kept and
// looking are the points before it, by whether they look at the layer.
func (c *compiler) after(l *left, level int32, value int, kept, looking []weighted) (next left, gained int) {
	next = left{out: c.store.child(l.out, level, value), in: c.store.child(l.in, level, value), held: c.store.child(l.held, level, value)}
	base := len(c.stack)
	for _, w := range looking {
		c.stack = append(c.stack, weighted{c.store.child(w.when, level, value), w.points})
	}
	moved := c.stack[base:]
	slices.SortFunc(moved, byCondition)
	c.stack = slices.Grow(c.stack, len(kept)+len(moved))
	gained = next.merge(kept, moved, c.stack)
	c.stack = c.stack[:len(c.stack)+len(next.points)]
	return next, gained
}
