package flow_test

import (
	"strings"
	"testing"

	"chiefly/engine/flow"
)

// Whatever is typed is either refused in a sentence or an answer that formats
// and parses to itself.
func FuzzParseAnswer(f *testing.F) {
	for _, text := range []string{
		"", "unknown", "120", "1,200", "25m", "2.5k", "100-250", "500+", "<15", ">= 5", "-5..10", "1 200 to 3 000", "$5m", "1.200", "9223372036854775807", "<-9223372036854775808",
		"software", "[software, retail]", "a|b", "[]", "[", "]", ",", "none", "yes", "TRUE", "\x1b[0m", "\xff", "1\n-\n2", "٣",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, q := range []*flow.Question{people, money, degrees, industry, goals, hiring} {
			a, err := q.Parse(text)
			if err != nil {
				if !a.IsZero() || err.Error() == "" || strings.ContainsAny(err.Error(), "\x1b\x00") {
					t.Errorf("%s: %q gives %v and the error %q", q.ID, text, a, err)
				}
				continue
			}
			if a.IsZero() || q.Describe(a) == "" {
				t.Errorf("%s: %q gives the answer %v, %q", q.ID, text, a, q.Describe(a))
			}
			if again, err := q.Parse(q.Format(a)); err != nil || again != a {
				t.Errorf("%s: %q gives %q, which gives %q, %v", q.ID, text, q.Format(a), q.Format(again), err)
			}
			if lo, hi := a.Range(q); lo < q.Min || hi > q.Max || lo > hi {
				t.Errorf("%s: %q gives %d to %d", q.ID, text, lo, hi)
			}
		}
	})
}
