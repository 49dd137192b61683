//go:build !windows

package prompt

import (
	"context"
	"os"
	"testing"
)

func TestChoiceOfAdapter(t *testing.T) {
	w := newWindow(t, 40, 24)
	file, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	tests := []struct {
		name        string
		in, out     *os.File
		term        string
		options     Options
		interactive bool
		rich        bool
	}{
		{"terminal", w.tty, w.tty, "xterm-256color", Options{}, true, true},
		{"told to be plain", w.tty, w.tty, "xterm-256color", Options{Plain: true}, true, false},
		{"dumb", w.tty, w.tty, "dumb", Options{}, true, false},
		{"unnamed", w.tty, w.tty, "", Options{}, true, false},
		{"input is no terminal", file, w.tty, "xterm", Options{}, false, false},
		{"output is no terminal", w.tty, file, "xterm", Options{}, false, false},
		{"no output", w.tty, nil, "xterm", Options{Plain: true}, false, false},
	}
	for _, test := range tests {
		if got := Interactive(test.in, test.out); got != test.interactive {
			t.Errorf("%s: Interactive is %v", test.name, got)
		}
		if test.out == nil {
			continue
		}
		t.Setenv("TERM", test.term)
		p, lists := New(context.Background(), test.in, test.out, test.options)
		if _, rich := p.(*surveyAdapter); rich != test.rich || lists != test.rich {
			t.Errorf("%s: rich is %v and lists %v, want %v", test.name, rich, lists, test.rich)
		}
	}
}

func TestWindowSize(t *testing.T) {
	for _, test := range []struct{ set, want [2]int }{
		{[2]int{40, 10}, [2]int{40, 10}},
		{[2]int{0, 0}, [2]int{80, 24}},
	} {
		w := newWindow(t, test.set[0], test.set[1])
		if columns, rows := windowSize(w.tty); columns != test.want[0] || rows != test.want[1] {
			t.Errorf("a window of %v is taken for %d by %d", test.set, columns, rows)
		}
	}
}
