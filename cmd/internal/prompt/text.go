package prompt

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/AlecAivazis/survey/v2/terminal"
)

// width is measured with survey's own function, because survey counts lines
// with it before it redraws: a different measure would leave stray lines. It
// never measures less than a terminal shows, at worst a column more for a
// combining mark.
var width = terminal.StringWidth

// escapeSequence matches what a terminal would obey rather than show.
var escapeSequence = regexp.MustCompile(`\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?`)

// clean makes text safe to print: no escape sequences and no control
// characters other than line breaks.
func clean(text string) string {
	text = escapeSequence.ReplaceAllString(strings.ToValidUTF8(text, "?"), "")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}

// oneLine joins the lines of a text and its runs of spaces.
func oneLine(text string) string {
	return strings.Join(strings.Fields(clean(text)), " ")
}

// wrap breaks text into lines of at most columns. Line breaks of the text are
// kept, and so is a line that fits, with its indentation; a line that is broken
// keeps its indentation on every part.
func wrap(text string, columns int) []string {
	var lines []string
	for _, line := range strings.Split(clean(text), "\n") {
		line = strings.TrimRight(line, " ")
		if width(line) <= columns {
			lines = append(lines, line)
			continue
		}
		words := strings.TrimLeft(line, " ")
		indent := max(0, min(len(line)-len(words), columns/2, columns-2)) // a wide character needs two
		for _, part := range wrapWords(strings.Fields(words), columns-indent) {
			lines = append(lines, strings.Repeat(" ", indent)+part)
		}
	}
	return lines
}

// wrapWords fills lines with words and cuts a word that is longer than a line.
func wrapWords(words []string, columns int) []string {
	var lines []string
	line := ""
	for _, word := range words {
		if line != "" && width(line)+1+width(word) <= columns {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for width(word) > columns {
			head := cut(word, columns)
			if head == "" { // a wide character and a single column
				_, size := utf8.DecodeRuneInString(word)
				head = word[:size]
			}
			if len(head) == len(word) {
				break
			}
			lines, word = append(lines, head), word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// cut returns the longest beginning of text that fits into columns.
func cut(text string, columns int) string {
	used := 0
	for i, r := range text {
		used += width(string(r))
		if used > columns {
			return text[:i]
		}
	}
	return text
}

// ellipsis marks text that was cut. It is plain ASCII, so that it has the same
// width in every terminal and locale.
const ellipsis = "..."

// truncate shortens text to columns and shows that it did.
func truncate(text string, columns int) string {
	switch {
	case width(text) <= columns:
		return text
	case columns <= len(ellipsis):
		return ellipsis[:max(columns, 0)]
	}
	return strings.TrimRight(cut(text, columns-len(ellipsis)), " ") + ellipsis
}

// limit keeps the first lines and shows when there were more.
func limit(lines []string, most, columns int) []string {
	if len(lines) <= most {
		return lines
	}
	kept := append([]string(nil), lines[:most]...)
	last := kept[most-1] + " " + lines[most]
	kept[most-1] = strings.TrimRight(cut(last, columns-len(ellipsis)), " ") + ellipsis
	return kept
}
