package engine

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"chiefly/engine/extend"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// A Library is a file system whose files can build on files that lie elsewhere. Load
// looks for what "extends:" names in any other file system itself: beside the file that
// says so.
type Library interface {
	// Base reads the file that the line "extends: NAME" means in a file of one of the
	// folders QuestionsDir and RulesDir. from is what people know that file by. Where
	// there is no such file the error is fs.ErrNotExist, and names are those that NAME
	// could be.
	Base(dir, from, name string) (base *source.File, names []string, err error)
}

// IsPath reports whether what a file extends is the path of a file, rather than a name.
func IsPath(base string) bool {
	_, file := source.FormatOf(base)
	return file || strings.ContainsAny(base, `/\`)
}

// maxBases is how many files may build on each other.
const maxBases = 8

// A built is the content of one file, with that of the files that it builds on.
type built struct {
	root  *source.Node
	file  *source.File
	bases []*built // what it builds on, the nearest first
	edits []extend.Edit
	own   wording.Language // of a flow, before it is translated; or empty
}

// files are all files that the content is from, the one that builds on the others first.
func (b *built) files() []*source.File {
	files := []*source.File{b.file}
	for _, base := range b.bases {
		files = append(files, base.file)
	}
	return files
}

// isOn reports whether b builds on a file.
func (b *built) isOn(file *source.File) bool {
	return slices.ContainsFunc(b.bases, func(base *built) bool { return base.file.Name == file.Name })
}

// A builder joins the files of one folder with those that they build on.
type builder struct {
	*contentLoader
	dir  string
	form *extend.Form
}

// build reads a file and what it builds on. above are the files that build on it. It
// returns nil where anything is wrong that keeps the whole from being read.
func (b *builder) build(file *source.File, above ...*source.File) *built {
	root := b.parse(file)
	if root == nil {
		return nil
	}
	name, problems := b.form.Base(root)
	b.problems = append(b.problems, problems...)
	switch {
	case len(problems) > 0:
		return nil
	case name == nil:
		return &built{root: root, file: file}
	}
	base := b.base(name, append(above, file))
	if base == nil {
		return nil
	}
	joined, edits, problems := b.form.Merge(base.root, root)
	b.problems = append(b.problems, problems...)
	return &built{root: joined, file: file, bases: append([]*built{base}, base.bases...), edits: slices.Concat(base.edits, edits)}
}

// base reads the file that the last file above builds on.
func (b *builder) base(name *source.Node, above []*source.File) *built {
	from := above[len(above)-1]
	file, names, err := b.find(from.Name, name.Value)
	var r source.Reader
	switch {
	case errors.Is(err, fs.ErrNotExist) && IsPath(name.Value):
		r.Report(name, source.Suggest(name.Value, names), "there is no file %s to build on", source.Quote(name.Value))
	case errors.Is(err, fs.ErrNotExist):
		r.Report(name, source.Suggest(name.Value, names), "there is no built-in content %s to build on", source.Quote(name.Value))
	case err != nil:
		r.Report(name, "", "%s cannot be built on: %v", source.Quote(name.Value), err)
	case slices.ContainsFunc(above, func(f *source.File) bool { return f.Name == file.Name && string(f.Data) == string(file.Data) }):
		r.Report(name, "remove this line from one of the files", "%s builds on itself", file.Name)
	case len(above) > maxBases:
		r.Report(name, "join some of the files", "more than %d files build on each other", maxBases)
	default:
		b.translation(from, name.Value, file)
		return b.build(file, above...)
	}
	b.problems = append(b.problems, r.Problems...)
	return nil
}

// find reads the file that a line "extends" means.
func (b *builder) find(from, name string) (*source.File, []string, error) {
	if library, ok := b.fsys.(Library); ok {
		return library.Base(b.dir, from, name)
	}
	return beside(b.fsys, from, name)
}

// translation finds the wording of a base in the language asked for, if there is any: in
// base.de.yaml beside base.yaml.
func (b *builder) translation(from *source.File, name string, base *source.File) {
	if b.language == "" {
		return
	}
	extension := path.Ext(name)
	if !IsPath(name) {
		extension = ""
	}
	file, _, err := b.find(from.Name, strings.TrimSuffix(name, extension)+"."+string(b.language)+extension)
	if err == nil {
		b.translations.add(bare(base.Name), b.language, file)
	}
}

// beside finds the file that a file of a file system builds on, by its path from there or,
// without the ending, by its name.
func beside(fsys fs.FS, from, name string) (*source.File, []string, error) {
	at := path.Join(path.Dir(from), name)
	if !IsPath(name) {
		at += ".yaml"
	}
	if !fs.ValidPath(at) {
		return nil, nil, fs.ErrNotExist
	}
	data, err := readFile(fsys, at)
	return source.NewFile(at, data), nil, err
}
