package prompt

import (
	"strings"
	"testing"
)

// FuzzList checks that no line of a list is as wide as its window, whatever the
// texts: survey loses count of lines that the terminal breaks. What it draws at
// most has to fit into the height as well.
func FuzzList(f *testing.F) {
	f.Add("It is what we sell", "software, a platform", "what counts", 40, 24, true)
	f.Add("日本語のとても長いラベル", "e\u0301 \x1b[31m", "", 20, 8, false)
	f.Fuzz(func(t *testing.T, label, about, help string, columns, rows int, multi bool) {
		columns, rows = columns&127+17, rows&63+8
		q := listing{help: help, back: true, multi: multi, indent: 6}
		for range 12 {
			q.options = append(q.options, Option{label, about})
		}
		l := newList(q, columns, rows)
		indent := strings.Repeat(" ", q.indent)
		tallest := 1
		for _, r := range l.rows {
			full := strings.Split(indent+r.fullLabel+r.fullAbout, "\n")
			tallest = max(tallest, len(full))
			for _, line := range append(full, indent+r.label+r.about) {
				if width(line) >= columns {
					t.Fatalf("%q is too wide for %d columns", line, columns)
				}
			}
		}
		helpLines := strings.Split(l.help, "\n")
		for _, line := range append(helpLines, l.hint, strings.TrimSuffix(l.searchLine(label+"x"), "\n")) {
			if width(line) >= columns {
				t.Fatalf("%q is too wide for %d columns", line, columns)
			}
		}
		if drawn := len(helpLines) + 4 + tallest - 1 + l.page; drawn > rows+1 {
			t.Fatalf("%d lines do not fit into %d rows", drawn, rows)
		}
	})
}

func TestListKeepsSomethingToShow(t *testing.T) {
	l := newList(listing{options: options("Growth", "Cost|spend less"), back: true, indent: 2}, 80, 24)
	for _, test := range []struct{ search, want string }{
		{"growth", "0"}, {"LESS", "1"}, {" o ", "01"}, {"zebra", "012"}, {"back", "012"}, {"  ", "01"},
	} {
		kept := ""
		for i := range l.rows {
			if l.matches(test.search, "", i) {
				kept += string(rune('0' + i))
			}
		}
		if kept != test.want {
			t.Errorf("a search for %q keeps %s, want %s", test.search, kept, test.want)
		}
	}
}
