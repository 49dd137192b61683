package space

import (
	"slices"

	"chiefly/engine/flow"
)

// Starts returns the numbers from which on some condition of the content has another
// value for the answer to an Integer question than just below, in ascending order: its
// least value first. Between them the advice is the same, whatever the other answers.
func (c Content) Starts(q *flow.Question) []int64 {
	found := map[*flow.Question]*mentions{}
	collect(found, c.Flow, c)
	starts := []int64{q.Min}
	if m := found[q]; m != nil {
		starts = append(starts, m.starts...)
	}
	slices.Sort(starts)
	return slices.Compact(starts)
}
