package ruletest

import (
	"fmt"
	"strings"

	"chiefly/engine/flow"
)

// Over makes a set of rules over a flow that exists, as the text of its file. Rules are
// as those of Generate, but their tests are of what the flow asks, each role has two
// thirds of the questions to itself and others, as topics have, three rules in four are
// for their role and not against it, and one in fifty rules its role out or, for the
// second role, requires it. Two arrangements follow.
func Over(f *flow.Flow, rules int, seed uint64) string {
	r := NewRandom(seed)
	var b strings.Builder
	fmt.Fprintf(&b, "rule_set: %s\nversion: 1.0.0\nflow: %s\n", f.ID, f.ID)
	fmt.Fprintf(&b, "thresholds: {hire: %d, later: %d}\nroles:\n", 15+rules/2, 10+rules/3)
	topics := make([][]int, len(roles))
	for i, role := range roles {
		fmt.Fprintf(&b, "  - {id: %s, title: chief %s}\n", role, role)
		topics[i] = r.few(2*len(f.Questions)/3, len(f.Questions))
	}
	b.WriteString("sources:\n  - {id: s, title: Made up, publisher: Nobody}\nrules:\n")
	for i := range rules {
		role := i % len(roles)
		fmt.Fprintf(&b, "  - {id: r%d, when: '%s', %s, because: So., sources: [s]}\n", i, r.conditionOn(f, topics[role]), r.effect(role))
	}
	b.WriteString("arrangements:\n  - {id: part_time, when: 'needed.cio', mode: {cio: fractional}, because: So., sources: [s]}\n" +
		"  - {id: both, when: 'needed.cto and needed.cio', combine: [cto, cio], because: So., sources: [s]}\n")
	return b.String()
}

func (r *Random) effect(role int) string {
	switch {
	case r.chance(0.02):
		return fmt.Sprintf("%s: [%s]", []string{"rule_out", "require", "rule_out"}[role], roles[role])
	case r.chance(0.75):
		return fmt.Sprintf("points: {%s: %d}", roles[role], 5*(1+r.below(5)))
	}
	return fmt.Sprintf("points: {%s: %d}", roles[role], -5*(1+r.below(4)))
}

// conditionOn returns one to three tests of different questions.
func (r *Random) conditionOn(f *flow.Flow, topic []int) string {
	var texts []string
	for _, i := range r.few(1+min(r.below(4), 2), len(topic)) {
		q := f.Questions[topic[i]]
		known := question{id: q.ID}
		switch q.Type {
		case flow.Integer:
			known.bounds = []int64{q.Min, q.Max}
		case flow.Choice:
			known.options = q.OptionIDs()
		case flow.Choices:
			known.options, known.picks = q.OptionIDs(), q.MaxPicks
		}
		texts = append(texts, r.test(known))
	}
	if r.chance(0.2) {
		return strings.Join(texts, " or ")
	}
	return strings.Join(texts, " and ")
}
