package cli

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/space"
)

const diffLong = `Says for how many sets of answers the advice becomes different when OLD is
replaced by NEW: another recommendation, another verdict on a role, or another
mode for a role that is needed on both sides. Changes are grouped by what there
was and what there is, the largest first, each with the fewest answers that show
it and what in the rules is responsible. Everything is counted over all answers,
not sampled, and "0 changed, proven" is a proof; what would take too long to
count is estimated, and says so.

OLD and NEW are rule files, files of questions, or content folders. Either may be
a revision that git knows: REV:PATH is a path in the repository as it was then,
and REV alone is the other one's path then. Without NEW it is the content that
--content, --questions and --rules name, or the built-in one. A single file is
read together with the rest of that content.

The answers are those to NEW's questions. OLD reads them as far as it can:
questions, options and roles are the same where their ids are. An answer is not
known to OLD where it does not have the question, or would not ask it, or has no
such option or number. A role that only one of them has gets "no" from the other.

Shares are of the population of NEW and of all sets of answers. It ends with 0,
whatever has changed; with --fail-over it ends with 1 where more than that share
of the population (without one, of the sets of answers) has a change. What is
estimated counts with the upper end of its interval.`

func (a *app) diffCommand() *cobra.Command {
	var most string
	cmd := &cobra.Command{
		Use:   "diff OLD [NEW]",
		Short: "Show what an edit of the rules changes, over all possible answers",
		Long:  diffLong,
		Example: "  chiefly diff HEAD~1 rules/technology_chiefs.yaml\n  chiefly diff old.yaml new.yaml --format json\n" +
			"  chiefly diff v1.0:house house --fail-over 1%",
		Args: usage(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, args []string) error { return a.diff(cmd, args, most) },
	}
	addSpaceFlags(cmd)
	addSettings(cmd, "population")
	cmd.Flags().StringVar(&most, "fail-over", "", "end with 1 where more than this `share` changes, such as 1%")
	return cmd
}

// A difference is what has changed, in JSON.
type difference struct {
	Old             contentName     `json:"old"`
	New             contentName     `json:"new"`
	AnswerSets      string          `json:"answer_sets"`
	Population      *populationName `json:"population,omitempty"`
	Changed         share           `json:"changed"`
	Recommendations share           `json:"recommendations"`
	Verdicts        share           `json:"verdicts"`
	Modes           share           `json:"modes"`
	Groups          []changeGroup   `json:"groups"`
}

type contentName struct {
	Name   string `json:"name"` // of the rule file
	Digest string `json:"digest"`
}

// A changeGroup is the answer sets with the same change.
type changeGroup struct {
	Kind space.Change `json:"kind"`
	Role string       `json:"role,omitempty"`
	From string       `json:"from"`
	To   string       `json:"to"`
	share
	Example map[string]any `json:"example"` // an answers file
	Causes  []changeCause  `json:"causes"`
}

// A changeCause is a piece of the content that works differently for the example. What it
// does may be "absent" or "idle".
type changeCause struct {
	Kind space.CauseKind `json:"kind"`
	ID   string          `json:"id"`
	Role string          `json:"role,omitempty"`
	Old  string          `json:"old"`
	New  string          `json:"new"`
}

func (a *app) diff(cmd *cobra.Command, args []string, most string) error {
	limit, err := limitOf(cmd, most)
	if err != nil {
		return err
	}
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	if format := cmd.Flags().Lookup("format"); format.Changed && s.Format == "markdown" {
		return wrongUsage(cmd, errors.New("--format: this is text or json"))
	}
	old, replacement, err := a.loadSides(cmd, s, args)
	if err != nil {
		return err
	}
	found, err := space.Compare(contentOf(old), contentOf(replacement), replacement.Population(), space.DefaultBudget)
	if err != nil {
		return spaceError(err)
	}
	d := newDifference(old, replacement, found)
	var out bytes.Buffer
	if s.Format == "json" {
		err = writeJSON(&out, d)
	} else {
		d.write(&out, replacement.Flow(), found)
	}
	if err != nil {
		return err
	}
	if _, err = a.Out.Write(out.Bytes()); err != nil {
		return err
	}
	return d.failOver(limit)
}

// limitOf reads a share such as 1%. Without one the limit is everything.
func limitOf(cmd *cobra.Command, text string) (float64, error) {
	if !cmd.Flags().Changed("fail-over") {
		return 1, nil
	}
	percent, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), 64)
	if err != nil || !(percent >= 0 && percent <= 100) || !strings.HasSuffix(strings.TrimSpace(text), "%") {
		return 0, wrongUsage(cmd, fmt.Errorf("--fail-over: this is a share from 0%% to 100%%, such as 1%%, not %s", source.Quote(text)))
	}
	return percent / 100, nil
}

func contentOf(e *engine.Engine) space.Content { return space.Content{Flow: e.Flow(), Set: e.Rules()} }

func newDifference(old, replacement *engine.Engine, found *space.Diff) *difference {
	of := func(e space.Extent) share { return extentShare(e, found.AnswerSets) }
	d := &difference{Old: contentName{old.RulesFile().Name, old.Digest()}, New: contentName{replacement.RulesFile().Name, replacement.Digest()},
		AnswerSets: found.AnswerSets.String(), Changed: of(found.Changed), Recommendations: of(found.Recommendations),
		Verdicts: of(found.Verdicts), Modes: of(found.Modes), Groups: []changeGroup{}}
	if p := replacement.Population(); p != nil {
		d.Population = &populationName{p.ID, p.Title}
	}
	for _, g := range found.Groups {
		made := changeGroup{Kind: g.Kind, Role: g.Role, From: g.From, To: g.To, share: of(g.Extent), Example: valuesOf(replacement.Flow(), g.Example), Causes: []changeCause{}}
		for _, c := range g.Causes {
			made.Causes = append(made.Causes, changeCause(c))
		}
		d.Groups = append(d.Groups, made)
	}
	return d
}

func extentShare(e space.Extent, all *big.Int) share {
	if e.Estimated != nil {
		return estimated(e.Estimated.Sets, e.Estimated.Population)
	}
	part, _ := new(big.Rat).SetFrac(e.Count, all).Float64()
	return share{Count: e.Count.String(), Share: part, Weighted: e.Share, Proof: "proven"}
}

// failOver fails where more has changed than a limit.
func (d *difference) failOver(limit float64) error {
	changed, interval, of := d.Changed.Weighted, d.Changed.WeightedInterval, "the population"
	if d.Population == nil {
		changed, interval, of = d.Changed.Share, d.Changed.Interval, "the sets of answers"
	}
	if interval != nil {
		changed = interval[1]
	}
	if changed <= limit {
		return nil
	}
	return fail(exitFindings, "", "%s of %s has other advice, more than %s", finePercent(changed), of, finePercent(limit))
}
