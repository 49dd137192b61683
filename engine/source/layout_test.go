package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chiefly/engine/source"

	"pgregory.net/rapid"
)

// long is a text of 24 times five characters, without the last blank.
var long = strings.TrimSpace(strings.Repeat("four ", 24))

var layouts = []struct{ name, text, want string }{
	{"nothing", "", ""},
	{"comments only", "\n\n# one \n\n\n#two", "# one\n\n#two\n"},
	{"indentation", "list:\n- x\n-   y:  1\n    z: 2\nc:\n        d: 3\n", "list:\n  - x\n\n  - y: 1\n    z: 2\n\nc:\n  d: 3\n"},
	{"Windows line ends and blanks at ends", "a: 1  \r\nb: 'x'\t\r\n", "a: 1\nb: x\n"},
	{"byte order mark and document marks", "\ufeff---\na: 1\n...\n", "a: 1\n"},
	{"blank lines", "\n\na: 1\n\n\n\nb: 2\nc:\n\n  d: 3\n\n", "a: 1\n\nc:\n  d: 3\n\nb: 2\n"},
	{"order of keys", "c: 1\nz: 2\nlist:\n  - because: B\n    id: i\n    when: w\na: 0\n", "a: 0\n\nlist:\n  - id: i\n    when: w\n    because: B\nc: 1\nz: 2\n"},
	{"order of keys in brackets, and of chosen names", "list: [{when: w, id: i}]\nc: {m: {y: 1, x: 2}, b: 1}\n", "list: [{id: i, when: w}]\nc: {m: {x: 2, y: 1}, b: 1}\n"},
	{"entries apart", "list:\n  - id: a\n  - id: b\n  # about c\n  - id: c\n", "list:\n  - id: a\n\n  - id: b\n\n  # about c\n  - id: c\n"},
	{"comments go with their keys", "# file\n\nc: 1 # end c\n# above a\na: 2   # end a\n", "# file\n\n# above a\na: 2 # end a\nc: 1 # end c\n"},
	{"comments at depth", "b:\n    # first\n    - x\n      # after x\n    # above y\n    - y\n    # last\n# outside\nd: 1\n", "b:\n  # first\n  - x\n  # after x\n  # above y\n  - y\n  # last\n# outside\nd: 1\n"},
	{"comments below a list that is not indented", "b:\n- x\n# about d\nd: 1\n", "b:\n  - x\n# about d\nd: 1\n"},
	{"comment in the line of the key", "b: # why\n  # more\n  - x\n", "b: # why\n  # more\n  - x\n"},
	{"comment between key and value", "b:\n  # why\n  x # here\n", "# why\nb: x # here\n"},
	{"comment in the line of the dash", "b:\n  - # why\n    x: 1\n", "b:\n  # why\n  - x: 1\n"},
	{"comment above what becomes first", "list:\n  - when: w\n    # the id\n    id: i\n", "list:\n  # the id\n  - id: i\n    when: w\n"},
	{"comment after a header", "b: >- # why\n  one\n  two\n", "b: >- # why\n  one\n  two\n"},
	{"comments in brackets", "b: [x, # about x\n  y,\n  # last\n  ] # end\n", "b: # end\n  - x # about x\n  - y\n  # last\n"},
	{"comment in empty brackets", "b: [ # nothing\n  ]\n", "b: [] # nothing\n"},
	{"marks in texts", "b: 'a # b'\nd: a#b\ne: |\n  # text\n  x\nf: \"#\" # comment\n", "b: \"a # b\"\nd: a#b\ne: |\n  # text\n  x\nf: \"#\" # comment\n"},
	{"a comment in brackets and nothing else", "[ # nothing\n]\n", "[] # nothing\n"},
	{"a comment after brackets", "[x, {y: 1}] # both\n", "[x, {y: 1}] # both\n"},
	{"brackets", "b: [ x,y , {z: 1 , w: [ ] } ]\n", "b: [x, y, {z: 1, w: []}]\n"},
	{"brackets over several lines", "b: [" + strings.Repeat("twelve chars, ", 12) + "x]\n", "b: [" + strings.Repeat("twelve chars, ", 6) + "twelve chars,\n    " + strings.Repeat("twelve chars, ", 5) + "x]\n"},
	{"brackets broken inside", "b: {first: [" + strings.Repeat("twelve chars, ", 8) + "x], second: 2}\n", "b: {first: [" + strings.Repeat("twelve chars, ", 6) + "twelve chars,\n            twelve chars, x], second: 2}\n"},
	{"too long for brackets", "b: [x, " + long[:114] + "]\n", "b:\n  - x\n  - " + long[:114] + "\n"},
	{"quotes that are needed", `b: ["12", 'yes', "true", "", "~", "- x", "x: y", "x, y", "2001-01-01", "1 000", "it's", 'a "b"', "\x01", "<<"]` + "\n",
		`b: ["12", "yes", "true", "", "~", "- x", "x: y", "x, y", "2001-01-01", "1 000", it's, a "b", "\x01", "<<"]` + "\n"},
	{"quotes that are not", `b: "x"` + "\nd: 'It''s so, they [all] say'\n\"e\": '22 % of us'\nf: '\"x\" in y'\n", "b: x\nd: It's so, they [all] say\ne: 22 % of us\nf: '\"x\" in y'\n"},
	{"a mark of byte order inside", " \ufeff: 1\n", `"\ufeff": 1` + "\n"},
	{"quotes in quotes", `b: "x\" # y"` + "\nd: 'it''s # z' # here\n", "b: 'x\" # y'\nd: \"it's # z\" # here\n"},
	{"nothing as value", "b:\nd: ~\ne:\n  - \n  - null\n", "b:\nd: ~\n\ne:\n  -\n  - null\n"},
	{"nothing in brackets", "{b, c: }\n", "{c: null, b: null}\n"},
	{"folded, as the author broke it", "b: >-\n     one\n     two\n\n     three\n", "b: >-\n  one\n  two\n\n  three\n"},
	{"folded, and short", "b: >-\n  one\nd: >\n  one\ne: >-\n  \"x\" in y\n", "b: one\nd: >\n  one\ne: >-\n  \"x\" in y\n"},
	{"folded, and too long", "b: >-\n  one\n  " + long + " x\n", "b: >-\n  one " + long[:104] + "\n  " + long[105:] + " x\n"},
	{"too long for a line", "b: " + long + "\n", "b: >-\n  " + long[:104] + "\n  " + long[105:] + "\n"},
	{"too long, in quotes", "b: 'x: " + long + "'\n", "b: >-\n  x: " + long[:104] + "\n  " + long[105:] + "\n"},
	{"too long, without blanks", "b: " + strings.Repeat("x", 130) + "\n", "b: " + strings.Repeat("x", 130) + "\n"},
	{"not much too long", "b: " + long[:114] + "\n", "b: " + long[:114] + "\n"},
	{"plain over several lines", "b: one\n  two\n\n  three\nd: four\n  five\n", "b: >-\n  one two\n\n  three\nd: four five\n"},
	{"literal", "b: |-\n      one\n        two\n\n      three\nd: |\n  four\n\n\n", "b: |-\n  one\n    two\n\n  three\nd: |\n  four\n"},
	{"literal that begins with blanks", "b: |2\n    one\n   two\n", "b: |2\n    one\n   two\n"},
	{"blanks and lines that would be lost", "b: |+\n  one\n\nd: >-\n  two \n  three\ne: |-\n  four \n  five\n", "b: \"one\\n\\n\"\n\nd: two  three\ne: \"four \\nfive\"\n"},
	{"folded with lines of its own", "b: >-\n  one\n    two\n  three\n", "b: |-\n  one\n    two\n  three\n"},
	{"lists in lists", "b:\n  -\n    - x\n    # about y\n    - y\n  - - z\n", "b:\n  - - x\n    # about y\n    - y\n  - - z\n"},
	{"a list", "- b: 1\n  d: 2\n\n- x\n", "- b: 1\n  d: 2\n\n- x\n"},
}

func TestLayout(t *testing.T) {
	for _, c := range layouts {
		t.Run(c.name, func(t *testing.T) {
			got, problems := source.Layout(source.NewFile("file", []byte(c.text)), layoutStyle)
			if len(problems) > 0 {
				t.Fatal(problems.Render())
			}
			same(t, c.want, string(got))
			checkLayout(t, c.text)
		})
	}
}

func TestLayoutRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"a: &x 1":                 `file:1:4: an anchor (&x) is not allowed (write the value out where it is used)`,
		"a: 1\na: 2":              `file:2:1: key "a" is given twice (it is given first on line 1; keep one)`,
		"text":                    `file:1:1: the file must be a mapping, not a text (write it as lines of "key: value")`,
		"%TAG ! tag:x\n---\na: 1": `file:1:1: directives (%) and tags (!) have no meaning here (remove this one)`,
		"a: ! 12":                 `file:1:4: directives (%) and tags (!) have no meaning here (remove this one)`,
		"a: [":                    `file:1:5: not YAML: did not find expected node content (while parsing a flow node)`,
	} {
		got, list := source.Layout(source.NewFile("file", []byte(text)), source.Style{})
		same(t, []string{want}, lines(list))
		if got != nil {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// The built-in content, which has all that people write.
func TestLayoutOfTheBuiltInFiles(t *testing.T) {
	for _, folder := range []string{"questions", "rules"} {
		names, err := filepath.Glob(filepath.Join("..", "..", folder, "*.yaml"))
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checkLayout(t, string(text))
		}
	}
}

// Files of all that YAML has, put together at random.
func TestLayoutOfAnything(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var b strings.Builder
		writeRandom(r, &b, 0, 3)
		checkLayout(t, b.String())
	})
}

// writeRandom writes a mapping or list in lines.
func writeRandom(r *rapid.T, b *strings.Builder, indent, depth int) {
	keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "list", "id", "when", "because", "x", `"q: q"`, "12"}), 1, 4, rapid.ID).Draw(r, "keys")
	list := rapid.Bool().Draw(r, "list")
	blanks := strings.Repeat(" ", indent)
	for i, key := range keys {
		remark(r, b)
		if lead := key + ":"; list {
			b.WriteString(blanks + "-")
		} else {
			b.WriteString(blanks + lead)
		}
		if depth > 0 && rapid.IntRange(0, 2).Draw(r, "deeper") == 0 {
			b.WriteString(rapid.SampledFrom([]string{"\n", " # k\n", "\n\n"}).Draw(r, "end"))
			writeRandom(r, b, indent+rapid.IntRange(1, 5).Draw(r, "by"), depth-1)
		} else {
			b.WriteString(strings.ReplaceAll(rapid.SampledFrom(values).Draw(r, "value"), "\n", "\n"+blanks+"    ") + "\n")
		}
		if i == len(keys)-1 {
			remark(r, b)
		}
	}
}

func remark(r *rapid.T, b *strings.Builder) {
	switch rapid.IntRange(0, 4).Draw(r, "remark") {
	case 0:
		b.WriteString(strings.Repeat(" ", rapid.IntRange(0, 9).Draw(r, "col")) + "# remark\n")
	case 1:
		b.WriteString("\n\n")
	}
}

// values are values, with what may stand after them in their line.
var values = []string{"", " 1", " ~ # n", " text # t", " 'it''s'", ` "a\nb" # d`, " []", " {} # e", " [a, [b, {c: d}], '1'] # f", " {k: [\n a, # g\n b], l: } # h", " [a: b, # i\n c]", " [ # j\n ]",
	" |\n one\n  two\n\n # no remark", " >- # l\n one\n two\n\n three", " >\n one\n   two", " |+\n x\n\n", " one\n two\n\n three # m", "\n # n\n text # o", " " + "{k: " + long + ", l: [" + long + "]} # p", " " + long + " # q", " >-\n " + long + " " + long}
