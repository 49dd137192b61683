package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// patience is the watchdog of every wait; quiet is short, to be done soon.
const (
	patience = 20 * time.Second
	quiet    = 5 * time.Millisecond
)

func yaml(name string) bool { return strings.HasSuffix(name, ".yaml") }

// A desk is a folder whose files are watched: answers.yaml, linked.yaml, and all in
// house/rules.
type desk struct {
	t    *testing.T
	runs chan string // the text of all that is watched, at each run
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	t.Chdir(t.TempDir())
	d := &desk{t, make(chan string)}
	d.write("answers.yaml", "first")
	d.write("elsewhere/real.yaml", "linked")
	d.write("house/rules/a.yaml", "rules")
	d.must(os.Symlink("elsewhere/real.yaml", "linked.yaml"))
	targets := Targets{Files: []string{"answers.yaml", "linked.yaml"}, Folders: []string{"house/rules"}, Wanted: yaml}
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- Run(ctx, func() Targets { return targets }, quiet, func() error {
			select {
			case d.runs <- d.text():
			case <-ctx.Done():
			}
			return nil
		})
	}()
	t.Cleanup(func() {
		end()
		if err := <-ended; err != nil {
			t.Errorf("watching ends with %v", err)
		}
	})
	d.until("first linked rules")
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	d.must(os.MkdirAll(filepath.Dir(name), 0o700))
	d.must(os.WriteFile(name, []byte(text), 0o600))
}

// text is what work finds in the files; "-" where one is not there.
func (d *desk) text() string {
	names, _ := filepath.Glob("house/rules/*.yaml")
	var texts []string
	for _, name := range append([]string{"answers.yaml", "linked.yaml"}, names...) {
		text, err := os.ReadFile(name)
		if err != nil {
			text = []byte("-")
		}
		texts = append(texts, string(text))
	}
	return strings.Join(texts, " ")
}

// until waits for a run that finds this text.
func (d *desk) until(want string) {
	d.t.Helper()
	for patient := time.After(patience); ; {
		select {
		case got := <-d.runs:
			if got == want {
				return
			}
		case <-patient:
			d.t.Fatalf("no run finds %q", want)
		}
	}
}

// However a file comes to have another text, the work is done on it.
func TestEveryWayToSave(t *testing.T) {
	for _, c := range []struct {
		name string
		save func(d *desk)
		want string
	}{
		{"in place", func(d *desk) { d.write("answers.yaml", "second") }, "second linked rules"},
		{"a new file in its place", func(d *desk) {
			d.write("answers.tmp", "second")
			d.must(os.Rename("answers.tmp", "answers.yaml"))
		}, "second linked rules"},
		{"twice so", func(d *desk) {
			d.write("answers.tmp", "second")
			d.must(os.Rename("answers.tmp", "answers.yaml"))
			d.until("second linked rules")
			d.write("answers.tmp", "third")
			d.must(os.Rename("answers.tmp", "answers.yaml"))
		}, "third linked rules"},
		{"removed", func(d *desk) { d.must(os.Remove("answers.yaml")) }, "- linked rules"},
		{"removed, and made again", func(d *desk) {
			d.must(os.Remove("answers.yaml"))
			d.until("- linked rules")
			d.write("answers.yaml", "again")
		}, "again linked rules"},
		{"moved aside, and made again", func(d *desk) {
			d.must(os.Rename("answers.yaml", "answers.yaml~"))
			d.write("answers.yaml", "again")
		}, "again linked rules"},
		{"behind a link", func(d *desk) { d.write("elsewhere/real.yaml", "behind") }, "first behind rules"},
		{"a link that leads elsewhere", func(d *desk) {
			d.write("elsewhere/new.yaml", "new")
			d.must(os.Remove("linked.yaml"))
			d.must(os.Symlink("elsewhere/new.yaml", "linked.yaml"))
			d.until("first new rules")
			d.write("elsewhere/new.yaml", "newer")
		}, "first newer rules"},
		{"another file in the folder", func(d *desk) { d.write("house/rules/b.yaml", "more") }, "first linked rules more"},
		{"the folder moved away", func(d *desk) { d.must(os.Rename("house/rules", "house/old")) }, "first linked"},
		{"the folder moved away, and made again", func(d *desk) {
			d.must(os.Rename("house/rules", "house/old"))
			d.until("first linked")
			d.write("house/rules/a.yaml", "new")
			d.until("first linked new")
			d.write("house/rules/a.yaml", "newer")
		}, "first linked newer"},
		{"the folder above moved away, and made again", func(d *desk) {
			d.must(os.Rename("house", "old"))
			d.until("first linked")
			d.write("house/rules/a.yaml", "new")
		}, "first linked new"},
		{"two folders removed, and made again", func(d *desk) {
			d.must(os.RemoveAll("house"))
			d.until("first linked")
			d.must(os.Mkdir("house", 0o700))
			d.write("house/rules/a.yaml", "back")
			d.until("first linked back")
			d.write("house/rules/a.yaml", "for good")
		}, "first linked for good"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.save(d)
			d.until(c.want)
		})
	}
}

func TestOtherFilesAreLeftAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	d := &desk{t: t}
	d.write("house/rules/a.yaml", "rules")
	p, err := Targets{Files: []string{"answers.yaml"}, Folders: []string{"house/rules"}, Wanted: yaml}.places()
	d.must(err)
	here, err := filepath.EvalSymlinks(".")
	d.must(err)
	here, err = filepath.Abs(here)
	d.must(err)
	for _, c := range []struct {
		name string
		op   fsnotify.Op
		want bool
	}{
		{"answers.yaml", fsnotify.Write, true},
		{"answers.yaml", fsnotify.Chmod, false},
		{"answers.yaml~", fsnotify.Create, false},
		{"other.yaml", fsnotify.Write, false},
		{"house/rules/b.yaml", fsnotify.Create, true},
		{"house/rules/.b.yaml.swp", fsnotify.Create, false},
		{"house/rules/b.yaml", fsnotify.Chmod, false},
		{"house/other.yaml", fsnotify.Write, false},
		{"house/rules", fsnotify.Remove, true},
		{"house/rules", fsnotify.Write, false},
		{"house", fsnotify.Rename, true},
		{"house/rules/deep/b.yaml", fsnotify.Write, false},
	} {
		if got := p.concerns(fsnotify.Event{Name: filepath.Join(here, c.name), Op: c.op}); got != c.want {
			t.Errorf("%s %s: %t, want %t", c.op, c.name, got, c.want)
		}
	}
}

// A file that is written without a pause must not hold up the work for good.
func TestChangesWithoutAPause(t *testing.T) {
	d := newDesk(t)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			default:
				_ = os.WriteFile("answers.yaml", []byte("on and on"), 0o600)
			}
		}
	}()
	d.until("on and on linked rules")
	close(stop)
	<-stopped
}

func TestTheEnd(t *testing.T) {
	t.Chdir(t.TempDir())
	broken := errors.New("broken")
	if err := Run(t.Context(), func() Targets { return Targets{} }, quiet, func() error { return broken }); !errors.Is(err, broken) {
		t.Errorf("work that fails ends the watch with %v", err)
	}
	ctx, end := context.WithCancel(t.Context())
	held := make(chan struct{})
	defer close(held)
	if err := Run(ctx, func() Targets { return Targets{Files: []string{"a.yaml"}} }, quiet, func() error { end(); <-held; return broken }); err != nil {
		t.Errorf("work under way holds up the end, which is %v", err)
	}
}
