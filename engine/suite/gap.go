package suite

import "fmt"

// A Gap is one thing that no case has tried.
type Gap struct {
	Kind GapKind `json:"kind"`
	// ID is the rule, the arrangement row, the question or the role.
	ID string `json:"id"`
	// Of is the part of the condition, the option or the verdict; else empty.
	Of string `json:"of,omitempty"`
	// Never is what was not seen: "fired", "chosen" and the like.
	Never string `json:"never"`
	At    string `json:"at,omitempty"`
}

// A GapKind tells what a gap is about.
type GapKind string

// The kinds of gaps.
const (
	RuleGap     GapKind = "rule"
	RowGap      GapKind = "arrangement"
	RulePartGap GapKind = "part of rule"
	RowPartGap  GapKind = "part of arrangement"
	AloneGap    GapKind = "part alone" // a part never made the difference, see PartCoverage
	QuestionGap GapKind = "question"
	OptionGap   GapKind = "option"
	VerdictGap  GapKind = "verdict"
)

// What a gap has never been.
const (
	neverFired    = "fired"
	neverFalse    = "false"
	neverTrue     = "true"
	neverDecided  = "decided anything"
	neverAnswered = "answered"
	neverChosen   = "chosen"
	neverReached  = "reached"
	neverAlone    = "seen to make the difference when "
)

// String says the gap in words.
func (g Gap) String() string {
	switch g.Kind {
	case RulePartGap, RowPartGap, AloneGap:
		return fmt.Sprintf("%s: %s was never %s", g.ID, g.Of, g.Never)
	case OptionGap:
		return fmt.Sprintf("question %s: option %s was never %s", g.ID, g.Of, g.Never)
	case VerdictGap:
		return fmt.Sprintf("role %s: verdict %s was never %s", g.ID, g.Of, g.Never)
	case RuleGap:
		if g.Never == neverFired {
			return "rule " + g.ID + " never fired"
		}
	case RowGap:
		return "arrangement " + g.ID + " never decided anything"
	}
	return fmt.Sprintf("%s %s was never %s", g.Kind, g.ID, g.Never)
}

// Gaps lists what has not been tried, in the order of the files: rules, rows and
// their parts, questions and options, and verdicts.
func (c *Coverage) Gaps() []Gap {
	gaps := []Gap{}
	add := func(missing bool, g Gap) {
		if missing {
			gaps = append(gaps, g)
		}
	}
	for i := range c.Rules {
		r := &c.Rules[i]
		add(r.Fired == 0, Gap{RuleGap, r.ID, "", neverFired, r.At})
		add(r.NotFired == 0, Gap{RuleGap, r.ID, "", neverFalse, r.At})
		partGaps(add, RulePartGap, r.ID, r.At, r.Parts)
	}
	for _, row := range c.Rows {
		add(row.Decided == 0, Gap{RowGap, row.ID, "", neverDecided, row.At})
		partGaps(add, RowPartGap, row.ID, row.At, row.Parts)
	}
	for _, q := range c.Questions {
		add(q.Answered == 0, Gap{QuestionGap, q.ID, "", neverAnswered, q.At})
		for _, option := range q.Untried {
			add(true, Gap{OptionGap, q.ID, option, neverChosen, q.At})
		}
	}
	for _, v := range c.Verdicts {
		add(v.Seen == 0, Gap{VerdictGap, v.Role, v.Verdict, neverReached, ""})
	}
	return gaps
}

func partGaps(add func(bool, Gap), kind GapKind, id, at string, parts []PartCoverage) {
	for _, p := range parts {
		add(!p.True, Gap{kind, id, p.Text, neverTrue, at})
		add(!p.False, Gap{kind, id, p.Text, neverFalse, at})
		add(p.True && !p.TrueAlone, Gap{AloneGap, id, p.Text, neverAlone + "true", at})
		add(p.False && !p.FalseAlone, Gap{AloneGap, id, p.Text, neverAlone + "false", at})
	}
}
