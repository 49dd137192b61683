package suite

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A Draft is a case that would try something new.
type Draft struct {
	Answers flow.Answers
	Closes  []Gap
}

// attempts bounds how many sets of answers are tried to close one gap, and enough
// is how many that close it are compared.
const (
	attempts = 300
	enough   = 8
)

// Drafts proposes cases that close gaps of a coverage, each with no answer that it
// could do without. They are looked for near the answers of the cases that there
// are, and it is not promised that all are found: left holds the gaps for which
// none was, and where nothing can close one, it is among them. That a part alone
// made the difference is not looked for.
func Drafts(e *engine.Engine, cases []*Case, coverage *Coverage) (drafts []Draft, left []Gap) {
	d := drafter{engine: e, nothing: newCoverer(e), aim: newAim(e), open: map[Gap]bool{}, bases: []flow.Answers{{}}}
	for _, c := range cases {
		d.bases = append(d.bases, c.Answers)
	}
	gaps := slices.DeleteFunc(coverage.Gaps(), func(g Gap) bool { return g.Kind == AloneGap })
	for _, g := range gaps {
		d.open[g] = true
	}
	for _, g := range gaps {
		if !d.open[g] {
			continue
		}
		draft := d.close(g)
		if draft == nil {
			left = append(left, g)
			continue
		}
		drafts = append(drafts, *draft)
		for _, closed := range draft.Closes {
			delete(d.open, closed)
		}
	}
	return drafts, slices.DeleteFunc(left, func(g Gap) bool { return !d.open[g] })
}

type drafter struct {
	engine  *engine.Engine
	nothing *coverer // that has seen no answers
	aim     *aim
	open    map[Gap]bool
	bases   []flow.Answers
}

// close looks for answers that close a gap, and as many others as they can.
func (d *drafter) close(g Gap) *Draft {
	var best *Draft
	for try, found := 0, 0; try < attempts && found < enough; try++ {
		base := flow.Answers{}
		if try%2 == 1 {
			base = maps.Clone(d.bases[d.aim.below(len(d.bases))])
		}
		d.aim.at(g, base)
		if !slices.Contains(d.closed(base), g) {
			continue
		}
		found++
		if draft := d.shrink(base); best == nil || len(draft.Closes) > len(best.Closes) ||
			len(draft.Closes) == len(best.Closes) && len(draft.Answers) < len(best.Answers) {
			best = draft
		}
	}
	return best
}

// closed returns the open gaps that answers close, sorted.
func (d *drafter) closed(answers flow.Answers) []Gap {
	missing := map[Gap]bool{}
	for _, g := range d.nothing.alone(observe(d.engine.Rules(), d.engine.Flow(), answers)).Gaps() {
		missing[g] = true
	}
	return slices.DeleteFunc(slices.SortedFunc(maps.Keys(d.open), compareGaps), func(g Gap) bool { return missing[g] })
}

func compareGaps(a, b Gap) int {
	return slices.Compare([]string{string(a.Kind), a.ID, a.Of, a.Never}, []string{string(b.Kind), b.ID, b.Of, b.Never})
}

// shrink takes away the answers without which the same gaps are closed.
func (d *drafter) shrink(answers flow.Answers) *Draft {
	closes := d.closed(answers)
	for _, q := range slices.Backward(d.engine.Flow().Questions) {
		a, given := answers[q.ID]
		if !given {
			continue
		}
		delete(answers, q.ID)
		now := d.closed(answers)
		if slices.ContainsFunc(closes, func(g Gap) bool { return !slices.Contains(now, g) }) {
			answers[q.ID] = a
		}
	}
	return &Draft{answers, d.closed(answers)}
}

// WriteDrafts writes drafts as a test file. What is expected is what the rules
// advise today; each case is to be skipped until somebody has confirmed that.
func WriteDrafts(e *engine.Engine, drafts []Draft) string {
	var b strings.Builder
	b.WriteString("# Drafts. What they expect is what the rules advise today: confirm or correct it,\n# give each case a name, and remove its line with skip.\n")
	fmt.Fprintf(&b, "tests: %s\ncases:\n", e.Rules().ID)
	for i, d := range drafts {
		d.write(&b, e, i+1)
	}
	return b.String()
}

// mostListed is how many of the gaps that a draft closes are named.
const mostListed = 3

func (d Draft) write(b *strings.Builder, e *engine.Engine, n int) {
	fmt.Fprintf(b, "  - name: draft %d\n    skip: the advice is still to be confirmed\n", n)
	for _, g := range d.Closes[:min(len(d.Closes), mostListed)] {
		fmt.Fprintf(b, "    # tries: %s\n", strings.ReplaceAll(source.Printable(g.String()), "\n", " "))
	}
	if more := len(d.Closes) - mostListed; more > 0 {
		fmt.Fprintf(b, "    # and %d more\n", more)
	}
	var answers []string
	for _, q := range e.Flow().Questions {
		if a, given := d.Answers[q.ID]; given {
			answers = append(answers, q.ID+": "+q.Format(a))
		}
	}
	fmt.Fprintf(b, "    answers: {%s}\n", strings.Join(answers, ", "))
	o := observe(e.Rules(), e.Flow(), d.Answers)
	var given []string
	for i, role := range e.Rules().Roles {
		given = append(given, role.ID+": "+o.result.Roles[i].Verdict.String())
	}
	fmt.Fprintf(b, "    expect:\n      recommendation: %s\n      verdicts: {%s}\n", e.Rules().Recommendation(&o.result), strings.Join(given, ", "))
	d.writeNamed(b, "fired", RuleGap, neverFired)
	d.writeNamed(b, "not_fired", RuleGap, neverFalse)
	d.writeNamed(b, "rows", RowGap, neverDecided)
}

// writeNamed lists the rules or rows that a draft is for.
func (d Draft) writeNamed(b *strings.Builder, key string, kind GapKind, never string) {
	var ids []string
	for _, g := range d.Closes {
		if g.Kind == kind && g.Never == never {
			ids = append(ids, g.ID)
		}
	}
	if ids != nil {
		fmt.Fprintf(b, "      %s: %s\n", key, list(ids))
	}
}
