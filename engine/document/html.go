package document

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strings"
	"sync"
	"unicode/utf8"

	"chiefly/engine/picture"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

//go:embed html.tmpl
var htmlText string

//go:embed html.css
var htmlStyle string

// HTML writes a document as one page that needs nothing else: no script, no network, no
// file beside it. It is light or dark as the reader's screen is, and light on paper. It
// fails only where w does.
func HTML(w io.Writer, d Document) error {
	l := d.Language
	return htmlPage().Execute(w, page{d, l.Speak("Skip to the text"), l.Speak("Contents"), l.Speak("Sources")})
}

// A page is a document with the words that it gets as a page.
type page struct {
	Document
	SkipWord, ContentsWord, SourcesWord string
}

// htmlPage is read when the first document is written: most commands write none.
var htmlPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"style":     func() template.CSS { return template.CSS(htmlStyle) },
		"language":  languageCode,
		"printable": source.Printable,
		"kind":      func(b Block) string { return strings.TrimPrefix(fmt.Sprintf("%T", b), "document.") },
		"tone": func(t Tone) string {
			return [...]string{Neutral: "", For: "for", Against: "against", Notable: "notable"}[t]
		},
		"label":   tableLabel,
		"marked":  isMarked,
		"address": webAddress,
		"web":     IsWeb,
		"picture": drawn,
		"narrow":  isNarrow,
		"least":   func(p picture.Picture) int { return int(p.Width * leastScale) },
		"next":    func(i int) int { return i + 1 },
		"number":  func(columns []bool, i int) bool { return i < len(columns) && columns[i] },
	}).Parse(htmlText))
})

// tableLabel is what a table is called for those who cannot see it: its caption, or what
// is in its columns.
func tableLabel(t Table) string {
	if t.Caption != "" {
		return t.Caption
	}
	return strings.Join(t.Head, ", ")
}

// leastScale is how small a picture may be shown before it is moved about instead.
const leastScale = 0.8

// languageCode is the language of a document, where it says none English.
func languageCode(l wording.Language) wording.Language {
	if wording.IsCode(string(l)) {
		return l
	}
	return wording.English
}

// drawn is a picture as part of a page. It comes from package svg, which escapes.
func drawn(p picture.Picture) template.HTML { return template.HTML(p.Inline()) }

// mostOfMark is how long a label may be to stand beside a text as a mark, in characters.
const mostOfMark = 6

// isMarked reports whether the labels of a list are short marks, such as points, for which
// a column of their own is set apart.
func isMarked(l List) bool {
	for _, i := range l.Items {
		if n := utf8.RuneCountInString(i.Label); n == 0 || n > mostOfMark {
			return false
		}
	}
	return len(l.Items) > 0
}

// IsWeb reports whether an address is one that a browser can safely follow.
func IsWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// webAddress returns where a text may lead: a web address or a section. It is "" for any
// other address.
func webAddress(address string) string {
	if strings.HasPrefix(address, "#") || IsWeb(address) {
		return address
	}
	return ""
}
