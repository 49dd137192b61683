package source_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/source"
)

func TestDiagnosticError(t *testing.T) {
	at := source.Pos{Line: 3, Col: 7}
	for _, c := range []struct {
		d    source.Diagnostic
		want string
	}{
		{source.Diagnostic{File: "a.yaml", Pos: at, Message: "wrong", Hint: "make it right"}, "a.yaml:3:7: wrong (make it right)"},
		{source.Diagnostic{File: "a.yaml", Pos: at, Message: "wrong"}, "a.yaml:3:7: wrong"},
		{source.Diagnostic{File: "a.yaml", Message: "wrong"}, "a.yaml: wrong"},
		{source.Diagnostic{Pos: at, Message: "wrong"}, "3:7: wrong"},
		{source.Diagnostic{Message: "wrong", Hint: "make it right"}, "wrong (make it right)"},
	} {
		same(t, c.want, c.d.Error())
	}
}

func TestDiagnosticRender(t *testing.T) {
	long := strings.Repeat("abcdefghi.", 30)
	for _, c := range []struct {
		name  string
		line  string
		col   int
		width int
		want  string // without the first line
	}{
		{"one character", "key: value", 1, 1, "    7 | key: value\n      | ^\n"},
		{"a word", "key: value", 6, 5, "    7 | key: value\n      |      ^~~~~\n"},
		{"wider than the line", "key: value", 6, 50, "    7 | key: value\n      |      ^~~~~\n"},
		{"after the end", "key:", 5, 1, "    7 | key:\n      |     ^\n"},
		{"far after the end", "key:", 50, 1, "    7 | key:\n      |     ^\n"},
		{"wide characters before", "名前: é x", 7, 1, "    7 | 名前: é x\n      |         ^\n"},
		{"emoji and wide letters before", "🙂한Ａx", 4, 1, "    7 | 🙂한Ａx\n      |       ^\n"},
		{"tabs before", "\t\tx", 3, 1, "    7 |   x\n      |   ^\n"},
		{"control characters before", "\x1b[31mx", 6, 1, "    7 | \ufffd[31mx\n      |      ^\n"},
		{"a long line, at its start", long, 3, 1, "    7 | " + long[:100] + "...\n      |   ^\n"},
		{"a long line, in its middle", long, 151, 3, "    7 | ..." + long[100:200] + "...\n      |    " + strings.Repeat(" ", 50) + "^~~\n"},
		{"a long line, at its end", long, 300, 3, "    7 | ..." + long[200:] + "\n      |    " + strings.Repeat(" ", 99) + "^\n"},
		{"no line", "", 3, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := source.Diagnostic{File: "f", Pos: source.Pos{Line: 7, Col: c.col}, Width: c.width, Message: "wrong", Line: c.line}
			same(t, fmt.Sprintf("f:7:%d: wrong\n", c.col)+c.want, d.Render())
		})
	}
	t.Run("hint, and no place", func(t *testing.T) {
		d := source.Diagnostic{File: "f", Message: "wrong\x1b[2J", Hint: "do\u202e this", Line: "not shown"}
		same(t, "f: wrong\ufffd[2J\n  hint: do\ufffd this\n", d.Render())
	})
	t.Run("a line number of many digits", func(t *testing.T) {
		d := source.Diagnostic{Pos: source.Pos{Line: 1234567, Col: 2}, Message: "wrong", Line: "ab"}
		same(t, "1234567:2: wrong\n1234567 | ab\n        |  ^\n", d.Render())
	})
}

func TestDiagnose(t *testing.T) {
	root := parse(t, source.YAML, "a: 'one ''two'''\nb: [x, y]\n")
	quoted, list := root.Items[0], root.Items[1]
	same(t, source.Diagnostic{File: "file", Pos: source.Pos{Line: 1, Col: 4}, Width: 11, Message: "m", Hint: "h", Line: "a: 'one ''two'''"}, quoted.Diagnose("m", "h"))
	same(t, source.Diagnostic{File: "file", Pos: source.Pos{Line: 1, Col: 11}, Width: 3, Message: "m", Line: "a: 'one ''two'''"}, quoted.DiagnoseAt(5, 8, "m", ""))
	same(t, 1, quoted.DiagnoseAt(5, 5, "m", "").Width)
	same(t, source.Diagnostic{File: "file", Pos: source.Pos{Line: 2, Col: 4}, Width: 1, Message: "m", Line: "b: [x, y]"}, list.Diagnose("m", ""))
	same(t, source.Diagnostic{Width: 1, Message: "m"}, new(source.Node).Diagnose("m", ""))
	same(t, "--headcount:1:3: wrong", source.Scalar("--headcount", "12x").DiagnoseAt(2, 3, "wrong", "").Error())
}

func TestListIsSortedAndSaysEachProblemOnce(t *testing.T) {
	at := func(file string, line, col int, message string) source.Diagnostic {
		return source.Diagnostic{File: file, Pos: source.Pos{Line: line, Col: col}, Width: 1, Message: message}
	}
	list := source.List{at("b", 1, 1, "x"), at("a", 2, 1, "x"), at("a", 1, 9, "x"), at("a", 1, 10, "x"), at("a", 1, 9, "w"), at("a", 2, 1, "x")}
	err := list.Err()
	same(t, "a:1:9: w\na:1:9: x\na:1:10: x\na:2:1: x\nb:1:1: x", err.Error())
	same(t, "b:1:1: x", list[0].Error())
	var sorted source.List
	if !errors.As(err, &sorted) {
		t.Fatalf("Err is a %T", err)
	}
	same(t, "a:1:9: w\na:1:9: x\na:1:10: x\na:2:1: x\nb:1:1: x\n", sorted.Render())
	if err := (source.List{}).Err(); err != nil {
		t.Errorf("an empty list is the error %v", err)
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain é 東 🙂\n": "plain é 東 🙂\n", "a\tb": "a b", "a\x1b[0m\r\x00\x7f\u009b": "a\ufffd[0m\ufffd\ufffd\ufffd\ufffd",
		"\u061c\u200e\u200f\u202a\u202e\u2066\u2069": strings.Repeat("\ufffd", 7), "\u2065\u206a\u00a0": "\u2065\u206a\u00a0",
	} {
		same(t, want, source.Printable(text))
	}
}

func TestPosAndKindInWords(t *testing.T) {
	same(t, "3:7", source.Pos{Line: 3, Col: 7}.String())
	same(t, "-", source.Pos{}.String())
	var words []string
	for k := source.Null; k <= source.Mapping; k++ {
		words = append(words, k.String())
	}
	same(t, []string{"nothing", "a text", "a whole number", "a number with a fraction", "true or false", "a list", "a mapping"}, words)
}
