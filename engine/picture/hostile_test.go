package picture_test

import (
	"encoding/xml"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/picture"
	"chiefly/engine/rule"
)

// hostile are texts that content may hold.
var hostile = []string{
	"", " ", "\n\n", "a\tb\nc", `<script>alert(1)</script>`, `"/><image href="https://evil.example/x.png"/>`, `]]>`, `&lt;b&gt;`, `<!--`, `<?xml?>`, `&#x0;`,
	"\x1b[31mred\x1b[0m", "\x00\x01\x02", "\u202egnp.exe", "\u2066left\u2069", "\ufeff", "\ufffe", "\xff\xfe", "javascript:alert(1)", "=1+1", "[link](javascript:x)",
	strings.Repeat("Long ", 2000), strings.Repeat("W", 10_000), strings.Repeat("大", 500), strings.Repeat("e\u0301\u0323", 300), strings.Repeat("👩‍👩‍👧", 200), "العربية עברית", "الرئيس التنفيذي للتقنية والمعلومات",
	"chief\u00a0technology\u00a0officer", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
}

// anyText draws a text that content may hold.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(hostile), rapid.String(), rapid.Just("chief technology officer"))
}

// anyAdvice draws an advice of a form that content can lead to.
func anyAdvice(t *rapid.T) *engine.Advice {
	a := &engine.Advice{Sequence: []string{}, Combined: [][]string{}}
	greatest := rapid.SampledFrom([]int{1, 60, 1000, 1_000_000, math.MaxInt32}).Draw(t, "greatest points")
	for i := range rapid.IntRange(1, 6).Draw(t, "roles") {
		r := &engine.Role{ID: fmt.Sprint("r", i), Title: anyText().Draw(t, "title"), Held: rapid.Bool().Draw(t, "held"),
			Verdict: rapid.SampledFrom([]string{engine.VerdictHire, engine.VerdictLater, engine.VerdictNo}).Draw(t, "verdict"), ModeBecause: anyText().Draw(t, "mode because"),
			Profile: rule.Profile{Purpose: anyText().Draw(t, "purpose")}}
		if r.Verdict == engine.VerdictHire && r.Held {
			r.Verdict = engine.VerdictKeep
		}
		later := rapid.IntRange(-greatest, greatest).Draw(t, "later")
		r.Thresholds = engine.Thresholds{Later: later, Hire: rapid.IntRange(later, greatest).Draw(t, "hire")}
		for range rapid.IntRange(0, 12).Draw(t, "reasons") {
			reason := engine.Reason{Because: anyText().Draw(t, "because"), Points: rapid.IntRange(-greatest, greatest).Draw(t, "points")}
			if effect := rapid.SampledFrom([]string{"", "", engine.EffectRequire, engine.EffectRuleOut}).Draw(t, "effect"); effect != "" {
				reason.Effect, reason.Points = effect, 0
			}
			r.Score += reason.Points
			r.Reasons = append(r.Reasons, reason)
		}
		slices.SortStableFunc(r.Reasons, func(x, y engine.Reason) int { return strings.Compare(y.Effect, x.Effect) })
		r.Undecided = make([]engine.Undecided, rapid.IntRange(0, 2).Draw(t, "undecided"))
		a.Roles = append(a.Roles, r)
		if r.Needed() {
			a.Sequence = append(a.Sequence, r.ID)
		}
	}
	combine(t, a)
	for range rapid.IntRange(0, 2).Draw(t, "instead") {
		a.Instead = append(a.Instead, engine.Instead{Title: anyText().Draw(t, "instead title"), For: "it_work", ForTitle: anyText().Draw(t, "for"), Because: anyText().Draw(t, "instead because")})
	}
	return a
}

// combine makes one person of some of the needed roles.
func combine(t *rapid.T, a *engine.Advice) {
	n := rapid.IntRange(0, len(a.Sequence)).Draw(t, "combined")
	if n < 2 {
		return
	}
	group := a.Sequence[:n]
	a.Combined = append(a.Combined, group)
	for _, id := range group {
		kept := slices.IndexFunc(group, func(other string) bool { return a.Roles.Role(other).Verdict == engine.VerdictKeep })
		if r := a.Roles.Role(id); r.Verdict == engine.VerdictHire && kept >= 0 {
			r.GivenTo = group[kept]
		}
	}
}

// TestAnyAdvice holds that pictures of any advice have all in its place and are
// well-formed, and that nothing in them is more than text.
func TestAnyAdvice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAdvice(t)
		for _, p := range []picture.Picture{picture.Scores(a), picture.Score(a, a.Roles[0]), picture.Organisation(a)} {
			checkDrawing(t, p)
		}
	})
}

// TestAnyPath does the same for any growth path.
func TestAnyPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkDrawing(t, picture.Growth(anyPath(t)))
	})
}

func anyPath(t *rapid.T) *engine.Path {
	path := &engine.Path{ID: "n", Ask: anyText().Draw(t, "ask"), NowText: anyText().Draw(t, "now")}
	from := rapid.SampledFrom([]int64{-1_000_000, -5, 0, 1, 2000}).Draw(t, "least")
	least := from
	roles := rapid.IntRange(1, 4).Draw(t, "roles")
	for range rapid.IntRange(1, 12).Draw(t, "segments") {
		s := engine.Segment{From: from, To: from + rapid.Int64Range(0, 100_000_000).Draw(t, "length"), Text: anyText().Draw(t, "text"), Headline: anyText().Draw(t, "headline")}
		for i := range roles {
			s.Roles = append(s.Roles, engine.SegmentRole{ID: fmt.Sprint(i), Title: "chief " + fmt.Sprint(i), Held: rapid.Bool().Draw(t, "held"), Mode: engine.ModeFractional,
				Verdict: rapid.SampledFrom([]string{engine.VerdictHire, engine.VerdictKeep, engine.VerdictLater, engine.VerdictNo}).Draw(t, "verdict")})
		}
		if rapid.Bool().Draw(t, "missing") {
			s.Missing = []string{"some_question"}
		}
		path.Segments = append(path.Segments, s)
		from = s.To + 1
	}
	if rapid.Bool().Draw(t, "known") {
		low := rapid.Int64Range(least, from-1).Draw(t, "low")
		path.NowRange = []int64{low, rapid.OneOf(rapid.Just(low), rapid.Int64Range(low, from-1)).Draw(t, "high")}
	}
	return path
}

var active = regexp.MustCompile(`(?i)<(script|image|a|foreignObject|use)\b|\s(on\w+|href)="`)

// checkDrawing holds that a picture is well-formed and nothing in it does anything.
func checkDrawing(t *rapid.T, p picture.Picture) {
	drawn(t, p)
	drawing := p.SVG()
	if err := xml.Unmarshal([]byte(drawing), new(struct{})); err != nil {
		t.Fatal(err)
	}
	if found := active.FindString(drawing); found != "" {
		t.Errorf("%q in %s", found, drawing)
	}
	for _, r := range drawing {
		if r < ' ' && r != '\n' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			t.Errorf("%U in the drawing", r)
		}
	}
}
