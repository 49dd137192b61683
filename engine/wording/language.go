package wording

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Language is the code of a language, such as "de". The program speaks English
// where it has no words in a language; the zero Language stands for English too.
type Language string

// English is what the program speaks where content does not say otherwise.
const English Language = "en"

const german Language = "de"

// A speech is how the program speaks a language other than English.
type speech struct {
	words    map[string]string // by the English ones
	group    string            // between the thousands
	percent  string            // between a number and the sign
	quotes   [2]string
	articles []string // that are in lower case within a sentence
}

var speeches = map[Language]*speech{
	german: {words: merged(germanWords, germanDocuments), group: ".", percent: "\u00a0", quotes: [2]string{"„", "“"}, articles: []string{"Der", "Die", "Das", "Ein", "Eine"}},
}

func merged(parts ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

// Speak returns a sentence of the program, or a part of one, by the English one. With
// arguments it is a format for fmt.Sprintf; a translation may use them in another
// order.
func (l Language) Speak(english string, args ...any) string {
	text := english
	if s := speeches[l]; s != nil && s.words[english] != "" {
		text = s.words[english]
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Count says one of two sentences with a number in it, by the number.
func (l Language) Count(n int, one, many string) string {
	if n == 1 {
		return l.Speak(one, n)
	}
	return l.Speak(many, n)
}

// Grouped writes a whole number with marks between the thousands: 1,200 or 1.200.
func (l Language) Grouped(v int64) string {
	mark := ","
	if s := speeches[l]; s != nil {
		mark = s.group
	}
	digits, sign := strconv.FormatInt(v, 10), ""
	if v < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return sign + digits
}

// Number writes a whole number as in print: with marks between the thousands and a real
// minus sign.
func (l Language) Number(v int) string {
	return strings.Replace(l.Grouped(int64(v)), "-", "−", 1)
}

// Signed writes a number as in print, with its sign: +40, −20 or 0.
func (l Language) Signed(v int) string {
	if v > 0 {
		return "+" + l.Number(v)
	}
	return l.Number(v)
}

// Quote puts a text into quotation marks.
func (l Language) Quote(text string) string {
	if s := speeches[l]; s != nil {
		return s.quotes[0] + text + s.quotes[1]
	}
	return `"` + text + `"`
}

// PercentRange writes two shares as whole per cent: "36 to 41%".
func (l Language) PercentRange(from, to float64) string {
	return l.Speak("%d to %s", int(math.RoundToEven(100*from)), l.Percent(to))
}

// Percent writes a share, which goes from 0 to 1, in whole per cent: 39% or 39 %.
func (l Language) Percent(share float64) string {
	space := ""
	if s := speeches[l]; s != nil {
		space = s.percent
	}
	return strconv.Itoa(int(math.RoundToEven(100*share))) + space + "%"
}

// Join lists things: a, b and c.
func (l Language) Join(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return l.Speak("%s and %s", strings.Join(items[:last], ", "), items[last])
}

// Within puts a text into the middle of a sentence: it begins in lower case. A first
// word in capitals stays as it is, and in German a noun.
func (l Language) Within(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if s := speeches[l]; s != nil && !slices.Contains(s.articles, word) {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	if next, _ := utf8.DecodeRuneInString(text[size:]); size == 0 || unicode.IsUpper(next) {
		return text
	}
	return string(unicode.ToLower(first)) + text[size:]
}

// Capital returns a text with a capital first letter.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// Sentence returns a text that ends as sentences do: it adds a full stop where there is no
// such end.
func Sentence(text string) string {
	last, _ := utf8.DecodeLastRuneInString(text)
	if text == "" || strings.ContainsRune(".?!。？！", last) {
		return text
	}
	return text + "."
}
