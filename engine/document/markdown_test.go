package document

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func asMarkdown(t *testing.T, d Document) string {
	t.Helper()
	var out bytes.Buffer
	if err := Markdown(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestMarkdown(t *testing.T) {
	d := Document{Kind: "Brief", For: "Acme", Title: "Hire a cook", Lead: []Text{Plain("Because of the food."), {{Text: "Really", Strong: true}, {Text: "."}}},
		Sections: []Section{{ID: "why", Title: "Why?", Blocks: []Block{
			Heading{Text: "Reasons"},
			List{Items: []Item{{Label: "+40", Text: Text{{Text: "Hunger ", Cites: []int{1, 2, 9}}, {Text: "(", Cites: nil}, {Text: "a|b`c", Code: true}, {Text: ")"}}}, {Label: "Days 1-30.", Text: Plain("Cook.")}}},
			List{Numbered: true, Items: []Item{{Text: Plain("One")}, {Text: Plain("Two")}}},
			Table{Caption: "Scores", Head: []string{"Who", "Points"}, Numbers: []bool{false, true}, Rows: [][]Text{{Plain("A | B"), Plain("12")}}},
			Callout{Title: "Mind", Text: Text{{Text: "the "}, {Text: "reasons", Link: "#why"}, {Text: " and the "}, {Text: "gap", Link: "#gap"}, {Text: " or "}, {Text: "this", Link: "javascript:x"}}},
			Paragraph{},
		}}},
		Sources: []Source{{Title: "Food", Publisher: "Press", Address: "https://food.example/a(b)", Remark: "sells food"}, {Title: "Drink", Address: "a shelf"}},
		Foot:    []string{"Content 1.0"}}
	want := `# Hire a cook

*Brief · Acme*

Because of the food.

**Really**.

## Why?

### Reasons

- **\+40** Hunger [\[1\]](https://food.example/a%28b%29) \[2\] \[9\] (§§ a\|b§c §§)
- **Days 1-30.** Cook.

1. One
2. Two

**Scores**

| Who | Points |
|---|---:|
| A \| B | 12 |

> **Mind** the [reasons](#why) and the gap or this, javascript:x

## Sources

1. [Food, Press](https://food.example/a%28b%29) (sells food)
2. Drink, a shelf

---

Content 1.0
`
	if diff := cmp.Diff(strings.ReplaceAll(want, "§", "`"), asMarkdown(t, d)); diff != "" {
		t.Error(diff)
	}
}

func TestMarkdownText(t *testing.T) {
	for given, want := range map[string]string{
		"plain, with (brackets) & -dashes-": "plain, with (brackets) &amp; -dashes-",
		"- item":                            `\- item`,
		"+ item":                            `\+ item`,
		"=====":                             `\=====`,
		": term":                            `\: term`,
		"# heading":                         `\# heading`,
		"> quote":                           "&gt; quote",
		"1. item":                           `1\. item`,
		"12) item":                          `12\) item`,
		"120 people":                        "120 people",
		"2024":                              "2024",
		"| a | b":                           `\| a \| b`,
		"snake_case *bold* `code` ~~no~~":   "snake\\_case \\*bold\\* \\`code\\` \\~\\~no\\~\\~",
		`\| already`:                        `\\\| already`,
		"![x](y)":                           `!\[x\](y)`,
		"see http://a.example":              `see http\://a.example`,
		"www.a.example":                     `www\.a.example`,
		"":                                  "",
	} {
		t.Run(given, func(t *testing.T) {
			if got := markdownText(given); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// TestAnchors holds that links to sections lead where GitHub has its headings.
func TestAnchors(t *testing.T) {
	d := Document{Title: "Why", Sections: []Section{{ID: "a", Title: "Why?"}, {ID: "b", Title: "Erste Schritte: die *Größe*, 1.-30. Tag", Blocks: []Block{Heading{"Why"}}}, {ID: "c", Title: "WHY"}, {ID: "d", Title: "船 & snake_case"}}}
	want := map[string]string{"a": "why-1", "b": "erste-schritte-die-größe-1-30-tag", "c": "why-3", "d": "船--snake_case"}
	if diff := cmp.Diff(want, anchors(d)); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// TestMarkdownIsSafe writes a document of which every text tries to be more than text.
func TestMarkdownIsSafe(t *testing.T) {
	const hostile = "\x1b[31m\u202e\r\n# x\n| a | b |\n\n1. <img src=x onerror=alert(1)> [a](javascript:b) ![i](http://e.example/x.png) `c` **e** \\| www.evil.example \x00"
	text := Text{{Text: hostile, Cites: []int{1, -1, 7}}, {Text: hostile, Strong: true}, {Text: hostile, Link: hostile}}
	d := Document{Kind: hostile, For: hostile, Title: hostile, Lead: []Text{text}, Foot: []string{hostile},
		Sections: []Section{{ID: "a", Title: hostile, Blocks: []Block{Heading{hostile}, Paragraph{Text: text}, List{Items: []Item{{Label: hostile, Text: text}}},
			Table{Caption: hostile, Head: []string{hostile, hostile}, Rows: [][]Text{{text, text}}}, Figure{Caption: hostile}, Callout{Title: hostile, Text: text}}}},
		Sources: []Source{{Title: hostile, Publisher: hostile, Address: hostile, Remark: hostile}}}
	got := asMarkdown(t, d)
	plain := regexp.MustCompile(`\\[[:punct:]]`).ReplaceAllString(got, "")
	if bad := regexp.MustCompile("[\x00-\x09\x0b-\x1f\u202e]|<|]\\(|!\\[|`|www\\.").FindString(plain); bad != "" {
		t.Errorf("%q gets through:\n%s", bad, got)
	}
	for line := range strings.Lines(got) {
		if strings.HasPrefix(line, "|") && !strings.HasPrefix(line, "|---") && strings.Count(regexp.MustCompile(`\\[[:punct:]]`).ReplaceAllString(line, ""), "|") != 3 {
			t.Errorf("a row with other columns: %s", line)
		}
	}
	if n := strings.Count(got, "\n# "); n != 0 {
		t.Errorf("%d headings too many", n)
	}
}

// TestMarkdownOfTheSample writes everything that a document can hold twice.
func TestMarkdownOfTheSample(t *testing.T) {
	first := asMarkdown(t, sample())
	for _, want := range []string{"# Stellen Sie jetzt", "## Quellen\n", "| --", "verkauft, was es empfiehlt", "\n```mermaid\nflowchart", "**Heute und wie empfohlen**"} {
		if want == "| --" {
			want = "|---:|---|---|---:|"
		}
		if !strings.Contains(first, want) {
			t.Errorf("there is no %s in\n%s", want, first)
		}
	}
	if again := asMarkdown(t, sample()); again != first {
		t.Error(cmp.Diff(first, again))
	}
}
