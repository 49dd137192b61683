// Package content loads the flow and the rule set that a command is told to use.
package content

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/wording"
	"chiefly/questions"
	"chiefly/rules"
)

// A Choice is what to use in place of the built-in content, by the paths that the
// person gave. The zero Choice is the built-in content.
type Choice struct {
	Dir       string // a folder with questions/ and rules/, or empty
	Questions string // a file with a flow, in place of any other; or empty
	Rules     string // a file with a rule set, in place of any other; or empty
	// Population is a file with a population, in place of any other; Uniform for none; or
	// empty.
	Population string
}

// Uniform is the Choice of no population: all answers are alike.
const Uniform = "uniform"

// Load loads the content. It fails as [engine.Load] does; errors name files by the
// paths that the person knows.
func (c Choice) Load() (*engine.Engine, error) { return c.LoadIn("") }

// LoadIn loads the content in a language. It fails as [engine.LoadIn] does.
func (c Choice) LoadIn(language wording.Language) (*engine.Engine, error) {
	flows := chosen(questions.FS, c.Dir, engine.QuestionsDir, c.Questions)
	if c.Population != "" {
		flows = peopled{FS: flows, file: c.Population}
	}
	return engine.LoadIn(engine.Join(flows, chosen(rules.FS, c.Dir, engine.RulesDir, c.Rules)), language)
}

// chosen returns the folder for one kind of content: the one of a single file, the
// one in a content folder, or the built-in one.
func chosen(builtIn fs.FS, content, dir, file string) fs.FS {
	switch {
	case file != "":
		return folder{files: oneFile{file}, root: filepath.Dir(file)}
	case content != "":
		root := filepath.Join(content, dir)
		return folder{files: os.DirFS(root), root: root}
	}
	return builtIn
}

// A folder is a folder of the real file system. Its files go by the paths that
// the person knows, in errors too.
type folder struct {
	files fs.FS
	root  string
}

// Open opens a file.
func (f folder) Open(name string) (fs.File, error) {
	file, err := f.files.Open(name)
	return file, f.named(err, name)
}

// ReadDir lists the folder.
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.files, name)
	return entries, f.named(err, name)
}

// DisplayName returns the path that the person knows a file by.
func (f folder) DisplayName(name string) string { return filepath.Join(f.root, name) }

// named puts the path that the person knows into an error.
func (f folder) named(err error, name string) error {
	var at *fs.PathError
	if errors.As(err, &at) && at.Path == name {
		return &fs.PathError{Op: at.Op, Path: f.DisplayName(name), Err: at.Err}
	}
	return err
}

// oneFile is a folder that holds nothing but one file of the real file system, and its
// translations.
type oneFile struct{ path string }

// Open opens the file, by its base name.
func (o oneFile) Open(name string) (fs.File, error) {
	if name != filepath.Base(o.path) && !o.isTranslation(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.Open(filepath.Join(filepath.Dir(o.path), name))
}

// ReadDir lists the file. It is checked here that the file is there and is
// called what content files are called, since the folder that it stands for
// would silently be empty otherwise.
func (o oneFile) ReadDir(string) ([]fs.DirEntry, error) {
	info, err := os.Stat(o.path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: o.path, Err: errors.New("a folder, not a file; --content takes a folder")}
	}
	if format, ok := source.FormatOf(o.path); !ok || format != source.YAML {
		return nil, &fs.PathError{Op: "open", Path: o.path, Err: errors.New("not a YAML file; its name must end in .yaml or .yml")}
	}
	if name := info.Name(); strings.HasSuffix(strings.TrimSuffix(name, filepath.Ext(name)), "_test") {
		return nil, &fs.PathError{Op: "open", Path: o.path, Err: errors.New("a name that ends in _test is kept for tests; name the content file otherwise")}
	}
	entries := []fs.DirEntry{fs.FileInfoToDirEntry(info)}
	beside, _ := os.ReadDir(filepath.Dir(o.path)) // a folder that cannot be listed has none
	for _, entry := range beside {
		if o.isTranslation(entry.Name()) {
			entries = append(entries, entry)
		}
	}
	return entries, nil
}

// isTranslation reports whether a name is that of a translation of the file.
func (o oneFile) isTranslation(name string) bool {
	original, _, ok := wording.Split(strings.TrimSuffix(name, filepath.Ext(name)))
	format, known := source.FormatOf(name)
	base := filepath.Base(o.path)
	return ok && known && format == source.YAML && original == strings.TrimSuffix(base, filepath.Ext(base))
}
