package cli

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/engine/space"
)

// space compiles the answer space of content, or takes it from the cache.
func (a *app) space(e *engine.Engine) (*space.Space, error) {
	c := newSpaceCache(e)
	if data := c.read(); data != nil {
		if s, err := space.Restore(e.Flow(), e.Rules(), space.DefaultBudget, c.key, data); err == nil {
			return s, nil
		}
	}
	s, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget)
	if err == nil && c.path != "" {
		c.write(s.Save(c.key))
	}
	return s, err
}

// cacheVariable names the variable that says where compiled answer spaces are kept, or
// with cacheOff that they are not.
const (
	cacheVariable = envPrefix + "CACHE"
	cacheOff      = "off"
)

// What is kept at most, and the ending of its names.
const (
	mostSpaces    = 32
	mostBytes     = 64 << 20
	mostOfOne     = 32 << 20
	spaceEnding   = ".space"
	leftoverAfter = time.Hour // a file under way is left over by a process that has ended
)

// A spaceCache is the file that keeps the compiled answer space of some content between
// runs. It saves time and nothing else: whatever is wrong with it, the space is compiled
// as if there were none. The path is empty where there is no folder for it.
type spaceCache struct {
	key  string
	path string
}

// newSpaceCache finds the file for content: in the folder that the environment names, or
// else the user's cache folder. The key tells programs apart too, by what their files are
// like, since the next version may compile the same content otherwise.
func newSpaceCache(e *engine.Engine) spaceCache {
	dir := os.Getenv(cacheVariable)
	if dir == "" {
		if home, err := os.UserCacheDir(); err == nil {
			dir = filepath.Join(home, "chiefly")
		}
	}
	program, err := os.Executable()
	if err != nil || dir == "" || dir == cacheOff {
		return spaceCache{}
	}
	info, err := os.Stat(program)
	if err != nil {
		return spaceCache{}
	}
	key := fmt.Sprintf("%s, %d bytes of %s: %s", programVersion(), info.Size(), info.ModTime().UTC().Format(time.RFC3339Nano), e.Digest())
	sum := sha256.Sum256([]byte(key))
	return spaceCache{key, filepath.Join(dir, hex.EncodeToString(sum[:16])+spaceEnding)}
}

// read returns what is in the file, or nil. It notes that the file is of use.
func (c spaceCache) read() []byte {
	info, err := os.Stat(c.path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > mostOfOne {
		return nil
	}
	data, err := os.ReadFile(c.path)
	if err != nil {
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(c.path, now, now) // else it counts as unused, which costs time later and nothing else
	return data
}

// write puts the file in its place whole, and makes room for it.
func (c spaceCache) write(data []byte) {
	dir := filepath.Dir(c.path)
	if len(data) > mostOfOne || os.MkdirAll(dir, 0o700) != nil || answers.WriteFile(c.path, data) != nil {
		return
	}
	prune(dir, filepath.Base(c.path))
}

// prune removes the files that have been unused for longest, if there are too many or
// they are too large, and what interrupted processes have left. One file stays.
func prune(dir, stays string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	var files []fs.FileInfo
	kept, size := 1, int64(0)
	for _, entry := range entries {
		info, err := entry.Info()
		switch {
		case err != nil || !info.Mode().IsRegular() || !strings.Contains(info.Name(), spaceEnding):
		case info.Name() == stays:
			size = info.Size()
		case strings.HasSuffix(info.Name(), spaceEnding):
			files = append(files, info)
		case time.Since(info.ModTime()) > leftoverAfter:
			remove(dir, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int {
		return cmp.Or(b.ModTime().Compare(a.ModTime()), cmp.Compare(a.Name(), b.Name()))
	})
	for _, file := range files {
		kept++
		if size += file.Size(); kept > mostSpaces || size > mostBytes {
			remove(dir, file)
		}
	}
}

// remove removes a file. That another process has removed it already does not matter.
func remove(dir string, file fs.FileInfo) { _ = os.Remove(filepath.Join(dir, file.Name())) }
