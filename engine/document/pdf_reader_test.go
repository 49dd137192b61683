package document

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// A shown text is what a PDF shows at a place of a page, from its lower left corner.
type shown struct {
	x, y float64
	text string
}

var (
	streamPattern = regexp.MustCompile(`(?s)/Filter /FlateDecode /Length (\d+)>>\nstream\n`)
	textPattern   = regexp.MustCompile(`(?s)BT (-?[\d.]+) (-?[\d.]+) Td \(((?:[^\\()]|\\.)*)\) Tj ET`)
)

// contents returns what is drawn on each page, as PDF has it.
func contents(t testing.TB, pdf []byte) []string {
	t.Helper()
	var all []string
	for _, found := range streamPattern.FindAllSubmatchIndex(pdf, -1) {
		size, err := strconv.Atoi(string(pdf[found[2]:found[3]]))
		if err != nil {
			t.Fatal(err)
		}
		reader, err := zlib.NewReader(bytes.NewReader(pdf[found[1] : found[1]+size]))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte("Tj ET")) { // others are fonts
			all = append(all, string(content))
		}
	}
	if len(all) == 0 {
		t.Fatal("no page has text")
	}
	return all
}

// read returns the texts on a page in the order in which they are drawn.
func read(t testing.TB, content string) []shown {
	t.Helper()
	var all []shown
	for _, found := range textPattern.FindAllStringSubmatch(content, -1) {
		x, errX := strconv.ParseFloat(found[1], 64)
		y, errY := strconv.ParseFloat(found[2], 64)
		if errX != nil || errY != nil {
			t.Fatal(found[0])
		}
		all = append(all, shown{x, y, utf16Text(found[3])})
	}
	if strings.Count(content, " Tj") != len(all) {
		t.Fatalf("%d of %d texts understood", len(all), strings.Count(content, " Tj"))
	}
	return all
}

// utf16Text reads a text as PDF has it between brackets.
func utf16Text(escaped string) string {
	raw := strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(escaped)
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}

// extract returns the whole text in the order in which it is drawn, with one blank
// between words.
func extract(t testing.TB, pdf []byte) string {
	t.Helper()
	var b strings.Builder
	for _, content := range contents(t, pdf) {
		for _, s := range read(t, content) {
			b.WriteString(s.text + " ")
		}
	}
	return words(b.String())
}

func words(text string) string { return strings.Join(strings.Fields(text), " ") }
