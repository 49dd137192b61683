package engine

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// LoadIn is [Load] with all texts in a language, as far as they are translated: the
// file chiefs.de.yaml beside chiefs.yaml holds its wording in German. Texts that it
// lacks stay as they are; see [Engine.Untranslated]. It fails with an
// [*UnknownLanguage] where neither the flow nor the rule set is in the language, or
// translated into it.
func LoadIn(fsys fs.FS, language wording.Language) (*Engine, error) {
	return load(fsys, &contentLoader{fsys: fsys, language: language, translations: translations{}})
}

// An UnknownLanguage is a language that content was asked for and does not have.
type UnknownLanguage struct {
	Language wording.Language
	Known    []wording.Language // the languages that it has, sorted
}

// Error says which language there is none of.
func (u *UnknownLanguage) Error() string {
	return fmt.Sprintf("the content is not in language %s", source.Quote(string(u.Language)))
}

// Language is that of all texts; empty where the content does not say.
func (e *Engine) Language() wording.Language { return e.flow.Language }

// Untranslated returns the texts that the translation into Language lacks.
func (e *Engine) Untranslated() []wording.Missing { return e.untranslated }

// Languages returns the languages that the content can be loaded in, sorted.
func (e *Engine) Languages() []wording.Language { return e.languages }

// translations are files with the wording of others: by the name of the original
// without its extension, then by language.
type translations map[string]map[wording.Language]*source.File

// isTranslation reports whether a file of a folder is the translation of another one
// in it, and returns the name of that one without its extension.
func isTranslation(folder []fs.DirEntry, base string) (original string, language wording.Language, ok bool) {
	original, language, ok = wording.Split(base)
	return original, language, ok && slices.ContainsFunc(folder, func(e fs.DirEntry) bool {
		format, known := source.FormatOf(e.Name())
		return known && format == source.YAML && bare(e.Name()) == original
	})
}

// bare returns a name without its extension.
func bare(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

func (t translations) add(original string, language wording.Language, file *source.File) {
	if t[original] == nil {
		t[original] = map[wording.Language]*source.File{}
	}
	t[original][language] = file
}

// of returns the translations of a file.
func (t translations) of(original *source.File) map[wording.Language]*source.File {
	return t[bare(original.Name)]
}

// translate puts the wording of the language asked for into the tree of a file.
func (l *contentLoader) translate(file *source.File, root *source.Node) {
	translation := l.translations.of(file)[l.language]
	if translation == nil {
		return
	}
	words := l.tree(translation)
	if words == nil {
		return
	}
	missing, problems := wording.Apply(root, words, l.language)
	l.untranslated = append(l.untranslated, missing...)
	l.problems = append(l.problems, problems...)
}

// declare says in the tree of a flow that it is shown in the language asked for, if
// one of the files is translated into it.
func (l *contentLoader) declare(root *source.Node, files ...*source.File) {
	if slices.ContainsFunc(files, func(f *source.File) bool { return l.translations.of(f)[l.language] != nil }) {
		wording.Declare(root, l.language)
	}
}

// speaks sets the languages of an engine, whose own one is original, and returns an
// error where the one asked for is none of them.
func (l *contentLoader) speaks(e *Engine) error {
	e.untranslated = slices.DeleteFunc(l.untranslated, func(m wording.Missing) bool {
		topic, named := strings.CutPrefix(m.What, "topics.") // of a base, say
		return named && e.set.Topics[topic] != ""
	})
	known := []wording.Language{l.own}
	if l.own == "" {
		known[0] = wording.English
	}
	for _, file := range slices.Concat(e.flowContent.files(), e.rulesContent.files()) {
		for language := range l.translations.of(file) {
			known = append(known, language)
		}
	}
	slices.Sort(known)
	e.languages = slices.Compact(known)
	if l.language != "" && !slices.Contains(known, l.language) {
		return &UnknownLanguage{Language: l.language, Known: e.languages}
	}
	return nil
}
