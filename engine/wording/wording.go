// Package wording is the words of a flow, a rule set or a population in another
// language, and the program's own words in each language.
//
// A translation is a file beside the content, NAME.LANG.yaml beside NAME.yaml. It
// holds wording only: titles, questions, labels and reasons, under the ids of the
// original. [Apply] puts it into the tree of the original before that is loaded, so
// that ids, conditions and points cannot differ between languages. What it lacks
// stays as it is, and is returned as [Missing].
//
// What the program says by itself in reports and in the quiz is in one table for
// each [Language], with the English sentence as the key; see [Language.Speak].
package wording

import (
	"regexp"
	"strings"

	"chiefly/engine/source"
)

// A Missing is a text that a translation lacks, so that the original is shown.
type Missing struct {
	Language Language
	// What names the text by its keys and ids: "rules.small_firm.because".
	What string
	// At is the text in the original.
	At *source.Node
}

var codePattern = regexp.MustCompile(`^[a-z]{2}$`)

// IsCode reports whether a text can be the code of a language: two lower-case
// letters, as ISO 639-1 has them.
func IsCode(text string) bool { return codePattern.MatchString(text) }

// Split takes the name of a file without its extension apart: "chiefs.de" is the
// translation of "chiefs" into "de". Other names are of no translation.
func Split(name string) (original string, language Language, ok bool) {
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || !IsCode(name[dot+1:]) {
		return "", "", false
	}
	return name[:dot], Language(name[dot+1:]), true
}

// Declared returns the language that the tree of a flow says it is in, or "".
func Declared(flow *source.Node) Language {
	if code := flow.Get("language"); code != nil {
		return Language(code.Value)
	}
	return ""
}

// Declare says in the tree of a flow which language it is in.
func Declare(flow *source.Node, language Language) {
	if flow.Kind == source.Mapping {
		put(flow, "language", &source.Node{Kind: source.Text, Value: string(language), File: flow.File, Pos: flow.Pos})
	}
}
