package space

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"chiefly/engine/flow"
)

// A Diff is what becomes different when one content, OLD, is replaced by another, NEW.
//
// The answer sets are those of NEW's flow. OLD reads them as far as its own flow has words
// for them. Questions and options are the same on both sides where their ids are. Not known
// to OLD is the answer to a question that it does not have, or has as one of another type;
// an option of a Choice, and a number, that it does not have; more picks than it allows;
// and any answer to a question that it would not ask. Picks that it does not have are not
// seen beside the others. Questions that only OLD has are never answered.
//
// Roles are the same where their ids are. One that only one side has counts as "no" on the
// other.
//
// Everything is exact, unless the diagrams that it takes are larger than allowed: then it is
// estimated, and says so.
type Diff struct {
	AnswerSets *big.Int // all there are
	// Changed is those with another recommendation, verdict or mode; then come those with
	// another of each. That there are none is a proof, unless it is estimated.
	Changed, Recommendations, Verdicts, Modes Extent
	// Groups are by Kind, and the largest come first: those with the greatest share of the
	// population or, without one, of the answer sets.
	Groups []Group
}

// An Amount is how many answer sets there are of some kind, and how likely they are in the
// population, from 0 to 1.
type Amount struct {
	Count *big.Int
	Share float64
}

// An Extent is how large a change is. Without a population, the Share is 0.
type Extent struct {
	Amount
	// Estimated is there in place of the Amount where that could not be found.
	Estimated *Estimated
}

// Estimated is what answer sets drawn at random say of a change.
type Estimated struct {
	Sets       Estimate // the share of the answer sets
	Population Estimate // the share of the population; 0 without one
}

// A Group is the answer sets with the same change.
type Group struct {
	Kind Change
	Role string // the id of the role; none for a recommendation
	// From and To are what OLD and NEW say: a recommendation, a verdict or a mode, as
	// rule.Set.Recommendation, rule.Verdict and rule.Mode write them.
	From, To string
	Extent
	// Example is one of the sets, with the fewest known answers; where the group is
	// estimated, with few. The plain evaluations of both rule sets agree with it.
	Example flow.Answers
	// Causes are what works differently for the example.
	Causes []Cause
}

// A Change is what changes.
type Change string

// The kinds of changes. A mode changes where the role is needed on both sides: that it has
// one on one side only is a change of the verdict.
const (
	Recommended Change = "recommendation"
	Judged      Change = "verdict"
	Filled      Change = "mode"
)

var changes = []Change{Recommended, Judged, Filled}

// Compare finds for which answer sets something becomes different, and how likely that is
// in a population of NEW's flow, which may be nil. budget is in nodes for each diagram of
// changes, as for New. It fails with ErrPoints, or with ErrBudget where conditions alone
// are too much.
func Compare(old, replacement Content, p *Population, budget int) (*Diff, error) {
	c := newComparison(old, replacement, p, budget)
	if c.store.err != nil {
		return nil, c.store.err
	}
	c.findChanges()
	return c.diff()
}

// findChanges finds where recommendations, verdicts and modes change.
func (c *comparison) findChanges() {
	c.changes = append(c.changes, c.changedRecommendations())
	for role := range c.roles {
		c.changes = append(c.changes, c.changedVerdicts(role))
	}
	for role, r := range c.roles {
		if r.on[older] >= 0 && r.on[newer] >= 0 {
			c.changes = append(c.changes, c.changedModes(role))
		}
	}
}

// diff measures all changes.
func (c *comparison) diff() (*Diff, error) {
	d := &Diff{AnswerSets: c.measure.ways[0], Recommendations: c.anyOfKind(Recommended), Verdicts: c.anyOfKind(Judged), Modes: c.anyOfKind(Filled)}
	if d.Verdicts.Estimated != nil { // then so is more
		d.Changed = c.sample().extent(drawn{})
	} else {
		d.Changed = c.anyChange()
	}
	for _, ch := range c.changes {
		groups, err := c.groups(ch)
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			results := c.evaluate(g.Example)
			if c.says(older, ch, results) != g.From || c.says(newer, ch, results) != g.To {
				return nil, fmt.Errorf("the diagrams and the plain evaluation disagree about %v", g.Example)
			}
			g.Causes = c.causes(ch, results, g.Example)
			d.Groups = append(d.Groups, g)
		}
	}
	slices.SortStableFunc(d.Groups, c.byExtent)
	return d, c.store.err
}

// byExtent puts groups in order.
func (c *comparison) byExtent(a, b Group) int {
	sets, population := c.shares(a.Extent)
	otherSets, otherPopulation := c.shares(b.Extent)
	return cmp.Or(cmp.Compare(slices.Index(changes, a.Kind), slices.Index(changes, b.Kind)), cmp.Compare(otherPopulation, population), cmp.Compare(otherSets, sets))
}

// shares returns how much of the answer sets, and of the population, an extent is.
func (c *comparison) shares(e Extent) (sets, population float64) {
	if e.Estimated != nil {
		return e.Estimated.Sets.Share, e.Estimated.Population.Share
	}
	return ratio(e.Count, c.measure.ways[0]), e.Share
}

// anyOfKind measures where there is a change of a kind.
func (c *comparison) anyOfKind(kind Change) Extent {
	var changed []change
	var riddles []riddle
	for _, ch := range c.changes {
		switch {
		case ch.kind != kind:
		case ch.over:
			return c.sample().extent(drawn{kind: kind})
		case ch.where != isFalse || ch.tallies != nil:
			changed, riddles = append(changed, ch), append(riddles, ch.asked(c))
		}
	}
	if len(changed) == 1 && kind != Judged {
		return total(changed[0].tallies)
	}
	return c.extent(c.anyOf(riddles...), drawn{kind: kind})
}

// total is the extent of outcomes that exclude each other.
func total(tallies []tally) Extent {
	sum := Amount{Count: new(big.Int)}
	for _, t := range tallies {
		sum.add(t.Amount)
	}
	return Extent{Amount: sum}
}

// anyChange measures where there is any change. A recommendation changes with a verdict
// only. So may a mode; but where no verdict changes, it does not matter of which side the
// verdicts are on which it depends.
func (c *comparison) anyChange() Extent {
	var riddles []riddle
	for _, ch := range c.changes {
		r, over := ch.asked(c), ch.kind == Judged && ch.over
		if ch.kind == Filled {
			r, over = c.modeRiddle(ch.role, [2]int{newer, newer})
		}
		switch {
		case over:
			return c.sample().extent(drawn{})
		case ch.kind != Recommended:
			riddles = append(riddles, r)
		}
	}
	return c.extent(c.anyOf(riddles...), drawn{})
}

// asked returns the riddle where a change is.
func (ch change) asked(c *comparison) riddle {
	if ch.kind == Judged {
		return riddle{c.settleAny, []node{ch.where}}
	}
	return ch.riddle
}

// extent measures where a riddle has any outcome, or else estimates it.
func (c *comparison) extent(r riddle, d drawn) Extent {
	tallies, ok := c.count(r, placesToCount*c.budget)
	if !ok {
		return c.sample().extent(d)
	}
	return total(tallies)
}

// groups returns the groups of a change, without causes.
func (c *comparison) groups(ch change) (groups []Group, err error) {
	if ch.over {
		return c.sample().groups(ch), nil
	}
	tallies := ch.tallies
	if ch.kind == Judged {
		tallies = c.measure.of(ch.where)
	}
	for _, t := range tallies {
		from, to := c.fromTo(t.outcome)
		g := c.group(ch, c.name(ch.kind, from), c.name(ch.kind, to))
		if g.Amount, g.Example = t.Amount, t.example; ch.kind != Judged {
			if g.Example, err = c.solve(ch.riddle, t.outcome); err != nil {
				return nil, err
			}
		}
		groups = append(groups, g)
	}
	return groups, nil
}

func (c *comparison) group(ch change, from, to string) Group {
	g := Group{Kind: ch.kind, From: from, To: to}
	if ch.role >= 0 {
		g.Role = c.roles[ch.role].id
	}
	return g
}
