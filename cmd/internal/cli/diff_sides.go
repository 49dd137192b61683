package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/content"
	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/wording"
)

// A side is content that is compared: its paths, and the commit in which they are looked
// up, or nil for the working folder.
type side struct {
	choice content.Choice
	commit *content.Commit
}

// loadSides loads both contents of a comparison. Problems of the two are reported at once.
func (a *app) loadSides(cmd *cobra.Command, s *settings, args []string) (old, replacement *engine.Engine, err error) {
	rest := content.Choice{Dir: s.Content, Questions: s.Questions, Rules: s.Rules, Population: s.Population}
	args = append(slices.Clone(args), "")
	var sides [2]side
	for i, other := range []string{args[1], args[0]} {
		if sides[i], err = newSide(cmd, args[i], other, rest); err != nil {
			return nil, nil, err
		}
	}
	sides[0].choice.Population = ""
	old, err = sides[0].load(s)
	replacement, also := sides[1].load(s)
	return old, replacement, together(err, also)
}

// together joins two errors. Problems of files stay such.
func together(a, b error) error {
	var first, second source.List
	if errors.As(a, &first) && errors.As(b, &second) {
		if first.Render() == second.Render() { // both read the same file
			return a
		}
		return append(slices.Clone(first), second...)
	}
	if a != nil {
		return a
	}
	return b
}

func (s side) load(in *settings) (*engine.Engine, error) {
	e, err := in.inLanguage(func(language wording.Language) (*engine.Engine, error) {
		if s.commit != nil {
			return s.choice.LoadAt(s.commit, language)
		}
		return s.choice.LoadIn(language)
	})
	var problems source.List
	var usage *failure
	if err != nil && !errors.As(err, &problems) && !errors.As(err, &usage) {
		return nil, fail(exitInvalid, "", "%w", err)
	}
	return e, err
}

// newSide finds out what an argument names. An empty one is the rest of the content.
func newSide(cmd *cobra.Command, argument, other string, rest content.Choice) (side, error) {
	if argument == "" {
		return side{choice: rest}, nil
	}
	info, err := os.Stat(argument)
	switch {
	case err == nil && info.IsDir():
		return side{choice: content.Choice{Dir: argument, Population: rest.Population}}, nil
	case err == nil:
		data, err := readBeginning(argument)
		if err != nil {
			return side{}, fail(exitInvalid, "", "%w", err)
		}
		return side{choice: oneFileOf(rest, argument, data)}, nil
	case !errors.Is(err, fs.ErrNotExist):
		return side{}, fail(exitInvalid, "", "%w", err)
	case content.IsBuiltIn(argument):
		return side{choice: content.Choice{Questions: rest.Questions, Population: rest.Population}}, nil
	}
	return sideAt(cmd, argument, other, rest)
}

// readBeginning reads as much of a file as content may have.
func readBeginning(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, source.MaxBytes))
}

// oneFileOf puts a file in the place of the questions, if it holds such, or of the rules.
func oneFileOf(rest content.Choice, path string, data []byte) content.Choice {
	root, _ := source.Parse(source.NewFile(path, data), source.YAML)
	has := func(key string) bool {
		return root != nil && slices.ContainsFunc(root.Keys, func(k *source.Node) bool { return k.Value == key })
	}
	if has("questions") && !has("rule_set") {
		rest.Questions, rest.Rules = path, ""
	} else {
		rest.Rules = path
	}
	return rest
}

// sideAt finds out what an argument names that is no path in the working folder: a
// revision, with a path or without.
func sideAt(cmd *cobra.Command, argument, other string, rest content.Choice) (side, error) {
	name, path, given := strings.Cut(argument, ":")
	commit, err := content.FindCommit(name)
	if err != nil {
		return side{}, fail(exitUsage, "OLD and NEW are files, folders or revisions of git, such as HEAD~1 or HEAD~1:rules/mine.yaml",
			"there is no file or folder %s: %w", source.Quote(argument), err)
	}
	if !given {
		if path, err = pathThen(other, rest); err != nil {
			return side{}, wrongUsage(cmd, fmt.Errorf("revision %s of what? %w", source.Quote(name), err))
		}
	}
	folder, err := commit.IsFolder(path)
	if err != nil {
		return side{}, fail(exitInvalid, "", "%w", err)
	}
	if folder {
		return side{content.Choice{Dir: path, Population: rest.Population}, commit}, nil
	}
	data, err := commit.Read(path)
	if err != nil {
		return side{}, fail(exitInvalid, "", "%w", err)
	}
	return side{oneFileOf(rest, path, data), commit}, nil
}

// pathThen returns the path that a revision alone is about: the one that it is compared
// with, seen from the working folder.
func pathThen(other string, rest content.Choice) (string, error) {
	path := ""
	for _, named := range []string{other, rest.Rules, rest.Questions, rest.Dir} {
		if _, err := os.Stat(named); path == "" && err == nil {
			path = named
		}
	}
	if path == "" {
		return "", errors.New("compare it with a file or folder, or write REV:PATH")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	if path, err = filepath.Rel(here, path); err != nil {
		return "", err
	}
	return "./" + filepath.ToSlash(path), nil
}
