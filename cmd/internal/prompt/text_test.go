package prompt

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, text string
		columns    int
		want       []string
	}{
		{"fits", "one two", 7, []string{"one two"}},
		{"breaks between words", "one two three", 8, []string{"one two", "three"}},
		{"keeps lines and indentation", "one\n\n  two", 20, []string{"one", "", "  two"}},
		{"indents what it breaks", "  one two", 5, []string{"  one", "  two"}},
		{"cuts a long word", "abcdefgh i", 3, []string{"abc", "def", "gh", "i"}},
		{"wide characters", "日本日本", 5, []string{"日本", "日本"}},
		{"a column too few", "日", 1, []string{"日"}},
		{"drops escape sequences", "a\x1b[31mb\x1b]0;t\x07c\x1b", 9, []string{"abc"}},
		{"empty", "", 9, []string{""}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, wrap(test.text, test.columns)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.name, diff)
		}
	}
}

func TestTruncate(t *testing.T) {
	tests := []struct {
		text    string
		columns int
		want    string
	}{
		{"abcdef", 6, "abcdef"},
		{"abcdefg", 6, "abc..."},
		{"ab cdefg", 6, "ab..."},
		{"日本日本", 7, "日本..."},
		{"日本日本", 6, "日..."},
		{"abcdef", 2, ".."},
		{"abcdef", -1, ""},
	}
	for _, test := range tests {
		if got := truncate(test.text, test.columns); got != test.want {
			t.Errorf("truncate(%q, %d) = %q, want %q", test.text, test.columns, got, test.want)
		}
	}
}

func TestLimit(t *testing.T) {
	got := limit([]string{"one two", "three", "four"}, 2, 10)
	if diff := cmp.Diff([]string{"one two", "three f..."}, got); diff != "" {
		t.Error(diff)
	}
	got = limit([]string{"a", "b"}, 1, 10)
	if diff := cmp.Diff([]string{"a b..."}, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzWrap checks that no line is longer than asked for and no word is lost.
func FuzzWrap(f *testing.F) {
	f.Add("one two 日本 e\u0301", 5)
	f.Add("\x1b[31m  indented text", 9)
	f.Fuzz(func(t *testing.T, text string, columns int) {
		columns = columns&63 + 2
		lines := wrap(text, columns)
		for _, line := range lines {
			if width(line) > columns {
				t.Fatalf("wrap(%q, %d) has the line %q", text, columns, line)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := squeeze(strings.Join(lines, "")), squeeze(clean(text)); got != want {
			t.Fatalf("wrap(%q, %d) lost text: %q, want %q", text, columns, got, want)
		}
		if cut := truncate(oneLine(text), columns); width(cut) > columns {
			t.Fatalf("truncate(%q, %d) is %q", text, columns, cut)
		}
	})
}
