package report

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chiefly/engine"
)

func TestBar(t *testing.T) {
	for _, c := range []struct {
		score, hire, later int
		want               string
	}{
		{0, 50, 30, "░░░░░░:░░░░|░░░░░░░░░░"},
		{4, 50, 30, "░░░░░░:░░░░|░░░░░░░░░░"},
		{5, 50, 30, "█░░░░░:░░░░|░░░░░░░░░░"},
		{29, 50, 30, "█████░:░░░░|░░░░░░░░░░"},
		{30, 50, 30, "██████:░░░░|░░░░░░░░░░"},
		{49, 50, 30, "██████:███░|░░░░░░░░░░"},
		{50, 50, 30, "██████:████|░░░░░░░░░░"},
		{99, 50, 30, "██████:████|█████████░"},
		{100, 50, 30, "██████:████|██████████"},
		{101, 50, 30, "██████:████|█████████>"},
		{1_000_000, 50, 30, "██████:████|█████████>"},
		{-1, 50, 30, "<░░░░░:░░░░|░░░░░░░░░░"},
		{-1_000_000, 50, 30, "<░░░░░:░░░░|░░░░░░░░░░"},
		{3, 3, 3, "██████████:|░░░░░░░░░░"},
		{0, 3, 0, ":░░░░░░░░░░|░░░░░░░░░░"},
		{5, 0, 0, ""},
		{5, -5, -10, ""},
		{5, 50, -10, ""},
	} {
		t.Run(fmt.Sprintf("%d of %d and %d", c.score, c.hire, c.later), func(t *testing.T) {
			got := bar(&engine.Role{Score: c.score, Thresholds: engine.Thresholds{Hire: c.hire, Later: c.later}}, minWidth)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestBarFitsThePage holds that a bar grows with the page, that its score stands on the
// same line, and that it passes a mark exactly where the score reaches that threshold.
func TestBarFitsThePage(t *testing.T) {
	for width := minWidth; width <= maxWidth; width++ {
		for score := -10; score <= 120; score++ {
			got := bar(&engine.Role{Score: score, Thresholds: engine.Thresholds{Hire: 50, Later: 30}}, width)
			if size := lipgloss.Width(got); size > width-len("  score -999 ") || size < 2*leastHalf+2 || size > 2*mostHalf+2 {
				t.Fatalf("%d columns on a page of %d: %s", size, width, got)
			}
			for mark, least := range map[string]int{":": 30, "|": 50} {
				if before, _, _ := strings.Cut(got, mark); strings.HasSuffix(before, "█") != (score >= least) {
					t.Fatalf("a score of %d reaches %q wrongly: %s", score, mark, got)
				}
			}
		}
	}
}

func TestItem(t *testing.T) {
	const width = 12
	for name, c := range map[string]struct {
		indent, hang int
		lead         span
		spans        []span
		want         string
	}{
		"hangs from its lead":        {0, 2, span{text: "-"}, []span{{text: "one two three four"}}, "- one two\n  three four\n"},
		"fills the line exactly":     {0, 0, span{}, []span{{text: "123456789012 x"}}, "123456789012\nx\n"},
		"a dash on the margin":       {0, 0, span{}, []span{{text: "12345678901 - x"}}, "12345678901\n- x\n"},
		"keeps hyphens together":     {0, 0, span{}, []span{{text: "it is full-time"}}, "it is\nfull-time\n"},
		"wide characters":            {0, 0, span{}, []span{{text: "a 日本語日本 日本"}}, "a 日本語日本\n日本\n"},
		"cuts long words":            {0, 0, span{}, []span{{text: "a 1234567890123456"}}, "a\n123456789012\n3456\n"},
		"goes on after a long word":  {0, 0, span{}, []span{{text: "1234567890123456 b"}}, "123456789012\n3456 b\n"},
		"cuts wide words":            {0, 2, span{text: "-"}, []span{{text: "日本日本日本日"}}, "- 日本日本日\n  本日\n"},
		"does not cut solid words":   {0, 0, span{}, []span{{text: "a"}, {text: "1234567890123456", solid: true}, {text: "b"}}, "a\n1234567890123456\nb\n"},
		"a lead wider than its room": {0, 2, span{text: "[10]"}, []span{{text: "abc def ghi"}}, "[10] abc def\n     ghi\n"},
		"nothing":                    {0, 0, span{}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := &page{width: width}
			p.item(c.indent, c.hang, c.lead, c.spans...)
			if diff := cmp.Diff(c.want, p.text.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestLinesFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := engine.OneLine(rapid.String().Draw(t, "text") + rapid.StringOf(rapid.SampledFrom([]rune("ab -日本é\u0301\ufe0f☁❤🇯🇵👩\u200d🚀1\u20e3ก็"))).Draw(t, "odd"))
		width := rapid.IntRange(2, 30).Draw(t, "width")
		p := &page{width: width}
		p.fill(0, span{text: text}, span{text: "end"})
		for line := range strings.Lines(p.text.String()) {
			if got := lipgloss.Width(strings.TrimSuffix(line, "\n")); got > width {
				t.Fatalf("%q is %d wide, more than %d", line, got, width)
			}
		}
		if got, want := strings.Join(strings.Fields(p.text.String()), ""), strings.ReplaceAll(text, " ", "")+"end"; got != want {
			t.Fatalf("wrote %q of %q", got, want)
		}
	})
}

func TestWidthIsBounded(t *testing.T) {
	for given, want := range map[int]int{0: 80, 1: 36, -5: 36, 36: 36, 100: 100, 160: 160, 9999: 160} {
		if got := (Options{Width: given}).width(); got != want {
			t.Errorf("width %d counts as %d, want %d", given, got, want)
		}
	}
}

func TestOnlyWebAddressesAreLeftWhole(t *testing.T) {
	long := strings.Repeat("x", 100)
	for address, want := range map[string]string{
		"https://a.example/" + long: "SOURCES\n[1]  T\n     https://a.example/" + long + "\n",
		"javascript:" + long:        "SOURCES\n[1]  T\n     javascript:" + long[:64] + "\n     " + long[64:] + "\n",
	} {
		t.Run(address, func(t *testing.T) {
			a := &engine.Advice{Sources: []engine.Source{{ID: "s", Title: "T", Address: address}}}
			var b strings.Builder
			if err := Text(&b, a, Options{Full: true}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.String(), want) {
				t.Errorf("no\n%s\nin\n%s", want, b.String())
			}
		})
	}
}
