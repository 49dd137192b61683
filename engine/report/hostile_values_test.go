package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/report"
)

// hostileValues are 120 texts that want to be something else.
func hostileValues() []string {
	markup := []string{
		"<script>alert(1)</script>", "</title><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", `"><svg onload=alert(1)>`, "' onmouseover='alert(1)",
		`" style="position:fixed;inset:0" x="`, "<!-- ", "-->", "<![CDATA[", "]]><script>", "&lt;script&gt;", "&#60;script&#62;", "&amp;lt;b&amp;gt;", "<b>bold", "</section></main>",
		"<iframe src=//e.example>", "<base href=//e.example>", "<meta http-equiv=refresh content=0>", "<form action=//e.example><input>", "<a href=javascript:alert(1)>x</a>",
		"<svg><script>alert(1)</script></svg>", "</text></svg><script>alert(1)</script>", "<foreignObject><b>x", `<image href="//e.example/x.png"/>`, "<use href='#x'/>",
		"</desc><rect width=9999>", "{{.Title}}", "{{template \"page\"}}", "${alert(1)}", "<%= 1 %>", "url(javascript:alert(1))", "expression(alert(1))", "@import '//e.example'",
		"<style>*{display:none}</style>", "</style>", "<plaintext>", "<xmp>", "<textarea>",
	}
	markdown := []string{
		"[x](javascript:alert(1))", "![x](https://e.example/x.png)", "[x]: https://e.example", "<https://e.example>", "https://e.example", "www.e.example", "# heading", "> quote",
		"- item", "1. item", "| a | b |", "```\ncode", "`code`", "**bold**", "~~gone~~", "$x$", `\`, `\\`, "---", "===", "[^1]: note", "- [ ] task", "@someone", "#1", "    code",
		"```mermaid\ngraph TD", "</details>", ":smile:",
	}
	terminal := []string{
		"\x1b[2J", "\x1b[31mred", "\x1b]0;title\x07", "\x1b]8;;https://e.example\x07x", "\x1bP1$r", "\u009b2J", "\u0085", "\x07", "\x08\x08\x08", "\r overwritten", "a\nb", "a\r\nb", "a\tb", "\x00", "\x7f",
		"\u2028", "\u2029",
	}
	formulas := []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"https://e.example\")", "=cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "'=1+1", " =1+1", "＝1", "＋1", "－1", "＠a", "a,b", `a"b`, `","`, "a;b",
	}
	direction := []string{
		"\u202egnp.exe", "\u2066x", "\u2067x", "\u200fx", "\u202ax", "\u202dx", "\u061cx", "\u2069", "\ufeffx", "\u200bx",
		"é", "e\u0301\u0301\u0301\u0301\u0301", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
	}
	long := []string{strings.Repeat("x", 10_000), strings.Repeat("word ", 2_000), strings.Repeat("日", 10_000), strings.Repeat("-", 10_000), "\xff\xfe\xfd", strings.Repeat("\u0301", 1_000)}
	var all []string
	for _, some := range [][]string{markup, markdown, terminal, formulas, direction, long} {
		all = append(all, some...)
	}
	return all
}

// infestWith puts a text into every text of an advice that is not an id.
func infestWith(t *testing.T, text string) *engine.Advice {
	a := hostileAdvice(t)
	replace(reflect.ValueOf(a), text)
	return a
}

// replace puts a text in the place of the hostile one of hostileAdvice.
func replace(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			replace(v.Elem(), text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			replace(v.Index(i), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				replace(v.Field(i), text)
			}
		}
	case reflect.String:
		if v.String() == hostile || v.String() == hostileAddress {
			v.SetString(text)
		}
	}
}

// TestHostileValues puts each value everywhere, and reads every format as its reader does.
func TestHostileValues(t *testing.T) {
	values := hostileValues()
	if len(values) != 120 {
		t.Fatalf("%d values", len(values))
	}
	for i, value := range values {
		if testing.Short() && i%4 > 0 {
			continue
		}
		t.Run(fmt.Sprintf("%d %.20q", i, value), func(t *testing.T) {
			a := infestWith(t, value)
			path := hostilePath(t)
			replace(reflect.ValueOf(path), value)
			d := report.Document(a, path, report.Options{Full: true})
			checkPage(t, render(t, func(b *bytes.Buffer) error { return document.HTML(b, d) }))
			checkText(t, render(t, func(b *bytes.Buffer) error { return report.Text(b, a, report.Options{Full: true}) }))
			checkMarkdown(t, render(t, func(b *bytes.Buffer) error { return document.Markdown(b, d) }))
			checkSheet(t, render(t, func(b *bytes.Buffer) error { return report.CSV(b, []string{"crew", "trade"}, a) }))
			checkJSON(t, render(t, func(b *bytes.Buffer) error { return report.JSON(b, a) }))
			if pdf := render(t, func(b *bytes.Buffer) error { return document.PDF(b, d, document.A4) }); !strings.HasPrefix(pdf, "%PDF-") {
				t.Error("no PDF")
			}
		})
	}
}

func render(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// obeyed reports whether a terminal would obey a character.
func obeyed(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

func checkText(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if i := strings.IndexFunc(line, obeyed); i >= 0 {
			t.Errorf("a terminal would obey %.40q", line[i:])
		}
		if got := lipgloss.Width(line); got > 80 {
			t.Errorf("%d columns: %.100s", got, line)
		}
	}
}

// startsBlock is what begins a block of Markdown that we do not write ourselves.
var startsBlock = regexp.MustCompile("^(```|    |> |===|\\[[^]]*\\]:)")

func checkMarkdown(t *testing.T, text string) {
	t.Helper()
	text, charts := withoutCharts(text)
	checkCharts(t, charts)
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		rest := linked.ReplaceAllString(escaped.ReplaceAllString(line, ""), "")
		if i := strings.IndexAny(rest, "<>`[]~$\\"); i >= 0 {
			t.Errorf("markup at %.40q", rest[i:])
		}
		if strings.Contains(rest, "://") || strings.Contains(rest, "www.") {
			t.Errorf("a link in %.100s", line)
		}
		if startsBlock.MatchString(line) {
			t.Errorf("a block of its own: %.100s", line)
		}
		if i := strings.IndexFunc(line, obeyed); i >= 0 {
			t.Errorf("a terminal would obey %.40q", line[i:])
		}
	}
}

func checkSheet(t *testing.T, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 {
		t.Errorf("%d rows", len(rows))
	}
	for _, cell := range rows[1] {
		first := []rune(strings.TrimLeft(cell, " ") + " ")[0]
		if _, err := strconv.Atoi(cell); err != nil && strings.ContainsRune("=+-@\t\r＝＋－＠", first) {
			t.Errorf("a formula: %.40q", cell)
		}
		if i := strings.IndexFunc(cell, obeyed); i >= 0 {
			t.Errorf("a terminal would obey %.40q", cell[i:])
		}
	}
}

func checkJSON(t *testing.T, text string) {
	t.Helper()
	if !json.Valid([]byte(text)) {
		t.Error("no JSON")
	}
	if i := strings.IndexFunc(text, obeyed); i >= 0 {
		t.Errorf("a terminal would obey %.40q", text[i:])
	}
}
