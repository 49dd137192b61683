package space

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

const diffFlow = `flow: f
version: 1.0.0
questions:
  - {id: people, type: integer, min: 1, max: 1000, ask: How many?, why: It matters.}
  - {id: wet, type: yes_no, when: people < 100 or people > 900, ask: Wet?, why: It matters.}
  - {id: things, type: choices, max_picks: 2, ask: Things?, why: They matter., options: [{id: pot, label: Pot}, {id: cup, label: Cup}, {id: tray, label: Tray}]}
  - {id: mood, type: choice, ask: Mood?, why: It matters., options: [{id: calm, label: Calm}, {id: wild, label: Wild}]}
`

const diffRules = `rule_set: r
version: 1.0.0
flow: f
thresholds: {hire: 20, later: 10}
conditions:
  small: people < 50
roles:
  - {id: master, title: master of tea, held: mood == "calm"}
  - {id: monk, title: monk}
sources: [{id: s, title: S, publisher: P}]
rules:
  - {id: large, when: not small and not wet, points: {master: 20}, because: B., sources: [s]}
  - {id: tools, when: '"pot" in things and "cup" in things', points: {master: 15, monk: 5}, because: B., sources: [s]}
  - {id: wild, when: mood == "wild" or wet, points: {monk: 15}, because: B., sources: [s]}
  - {id: never_small, when: small and mood == "wild", rule_out: [master], because: B., sources: [s]}
arrangements:
  - {id: few, when: needed.master and people < 500, mode: {master: fractional}, because: B., sources: [s]}
  - {id: both, when: needed.master and needed.monk and wet, combine: [master, monk], because: B., sources: [s]}
`

// compareTexts compares diffRules with an edit of them, given as pairs of what to replace
// and by what.
func compareTexts(t *testing.T, flowText string, edits ...string) *Diff {
	t.Helper()
	contents := [2]Content{}
	for side, texts := range [2][2]string{{diffFlow, diffRules}, {flowText, strings.NewReplacer(edits...).Replace(diffRules)}} {
		f, set, err := load(texts[0], texts[1])
		if err != nil {
			t.Fatal(err)
		}
		contents[side] = Content{f, set}
	}
	if len(edits) > 0 && strings.NewReplacer(edits...).Replace(diffRules) == diffRules {
		t.Fatalf("nothing to replace in %q", edits)
	}
	d, err := Compare(contents[0], contents[1], nil, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRefactoringsChangeNothing(t *testing.T) {
	for name, edits := range map[string][]string{
		"De Morgan":               {"not small and not wet", "not (small or wet)"},
		"inlined":                 {"when: not small and", "when: not (people < 50) and", "when: small and mood", "when: people <= 49 and mood"},
		"split points":            {"points: {master: 20}, because: B., sources: [s]}", "points: {master: 5}, because: B., sources: [s]}\n  - {id: again, when: not small and not wet, points: {master: 15}, because: B., sources: [s]}"},
		"other words":             {"master of tea", "chief of tea", "because: B.", "because: So."},
		"order of branches":       {`mood == "wild" or wet`, `wet or mood == "wild"`},
		"points in balance":       {"points: {monk: 15}", "points: {monk: 16}", "{hire: 20, later: 10}", "{hire: 20, later: 10}", "monk: 5}", "monk: 4}"},
		"what cannot be":          {"not small and not wet", "not small and not wet or wet and people >= 100 and people < 900"},
		"a row that adds nothing": {"  - {id: both", "  - {id: more, when: needed.master and people < 20, mode: {master: fractional}, because: B., sources: [s]}\n  - {id: both"},
		"roles in another order": {`  - {id: master, title: master of tea, held: mood == "calm"}
  - {id: monk, title: monk}`, `  - {id: monk, title: monk}
  - {id: master, title: master of tea, held: mood == "calm"}`},
	} {
		if d := compareTexts(t, diffFlow, edits...); d.Changed.Count.Sign() != 0 || len(d.Groups) > 0 {
			t.Errorf("%s: %s changed, %v", name, d.Changed.Count, d.Groups)
		}
	}
}

// Shuffled rules need no search: the diagrams are the same.
func TestShuffledRulesAreTheSameDiagrams(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 7))
		d := newDraft(r)
		w := drafter{r, d.clone()}
		w.shuffle(w.rules)
		old, ok := loadDraft(t, d)
		replacement, alsoOK := loadDraft(t, w.draft)
		if !ok || !alsoOK {
			continue
		}
		c := newComparison(old, replacement, nil, DefaultBudget)
		if !slices.Equal(c.models[older].roots, c.models[newer].roots) || !slices.Equal(c.models[older].modes, c.models[newer].modes) {
			t.Errorf("seed %d: %v and %v", seed, c.models[older].roots, c.models[newer].roots)
		}
	}
}

func TestCauses(t *testing.T) {
	for name, test := range map[string]struct {
		flow  string
		edits []string
		group string // kind, role, from, to
		want  string
	}{
		"points":       {edits: []string{"points: {monk: 15}", "points: {monk: 20}"}, group: "verdict monk later hire", want: "rule wild monk: +15, +20"},
		"rule removed": {edits: []string{"  - {id: wild, when: mood == \"wild\" or wet, points: {monk: 15}, because: B., sources: [s]}\n", ""}, group: "verdict monk later no", want: "rule wild monk: +15, absent"},
		"rule added":   {edits: []string{"rules:\n", "rules:\n  - {id: all, when: people > 0, points: {monk: 20}, because: B., sources: [s]}\n"}, group: "recommendation  none monk", want: "rule all monk: absent, +20"},
		"condition":    {edits: []string{"mood == \"wild\" or wet", "mood == \"wild\""}, group: "verdict monk later no", want: "rule wild monk: +15, idle"},
		"threshold":    {edits: []string{"title: monk}", "title: monk, thresholds: {hire: 15, later: 10}}"}, group: "verdict monk later hire", want: "thresholds monk : hire 20, later 10, hire 15, later 10"},
		"held":         {edits: []string{`held: mood == "calm"`, `held: mood == "wild"`}, group: "verdict master keep hire", want: "held master : true, false"},
		"row":          {edits: []string{"people < 500", "people < 60"}, group: "mode master fractional full_time", want: "row few : master fractional, idle"},
		"row removed":  {edits: []string{"  - {id: few, when: needed.master and people < 500, mode: {master: fractional}, because: B., sources: [s]}\n", ""}, group: "mode master fractional full_time", want: "row few : master fractional, absent"},
		"role removed": {edits: []string{"  - {id: monk, title: monk}\n", "", "master: 15, monk: 5", "master: 15", "  - {id: wild, when: mood == \"wild\" or wet, points: {monk: 15}, because: B., sources: [s]}\n", "",
			"  - {id: both, when: needed.master and needed.monk and wet, combine: [master, monk], because: B., sources: [s]}\n", ""},
			group: "verdict monk later no", want: "rule wild monk: +15, absent; thresholds monk : hire 20, later 10, no such role"},
		"option": {flow: strings.Replace(diffFlow, "{id: wild, label: Wild}", "{id: wild, label: Wild}, {id: mad, label: Mad}", 1), edits: []string{`when: mood == "wild" or wet`, `when: 'mood in ["wild", "mad"] or wet'`}, group: "verdict monk no later", want: "rule wild monk: idle, +15; question mood : unknown, mad"},
		"range":  {flow: strings.Replace(diffFlow, "max: 1000", "max: 2000", 1), group: "verdict master no hire", want: "rule large master: idle, +20; question people : unknown, 1001"},
	} {
		if test.flow == "" {
			test.flow = diffFlow
		}
		got := ""
		for _, g := range compareTexts(t, test.flow, test.edits...).Groups {
			if fmt.Sprint(g.Kind, " ", g.Role, " ", g.From, " ", g.To) == test.group {
				got = causesText(g.Causes)
			}
		}
		if got != test.want {
			t.Errorf("%s: %q, not %q", name, got, test.want)
		}
	}
}

func causesText(causes []Cause) string {
	var texts []string
	for _, c := range causes {
		texts = append(texts, fmt.Sprintf("%s %s %s: %s, %s", c.Kind, c.ID, c.Role, c.Old, c.New))
	}
	return strings.Join(texts, "; ")
}
