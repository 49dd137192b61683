package lint

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chiefly/engine/source"
)

var ignore = &Check{
	Name:     "ignore",
	Severity: Warning,
	Doc: Doc{
		Finds: "comments that silence a check without a reason, or silence nothing",
		Avoid: `
rules:
  # chiefly:ignore unused_condition
  - id: many_people
    when: headcount >= 500
    points: {cio: 10}
    because: You are 500 people or more, and so many need order.
    sources: [own_experience]
`,
		Prefer: `
conditions:
  # chiefly:ignore unused_condition our next rules will use it
  large: headcount >= 500
`,
		Why: `A comment that silences a check says why, so that the next author can judge
whether the reason still holds. One that silences nothing any more hides the
next mistake.`,
	},
}

// An exception is a comment that silences a check for the lines of one entry.
type exception struct {
	file        *source.File
	at          source.Pos
	width       int
	check       string
	reason      string
	first, last int // lines
	used        bool
}

var ignorePattern = regexp.MustCompile(`(?:^|\s)#\s*chiefly:ignore(?:\s+(\S+))?(?:\s+(\S.*))?\s*$`)

// silence removes what comments silence, and adds what is wrong with comments.
func silence(found []Finding, c Content) []Finding {
	var exceptions []*exception
	for _, file := range files(c) {
		exceptions = append(exceptions, exceptionsIn(file)...)
	}
	left := slices.DeleteFunc(found, func(f Finding) bool {
		silenced := false
		for _, e := range exceptions {
			if e.reason != "" && e.check == f.Check && e.file.Name == f.File && e.first <= f.Pos.Line && f.Pos.Line <= e.last {
				e.used, silenced = true, true
			}
		}
		return silenced
	})
	for _, e := range exceptions {
		if message, hint := e.problem(c.Space != nil); message != "" {
			left = append(left, Finding{ignore.Name, ignore.Severity,
				source.Diagnostic{File: e.file.Name, Pos: e.at, Width: e.width, Message: message, Hint: hint, Line: e.file.Line(e.at.Line)}})
		}
	}
	return left
}

// problem says what is wrong with an exception, or returns "". Whether it silences
// anything that is proven is not known where nothing is proven.
func (e *exception) problem(proven bool) (message, hint string) {
	switch {
	case e.check == "":
		return "chiefly:ignore names no check", "write # chiefly:ignore CHECK and the reason"
	case Named(e.check) == nil:
		return "there is no check " + source.Quote(e.check), source.Suggest(e.check, CheckNames())
	case e.reason == "":
		return fmt.Sprintf("chiefly:ignore %s gives no reason", e.check), "write the reason after the name of the check"
	case !e.used && (proven || e.check != proof.Name):
		return fmt.Sprintf("chiefly:ignore %s silences nothing here", e.check), "remove the comment; it belongs on the line where the entry begins, or on the line before"
	}
	return "", ""
}

// files returns the files that the content was read from, in the order of their trees.
func files(c Content) []*source.File {
	var found []*source.File
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		if n.File != nil && !slices.Contains(found, n.File) {
			found = append(found, n.File)
		}
		for _, key := range n.Keys {
			walk(key)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(c.FlowTree)
	walk(c.RuleTree)
	return found
}

// exceptionsIn finds the comments of one file.
func exceptionsIn(file *source.File) []*exception {
	if !bytes.Contains(file.Data, []byte("chiefly:ignore")) {
		return nil
	}
	root, _ := source.Parse(file, source.YAML)
	if root == nil {
		return nil
	}
	lines := 1 + bytes.Count(file.Data, []byte("\n"))
	spans := map[int]int{}
	entries(root, lines, spans)
	var found []*exception
	for n := 1; n <= lines; n++ {
		line := file.Line(n)
		m := ignorePattern.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		hash := m[0] + strings.IndexByte(line[m[0]:], '#')
		e := &exception{file: file, check: group(line, m, 1), reason: group(line, m, 2),
			at: source.Pos{Line: n, Col: 1 + utf8.RuneCountInString(line[:hash])}, width: utf8.RuneCountInString(strings.TrimRight(line[hash:], " \t"))}
		e.first = n
		if strings.TrimSpace(line[:hash]) == "" {
			e.first = entryAfter(file, n, lines)
		}
		e.last = max(e.first, spans[e.first])
		found = append(found, e)
	}
	return found
}

func group(line string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return strings.TrimSpace(line[m[2*i]:m[2*i+1]])
}

// entryAfter returns the first line after a comment that holds more than a comment.
func entryAfter(file *source.File, n, lines int) int {
	for n++; n < lines; n++ {
		if text := strings.TrimSpace(file.Line(n)); text != "" && !strings.HasPrefix(text, "#") {
			return n
		}
	}
	return n
}

// entries notes for each line on which an entry begins the last line of the largest one
// that does. An entry is an item of a list, or a key with its value.
func entries(n *source.Node, last int, spans map[int]int) {
	begins := func(i int) int {
		if n.Kind == source.Mapping {
			return n.Keys[i].Pos.Line
		}
		return n.Items[i].Pos.Line
	}
	for i, item := range n.Items {
		end := last
		if i+1 < len(n.Items) {
			end = max(begins(i), begins(i+1)-1)
		}
		if first := begins(i); spans[first] == 0 {
			spans[first] = end
		}
		entries(item, end, spans)
	}
}
