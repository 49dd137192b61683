//go:build !windows

package main

import (
	"strings"
	"testing"
)

// On a terminal each run has the screen for itself, and Ctrl-C is the way to end.
func TestWatchInATerminal(t *testing.T) {
	d := newDesk(t)
	d.write(t, "shop.yaml", "headcount: 3\nindustry: retail\n")
	w := d.run(t, "advise", "shop.yaml", "--no-outlook", "--watch")
	w.shows("Hire no technology chief yet")
	w.shows("waiting for a save; Ctrl-C ends")
	d.write(t, "shop.yaml", "headcuont: 3\n")
	w.shows("going on with the last good answers")
	w.until("a screen of its own", func() bool {
		return strings.Contains(w.drawn(), "\x1b[H\x1b[2J"+`shop.yaml:1:1: there is no question "headcuont"`)
	})
	w.shows("waiting for a save; Ctrl-C ends")
	w.press(ctrlC)
	w.shows("chiefly: no longer waiting")
	w.ends(0)
}
