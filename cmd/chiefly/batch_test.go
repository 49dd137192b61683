//go:build !windows

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/cmd/internal/answers"
	"chiefly/engine"
	"chiefly/questions"
	"chiefly/rules"
)

// An adviceRow is what batch and advise say of an organisation in common.
type adviceRow struct {
	Organisation, Recommendation string
	Roles                        map[string]struct {
		Verdict, Mode string
		Score         int
	}
	Sequence []string
	Combined [][]string
}

// The rows of a batch run say what the command for one organisation says.
func TestBatchSaysWhatAdviseSays(t *testing.T) {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/organisations/*.yaml")
	if err != nil || len(files) != 14 {
		t.Fatalf("%d organisations, %v", len(files), err)
	}
	d := newDesk(t)
	var lines []string
	for _, name := range files {
		file, err := answers.Open(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		set, err := (&answers.Reader{Flow: e.Flow()}).Read(file)
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]any{"organisation": set.Organisation}
		for id, a := range set.Answers {
			known[id] = e.Flow().Question(id).Value(a)
		}
		line, err := json.Marshal(known)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
		d.write(t, filepath.Base(name), string(file.Data))
	}
	d.write(t, "all.jsonl", strings.Join(lines, "\n"))
	want := adviceRows(t, d.shell(t, "chiefly advise *.yaml --format json"))
	got := adviceRows(t, d.shell(t, "chiefly batch all.jsonl"))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func adviceRows(t *testing.T, text string) []adviceRow {
	t.Helper()
	var rows []adviceRow
	for decoder := json.NewDecoder(strings.NewReader(text)); decoder.More(); {
		var row adviceRow
		if err := decoder.Decode(&row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// companies are many rows, all alike but for their names.
func companies(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"organisation":"Company %d","headcount":%d,"industry":"software","technology_role":"product"}`+"\n", i, i%5000+1)
	}
	return b.String()
}

// pipe makes a named pipe, and returns its open end for writing.
func (d *desk) pipe(t *testing.T, name string) *os.File {
	t.Helper()
	path := filepath.Join(d.work, name)
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	w, err := os.OpenFile(path, os.O_RDWR, 0) // for writing alone it would wait for the reader
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// The bar is drawn on a terminal while a run goes on, and gone when it is over.
func TestBatchBar(t *testing.T) {
	d := newDesk(t)
	d.rows = 60
	in := d.pipe(t, "in.jsonl")
	w := d.run(t, "batch", "in.jsonl", "-o", "out.jsonl")
	if _, err := in.WriteString(companies(10_000)); err != nil {
		t.Fatal(err)
	}
	w.shows("/s")
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	w.ends(0)
	if screen := w.screen(); strings.Contains(screen, "/s") || !strings.HasPrefix(screen, "10,000 rows: 10,000 advised, 0 bad") {
		t.Errorf("the screen:\n%s", screen)
	}
	// Neither where it cannot be redrawn, nor where it is not wanted.
	d.env = []string{"TERM=dumb"}
	d.write(t, "a.jsonl", companies(10))
	w = d.run(t, "batch", "a.jsonl", "-o", "dumb.jsonl")
	w.ends(0)
	if strings.ContainsAny(w.drawn(), "\x1b[#") {
		t.Errorf("drawn %q", w.drawn())
	}
}

// Ctrl-C keeps what is written; --resume goes on to the bytes of a run that
// nothing stopped.
func TestBatchInterrupted(t *testing.T) {
	d := newDesk(t)
	all := companies(20_000)
	d.write(t, "all.jsonl", all)
	d.shell(t, "chiefly batch all.jsonl -o whole.jsonl.gz -q")
	in := d.pipe(t, "in.jsonl")
	w := d.run(t, "batch", "in.jsonl", "-o", "out.jsonl.gz")
	if _, err := in.WriteString(all[:len(all)/2]); err != nil {
		t.Fatal(err)
	}
	w.shows("/s")
	w.press(ctrlC)
	w.ends(130)
	w.shows("chiefly: interrupted hint: the same command with --resume goes on after the last row written")
	if got, want := names(t, d.work), "all.jsonl in.jsonl out.jsonl.gz.partial out.jsonl.gz.progress whole.jsonl.gz"; got != want {
		t.Errorf("there is %s, not %s", got, want)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	d.shell(t, "cat all.jsonl > in.jsonl & chiefly batch in.jsonl -o out.jsonl.gz --resume -q && cmp out.jsonl.gz whole.jsonl.gz && rm in.jsonl")
	if got, want := names(t, d.work), "all.jsonl out.jsonl.gz whole.jsonl.gz"; got != want {
		t.Errorf("there is %s, not %s", got, want)
	}
}

// A reader that has seen enough ends the run without a word, and without a file
// that is half done.
func TestBatchIntoClosedPipe(t *testing.T) {
	d := newDesk(t)
	d.write(t, "all.jsonl", "{}\n"+companies(50_000))
	got := d.shell(t, "{ chiefly batch all.jsonl --errors bad.jsonl; echo $? > code; } | head -n 1; cat code")
	if rows := adviceRows(t, strings.TrimSuffix(got, "0\n")); len(rows) != 1 || !strings.HasSuffix(got, "}\n0\n") {
		t.Errorf("%s", got)
	}
	if got, want := names(t, d.work), "all.jsonl code"; got != want {
		t.Errorf("there is %s, not %s", got, want)
	}
}

// A disk that fills up ends the run with its reason; what is written is kept,
// and --resume goes on when there is space again.
func TestBatchOnFullDisk(t *testing.T) {
	d := newDesk(t)
	d.write(t, "all.jsonl", companies(20_000))
	d.shell(t, "chiefly batch all.jsonl -o whole.jsonl -q")
	got := d.shell(t, "(ulimit -f 1000; chiefly batch all.jsonl -o out.jsonl -q; echo exit $?) 2>&1")
	if !strings.Contains(got, "chiefly: writing the rows: ") || !strings.Contains(got, "--resume goes on after the last row written\nexit 2\n") {
		t.Error(got)
	}
	d.shell(t, "chiefly batch all.jsonl -o out.jsonl -q --resume && cmp out.jsonl whole.jsonl")
	if got, want := names(t, d.work), "all.jsonl out.jsonl whole.jsonl"; got != want {
		t.Errorf("there is %s, not %s", got, want)
	}
}
