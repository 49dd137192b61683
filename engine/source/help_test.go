package source_test

import (
	"strings"
	"testing"
	"unicode"

	"chiefly/engine/source"

	"github.com/google/go-cmp/cmp"
)

// A tester is a testing.TB or a *rapid.T.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// parse reads a text that must have no problems.
func parse(t tester, format source.Format, text string) *source.Node {
	t.Helper()
	node, problems := source.Parse(source.NewFile("file", []byte(text)), format)
	if len(problems) > 0 {
		t.Fatalf("%s %q has problems:\n%s", format, text, problems.Render())
	}
	return node
}

// problems reads a text and returns what is wrong with it, one line a problem.
func problems(format source.Format, text string) []string {
	_, list := source.Parse(source.NewFile("file", []byte(text)), format)
	return lines(list)
}

func lines(list source.List) []string {
	var all []string
	for _, d := range list.Sorted() {
		all = append(all, d.Error())
	}
	return all
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// scalars returns every scalar of a tree, keys included.
func scalars(n *source.Node) []*source.Node {
	if n.Kind < source.Sequence {
		return []*source.Node{n}
	}
	var all []*source.Node
	for i, item := range n.Items {
		if i < len(n.Keys) {
			all = append(all, n.Keys[i])
		}
		all = append(all, scalars(item)...)
	}
	return all
}

// A page is a text as an editor counts it.
type page [][]rune

func newPage(text string) page {
	var p page
	for line := range strings.SplitSeq(strings.TrimPrefix(text, "\ufeff"), "\n") {
		p = append(p, []rune(strings.TrimSuffix(line, "\r")))
	}
	return p
}

// has reports whether a place is a character of the page, or just after the
// last one of a line.
func (p page) has(at source.Pos) bool {
	return at.Line >= 1 && at.Line <= len(p) && at.Col >= 1 && at.Col <= len(p[at.Line-1])+1
}

// char returns the character at a place, or 0.
func (p page) char(at source.Pos) rune {
	if !p.has(at) || at.Col > len(p[at.Line-1]) {
		return 0
	}
	return p[at.Line-1][at.Col-1]
}

func after(a, b source.Pos) bool {
	return a.Line > b.Line || a.Line == b.Line && a.Col > b.Col
}

// checkPlaces holds for each visible character of a scalar that it stands where
// At says, after the one before it. A character written as an escape stands at
// the backslash, and "”" at its first quote.
func checkPlaces(t tester, p page, n *source.Node, escapes bool) {
	t.Helper()
	previous := source.Pos{}
	for i, r := range []rune(n.Value) {
		at := n.At(i)
		if !p.has(at) {
			t.Fatalf("At(%d) of %q is %v, outside the file", i, n.Value, at)
		}
		if unicode.IsSpace(r) {
			continue
		}
		if got := p.char(at); got != r && (!escapes || got != '\\') {
			t.Errorf("At(%d) of %q is %v, which holds %q, not %q", i, n.Value, at, got, r)
		}
		if !after(at, previous) {
			t.Errorf("At(%d) of %q is %v, not after %v", i, n.Value, at, previous)
		}
		previous = at
	}
}
