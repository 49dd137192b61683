package cli

import (
	"bytes"
	"fmt"
	"math/big"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/rule"
	"chiefly/engine/space"
)

const statsLong = `Counts every set of answers that the questions allow, and how many of them lead
to each recommendation and verdict. A question that is asked counts once for
each answer, and once for "I don't know". All sets count the same, so that the
shares say how the rules divide what is possible, not how organisations are.`

func (a *app) statsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "Count all possible answers by recommendation and verdict",
		Long:    statsLong,
		Example: "  chiefly stats --rules mine.yaml",
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.stats(cmd) },
	}
	addSpaceFlags(cmd)
	return cmd
}

// stats are those of an answer space in JSON. Counts are texts, since they are too
// large for the numbers of most programs.
type stats struct {
	AnswerSets      string                      `json:"answer_sets"`
	Recommendations map[string]share            `json:"recommendations"`
	Verdicts        map[string]map[string]share `json:"verdicts"` // by role
}

type share struct {
	Count string  `json:"count"`
	Share float64 `json:"share"` // of 1
}

func (a *app) stats(cmd *cobra.Command) error {
	s, e, all, err := a.loadSpace(cmd)
	if err != nil {
		return err
	}
	counted, err := countAll(e, all)
	if err != nil {
		return spaceError(err)
	}
	var out bytes.Buffer
	if s.Format == "json" {
		err = writeJSON(&out, counted)
	} else {
		writeStats(&out, e, all, counted)
	}
	if err == nil {
		_, err = a.Out.Write(out.Bytes())
	}
	return err
}

func countAll(e *engine.Engine, all *space.Space) (*stats, error) {
	total := all.Count()
	counted := &stats{AnswerSets: total.String(), Recommendations: map[string]share{}, Verdicts: map[string]map[string]share{}}
	for i, role := range e.Rules().Roles {
		counts, err := all.Verdicts(i)
		if err != nil {
			return nil, err
		}
		counted.Verdicts[role.ID] = map[string]share{}
		for v, count := range counts {
			counted.Verdicts[role.ID][rule.Verdict(v).String()] = shareOf(count, total)
		}
	}
	counts, err := all.Recommendations()
	for id, count := range counts {
		counted.Recommendations[id] = shareOf(count, total)
	}
	return counted, err
}

func shareOf(count, total *big.Int) share {
	part, _ := new(big.Rat).SetFrac(count, total).Float64()
	return share{count.String(), part}
}

func writeStats(out *bytes.Buffer, e *engine.Engine, all *space.Space, counted *stats) {
	fmt.Fprintf(out, "%s sets of answers\n\nRecommendation\n", grouped(all.Count()))
	for _, id := range append([]string{"none", "several"}, roleIDs(e)...) {
		fmt.Fprintf(out, "  %-12s %s\n", id, percent(counted.Recommendations[id]))
	}
	verdicts := []rule.Verdict{rule.No, rule.Later, rule.Keep, rule.Hire}
	fmt.Fprintf(out, "\n%-14s", "Verdict")
	for _, v := range verdicts {
		fmt.Fprintf(out, " %9s", v)
	}
	for _, id := range roleIDs(e) {
		fmt.Fprintf(out, "\n  %-12s", id)
		for _, v := range verdicts {
			fmt.Fprintf(out, " %s", percent(counted.Verdicts[id][v.String()]))
		}
	}
	out.WriteByte('\n')
}

// percent shows a share of nobody as 0, and never a small one.
func percent(s share) string {
	switch {
	case s.Count == "0":
		return "      0 %"
	case s.Share < 0.00005:
		return "<0.005 %"
	}
	return fmt.Sprintf("%7.2f %%", 100*s.Share)
}

// grouped writes a number with commas between groups of three digits.
func grouped(n *big.Int) string {
	digits := n.String()
	var groups []string
	for ; len(digits) > 3; digits = digits[:len(digits)-3] {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
	}
	return strings.Join(append([]string{digits}, groups...), ",")
}
