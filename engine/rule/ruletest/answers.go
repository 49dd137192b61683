package ruletest

import "chiefly/engine/flow"

// Exact returns an exact answer to each question of a flow, asked or not.
func (r *Random) Exact(f *flow.Flow) flow.Row {
	row := make(flow.Row, len(f.Questions))
	for i, q := range f.Questions {
		row[i] = r.exact(q)
	}
	return row
}

func (r *Random) exact(q *flow.Question) flow.Answer {
	switch q.Type {
	case flow.Integer:
		v := r.whole(q.Min, q.Max)
		return q.Integers(v, v)
	case flow.Choices:
		return q.Picked(r.few(r.below(q.MaxPicks+1), len(q.Options))...)
	}
	return q.OneOf(r.below(len(q.Options)))
}

// Asked returns exact answers with which the flow asks every question, so that
// engines that know no unknown answers can decide every rule. It returns nil for
// a flow in which ten thousand draws find none.
func (r *Random) Asked(f *flow.Flow) flow.Row {
	for range 10_000 {
		row := r.Exact(f)
		if len(f.Asked(f.Answers(row))) == len(f.Questions) {
			return row
		}
	}
	return nil
}

// Loosen returns answers of which less is known: it forgets a share of them, and
// blurs a share of the rest into ranges and lists of options. What was so stays
// possible. The shares go from 0 to 1.
func (r *Random) Loosen(f *flow.Flow, row flow.Row, forget, blur float64) flow.Row {
	loose := make(flow.Row, len(row))
	for i, q := range f.Questions {
		switch {
		case r.chance(forget):
			loose[i] = flow.Unknown
		case r.chance(blur):
			loose[i] = r.blur(q, row[i])
		default:
			loose[i] = row[i]
		}
	}
	return loose
}

func (r *Random) blur(q *flow.Question, a flow.Answer) flow.Answer {
	switch q.Type {
	case flow.Integer:
		lo, hi := a.Range(q)
		if r.chance(0.2) { // "500+"
			return q.Integers(lo, q.Max)
		}
		return q.Integers(lo-r.whole(0, lo-q.Min), hi+r.whole(0, min(hi-q.Min, q.Max-hi)))
	case flow.Choice:
		return q.OneOf(append(a.Indexes(), r.below(len(q.Options)))...)
	}
	return a
}
