package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A draft is the file that holds the answers of a quiz under way.
//
// All quizzes of a flow use the same file, so that there is one to go on with.
// Two at the same time notice each other by it: a quiz never writes over a file
// that another has written since, but goes on in a file of its own.
type draft struct {
	usual string      // where the draft of this flow lies
	path  string      // where this quiz keeps its answers
	seen  os.FileInfo // the file as this quiz read or wrote it last; nil for none
	saved bool        // whether it holds all answers of this quiz so far
	err   error       // why nothing can be saved
	told  bool        // which has been said
}

// newDraft finds the place for the draft of a flow: the user's state folder.
func newDraft(f *flow.Flow) *draft {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return &draft{err: errors.New("there is no home folder")}
		}
		dir = filepath.Join(home, ".local", "state")
	}
	path := filepath.Join(dir, "chiefly", f.ID+draftEnding)
	return &draft{usual: path, path: path}
}

const draftEnding = ".draft.yaml"

// read returns the text of the draft, or nil when there is none.
func (d *draft) read() (*source.File, error) {
	if d.err != nil {
		return nil, d.err
	}
	file, err := answers.Open(d.path, nil)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		d.seen, err = os.Stat(d.path)
	}
	return file, err
}

// save writes the answers so far. It reports whether it has just moved to a
// file of its own.
func (d *draft) save(data []byte) (moved bool, err error) {
	d.saved = false
	if d.err != nil {
		return false, d.err
	}
	if err := os.MkdirAll(filepath.Dir(d.path), 0o700); err != nil {
		return false, err
	}
	path := d.path
	if moved = d.foreign(); moved {
		path, err = answers.WriteNew(d.usual, data)
	} else {
		err = answers.WriteFile(path, data)
	}
	if err != nil {
		return false, err
	}
	d.path, d.saved = path, true
	d.seen, err = os.Stat(path)
	return moved, err
}

// foreign reports whether the file has been written by another quiz since this
// one read or wrote it.
func (d *draft) foreign() bool {
	now, err := os.Stat(d.path)
	return err == nil && (d.seen == nil || !os.SameFile(now, d.seen) || !now.ModTime().Equal(d.seen.ModTime()))
}

// remove ends the draft of a quiz that is done.
func (d *draft) remove() error {
	if d.err != nil || d.foreign() {
		return nil
	}
	if err := os.Remove(d.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing the draft: %w", err)
	}
	return nil
}

// putAside keeps the draft as it is under a name that is free, so that neither a
// wrong key nor a quiz that has changed loses anything.
func (d *draft) putAside() (string, error) {
	aside, err := answers.WriteNew(strings.TrimSuffix(d.path, draftEnding)+".old.yaml", nil)
	if err == nil {
		err = os.Rename(d.path, aside)
	}
	d.seen = nil
	return aside, err
}
