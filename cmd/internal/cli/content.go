package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/questions"
	"chiefly/rules"
)

// load reads the content that the settings name: the built-in one, a folder in
// its place, or single files in place of either.
func (a *app) load(s *settings) (*engine.Engine, error) {
	content := overlay{engine.QuestionsDir: {files: questions.FS}, engine.RulesDir: {files: rules.FS}}
	if s.Content != "" {
		for dir := range content {
			root := filepath.Join(s.Content, dir)
			content[dir] = folder{files: os.DirFS(root), root: root}
		}
	}
	for dir, file := range map[string]string{engine.QuestionsDir: s.Questions, engine.RulesDir: s.Rules} {
		if file != "" {
			content[dir] = folder{files: oneFile{file}, root: filepath.Dir(file)}
		}
	}
	e, err := engine.Load(content)
	var problems source.List
	if err != nil && !errors.As(err, &problems) {
		return nil, fail(exitInvalid, "", "%w", err)
	}
	return e, err
}

// An overlay joins folders into one file system.
type overlay map[string]folder

// A folder is a file system and where it lies; an empty root stands for the
// program itself.
type folder struct {
	files fs.FS
	root  string
}

// find returns the folder that a path leads into, and the path in it.
func (o overlay) find(op, name string) (folder, string, error) {
	dir, rest, found := strings.Cut(name, "/")
	f, ok := o[dir]
	if !ok {
		return f, "", &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	if !found {
		rest = "."
	}
	return f, rest, nil
}

// Open opens a file of one of the folders.
func (o overlay) Open(name string) (fs.File, error) {
	f, rest, err := o.find("open", name)
	if err != nil {
		return nil, err
	}
	file, err := f.files.Open(rest)
	return file, f.named(err, rest)
}

// ReadDir lists one of the folders.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	f, rest, err := o.find("readdir", name)
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(f.files, rest)
	return entries, f.named(err, rest)
}

// named puts the path that the person knows into an error about a file
// in the folder, which itself knows paths below its root only.
func (f folder) named(err error, rest string) error {
	var at *fs.PathError
	if errors.As(err, &at) && at.Path == rest {
		return &fs.PathError{Op: at.Op, Path: filepath.Join(f.root, rest), Err: at.Err}
	}
	return err
}

// DisplayName returns the path that the person knows a file by.
func (o overlay) DisplayName(name string) string {
	f, rest, err := o.find("name", name)
	if err != nil || f.root == "" {
		return name
	}
	return filepath.Join(f.root, rest)
}

// oneFile is a folder that holds nothing but one file of the real file system.
type oneFile struct{ path string }

// Open opens the file, by its base name.
func (o oneFile) Open(name string) (fs.File, error) {
	if name != filepath.Base(o.path) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.Open(o.path)
}

// ReadDir lists the file. It is checked here that the file is there and is
// called what content files are called, since the folder that it stands for
// would silently be empty otherwise.
func (o oneFile) ReadDir(string) ([]fs.DirEntry, error) {
	info, err := os.Stat(o.path)
	if err != nil {
		return nil, err
	}
	if format, ok := source.FormatOf(o.path); info.IsDir() || !ok || format != source.YAML {
		return nil, &fs.PathError{Op: "open", Path: o.path, Err: errors.New("not a YAML file; its name must end in .yaml or .yml")}
	}
	if name := info.Name(); strings.HasSuffix(strings.TrimSuffix(name, filepath.Ext(name)), "_test") {
		return nil, &fs.PathError{Op: "open", Path: o.path, Err: errors.New("a name that ends in _test is kept for tests; name the content file otherwise")}
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}, nil
}
