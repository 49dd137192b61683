package compare

import (
	"cmp"
	"slices"

	"chiefly/engine"
	"chiefly/engine/flow"
)

// A Talk is what people who see an organisation differently should talk about first.
type Talk struct {
	// First is at most three questions that they answer differently: those first with which
	// an answer of another one alone changes somebody's decision, then those whose answers
	// tell most, with all that is agreed on.
	First []Topic `json:"first"`
	// Unavailable says why it is not known what answers tell.
	Unavailable string `json:"unavailable,omitempty"`
}

// A Topic is a question to talk about.
type Topic struct {
	ID string `json:"id"`
	// Changes is the roles of which somebody's advice says something else with the answer of
	// another one to this question alone. Decides says that the decision changes so.
	Changes []string `json:"changes"`
	Decides bool     `json:"decides"`
	// Fewest says that the answer is one of the fewest that would make two advices the same.
	Fewest bool `json:"fewest"`
	// Share is how much of what is uncertain about the verdicts the answer would settle,
	// from 0 to 1, if nothing were known but what all agree on; Telling is how that is
	// known, and empty where it is not.
	Share   float64 `json:"share"`
	Telling Proof   `json:"telling,omitempty"`
}

// mostTopics is how many questions somebody can talk about first.
const mostTopics = 3

// talk finds what to talk about.
func (c *comparer) talk(of *Comparison) *Talk {
	made := &Talk{First: []Topic{}}
	telling := c.telling(made)
	for _, a := range of.Answers {
		t := Topic{ID: a.ID, Changes: []string{}}
		for _, p := range of.Pairs {
			t.count(p)
		}
		if found := slices.IndexFunc(telling, func(f engine.FindOut) bool { return f.ID == a.ID }); found >= 0 {
			t.Share, t.Telling = telling[found].Share, telling[found].Proof
		}
		if t.Decides || t.Fewest || t.Share > 0 && c.bears(of, a.ID) {
			made.First = append(made.First, t)
		}
	}
	slices.SortStableFunc(made.First, func(x, y Topic) int {
		return cmp.Or(-compareBools(x.Decides, y.Decides), cmp.Compare(len(y.Changes), len(x.Changes)), cmp.Compare(y.Share, x.Share), -compareBools(x.Fewest, y.Fewest))
	})
	made.First = made.First[:min(len(made.First), mostTopics)]
	return made
}

// bears reports whether an answer may bear on a decision: it does for some mixture of two
// sides' answers, or somebody does not know it.
func (c *comparer) bears(of *Comparison, id string) bool {
	for _, visible := range c.visible {
		if !visible[id].IsExact() {
			return true
		}
	}
	return slices.ContainsFunc(of.Pairs, func(p Pair) bool {
		return slices.ContainsFunc(p.Differences, func(d Difference) bool { return d.ID == id && d.Matters != engine.ProofRefuted })
	})
}

func compareBools(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

// count adds what an answer does in a pair.
func (t *Topic) count(p Pair) {
	for _, d := range p.Differences {
		if d.ID != t.ID {
			continue
		}
		for _, o := range []*Outcome{d.Alone, d.Back} {
			t.Decides = t.Decides || o != nil
			if o == nil {
				continue
			}
			for _, role := range o.Roles {
				if !slices.Contains(t.Changes, role.ID) {
					t.Changes = append(t.Changes, role.ID)
				}
			}
		}
	}
	t.Fewest = t.Fewest || p.Smallest != nil && slices.Contains(p.Smallest.Questions, t.ID)
}

// telling returns what the answers to questions tell, if nothing is known but what all
// sides hold for possible.
func (c *comparer) telling(of *Talk) []engine.FindOut {
	if c.space == nil {
		of.Unavailable = "there is no answer space"
		return nil
	}
	o, err := c.engine.Outlook(c.space, c.common())
	if err != nil {
		of.Unavailable = err.Error()
		return nil
	}
	return o.FindOut
}

// common returns what is known if any side may be right: every answer that one of them
// holds for possible.
func (c *comparer) common() flow.Answers {
	found := flow.Answers{}
	for _, q := range c.engine.Flow().Questions {
		all := c.visible[0][q.ID]
		for _, visible := range c.visible[1:] {
			all = either(q, all, visible[q.ID])
		}
		if !all.IsUnknown() {
			found[q.ID] = all
		}
	}
	return found
}

// either returns the answer that leaves possible what one of two does. Numbers between
// them are possible too; picks are known or not.
func either(q *flow.Question, a, b flow.Answer) flow.Answer {
	switch {
	case equal(a, b):
		return a
	case a.IsUnknown() || b.IsUnknown() || q.Type == flow.Choices:
		return flow.Unknown
	case q.Type == flow.Integer:
		lo, hi := a.Range(q)
		from, to := b.Range(q)
		return q.Integers(min(lo, from), max(hi, to))
	}
	return q.Chosen(a.Possible(q) | b.Possible(q))
}
