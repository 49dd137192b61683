package source_test

import (
	"strings"
	"testing"

	"chiefly/engine/source"
)

func TestNearest(t *testing.T) {
	names := []string{"headcount", "industry", "stage", "it_staff", "café"}
	for _, c := range []struct{ why, name, want string }{
		{"the same", "stage", "stage"},
		{"one letter short", "headcont", "headcount"},
		{"one letter more", "industryy", "industry"},
		{"one letter other", "stafe", "stage"},
		{"neighbours swapped", "satge", "stage"},
		{"upper case", "HEADCOUNT", "headcount"},
		{"three of nine", "hedcuontt", "headcount"},
		{"an accent", "cafe", "café"},
		{"too far", "revenue", ""},
		{"nothing", "", ""},
		{"longer than any name", strings.Repeat("x", 65), ""},
	} {
		t.Run(c.why, func(t *testing.T) { same(t, c.want, source.Nearest(c.name, names)) })
	}
	same(t, "ab", source.Nearest("aa", []string{"ab", "ba"}))
	same(t, "", source.Nearest("stage", []string{strings.Repeat("stage", 20)}))
	same(t, "", source.Nearest("stage", nil))
	crowd := append(make([]string, 499), "stage")
	same(t, "stage", source.Nearest("stage", crowd))
	same(t, "", source.Nearest("stage", append(crowd, "stages")))
}

func TestSuggest(t *testing.T) {
	many := strings.Split(strings.Repeat("option,", 21), ",")
	same(t, `did you mean "stage"?`, source.Suggest("stag", []string{"industry", "stage"}))
	same(t, "one of industry, stage", source.Suggest("revenue", []string{"industry", "stage"}))
	same(t, "one of "+strings.Join(many[:20], ", "), source.Suggest("revenue", many[:20]))
	same(t, "", source.Suggest("revenue", many[:21]))
	same(t, "", source.Suggest("revenue", nil))
}

func TestQuote(t *testing.T) {
	same(t, `"a b"`, source.Quote("a\nb"))
	same(t, "\"\ufffd[0m\"", source.Quote("\x1b[0m"))
	same(t, `"`+strings.Repeat("é", 60)+`"`, source.Quote(strings.Repeat("é", 60)))
	same(t, `"`+strings.Repeat("é", 60)+`..."`, source.Quote(strings.Repeat("é", 61)))
}
