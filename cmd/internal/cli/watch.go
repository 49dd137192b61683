package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"chiefly/cmd/internal/content"
	"chiefly/cmd/internal/prompt"
	"chiefly/cmd/internal/watch"
	"chiefly/engine"
	"chiefly/engine/source"
)

// saveTime is how long a save may take: an editor may write in several steps, and save
// several files at once.
var saveTime = 100 * time.Millisecond

// addWatch declares the flag of commands that can run again at each save.
func addWatch(cmd *cobra.Command) {
	cmd.Flags().Bool("watch", false, "run again whenever a file is saved; while one is broken, go on with the last good")
}

// watched runs a command, and with --watch runs it again whenever the content in force, or
// one of the files and folders that are its arguments, is saved. A run that fails is
// reported, and the next save is waited for; but a call that is wrong, or names what is not
// there, ends at once. Ctrl-C is the way to end, and no failure.
func (a *app) watched(cmd *cobra.Command, args []string, run func() error) error {
	if on, err := cmd.Flags().GetBool("watch"); err != nil || !on {
		return errors.Join(err, run())
	}
	s, err := a.settings(cmd)
	if err != nil {
		return err
	}
	paths, targets := watchedPaths(s, args)
	if len(paths) == 0 {
		return wrongUsage(cmd, errors.New("--watch: nothing can change; name a file or a folder, other than standard input"))
	}
	// Main has made collecting garbage rare. This run may stay for a day.
	debug.SetGCPercent(100)
	ctx, release := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer release()

	a.keep()
	_, _ = a.loadNow(s) // to know all that is to be watched before the first run
	first := true
	also := targets.Folders
	now := func() watch.Targets {
		targets.Folders = slices.Concat(also, a.kept.folders)
		return targets
	}
	err = watch.Run(ctx, now, saveTime, func() error {
		a.clear()
		err := run()
		if first && (exitCode(err) == exitUsage || err != nil && missingPath(paths)) {
			return err
		}
		first = false
		a.report(err)
		fmt.Fprintln(a.Err, "chiefly: waiting for a save; Ctrl-C ends")
		return nil
	})
	if ctx.Err() != nil {
		fmt.Fprintln(a.Err, "chiefly: no longer waiting")
	}
	return err
}

// watchedPaths returns the paths that the person gave, and what to watch for them. Of a
// folder that is its files and those of the content in it; beside a file of content its
// tests and translations may stand.
func watchedPaths(s *settings, args []string) (paths []string, t watch.Targets) {
	t.Wanted = func(name string) bool {
		format, known := source.FormatOf(name)
		return known && format == source.YAML
	}
	add := func(path string) {
		if path == "" || path == "-" {
			return
		}
		paths = append(paths, path)
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			t.Folders = append(t.Folders, path, filepath.Join(path, engine.QuestionsDir), filepath.Join(path, engine.RulesDir))
			return
		}
		t.Files = append(t.Files, path)
	}
	for _, path := range append([]string{s.Content, s.Questions, s.Rules}, args...) {
		add(path)
	}
	if s.Population != content.Uniform {
		add(s.Population)
	}
	for _, file := range []string{s.Questions, s.Rules} {
		if file != "" {
			t.Folders = append(t.Folders, filepath.Dir(file))
		}
	}
	return paths, t
}

// missingPath reports whether one of these paths leads nowhere.
func missingPath(paths []string) bool {
	for _, path := range paths {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}

// clear clears the terminal for another run. What has scrolled away stays there.
func (a *app) clear() {
	if _, terminal := prompt.Columns(a.Out); terminal && os.Getenv("TERM") != "dumb" {
		_, _ = a.Out.WriteString("\x1b[H\x1b[2J")
	}
}

// kept is what watched commands go on with while a file is broken. Each is nil for commands
// that run once.
type kept struct {
	folders []string // of the files that the content builds on
	content *keeper[*engine.Engine]
	answers *keeper[answered]
	tests   *keeper[tested]
}

// keep makes commands go on with the last good of what they read.
func (a *app) keep() {
	a.kept = kept{content: &keeper[*engine.Engine]{what: "content"}, answers: &keeper[answered]{what: "answers and their content"}, tests: &keeper[tested]{what: "tests and their content"}}
}

// readFrom remembers where the files are that content builds on. While it is broken that
// is not known, so what was known stays.
func (k *kept) readFrom(e *engine.Engine) {
	if k.content == nil || e == nil {
		return
	}
	flows, rules := e.BaseFiles()
	for _, file := range slices.Concat(flows, rules) {
		if dir := filepath.Dir(file.Name); !slices.Contains(k.folders, dir) {
			k.folders = append(k.folders, dir)
		}
	}
}

// A keeper keeps the last good of what is read again and again. One that is nil keeps
// nothing.
type keeper[T any] struct {
	what string
	last T
	good bool
}

// or returns what was read or, where that failed, reports it and returns the last that was
// good. It fails where there is none.
func (k *keeper[T]) or(a *app, read T, err error) (T, error) {
	switch {
	case k == nil:
		return read, err
	case err == nil:
		k.last, k.good = read, true
	case !k.good:
		return read, err
	default:
		a.report(err)
		fmt.Fprintf(a.Err, "chiefly: going on with the last good %s\n", k.what)
	}
	return k.last, nil
}
