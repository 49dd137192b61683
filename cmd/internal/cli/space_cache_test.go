package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"chiefly/engine/space"
)

// TestMain keeps tests out of the cache folder of whoever runs them.
func TestMain(m *testing.M) {
	if err := os.Setenv(cacheVariable, cacheOff); err != nil {
		panic(err)
	}
	if err := os.Setenv("LC_ALL", "C"); err != nil { // and from speaking their language
		panic(err)
	}
	os.Exit(m.Run())
}

// cacheFiles returns the files of a cache folder.
func cacheFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func compiled(t *testing.T) *space.Space {
	t.Helper()
	s, err := (&app{}).space(teaEngine(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSpacesAreCached(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "here")
	t.Setenv(cacheVariable, dir)
	want := compiled(t).Count()
	files := cacheFiles(t, dir)
	if len(files) != 1 {
		t.Fatalf("files %q", files)
	}
	before, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-24 * time.Hour)
	for what, damage := range map[string][]byte{"kept": before, "cut off": before[:100], "emptied": {}, "other bytes": bytes.Repeat([]byte{7}, 5000)} {
		if err := os.WriteFile(files[0], damage, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(files[0], old, old); err != nil {
			t.Fatal(err)
		}
		if got := compiled(t).Count(); got.Cmp(want) != 0 {
			t.Errorf("%s: %s answer sets, not %s", what, got, want)
		}
		after, err := os.ReadFile(files[0])
		info, statErr := os.Stat(files[0])
		if err != nil || statErr != nil || !bytes.Equal(after, before) || info.ModTime().Before(old.Add(time.Hour)) {
			t.Errorf("%s: the file has not been read, or written again: %v, %v", what, err, statErr)
		}
	}
}

// The space that is used is the one in the file.
func TestCachedSpaceIsUsed(t *testing.T) {
	dir := t.TempDir()
	t.Setenv(cacheVariable, dir)
	e := teaEngine(t)
	c := newSpaceCache(e)
	s, err := space.New(e.Flow(), e.Rules(), 0) // without diagrams of verdicts
	if err != nil {
		t.Fatal(err)
	}
	c.write(s.Save(c.key))
	if compiled(t).Exact(0) != true {
		t.Error("a space with another budget is used")
	}
	if data := c.read(); data == nil || bytes.Equal(data, s.Save(c.key)) {
		t.Error("it has not been replaced")
	}
}

func TestCacheOff(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
	t.Setenv(cacheVariable, cacheOff)
	compiled(t)
	if files := cacheFiles(t, home); len(files) > 0 {
		t.Errorf("files %q", files)
	}
	t.Setenv(cacheVariable, "")
	compiled(t)
	if files := cacheFiles(t, filepath.Join(home, "cache", "chiefly")); len(files) != 1 {
		t.Errorf("files %q in the user's cache folder", files)
	}
	t.Setenv(cacheVariable, filepath.Join(home, "file", "below"))
	write(t, filepath.Join(home, "file"), "no folder")
	compiled(t)
}

// Processes that write and read the same file at the same time all get the whole space.
func TestCacheAtTheSameTime(t *testing.T) {
	dir := t.TempDir()
	t.Setenv(cacheVariable, dir)
	e := teaEngine(t)
	want := compiled(t).Count()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 20 {
				c := newSpaceCache(e)
				if i%2 == 0 {
					if s, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget); err == nil {
						c.write(s.Save(c.key))
					}
				} else if s, err := space.Restore(e.Flow(), e.Rules(), space.DefaultBudget, c.key, c.read()); err != nil || s.Count().Cmp(want) != 0 {
					t.Errorf("restored: %v", err)
				}
			}
		})
	}
	all.Wait()
	if files := cacheFiles(t, dir); len(files) != 1 {
		t.Errorf("files %q", files)
	}
}

func TestCacheIsBounded(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	make := func(name string, size int64, age time.Duration) {
		file := filepath.Join(dir, name)
		write(t, file, "")
		if err := os.Truncate(file, size); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range mostSpaces + 5 {
		make(fmt.Sprintf("%02d%s", i, spaceEnding), 1000, time.Duration(i)*time.Minute)
	}
	make(".a"+spaceEnding+".123", 10, 2*time.Hour)
	make(".b"+spaceEnding+".456", 10, time.Minute)
	make("notes.txt", 10, 100*time.Hour)
	make("stays"+spaceEnding, 10, 200*time.Hour)
	prune(dir, "stays"+spaceEnding)
	for _, name := range []string{"00" + spaceEnding, ".b" + spaceEnding + ".456", "notes.txt", "stays" + spaceEnding} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s is gone", name)
		}
	}
	for _, name := range []string{"31" + spaceEnding, "36" + spaceEnding, ".a" + spaceEnding + ".123"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	make("large"+spaceEnding, mostBytes, 0)
	prune(dir, "large"+spaceEnding)
	if files, _ := filepath.Glob(filepath.Join(dir, "*"+spaceEnding)); len(files) != 1 {
		t.Errorf("files %q beside one that is as large as all may be", files)
	}
}
