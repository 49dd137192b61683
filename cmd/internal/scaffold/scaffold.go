// Package scaffold makes the folder in which an author begins: content, its tests, and
// what an editor needs to know.
package scaffold

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/questions"
	"chiefly/rules"
)

// A File is one that is to be written.
type File struct {
	Name string // its path in the folder, with slashes
	Data []byte
}

// files are those that no other part of the program has: what is common to all folders,
// and the content of one that builds on the built-in content.
//
//go:embed all:files
var files embed.FS

// Files returns what a new folder holds, in the order of its names: copies of the built-in
// content or, to extend it, short files that build on it. The guides for authors and what
// editors need go with both.
func Files(extend bool) ([]File, error) {
	var all []File
	add := func(fsys fs.FS, root, to string) error {
		return fs.WalkDir(fsys, root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || extend && to != "" && path.Ext(name) == ".yaml" {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			inside := path.Join(to, strings.TrimPrefix(strings.TrimPrefix(name, root), "/"))
			all = append(all, File{inside, append(modeline(inside), data...)})
			return err
		})
	}
	err := errors.Join(add(files, "files/common", ""), add(questions.FS, ".", engine.QuestionsDir), add(rules.FS, ".", engine.RulesDir))
	if extend {
		err = errors.Join(err, add(files, "files/extend", ""))
	}
	if err != nil {
		return nil, err
	}
	editor, err := editorFiles(all)
	all = append(all, editor...)
	slices.SortFunc(all, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return all, err
}

// An Exists is the error of files that are there already.
type Exists []string

// Error names them all.
func (e Exists) Error() string {
	return "there already: " + strings.Join(e, ", ")
}

// Write writes files into a folder, which need not be there. It writes all of them or none:
// it fails with [Exists] where any is there, and takes back what it has written where
// one cannot be written.
func Write(dir string, all []File) error {
	var there Exists
	for _, f := range all {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if _, err := os.Lstat(name); err == nil {
			there = append(there, name)
		}
	}
	if len(there) > 0 {
		return there
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return writeAll(dir, all)
	}
	// A folder that is new appears when it is complete.
	w := &writer{}
	if err := w.folder(filepath.Dir(dir)); err != nil {
		return errors.Join(err, w.undo())
	}
	stage, err := os.MkdirTemp(filepath.Dir(dir), ".chiefly-init-")
	if err != nil {
		return errors.Join(err, w.undo())
	}
	err = errors.Join(os.Chmod(stage, 0o755), writeAll(stage, all))
	if err == nil {
		err = os.Rename(stage, dir)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(stage), w.undo())
	}
	return nil
}

// writeAll writes all files into a folder that is there, or none.
func writeAll(dir string, all []File) error {
	w := &writer{}
	for _, f := range all {
		if err := w.write(filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data); err != nil {
			return errors.Join(err, w.undo())
		}
	}
	return nil
}

// A writer remembers what it makes.
type writer struct {
	made []string // files and folders, those in a folder after it
}

// write writes a file that is not there, and the folders above it.
func (w *writer) write(name string, data []byte) error {
	if err := w.folder(filepath.Dir(name)); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	w.made = append(w.made, name)
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// folder makes a folder, and those above it, where they are not there.
func (w *writer) folder(name string) error {
	if info, err := os.Stat(name); err == nil {
		if !info.IsDir() {
			return fmt.Errorf("%s is no folder", name)
		}
		return nil
	}
	if above := filepath.Dir(name); above != name {
		if err := w.folder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(name, 0o755); err != nil {
		return err
	}
	w.made = append(w.made, name)
	return nil
}

// undo removes what was made, the last first. A folder into which somebody else has put
// something stays.
func (w *writer) undo() error {
	var all error
	for _, name := range slices.Backward(w.made) {
		all = errors.Join(all, os.Remove(name))
	}
	return all
}
