package compare

import (
	"bytes"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A between evaluates the rules for answers that lie between those of two sides: each is
// that of one side, or that of the other.
type between struct {
	flow     *flow.Flow
	set      *rule.Set
	from, to flow.Row
	differ   []int // questions, by index, to which the answers differ

	row     flow.Row
	encoded rule.Encoded
	result  rule.Result
	key     []byte
}

func newBetween(f *flow.Flow, set *rule.Set, from, to flow.Answers) *between {
	b := &between{flow: f, set: set, from: f.Row(from), to: f.Row(to)}
	for i := range b.from {
		if !equal(b.from[i], b.to[i]) {
			b.differ = append(b.differ, i)
		}
	}
	return b
}

// with evaluates the answers of the one side with those of the other to some questions.
func (b *between) with(taken ...int) {
	b.row = append(b.row[:0], b.from...)
	for _, i := range taken {
		b.row[i] = b.to[i]
	}
	b.set.Encode(&b.encoded, b.row)
	b.set.Evaluate(&b.result, &b.encoded)
}

// decision returns what the advice comes to, as bytes that are equal where it is the same.
// They stay until the next call.
func (b *between) decision(taken ...int) []byte {
	b.with(taken...)
	const end = 0xff // of a list; there are fewer roles
	b.key = b.key[:0]
	for i, r := range b.result.Roles {
		mode := r.Mode
		if !b.hired(i) {
			mode = rule.NoMode
		}
		held := byte(0)
		if r.Held == flow.True {
			held = 1
		}
		b.key = append(b.key, byte(r.Verdict), byte(mode), held)
	}
	for _, role := range b.result.Sequence {
		if b.hired(role) {
			b.key = append(b.key, byte(role))
		}
	}
	for _, group := range b.result.Combined {
		b.key = append(b.key, end)
		for _, role := range group {
			b.key = append(b.key, byte(role))
		}
	}
	b.key = append(b.key, end, end)
	for _, row := range b.result.Rows {
		if row.Kind == rule.InsteadOf {
			b.key = append(append(b.key, row.Instead.ID...), end)
		}
	}
	return b.key
}

// hired reports whether somebody new is hired for a role, by index: it does not go to
// somebody who is there already.
func (b *between) hired(role int) bool {
	return b.result.Roles[role].Verdict == rule.Hire && !slices.ContainsFunc(b.result.Combined, func(group []int) bool {
		return slices.Contains(group, role) && slices.ContainsFunc(group, func(other int) bool { return b.result.Roles[other].Verdict == rule.Keep })
	})
}

// answers returns the answers that with evaluates.
func (b *between) answers(taken ...int) flow.Answers {
	row := slices.Clone(b.from)
	for _, i := range taken {
		row[i] = b.to[i]
	}
	return b.flow.Answers(row)
}

// leads reports whether taking some answers over leads to a decision.
func (b *between) leads(decision []byte, taken ...int) bool {
	return bytes.Equal(b.decision(taken...), decision)
}

// ids returns the ids of questions.
func (b *between) ids(questions []int) []string {
	ids := []string{}
	for _, i := range questions {
		ids = append(ids, b.flow.Questions[i].ID)
	}
	return ids
}
