package content

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/questions"
	"chiefly/rules"
)

// builtIn holds the built-in content by the folder that it is in.
var builtIn = map[string]fs.FS{engine.QuestionsDir: questions.FS, engine.RulesDir: rules.FS}

// builtInBase returns the built-in file with a name, which may be a translation, or the
// names that there are.
func builtInBase(dir, name string) (*source.File, []string, error) {
	names := bases(dir)
	if !slices.Contains(names, strings.TrimSuffix(name, path.Ext(name))) {
		return nil, names, fs.ErrNotExist
	}
	data, err := fs.ReadFile(builtIn[dir], name+".yaml")
	if err != nil {
		return nil, names, fs.ErrNotExist
	}
	return source.NewFile(path.Join(dir, name+".yaml"), data), nil, nil
}

// IsBuiltIn reports whether a name is that of the built-in rule set.
func IsBuiltIn(name string) bool { return slices.Contains(bases(engine.RulesDir), name) }

// bases returns the names, without endings, of the built-in files that others can build
// on: neither tests nor populations nor translations.
func bases(dir string) []string {
	files, _ := fs.Glob(builtIn[dir], "*.yaml") // fails for a bad pattern only
	var names []string
	for _, file := range files {
		name := strings.TrimSuffix(file, path.Ext(file))
		if !strings.HasSuffix(name, "_test") && !strings.HasSuffix(name, "_population") && path.Ext(name) == "" {
			names = append(names, name)
		}
	}
	return names
}

// Base returns the file that one in the folder builds on: a built-in one, or one whose
// path begins where that lies.
func (f folder) Base(dir, from, name string) (*source.File, []string, error) {
	if !engine.IsPath(name) {
		return builtInBase(dir, name)
	}
	at := filepath.FromSlash(name)
	if !filepath.IsAbs(at) {
		at = filepath.Join(filepath.Dir(from), at)
	}
	data, err := readBase(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, neighbours(filepath.Dir(at), from, name), fs.ErrNotExist
	}
	return source.NewFile(at, data), nil, err
}

// readBase reads as much of a file as is needed to see that it is too large.
func readBase(name string) ([]byte, error) {
	if format, known := source.FormatOf(name); !known || format != source.YAML {
		return nil, errors.New("not a YAML file; its name must end in .yaml or .yml")
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, errors.New("a folder, not a file")
	}
	return io.ReadAll(io.LimitReader(file, mostOfFile))
}

// neighbours returns what could be meant by a path that leads nowhere: the other YAML
// files of the folder that it leads to, written as the path is.
func neighbours(dir, from, name string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		format, known := source.FormatOf(entry.Name())
		if known && format == source.YAML && !entry.IsDir() && filepath.Join(dir, entry.Name()) != filepath.Clean(from) {
			names = append(names, name[:strings.LastIndexAny(name, `/\`)+1]+entry.Name())
		}
	}
	return names
}

// Base returns what a file in the commit builds on: a built-in file, or one in the same
// commit.
func (c committed) Base(dir, from, name string) (*source.File, []string, error) {
	if !engine.IsPath(name) {
		return builtInBase(dir, name)
	}
	at := path.Join(path.Dir(strings.TrimPrefix(from, c.name+":")), name)
	if strings.HasPrefix(from, c.name+":.") && !strings.HasPrefix(at, "../") {
		at = "./" + at // which git sees from the working folder
	}
	data, err := c.Read(at)
	if err != nil {
		return nil, nil, fs.ErrNotExist
	}
	return source.NewFile(c.name+":"+at, data), nil, nil
}

// Base returns what a file builds on where the folder with the other population does.
func (p peopled) Base(dir, from, name string) (*source.File, []string, error) {
	if library, ok := p.FS.(engine.Library); ok {
		return library.Base(dir, from, name)
	}
	return builtInBase(dir, name)
}
