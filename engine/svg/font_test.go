package svg

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/source"
)

// The widths of Helvetica, which Arial shares, from blank to tilde.
var helvetica = []int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

func TestWidthIsOnTheSafeSide(t *testing.T) {
	for i, w := range helvetica {
		letter := string(rune(' ' + i))
		if got := (Font{Size: 1000}).Width(letter); got < float64(w) {
			t.Errorf("%s is taken to be %g wide, in Helvetica it is %d", letter, got, w)
		}
		if regular, bold := (Font{Size: 1}).Width(letter), (Font{Size: 1, Bold: true}).Width(letter); bold < regular {
			t.Errorf("%s is wider regular (%g) than bold (%g)", letter, regular, bold)
		}
	}
	// In DejaVu Sans, the widest, a minus sign is 838 wide, as a plus is; that of Helvetica is 584.
	for _, font := range []Font{{Size: 1000}, {Size: 1000, Bold: true}, {Size: 1000, Mono: true}} {
		if plus, minus := font.Width("+"), font.Width("−"); minus != plus || font.rare("−") {
			t.Errorf("a minus is taken to be %g wide, a plus %g", minus, plus)
		}
	}
	for _, text := range []string{"é", "Œ", "Щ", "—", "技", "ﷺ", "\x00", "🧭"} {
		if got := (Font{Size: 10}).Width(text); got < 9 {
			t.Errorf("%q is taken to be %g wide", text, got)
		}
	}
}

func TestFit(t *testing.T) {
	font := Font{Size: 10, Mono: true} // 6.3 a character
	for name, test := range map[string]struct {
		text  string
		width float64
		lines int
		want  []string
		whole bool
	}{
		"nothing":           {" \n ", 63, 2, nil, true},
		"one line":          {"ten  of\nit", 63, 1, []string{"ten of it"}, true},
		"between words":     {"one two three", 63, 2, []string{"one two", "three"}, true},
		"cut":               {"one two three", 63, 1, []string{"one two t…"}, false},
		"cut at a blank":    {"one two t", 50.5, 1, []string{"one two…"}, false},
		"a wide word":       {"abcdefghijklm", 63, 2, []string{"abcdefghij", "klm"}, true},
		"a wide word, cut":  {"abcdefghijklm", 63, 1, []string{"abcdefghi…"}, false},
		"an id":             {"an_id_abcdefgh", 63, 2, []string{"an_id_", "abcdefgh"}, true},
		"a word after":      {"an abcdefghijklm", 63, 3, []string{"an", "abcdefghij", "klm"}, true},
		"narrower than all": {"ab", 1, 2, []string{"a", "b"}, true},
		"marks stay":        {"e\u0301e\u0301", 14, 2, []string{"e\u0301", "e\u0301"}, true},
		"control":           {"a\x1bb", 63, 1, []string{"a\ufffdb"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			got, whole := font.Fit(test.text, test.width, test.lines)
			if diff := cmp.Diff(test.want, got); diff != "" || whole != test.whole {
				t.Errorf("whole %t (-want +got)\n%s", whole, diff)
			}
		})
	}
}

// What is fitted is narrow enough, and nothing is lost without an ellipsis.
func FuzzFit(f *testing.F) {
	f.Add("How many people work in your organisation?", uint8(80), uint8(2), true)
	f.Add("e\u0301\u0301\u0301 技術 a_b_c \xff\u202e", uint8(9), uint8(9), false)
	f.Fuzz(func(t *testing.T, text string, width, lines uint8, bold bool) {
		font, most := Font{Size: 10, Bold: bold}, max(1, int(lines%6))
		got, whole := font.Fit(text, float64(width), most)
		if len(got) > most {
			t.Fatalf("%d lines, not %d", len(got), most)
		}
		for _, line := range got {
			if font.Width(line) > float64(width) && utf8.RuneCountInString(line) > 1 && !onlyMarks(line) {
				t.Errorf("%q is %g wide, not %d", line, font.Width(line), width)
			}
		}
		if plain := squeeze(strings.ToValidUTF8(source.Printable(text), "\ufffd")); whole && squeeze(strings.Join(got, "")) != plain {
			t.Errorf("%q became %q", plain, got)
		}
		if !whole && !strings.HasSuffix(got[len(got)-1], ellipsis) {
			t.Errorf("%q is cut without a sign", got)
		}
	})
}

// onlyMarks reports whether a text is one character with its marks, which stay
// together.
func onlyMarks(text string) bool {
	_, size := utf8.DecodeRuneInString(text)
	return strings.TrimFunc(text[size:], func(r rune) bool { return unicode.IsMark(r) || r == '\u200d' }) == ""
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), "") }
