package cli

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/spf13/cobra"

	"chiefly/engine"
	"chiefly/engine/rule"
	"chiefly/engine/space"
)

const statsLong = `Counts every set of answers that the questions allow, and how many of them lead
to each recommendation and verdict, exactly. A question that is asked counts
once for each answer, and once for "I don't know".

The share of all sets says how the rules divide what is possible: most sets of
answers are ones that hardly any organisation gives. The share of the population
weighs them by how common answers are, as a file says that stands beside the
questions; --population takes another one, and "uniform" makes all answers to a
question alike, with nothing unknown.

With --by-rule it also says how often each rule fires, and how often a verdict
would be another one without it. That takes longer.`

const statsExample = `  chiefly stats
  chiefly stats --by-rule --population our_clients.yaml
  chiefly stats --rules mine.yaml --population uniform`

func (a *app) statsCommand() *cobra.Command {
	var byRule bool
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "Count all possible answers by recommendation and verdict",
		Long:    statsLong,
		Example: statsExample,
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.stats(cmd, byRule) },
	}
	addSpaceFlags(cmd)
	addSettings(cmd, "population")
	cmd.Flags().BoolVar(&byRule, "by-rule", false, "say of each rule how often it fires and decides")
	return cmd
}

// stats are those of an answer space in JSON. Counts are texts, since they are too
// large for the numbers of most programs.
type stats struct {
	AnswerSets      string                      `json:"answer_sets"`
	Cells           string                      `json:"cells"` // answer sets that conditions tell apart
	Population      *populationName             `json:"population,omitempty"`
	Recommendations map[string]share            `json:"recommendations"`
	Hired           []hiredShare                `json:"hired,omitempty"`
	Verdicts        map[string]map[string]share `json:"verdicts"` // by role
	Questions       []questionStats             `json:"questions,omitempty"`
	Rules           []ruleStats                 `json:"rules,omitempty"`
}

type populationName struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// A share is a part of all answer sets, and of the population. Both are of 1.
type share struct {
	Count    string  `json:"count,omitempty"`
	Share    float64 `json:"share"`
	Weighted float64 `json:"weighted"`
	// Proof is "proven" for what was counted, and "estimated" for what was drawn; then
	// the shares lie within the intervals with 99 % confidence.
	Proof            string      `json:"proof"`
	Interval         *[2]float64 `json:"interval,omitempty"`
	WeightedInterval *[2]float64 `json:"weighted_interval,omitempty"`
}

type hiredShare struct {
	Roles []string `json:"roles"`
	share
}

// questionStats are how much the answer to a question tells about the verdicts, in bits.
type questionStats struct {
	Question string             `json:"question"`
	Option   string             `json:"option,omitempty"` // the one of which it tells most whether it is picked
	Bits     float64            `json:"bits"`             // the sum over the roles
	ByRole   map[string]float64 `json:"by_role"`
}

type ruleStats struct {
	Rule    string           `json:"rule"`
	Fires   share            `json:"fires"`
	Decides map[string]share `json:"decides,omitempty"` // by role that the rule bears on
}

func (a *app) stats(cmd *cobra.Command, byRule bool) error {
	s, e, all, err := a.loadSpace(cmd)
	if err != nil {
		return err
	}
	counted, err := newCounter(e, all).everything(byRule)
	if err != nil {
		return spaceError(err)
	}
	var out bytes.Buffer
	if s.Format == "json" {
		err = writeJSON(&out, counted)
	} else {
		writeStats(&out, e, counted)
	}
	if err == nil {
		_, err = a.Out.Write(out.Bytes())
	}
	return err
}

// A counter counts an answer space.
type counter struct {
	content    *engine.Engine
	space      *space.Space
	population *space.Population
	total      *big.Int
}

func newCounter(e *engine.Engine, all *space.Space) *counter {
	return &counter{content: e, space: all, population: e.Population(), total: all.Count()}
}

// everything counts. Where diagrams are too large for that, shares are estimated, and what
// cannot be is left out.
func (c *counter) everything(byRule bool) (*stats, error) {
	counted := &stats{AnswerSets: c.total.String(), Cells: c.space.Cells().String()}
	if c.population != nil {
		counted.Population = &populationName{c.population.ID, c.population.Title}
	}
	err := c.shares(counted)
	if errors.Is(err, space.ErrBudget) {
		c.estimates(counted)
		err = nil
	}
	if err == nil {
		err = c.questions(counted)
	}
	if err == nil && byRule {
		err = c.rules(counted)
	}
	return counted, err
}

func (c *counter) shares(counted *stats) error {
	shares, err := c.space.Shares(c.population)
	if err != nil {
		return err
	}
	ids := roleIDs(c.content)
	counted.Recommendations, counted.Verdicts = map[string]share{}, map[string]map[string]share{}
	for id, amount := range shares.Recommendations {
		counted.Recommendations[id] = c.share(amount)
	}
	for _, h := range shares.Hired {
		of := hiredShare{Roles: []string{}, share: c.share(h.Amount)}
		for _, role := range h.Roles {
			of.Roles = append(of.Roles, ids[role])
		}
		counted.Hired = append(counted.Hired, of)
	}
	for role, verdicts := range shares.Verdicts {
		by := map[string]share{}
		for v, amount := range verdicts {
			by[rule.Verdict(v).String()] = c.share(amount)
		}
		counted.Verdicts[ids[role]] = by
	}
	return nil
}

func (c *counter) share(of space.Amount) share {
	part, _ := new(big.Rat).SetFrac(of.Count, c.total).Float64()
	return share{Count: of.Count.String(), Share: part, Weighted: of.Share, Proof: "proven"}
}

// draws is how many answer sets estimates rest on.
const draws = 100_000

func (c *counter) estimates(counted *stats) {
	of, weighted := c.space.Sample(nil, draws), c.space.Sample(c.weights(), draws)
	counted.Recommendations, counted.Verdicts = map[string]share{}, map[string]map[string]share{}
	for id, e := range of.Recommendations {
		counted.Recommendations[id] = estimated(e, weighted.Recommendations[id])
	}
	for role, id := range roleIDs(c.content) {
		by := map[string]share{}
		for v, e := range of.Verdicts[role] {
			by[rule.Verdict(v).String()] = estimated(e, weighted.Verdicts[role][v])
		}
		counted.Verdicts[id] = by
	}
}

// weights returns the population, or a uniform one.
func (c *counter) weights() *space.Population {
	if c.population == nil {
		return space.Uniform(c.content.Flow())
	}
	return c.population
}

func estimated(of, weighted space.Estimate) share {
	return share{Share: of.Share, Weighted: weighted.Share, Proof: "estimated",
		Interval: &[2]float64{of.Low, of.High}, WeightedInterval: &[2]float64{weighted.Low, weighted.High}}
}

func (c *counter) questions(counted *stats) error {
	told, err := c.space.Information(c.population)
	if errors.Is(err, space.ErrBudget) {
		return nil
	}
	for _, t := range told {
		of := questionStats{Question: t.Question.ID, Bits: t.Sum, ByRole: map[string]float64{}}
		if t.Option >= 0 {
			of.Option = t.Question.Options[t.Option].ID
		}
		for role, id := range roleIDs(c.content) {
			of.ByRole[id] = t.Bits[role]
		}
		counted.Questions = append(counted.Questions, of)
	}
	return err
}

func (c *counter) rules(counted *stats) error {
	fires, err := c.space.Firing(c.population)
	if err != nil {
		return err
	}
	decides, err := c.space.Deciding(c.population)
	if err != nil && !errors.Is(err, space.ErrBudget) {
		return err
	}
	for i, amount := range fires {
		r := c.content.Rules().Rules[i]
		of := ruleStats{Rule: r.ID, Fires: c.share(amount), Decides: map[string]share{}}
		for role, id := range roleIDs(c.content) {
			if decides != nil && r.Touches[role] {
				of.Decides[id] = c.share(decides[i][role])
			}
		}
		counted.Rules = append(counted.Rules, of)
	}
	return nil
}
