package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"strings"
	"time"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/engine/wording"
	"chiefly/questions"
	"chiefly/rules"
)

// A Commit is the files of a git repository as they were in a commit. The repository is
// the one that the working folder belongs to.
type Commit struct {
	name string // as the person gave it
	hash string
}

// ErrNoGit is what FindCommit fails with where the program git is not there.
var ErrNoGit = errors.New("git is not installed, or not in the path")

// FindCommit finds a commit by any name that git knows it by, such as HEAD~1, a branch
// or a tag. It fails with ErrNoGit, or with what git says.
func FindCommit(name string) (*Commit, error) {
	if name == "" || strings.HasPrefix(name, "-") { // which git would take for an option
		return nil, fmt.Errorf("there is no revision %s", source.Quote(name))
	}
	hash, err := git("rev-parse", "--verify", "--quiet", name+"^{commit}")
	if err != nil && err.Error() == "" {
		err = fmt.Errorf("there is no revision %s", source.Quote(name))
	}
	return &Commit{name, string(bytes.TrimSpace(hash))}, err
}

// LoadAt loads the content with the rule set, else the questions, else the folder as that
// was in a commit. These are paths in the repository; one that begins with "./" or "../" is
// seen from the working folder. It fails as LoadIn does.
func (c Choice) LoadAt(commit *Commit, language wording.Language) (*engine.Engine, error) {
	flows, sets := chosen(questions.FS, c.Dir, engine.QuestionsDir, c.Questions), chosen(rules.FS, c.Dir, engine.RulesDir, c.Rules)
	switch {
	case c.Rules != "":
		sets = commit.file(c.Rules)
	case c.Questions != "":
		flows = commit.file(c.Questions)
	default:
		flows, sets = commit.folder(c.Dir+"/"+engine.QuestionsDir), commit.folder(c.Dir+"/"+engine.RulesDir)
	}
	if c.Population != "" {
		flows = peopled{FS: flows, file: c.Population}
	}
	return engine.LoadIn(engine.Join(flows, sets), language)
}

// IsFolder reports whether a path is a folder in the commit. It fails where there is
// nothing.
func (c *Commit) IsFolder(path string) (bool, error) {
	kind, err := git("cat-file", "-t", c.hash+":"+path)
	if err != nil {
		return false, fmt.Errorf("there is no %s in revision %s", path, c.name)
	}
	return strings.TrimSpace(string(kind)) == "tree", nil
}

// Read returns the beginning of a file in the commit: as much as content may have, and a
// little more.
func (c *Commit) Read(path string) ([]byte, error) { return git("cat-file", "blob", c.hash+":"+path) }

func (c *Commit) folder(dir string) fs.FS { return committed{c, strings.TrimPrefix(dir, "/"), ""} }

func (c *Commit) file(name string) fs.FS {
	dir, base := path.Split(name)
	return committed{c, strings.TrimSuffix(dir, "/"), base}
}

// committed is a folder in a commit, or as if it held nothing but one file.
type committed struct {
	*Commit
	dir  string
	only string // or empty
}

func (c committed) path(name string) string {
	if c.dir == "" {
		return name
	}
	return c.dir + "/" + name
}

// DisplayName returns what git calls the file.
func (c committed) DisplayName(name string) string { return c.name + ":" + c.path(name) }

// Open opens a file.
func (c committed) Open(name string) (fs.File, error) {
	data, err := c.Read(c.path(name))
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: c.DisplayName(name), Err: err}
	}
	return openBlob{blob{name: name, size: len(data)}, bytes.NewReader(data)}, nil
}

// ReadDir lists the folder.
func (c committed) ReadDir(string) ([]fs.DirEntry, error) {
	if c.only != "" {
		return []fs.DirEntry{fs.FileInfoToDirEntry(blob{name: c.only})}, nil
	}
	listed, err := git("ls-tree", "-z", c.hash+":"+c.dir)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: c.name + ":" + c.dir, Err: fs.ErrNotExist}
	}
	var entries []fs.DirEntry
	for line := range strings.SplitSeq(strings.TrimSuffix(string(listed), "\x00"), "\x00") {
		if kind, name, _ := strings.Cut(line, "\t"); strings.Contains(kind, " blob ") {
			entries = append(entries, fs.FileInfoToDirEntry(blob{name: name}))
		}
	}
	return entries, nil
}

// A blob describes a file in a commit.
type blob struct {
	name string
	size int
}

// Name returns the base name.
func (b blob) Name() string { return b.name }

// Size returns the number of bytes of an open file.
func (b blob) Size() int64 { return int64(b.size) }

// Mode tells that the file can be read.
func (blob) Mode() fs.FileMode { return 0o444 }

// ModTime returns no time: commits do not keep any.
func (blob) ModTime() time.Time { return time.Time{} }

// IsDir reports that it is no folder.
func (blob) IsDir() bool { return false }

// Sys returns nothing.
func (blob) Sys() any { return nil }

type openBlob struct {
	blob
	*bytes.Reader
}

// Stat describes the file.
func (o openBlob) Stat() (fs.FileInfo, error) { return o.blob, nil }

// Size returns the number of bytes.
func (o openBlob) Size() int64 { return o.blob.Size() }

// Close does nothing.
func (openBlob) Close() error { return nil }

// git runs git, never by a shell, and returns the beginning of what it writes. The error is
// the first line that git writes about it, which may be nothing.
func git(args ...string) ([]byte, error) {
	var out, complaint beginning
	cmd := exec.Command("git", args...)
	cmd.Stdout, cmd.Stderr = &out, &complaint
	switch err := cmd.Run(); {
	case errors.Is(err, exec.ErrNotFound):
		return nil, ErrNoGit
	case err != nil:
		line, _, _ := strings.Cut(complaint.String(), "\n")
		return nil, errors.New(strings.TrimPrefix(line, "fatal: "))
	}
	return out.Bytes(), nil
}

// mostOfFile is a little more than a content file may have, so that what is too large is
// seen to be.
const mostOfFile = source.MaxBytes + 4

// A beginning keeps the beginning of what is written to it.
type beginning struct{ bytes.Buffer }

var _ io.Writer = (*beginning)(nil)

// Write keeps what there is room for.
func (b *beginning) Write(p []byte) (int, error) {
	if room := mostOfFile - b.Len(); room > 0 {
		b.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}
