package space

import (
	"maps"
	"slices"
	"testing"

	"chiefly/engine/flow"
)

// Between two starts everything is the same, whatever the other answers.
func TestStartsTellNumbersApart(t *testing.T) {
	seen := 0
	eachModel(t, func(t *testing.T, m *brute) {
		q := m.flow.Question("n")
		if q == nil {
			return
		}
		starts := Content{m.flow, m.set}.Starts(q)
		if starts[0] != q.Min || !slices.IsSorted(starts) {
			t.Errorf("%d", starts)
		}
		seen += len(starts) - 1
		for _, o := range m.all[:min(len(m.all), 60)] {
			for n := q.Min + 1; n <= q.Max; n++ {
				if !slices.Contains(starts, n) && m.advice(o.answers, q, n) != m.advice(o.answers, q, n-1) {
					t.Errorf("%d is another number than the one below with %v", n, o.answers)
				}
			}
		}
	})
	if seen < enough(100) {
		t.Errorf("only %d starts", seen)
	}
}

// advice returns what is made of a number, so that it can be compared.
func (m *brute) advice(answers flow.Answers, q *flow.Question, n int64) (all struct {
	verdicts  [3]string
	rows      uint64
	undecided int
}) {
	with := maps.Clone(answers)
	with[q.ID] = q.Integers(n, n)
	r := m.Space.evaluate(with)
	for role, got := range r.Roles {
		all.verdicts[role] = got.Verdict.String() + got.Mode.String()
	}
	for _, row := range r.Rows {
		all.rows |= 1 << slices.Index(m.set.Arrangements, row)
	}
	all.undecided = len(r.Undecided)
	return all
}
