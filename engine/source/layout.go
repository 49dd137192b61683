package source

import (
	"maps"
	"slices"
	"strings"
)

// A Style says of a kind of file what its text does not tell. Mappings and lists go
// by their paths: "" is the whole file, "rules" what stands under that key, "rules[]"
// each entry of that list. Below a mapping without an entry in Keys, whose keys are
// names that an author chose, "*" stands for each key: "questions.*".
type Style struct {
	Keys  map[string][]string // the keys of a mapping in the order in which they stand
	Apart []string            // lists whose entries stand apart, by a blank line
}

// Widths, in characters.
const (
	foldWidth = 110 // at which long texts and lists are broken
	mostWidth = 120 // which a line that the author did not break may have
)

// Layout returns a YAML file in the one canonical layout:
//
//   - lists and mappings are indented by two blanks under their key; nothing stands
//     at the end of a line, and lines end as on Unix;
//   - keys stand in the order of the style, others after them as they were;
//   - at most one blank line stands between two things, and one before each list or
//     mapping of the file itself and each entry of a list that the style sets apart;
//   - lists and mappings in brackets stay in brackets, broken at 110 characters,
//     unless a comment stands in them or something in them is longer than a line;
//   - texts are in quotes only where YAML, in any version, needs them;
//   - a text that is longer than 120 characters in its line is folded at 110; one that
//     is folded keeps the author's line breaks as long as no line is longer than 120.
//
// Every value stays what it is, and every comment stays with what it stood at. Layout
// of a layout is the same text. A file that [Parse] finds a problem in is not laid out,
// and the problems are returned.
func Layout(file *File, style Style) ([]byte, List) {
	root, problems := Parse(file, YAML)
	if root == nil || len(problems) > 0 {
		return nil, problems
	}
	if root.Kind < Sequence && (root.Kind != Null || root.Value != "") {
		return nil, List{root.Diagnose("the file must be a mapping, not "+root.Kind.String(), `write it as lines of "key: value"`)}
	}
	paper := newPaper(file, root)
	if len(paper.tags) > 0 {
		return nil, List{(&Node{File: file, Pos: paper.tags[0]}).Diagnose("directives (%) and tags (!) have no meaning here", "remove this one")}
	}
	whole := gather(paper, root)
	a := arranger{style}
	a.order(whole, "")
	a.root(whole)
	w := writer{paper: paper}
	w.file(whole)
	var text []byte
	if len(w.lines) > 0 {
		text = []byte(strings.Join(w.lines, "\n") + "\n")
	}
	if !saysTheSame(paper, root, text) {
		return nil, List{{File: file.Name, Pos: Pos{1, 1}, Width: 1, Line: file.Line(1),
			Message: "the file cannot be laid out without changing what it says", Hint: "lay it out by hand, and tell us about it"}}
	}
	return text, nil
}

// saysTheSame reports whether a text holds the values and the comments of a file. It is
// the last line of defence. All that is known to end there are files that become larger
// than MaxBytes.
func saysTheSame(paper *paper, root *Node, text []byte) bool {
	file := NewFile("", text)
	again, problems := Parse(file, YAML)
	if again == nil || len(problems) > 0 || !sameValue(root, again) {
		return false
	}
	return slices.Equal(sortedTexts(paper.comments), sortedTexts(newPaper(file, again).comments))
}

func sortedTexts(comments []comment) []string {
	texts := make([]string, len(comments))
	for i, c := range comments {
		texts[i] = c.text
	}
	slices.Sort(texts)
	return texts
}

// sameValue reports whether two trees hold the same, whatever the order of keys.
func sameValue(a, b *Node) bool {
	if a.Kind != b.Kind || len(a.Items) != len(b.Items) || a.Kind < Sequence && a.Kind != Null && a.Value != b.Value {
		return false
	}
	if a.Kind != Mapping {
		return slices.EqualFunc(a.Items, b.Items, sameValue)
	}
	return maps.EqualFunc(byKey(a), byKey(b), sameValue)
}

func byKey(n *Node) map[string]*Node {
	items := make(map[string]*Node, len(n.Keys))
	for i, key := range n.Keys {
		name := key.Value
		if key.Kind == Null {
			name = "" // of which there are several spellings
		}
		items[name] = n.Items[i]
	}
	return items
}
