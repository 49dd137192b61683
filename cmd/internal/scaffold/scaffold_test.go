package scaffold

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chiefly/engine"
	"chiefly/engine/source"
)

// tree lists the files below a folder, with slashes.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func filesOf(t *testing.T, extend bool) []File {
	t.Helper()
	files, err := Files(extend)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Copies are those of the files that the program itself reads.
func TestCopiesAreTheBuiltInFiles(t *testing.T) {
	for _, f := range filesOf(t, false) {
		dir, _, _ := strings.Cut(f.Name, "/")
		if dir != engine.QuestionsDir && dir != engine.RulesDir {
			continue
		}
		want, err := os.ReadFile(filepath.Join("../../..", f.Name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasSuffix(f.Data, want) || bytes.Count(f.Data, []byte("\n"))-bytes.Count(want, []byte("\n")) > 1 {
			t.Errorf("%s is not as it is here", f.Name)
		}
	}
}

// All or nothing is written, into a folder that is new as into one that is not.
func TestWrite(t *testing.T) {
	files := []File{{"README.md", []byte("read")}, {"a/b/c.yaml", []byte("c")}, {"a/d.yaml", []byte("d")}}
	names := []string{"README.md", "a/b/c.yaml", "a/d.yaml"}
	t.Run("new", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "deep", "house")
		if err := Write(dir, files); err != nil {
			t.Fatal(err)
		}
		if got := tree(t, dir); !slices.Equal(got, names) {
			t.Errorf("there are %q", got)
		}
		if got := tree(t, filepath.Dir(dir)); len(got) != len(names) {
			t.Errorf("beside the folder something is left: %q", got)
		}
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm()&0o55 == 0 {
			t.Errorf("others cannot read the folder: %v %v", info.Mode(), err)
		}
	})
	t.Run("there already", func(t *testing.T) {
		dir := t.TempDir()
		if err := Write(dir, append(files[2:], File{"other.txt", nil})); err != nil {
			t.Fatal(err)
		}
		if err := Write(dir, files[:2]); err != nil {
			t.Fatal(err)
		}
		before := tree(t, dir)
		var there Exists
		if err := Write(dir, append(files, File{"more", nil})); !errors.As(err, &there) || len(there) != 3 || there[0] != filepath.Join(dir, "README.md") {
			t.Errorf("writing twice fails with %v", err)
		}
		if got := tree(t, dir); !slices.Equal(got, before) {
			t.Errorf("there are %q, before there were %q", got, before)
		}
	})
	t.Run("in the way", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "x"), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Write(dir, append(files, File{"x/y", nil})); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "x")+" is no folder") {
			t.Errorf("writing below a file fails with %v", err)
		}
		if got := tree(t, dir); !slices.Equal(got, []string{"x"}) {
			t.Errorf("what was written is not taken back: %q", got)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
			t.Errorf("folders are left: %v %v", entries, err)
		}
		if err := Write(filepath.Join(dir, "x", "house"), files); err == nil {
			t.Error("a folder below a file is written")
		}
	})
}

// What is written begins with no lines but those of the files themselves and of editors.
func TestFilesAreSound(t *testing.T) {
	for _, extend := range []bool{false, true} {
		var last string
		for _, f := range filesOf(t, extend) {
			if f.Name <= last || len(f.Data) == 0 || f.Data[len(f.Data)-1] != '\n' {
				t.Errorf("%s is out of order, empty or does not end its last line", f.Name)
			}
			last = f.Name
			if format, known := source.FormatOf(f.Name); known {
				if _, problems := source.Parse(source.NewFile(f.Name, f.Data), format); problems != nil {
					t.Error(problems)
				}
			}
		}
	}
}
