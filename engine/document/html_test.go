package document_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/picture"
)

var updateHTML = flag.Bool("update-html", false, "write testdata/*.html.golden anew")

// everything is a document with a block of each kind.
func everything() document.Document {
	a := &engine.Advice{Roles: engine.Roles{{ID: "captain", Title: "captain", Verdict: engine.VerdictHire, Mode: engine.ModeFullTime, Score: 60,
		Thresholds: engine.Thresholds{Hire: 50, Later: 30}}}, Sequence: []string{"captain"}}
	return document.Document{
		Kind: "Advice", For: "Lines & Sons", Title: "Hire a captain.",
		Lead: []document.Text{{{Text: "You sail with guests.", Cites: []int{1, 2}}}},
		Sections: []document.Section{
			{ID: "why", Title: "Why", Blocks: []document.Block{
				document.Table{Caption: "Scores", Head: []string{"Role", "Score"}, Numbers: []bool{false, true}, Rows: [][]document.Text{
					{{{Text: "Captain", Strong: true}}, document.Plain("−5")}, {document.Plain("Cook"), document.Plain("40")}}},
				document.Figure{Picture: picture.Scores(a), Caption: "The score"},
				document.Heading{Text: "Captain: hire"},
				document.List{Items: []document.Item{{Label: "+60", Text: document.Plain("Guests expect one."), Tone: document.For},
					{Label: "−5", Text: document.Plain("The boat is small."), Tone: document.Against}}},
			}},
			{ID: "first", Title: "What to do first", Blocks: []document.Block{
				document.Callout{Title: "Mind", Text: document.Plain("Look at the weather."), Tone: document.Notable},
				document.Paragraph{Text: document.Text{{Text: "See "}, {Text: "Why", Link: "#why"}, {Text: " and run "}, {Text: "chiefly", Code: true}, {Text: "."}}, Muted: true},
				document.List{Numbered: true, Items: []document.Item{{Text: document.Plain("Meet the crew.")}, {Label: "Then.", Text: document.Plain("Sail.")}}},
			}},
		},
		Sources: []document.Source{{Title: "On captains", Publisher: "Harbour Press", Address: "https://example.org/?a=1&b=2", Remark: "sells what it recommends"},
			{Title: "Logbook", Address: "on paper, shelf 3"}},
		Foot: []string{"Content: boats 1.0.0"},
	}
}

func html(t testing.TB, d document.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := document.HTML(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pictures are left out of what is compared: package picture has tests of its own. So is
// the style sheet.
var pictures = regexp.MustCompile(`(?s)<svg .*?</svg>\n|:root \{.*?\n</style>`)

// TestHTMLGolden compares a page with one that somebody has read and found good.
// `go test ./engine/document -update-html` writes it anew.
func TestHTMLGolden(t *testing.T) {
	file, got := filepath.Join("testdata", "everything.html.golden"), pictures.ReplaceAllString(html(t, everything()), "…")
	if *updateHTML {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestHTMLNeedsNothingElse(t *testing.T) {
	page := html(t, everything())
	for _, bad := range []string{"<script", "<link", "<img", "<iframe", "@import", "url(", "src=", "http-equiv=\"refresh\"", "javascript:"} {
		if strings.Contains(strings.ToLower(page), bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
	if found := regexp.MustCompile(`<[^>]* on[a-z]+=`).FindString(page); found != "" {
		t.Errorf("a script in %s", found)
	}
	for _, want := range []string{`<html lang="en">`, "default-src 'none'", `<a class="skip" href="#content">`, `<main id="content">`, "prefers-color-scheme: dark", "@media print"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

// TestHTMLSpeaksTheLanguageOfTheDocument looks at the words that the writer adds.
func TestHTMLSpeaksTheLanguageOfTheDocument(t *testing.T) {
	d := everything()
	d.Language = "de"
	page := html(t, d)
	for _, want := range []string{`<html lang="de">`, "Zum Text springen", `<nav aria-label="Inhalt">`, "<h2>Quellen</h2>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestHTMLLinks(t *testing.T) {
	for address, follows := range map[string]bool{
		"https://a.example/b": true, "http://a.example/?x=(1)": true, "#why": true,
		"javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false, "data:text/html,x": false, "//a.example": false, "https:a": false,
		"file:///etc/passwd": false, "mailto:a@b.example": false, "a.html": false, "https://a b": false, "": false,
	} {
		d := document.Document{Title: "T", Sections: []document.Section{{ID: "why", Title: "Why", Blocks: []document.Block{
			document.Paragraph{Text: document.Text{{Text: "here", Link: address}}}}}}}
		if got := strings.Contains(html(t, d), `">here</a>`); got != follows {
			t.Errorf("%q leads somewhere: %v, want %v", address, got, follows)
		}
	}
}

// TestTablesHaveNames names a table without a caption by its columns, for those who cannot
// see it.
func TestTablesHaveNames(t *testing.T) {
	d := document.Document{Sections: []document.Section{{ID: "a", Blocks: []document.Block{document.Table{Head: []string{"Post", "Cook"}}}}}}
	if page := html(t, d); !strings.Contains(page, `aria-label="Post, Cook"`) || strings.Contains(page, "<figcaption>") {
		t.Error("the table has no name, or an empty caption")
	}
}

// TestNarrowPicturesStandBesideOthers looks at what the style sheet goes by. What never has
// to be moved about needs no stop of the tab key.
func TestNarrowPicturesStandBesideOthers(t *testing.T) {
	a := &engine.Advice{Roles: engine.Roles{{ID: "cook", Title: "cook", Verdict: engine.VerdictNo}}}
	for class, p := range map[string]picture.Picture{`<figure class="narrow">\n<div class="picture" role="group"`: picture.Score(a, a.Roles[0]), `<figure>\n<div class="picture" tabindex="0"`: picture.Organisation(a)} {
		d := document.Document{Sections: []document.Section{{ID: "a", Blocks: []document.Block{document.Figure{Picture: p}}}}}
		if want := strings.ReplaceAll(class, `\n`, "\n"); !strings.Contains(html(t, d), want) {
			t.Errorf("%s is not %s", p.Title, want)
		}
	}
}

// TestNumbersStandToTheRight looks at a column of numbers that is the first.
func TestNumbersStandToTheRight(t *testing.T) {
	table := document.Table{Head: []string{"Points", "Reason"}, Numbers: []bool{true}, Rows: [][]document.Text{{document.Plain("5"), document.Plain("Hunger")}}}
	d := document.Document{Sections: []document.Section{{ID: "a", Blocks: []document.Block{table}}}}
	if page := html(t, d); !strings.Contains(page, `<th scope="row" class="number">5</th><td>Hunger</td>`) {
		t.Error("the number does not stand to the right")
	}
}

// TestHTMLIsWellFormed reads a page as a browser that forgives nothing would.
func TestHTMLIsWellFormed(t *testing.T) {
	r := xml.NewDecoder(strings.NewReader(html(t, everything())))
	r.AutoClose, r.Entity = []string{"meta"}, xml.HTMLEntity
	r.Strict = false
	seen := map[string]bool{}
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Local == "id" && seen[a.Value] {
				t.Errorf("two elements have the id %s", a.Value)
			}
			if a.Name.Local == "id" {
				seen[a.Value] = true
			}
		}
	}
	for _, link := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(html(t, everything()), -1) {
		if !seen[link[1]] {
			t.Errorf("a link leads to %s, which is not there", link[1])
		}
	}
}

// TestHTMLShowsTextsAsTheyAre puts a text that wants to be more into all places.
func TestHTMLShowsTextsAsTheyAre(t *testing.T) {
	const hostile = "\x1b[31m\u202e</style></title><script>alert(1)</script>\" onclick='x' {{.}}"
	d := everything()
	d.Kind, d.For, d.Title, d.Foot = hostile, hostile, hostile, []string{hostile}
	d.Lead = []document.Text{{{Text: hostile, Strong: true}, {Text: hostile, Code: true}, {Text: hostile, Link: "https://e.example/" + hostile}}}
	d.Sources = []document.Source{{Title: hostile, Publisher: hostile, Address: hostile, Remark: hostile}, {Title: "T", Address: "#why"}}
	d.Sections = []document.Section{{ID: "why", Title: hostile, Blocks: []document.Block{
		document.Heading{Text: hostile}, document.Paragraph{Text: document.Plain(hostile)}, document.Callout{Title: hostile, Text: document.Plain(hostile)},
		document.List{Items: []document.Item{{Label: hostile, Text: document.Plain(hostile)}}}, document.Figure{Caption: hostile, Picture: picture.Scores(&engine.Advice{})},
		document.Table{Caption: hostile, Head: []string{hostile}, Rows: [][]document.Text{{document.Plain(hostile)}}}}}}
	page := html(t, d)
	if got := strings.Count(page, "&lt;script&gt;alert(1)"); got < 20 {
		t.Errorf("the text is there %d times", got)
	}
	for _, bad := range []string{"\x1b", "\u202e", "<script", "onclick='", `" onclick`, `<a href="#why">T`} {
		if i := strings.Index(page, bad); i >= 0 {
			t.Errorf("the page holds %q: %.100q", bad, page[max(0, i-50):])
		}
	}
}

// failing is a writer that fails.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestHTMLTellsWhatTheWriterTells(t *testing.T) {
	if err := document.HTML(failing{}, everything()); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("HTML says %v", err)
	}
}

func BenchmarkHTML(b *testing.B) {
	d := everything()
	for b.Loop() {
		if err := document.HTML(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
