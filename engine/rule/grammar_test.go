package rule

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"chiefly/engine/flow"
)

// smallFlow is a flow whose answers can be enumerated: two questions of each
// type with few values.
const smallFlow = `
flow: small
version: 1.0.0
questions:
  - {id: n, type: integer, min: -1, max: 4, ask: A?, why: B.}
  - {id: m, type: integer, min: 0, max: 5, ask: A?, why: B.}
  - {id: c, type: choice, ask: A?, why: B., options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
  - {id: d, type: choice, ask: A?, why: B., options: [{id: x, label: X}, {id: w, label: W}]}
  - {id: p, type: choices, max_picks: 2, ask: A?, why: B., options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
  - {id: q, type: choices, ask: A?, why: B., options: [{id: u, label: U}, {id: v, label: V}]}
  - {id: yes, type: yes_no, ask: A?, why: B.}
  - {id: sure, type: yes_no, ask: A?, why: B.}
`

// A writer writes conditions of the allowed language at random. It is driven by
// a function that returns a number below n, so that both rapid and a seed can
// drive it.
type writer struct {
	pick      func(n int) int
	questions []*flow.Question
	named     []string // names of conditions that may be used
	derived   []string // roles that needed and verdict may be asked of
}

func (w *writer) one(texts ...string) string { return texts[w.pick(len(texts))] }

func (w *writer) condition(depth int) string {
	if depth == 0 {
		return w.part()
	}
	left := w.condition(depth - 1)
	switch w.pick(8) {
	case 0, 1, 2:
		return w.bracket(left) + w.one(" and ", " && ", "\nand ") + w.bracket(w.condition(depth-1))
	case 3, 4, 5:
		return w.bracket(left) + w.one(" or ", " || ") + w.bracket(w.condition(depth-1))
	case 6:
		return w.one("not ", "!", "not not ") + "(" + left + ")"
	}
	return w.bracket(left) + " ? " + w.bracket(w.condition(depth-1)) + " : " + w.bracket(w.condition(depth-1))
}

// compiled writes and compiles a condition. One with too many alternatives is
// written anew.
func (w *writer) compiled(t failer, names *scope, depth int) (string, *Condition) {
	t.Helper()
	for {
		text := w.condition(depth)
		c, problems := compile(scalar(text), names)
		switch {
		case c != nil:
			return text, c
		case !strings.Contains(problems.Error(), "too many alternatives"):
			t.Fatalf("refused: %s\n%s", text, problems.Render())
		}
	}
}

func (w *writer) bracket(text string) string {
	if strings.HasPrefix(text, "(") && w.pick(2) == 0 {
		return text
	}
	return "(" + text + ")"
}

// part writes a condition without connectives.
func (w *writer) part() string {
	switch n := w.pick(20); {
	case n == 0:
		return w.one("true", "false")
	case n <= 2 && len(w.named) > 0:
		return w.one(w.named...)
	case n <= 4 && len(w.derived) > 0:
		return w.one("", "not ") + "needed." + w.one(w.derived...)
	case n <= 6 && len(w.derived) > 0:
		return "verdict." + w.one(w.derived...) + w.one(" == ", " != ") + strconv.Quote(w.one(verdictIDs...))
	}
	q := w.questions[w.pick(len(w.questions))]
	switch q.Type {
	case flow.Integer:
		return w.integer(q)
	case flow.YesNo:
		return w.one(q.ID, "not "+q.ID, q.ID+" == true", q.ID+" == false", q.ID+" != true", "false != "+q.ID)
	case flow.Choices:
		return w.one(w.option(q)+" in "+q.ID, w.option(q)+" not in "+q.ID, fmt.Sprintf("len(%s) %s %d", q.ID, w.operator(), w.pick(4)),
			fmt.Sprintf("%d %s len(%s)", w.pick(4), w.operator(), q.ID))
	}
	return w.one(q.ID+" == "+w.option(q), w.option(q)+" != "+q.ID, q.ID+w.one(" in", " not in")+" ["+w.option(q)+", "+w.option(q)+"]",
		q.ID+" in ["+w.option(q)+"]")
}

func (w *writer) integer(q *flow.Question) string {
	a, b := w.number(q), w.number(q)
	lo, hi := min(a, b), max(a, b)
	return w.one(
		fmt.Sprintf("%s %s %d", q.ID, w.operator(), a),
		fmt.Sprintf("%d %s %s", a, w.operator(), q.ID),
		fmt.Sprintf("%s in %d..%d", q.ID, lo, hi),
		fmt.Sprintf("%s not in %d..%d", q.ID, lo, hi),
		fmt.Sprintf("%s%s [%d, %d]", q.ID, w.one(" in", " not in"), a, b),
		fmt.Sprintf("%d < %s <= %d", lo, q.ID, hi))
}

// number returns a number in the range of a question or just outside it.
func (w *writer) number(q *flow.Question) int64 {
	return q.Min - 1 + int64(w.pick(int(min(q.Max-q.Min, 30))+3))
}

func (w *writer) operator() string { return w.one("==", "!=", "<", "<=", ">", ">=") }

func (w *writer) option(q *flow.Question) string { return strconv.Quote(w.one(q.OptionIDs()...)) }

// exact returns an answer with one possible value.
func exact(q *flow.Question, pick func(n int) int) flow.Answer {
	switch q.Type {
	case flow.Integer:
		v := q.Min + int64(pick(int(q.Max-q.Min)+1))
		if pick(2) == 0 {
			v = q.Min + (v-q.Min)%64 // small numbers are those that conditions mention
		}
		return q.Integers(v, v)
	case flow.Choices:
		var picked []int
		for i := range q.Options {
			if len(picked) < q.MaxPicks && pick(2) == 0 {
				picked = append(picked, i)
			}
		}
		return q.Picked(picked...)
	}
	return q.OneOf(pick(len(q.Options)))
}

// partial returns an answer that may leave several values possible.
func partial(q *flow.Question, pick func(n int) int) flow.Answer {
	switch pick(4) {
	case 0:
		return flow.Answer{}
	case 1:
		return flow.Unknown
	case 2:
		return exact(q, pick)
	}
	switch q.Type {
	case flow.Integer:
		a, b := q.Min+int64(pick(int(q.Max-q.Min)+1)), q.Min+int64(pick(int(q.Max-q.Min)+1))
		return q.Integers(min(a, b), max(a, b))
	case flow.Choice:
		return q.OneOf(pick(len(q.Options)), pick(len(q.Options)))
	}
	return flow.Unknown
}

// possible returns every exact answer that an answer leaves open.
func possible(q *flow.Question, a flow.Answer) []flow.Answer {
	var all []flow.Answer
	switch q.Type {
	case flow.Integer:
		lo, hi := a.Range(q)
		for v := lo; v <= hi; v++ {
			all = append(all, q.Integers(v, v))
		}
	case flow.Choices:
		if _, known := a.Picks(); known {
			return []flow.Answer{a}
		}
		for set := range 1 << len(q.Options) {
			if picked := bitsOf(uint64(set)); len(picked) <= q.MaxPicks {
				all = append(all, q.Picked(picked...))
			}
		}
	default:
		for _, i := range bitsOf(a.Possible(q)) {
			all = append(all, q.OneOf(i))
		}
	}
	return all
}

func bitsOf(set uint64) []int {
	var indexes []int
	for i := range 64 {
		if set&(1<<i) != 0 {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// seeded returns a driver for writers and answers.
func seeded(seed uint64) func(n int) int { return rand.New(rand.NewPCG(seed, 1)).IntN }
