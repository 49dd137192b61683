package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A watcher is a command that runs with --watch.
type watcher struct {
	t     *testing.T
	end   context.CancelFunc
	ended chan error
	runs  chan string // what each run writes, and at last what comes after all
}

// watching runs a command with --watch in the current folder, and waits for its first run.
func watching(t *testing.T, args ...string) (w *watcher, first string) {
	t.Helper()
	usual := saveTime
	saveTime = 20 * time.Millisecond
	t.Cleanup(func() { saveTime = usual })
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	from, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	w = &watcher{t, end, make(chan error, 1), make(chan string)}
	a := &app{Streams: Streams{Out: to, Err: to}}
	cmd := a.rootCommand()
	cmd.SetArgs(append(args, "--watch"))
	go func() {
		w.ended <- cmd.ExecuteContext(ctx)
		_ = to.Close()
	}()
	go w.read(from)
	return w, w.run()
}

// read cuts what is written into runs.
func (w *watcher) read(from *os.File) {
	defer close(w.runs)
	defer from.Close()
	var run strings.Builder
	for lines := bufio.NewScanner(from); lines.Scan(); {
		if lines.Text() == "chiefly: waiting for a save; Ctrl-C ends" {
			w.runs <- run.String()
			run.Reset()
			continue
		}
		run.WriteString(lines.Text() + "\n")
	}
	w.runs <- run.String()
}

// run waits for the next run.
func (w *watcher) run() string {
	w.t.Helper()
	select {
	case run := <-w.runs:
		return run
	case <-time.After(20 * time.Second):
		w.t.Fatal("a save is not noticed")
	}
	return ""
}

// until waits for a run that writes something. Each run before it must be right too: a save
// that takes several steps may be seen half done.
func (w *watcher) until(want string, right func(run string) bool) string {
	w.t.Helper()
	for {
		run := w.run()
		if !right(run) {
			w.t.Fatalf("waiting for %q, a run writes\n%s", want, run)
		}
		if strings.Contains(run, want) {
			return run
		}
	}
}

// stop ends the command as Ctrl-C does. One more run may have been under way.
func (w *watcher) stop() {
	w.t.Helper()
	w.end()
	last := ""
	for last = range w.runs {
	}
	same(w.t, "chiefly: no longer waiting\n", last)
	if err := <-w.ended; err != nil {
		w.t.Errorf("the end is %v", err)
	}
}

// saveBy writes a file in one of the ways in which editors do.
func saveBy(t *testing.T, way int, name, text string) {
	t.Helper()
	switch way % 3 {
	case 0:
		write(t, name, text)
	case 1:
		write(t, name+".tmp", text)
		if err := os.Rename(name+".tmp", name); err != nil {
			t.Fatal(err)
		}
	case 2:
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		write(t, name, text)
	}
}

// leftOpen counts what a leak would leave open: goroutines, and file descriptors where the
// system tells.
func leftOpen(t *testing.T) (goroutines, descriptors int) {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Log("file descriptors are not counted: ", err)
	}
	return runtime.NumGoroutine(), len(entries)
}

// noMoreOpen waits until no more is open than this. What has ended may still be on its way
// out.
func noMoreOpen(t *testing.T, goroutines, descriptors int) {
	t.Helper()
	for patient := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		g, d := leftOpen(t)
		if g <= goroutines && d <= descriptors {
			return
		}
		if time.Now().After(patient) {
			t.Fatalf("%d goroutines and %d descriptors are open, want no more than %d and %d", g, d, goroutines, descriptors)
		}
	}
}

// inHouse writes a folder of content and answers, and makes it the current one.
func inHouse(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range house() {
		write(t, name, text)
	}
}

// Of 200 saves half are broken. Each is noticed, and each run advises with the last good
// content; nothing is left open.
func TestTwoHundredSaves(t *testing.T) {
	const rules = "house/rules/tea.yaml"
	inHouse(t)
	_, end := signal.NotifyContext(t.Context(), os.Interrupt) // which leaves a goroutine behind, once
	end()
	goroutines, descriptors := leftOpen(t)
	w, first := watching(t, "advise", "a.yaml", "--content", "house", "--no-outlook")
	points := func(n int) string { return fmt.Sprintf("score %d ", n) }
	if !strings.Contains(first, points(20)) {
		t.Fatal(first)
	}
	var early [2]int
	for i := range 100 {
		old, now := 20+i, 21+i
		typo := fmt.Sprintf("mastr%d", i)
		saveBy(t, i, rules, strings.ReplaceAll(teaRules, "{master: 20}", "{"+typo+": 20}"))
		run := w.until(`there is no role "`+typo+`"`, func(run string) bool { return strings.Contains(run, points(old)) })
		if !strings.Contains(run, "chiefly: going on with the last good content\n") {
			t.Fatalf("nothing says that the last good content is used:\n%s", run)
		}
		saveBy(t, i+1, rules, strings.ReplaceAll(teaRules, "{master: 20}", fmt.Sprintf("{master: %d}", now)))
		w.until(points(now), func(run string) bool { return strings.Contains(run, points(old)) || strings.Contains(run, points(now)) })
		if i == 9 {
			early[0], early[1] = leftOpen(t)
		}
	}
	noMoreOpen(t, early[0], early[1])
	w.stop()
	noMoreOpen(t, goroutines, descriptors)
}

// While the answers or the tests are broken, the last good ones are used, with the content
// that they were read for.
func TestLastGoodOfWhatIsRead(t *testing.T) {
	any := func(string) bool { return true }
	t.Run("answers", func(t *testing.T) {
		inHouse(t)
		w, _ := watching(t, "advise", "a.yaml", "--content", "house", "--no-outlook")
		write(t, "a.yaml", "people: many\n")
		w.until("chiefly: going on with the last good answers and their content\n", func(run string) bool { return strings.Contains(run, "Hire a full-time master of tea now.") })
		write(t, "house/questions/tea.yaml", strings.ReplaceAll(teaQuestions, "max: 100", "max: 50"))
		w.until("from 1 to 50", func(run string) bool { return strings.Contains(run, "Hire a full-time master of tea now.") })
		write(t, "a.yaml", "people: 3\nhot: no\n")
		w.until("Hire no chief yet.", any)
		w.stop()
	})
	t.Run("tests", func(t *testing.T) {
		inHouse(t)
		const name, text = "house/rules/tea_test.yaml", "tests: tea\ncases:\n  - {name: many, answers: {people: 20}, expect: {verdicts: {master: hire}}}\n"
		write(t, name, text)
		w, first := watching(t, "test", "--content", "house")
		same(t, "1 case passed\n", first)
		write(t, name, strings.ReplaceAll(text, "hire", "hired"))
		w.until(`there is no verdict "hired"`, func(run string) bool {
			return strings.HasSuffix(run, "1 case passed\n")
		})
		write(t, name, strings.ReplaceAll(text, "hire", "later"))
		w.until("chiefly: 1 of 1 case failed\n", any)
		write(t, "house/rules/tea.yaml", strings.ReplaceAll(teaRules, "20", "7"))
		w.until("1 case passed\n", any)
		w.stop()
	})
	t.Run("a base elsewhere", func(t *testing.T) {
		inHouse(t)
		write(t, "house/rules/tea.yaml", "rule_set: ours\nversion: 1.0.0\nextends: ../../bases/tea.yaml\n")
		write(t, "bases/tea.yaml", teaRules)
		w, first := watching(t, "advise", "a.yaml", "--content", "house", "--no-outlook")
		same(t, true, strings.Contains(first, "score 20 "))
		saveBy(t, 1, "bases/tea.yaml", strings.ReplaceAll(teaRules, "20", "many"))
		w.until("bases/tea.yaml:", func(run string) bool { return strings.Contains(run, "score 20 ") })
		saveBy(t, 2, "bases/tea.yaml", strings.ReplaceAll(teaRules, "20", "30"))
		w.until("score 30 ", any)
		w.stop()
	})
	t.Run("check", func(t *testing.T) {
		inHouse(t)
		w, first := watching(t, "check", "house", "--no-proof")
		same(t, false, strings.Contains(first, "no question"))
		write(t, "house/rules/tea.yaml", strings.ReplaceAll(teaRules, "people", "peple"))
		w.until(`there is no question or condition "peple"`, any)
		write(t, "house/rules/tea.yaml", teaRules)
		same(t, first, w.until("finding", any))
		w.stop()
	})
	t.Run("broken from the start", func(t *testing.T) {
		inHouse(t)
		write(t, "house/rules/tea.yaml", "")
		w, first := watching(t, "advise", "a.yaml", "--content", "house", "--no-outlook")
		same(t, true, strings.HasPrefix(first, "house/rules/tea.yaml:1:1: the file is empty"))
		saveBy(t, 1, "house/rules/tea.yaml", teaRules)
		w.until("Hire a full-time master of tea now.", any)
		w.stop()
	})
}

// A call that cannot succeed by a save ends at once.
func TestNothingToWatch(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"test", "--watch"}, 2, "chiefly: --watch: nothing can change; name a file or a folder"},
		{[]string{"advise", "-", "--watch"}, 2, "chiefly: --watch: nothing can change"},
		{[]string{"advise", "--watch", "--set", "headcount=5"}, 2, "chiefly: --watch: nothing can change"},
		{[]string{"advise", "--watch", "--content", "house"}, 2, "chiefly: no answers: name a file"},
		{[]string{"advise", "nowhere.yaml", "--watch", "--content", "house"}, 3, "nowhere.yaml: no such file"},
		{[]string{"test", "--watch", "--content", "nowhere"}, 3, "chiefly: reading content: open nowhere/questions: no such file"},
		{[]string{"test", "--watch", "--content", "house"}, 2, "chiefly: there are no tests of rule set tea"},
		{[]string{"test", "--watch", "--content", "house", "--generate"}, 2, "chiefly: --generate: drafts are written once, without --watch"},
		{[]string{"test", "--watch", "--content", "house", "--run", "("}, 2, "chiefly: --run: error parsing"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			r := chiefly(t, house(), c.args...)
			same(t, c.code, r.code)
			same(t, "", r.out)
			if !strings.HasPrefix(r.err, c.want) {
				t.Errorf("it says\n%s\nwant\n%s", r.err, c.want)
			}
		})
	}
}
