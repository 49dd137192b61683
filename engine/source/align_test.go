package source_test

import (
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/source"

	"pgregory.net/rapid"
)

// Every visible character of every scalar of these must stand where At says.
var styles = []struct {
	name   string
	format source.Format
	text   string
	values []string // of the scalars in order, to show that the text is what its name says
}{
	{"plain", source.YAML, "key: some text # no text\n", []string{"key", "some text"}},
	{"plain over several lines", source.YAML, "a: one\n  two\n\n     three four\nb: end\n", []string{"a", "one two\nthree four", "b", "end"}},
	{"plain with quotes inside", source.YAML, `a: it's "so" \n`, []string{"a", `it's "so" \n`}},
	{"single quotes", source.YAML, "a: 'it''s ''so'' \\n'", []string{"a", `it's 'so' \n`}},
	{"single quotes that open with a quote", source.YAML, "a: '''a'", []string{"a", "'a"}},
	{"single quotes over several lines", source.YAML, "a: 'one\n\n  two''s  \n  three'", []string{"a", "one\ntwo's three"}},
	{"double quotes", source.YAML, `a: "one: two # three"`, []string{"a", "one: two # three"}},
	{"double quotes over several lines", source.YAML, "a: \"one \\\n   two\n\n   \\ three\"", []string{"a", "one two\n three"}},
	{"literal", source.YAML, "a: |\n  one\n    two\n\n  three\nb: one", []string{"a", "one\n  two\n\nthree\n", "b", "one"}},
	{"literal with an indentation indicator", source.YAML, "a: |2\n    one\n   two\n", []string{"a", "  one\n two\n"}},
	{"literal, stripped", source.YAML, "a: |-\n  one\n\n", []string{"a", "one"}},
	{"literal, kept", source.YAML, "a: |+\n  one\n\n\nb: two\n", []string{"a", "one\n\n\n", "b", "two"}},
	{"literal, both indicators, comment", source.YAML, "- |1- # one two\n   one\n  two\n", []string{"  one\n two"}},
	{"literal with leading blank lines", source.YAML, "a: |\n\n\n  one\n", []string{"a", "\n\none\n"}},
	{"literal, empty, at the end of the file", source.YAML, "a: |", []string{"a", ""}},
	{"folded", source.YAML, "a: >\n  one\n  two\n\n  three\n    four\n  five\n", []string{"a", "one two\nthree\n  four\nfive\n"}},
	{"folded, stripped", source.YAML, "a: >-\n   one\n   two\n", []string{"a", "one two"}},
	{"folded, kept", source.YAML, "a: >+\n one\n two\n\n", []string{"a", "one two\n\n"}},
	{"wide characters", source.YAML, "名前: 東京 🙂 x\n\"é\": '🙂''🙂'\n", []string{"名前", "東京 🙂 x", "é", "🙂'🙂"}},
	{"CR LF", source.YAML, "a: |\r\n  one\r\n  two\r\nb: 'one\r\n  two'\r\nc: x\r\n", []string{"a", "one\ntwo\n", "b", "one two", "c", "x"}},
	{"tabs", source.YAML, "a:\tone\ttwo\nb: |\n  \tone\tx\n", []string{"a", "one\ttwo", "b", "\tone\tx\n"}},
	{"byte order mark", source.YAML, "\ufeffa: one\n", []string{"a", "one"}},
	{"flow", source.YAML, "{a: [one, 'two', \"three\"], b: 12}", []string{"a", "one", "two", "three", "b", "12"}},
	{"JSON", source.JSON, "{\n\t\"a\": [\"one two\", 12, -3.5e1, true, null]\n}", []string{"a", "one two", "12", "-3.5e1", "true", "null"}},
	{"TOML basic", source.TOML, "a = \"one two\" # three\nb.'c d' = 12", []string{"a", "one two", "b", "c d", "12"}},
	{"TOML literal", source.TOML, `a = 'c:\new "x"'`, []string{"a", `c:\new "x"`}},
	{"TOML basic over several lines", source.TOML, "a = \"\"\"\n\"one\" \\\n    two\n  three\"\"\"", []string{"a", "\"one\" two\n  three"}},
	{"TOML literal over several lines", source.TOML, "a = '''\n'one' \\ two\n  it''s'''", []string{"a", "'one' \\ two\n  it''s"}},
	{"TOML quotes at once after the opening ones", source.TOML, "a = \"\"\"\"x\"\"\"\nb = ''''x'''", []string{"a", `"x`, "b", "'x"}},
	{"TOML dates and digit groups", source.TOML, "d = 1979-05-27T07:32:00Z\nn = 1_000", []string{"d", "1979-05-27T07:32:00Z", "n", "1000"}},
}

func TestAtIsTheCharacterInTheFile(t *testing.T) {
	for _, c := range styles {
		t.Run(c.name, func(t *testing.T) {
			var values []string
			for _, n := range scalars(parse(t, c.format, c.text)) {
				values = append(values, n.Value)
				checkPlaces(t, newPage(c.text), n, false)
			}
			same(t, c.values, values)
		})
	}
}

func TestAtOfEscapes(t *testing.T) {
	for _, c := range []struct {
		name   string
		format source.Format
		text   string
		value  string
		places string // of every character
	}{
		{"JSON letters", source.JSON, `"\"\\\/\bx"`, "\"\\/\bx", "1:2 1:4 1:6 1:8 1:10"},
		{"an escape is not the letter in it", source.JSON, `"\n\tnt"`, "\n\tnt", "1:2 1:2 1:6 1:7"},
		{"JSON four digits", source.JSON, `"\u00e9\u00C9x"`, "éÉx", "1:2 1:8 1:14"},
		{"JSON pair", source.JSON, `"\ud83d\uDE42x"`, "🙂x", "1:2 1:14"},
		{"JSON half a pair", source.JSON, `"\ud83dx\ude42\ud83d\u0041y"`, "\ufffdx\ufffd\ufffdAy", "1:2 1:8 1:9 1:15 1:21 1:27"},
		{"YAML letters", source.YAML, `"\0\a\b\e\"\\\/x"`, "\x00\a\b\x1b\"\\/x", "1:2 1:4 1:6 1:8 1:10 1:12 1:14 1:16"},
		{"YAML blanks", source.YAML, `"\N\_\L\PNLP_"`, "\u0085\u00a0\u2028\u2029NLP_", "1:2 1:2 1:2 1:2 1:10 1:11 1:12 1:13"},
		{"YAML digits", source.YAML, `"\x41\u0042\U0001f642x"`, "AB🙂x", "1:2 1:6 1:12 1:22"},
		{"TOML digits", source.TOML, `a = "\u0041\U0001F642x"`, "A🙂x", "1:6 1:12 1:22"},
		{"blanks come after what is before them", source.YAML, "a  b ", "a  b", "1:1 1:2 1:3 1:4"},
		{"blanks at the end stay in the line", source.YAML, "|+\n a\n\n\n\n", "a\n\n\n\n", "2:2 2:3 2:3 2:3 2:3"},
		{"JSON pair and a digit of it", source.JSON, `"\ud83d\uDE422"`, "🙂2", "1:2 1:14"},
		{"quoted single quotes", source.YAML, "'a''''b'", "a''b", "1:2 1:3 1:5 1:7"},
		{"TOML quote after three", source.TOML, `a = """"x"""`, `"x`, "1:8 1:9"},
		{"TOML literal quote after three", source.TOML, "a = ''''x'''", "'x", "1:8 1:9"},
		{"TOML literal backslashes", source.TOML, `a = '\ta\'`, `\ta\`, "1:6 1:7 1:8 1:9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := scalars(parse(t, c.format, c.text))
			n := all[len(all)-1]
			same(t, c.value, n.Value)
			var places []string
			for i := range []rune(n.Value) {
				places = append(places, n.At(i).String())
			}
			same(t, c.places, strings.Join(places, " "))
		})
	}
}

func TestAtBeyondTheText(t *testing.T) {
	n := parse(t, source.YAML, "[one, [two]]").Items[0]
	same(t, "1:2", n.At(-1).String())
	same(t, "1:5", n.At(3).String())
	same(t, "1:13", n.At(1000).String())
	same(t, "1:7", parse(t, source.YAML, "[one, [two]]").Items[1].At(2).String())
	same(t, "-", new(source.Node).At(3).String())
}

// visibleRunes are what the properties below build texts of.
var visibleRunes = []rune(`abntux0"'\/:#{}[]-é東🙂` + "\u0301")

// The encoders write a text in one of the styles, and says where each character of
// it stands.
func encodeDouble(t *rapid.T, value []rune) (string, []source.Pos) {
	text := []rune{'"'}
	var places []source.Pos
	for _, r := range value {
		places = append(places, source.Pos{Line: 1, Col: len(text) + 1})
		escape := rapid.Bool().Draw(t, "escape")
		switch {
		case r == '\n':
			text = append(text, '\\', 'n')
		case r == '"' || r == '\\':
			text = append(text, '\\', r)
		case escape && r > 0xffff:
			r -= 0x10000
			text = append(text, []rune(fmt.Sprintf(`\u%04x\u%04X`, 0xd800+r>>10, 0xdc00+r&0x3ff))...)
		case escape:
			text = append(text, []rune(fmt.Sprintf(`\u%04X`, r))...)
		default:
			text = append(text, r)
		}
	}
	return string(append(text, '"')), places
}

func encodeSingle(_ *rapid.T, value []rune) (string, []source.Pos) {
	text := []rune{'\''}
	var places []source.Pos
	for _, r := range value {
		places = append(places, source.Pos{Line: 1, Col: len(text) + 1})
		if r == '\'' {
			text = append(text, r)
		}
		text = append(text, r)
	}
	return string(append(text, '\'')), places
}

func encodeLiteral(t *rapid.T, value []rune) (string, []source.Pos) {
	indent := rapid.IntRange(1, 9).Draw(t, "indent")
	text := fmt.Sprintf("|%d-\n%s", indent, strings.Repeat(" ", indent))
	at := source.Pos{Line: 2, Col: indent + 1}
	var places []source.Pos
	for _, r := range value {
		places = append(places, at)
		text += string(r)
		at.Col++
		if r == '\n' {
			text += strings.Repeat(" ", indent)
			at = source.Pos{Line: at.Line + 1, Col: indent + 1}
		}
	}
	return text + "\n", places
}

func TestAtOfAnyText(t *testing.T) {
	for _, c := range []struct {
		name   string
		format source.Format
		encode func(*rapid.T, []rune) (string, []source.Pos)
		blanks string
	}{
		{"JSON", source.JSON, encodeDouble, " \n"},
		{"single quotes", source.YAML, encodeSingle, " "},
		{"literal", source.YAML, encodeLiteral, " \n"},
	} {
		t.Run(c.name, rapid.MakeCheck(func(t *rapid.T) {
			chars := append([]rune(c.blanks), visibleRunes...)
			value := rapid.SliceOf(rapid.SampledFrom(chars)).Draw(t, "value")
			value = []rune(strings.Trim(string(value), " \n") + "x") // YAML treats blanks at the ends by rules of their own
			text, places := c.encode(t, value)
			n := parse(t, c.format, text)
			if n.Value != string(value) {
				t.Fatalf("%q reads as %q, not %q", text, n.Value, string(value))
			}
			for i, r := range value {
				if r != ' ' && r != '\n' && n.At(i) != places[i] {
					t.Errorf("At(%d) of %q is %v, not %v", i, text, n.At(i), places[i])
				}
			}
		}))
	}
}
