package document

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chiefly/engine/svg"
)

// Our reader of fonts knows the widths that the library has, and the fonts have what
// Europe writes.
func TestFonts(t *testing.T) {
	p := newPress(Document{}, A4, nil)
	for _, f := range []*face{p.regular, p.bold, p.mono} {
		p.pdf.SetFont(f.family, f.weight, 10)
		known := 0
		for r, advance := range f.advances {
			if advance <= 0 || r == 0 {
				continue
			}
			known++
			if got := p.pdf.GetStringSymbolWidth(string(rune(r))); got < advance-1 || got > advance+1 {
				t.Errorf("%s%s: %q is %d wide, not %d", f.family, f.weight, rune(r), got, advance)
			}
		}
		if known < 500 {
			t.Errorf("%s%s has %d characters", f.family, f.weight, known)
		}
		letters := "ÄÖÜẞäöüß ÀÉÎÕŒæøå ČĎĚŇŘŠŤŮŽ ĄĆĘŁŃŚŻ ŐŰ ĂȘȚ ĀĒĢĪĶĻŅŪ ĖĮŲ ĞİŞ ÞÐ ĊĠĦ ŴŶ ΑΩάώ ЖЩЪЫЬЭЮЯ ЄІЇҐ ЂЃЉЊЋЌЎЏ „“”‚‘’«»–—…•€£≥≤→−+□►"
		if got := f.legible(letters); got != letters {
			t.Errorf("%s%s shows %q", f.family, f.weight, got)
		}
	}
}

func TestLegible(t *testing.T) {
	for text, want := range map[string]string{
		"漢字": "□□", "\U0001f600\ufe0f": "□", "a\u202eb\x1b": "a□b□", "39\u202f%": "39\u00a0%", "soft\u00adhyphen": "softhyphen", "non\u2011breaking": "non-breaking", "tab\there": "tab here",
	} {
		if got := allFaces().regular.legible(text); got != want {
			t.Errorf("%q is shown as %q, not %q", text, got, want)
		}
	}
}

var anyText = rapid.Custom(func(t *rapid.T) Text {
	words := rapid.SliceOfN(rapid.StringMatching(`[a-zA-ZäéΩЖ漢_/.-]{0,30}[ \n]{0,2}`), 0, 12)
	var text Text
	for range rapid.IntRange(0, 5).Draw(t, "spans") {
		text = append(text, Span{Text: strings.Join(words.Draw(t, "words"), ""), Strong: rapid.Bool().Draw(t, "strong"), Code: rapid.Bool().Draw(t, "code"),
			Cites: rapid.SliceOfN(rapid.IntRange(1, 20), 0, 2).Draw(t, "cites")})
	}
	return text
})

// Lines are no wider than they may be, say all, in the same order, and do not break what
// would fit.
func TestLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		setter := newTypesetter(Document{}, A4)
		text, width := anyText.Draw(t, "text"), rapid.Float64Range(1, 300).Draw(t, "width")
		var want, got strings.Builder
		longest := 0.0
		for _, unit := range units(setter.fragments(text, bodyStyle)) {
			longest = max(longest, unit.width())
			for _, f := range unit {
				want.WriteString(f.text)
			}
		}
		for i, l := range setter.lines(text, bodyStyle, width) {
			if l.width() > width+0.01 && (len(l) > 1 || utf8.RuneCountInString(l[0].text) > 1) {
				t.Fatalf("line %d is %v wide, not %v: %v", i, l.width(), width, l)
			}
			for _, f := range l {
				got.WriteString(strings.ReplaceAll(f.text, " ", ""))
			}
		}
		if got.String() != want.String() {
			t.Fatalf("%q became %q", want.String(), got.String())
		}
		if lines := setter.lines(text, bodyStyle, longest+0.01); len(lines) > len(units(setter.fragments(text, bodyStyle))) {
			t.Fatalf("%d lines: words that fit are broken: %v", len(lines), lines)
		}
	})
}

// A word that does not fit is broken behind a punctuation mark, if there is one.
func TestLinesBreakAddresses(t *testing.T) {
	setter := newTypesetter(Document{}, A4)
	var got []string
	for _, l := range setter.lines(Plain("see https://example.org/a-long/address-of_a_page?with=query"), bodyStyle, 100) {
		got = append(got, l[0].text)
	}
	if want := []string{"see", "https://example.org/a-", "long/address-of_a_", "page?with=query"}; !slices.Equal(want, got) {
		t.Errorf("%q", got)
	}
}

// Columns fit side by side. Where their words fit, none is broken, and no column is wider
// than its longest cell.
func TestShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var columns []column
		var least, most float64
		for range rapid.IntRange(1, 12).Draw(t, "n") {
			c := column{least: rapid.Float64Range(0, 100).Draw(t, "least")}
			c.most = c.least + rapid.Float64Range(0, 300).Draw(t, "more")
			c.mean = rapid.Float64Range(0, c.most).Draw(t, "mean")
			columns, least, most = append(columns, c), least+c.least, most+c.most
		}
		const room = 400
		widths, fit := share(room, columns)
		if fit != (least <= room) || sum(widths) > room+0.01 {
			t.Fatalf("%v, %v: %v", widths, fit, columns)
		}
		for i, width := range widths {
			c := columns[i]
			if width > c.most+0.01 || fit && width < c.least-0.01 || most <= room && width < c.most {
				t.Fatalf("%v: %v", widths, columns)
			}
		}
	})
}

// repeated marks the heads of tables in the test below.
const repeated = -1

// Pages have all pieces in their order, within their edges. What is bound is on one page,
// if one can hold it, no page is left earlier than it must be, and tables that go on have
// their heads again.
func TestPaginate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const top, bottom = 10, 110
		head := piece{height: 7, below: repeated}
		var pieces []piece
		for range rapid.IntRange(0, 40).Draw(t, "n") {
			p := piece{height: rapid.Float64Range(1, 30).Draw(t, "height"), above: rapid.Float64Range(0, 9).Draw(t, "above"), below: rapid.Float64Range(0, 9).Draw(t, "below"),
				bound: rapid.Bool().Draw(t, "bound")}
			if rapid.Bool().Draw(t, "in a table") {
				p.head = &head
			}
			pieces = append(pieces, p)
		}
		var got []piece
		pages := paginate(pieces, top, bottom)
		for i, page := range pages {
			y := float64(top)
			for k, p := range page {
				if p.y < y || p.y+p.height > bottom+0.001 {
					t.Fatalf("page %d, piece %d is at %v to %v", i, k, p.y, p.y+p.height)
				}
				if y = p.y + p.height; p.below != repeated {
					got = append(got, p.piece)
				}
			}
			if i == 0 {
				continue
			}
			if first := page[0]; first.head != nil || first.below == repeated && page[1].head != &head {
				t.Fatalf("page %d begins with a wrong head: %v", i, first)
			}
		}
		if !slices.EqualFunc(pieces, got, func(a, b piece) bool { return a.height == b.height && a.above == b.above }) {
			t.Fatalf("%d pieces became %d", len(pieces), len(got))
		}
		checkBreaks(t, pages, bottom-top)
	})
}

// checkBreaks holds that a page ends where it must.
func checkBreaks(t *rapid.T, pages [][]placed, room float64) {
	for i, page := range pages[:len(pages)-1] {
		last := page[len(page)-1]
		var following []piece
		for _, next := range pages[i+1:] {
			for _, p := range next {
				if p.below != repeated {
					following = append(following, p.piece)
				}
			}
		}
		n, height := together(following, room)
		if free := room + 10 - (last.y + last.height); max(last.below, following[0].above)+height <= free-0.001 {
			t.Fatalf("page %d has %v free, and %d pieces of %v follow", i, free, n, height)
		}
		var run []piece
		for k := len(page) - 1; k >= 0 && (k == len(page)-1 || page[k].bound) && page[k].below != repeated; k-- {
			run = append([]piece{page[k].piece}, run...)
		}
		if n, _ := together(append(run, following...), room); last.bound && n > len(run) {
			t.Fatalf("page %d parts what is bound: %d of %d", i, len(run), n)
		}
	}
}

// What does not fit on the rest of a page gives way to the first that does, with what is
// bound to it, and is not divided where a new page has room for it.
func TestPaginateTakesWhatFits(t *testing.T) {
	one := func(height float64, instead ...[]piece) piece { return piece{height: height, instead: instead} }
	title := piece{height: 10, bound: true}
	small, two := []piece{one(40)}, []piece{one(30), one(60)}
	for name, c := range map[string]struct {
		pieces []piece
		want   [][]float64 // heights by page
	}{
		"it fits":             {[]piece{one(50), one(50, small)}, [][]float64{{50, 50}}},
		"the first fits":      {[]piece{one(50), one(70, small, two)}, [][]float64{{50, 40}}},
		"the second fits":     {[]piece{one(65), one(70, small, two)}, [][]float64{{65, 30}, {60}}},
		"none fits":           {[]piece{one(80), one(70, small, two)}, [][]float64{{80}, {70}}},
		"higher than a page":  {[]piece{one(80), one(120, small, two)}, [][]float64{{80}, {40}}},
		"with its title":      {[]piece{one(50), title, one(70, small)}, [][]float64{{50, 10, 40}}},
		"only with its title": {[]piece{one(55), title, one(70, small)}, [][]float64{{55}, {10, 70}}},
	} {
		var got [][]float64
		for _, page := range paginate(c.pieces, 10, 110) {
			var heights []float64
			for _, p := range page {
				heights = append(heights, p.height)
			}
			got = append(got, heights)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// No heading is alone at the foot of a page, wherever it comes to stand.
func TestHeadingsStayWithText(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 5
	}
	for n := 0; n < 60; n += step {
		d := Document{Title: "T", Lead: slices.Repeat([]Text{Plain("line")}, n), Sections: []Section{{ID: "s", Title: "Section", Blocks: []Block{
			Heading{"Heading"}, Table{Caption: "Caption", Head: []string{"Head"}, Rows: [][]Text{{Plain("first")}, {Plain("second")}, {Plain("third")}}},
			Callout{Title: "Callout", Text: Plain("text"), Tone: Notable}}}}}
		for _, page := range contents(t, made(t, d, A4)) {
			texts := read(t, page)
			last := texts[len(texts)-2].text // the foot has the number last
			if slices.Contains([]string{"Section", "Heading", "Caption", "Head", "first", "Callout"}, last) {
				t.Errorf("%d lines above: %q ends a page", n, last)
			}
		}
	}
}

// A style of one tone differs from the same in another, so that no two looks become one.
func TestLike(t *testing.T) {
	f := fragment{face: allFaces().regular, size: 10, tone: svg.Ink}
	bold, large, muted, linked := f, f, f, f
	bold.face, large.size, muted.tone, linked.link = allFaces().bold, 11, svg.Muted, "#a"
	for _, other := range []fragment{bold, large, muted, linked} {
		if f.like(other) || !other.like(other) {
			t.Errorf("%v is like %v", f, other)
		}
	}
}
