package compare

import (
	"cmp"
	"slices"

	"chiefly/engine"
	"chiefly/engine/flow"
)

// A Pair is two sides, and what makes their advices differ.
type Pair struct {
	From int `json:"from"` // sides, by index
	To   int `json:"to"`
	// Same says that both come to the same decision.
	Same bool `json:"same"`
	// Differences is what they answer differently: what changes the decision alone first,
	// then what does together with others, then what moves more points.
	Differences []Difference `json:"differences"`
	Smallest    *Smallest    `json:"smallest,omitempty"` // where they are not the Same
}

// A Difference is a question that two sides answer differently.
type Difference struct {
	ID string `json:"id"`
	// Points is how far the scores of From move with the answer of To to this question
	// alone: by role, where they do.
	Points map[string]int `json:"points,omitempty"`
	// Alone is what the answer of To to this question alone makes of the decision for From,
	// and Back what that of From makes of it for To; nil where it stays.
	Alone *Outcome `json:"alone,omitempty"`
	Back  *Outcome `json:"back,omitempty"`
	// Matters tells whether the answer changes the decision for some mixture of both sides'
	// answers: proven, with one in With, or refuted; empty where too many are left untried.
	Matters Proof `json:"matters,omitempty"`
	// With is the fewest questions that From must answer like To for this one to change
	// the decision then; there are none where it does alone.
	With []string `json:"with,omitempty"`
}

// An Outcome is what a decision would become.
type Outcome struct {
	Recommendation string       `json:"recommendation"`
	Headline       string       `json:"headline"`
	Roles          []RoleChange `json:"roles"` // those of which something else is decided
	// Sequence is the roles to be hired for, the most urgent first, where it changes.
	Sequence []string `json:"sequence,omitempty"`
	// Joined and Parted are groups of roles that one person would fill, or no longer.
	Joined [][]string `json:"joined,omitempty"`
	Parted [][]string `json:"parted,omitempty"`
	// Begun and Dropped are what to do in place of hiring, or no longer.
	Begun   []engine.Instead `json:"begun,omitempty"`
	Dropped []engine.Instead `json:"dropped,omitempty"`
}

// A RoleChange is a role of which something else would be said.
type RoleChange struct {
	ID   string             `json:"role"`
	From engine.SegmentRole `json:"from"`
	To   engine.SegmentRole `json:"to"`
}

// pair compares two sides.
func (c *comparer) pair(from, to, budget int) Pair {
	f, set := c.engine.Flow(), c.engine.Rules()
	forth, back := newBetween(f, set, c.visible[from], c.visible[to]), newBetween(f, set, c.visible[to], c.visible[from])
	made := Pair{From: from, To: to, Differences: []Difference{}}
	start := slices.Clone(forth.decision())
	made.Same = forth.leads(start, forth.differ...)
	open := c.open(forth)
	mixed := forth.mixtures(open)
	for _, i := range forth.differ {
		d := Difference{ID: f.Questions[i].ID, Points: forth.points(i), Alone: c.outcome(forth, i), Back: c.outcome(back, i)}
		d.Matters, d.With = mixed.of(i)
		made.Differences = append(made.Differences, d)
	}
	slices.SortStableFunc(made.Differences, func(x, y Difference) int { return cmp.Compare(y.rank(), x.rank()) })
	if !made.Same {
		made.Smallest = forth.smallest(open, budget)
	}
	return made
}

// rank is higher for what matters more.
func (d Difference) rank() int {
	rank := 0
	for _, points := range d.Points {
		rank += max(points, -points)
	}
	if d.Matters == engine.ProofProven {
		rank += 1 << 20
	}
	if d.Back != nil {
		rank += 1 << 21
	}
	if d.Alone != nil {
		rank += 1<<22 + len(d.Alone.Roles)<<23
	}
	return rank
}

// points returns how far an answer alone moves scores.
func (b *between) points(question int) map[string]int {
	moved := map[string]int{}
	for sign, taken := range [][]int{{}, {question}} {
		b.with(taken...)
		for i, role := range b.set.Roles {
			moved[role.ID] += (2*sign - 1) * b.result.Roles[i].Score
		}
	}
	for _, role := range b.set.Roles {
		if moved[role.ID] == 0 {
			delete(moved, role.ID)
		}
	}
	return moved
}

// outcome returns what an answer alone makes of a decision, or nil where it stays.
func (c *comparer) outcome(b *between, question int) *Outcome {
	if now := slices.Clone(b.decision()); b.leads(now, question) {
		return nil
	}
	before, after := c.engine.Advise(b.answers()), c.engine.Advise(b.answers(question))
	made := &Outcome{Recommendation: after.Recommendation, Headline: after.Headline, Roles: []RoleChange{}}
	for i, role := range before.Roles {
		if x, y := stateOf(role), stateOf(after.Roles[i]); x != y {
			made.Roles = append(made.Roles, RoleChange{ID: role.ID, From: x, To: y})
		}
	}
	if sequence := hires(after); !slices.Equal(hires(before), sequence) {
		made.Sequence = sequence
	}
	made.Joined, made.Parted = apart(before.Combined, after.Combined, slices.Equal)
	made.Begun, made.Dropped = apart(before.Instead, after.Instead, func(x, y engine.Instead) bool { return x.ID == y.ID })
	return made
}

// apart returns what is only in the second of two lists, and what is only in the first.
func apart[T any](before, after []T, same func(x, y T) bool) (added, removed []T) {
	without := func(all, some []T) (rest []T) {
		for _, x := range all {
			if !slices.ContainsFunc(some, func(y T) bool { return same(x, y) }) {
				rest = append(rest, x)
			}
		}
		return rest
	}
	return without(after, before), without(before, after)
}

// hires returns the roles for which somebody new is hired, in their sequence.
func hires(a *engine.Advice) []string {
	return slices.DeleteFunc(slices.Clone(a.Sequence), func(id string) bool {
		r := a.Roles.Role(id)
		return r.Verdict != engine.VerdictHire || r.GivenTo != ""
	})
}

// stateOf returns what is decided about a role: nothing about the mode of one that nobody
// new is hired for.
func stateOf(r *engine.Role) engine.SegmentRole {
	state := engine.SegmentRole{ID: r.ID, Title: r.Title, Verdict: r.Verdict, Mode: r.Mode, GivenTo: r.GivenTo, Held: r.Held}
	if r.Verdict != engine.VerdictHire || r.GivenTo != "" {
		state.Mode = ""
	}
	return state
}

// open returns the differences that are not proven to make none: with all that both sides
// agree on, whatever the other answers are, space.Quiz finds that the decision is the same
// for every answer. It does so for answers that are known, or not at all. What decides whether
// somebody is in a role is left open.
func (c *comparer) open(b *between) []int {
	if c.space == nil {
		return b.differ
	}
	agreed, kept := flow.Answers{}, map[string]bool{}
	for i, q := range b.flow.Questions {
		switch x, y := b.from[i], b.to[i]; {
		case !equal(x, y) && (inPart(x) || inPart(y)):
			return b.differ
		case equal(x, y) && !x.IsUnknown():
			agreed[q.ID] = x
		}
	}
	quiz, err := c.space.Quiz(nil)
	if err != nil {
		return b.differ
	}
	for _, q := range quiz.Open(agreed) {
		kept[q.ID] = true
	}
	for _, r := range b.set.Roles {
		if r.Held != nil {
			b.note(kept, r.Held.Questions())
		}
	}
	open := slices.DeleteFunc(slices.Clone(b.differ), func(i int) bool { return !kept[b.flow.Questions[i].ID] })
	if goal := slices.Clone(b.decision(b.differ...)); !b.leads(goal, open...) { // the plain evaluation has the last word
		return b.differ
	}
	return open
}

// inPart reports whether something is known, but not all.
func inPart(a flow.Answer) bool { return !a.IsExact() && !a.IsUnknown() }

// note adds questions, and those that decide whether they are asked.
func (b *between) note(found map[string]bool, ids []string) {
	for _, id := range ids {
		if q := b.flow.Question(id); q != nil {
			found[id] = true
			if q.When != nil {
				b.note(found, q.When.Questions())
			}
		}
	}
}
