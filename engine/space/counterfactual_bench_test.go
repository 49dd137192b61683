package space

import "testing"

// BenchmarkCounterfactuals looks for the nearest other verdicts on all roles, from
// answer sets drawn at random: the nearest of all, and the nearest for each verdict.
func BenchmarkCounterfactuals(b *testing.B) {
	s, err := builtIn(b, DefaultBudget)
	if err != nil {
		b.Fatal(err)
	}
	for name, all := range map[string]bool{"first": false, "all": true} {
		b.Run(name, func(b *testing.B) {
			w := walker{search: search{Space: s, values: make([]int, s.questions)}}
			var most int
			for range b.N {
				b.StopTimer()
				w.to(isTrue)
				answers := w.answers()
				b.StartTimer()
				for role := range s.roots {
					c, err := s.Counterfactuals(answers, role, all)
					if err != nil {
						b.Fatal(err)
					}
					for _, one := range c.Nearest {
						most = max(most, len(one.Changes))
					}
				}
			}
			b.ReportMetric(float64(most), "changes")
		})
	}
}
