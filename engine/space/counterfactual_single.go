package space

import (
	"cmp"
	"math/bits"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A trial is another answer to one question.
type trial struct {
	question int // in the flow
	answer   flow.Answer
	steps    uint64
}

// oneByOne changes one answer at a time, and asks the plain evaluation.
func (c *changer) oneByOne() (*Counterfactuals, error) {
	asked := c.flow.Asked(c.answers)
	all := trials{changer: c}
	picks := 0
	for at := 0; at < c.questions; at = c.end(at) {
		q := c.flow.Questions[c.layers[at].question]
		if q.Fixed || !slices.Contains(asked, q) {
			continue
		}
		all.limit, all.limited = mostPicks(c.end(at)-at), false
		all.add(q, at, nil, 0)
		if all.limited && (picks == 0 || all.limit < picks) {
			picks = all.limit
		}
	}
	slices.SortStableFunc(all.found, func(x, y trial) int { return cmp.Compare(x.steps, y.steps) })
	c.try(all.found)
	return &Counterfactuals{Nearest: c.found, OneByOne: true, Picks: picks}, nil
}

// mostPicks returns how many picks of some options can be changed at a time: as many as
// there are not too many ways to change, but one in any case.
func mostPicks(options int) int {
	const enough, most = 3, 2_000
	picks, ways, sum := 0, uint64(1), uint64(1)
	for picks < enough {
		ways = choose(ways, options, picks)
		if sum += ways; sum > most && picks > 0 {
			break
		}
		picks++
	}
	return picks
}

// trials are other answers to questions.
type trials struct {
	*changer
	found   []trial
	limit   int // of picks that are changed
	limited bool
}

// add adds all answers to a question whose layers begin with some values.
func (t *trials) add(q *flow.Question, at int, values []int, steps uint64) {
	first := at - len(values)
	if len(values) > 0 && t.layers[at-1].last {
		now := t.answers[q.ID]
		a := moved(q, t.layers[first:at], values, now)
		if picks, known := a.Picks(); a != now && (!known || bits.OnesCount64(picks) <= q.MaxPicks) {
			t.found = append(t.found, trial{t.layers[first].question, a, steps})
		}
		return
	}
	for v := range t.layers[at].values() {
		far := steps + t.now[at].steps[v]
		switch {
		case v == t.layers[at].unknown():
		case q.Type == flow.Choices && far > uint64(t.limit):
			t.limited = true
		default:
			t.add(q, at+1, append(values, v), far)
		}
	}
}

// try evaluates trials until there is nothing more to find.
func (c *changer) try(trials []trial) {
	var encoded rule.Encoded
	var result rule.Result
	row := c.flow.Row(c.answers)
	for _, t := range trials {
		before := row[t.question]
		row[t.question] = t.answer
		c.set.Encode(&encoded, row)
		c.set.Evaluate(&result, &encoded)
		row[t.question] = before
		v := result.Roles[c.role].Verdict
		if !c.wanted[v] || result.Roles[c.role].Held != c.held {
			continue
		}
		changes := flow.Answers{c.flow.Questions[t.question].ID: t.answer}
		if len(c.flow.Missing(c.with(changes))) == 0 && c.offer(v, changes) {
			return
		}
	}
}
