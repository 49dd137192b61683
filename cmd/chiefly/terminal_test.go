//go:build !windows

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"golang.org/x/term"
)

// patience is the watchdog of every wait.
const patience = 30 * time.Second

// Keys.
const (
	down, shiftTab = "\x1b[B", "\x1b[Z"
	ctrlC, ctrlD   = "\x03", "\x04"
	enter, space   = "\r", " "
)

// A desk is where a person works: a home, a working folder, a terminal.
type desk struct {
	home, work    string
	env           []string // beside what every program gets
	short         bool     // the quiz leaves out what cannot change the advice
	columns, rows int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	root := t.TempDir()
	d := &desk{home: filepath.Join(root, "home"), work: filepath.Join(root, "work"), columns: 80, rows: 24}
	for _, dir := range []string{d.home, d.work} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// environment is that of a person who has set nothing, but for a quiz that asks everything
// unless it is to be a short one.
func (d *desk) environment() []string {
	env := []string{"HOME=" + d.home, "XDG_STATE_HOME=" + filepath.Join(d.home, "state"), "XDG_CONFIG_HOME=" + filepath.Join(d.home, "config"),
		"PATH=" + os.Getenv("PATH"), "TERM=xterm-256color",
		"GOCOVERDIR=" + d.home} // or a binary that measures coverage complains on the screen
	if !d.short {
		env = append(env, "CHIEFLY_ALL=true")
	}
	return append(env, d.env...)
}

// draft is where the answers of a quiz under way are.
func (d *desk) draft() string {
	return filepath.Join(d.home, "state", "chiefly", "technology_chiefs.draft.yaml")
}

// file returns the text of a file, by its name in the working folder.
func (d *desk) file(t *testing.T, name string) string {
	t.Helper()
	if !filepath.IsAbs(name) {
		name = filepath.Join(d.work, name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// write puts a file into the working folder.
func (d *desk) write(t *testing.T, name, text string) {
	t.Helper()
	if !filepath.IsAbs(name) {
		name = filepath.Join(d.work, name)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// names lists a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	return strings.Join(found, " ")
}

// shell runs a command line where nobody can be asked.
func (d *desk) shell(t *testing.T, line string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = d.work, d.environment()
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, &problems)
	}
	return string(out)
}

// A window is a terminal in which chiefly runs.
type window struct {
	t       *testing.T
	cmd     *exec.Cmd
	person  *os.File // the side of the keyboard and the screen
	tty     *os.File // the side of the program
	vt      vt10x.Terminal
	calm    *term.State // the mode before the program
	drained chan struct{}
	over    chan struct{} // closed when the program has ended

	mu   sync.Mutex
	raw  bytes.Buffer // everything drawn
	mark int          // how much of it had been drawn at the last key
}

// run starts chiefly in a window.
func (d *desk) run(t *testing.T, args ...string) *window {
	t.Helper()
	return d.start(t, nil, args...)
}

// start starts chiefly in a window; its results go to out, or to the window when
// that is nil.
func (d *desk) start(t *testing.T, out *os.File, args ...string) *window {
	t.Helper()
	person, tty, err := pty.Open()
	if err != nil {
		t.Fatal("no pseudo-terminal: ", err)
	}
	if err := pty.Setsize(tty, &pty.Winsize{Cols: uint16(d.columns), Rows: uint16(d.rows)}); err != nil {
		t.Fatal(err)
	}
	w := &window{t: t, person: person, tty: tty, vt: vt10x.New(vt10x.WithSize(d.columns, d.rows)), drained: make(chan struct{}), over: make(chan struct{})}
	if w.calm, err = term.GetState(int(tty.Fd())); err != nil {
		t.Fatal(err)
	}
	w.cmd = exec.Command("chiefly", args...)
	w.cmd.Dir, w.cmd.Env = d.work, d.environment()
	w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = tty, tty, tty
	if out != nil {
		w.cmd.Stdout = out
	}
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go w.draw()
	go func() {
		_ = w.cmd.Wait()
		close(w.over)
	}()
	t.Cleanup(func() {
		_ = w.cmd.Process.Kill()
		<-w.over
		_ = tty.Close()
		_ = person.Close()
	})
	return w
}

// draw puts what the program writes on the screen.
func (w *window) draw() {
	defer close(w.drained)
	buffer := make([]byte, 4096)
	for {
		n, err := w.person.Read(buffer)
		w.mu.Lock()
		w.raw.Write(buffer[:n])
		_, _ = w.vt.Write(buffer[:n])
		w.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// drawn returns everything drawn so far, escape sequences included.
func (w *window) drawn() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.raw.String()
}

// escapes matches what a terminal obeys rather than shows.
var escapes = regexp.MustCompile(`\x1b(?:\[[0-?]*[ -/]*[@-~]|[ -~])`)

// text returns what was drawn since the last key, as words.
func (w *window) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return words(escapes.ReplaceAllString(w.raw.String()[w.mark:], ""))
}

// words joins the lines and the runs of spaces of a text.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }

// screen returns what is to be seen.
func (w *window) screen() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.TrimRight(w.vt.String(), " \n")
}

// until waits for a condition.
func (w *window) until(what string, met func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); !met(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("waited in vain for %s; the screen:\n%s", what, w.screen())
		}
	}
}

// shows waits until a text has been drawn since the last key, however its
// lines are broken.
func (w *window) shows(text string) {
	w.t.Helper()
	w.until(text, func() bool { return strings.Contains(w.text(), words(text)) })
}

func (w *window) isCalm() bool {
	now, err := term.GetState(int(w.tty.Fd()))
	return err == nil && reflect.DeepEqual(now, w.calm)
}

// list waits for a list that listens. It is drawn before the terminal's mode is
// changed, and a key in between would be another key.
func (w *window) list(title string) {
	w.t.Helper()
	w.shows(title)
	w.shows("[up/down")
	w.until("a list that listens", func() bool { return !w.isCalm() })
}

// line waits for a question that is answered by typing.
func (w *window) line(title string) {
	w.t.Helper()
	w.shows(title)
	w.until("a prompt", func() bool { return strings.HasSuffix(w.text(), " >") && w.isCalm() })
}

// press sends keys.
func (w *window) press(keys ...string) {
	w.t.Helper()
	w.mu.Lock()
	w.mark = w.raw.Len()
	w.mu.Unlock()
	if _, err := w.person.WriteString(strings.Join(keys, "")); err != nil {
		w.t.Fatal(err)
	}
}

// ends waits for the end of the program, and checks its exit code and that the
// terminal is as it was found.
func (w *window) ends(code int) {
	w.t.Helper()
	select {
	case <-w.over:
	case <-time.After(patience):
		w.t.Fatalf("the program does not end; the screen:\n%s", w.screen())
	}
	if got := w.cmd.ProcessState.ExitCode(); got != code {
		w.t.Errorf("exit code %d, want %d; the screen:\n%s", got, code, w.screen())
	}
	if !w.isCalm() {
		w.t.Error("the terminal is left in another mode")
	}
	w.drain()
}

// kill ends the program at once.
func (w *window) kill() {
	w.t.Helper()
	if err := w.cmd.Process.Kill(); err != nil {
		w.t.Fatal(err)
	}
	<-w.over
	w.drain()
}

// drain waits until all that was written is drawn.
func (w *window) drain() {
	w.t.Helper()
	if err := w.tty.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		w.t.Fatal(err)
	}
	select {
	case <-w.drained:
	case <-time.After(patience):
		w.t.Fatal("the screen does not end")
	}
}
