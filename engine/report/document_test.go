package report_test

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/picture"
	"chiefly/engine/report"
)

// firstNumber is the path that a report shows, as the command line chooses it.
func firstNumber(t testing.TB, ship string) *engine.Path { return along(t, ship, "crew") }

func page(t testing.TB, ship string, o report.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := document.HTML(&b, report.Document(advise(t, ship), firstNumber(t, ship), o)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// drawings are left out of golden pages: package picture has golden files of its own. So
// is the style sheet, which is a file.
var drawings = regexp.MustCompile(`(?s)<svg .*?</svg>\n|:root \{.*?\n</style>`)

// TestGoldenPages compares what a document says with what somebody has read and found
// good.
func TestGoldenPages(t *testing.T) {
	for name, c := range map[string]struct {
		ship string
		full bool
	}{"liner.html": {"liner", false}, "tug-full.html": {"tug", true}, "dinghy.html": {"dinghy", false}} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, drawings.ReplaceAll(page(t, c.ship, report.Options{Full: c.full}), []byte("…")))
		})
	}
}

func TestPagesAreTheSameEachTime(t *testing.T) {
	for ship := range ships {
		if first := page(t, ship, report.Options{}); !bytes.Equal(first, page(t, ship, report.Options{})) {
			t.Errorf("two pages on the %s differ", ship)
		}
	}
}

// TestEachRoleHasItsPicture holds that the scores of all roles are drawn, in the order in
// which the table above has them.
func TestEachRoleHasItsPicture(t *testing.T) {
	for ship := range ships {
		a := advise(t, ship)
		var want, got []string
		for _, r := range a.InSequence() {
			want = append(want, picture.Score(a, r).SVG())
		}
		for _, b := range report.Document(a, nil, report.Options{}).Sections[0].Blocks {
			if f, ok := b.(document.Figure); ok {
				got = append(got, f.Picture.SVG())
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", ship, diff)
		}
	}
}

// TestDocumentsNameNoCommand holds that documents do not send readers to a program that
// they do not have.
func TestDocumentsNameNoCommand(t *testing.T) {
	for ship := range ships {
		if p := drawings.ReplaceAllString(string(page(t, ship, report.Options{})), ""); strings.Contains(p, "--full") || strings.Contains(p, "chiefly") {
			t.Errorf("the page on the %s names a command", ship)
		}
	}
}

// TestWhatIsLeftOutIsSaid counts the open questions of a short document.
func TestWhatIsLeftOutIsSaid(t *testing.T) {
	a := advise(t, "ghost")
	for len(a.Open) < 7 {
		a.Open = append(a.Open, a.Open[0])
	}
	d := report.Document(a, nil, report.Options{})
	var b bytes.Buffer
	if err := document.HTML(&b, d); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "more questions could move it, but less far.") {
		t.Error("nothing is said about the questions that are left out")
	}
}

func TestDocumentWithoutPathOrOutlook(t *testing.T) {
	a := advise(t, "liner")
	a.Outlook = nil
	for _, s := range report.Document(a, nil, report.Options{}).Sections {
		if s.ID == "growth" || s.ID == "changes" {
			t.Errorf("there is a section %s", s.ID)
		}
	}
}

// allowed are the elements and attributes of a page. Whatever the texts hold, there are no
// others.
var (
	allowedElements = words(`html head meta title style body a header p b h1 h2 h3 sup nav ol ul li main section figure figcaption div
		table thead tbody tr th td strong span code footer svg desc rect path text g`)
	allowedAttributes = words(`lang charset name content http-equiv class href id role rel aria-label tabindex scope style
		xmlns width height viewbox font-family x y rx fill stroke stroke-width stroke-dasharray stroke-linejoin d font-size font-weight text-anchor
		textlength lengthadjust`)
	tag       = regexp.MustCompile(`<(/?)([a-zA-Z0-9!]+)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*/?>`)
	attribute = regexp.MustCompile(`\s+([^\s=>]+)(?:="([^"]*)")?`)
)

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(text) {
		set[word] = true
	}
	return set
}

// checkPage finds what in a page does not belong there.
func checkPage(t *testing.T, page string) {
	t.Helper()
	if rest := tag.ReplaceAllString(page, ""); strings.ContainsAny(rest[strings.Index(rest, "</style>")+1:], "<") {
		t.Errorf("a tag that is none: %.80s", rest[strings.Index(rest, "<"):])
	}
	for _, m := range tag.FindAllStringSubmatch(page, -1) {
		name := strings.ToLower(m[2])
		if !allowedElements[name] && name != "!doctype" {
			t.Errorf("an element <%s>", m[2])
		}
		if name == "!doctype" {
			continue
		}
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			if !allowedAttributes[strings.ToLower(a[1])] {
				t.Errorf("an attribute %s in %.80s", a[1], m[0])
			}
			if a[1] == "href" && !strings.HasPrefix(a[2], "#") && !strings.HasPrefix(a[2], "https://") && !strings.HasPrefix(a[2], "http://") {
				t.Errorf("a link to %.80s", a[2])
			}
		}
	}
	if i := strings.IndexFunc(page, func(r rune) bool {
		return r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
	}); i >= 0 {
		t.Errorf("a control character or mark in %q", page[i:min(i+20, len(page))])
	}
}

// BenchmarkHTML measures what a page costs beyond the advice.
func BenchmarkHTML(b *testing.B) {
	a, path := advise(b, "liner"), firstNumber(b, "liner")
	for b.Loop() {
		if err := document.HTML(io.Discard, report.Document(a, path, report.Options{})); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkJSON is what BenchmarkHTML is compared with.
func BenchmarkJSON(b *testing.B) {
	a := advise(b, "liner")
	for b.Loop() {
		if err := report.JSON(io.Discard, a); err != nil {
			b.Fatal(err)
		}
	}
}
