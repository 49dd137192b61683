package source_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"chiefly/engine/source"
)

// examine holds what is true of every text, good or bad: no panic, a place
// inside the file for every problem, every node and every character.
func examine(t *testing.T, format source.Format, text string) (*source.Node, source.List) {
	t.Helper()
	file := source.NewFile("file", []byte(text))
	root, list := source.Parse(file, format)
	if root == nil && len(list) == 0 {
		t.Fatalf("%q gives neither a tree nor a problem", text)
	}
	p := newPage(text)
	if len(text) <= source.MaxBytes {
		for _, d := range list {
			if !p.has(d.Pos) || d.Width < 1 || d.Message == "" || d.File != "file" {
				t.Errorf("%q has the problem %#v, which is in no place of the file", text, d)
			}
		}
	}
	_ = list.Render()
	if root != nil {
		examineNode(t, p, root)
	}
	return root, list
}

func examineNode(t *testing.T, p page, n *source.Node) {
	t.Helper()
	if !p.has(n.Pos) {
		t.Errorf("%v %q stands at %v, outside the file", n.Kind, n.Value, n.Pos)
	}
	if n.Kind == source.Mapping && len(n.Keys) != len(n.Items) {
		t.Errorf("a mapping has %d keys and %d values", len(n.Keys), len(n.Items))
	}
	length := utf8.RuneCountInString(n.Value)
	for _, i := range []int{-1, 0, 1, length / 2, length - 1, length, length + 9} {
		if at := n.At(i); !p.has(at) {
			t.Errorf("At(%d) of %q is %v, outside the file", i, n.Value, at)
		}
	}
	for _, child := range append(n.Keys, n.Items...) {
		examineNode(t, p, child)
	}
}

func addSeeds(f *testing.F, format source.Format) {
	f.Helper()
	for _, c := range styles {
		if c.format == format {
			f.Add(c.text)
		}
	}
}

func FuzzParseYAML(f *testing.F) {
	addSeeds(f, source.YAML)
	for _, text := range []string{
		"", "#", "---", "a: &x [*x]\n<<: *x", "? [a]\n: b", "? \n: !!map\n", "a: 1\n---\nb", "%YAML 1.2\n---\n", "...", "a:\n\tb", "\ufeff\ufeffa", "- |2\n  x\n-\n  > \n y",
		"'", "\"\\", "|", ">+9", "[[{", "a: b: c", "@", "!", "&", "*", "{? }", "a: \u2028",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, list := examine(t, source.YAML, text)
		if root == nil || len(list) > 0 {
			return
		}
		for _, n := range scalars(root) {
			checkPlaces(t, newPage(text), n, true)
		}
	})
}

func FuzzParseJSON(f *testing.F) {
	addSeeds(f, source.JSON)
	for _, text := range []string{
		"", "{}", "[]", `"\ud83d\ude42\ud83d"`, `{"a": [1, {"b": null}], "c": 1e400}`, "[1,]", `{"a" 1}`, "1 2", "[", `"`, "nul", "-", "01", "\t1", `{"a":1,"a":2}`, "\"\u2028\"", "\ufeff1", "[}", "1]",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, list := examine(t, source.JSON, text)
		content := strings.TrimPrefix(text, "\ufeff")
		if strings.Trim(content, " \t\r\n") == "" || len(list) > 0 && refusedForItsOwn(list) {
			return
		}
		if valid := json.Valid([]byte(content)); valid != (root != nil) {
			t.Fatalf("%q is valid: %v, and gives %v", text, valid, lines(list))
		}
		if root == nil || len(list) > 0 {
			return
		}
		want, err := decode([]byte(content))
		if err != nil {
			t.Fatal(err)
		}
		same(t, want, plain(root))
		for _, n := range scalars(root) {
			checkPlaces(t, newPage(text), n, true)
		}
	})
}

// refusedForItsOwn reports whether the first problem is a limit that JSON
// itself does not have.
func refusedForItsOwn(list source.List) bool {
	for _, limit := range []string{"nest too deep", "control character", "not UTF-8", "given twice", "more than 1048576"} {
		if strings.Contains(list[0].Message, limit) {
			return true
		}
	}
	return false
}

func decode(data []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var v any
	err := decoder.Decode(&v)
	return v, err
}

// plain turns a tree into what encoding/json makes of the same text.
func plain(n *source.Node) any {
	switch n.Kind {
	case source.Null:
		return nil
	case source.Bool:
		return n.Value == "true"
	case source.Int, source.Float:
		return json.Number(n.Value)
	case source.Sequence:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, plain(item))
		}
		return list
	case source.Mapping:
		mapping := map[string]any{}
		for i, item := range n.Items {
			mapping[n.Keys[i].Value] = plain(item)
		}
		return mapping
	}
	return n.Value
}

func FuzzParseTOML(f *testing.F) {
	addSeeds(f, source.TOML)
	for _, text := range []string{
		"", "#", "a", "a =", "a = []", "a = [[], {}, #\n]", "[a.b]\n[a]\n", "[[a]]\nb=1", "a.b=1\na=2\na.c=3", `"\u00e9" = "\q"`, "a = 'x\n'", "= 1", "[", "[]", "a={b.c=1,b=2}",
		"a = 1979-05-27 07:32:00.5-07:00", "a = inf\nb = -nan", "a=0b1\nb=1_0.5e-3", "\"\" = \"\"", "a = \"\"\"\"\"\"\"\"", "a = ''''''", "\r\n\r\na = 1\r\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, list := examine(t, source.TOML, text)
		if root == nil || len(list) > 0 {
			return
		}
		for _, n := range scalars(root) {
			if n.Quoted() {
				checkPlaces(t, newPage(text), n, true)
			}
		}
	})
}
