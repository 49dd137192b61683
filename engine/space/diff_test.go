package space

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// loadDraft reads a draft. It returns false for one that is refused for what its rules say.
func loadDraft(t *testing.T, d *draft) (Content, bool) {
	t.Helper()
	f, set, err := load(d.flow(), d.ruleSet())
	if err != nil {
		if text := err.Error(); strings.Contains(text, "exclude each other") || strings.Contains(text, "can require") || strings.Contains(text, "always") || strings.Contains(text, "never") {
			return Content{}, false
		}
		t.Fatalf("the test's own content is wrong: %v\n%s%s", err, d.flow(), d.ruleSet())
	}
	return Content{f, set}, true
}

// A bruteDiff is a small random pair of contents, and every answer set with what both
// make of it.
type bruteDiff struct {
	old, replacement Content
	edits            []string
	texts            string
	of               *brute // the answer sets of the replacement, and what it makes of them
	results          []rule.Result
}

func newBruteDiff(t *testing.T, seed uint64) *bruteDiff {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 5))
	d := newDraft(r)
	w := drafter{r, d.clone()}
	b := &bruteDiff{}
	for range 1 + r.IntN(3) {
		from := edits
		if seed%2 == 1 {
			from = flowEdits
		}
		b.edits = append(b.edits, w.edit(from))
	}
	var ok, alsoOK bool
	b.old, ok = loadDraft(t, d)
	b.replacement, alsoOK = loadDraft(t, w.draft)
	if !ok || !alsoOK {
		return nil
	}
	s, err := New(b.replacement.Flow, b.replacement.Set, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if s.Count().Int64() > 4_000 {
		return nil
	}
	b.texts = fmt.Sprintf("%q\nOLD\n%s%sNEW\n%s%s", b.edits, d.flow(), d.ruleSet(), w.flow(), w.ruleSet())
	b.of = &brute{Space: s}
	b.of.enumerate(flow.Answers{}, 0)
	for _, o := range b.of.all {
		var e rule.Encoded
		var result rule.Result
		b.old.Set.Encode(&e, b.old.Flow.Row(b.old.Flow.Visible(b.read(o.answers))))
		b.old.Set.Evaluate(&result, &e)
		b.results = append(b.results, result)
	}
	return b
}

// read has OLD read answers that NEW wrote to a file, leaving out what it does not
// understand.
func (b *bruteDiff) read(answers flow.Answers) flow.Answers {
	read := flow.Answers{}
	for id, a := range answers {
		q, writer := b.old.Flow.Question(id), b.replacement.Flow.Question(id)
		if q == nil || q.Type != writer.Type {
			continue
		}
		text := writer.Format(a)
		if q.Type == flow.Choices {
			picks := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("[, ]", r) })
			picks = slices.DeleteFunc(picks, func(id string) bool { return !slices.Contains(q.OptionIDs(), id) })
			text = "[" + strings.Join(picks, ", ") + "]"
		}
		if understood, err := q.Parse(text); err == nil {
			read[id] = understood
		}
	}
	return read
}

// A bruteChange is a kind of change with the role, and what there was and is.
type bruteChange struct {
	kind     Change
	role     string
	from, to string
}

// changesOf returns all that changes for an answer set.
func (b *bruteDiff) changesOf(i int) (found []bruteChange) {
	old, replacement := &b.results[i], &b.of.all[i].result
	note := func(c bruteChange) {
		if c.from != c.to {
			found = append(found, c)
		}
	}
	note(bruteChange{Recommended, "", b.old.Set.Recommendation(old), b.replacement.Set.Recommendation(replacement)})
	for _, id := range roleIDs {
		before, after := roleOf(b.old.Set, old, id), roleOf(b.replacement.Set, replacement, id)
		note(bruteChange{Judged, id, before.Verdict.String(), after.Verdict.String()})
		if before.Verdict.Needed() && after.Verdict.Needed() {
			note(bruteChange{Filled, id, before.Mode.String(), after.Mode.String()})
		}
	}
	return found
}

func roleOf(set *rule.Set, r *rule.Result, id string) rule.RoleResult {
	if i := set.RoleIndex(id); i >= 0 {
		return r.Roles[i]
	}
	return rule.RoleResult{}
}

// A bruteAmount is what enumeration finds of some answer sets.
type bruteAmount struct {
	count  int64
	share  float64
	fewest int
}

func (a bruteAmount) with(share float64, known int) bruteAmount {
	if a.count == 0 {
		a.fewest = known
	}
	return bruteAmount{a.count + 1, a.share + share, min(a.fewest, known)}
}

// amounts returns what enumeration finds by change, by kind of change (with the rest of
// the key empty), and of all changes (with no kind either).
func (b *bruteDiff) amounts(p *Population) map[bruteChange]bruteAmount {
	found := map[bruteChange]bruteAmount{}
	for i, o := range b.of.all {
		share := 0.0
		if p != nil {
			share = b.chance(p, o)
		}
		of := b.changesOf(i)
		for _, c := range slices.Clone(of) {
			of = append(of, bruteChange{kind: c.kind}, bruteChange{})
		}
		slices.SortFunc(of, func(a, b bruteChange) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		for _, c := range slices.Compact(of) {
			found[c] = found[c].with(share, len(o.answers))
		}
	}
	return found
}

func (b *bruteDiff) chance(p *Population, o outcome) float64 {
	chance := 1.0
	for i, q := range b.replacement.Flow.Questions {
		if b.of.isAsked(o, i) {
			chance *= plainChance(q, &p.Questions[i], o.answers[q.ID], true)
		}
	}
	return chance
}

// eachDiff runs a check on a number of pairs, or fewer where fewer models are tried. All
// kinds of edits must have come up.
func eachDiff(t *testing.T, many int, check func(t *testing.T, b *bruteDiff)) {
	t.Helper()
	pairs, made := 0, map[string]int{}
	for seed := uint64(0); pairs < many*mostModels()/allModels; seed++ {
		b := newBruteDiff(t, seed)
		if b == nil {
			continue
		}
		pairs++
		for _, name := range b.edits {
			made[name]++
		}
		check(t, b)
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, b.texts)
		}
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(edits)), slices.Collect(maps.Keys(flowEdits))) {
		if made[name] < enough(many/40) {
			t.Errorf("only %d edits of kind %q", made[name], name)
		}
	}
}

func TestDiffEqualsEnumeration(t *testing.T) {
	groups := map[string]int{}
	seed := uint64(0)
	eachDiff(t, 400, func(t *testing.T, b *bruteDiff) {
		seed++
		p := randomPopulation(rand.New(rand.NewPCG(seed, 6)), b.replacement.Flow)
		if seed%4 == 0 {
			p = nil
		}
		d, err := Compare(b.old, b.replacement, p, DefaultBudget)
		if err != nil {
			t.Fatal(err)
		}
		if d.AnswerSets.Int64() != int64(len(b.of.all)) {
			t.Errorf("%d answer sets, not %s", len(b.of.all), d.AnswerSets)
		}
		want := b.amounts(p)
		checkAmount(t, "changed", d.Changed, want[bruteChange{}])
		checkAmount(t, "recommendations", d.Recommendations, want[bruteChange{kind: Recommended}])
		checkAmount(t, "verdicts", d.Verdicts, want[bruteChange{kind: Judged}])
		checkAmount(t, "modes", d.Modes, want[bruteChange{kind: Filled}])
		for _, g := range d.Groups {
			key := bruteChange{g.Kind, g.Role, g.From, g.To}
			groups[fmt.Sprint(g.Kind, g.From, g.To)]++
			checkAmount(t, fmt.Sprint(key), g.Extent, want[key])
			b.checkExample(t, g, want[key].fewest)
			checkCauses(t, g)
			delete(want, key)
		}
		for key := range want {
			if key.from != key.to {
				t.Errorf("%v is missing", key)
			}
		}
	})
	if len(groups) < enough(28) {
		t.Errorf("only %d kinds of groups: %v", len(groups), groups)
	}
}

// checkCauses holds that something explains a group: and not rows alone where a verdict
// changes.
func checkCauses(t *testing.T, g Group) {
	t.Helper()
	explains := func(c Cause) bool { return c.Kind != CausedByQuestion && (g.Kind == Filled || c.Kind != CausedByRow) }
	if !slices.ContainsFunc(g.Causes, explains) {
		t.Errorf("%s %s from %s to %s for %v: no cause in %v", g.Kind, g.Role, g.From, g.To, g.Example, g.Causes)
	}
}

func checkAmount(t *testing.T, what string, got Extent, want bruteAmount) {
	t.Helper()
	if got.Estimated != nil || got.Count.Int64() != want.count || math.Abs(got.Share-want.share) > 1e-9 {
		t.Errorf("%s: %s (%g), not %d (%g)", what, got.Count, got.Share, want.count, want.share)
	}
}

// checkExample holds that an example is one of the answer sets with the change and the
// fewest answers.
func (b *bruteDiff) checkExample(t *testing.T, g Group, fewest int) {
	t.Helper()
	at := slices.IndexFunc(b.of.all, func(o outcome) bool { return maps.Equal(o.answers, g.Example) })
	if at < 0 || len(g.Example) != fewest || !slices.Contains(b.changesOf(at), bruteChange{g.Kind, g.Role, g.From, g.To}) {
		t.Errorf("%s %s from %s to %s: the example %v is none with %d answers", g.Kind, g.Role, g.From, g.To, g.Example, fewest)
	}
}

// Without room for diagrams everything is estimated, and the intervals are right.
func TestEstimatesAgreeWithEnumeration(t *testing.T) {
	seed := uint64(0)
	eachDiff(t, 80, func(t *testing.T, b *bruteDiff) {
		seed++
		p := randomPopulation(rand.New(rand.NewPCG(seed, 6)), b.replacement.Flow)
		for _, budget := range []int{0, 10} {
			d, err := Compare(b.old, b.replacement, p, budget)
			if err != nil {
				t.Fatal(err)
			}
			want := b.amounts(p)
			b.checkEstimate(t, "changed", d.Changed, want[bruteChange{}])
			b.checkEstimate(t, "recommendations", d.Recommendations, want[bruteChange{kind: Recommended}])
			b.checkEstimate(t, "verdicts", d.Verdicts, want[bruteChange{kind: Judged}])
			b.checkEstimate(t, "modes", d.Modes, want[bruteChange{kind: Filled}])
			for _, g := range d.Groups {
				key := bruteChange{g.Kind, g.Role, g.From, g.To}
				b.checkEstimate(t, fmt.Sprint(key), g.Extent, want[key])
				b.checkExample(t, g, len(g.Example))
				delete(want, key)
			}
			for key, amount := range want {
				if key.from != key.to && 100*amount.count > int64(len(b.of.all)) {
					t.Errorf("%v is missing", key)
				}
			}
		}
	})
}

// checkEstimate holds that an amount is exact, or within twice the interval of 99 %, which
// is five standard deviations.
func (b *bruteDiff) checkEstimate(t *testing.T, what string, got Extent, want bruteAmount) {
	t.Helper()
	if got.Estimated == nil {
		checkAmount(t, what, got, want)
		return
	}
	sets := float64(want.count) / float64(len(b.of.all))
	for _, of := range []struct {
		Estimate
		want float64
	}{{got.Estimated.Sets, sets}, {got.Estimated.Population, want.share}} {
		if width := of.High - of.Low; of.want < of.Low-width/2-1e-9 || of.want > of.High+width/2+1e-9 || of.Low > of.Share || of.Share > of.High {
			t.Errorf("%s: %v, not %g", what, of.Estimate, of.want)
		}
	}
}
