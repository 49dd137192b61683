package document

import (
	"fmt"
	"strings"
	"unicode"

	"chiefly/engine/source"
)

// markup is every character that begins markup within a line. HTML goes as
// entities, which hold in every dialect.
var markup = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "|", `\|`, "$", `\$`, "#", `\#`,
	"://", `\://`, "www.", `www\.`, "WWW.", `WWW\.`)

// markdownText makes Markdown show a text of one line as it is: no markup, and no web
// address that GitHub would turn into a link.
func markdownText(s string) string {
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

// markdownLink makes a text, which is Markdown already, lead to a web address; any other
// address is only told.
func markdownLink(text, address string) string {
	switch {
	case IsWeb(address):
		return "[" + text + "](" + destination(address) + ")"
	case source.OneLine(address) == "":
		return text
	}
	return text + ", " + markdownText(source.OneLine(address))
}

// markdownCite is the number of a source, which leads there if the address is one that a
// browser can safely follow.
func markdownCite(n int, address string) string {
	number := fmt.Sprintf(`\[%d\]`, n)
	if webAddress(address) == "" {
		return number
	}
	return markdownLink(number, address)
}

// anchors returns where links to each section lead: GitHub makes that of the text of the
// heading, with a number where it has made the same before.
func anchors(d Document) map[string]string {
	made, seen := map[string]string{}, map[string]bool{}
	heading := func(title string) string {
		base := strings.Map(anchored, strings.ToLower(source.OneLine(title)))
		anchor := base
		for n := 1; seen[anchor]; n++ {
			anchor = fmt.Sprintf("%s-%d", base, n)
		}
		seen[anchor] = true
		return anchor
	}
	heading(d.Title)
	for _, s := range d.Sections {
		made[s.ID] = heading(s.Title)
		for _, b := range s.Blocks {
			if h, ok := b.(Heading); ok {
				heading(h.Text)
			}
		}
	}
	return made
}

// anchored keeps of a character in an anchor what GitHub keeps.
func anchored(r rune) rune {
	switch {
	case r == ' ':
		return '-'
	case r == '-', r == '_', unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r):
		return r
	}
	return -1
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
