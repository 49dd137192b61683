package cli

import (
	"bytes"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
	"chiefly/engine/space"
)

func (d *difference) write(out *bytes.Buffer, f *flow.Flow, found *space.Diff) {
	fmt.Fprintf(out, "OLD: %s\nNEW: %s\n", source.Printable(d.Old.Name), source.Printable(d.New.Name))
	if d.Changed.Count == "0" {
		fmt.Fprintf(out, "\n0 changed, proven: the same advice for all %s sets of answers.\n", grouped(found.AnswerSets))
		return
	}
	if d.Population != nil {
		fmt.Fprintf(out, "Population: %s\n", source.Printable(d.Population.Title))
	}
	fmt.Fprintf(out, "\n%-34s %s\n", "Changed", d.extent(d.Changed))
	for _, of := range []struct {
		what string
		share
	}{{"recommendation", d.Recommendations}, {"a verdict", d.Verdicts}, {"a mode", d.Modes}} {
		fmt.Fprintf(out, "  %-32s %s\n", of.what, d.extent(of.share))
	}
	if d.estimates() {
		out.WriteString("What is about some share took too long to count: it is estimated, with 99 % confidence.\n")
	}
	kind := space.Change("")
	for i, g := range d.Groups {
		if g.Kind != kind {
			kind = g.Kind
			fmt.Fprintf(out, "\n%s\n", map[space.Change]string{space.Recommended: "Recommendation", space.Judged: "Verdict", space.Filled: "Mode"}[kind])
		}
		title := g.From + " -> " + g.To
		if g.Role != "" {
			title = g.Role + ": " + title
		}
		fmt.Fprintf(out, "  %-32s %s\n", title, d.extent(g.share))
		writeExample(out, f, "for instance", found.Groups[i].Example)
		for _, c := range g.Causes {
			fmt.Fprintf(out, "    because of %s\n", source.Printable(c.text()))
		}
	}
}

// estimates reports whether anything is estimated.
func (d *difference) estimates() bool {
	return slices.ContainsFunc([]share{d.Changed, d.Recommendations, d.Verdicts, d.Modes}, func(s share) bool { return s.Interval != nil })
}

// extent says how much a change is.
func (d *difference) extent(of share) string {
	sets := shareText(of.Share, of.Interval) + " of the sets"
	if of.Interval == nil {
		n, _ := new(big.Int).SetString(of.Count, 10)
		sets += ", " + rounded(n)
	}
	if d.Population == nil {
		return sets
	}
	return strings.TrimSuffix(shareText(of.Weighted, of.WeightedInterval), ",") + " (" + sets + ")"
}

// shareText writes a share, or about what it is and the interval in which it lies.
func shareText(share float64, interval *[2]float64) string {
	text := finePercent(share)
	if interval == nil {
		return text
	}
	low, high := finePercent(interval[0]), finePercent(interval[1])
	if low == text && high == text {
		return "about " + text
	}
	return "about " + text + ", from " + low + " to " + high + ","
}

// finePercent writes a share with as many digits as it takes to see something.
func finePercent(share float64) string {
	switch {
	case share <= 0:
		return "0 %"
	case share < 0.000001:
		return "<0.0001 %"
	case share < 0.0001:
		return fmt.Sprintf("%.4f %%", 100*share)
	}
	return fmt.Sprintf("%.2f %%", 100*share)
}

// rounded writes a number of answer sets: a large one by its size alone.
func rounded(n *big.Int) string {
	if n.IsInt64() && n.Int64() < 1e12 {
		return grouped(n)
	}
	mantissa, exponent, _ := strings.Cut(new(big.Float).SetInt(n).Text('e', 2), "e+")
	return mantissa + " x 10^" + exponent
}

// text says what works differently.
func (c changeCause) text() string {
	switch c.Kind {
	case space.CausedByRule:
		return "rule " + c.ID + ": " + c.change("gives "+c.Role+" ")
	case space.CausedByRow:
		return "arrangement " + c.ID + ": " + c.change("")
	case space.CausedByThresholds:
		return "the thresholds of " + c.ID + ": " + c.Old + " -> " + c.New
	case space.CausedByHeld:
		return "whether " + c.ID + " is held: " + c.Old + " -> " + c.New
	}
	return "question " + c.ID + ": OLD sees " + c.Old + ", not " + c.New
}

// change says what a rule or a row did and does.
func (c changeCause) change(lead string) string {
	switch {
	case c.Old == space.Absent:
		return "new, " + lead + c.New
	case c.New == space.Absent:
		return "gone, which " + strings.Replace(lead, "gives", "gave", 1) + c.Old
	case c.Old == space.Idle:
		return "now " + lead + c.New
	case c.New == space.Idle:
		return "no longer " + lead + c.Old
	}
	return lead + c.Old + " -> " + c.New
}
