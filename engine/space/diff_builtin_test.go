package space

import (
	"os"
	"strings"
	"testing"
)

// editedBuiltIn returns the built-in content, and it with an edit of the rules.
func editedBuiltIn(t testing.TB, from, to string) (old, replacement Content) {
	t.Helper()
	flowText, err := os.ReadFile("../../questions/technology_chiefs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	ruleText, err := os.ReadFile("../../rules/technology_chiefs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(ruleText), from, to, 1)
	if edited == string(ruleText) {
		t.Fatalf("the rules have no %q any more", from)
	}
	for i, text := range []string{string(ruleText), edited} {
		f, set, err := load(string(flowText), text)
		if err != nil {
			t.Fatal(err)
		}
		*[]*Content{&old, &replacement}[i] = Content{f, set}
	}
	return old, replacement
}

// A change of points for one role is counted exactly, and agrees with organisations drawn
// at random: of those drawn where the verdict changes, all change.
func TestBuiltInDiff(t *testing.T) {
	if quick() {
		t.Skip("it takes seconds, and under the race detector a minute")
	}
	old, replacement := editedBuiltIn(t, "cio: 20", "cio: 15")
	d, err := Compare(old, replacement, nil, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if d.Changed.Estimated != nil || d.Recommendations.Estimated != nil || d.Verdicts.Count.Sign() == 0 || d.Changed.Count.Cmp(d.Verdicts.Count) != 0 {
		t.Errorf("changed %v, recommendations %v, verdicts %v", d.Changed, d.Recommendations, d.Verdicts)
	}
	c := newComparison(old, replacement, nil, DefaultBudget)
	cio := c.contents[newer].Set.RoleIndex("cio")
	r := newRegions(c.Space, nil, []node{c.changedVerdicts(cio).where})
	for range 10_000 {
		answers, _ := r.draw()
		if results := c.evaluate(answers); results[older].Roles[cio].Verdict == results[newer].Roles[cio].Verdict {
			t.Fatalf("nothing changes for %v", answers)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	for _, edit := range [][3]string{{"points", "cio: 20", "cio: 15"}, {"row", "headcount >= 500\n    mode", "headcount >= 600\n    mode"}, {"thresholds", "hire: 50", "hire: 45"}, {"words", "because: ", "because:  "}} {
		b.Run(edit[0], func(b *testing.B) {
			old, replacement := editedBuiltIn(b, edit[1], edit[2])
			for b.Loop() {
				if _, err := Compare(old, replacement, nil, DefaultBudget); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
