package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/document"
)

// everything is a document with everything that one can hold but a picture.
var everything = document.Document{Kind: "Comparison", For: "Tug", Title: "Hire a cook",
	Lead: []document.Text{{{Text: "Tug:", Strong: true}, {Text: " a "}, {Text: "cook", Strong: true}, {Text: "; now."}}},
	Sections: []document.Section{
		{ID: "a", Title: "Why", Blocks: []document.Block{
			document.Callout{Title: "Mind", Text: document.Plain("the \x1b[31mstove")},
			document.Heading{Text: "Cook"},
			document.Paragraph{Text: document.Text{{Text: "You are many.", Cites: []int{1}}}, Muted: true},
			document.List{Items: []document.Item{{Label: "+8", Text: document.Plain("for it"), Tone: document.For}, {Text: document.Plain("no label")}}},
			document.List{Numbered: true, Items: []document.Item{{Label: "First", Text: document.Plain("this")}}},
		}},
		{ID: "b", Title: "Scores", Blocks: []document.Block{document.Table{Caption: "Points", Head: []string{"Rule", "Tug", "Liner"}, Numbers: []bool{false, true, true},
			Rows: [][]document.Text{{document.Plain("You are ten or more on board"), document.Plain("+8"), document.Plain("−10")}, {document.Plain("船"), document.Plain("0"), {{Text: "−2", Strong: true}}}}}}},
	},
	Sources: []document.Source{{Title: "The log", Publisher: "The captain", Address: "https://example.org/log", Remark: "(sells it)"}, {Title: "Hearsay"}},
	Foot:    []string{"Content: crew 1.0.0"},
}

func TestDocumentText(t *testing.T) {
	const top = `Comparison · Tug
Hire a cook

Tug: a cook; now.

WHY
| Mind. the �[31mstove

Cook
You are many. [1]
- +8 for it
- no label
1. First. this

SCORES
Points.
`
	const bottom = `
SOURCES
[1]  The log, The captain (sells it) https://example.org/log
[2]  Hearsay

Content: crew 1.0.0
`
	for width, table := range map[int]string{
		80: "Rule                          Tug  Liner\n" +
			"----------------------------------------\n" +
			"You are ten or more on board   +8    −10\n" +
			"船                              0     −2\n",
		36: "Rule                      Tug  Liner\n" +
			"------------------------------------\n" +
			"You are ten or more on     +8    −10\n" +
			"board\n" +
			"船                          0     −2\n",
	} {
		var b bytes.Buffer
		if err := DocumentText(&b, everything, Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		want := top + table + bottom
		if width == 36 {
			want = strings.ReplaceAll(want, "(sells it) https://example.org/log", "(sells it)\n     https://example.org/log")
		}
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Errorf("%d columns, want -, got +:\n%s", width, diff)
		}
	}
}

// TestNarrowTablesAreLists holds that columns that would be too narrow come one below the
// other.
func TestNarrowTablesAreLists(t *testing.T) {
	words := document.Plain("a cell of several words")
	table := document.Table{Head: []string{"Question", "Tug", "Liner", "Bark"}, Rows: [][]document.Text{{document.Plain("Who cooks?"), words, words, words}}}
	var b bytes.Buffer
	if err := DocumentText(&b, document.Document{Title: "T", Sections: []document.Section{{Title: "S", Blocks: []document.Block{table}}}}, Options{Width: 36}); err != nil {
		t.Fatal(err)
	}
	const want = "T\n\nS\n- Who cooks?\n  - Tug: a cell of several words\n  - Liner: a cell of several words\n  - Bark: a cell of several words\n\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// TestColourOfDocuments holds that colour changes only the looks.
func TestColourOfDocuments(t *testing.T) {
	var plainText, coloured bytes.Buffer
	if err := DocumentText(&plainText, everything, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := DocumentText(&coloured, everything, Options{Color: true}); err != nil {
		t.Fatal(err)
	}
	stripped := coloured.String()
	for _, escape := range []string{"\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[m", "\x1b[0m"} {
		stripped = strings.ReplaceAll(stripped, escape, "")
	}
	if stripped == coloured.String() || stripped != plainText.String() {
		t.Errorf("without its escape sequences the coloured text is\n%s", stripped)
	}
}
