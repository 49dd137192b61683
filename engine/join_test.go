package engine_test

import (
	"errors"
	"io/fs"
	"path"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/source"
	"chiefly/questions"
	"chiefly/rules"
)

func TestJoinIsAFileSystemForLoad(t *testing.T) {
	e := load(t, engine.Join(questions.FS, rules.FS))
	if got := e.Flow().ID; got != "technology_chiefs" {
		t.Errorf("the flow is %s", got)
	}
	joined := engine.Join(questions.FS, rules.FS)
	for _, name := range []string{"elsewhere", "elsewhere/a.yaml", "rules/../questions", "rules/nowhere.yaml"} {
		if _, err := joined.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := fs.ReadDir(joined, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("listing %s: %v", name, err)
		}
	}
}

// home is a file system that knows where its files lie.
type home struct{ fstest.MapFS }

func (home) DisplayName(name string) string { return path.Join("/home/me", name) }

func TestJoinKeepsNames(t *testing.T) {
	_, err := engine.Load(engine.Join(home{fstest.MapFS{"q.yaml": {Data: []byte("flow: 1")}}}, fstest.MapFS{"r.yaml": {Data: []byte("[]")}}))
	var problems source.List
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	files := map[string]bool{}
	for _, p := range problems {
		files[p.File] = true
	}
	if !files["/home/me/q.yaml"] || !files["rules/r.yaml"] || len(files) != 2 {
		t.Errorf("the problems are in %v", files)
	}
}
