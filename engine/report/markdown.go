package report

import (
	"fmt"
	"io"
	"strings"

	"chiefly/engine"
)

// Markdown writes an advice in GitHub's Markdown. Options.Width and
// Options.Color do not matter to it.
func Markdown(w io.Writer, a *engine.Advice, o Options) error {
	m := markdown{view: newView(a, o.Full)}
	m.top()
	m.why()
	m.lines(arrangeTitle, m.arrangement)
	m.lines(m.firstTitle, m.first)
	m.lines(changeTitle, m.changes)
	m.lines(settledTitle, m.settled)
	m.openQuestions()
	m.profiles()
	m.answers()
	m.citations()
	m.printf("\n---\n\n%s\n", escape(content(a.Content)))
	_, err := io.WriteString(w, m.text.String())
	return err
}

// A markdown is a view on its way to a document. Every text that is not ours
// goes through escape.
type markdown struct {
	*view
	text strings.Builder
}

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(&m.text, format, args...) }

func (m *markdown) heading(title string) { m.printf("\n## %s\n\n", escape(title)) }

func (m *markdown) top() {
	headline := escape(plain(m.advice.Headline))
	if name := plain(m.advice.Organisation); name != "" {
		m.printf("# %s\n\n**%s**\n", escape(name), headline)
		return
	}
	m.printf("# %s\n", headline)
}

func (m *markdown) why() {
	m.heading(whyTitle)
	m.printf("| Role | Advice | Score | Hire from | Plan from |\n|---|---|---:|---:|---:|\n")
	for _, r := range m.roles {
		m.printf("| %s | %s | %d | %d | %d |\n", escape(capital(plain(r.Title))), verdict(r.Role), r.Score, r.Thresholds.Hire, r.Thresholds.Later)
	}
	for _, r := range m.roles {
		m.printf("\n### %s: %s\n\n", escape(capital(plain(r.Title))), verdict(r.Role))
		for _, l := range r.reasons {
			m.printf("- **%s** %s%s\n", l.label, escape(l.text), m.links(l.cites))
		}
		if rest := r.rest(); rest != "" {
			m.printf("- *%s*\n", escape(rest))
		}
	}
}

// lines writes a section of statements, if there are any.
func (m *markdown) lines(title string, lines []line) {
	if len(lines) == 0 {
		return
	}
	m.heading(title)
	for _, l := range lines {
		m.printf("- **%s** %s%s\n", escape(sentence(l.label)), escape(l.text), m.links(l.cites))
	}
}

func (m *markdown) openQuestions() {
	m.lines(openTitle, m.open)
	if m.moreOpen > 0 {
		m.printf("- *%s*\n", escape(more(m.moreOpen, "question")))
	}
}

func (m *markdown) profiles() {
	for _, role := range m.needed() {
		m.heading(roleTitle + plain(role.Title))
		for i, p := range m.profile(role) {
			if i > 0 {
				m.printf("\n")
			}
			m.part(p)
		}
	}
}

func (m *markdown) part(p part) {
	switch {
	case p.list:
		m.printf("**%s**\n\n", p.title)
		for _, text := range p.texts {
			m.printf("- %s\n", escape(text))
		}
	case p.title == "":
		m.printf("%s\n", escape(p.texts[0]))
	default:
		m.printf("**%s:** %s\n", p.title, escape(p.texts[0]))
	}
}

func (m *markdown) answers() {
	m.heading(answersTitle)
	if len(m.advice.Answers) == 0 {
		m.printf("%s\n", noAnswers)
		return
	}
	m.printf("| Question | Answer |\n|---|---|\n")
	for _, a := range m.advice.Answers {
		m.printf("| %s | %s |\n", escape(plain(a.Ask)), escape(plain(a.Text)))
	}
}

func (m *markdown) citations() {
	if len(m.sources) == 0 {
		return
	}
	m.heading(sourcesTitle)
	for i, s := range m.sources {
		m.printf("%d. %s", i+1, link(escape(publication(s)), s.Address))
		if s.Vendor {
			m.printf(" %s", vendor(s))
		}
		m.printf("\n")
	}
}

// links writes the numbers of sources, each leading to its source.
func (m *markdown) links(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		b.WriteString(" " + link(fmt.Sprintf(`\[%d\]`, n), m.sources[n-1].Address))
	}
	return b.String()
}

// link leads to a web address; any other address is only told.
func link(text, address string) string {
	switch {
	case isWeb(address):
		return "[" + text + "](" + destination(address) + ")"
	case plain(address) == "" || strings.HasPrefix(text, `\[`):
		return text
	}
	return text + ", " + escape(plain(address))
}

// destination writes an address so that nothing in it can end the link.
func destination(address string) string {
	var b strings.Builder
	for _, c := range []byte(address) {
		switch {
		case c == '&':
			b.WriteString("&amp;")
		case c <= ' ', c >= 0x7f, strings.IndexByte("\"'()<>\\^`{|}", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// markup is every character that begins markup within a line. HTML goes as
// entities, which hold in every dialect.
var markup = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "|", `\|`, "$", `\$`, "#", `\#`,
	"://", `\://`, "www.", `www\.`, "WWW.", `WWW\.`)

// escape makes Markdown show a text as it is: no markup, and no web address that
// GitHub would turn into a link.
func escape(s string) string {
	s = markup.Replace(s)
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch rest := s[digits:]; {
	case rest == "":
	case digits == 0 && strings.IndexByte("+-=:", rest[0]) >= 0, // a list, a rule, a heading
		digits > 0 && (rest[0] == '.' || rest[0] == ')'): // a numbered list
		return s[:digits] + `\` + rest
	}
	return s
}
