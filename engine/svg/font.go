package svg

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chiefly/engine/source"
)

// The families of fonts: those that the viewer's system uses itself.
const (
	sans = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
	mono = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
)

// An Anchor says which point of a text stands at its X.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// before is the share of a text that lies left of its X.
func (a Anchor) before() float64 { return float64(a) / 2 }

// A Font is how text looks.
type Font struct {
	Size   float64 // in pixels
	Bold   bool
	Mono   bool // all characters as wide as each other, as suits conditions and ids
	Tone   Tone
	Anchor Anchor
}

// Leading is the height of a line.
func (f Font) Leading() float64 { return f.Size * 1.3 }

// Width returns how wide a text is at most, in pixels, whatever the viewer's fonts.
func (f Font) Width(text string) float64 {
	em := 0.0
	for _, r := range text {
		em += f.advance(r)
	}
	return em * f.Size
}

// advance is how wide a character is at most, in parts of the size.
func (f Font) advance(r rune) float64 {
	switch {
	case r == '−': // is as wide as a plus
		return f.advance('+')
	case r < ' ': // shown as a replacement character
		return guess
	case f.Mono && (r < 0x250 || r == '…'):
		return 0.63
	case r < 0x7f:
		return float64(widths(f.Bold)[r-' ']) / 1000
	case r < 0x250 && !strings.ContainsRune(wide, r):
		return 1.0
	case unicode.IsMark(r): // mostly above or below another character
		return 0.3
	case r < 0x530, r >= 0x2000 && r < 0x2070:
		return 1.2
	case ideographic(r):
		return 1.05
	}
	return guess
}

// guess is the width of characters of which the width is not known.
const guess = 1.5

// wide are the characters among the Latin ones that are wider than the others.
const wide = "©®¼½¾ÆæŒœĦŴŵŉ\u01c4\u01c5\u01c7\u01ca"

func ideographic(r rune) bool {
	return r >= 0x2e80 && r < 0xd800 || r >= 0xf900 && r < 0xfb00 || r >= 0xff00 && r < 0xfff0 || r >= 0x20000 && r < 0x40000
}

// rare reports whether a text has characters of which the width is a guess.
func (f Font) rare(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return f.advance(r) == guess })
}

// ellipsis ends what is cut.
const ellipsis = "…"

// Fit breaks a text into lines that are no wider than a width in pixels. Words that
// are wider are broken, behind a punctuation mark if there is one. What does not fit
// into a number of lines is cut, and the last line ends in an ellipsis; whole says
// that nothing was cut. A text of blanks has no lines.
func (f Font) Fit(text string, width float64, lines int) (fitted []string, whole bool) {
	var line string
	for _, word := range strings.Fields(source.Printable(text)) {
		for word != "" {
			joined := word
			if line != "" {
				joined = line + " " + word
			}
			if f.Width(joined) <= width {
				line = joined
				break
			}
			if line == "" {
				if line, word = f.split(word, width); word == "" {
					break // a single character
				}
			}
			if len(fitted) == lines-1 {
				return append(fitted, f.shorten(joined, width)), false
			}
			fitted, line = append(fitted, line), ""
		}
	}
	if line != "" {
		fitted = append(fitted, line)
	}
	return fitted, true
}

// split breaks a word in two, of which the first fits into a width, one character at
// least. Marks stay with the character before them.
func (f Font) split(word string, width float64) (head, tail string) {
	end, tidy, used := 0, 0, 0.0
	for i, r := range word {
		used += f.advance(r) * f.Size
		if used > width && i > 0 {
			break
		}
		next := i + utf8.RuneLen(r)
		if follows, _ := utf8.DecodeRuneInString(word[next:]); !unicode.IsMark(follows) && follows != '\u200d' {
			end = next
		}
		if strings.ContainsRune("_-/.,:;", r) {
			tidy = next
		}
	}
	if tidy > 0 && tidy < len(word) && end < len(word) {
		end = tidy
	}
	if end == 0 { // a single character with more marks than fit
		_, end = utf8.DecodeRuneInString(word)
	}
	return word[:end], word[end:]
}

// shorten cuts a text so that it fits into a width with an ellipsis behind it.
func (f Font) shorten(text string, width float64) string {
	end, used := 0, f.Width(ellipsis)
	for i, r := range text {
		if used += f.advance(r) * f.Size; used > width {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return strings.TrimRight(text[:end], " ") + ellipsis
}

func (f Font) attributes(line string) string {
	text := ` font-size="` + number(f.Size) + `"` + Paint{Fill: f.Tone}.attributes()
	if f.Bold {
		text += ` font-weight="600"`
	}
	if f.Mono {
		text += ` font-family="` + mono + `"`
	}
	if f.Anchor != Start {
		text += ` text-anchor="` + [...]string{Middle: "middle", End: "end"}[f.Anchor] + `"`
	}
	if f.rare(line) { // then the width is no longer left to the font
		text += ` textLength="` + number(f.Width(line)) + `" lengthAdjust="spacingAndGlyphs"`
	}
	return text
}
