//go:build !windows

package prompt

import (
	"bytes"
	"context"
	"errors"
	"os"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	"github.com/hinshun/vt10x"
	"golang.org/x/term"
)

// patience is the watchdog of every wait: a prompt that got a wrong key would
// wait for ever.
const patience = 20 * time.Second

// A window is a pseudo-terminal with somebody in front of it.
type window struct {
	t      *testing.T
	person *os.File // the side of the keyboard and the screen
	tty    *os.File // the side of the program
	vt     vt10x.Terminal
	calm   *term.State // the mode before any prompt
	ctx    context.Context
	cancel context.CancelFunc

	leaving atomic.Bool
	deaf    chan struct{} // closed when draw has ended

	mu  sync.Mutex
	raw bytes.Buffer // everything drawn
}

// newWindow opens a window of columns by rows whose screen shows as much; 0 by
// 0 is a terminal that does not know its size, with a screen of 80 by 24.
func newWindow(t *testing.T, columns, rows int) *window {
	t.Helper()
	person, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal: ", err)
	}
	w := &window{t: t, person: person, tty: tty, deaf: make(chan struct{})}
	if err := pty.Setsize(tty, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		t.Fatal(err)
	}
	if columns == 0 {
		columns, rows = 80, 24
	}
	w.vt = vt10x.New(vt10x.WithSize(columns, rows))
	if w.calm, err = term.GetState(int(tty.Fd())); err != nil {
		t.Fatal(err)
	}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	t.Cleanup(func() {
		w.cancel()
		_ = person.Close()
		_ = tty.Close()
	})
	go w.draw()
	return w
}

// draw puts what the program writes on the screen.
func (w *window) draw() {
	defer close(w.deaf)
	buffer := make([]byte, 4096)
	for {
		n, err := w.person.Read(buffer)
		w.mu.Lock()
		w.raw.Write(buffer[:n])
		w.mu.Unlock()
		_, _ = w.vt.Write(buffer[:n])
		if err != nil || w.leaving.Load() {
			return
		}
	}
}

// hangUp closes the window.
func (w *window) hangUp() {
	// A file that is being read is not closed before the read ends: draw has to
	// wake up first.
	w.leaving.Store(true)
	_, _ = w.tty.WriteString("\a")
	select {
	case <-w.deaf:
	case <-time.After(patience):
		w.t.Fatal("the screen does not end")
	}
	_ = w.person.Close()
}

// drawn returns everything drawn so far, escape sequences included.
func (w *window) drawn() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.raw.String()
}

// screen returns what is to be seen, without the empty rest.
func (w *window) screen() string {
	lines := strings.Split(w.vt.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// until waits for a condition.
func (w *window) until(what string, met func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); !met(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("waited in vain for %s; the screen:\n%s", what, w.screen())
		}
	}
}

// shows waits until text is on the screen.
func (w *window) shows(text string) {
	w.t.Helper()
	w.until(text, func() bool { return strings.Contains(w.screen(), text) })
}

// isCalm reports whether the terminal is in the mode it was found in.
func (w *window) isCalm() bool {
	now, err := term.GetState(int(w.tty.Fd()))
	return err == nil && reflect.DeepEqual(now, w.calm)
}

// listens waits until a list reads keys: survey draws it before it changes the
// terminal's mode, and a key in between would be another key.
func (w *window) listens() {
	w.t.Helper()
	w.until("a list that listens", func() bool { return !w.isCalm() })
}

// types sends keys.
func (w *window) types(keys string) {
	w.t.Helper()
	if _, err := w.person.WriteString(keys); err != nil {
		w.t.Fatal(err)
	}
}

// survey returns the adapter under test.
func (w *window) survey(options Options) *surveyAdapter {
	return newSurvey(w.ctx, newInput(w.tty), w.tty, options)
}

// A result is what a question came to.
type result struct {
	answer any
	err    error
}

// run asks in the background.
func run[T any](ask func() (T, error)) <-chan result {
	done := make(chan result, 1)
	go func() {
		answer, err := ask()
		done <- result{answer, err}
	}()
	return done
}

// ends waits for the result of run, and checks it and the terminal's mode.
func (w *window) ends(done <-chan result, want any, wantErr error) {
	w.t.Helper()
	select {
	case got := <-done:
		if !errors.Is(got.err, wantErr) {
			w.t.Errorf("the question ended with error %v, want %v", got.err, wantErr)
		}
		if diff := cmp.Diff(want, got.answer); wantErr == nil && diff != "" {
			w.t.Errorf("answer (-want +got)\n%s", diff)
		}
	case <-time.After(patience):
		w.t.Fatalf("no answer; the screen:\n%s", w.screen())
	}
	if !w.isCalm() {
		w.t.Error("the terminal is left in another mode")
	}
}

// looks waits until the screen is exactly as wanted.
func (w *window) looks(want string) {
	w.t.Helper()
	want = strings.Trim(want, "\n")
	same := func() bool { return strings.Trim(w.screen(), "\n") == want }
	for deadline := time.Now().Add(patience / 4); !same() && time.Now().Before(deadline); {
		time.Sleep(2 * time.Millisecond)
	}
	if diff := cmp.Diff(want, strings.Trim(w.screen(), "\n")); diff != "" {
		w.t.Errorf("screen (-want +got)\n%s", diff)
	}
}
