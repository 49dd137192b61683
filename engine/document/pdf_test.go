package document

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/picture"
	"chiefly/engine/svg"
)

var updatePDF = flag.Bool("update-pdf", false, "write the golden file of PDF anew")

func made(t testing.TB, d Document, paper Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := PDF(&b, d, paper); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// said returns all texts of a document, in the order in which it is read.
func said(d Document) []string {
	all := []string{d.Kind, d.For, d.Title}
	text := func(texts ...Text) {
		for _, t := range texts {
			for _, span := range t {
				all = append(all, span.Text)
				for _, n := range span.Cites {
					all = append(all, "["+strconv.Itoa(n)+"]")
				}
			}
		}
	}
	text(d.Lead...)
	for _, s := range d.Sections {
		all = append(all, s.Title)
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case Heading:
				all = append(all, b.Text)
			case Paragraph:
				text(b.Text)
			case Callout:
				all = append(all, b.Title)
				text(b.Text)
			case Figure:
				all = append(all, b.Caption)
			case List:
				for i, item := range b.Items {
					if b.Numbered {
						all = append(all, strconv.Itoa(i+1)+".")
					}
					all = append(all, item.Label)
					text(item.Text)
				}
			case Table:
				all = append(append(all, b.Caption), b.Head...)
				for _, row := range b.Rows {
					text(row...)
				}
			}
		}
	}
	for i, s := range d.Sources {
		all = append(all, strconv.Itoa(i+1)+".", s.Title, s.Publisher, s.Remark, s.Address)
	}
	return append(all, d.Foot...)
}

// Everything that a document says is in the PDF, in the same order, and so are the words
// of its pictures.
func TestPDFSaysEverything(t *testing.T) {
	d := sample()
	squeezed := func(text string) string { return strings.ReplaceAll(words(text), " ", "") }
	for _, paper := range []Paper{A4, Letter} {
		got := squeezed(extract(t, made(t, d, paper)))
		for _, text := range said(d) {
			// Words may be broken at the end of a line, and pages have feet.
			for _, word := range strings.Fields(allFaces().regular.legible(text)) {
				at := strings.Index(got, squeezed(word))
				if at < 0 {
					t.Fatalf("paper %d: %q of %q is missing, or not where it is read", paper, word, text)
				}
				got = got[at+len(squeezed(word)):]
			}
		}
	}
	got := extract(t, made(t, d, A4))
	for _, p := range []picture.Picture{picture.Scores(advice()), picture.Organisation(advice()), picture.Growth(path())} {
		var texts drawnTexts
		p.Draw(&texts)
		for _, text := range texts {
			if !strings.Contains(got, words(text)) {
				t.Errorf("%s does not say %q", p.Title, text)
			}
		}
		if len(texts) < 5 {
			t.Errorf("%s says only %q", p.Title, texts)
		}
	}
}

// drawnTexts are the texts of a picture.
type drawnTexts []string

func (*drawnTexts) Rect(float64, float64, float64, float64, float64, svg.Paint) {}
func (*drawnTexts) Line(svg.Paint, float64, ...svg.Point)                       {}
func (*drawnTexts) Arrow(svg.Point, svg.Point, svg.Tone)                        {}
func (*drawnTexts) Begin(string)                                                {}
func (*drawnTexts) End()                                                        {}

func (d *drawnTexts) Text(_, _ float64, _ svg.Font, lines ...string) { *d = append(*d, lines...) }

// Every page says what it is part of, its number, and how many there are.
func TestPDFFeet(t *testing.T) {
	pages := contents(t, made(t, sample(), A4))
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, page := range pages {
		texts := read(t, page)
		want := []string{"Empfehlung", "Nordlicht Pumpen GmbH", fmt.Sprintf("%d / %d", i+1, len(pages))}
		var got []string
		for _, text := range texts[len(texts)-3:] {
			got = append(got, text.text)
		}
		if !cmp.Equal(want, got) {
			t.Error(cmp.Diff(want, got))
		}
	}
}

// The same document gives the same bytes, also at the same time, and no date.
func TestPDFSameBytes(t *testing.T) {
	d := sample()
	want := made(t, d, A4)
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			if !bytes.Equal(want, made(t, d, A4)) {
				t.Error("other bytes")
			}
		})
	}
	all.Wait()
	if bytes.Contains(want, []byte("(D:2")) {
		t.Error("there is a date")
	}
	// Blanking the dates moved nothing: the table of places is where the end says.
	_, end, _ := bytes.Cut(want, []byte("startxref\n"))
	at, err := strconv.Atoi(strings.TrimSuffix(string(end), "\n%%EOF\n"))
	if err != nil || !bytes.HasPrefix(want[at:], []byte("xref\n")) {
		t.Errorf("startxref is followed by %q", end)
	}
}

// Links lead to sections and sources of the document and to web addresses, and nowhere
// else.
func TestPDFLinks(t *testing.T) {
	d := Document{Title: "T", Sections: []Section{{ID: "here", Title: "Here", Blocks: []Block{Paragraph{Text: Text{
		{Text: "section", Link: "#here", Cites: []int{1, 2}}, {Text: "untitled", Link: "#untitled"}, {Text: "web", Link: "https://example.org/a?b=(c)&d=é"}, {Text: "nowhere", Link: "#there"},
		{Text: "script", Link: "javascript:alert(1)"}, {Text: "file", Link: "file:///etc/passwd"}, {Text: "broken", Link: "https://%zz"}}}}}, {ID: "untitled"}},
		Sources: []Source{{Title: "S", Address: "https://example.org/s"}}}
	pdf := string(made(t, d, A4))
	if n := strings.Count(pdf, "/Dest ["); n != 6 || strings.Contains(pdf, "/Dest [1 ") { // to the sections and to one source, and three bookmarks
		t.Errorf("%d links within the document", n)
	}
	want := []string{`https://example.org/a?b=\(c\)&d=%C3%A9`, `https://example.org/s`}
	var got []string
	for _, part := range strings.Split(pdf, "/URI (")[1:] {
		address, _, _ := strings.Cut(part, ")>>")
		got = append(got, address)
	}
	if !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
}

// Sections have bookmarks, and readers are told the title and the language.
func TestPDFOutline(t *testing.T) {
	d := sample()
	pdf := string(made(t, d, A4))
	var got []string
	for _, part := range strings.Split(pdf, "/Title (\xfe\xff")[1:] {
		got = append(got, utf16Text(part[:strings.Index(strings.ReplaceAll(part, `\)`, "::"), ")")]))
	}
	want := []string{"Was dafür und was dagegen spricht", "Die Gründe", "Wer an wen berichtet", "Die ersten 90 Tage", "Die Antworten", "Was die Empfehlung ändern würde", "Quellen", d.Title}
	if !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	if !strings.Contains(pdf, "/Lang (de)") || !strings.Contains(string(made(t, Document{}, A4)), "/Lang (en)") {
		t.Error("the language is missing")
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestPDFFails(t *testing.T) {
	if err := PDF(full{}, Document{}, A4); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// Whatever the texts, all stays on the page, and there are not more pages than the texts
// are long.
func TestPDFHostile(t *testing.T) {
	long, many := strings.Repeat("x", 10_000), strings.Repeat("wide w\u00f6rds ", 1_000)
	texts := []string{long, "\u202e\x00\x1b[31m\U0001f600\xff", "(\\)) Tj ET", "", many, strings.Repeat("漢", 5_000), strings.Repeat("é", 9_000), strings.Repeat("\n", 3_000)}
	if testing.Short() {
		texts = texts[:4]
	}
	for _, text := range texts {
		d := Document{Language: "de", Kind: text, For: text, Title: text, Lead: []Text{Plain(text)}, Foot: []string{text},
			Sections: []Section{{ID: "a", Title: text, Blocks: []Block{
				Heading{text}, Paragraph{Text: Text{{Text: text, Code: true, Cites: []int{1}}, {Text: text, Strong: true}}}, Callout{Title: text, Text: Plain(text)},
				List{Items: []Item{{Label: text, Text: Plain(text)}}}, List{Numbered: true, Items: []Item{{Label: text}}},
				Table{Caption: text, Head: []string{text, text, text}, Numbers: []bool{true}, Rows: [][]Text{{Plain(text), Plain(text), Plain(text)}, {}}},
				Table{Head: make([]string, 60), Rows: [][]Text{{Plain(text)}}},
				Figure{Caption: text}}}},
			Sources: []Source{{Title: text, Publisher: text, Address: text, Remark: text}}}
		pages := contents(t, made(t, d, Letter))
		if limit := 10 + len(text)/40; len(pages) > limit {
			t.Errorf("%.10q: %d pages", text, len(pages))
		}
		for _, page := range pages {
			for _, s := range read(t, page) {
				if s.x < 62 || s.x > 612-62 || s.y < 30 || s.y > 792-60 {
					t.Fatalf("%.10q: %.20q is at %v, %v", text, s.text, s.x, s.y)
				}
			}
		}
	}
}

// drawing is a picture with all that pictures are drawn with.
type drawing struct{ picture.Canvas }

func (c drawing) draw() {
	c.Begin("group")
	c.Rect(0, 0, 100, 40, 6, svg.Paint{Fill: svg.AccentSoft, Stroke: svg.Accent, Width: 2})
	c.Rect(0, 50, 100, 10, 0, svg.Paint{Fill: svg.Good})
	c.Rect(0, 70, 100, 10, 0, svg.Paint{})
	c.Line(svg.Paint{Stroke: svg.Muted, Dashed: true}, 8, svg.Point{X: 0, Y: 100}, svg.Point{X: 50, Y: 100}, svg.Point{X: 50, Y: 140})
	c.Line(svg.Paint{Stroke: svg.Muted}, 0, svg.Point{X: 0, Y: 100}, svg.Point{X: 0, Y: 120}, svg.Point{X: 50, Y: 120})
	c.Line(svg.Paint{Stroke: svg.Muted}, 0, svg.Point{X: 0, Y: 100})
	c.Arrow(svg.Point{X: 50, Y: 140}, svg.Point{X: 50, Y: 160}, svg.Muted)
	for anchor := svg.Start; anchor <= svg.End; anchor++ {
		c.Text(100, 200, svg.Font{Size: 10, Tone: svg.Ink, Anchor: anchor}, "one", "two")
	}
	c.Text(0, 250, svg.Font{Size: 10, Mono: true, Tone: svg.Bad}, "mono → 漢")
	c.Text(100, 270, svg.Font{Size: 10, Tone: svg.Ink, Anchor: svg.End}, "ǄǄǄ") // wider than anyone expects
	c.End()
}

// What the page of a small drawing says to a printer is known, and was looked at.
func TestPDFCanvas(t *testing.T) {
	p := newPress(Document{}, A4, nil)
	p.pdf.AddPage()
	drawing{&canvas{p, 100, 50, 0.75}}.draw()
	var b bytes.Buffer
	if err := p.write(&b); err != nil {
		t.Fatal(err)
	}
	got := []byte(strings.ToValidUTF8(strings.ReplaceAll(contents(t, b.Bytes())[0], "\x00", ""), "?"))
	golden := filepath.Join("testdata", "canvas.pdf.golden")
	if *updatePDF {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Error(cmp.Diff(string(want), string(got)))
	}
}

// Narrow pictures stand in two columns, each below the shorter one. Where a page has too
// little room they are smaller, or go on on the next page.
func TestPDFPicturesBesideEachOther(t *testing.T) {
	a := advice()
	var figures []Block
	for _, r := range a.Roles {
		figures = append(figures, Figure{Picture: picture.Score(a, r)})
	}
	titles := []string{"Chief Operating Officer", "Chief Technology Officer", "Chief Product Officer"}
	for _, c := range []struct {
		name  string
		lines int // above
		left  []bool
		pages []int
	}{{"all on one page", 0, []bool{true, false, false}, []int{0, 0, 0}}, {"two on the first page", 20, []bool{true, false, true}, []int{0, 0, 1}}, {"none on the first page", 25, []bool{true, false, false}, []int{1, 1, 1}}} {
		d := Document{Title: "T", Lead: slices.Repeat([]Text{Plain("line")}, c.lines), Sections: []Section{{ID: "s", Title: "S", Blocks: figures}}}
		var left []bool
		var pages []int
		for i, page := range contents(t, made(t, d, A4)) {
			for _, s := range read(t, page) {
				if slices.Contains(titles, s.text) {
					left, pages = append(left, s.x < 100), append(pages, i)
				}
			}
		}
		if !slices.Equal(c.left, left) || !slices.Equal(c.pages, pages) {
			t.Errorf("%s: left %v, pages %v", c.name, left, pages)
		}
	}
}

// Numbers end at the right edge of their column, and texts begin at the left one.
func TestPDFNumbers(t *testing.T) {
	d := Document{Title: "T", Sections: []Section{{ID: "a", Title: "A", Blocks: []Block{
		Table{Head: []string{"Text", "Number"}, Numbers: []bool{false, true}, Rows: [][]Text{{Plain("a"), Plain("1")}, {Plain("bb"), Plain("1,000")}}}}}}}
	at := map[string]shown{}
	for _, s := range read(t, contents(t, made(t, d, A4))[0]) {
		at[s.text] = s
	}
	right := func(text string, f *face) float64 { return at[text].x + f.width(text, cellStyles[0].size) }
	regular, bold := allFaces().regular, allFaces().bold
	if at["a"].x != at["bb"].x || math.Abs(right("1", regular)-right("1,000", regular)) > 0.02 || math.Abs(right("1", regular)-right("Number", bold)) > 0.02 {
		t.Errorf("%v", at)
	}
}

func BenchmarkPDF(b *testing.B) {
	d := sample()
	for b.Loop() {
		made(b, d, A4)
	}
}
