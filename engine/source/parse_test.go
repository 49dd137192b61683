package source_test

import (
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/source"
)

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]source.Format{
		"a.yaml": source.YAML, "dir.json/a.YML": source.YAML, "a.json": source.JSON, "a.b.toml": source.TOML, "a.txt": "", "yaml": "", "": "",
	} {
		got, known := source.FormatOf(name)
		if got != want || known != (want != "") {
			t.Errorf("FormatOf(%q) is %q, %v, not %q", name, got, known, want)
		}
	}
}

// outline writes a tree with kinds and places, for comparison.
func outline(n *source.Node) string {
	var parts []string
	for i, item := range n.Items {
		text := outline(item)
		if i < len(n.Keys) {
			text = fmt.Sprintf("%s@%v=%s", n.Keys[i].Value, n.Keys[i].Pos, text)
		}
		parts = append(parts, text)
	}
	switch n.Kind {
	case source.Sequence:
		return fmt.Sprintf("list@%v[%s]", n.Pos, strings.Join(parts, " "))
	case source.Mapping:
		return fmt.Sprintf("map@%v{%s}", n.Pos, strings.Join(parts, " "))
	}
	quoted := ""
	if n.Quoted() {
		quoted = ", quoted"
	}
	return fmt.Sprintf("(%q@%v %s%s)", n.Value, n.Pos, n.Kind, quoted)
}

func TestParseKindsAndPlaces(t *testing.T) {
	for _, c := range []struct {
		name   string
		format source.Format
		text   string
		want   string
	}{
		{"YAML scalars", source.YAML, "[12, -1.5, .inf, true, ~, 2024-01-01, yes, '12', \"\"]",
			`list@1:1[("12"@1:2 a whole number) ("-1.5"@1:6 a number with a fraction) (".inf"@1:12 a number with a fraction) ` +
				`("true"@1:18 true or false) ("~"@1:24 nothing) ("2024-01-01"@1:27 a text) ("yes"@1:39 a text) ("12"@1:44 a text, quoted) (""@1:50 a text, quoted)]`},
		{"YAML nesting", source.YAML, "a:\n  - b: 1\n    c:\n", `map@1:1{a@1:1=list@2:3[map@2:5{b@2:5=("1"@2:8 a whole number) c@3:5=(""@3:7 nothing)}]}`},
		{"YAML, nothing but a comment", source.YAML, "# x\n", `(""@1:1 nothing)`},
		{"YAML, empty", source.YAML, "", `(""@1:1 nothing)`},
		{"YAML, byte order mark", source.YAML, "\ufeffa: 1", `map@1:1{a@1:1=("1"@1:4 a whole number)}`},
		{"JSON scalars", source.JSON, ` [12, -1.5, 1E3, true, false, null, "12"]`,
			`list@1:2[("12"@1:3 a whole number) ("-1.5"@1:7 a number with a fraction) ("1E3"@1:13 a number with a fraction) ` +
				`("true"@1:18 true or false) ("false"@1:24 true or false) ("null"@1:31 nothing) ("12"@1:37 a text, quoted)]`},
		{"JSON nesting", source.JSON, "{\n  \"é\" : {\"b\":[ ]}\n}", `map@1:1{é@2:3=map@2:9{b@2:10=list@2:14[]}}`},
		{"JSON, empty", source.JSON, " \n", `(""@1:1 nothing)`},
		{"TOML scalars", source.TOML, "a = 1_000\nb = 0x1F\nc = -1.5\nd = true\ne = 1979-05-27\nf = 12:00:00\ng = \"x\"\nh = ''",
			`map@1:1{a@1:1=("1000"@1:5 a whole number) b@2:1=("0x1F"@2:5 a whole number) c@3:1=("-1.5"@3:5 a number with a fraction) d@4:1=("true"@4:5 true or false) ` +
				`e@5:1=("1979-05-27"@5:5 a text) f@6:1=("12:00:00"@6:5 a text) g@7:1=("x"@7:5 a text, quoted) h@8:1=(""@8:5 a text, quoted)}`},
		{"TOML tables and dotted keys", source.TOML, "a.b = 1\na.c = 2\n[t.u]\nd = {e.f = 3, g = 4}\n",
			`map@1:1{a@1:1=map@1:1{b@1:3=("1"@1:7 a whole number) c@2:3=("2"@2:7 a whole number)} ` +
				`t@3:2=map@3:2{u@3:4=map@3:4{d@4:1=map@4:5{e@4:6=map@4:6{f@4:8=("3"@4:12 a whole number)} g@4:15=("4"@4:19 a whole number)}}}}`},
		{"TOML lists begin at their first item, empty ones where the key or the list around them does", source.TOML, "x = 1\na = []\nb = [[], # c\n 'd']\nc = ['e']",
			`map@1:1{x@1:1=("1"@1:5 a whole number) a@2:1=list@2:1[] b@3:1=list@3:1[list@3:1[] ("d"@4:2 a text, quoted)] c@5:1=list@5:6[("e"@5:6 a text, quoted)]}`},
		{"TOML, empty", source.TOML, "", `map@1:1{}`},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, c.want, outline(parse(t, c.format, c.text))) })
	}
}

func TestParseReports(t *testing.T) {
	const hint = " (write the value out where it is used)"
	for _, c := range []struct {
		name   string
		format source.Format
		text   string
		want   []string
	}{
		{"anchor", source.YAML, "a: &x 1", []string{"file:1:4: an anchor (&x) is not allowed" + hint}},
		{"alias", source.YAML, "a: &x 1\nb: *x", []string{"file:1:4: an anchor (&x) is not allowed" + hint, "file:2:4: an alias (*x) is not allowed" + hint}},
		{"alias of nothing", source.YAML, "b: *x", []string{"file:1:4: not YAML: unknown anchor 'x' referenced"}},
		{"merge key", source.YAML, "<<: {a: 1}", []string{"file:1:1: a merge key (<<) is not allowed" + hint}},
		{"tags", source.YAML, "a: !!str 1\nb: !own x\nc: !!map {}", []string{
			"file:1:4: a tag (!!str) is not allowed (remove it; put a text into quotes)",
			"file:2:4: a tag (!own) is not allowed (remove it; put a text into quotes)",
			"file:3:4: a tag (!!map) is not allowed (remove it; put a text into quotes)"}},
		{"key that is a list", source.YAML, "? [a]\n: 1\nb: 2", []string{"file:1:3: a key must be a plain name"}},
		{"two documents", source.YAML, "a: 1\n---\nb: 2", []string{"file:2:1: the file holds more than one document (keep one document a file, without a second ---)"}},
		{"second document broken", source.YAML, "a: 1\n---\nb: [", []string{"file:3:5: not YAML: did not find expected node content (while parsing a flow node)"}},
		{"colon in a text", source.YAML, "a: b: c", []string{`file:1:5: not YAML: mapping values are not allowed in this context (put a text that contains ": " into quotes)`}},
		{"tab", source.YAML, "a:\n\tb: 1", []string{"file:2:1: not YAML: found character that cannot start any token (indent with blanks, not with tabs)"}},
		{"at sign", source.YAML, "é: @x", []string{"file:1:4: not YAML: found character that cannot start any token (while scanning for the next token)"}},
		{"open bracket", source.YAML, "a: [1, 2", []string{"file:1:9: not YAML: did not find expected ',' or ']' (while parsing a flow sequence)"}},
		{"repeated keys at any depth", source.YAML, "a: 1\nb: [{c: 1, c: 2}]\na: 2\na: 3", []string{
			`file:2:12: key "c" is given twice (it is given first on line 2; keep one)`,
			`file:3:1: key "a" is given twice (it is given first on line 1; keep one)`,
			`file:4:1: key "a" is given twice (it is given first on line 1; keep one)`}},
		{"old line break", source.YAML, "a: 1\rb: 2", []string{`file:1:5: line break U+000D is not allowed (end lines as usual; in a text in double quotes write \n)`}},
		{"line separator", source.YAML, "a: é\u2028b", []string{`file:1:5: line break U+2028 is not allowed (end lines as usual; in a text in double quotes write \n)`}},
		{"paragraph separator", source.YAML, "\n\u2029", []string{`file:2:1: line break U+2029 is not allowed (end lines as usual; in a text in double quotes write \n)`}},
		{"next line", source.YAML, "a: \u0085", []string{`file:1:4: line break U+0085 is not allowed (end lines as usual; in a text in double quotes write \n)`}},
		{"control character", source.YAML, "a: é\x00", []string{"file:1:5: control character U+0000 is not allowed (remove it)"}},
		{"delete", source.JSON, "\"\x7f\"", []string{"file:1:2: control character U+007F is not allowed (remove it)"}},
		{"not UTF-8", source.TOML, "a = 1\nb = '\xff'", []string{"file:2:6: the file is not UTF-8 text (save it with the encoding UTF-8)"}},
		{"UTF-16", source.YAML, "\xff\xfea\x00", []string{"file:1:1: the file is not UTF-8 text (save it with the encoding UTF-8)"}},

		{"JSON comma", source.JSON, `{"a": 1,}`, []string{"file:1:9: not JSON: invalid character '}' looking for beginning of object key string"}},
		{"JSON no comma", source.JSON, "[1\n 2]", []string{"file:2:2: not JSON: invalid character '2' after array element"}},
		{"JSON first character", source.JSON, "\n é", []string{"file:2:2: not JSON: invalid character 'Ã' looking for beginning of value"}},
		{"JSON literal", source.JSON, "[tru]", []string{"file:1:5: not JSON: invalid character ']' in literal true (expecting 'e')"}},
		{"JSON escape", source.JSON, `["é\x"]`, []string{"file:1:5: not JSON: invalid character 'x' in string escape code"}},
		{"JSON key", source.JSON, `{1: 2}`, []string{"file:1:2: not JSON: invalid character '1' looking for beginning of object key string"}},
		{"JSON value missing", source.JSON, `{"a": }`, []string{"file:1:7: not JSON: invalid character '}' looking for beginning of value"}},
		{"JSON bracket", source.JSON, "[1}", []string{"file:1:3: not JSON: invalid character '}' after array element"}},
		{"JSON too short", source.JSON, "{\"a\": [1\n", []string{"file:1:9: not JSON: the file ends too early (close every bracket and quote)"}},
		{"JSON text too short", source.JSON, "\"é", []string{"file:1:3: not JSON: the file ends too early (close every bracket and quote)"}},
		{"JSON two values", source.JSON, "[1]\n[2]", []string{"file:2:1: not JSON: invalid character '[' after top-level value"}},
		{"JSON value and rubbish", source.JSON, "1 x", []string{"file:1:3: not JSON: invalid character 'x' after top-level value"}},
		{"JSON repeated key", source.JSON, `{"a": 1, "\u0061": 2}`, []string{`file:1:10: key "a" is given twice (it is given first on line 1; keep one)`}},

		{"TOML no value", source.TOML, "a = 1\nb =", []string{"file:2:3: not TOML: expected value, not end of input"}},
		{"TOML no key", source.TOML, "\n = 1", []string{"file:2:2: not TOML: invalid character at start of key: U+003D '='"}},
		{"TOML escape", source.TOML, `a = "é\q"`, []string{"file:1:7: not TOML: invalid escape character U+0071 'q'"}},
		{"TOML two on a line", source.TOML, "a = 1 b = 2", []string{"file:1:7: not TOML: expected newline but got U+0062 'b'"}},
		{"TOML repeated keys", source.TOML, "a = 1\na = 2\n[t]\nb.c = 1\nb.c = 2\n[t]", []string{
			`file:2:1: key "a" is given twice (it is given first on line 1; keep one)`,
			`file:5:3: key "c" is given twice (it is given first on line 4; keep one)`,
			`file:6:2: key "t" is given twice (it is given first on line 3; keep one)`}},
		{"TOML value as table", source.TOML, "a = 1\na.b = 2\n[a.c]\nd = 1\n", []string{
			`file:2:1: key "a" is a value already`, `file:3:2: key "a" is a value already`}},
		{"TOML value as table, given twice", source.TOML, "a = 1\na = {}\na.b = 2", []string{
			`file:2:1: key "a" is given twice (it is given first on line 1; keep one)`, `file:3:1: key "a" is a value already`}},
		{"TOML wide character", source.TOML, "a = \"東", []string{"file:1:6: not TOML: unterminated basic string"}},
		{"TOML list of tables", source.TOML, "a = 1\n[[t]]\na = 2", []string{"file:2:3: lists of tables ([[...]]) have no meaning here"}},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, c.want, problems(c.format, c.text)) })
	}
}

func TestParseKeepsTheRestOfAFileWithProblems(t *testing.T) {
	node, list := source.Parse(source.NewFile("file", []byte("a: &x 1\nb: 2\nb: 3\n? [c]\n: 4\n")), source.YAML)
	same(t, 3, len(list))
	same(t, `map@1:1{a@1:1=("1"@1:4 a whole number) b@2:1=("2"@2:4 a whole number) b@3:1=("3"@3:4 a whole number)}`, outline(node))

	node, list = source.Parse(source.NewFile("file", []byte("a = 1\n[a.b]\nc = 1\n[d]\ne = 1\n")), source.TOML)
	same(t, 1, len(list))
	same(t, `map@1:1{a@1:1=("1"@1:5 a whole number) d@4:2=map@4:2{e@5:1=("1"@5:5 a whole number)}}`, outline(node))
}

func TestParseTheSameFileAgain(t *testing.T) {
	file := source.NewFile("file", []byte("{\"a\": [1,\n 2, x]}"))
	for range 2 {
		_, list := source.Parse(file, source.JSON)
		same(t, []string{"file:2:5: not JSON: invalid character 'x' looking for beginning of value"}, lines(list))
	}
}

func TestFileLine(t *testing.T) {
	file := source.NewFile("file", []byte("\ufeffone\r\ntwo\n\nfour"))
	for n, want := range []string{"", "one", "two", "", "four", ""} {
		same(t, want, file.Line(n))
	}
	same(t, "", file.Line(-1))
}
