package second

import (
	"maps"
	"math/big"
	"math/bits"
	"runtime/debug"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/dalzilio/rudd"

	"chiefly/engine"
	"chiefly/engine/rule"
	"chiefly/engine/rule/ruletest"
	"chiefly/engine/space"
	"chiefly/questions"
	"chiefly/rules"
)

// Memory is kept in bounds, since diagrams are garbage until their finalizers have run.
func TestMain(m *testing.M) {
	debug.SetMemoryLimit(3 << 29)
	m.Run()
}

// TestSmallModels counts spaces in which everything occurs: guards that are undecided,
// limits of picks, required questions, numbers below zero, rules of all effects.
func TestSmallModels(t *testing.T) {
	for name, m := range models {
		t.Run(name, func(t *testing.T) { compare(t, load(t, m.flow, m.rules), few, 3) })
	}
}

// TestGeneratedModels counts spaces of rules made at random.
func TestGeneratedModels(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		flowText, ruleText := ruletest.Generate(12, seed)
		compare(t, load(t, flowText, ruleText), few, 3)
	}
}

// TestBuiltIn counts the answer sets of the built-in content: all of them, those with
// each verdict on each role, and those with each recommendation. Diagrams of where all
// three roles are hired are too large. Package space is taken at its word about
// "several", which tells how often that is so; the numbers for one role and for none must
// agree with it.
func TestBuiltIn(t *testing.T) {
	compare(t, builtIn(t), many, 2)
}

// compare counts all there is to count in both ways, but at most some roles together. In
// each of the diagrams there is room for a number of nodes at first.
func compare(t *testing.T, e *engine.Engine, nodes, most int) {
	t.Helper()
	first, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	second := encode(t, e, nodes)
	same(t, "all", first.Count(), second.count(second.valid))
	shares, err := first.Shares(nil)
	if err != nil {
		t.Fatal(err)
	}
	var hired []rudd.Node
	for i, role := range e.Rules().Roles {
		own := encode(t, e, nodes) // much is made on the way to verdicts, and goes with it
		verdicts := own.verdicts(i)
		for v, where := range verdicts {
			same(t, role.ID+" "+rule.Verdict(v).String(), shares.Verdicts[i][v].Count, own.count(own.and(own.valid, where)))
		}
		hired = append(hired, second.copied(own.diagrams, verdicts[rule.Hire]))
	}
	recommended := shares.Recommendations
	counts := second.recommendations(second.together(hired, most), recommended["several"].Count)
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		same(t, id, recommended[id].Count, counts[id])
	}
}

func same(t *testing.T, what string, first, second *big.Int) {
	t.Helper()
	t.Logf("%s: %s", what, second)
	if first == nil || first.Cmp(second) != 0 {
		t.Errorf("%s: %s by package space, but %s by the second count", what, first, second)
	}
}

// recommendations returns the number of answer sets with each recommendation, given how
// often some roles are hired, whatever the others are, by the roles, a bit for each. Where
// the number for three roles is nil, it follows from that of "several".
func (e *encoding) recommendations(hirings []*big.Int, several *big.Int) map[string]*big.Int {
	if last := len(hirings) - 1; hirings[last] == nil { // pairs count it three times, several does once
		pairs := new(big.Int).Add(hirings[0b011], hirings[0b101])
		pairs.Add(pairs, hirings[0b110]).Sub(pairs, several)
		hirings[last] = pairs.Rsh(pairs, 1)
	}
	alone(hirings)
	found := map[string]*big.Int{"none": hirings[0], "several": new(big.Int)}
	for roles, count := range hirings {
		switch bits.OnesCount(uint(roles)) {
		case 0:
		case 1:
			found[e.set.Roles[bits.TrailingZeros(uint(roles))].ID] = count
		default:
			found["several"].Add(found["several"], count)
		}
	}
	return found
}

func encode(t *testing.T, e *engine.Engine, nodes int) *encoding {
	t.Helper()
	encoded, err := newEncoding(e.Flow(), e.Rules(), nodes)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

func builtIn(t *testing.T) *engine.Engine {
	t.Helper()
	const file = "technology_chiefs.yaml"
	flowText, err := questions.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ruleText, err := rules.FS.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return load(t, string(flowText), string(ruleText))
}

func load(t *testing.T, flowText, ruleText string) *engine.Engine {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"questions/f.yaml": {Data: []byte(flowText)}, "rules/r.yaml": {Data: []byte(ruleText)}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}
