package document

import (
	"bytes"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"chiefly/engine/svg"
)

// A press puts text and lines on the pages of a PDF. Lengths are in points, and go from
// the upper left corner of the page.
type press struct {
	faces
	pdf     *fpdf.Fpdf
	targets map[string]int // of links, by the library's numbers
}

// someYear is what the library has instead of a date: documents show none, and the same
// document gives the same bytes.
const someYear = 2000

func newPress(d Document, paper Paper, targets []string) *press {
	p := &press{allFaces(), fpdf.New("P", "pt", [...]string{A4: "A4", Letter: "Letter"}[paper], ""), map[string]int{}}
	for _, f := range []*face{p.regular, p.bold, p.mono} {
		p.pdf.AddUTF8FontFromBytes(f.family, f.weight, f.file)
	}
	p.pdf.SetAutoPageBreak(false, 0)
	p.pdf.SetCatalogSort(true)
	p.pdf.SetLang(string(languageCode(d.Language)))
	p.pdf.SetTitle(p.regular.legible(d.Title), true)
	p.pdf.SetSubject(p.regular.legible(d.Kind), true)
	p.pdf.SetCreator("chiefly", true)
	p.pdf.SetProducer("fpdf", true)
	date := p.pdf.GetCreationDate().AddDate(someYear-1, 0, 0)
	p.pdf.SetCreationDate(date)
	p.pdf.SetModificationDate(date)
	for _, target := range targets {
		p.targets[target] = p.pdf.AddLink()
	}
	return p
}

// write finishes the document. Its dates are blanked, as they say nothing; the blanks
// keep the places of all that follows.
func (p *press) write(w io.Writer) error {
	var b bytes.Buffer
	if err := p.pdf.Output(&b); err != nil {
		return err
	}
	for _, key := range []string{"/CreationDate", "/ModDate"} {
		if from := bytes.LastIndex(b.Bytes(), []byte(key)); from >= 0 {
			date := b.Bytes()[from:]
			date = date[:bytes.IndexByte(date, ')')+1]
			copy(date, bytes.Repeat([]byte{' '}, len(date)))
		}
	}
	_, err := b.WriteTo(w)
	return err
}

// line writes a line of text into a strip of a height.
func (p *press) line(l line, x, y, height float64) {
	for _, f := range l {
		p.text(f, x+f.x, y+height/2+0.36*f.size)
		if f.link == "" {
			continue
		}
		if target, internal := p.targets[f.link]; internal {
			p.pdf.Link(x+f.x, y, f.width(), height, target)
		} else {
			p.pdf.LinkString(x+f.x, y, f.width(), height, f.link)
		}
	}
}

// text writes a fragment from a point on the line on which its letters stand.
func (p *press) text(f fragment, x, y float64) {
	if f.text == "" {
		return
	}
	p.pdf.SetFont(f.face.family, f.face.weight, f.size)
	r, g, b := f.tone.Light()
	p.pdf.SetTextColor(int(r), int(g), int(b))
	p.pdf.Text(x, y, f.text)
}

// arrive makes a place the one where links and a bookmark lead.
func (p *press) arrive(target string, y float64) {
	p.pdf.SetLink(p.targets[target], y, p.pdf.PageNo())
}

// bookmark adds a line to the list of contents that readers show beside the pages.
func (p *press) bookmark(title string, level int, y float64) {
	p.pdf.SetFont(p.regular.family, p.regular.weight, 10) // says how titles are encoded
	p.pdf.Bookmark(title, level, y)
}

// rule draws a line across, area a rectangle without an outline.
func (p *press) rule(x, y, width, weight float64, tone svg.Tone) {
	p.area(x, y-weight/2, width, weight, tone)
}

func (p *press) area(x, y, w, h float64, tone svg.Tone) {
	r, g, b := tone.Light()
	p.pdf.SetFillColor(int(r), int(g), int(b))
	p.pdf.Rect(x, y, w, h, "F")
}
