package lint_test

import (
	"fmt"
	"testing"

	"chiefly/engine/lint"
	"chiefly/engine/rule/ruletest"
)

// BenchmarkRun checks generated content with many rules, without proof, and the built-in
// content with and without.
func BenchmarkRun(b *testing.B) {
	for _, rules := range []int{100, 1000} {
		b.Run(fmt.Sprintf("rules=%d", rules), func(b *testing.B) {
			flowText, rulesText := ruletest.Generate(rules, 1)
			c := content(b, flowText, rulesText)
			for b.Loop() {
				check(b, c)
			}
		})
	}
	flowText, rulesText := builtIn(b)
	c := content(b, flowText, rulesText)
	b.Run("built-in", func(b *testing.B) {
		for b.Loop() {
			check(b, c)
		}
	})
	b.Run("built-in/proof", func(b *testing.B) {
		for b.Loop() {
			check(b, prove(b, c))
		}
	})
}

// Ten times as many rules are ten times the work, and not a hundred times. Work is counted
// in conditions that are compiled, since no clock decides a test.
func TestWorkGrowsWithRules(t *testing.T) {
	work := func(rules int) float64 {
		flowText, rulesText := ruletest.Generate(rules, 1)
		c := content(t, flowText, rulesText)
		return testing.AllocsPerRun(1, func() {
			if _, err := lint.Run(c); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, many := work(100), work(1000)
	if many > 12*few {
		t.Errorf("%.0f allocations for 100 rules, %.0f for 1000", few, many)
	}
}
