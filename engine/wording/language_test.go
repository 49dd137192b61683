package wording_test

import (
	"testing"

	"chiefly/engine/wording"
)

func TestLanguagesWriteNumbersAndTexts(t *testing.T) {
	const german = wording.Language("de")
	for _, c := range []struct{ got, want string }{
		{wording.English.Grouped(0), "0"}, {wording.English.Grouped(999), "999"}, {wording.English.Grouped(-1234567), "-1,234,567"},
		{german.Grouped(1000), "1.000"}, {german.Grouped(-1234567), "-1.234.567"}, {wording.Language("").Grouped(1000), "1,000"},
		{wording.English.Number(-20), "−20"}, {german.Number(1204), "1.204"}, {german.Signed(-1204), "−1.204"}, {german.Signed(1204), "+1.204"}, {german.Signed(0), "0"},
		{wording.English.Percent(0.386), "39%"}, {german.Percent(0.386), "39\u00a0%"}, {wording.English.Percent(0.125), "12%"},
		{wording.English.PercentRange(0.372, 0.4), "37 to 40%"}, {german.PercentRange(0.372, 0.4), "37 bis 40\u00a0%"},
		{wording.English.Quote("x"), `"x"`}, {german.Quote("x"), "„x“"},
		{wording.English.Join(nil), ""}, {wording.English.Join([]string{"a"}), "a"}, {wording.English.Join([]string{"a", "b", "c"}), "a, b and c"}, {german.Join([]string{"a", "b", "c"}), "a, b und c"},
		{german.Count(1, "%d more rule with --full", "%d more rules with --full"), "1 weitere Regel mit --full"},
		{german.Count(2, "%d more rule with --full", "%d more rules with --full"), "2 weitere Regeln mit --full"},
		{wording.Language("fr").Speak("Why"), "Why"}, {german.Speak("Why"), "Warum"}, {german.Speak("100% of nothing"), "100% of nothing"},
		{german.Speak("give the role of %s to your %s", "Koch", "Maat"), "übertragen Sie die Position Koch zusätzlich der Person, die heute Maat ist"},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}

func TestWithinASentence(t *testing.T) {
	for in, want := range map[string]string{"": "", "A": "a", "É": "é", "VP of X": "VP of X", "A VP": "a VP", "Ab": "ab"} {
		if got := wording.English.Within(in); got != want {
			t.Errorf("%q becomes %q, not %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"": "", "Eine Leitung": "eine Leitung", "Innovation zu Hause": "Innovation zu Hause", "Einer": "Einer"} {
		if got := wording.Language("de").Within(in); got != want {
			t.Errorf("%q becomes %q, not %q", in, got, want)
		}
	}
}
