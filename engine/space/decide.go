package space

import "chiefly/engine/rule"

// attempts is how many answer sets are tried to see that a rule decides something.
const attempts = 400

// triedDeciding tries answers for which a rule fires. It reports whether some have
// another verdict without it.
func (f *finder) triedDeciding(i int) bool {
	walk := walker{search: search{Space: f.Space, values: make([]int, f.questions)}, state: uint64(i)}
	for range attempts {
		walk.to(f.certain[i])
		if f.changes(f.evaluate(walk.answers()), i) {
			return true
		}
	}
	return false
}

// changes reports whether a verdict is another one without a rule that fires.
func (s *Space) changes(r *rule.Result, i int) bool {
	without := s.set.Rules[i]
	for role, got := range r.Roles {
		if !without.Touches[role] {
			continue
		}
		score, in, out := got.Score, false, false
		if without.Effect == rule.Points {
			score -= without.Points[role]
		}
		for _, fired := range r.Fired {
			if other := s.set.Rules[fired]; int(fired) != i && other.Touches[role] {
				in, out = in || other.Effect == rule.Require, out || other.Effect == rule.RuleOut
			}
		}
		c := compiler{limits: s.set.Roles[role].Thresholds}
		rest := left{in: truth(in), out: truth(out), held: truth(got.Held == 1)}
		if verdict, _ := c.decided(&rest, score); rule.Verdict(verdict.found) != got.Verdict {
			return true
		}
	}
	return false
}

// A walker draws answer sets at random, though always the same ones.
type walker struct {
	search
	state uint64
}

// to draws answers for which a reduced diagram is true.
func (w *walker) to(n node) {
	state := int32(0)
	for at := range w.questions {
		steps := w.automaton.from(state, w.layers[at].values())
		v := w.below(len(steps))
		for steps[v] == blocked || w.store.child(n, int32(at), v) == isFalse {
			v = (v + 1) % len(steps)
		}
		w.values[at], state, n = v, steps[v], w.store.child(n, int32(at), v)
	}
}

// below returns a number from 0 to n-1.
func (w *walker) below(n int) int { return int(w.word() % uint64(n)) }

// word returns 64 random bits, by SplitMix64.
func (w *walker) word() uint64 {
	w.state += 0x9e3779b97f4a7c15
	z := w.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
