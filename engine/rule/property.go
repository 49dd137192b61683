package rule

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A Property is what an author holds to be so for all answers. Nothing is decided by
// it: package space proves it, or finds answers that refute it.
//
// It is about answer sets that the flow can reach, in which each question that is asked
// has one value or is not known. What it says of conditions it says of their being
// true: one that is undecided neither obliges nor satisfies.
type Property struct {
	ID    string // may be empty
	Claim Claim
	// If is where a property of Always or AtMost counts; nil for everywhere.
	If *Condition
	// Then is what must be true, or for Never must not be.
	Then    *Condition
	Most    int        // of AtMost: how many roles
	Hired   bool       // of AtMost: hired roles are counted, and not needed ones
	Growing *Monotone  // of Monotonic
	Because string     // may be empty
	At      source.Pos // in File
	File    *source.File

	text string
}

// A Claim is the kind of a Property.
type Claim uint8

// The kinds of properties.
const (
	Always    Claim = iota // where If is true, Then is true
	Never                  // Then is true nowhere
	AtMost                 // where If is true, no more than Most roles are needed or hired
	Monotonic              // see Monotone
)

var claimKeys = []string{"always", "never", "at_most", "monotone"}

// String returns always, never, at_most or monotone.
func (c Claim) String() string { return claimKeys[c] }

// A Monotone says that more of one answer never lowers the verdict on a role, in the
// order no, later, needed; whether the role is held already makes no difference.
//
// It compares any two answer sets in which the question is asked and known, and is
// more in the second. Of every question that is asked in both, the answers are the same,
// "not known" included. A question that is asked in one of the two only, because the
// answer decides that, can have any answer there.
type Monotone struct {
	Role     int
	Question *flow.Question
	// Option is the option of a Choices question that the second set picks and the
	// first does not, the picks being the same otherwise; -1 for other questions.
	// Of a yes/no question, yes is more than no.
	Option int
	// From and To are the numbers of an Integer question that are compared, both
	// included.
	From, To int64
	// Falling turns it round: more never raises the verdict.
	Falling bool

	picked *Condition // that the option is picked
}

// String returns the property as it stands in a rule file: its kind, a colon and what
// it claims.
func (p *Property) String() string { return p.Claim.String() + ": " + p.text }

// Conditions returns all conditions that the property is about; of a Monotone with an
// option, that the option is picked.
func (p *Property) Conditions() []*Condition {
	all := []*Condition{p.If, p.Then}
	if p.Growing != nil {
		all = append(all, p.Growing.picked)
	}
	return slices.DeleteFunc(all, func(c *Condition) bool { return c == nil })
}

// More reports whether one answer to the question is more than another, among those
// that are compared.
func (m *Monotone) More(less, more flow.Answer) bool {
	if !less.IsExact() || !more.IsExact() {
		return false
	}
	switch m.Question.Type {
	case flow.Integer:
		a, _ := less.Range(m.Question)
		b, _ := more.Range(m.Question)
		return m.From <= a && a < b && b <= m.To
	case flow.Choices:
		a, _ := less.Picks()
		b, _ := more.Picks()
		return a>>m.Option&1 == 0 && b == a|1<<m.Option
	}
	return less.Possible(m.Question) < more.Possible(m.Question)
}

// Lowers reports whether the second of two verdicts is what a Monotone excludes after
// the first.
func (m *Monotone) Lowers(less, more Verdict) bool {
	a, b := min(less, Keep), min(more, Keep)
	return a > b != m.Falling && a != b
}

// Refuted reports whether answers refute a property, by what the rule set makes of
// them. A property of Monotonic needs two sets of answers, the one with less first; the
// others one.
func (s *Set) Refuted(p *Property, answers ...flow.Answers) bool {
	var results [2]Result
	for i, a := range answers {
		var e Encoded
		s.Encode(&e, s.flow.Row(a))
		s.Evaluate(&results[i], &e)
	}
	if p.Claim == Monotonic {
		role := p.Growing.Role
		return len(answers) == 2 && p.Growing.comparable(s.flow, answers[0], answers[1]) &&
			p.Growing.Lowers(results[0].Roles[role].Verdict, results[1].Roles[role].Verdict)
	}
	if len(answers) != 1 {
		return false
	}
	facts := s.modeFacts(&results[0], s.facts(&results[0], s.flow.Visible(answers[0])))
	if p.If != nil && p.If.Eval(facts) != flow.True {
		return false
	}
	switch p.Claim {
	case Always:
		return p.Then.Eval(facts) != flow.True
	case Never:
		return p.Then.Eval(facts) == flow.True
	}
	return p.counted(&results[0]) > p.Most
}

// comparable reports whether two sets of answers may be compared.
func (m *Monotone) comparable(f *flow.Flow, less, more flow.Answers) bool {
	without, with := f.Asked(less), f.Asked(more)
	if !slices.Contains(without, m.Question) || !m.More(less[m.Question.ID], more[m.Question.ID]) {
		return false
	}
	for _, q := range without {
		a, b := less[q.ID], more[q.ID]
		same := a == b || a.IsUnknown() && b.IsUnknown()
		if q != m.Question && slices.Contains(with, q) && !same {
			return false
		}
	}
	return true
}

// counted returns how many roles an AtMost counts.
func (p *Property) counted(r *Result) int {
	n := 0
	for _, role := range r.Roles {
		if role.Verdict == Hire || role.Verdict == Keep && !p.Hired {
			n++
		}
	}
	return n
}

// modes as properties name them, by Mode.
var modeIDs = []string{"none", "full_time", "fractional"}

// modeFacts adds the modes of roles to facts.
func (s *Set) modeFacts(r *Result, facts flow.Answers) flow.Answers {
	facts = maps.Clone(facts)
	for i, role := range s.Roles {
		q := modeQuestion(role.ID)
		facts[q.ID] = q.OneOf(int(r.Roles[i].Mode))
	}
	return facts
}

// modeQuestion makes the name that properties have for the mode of a role.
func modeQuestion(role string) *flow.Question {
	q := &flow.Question{ID: "mode." + role, Type: flow.Choice}
	for _, id := range modeIDs {
		q.Options = append(q.Options, flow.Option{ID: id, Label: id})
	}
	return q
}

// describe writes a Monotone as it stands in a rule file.
func (m *Monotone) describe(role string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "{role: %s, in: %s", role, m.Question.ID)
	if m.Option >= 0 {
		b.WriteString(", option: " + m.Question.Options[m.Option].ID)
	}
	if m.Question.Type == flow.Integer && m.From > m.Question.Min {
		b.WriteString(", from: " + strconv.FormatInt(m.From, 10))
	}
	if m.Question.Type == flow.Integer && m.To < m.Question.Max {
		b.WriteString(", to: " + strconv.FormatInt(m.To, 10))
	}
	if m.Falling {
		b.WriteString(", falling: true")
	}
	return b.String() + "}"
}
