package source

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func width(text string) int { return utf8.RuneCountInString(text) }

// A setting is a text in which a scalar takes the place of %.
type setting string

const (
	asValue   setting = "k: %"
	asKey     setting = "%: k"
	asItem    setting = "{k: %}" // in brackets, of a list as well
	asItemKey setting = "{%: k}"
)

// inline returns a scalar as it stands in one line.
func inline(n *Node, in setting) string {
	switch {
	case n.Kind == Null && n.Value == "" && in != asValue:
		return "null"
	case n.Kind != Text, n.style == plain && !strings.ContainsAny(n.Value, "\n\ufeff"), readsPlain(n.Value, in):
		return n.Value
	}
	return quoted(n.Value)
}

// plainBeginning is what a text can begin with that no version of YAML takes for
// something other than a text. Numbers, dates and times begin with a digit, but do not
// go on with a word.
var plainBeginning = regexp.MustCompile(`^(?:[\pL($_<]|\d[^:]* \pL)`)

// notTexts are words that some version of YAML takes for something else.
var notTexts = []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"}

// readsPlain reports whether a text is read as itself without quotes.
func readsPlain(text string, in setting) bool {
	if !plainBeginning.MatchString(text) || slices.Contains(notTexts, strings.ToLower(text)) || !graphic(text) {
		return false
	}
	root, problems := Parse(NewFile("", []byte(strings.Replace(string(in), "%", text, 1))), YAML)
	if root == nil || len(problems) > 0 || len(root.Items) != 1 {
		return false
	}
	n := root.Items[0]
	if in == asKey || in == asItemKey {
		n = root.Keys[0]
	}
	return n.Kind == Text && n.Value == text
}

func graphic(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !unicode.IsGraphic(r) }) < 0
}

// quoted puts a text into double quotes, or into single ones if that saves escapes.
func quoted(text string) string {
	if strings.ContainsAny(text, `"\`) && graphic(text) {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return strconv.Quote(text)
}

// multiline returns the header and the lines of a text that is not to stand in one line,
// where short would. Its line has room from column col on, its own lines from column
// indent on. It returns no header for all others.
func (p *paper) multiline(n *Node, short string, col, indent int) (header string, lines []string) {
	switch {
	case n.Kind != Text:
		return "", nil
	case n.style == block && p.char(n.Pos) == '>':
		return p.folded(n, short == n.Value && col+width(short) <= foldWidth, indent)
	case n.style == block:
		return literal(n.Value)
	case col+width(short) <= mostWidth && (n.style != plain || !strings.Contains(n.Value, "\n")):
		return "", nil
	}
	if lines = fill(n.Value, foldWidth-indent); len(lines) < 2 {
		return "", nil
	}
	return ">" + chomping(n.Value), lines
}

// folded is multiline for a text that the author has folded. It goes into one line if it
// fits there, without quotes.
func (p *paper) folded(n *Node, fits bool, indent int) (header string, lines []string) {
	mark := chomping(n.Value)
	lines = p.content(n)
	tooLong := func(line string) bool { return indent+width(line) > mostWidth }
	if unfold(lines) != strings.TrimSuffix(n.Value, "\n") || slices.ContainsFunc(lines, tooLong) {
		lines = fill(n.Value, foldWidth-indent)
	}
	switch {
	case len(lines) == 0:
		return literal(n.Value)
	case len(lines) == 1 && fits && mark == "-":
		return "", nil
	}
	return ">" + mark, lines
}

// chomping returns the mark, in a header, of whether a line break ends a text.
func chomping(text string) string {
	if strings.HasSuffix(text, "\n") {
		return ""
	}
	return "-"
}

// literal returns the header and the lines of a text that keeps its line breaks, or no
// header for one of which something would be lost or unseen.
func literal(text string) (header string, lines []string) {
	lines = strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for _, line := range lines {
		if strings.TrimRight(line, " \t") != line {
			return "", nil
		}
	}
	if lines[0] == "" || lines[len(lines)-1] == "" || lines[0][0] == '\t' {
		return "", nil
	}
	header = "|"
	if lines[0][0] == ' ' {
		header = "|2"
	}
	return header + chomping(text), lines
}

// fill folds a text into lines of no more than some width, as far as it has blanks to
// break at. It returns nil for a text that cannot be folded.
func fill(text string, most int) []string {
	var lines []string
	for i, paragraph := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if paragraph == "" && i > 0 {
			lines = append(lines, "")
			continue
		}
		if strings.Trim(paragraph, " \t") != paragraph || paragraph == "" || !graphic(paragraph) {
			return nil
		}
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, broken(paragraph, most)...)
	}
	if lines[len(lines)-1] == "" {
		return nil
	}
	return lines
}

// broken breaks a paragraph at single blanks. There is none at its ends.
func broken(paragraph string, most int) []string {
	var lines []string
	start, end := 0, 0 // of the line so far
	for i := range len(paragraph) {
		if paragraph[i] != ' ' || paragraph[i-1] == ' ' || paragraph[i+1] == ' ' {
			continue
		}
		if end > start && width(paragraph[start:i]) > most {
			lines = append(lines, paragraph[start:end])
			start = end + 1
		}
		end = i
	}
	if end > start && width(paragraph[start:]) > most {
		lines = append(lines, paragraph[start:end])
		start = end + 1
	}
	return append(lines, paragraph[start:])
}

// unfold returns the text that folded lines stand for, without what follows the last.
func unfold(lines []string) string {
	var b strings.Builder
	blank := 0
	for i, line := range lines {
		switch {
		case line == "":
			blank++
			continue
		case blank > 0:
			b.WriteString(strings.Repeat("\n", blank))
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(line)
		blank = 0
	}
	return b.String()
}
