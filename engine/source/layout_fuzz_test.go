package source_test

import (
	"strings"
	"testing"

	"chiefly/engine/source"
)

// layoutStyle has an order, a list apart and a mapping of chosen names.
var layoutStyle = source.Style{
	Keys:  map[string][]string{"": {"a", "list", "c"}, "list[]": {"id", "when", "because"}, "c.*": {"x", "y"}},
	Apart: []string{"list"},
}

// checkLayout holds what is true of every layout: it says what the file says, keeps all
// comments, is its own layout, and ends no line with a blank.
func checkLayout(t *testing.T, text string) {
	t.Helper()
	before, problems := source.Parse(source.NewFile("file", []byte(text)), source.YAML)
	laid, refused := source.Layout(source.NewFile("file", []byte(text)), layoutStyle)
	if len(problems) > 0 || len(refused) > 0 {
		if len(problems) == 0 && strings.Contains(refused[0].Message, "without changing") {
			t.Errorf("%q cannot be laid out", text)
		}
		if len(refused) == 0 {
			t.Errorf("%q is laid out in spite of\n%s", text, problems.Render())
		}
		return
	}
	after, problems := source.Parse(source.NewFile("laid", laid), source.YAML)
	if len(problems) > 0 {
		t.Fatalf("%q becomes\n%s\nwhich has problems:\n%s", text, laid, problems.Render())
	}
	same(t, plain(nameless(before)), plain(nameless(after)))
	if !strings.Contains(text, `23`) { // which may be an escaped #
		same(t, marks(text, before), marks(string(laid), after))
	}
	again, _ := source.Layout(source.NewFile("laid", laid), layoutStyle)
	if string(again) != string(laid) {
		t.Errorf("%q becomes\n%s\nand that\n%s", text, laid, again)
	}
	for line := range strings.SplitSeq(string(laid), "\n") {
		if strings.TrimRight(line, " ") != line || strings.Contains(line, "\r") {
			t.Errorf("%q becomes\n%q\nwith a blank at the end of a line", text, laid)
		}
	}
}

// nameless gives keys that are nothing, of which there are several spellings, one.
func nameless(n *source.Node) *source.Node {
	for i, item := range n.Items {
		if i < len(n.Keys) && n.Keys[i].Kind == source.Null {
			n.Keys[i].Value = ""
		}
		nameless(item)
	}
	return n
}

// marks counts how often # stands in a text outside its values.
func marks(text string, root *source.Node) int {
	n := strings.Count(text, "#")
	for _, s := range scalars(root) {
		n -= strings.Count(s.Value, "#")
	}
	return n
}

func FuzzLayout(f *testing.F) {
	addSeeds(f, source.YAML)
	for _, c := range layouts {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkLayout(t, text) })
}
