package content

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// peopled is a folder of flows with another population than those in it: one of the real
// file system, or none.
type peopled struct {
	fs.FS
	file string // or Uniform
}

// stand is the name that the file of the population goes by in the folder.
const stand = "chosen_population.yaml"

// Open opens a file.
func (p peopled) Open(name string) (fs.File, error) {
	if name == stand {
		return os.Open(p.file)
	}
	return p.FS.Open(name)
}

// ReadDir lists the folder. It is checked here that the file can be a population.
func (p peopled) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(p.FS, name)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		base := strings.TrimSuffix(e.Name(), path.Ext(e.Name()))
		if original, _, ok := wording.Split(base); ok {
			base = original
		}
		return strings.HasSuffix(base, "_population")
	})
	if p.file == Uniform {
		return entries, nil
	}
	info, err := os.Stat(p.file)
	if err != nil {
		return nil, err
	}
	format, known := source.FormatOf(p.file)
	switch {
	case info.IsDir():
		return nil, &fs.PathError{Op: "open", Path: p.file, Err: errors.New("a folder, not a file")}
	case !known || format != source.YAML:
		return nil, &fs.PathError{Op: "open", Path: p.file, Err: errors.New("not a YAML file; its name must end in .yaml or .yml")}
	}
	return append(entries, renamed{fs.FileInfoToDirEntry(info)}), nil
}

// DisplayName returns the path that the person knows a file by.
func (p peopled) DisplayName(name string) string {
	if name == stand {
		return p.file
	}
	if named, ok := p.FS.(engine.Namer); ok {
		return named.DisplayName(name)
	}
	return path.Join(engine.QuestionsDir, name)
}

// renamed is the entry of the file of the population, by the name that it goes by.
type renamed struct{ fs.DirEntry }

// Name returns that name.
func (renamed) Name() string { return stand }
