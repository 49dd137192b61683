package suite

import (
	"fmt"
	"strconv"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// text writes a part of a condition, which is about one question. It is put
// together from what the part means, so that parts that mean the same have the
// same text, however they were written.
func text(leaf *rule.Formula) string {
	q := leaf.Question
	switch q.Type {
	case flow.Integer:
		return numbers(leaf)
	case flow.Choices:
		return picks(leaf.Kids[0])
	}
	var held []string
	for i, option := range q.Options {
		if leaf.Holds(q.OneOf(i)) == flow.True {
			held = append(held, option.ID)
		}
	}
	switch {
	case q.Type == flow.YesNo && len(held) == 1:
		return map[string]string{"yes": q.ID, "no": "not " + q.ID}[held[0]]
	case len(held) == 1:
		return q.ID + " == " + strconv.Quote(held[0])
	}
	for i := range held {
		held[i] = strconv.Quote(held[i])
	}
	return q.ID + " in " + list(held)
}

// numbers writes the ranges in which a part about a number holds.
func numbers(leaf *rule.Formula) string {
	q := leaf.Question
	starts := append(leaf.Starts(), q.Max+1)
	if starts[0] != q.Min {
		starts = append([]int64{q.Min}, starts...)
	}
	var ranges []string
	for i, lo := range starts[:len(starts)-1] {
		if leaf.Holds(q.Integers(lo, lo)) == flow.True {
			ranges = append(ranges, between(q, lo, starts[i+1]-1))
		}
	}
	if ranges == nil {
		return "false"
	}
	return strings.Join(ranges, " or ")
}

func between(q *flow.Question, lo, hi int64) string {
	switch {
	case lo == hi:
		return fmt.Sprintf("%s == %d", q.ID, lo)
	case lo == q.Min && hi == q.Max:
		return "true"
	case lo == q.Min:
		return fmt.Sprintf("%s <= %d", q.ID, hi)
	case hi == q.Max:
		return fmt.Sprintf("%s >= %d", q.ID, lo)
	}
	return fmt.Sprintf("%s in %d..%d", q.ID, lo, hi)
}

// picks writes what a part demands of the options picked.
func picks(f *rule.Formula) string {
	switch f.Op {
	case rule.Picked:
		var options []string
		for i, option := range f.Question.Options {
			if f.Options>>i&1 == 1 {
				options = append(options, strconv.Quote(option.ID)+" in "+f.Question.ID)
			}
		}
		return strings.Join(options, " or ")
	case rule.Not:
		return "not (" + picks(f.Kids[0]) + ")"
	case rule.Counted:
		return counted(f)
	}
	word := " and "
	if f.Op == rule.Any {
		word = " or "
	}
	var kids []string
	for _, kid := range f.Kids {
		kids = append(kids, "("+picks(kid)+")")
	}
	return strings.Join(kids, word)
}

func counted(f *rule.Formula) string {
	var held []string
	for n := range f.Question.MaxPicks + 1 {
		if f.HoldsFor(n) {
			held = append(held, strconv.Itoa(n))
		}
	}
	return fmt.Sprintf("len(%s) in %s", f.Question.ID, list(held))
}
