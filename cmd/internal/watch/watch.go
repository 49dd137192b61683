// Package watch does work again whenever the files that it reads change.
//
// Folders are watched, not files: most editors save by putting a new file into the
// place of the old one, and whoever watches the old one hears nothing after that.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Targets are what to watch, by paths that need not be there yet.
type Targets struct {
	Files   []string
	Folders []string // the files right in them whose names are Wanted
	Wanted  func(name string) bool
}

// Run calls work at once, and again after each change of the targets, until ctx ends or
// work fails. Work may find out what else to watch: targets is asked before and after it.
// Changes of which each comes within quiet after the one before count as one.
// Run fails with the error of work, or where the targets cannot be watched. Where ctx ends
// while work is going on, Run does not wait for it.
func Run(ctx context.Context, targets func() Targets, quiet time.Duration, work func() error) error {
	notifier, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watching files: %w", err)
	}
	defer notifier.Close()
	for {
		before, err := targets().follow(notifier)
		if err != nil {
			return err
		}
		if err := do(ctx, work); err != nil || ctx.Err() != nil {
			return err
		}
		after, err := targets().follow(notifier)
		if err != nil {
			return err
		}
		// What is new may have changed after the work looked at it, and before it was watched.
		if after.elsewhere(before) {
			continue
		}
		if !after.change(ctx, notifier, quiet) {
			return nil
		}
	}
}

// do does the work. It returns early, and without an error, where ctx ends.
func do(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return nil
	}
}

// follow makes the notifier tell of the places where the targets are. Those it tells of
// already stay as they are; those that went away and came back are new to it.
func (t Targets) follow(notifier *fsnotify.Watcher) (places, error) {
	p, err := t.places()
	if err != nil {
		return nil, fmt.Errorf("watching files: %w", err)
	}
	for dir := range p {
		// One that has gone since is watched for from the folder above.
		if err := notifier.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("watching files: %s: %w", dir, err)
		}
	}
	return p, nil
}

// elsewhere reports whether places are other folders than these.
func (p places) elsewhere(these places) bool {
	return !slices.Equal(slices.Sorted(maps.Keys(p)), slices.Sorted(maps.Keys(these)))
}

// mostQuiet is how many quiet times a change waits for others to follow: a file that is
// written without a pause must not keep the work from being done.
const mostQuiet = 10

// change waits for a change and for the quiet after it. It reports false where ctx ends.
func (p places) change(ctx context.Context, notifier *fsnotify.Watcher, quiet time.Duration) bool {
	var settled, limit <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return false
		case <-settled:
			return true
		case <-limit:
			return true
		case event := <-notifier.Events:
			if !p.concerns(event) {
				continue
			}
		case err := <-notifier.Errors: // events are lost, so anything may have changed
			if err == nil {
				continue
			}
		}
		if limit == nil {
			limit = time.After(mostQuiet * quiet)
		}
		settled = time.After(quiet)
	}
}

// places are folders that exist, by their real paths, and what in them matters.
type places map[string]*place

type place struct {
	names map[string]fsnotify.Op // what may happen to which entries
	other func(name string) bool // whether other entries matter; nil for none
}

// What matters of a folder is whether it is there; of a file, its text too.
const (
	presence = fsnotify.Create | fsnotify.Remove | fsnotify.Rename
	saving   = presence | fsnotify.Write
)

// places finds where to look for changes of the targets.
func (t Targets) places() (places, error) {
	p := places{}
	for _, name := range t.Files {
		if _, err := p.entry(name, saving); err != nil {
			return nil, err
		}
		// What a link leads to may be written in its own place.
		if real, err := filepath.EvalSymlinks(name); err == nil {
			if _, err := p.entry(real, saving); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range t.Folders {
		dir, err := p.entry(filepath.Join(name, "*"), 0)
		if err != nil {
			return nil, err
		}
		if dir != nil {
			dir.other = t.Wanted
		}
	}
	return p, nil
}

// entry adds an entry of a folder. Where the folder is not there, entry adds the one that
// it would come to be in, and returns nil.
func (p places) entry(name string, matters fsnotify.Op) (*place, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	folder := filepath.Dir(name)
	if at := p.at(folder); at != nil {
		at.names[filepath.Base(name)] |= matters
		p.at(filepath.Dir(folder)) // which may be moved away as a whole
		return at, nil
	}
	if folder == filepath.Dir(folder) {
		return nil, fmt.Errorf("%s: %w", folder, fs.ErrNotExist)
	}
	_, err = p.entry(folder, presence)
	return nil, err
}

// at returns the place of a folder, or nil where that is not there.
func (p places) at(folder string) *place {
	real, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil
	}
	if p[real] == nil {
		p[real] = &place{names: map[string]fsnotify.Op{}}
	}
	return p[real]
}

// concerns reports whether an event is one of those waited for. That a folder goes away is:
// the next look finds where it may come back.
func (p places) concerns(event fsnotify.Event) bool {
	if p[event.Name] != nil && event.Op&(fsnotify.Remove|fsnotify.Rename) != 0 {
		return true
	}
	at, base := p[filepath.Dir(event.Name)], filepath.Base(event.Name)
	if at == nil {
		return false
	}
	return at.names[base]&event.Op != 0 || at.other != nil && event.Op&saving != 0 && at.other(base)
}
