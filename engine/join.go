package engine

import (
	"io/fs"
	"strings"

	"chiefly/engine/source"
)

// Join returns a file system for [Load] that has the flows of one file system in
// QuestionsDir and the rule sets of another in RulesDir: Join(questions.FS,
// rules.FS) is the built-in content. Where one of the two is a [Namer], Load
// shows the names that it gives.
func Join(questions, rules fs.FS) fs.FS {
	return joined{QuestionsDir: questions, RulesDir: rules}
}

// joined is file systems by the folder that they stand for.
type joined map[string]fs.FS

// find returns the file system that a path leads into, and the path in it.
func (j joined) find(op, name string) (inner fs.FS, rest string, err error) {
	dir, rest, found := strings.Cut(name, "/")
	inner, ok := j[dir]
	if !ok || !fs.ValidPath(name) {
		return nil, "", &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	if !found {
		rest = "."
	}
	return inner, rest, nil
}

// Open opens a file of one of the file systems.
func (j joined) Open(name string) (fs.File, error) {
	inner, rest, err := j.find("open", name)
	if err != nil {
		return nil, err
	}
	return inner.Open(rest)
}

// ReadDir lists a folder of one of the file systems.
func (j joined) ReadDir(name string) ([]fs.DirEntry, error) {
	inner, rest, err := j.find("readdir", name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(inner, rest)
}

// DisplayName returns the name that the inner file system gives, or the path.
func (j joined) DisplayName(name string) string {
	inner, rest, err := j.find("name", name)
	if named, ok := inner.(Namer); ok && err == nil {
		return named.DisplayName(rest)
	}
	return name
}

// Base finds what a file builds on where the file system that stands for its folder does.
func (j joined) Base(dir, from, name string) (*source.File, []string, error) {
	if library, ok := j[dir].(Library); ok {
		return library.Base(dir, from, name)
	}
	return beside(j, from, name)
}
