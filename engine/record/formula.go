package record

import (
	"strings"
	"unicode/utf8"
)

// formulaStarts are the characters that make a spreadsheet read a cell as a
// formula, those of full width too. A tab or carriage return before one does not
// hide it.
const formulaStarts = "=+-@\t\r＝＋－＠"

// formula reports whether a spreadsheet might read a text as a formula, or would
// but for apostrophes in front of it. Those get one more from the Writer, so that
// taking one away always gives the text again.
func formula(text []byte) bool {
	for len(text) > 0 && (text[0] == '\'' || text[0] == ' ') {
		text = text[1:]
	}
	first, _ := utf8.DecodeRune(text)
	return len(text) > 0 && strings.ContainsRune(formulaStarts, first)
}
