package report

import (
	"io"
	"strings"

	"charm.land/lipgloss/v2"

	"chiefly/engine/wording"
)

// A style is how a piece of text looks where colour is allowed.
type style uint8

const (
	normal style = iota
	strong
	good
	bad
	dim
)

// The colours are the basic ones, which terminals let their users choose.
var looks = map[style]lipgloss.Style{
	strong: lipgloss.NewStyle().Bold(true),
	good:   lipgloss.NewStyle().Foreground(lipgloss.Green),
	bad:    lipgloss.NewStyle().Foreground(lipgloss.Red),
	dim:    lipgloss.NewStyle().Faint(true),
}

// A span is a piece of running text. It must be plain already.
type span struct {
	text  string
	style style
	// solid words are not cut even when they are wider than the page: a web
	// address in two pieces is none.
	solid bool
}

// A page collects lines of limited width.
type page struct {
	language wording.Language
	text     strings.Builder
	width    int
	color    bool
}

func newPage(o Options, l wording.Language) *page {
	return &page{language: l, width: o.width(), color: o.Color}
}

// speak returns a sentence in the language of the page.
func (p *page) speak(english string, args ...any) string { return p.language.Speak(english, args...) }

func (p *page) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, p.text.String())
	return err
}

// heading begins a section.
func (p *page) heading(title string) {
	p.blank()
	p.fill(0, span{text: strings.ToUpper(title), style: strong})
}

func (p *page) blank() { p.text.WriteByte('\n') }

// fill writes spans as a paragraph.
func (p *page) fill(indent int, spans ...span) { p.item(indent, 0, span{}, spans...) }

// item writes spans as a paragraph that hangs from a lead: it begins hang
// columns to the right of the lead's begin, or a blank after its end.
func (p *page) item(indent, hang int, lead span, spans ...span) {
	room := lipgloss.Width(lead.text)
	if room > 0 {
		hang = max(hang, room+1)
	}
	left := strings.Repeat(" ", indent+hang)
	first := strings.Repeat(" ", indent) + p.paint(lead) + strings.Repeat(" ", hang-room)
	for _, line := range p.lines(spans, p.width-indent-hang) {
		p.text.WriteString(strings.TrimRight(first+line, " ") + "\n")
		first = left
	}
}

// lines breaks spans between words into lines of a width, and cuts words that
// are wider. lipgloss.Wrap is not used, for two reasons: it writes past the width
// where a hyphen or a dash falls on the margin, and it breaks at the hyphens of
// web addresses.
func (p *page) lines(spans []span, width int) []string {
	var lines []string
	var line []span
	used := 0
	flush := func() {
		if len(line) > 0 {
			lines = append(lines, p.join(line))
		}
		line, used = nil, 0
	}
	for _, s := range spans {
		for _, word := range strings.Fields(s.text) {
			for word != "" {
				head := word
				if !s.solid {
					head = cut(word, width)
				}
				// A mark at the beginning combines with a blank before it.
				size := max(lipgloss.Width(head), lipgloss.Width(" "+head)-1)
				switch {
				case len(line) == 0:
				case used+1+size > width:
					flush()
				default:
					used++
				}
				line, used = append(line, span{text: head, style: s.style}), used+size
				if word = word[len(head):]; word != "" {
					flush()
				}
			}
		}
	}
	flush()
	return lines
}

// join puts words on one line, those of one style in one go.
func (p *page) join(words []span) string {
	var b strings.Builder
	for i := 0; i < len(words); {
		run := words[i]
		j := i + 1
		for ; j < len(words) && words[j].style == run.style; j++ {
			run.text += " " + words[j].text
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.paint(run))
		i = j
	}
	return b.String()
}

func (p *page) paint(s span) string {
	if !p.color || s.style == normal || s.text == "" {
		return s.text
	}
	return looks[s.style].Render(s.text)
}

// cut returns the longest beginning of a word that fits into a width, one
// character at least. It adds up single characters, which is never less than what
// they take together but for the variation selector, which widens to two columns
// at most what it follows.
func cut(word string, width int) string {
	used := 0
	for i, r := range word {
		if r == '\ufe0f' {
			used += 2
		}
		if used += lipgloss.Width(string(r)); i > 0 && used > width {
			return word[:i]
		}
	}
	return word
}
