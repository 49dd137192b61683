package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/questions"
	"chiefly/rules"
)

// asProgram makes the test binary the program itself.
const asProgram = "CHIEFLY_BEAM_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	flag.Parse()
	beam.Init()
	*runners.Runner = "prism" // what goes through it goes to other machines too
	os.Exit(m.Run())
}

func builtIn(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// run runs the pipeline as main does, and holds the exit code. It returns what
// went to standard error.
func run(t *testing.T, code int, o options) string {
	t.Helper()
	if o.shards == 0 {
		o.shards = 1
	}
	var stderr strings.Builder
	if got := o.main(context.Background(), &stderr, nil); got != code {
		t.Fatalf("exit code %d, want %d: %s", got, code, stderr.String())
	}
	return stderr.String()
}

// on makes the pipelines of a test run on a runner.
func on(t *testing.T, runner string) {
	before := *runners.Runner
	t.Cleanup(func() { *runners.Runner = before })
	*runners.Runner = runner
}

// file writes a file, packed when its name ends in .gz, and returns its path.
func file(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	if strings.HasSuffix(name, ".gz") {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, err := w.Write(data)
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		data = packed.Bytes()
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// textOf returns what a file holds, unpacked when its name ends in .gz.
func textOf(t *testing.T, name string) string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// sorted returns the lines of a text in the order of the alphabet, which is the
// same whatever order they were written in.
func sorted(text string) []string { return slices.Sorted(strings.Lines(text)) }

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%.4000s", what, diff)
	}
}

// has holds that text has all these parts.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in:\n%s", part, text)
		}
	}
}

func TestProgram(t *testing.T) {
	dir := t.TempDir()
	file(t, dir, "a.csv", []byte("organisation,headcount\nAcme,120\n"))
	for name, test := range map[string]struct {
		args  []string
		code  int
		parts []string
	}{
		"a run":              {[]string{"--input", "*.csv", "--output", "a.jsonl"}, exitDone, []string{"1 rows: 1 advised, 0 bad\n"}},
		"on another runner":  {[]string{"--input", "*.csv", "--output", "b.jsonl", "--runner", "prism"}, exitDone, []string{"1 rows: 1 advised, 0 bad\n"}},
		"help":               {[]string{"--help"}, exitDone, []string{"-input pattern", "-shards number", "--runner (direct", "Exit codes"}},
		"no such flag":       {[]string{"--inptu", "a.csv"}, exitUsage, []string{"flag provided but not defined: -inptu"}},
		"a pattern unquoted": {[]string{"--output", "c.jsonl", "--input", "a.csv", "b.csv"}, exitUsage, []string{`"b.csv" is no flag; name the files with --input, in quotes`}},
		"no such runner":     {[]string{"--input", "a.csv", "--output", "c.jsonl", "--runner", "flnk"}, 1, []string{"flnk"}}, // Beam ends the program itself
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0], test.args...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), asProgram+"=1")
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			has(t, string(out), test.parts...)
		})
	}
	same(t, "rows by runner", textOf(t, filepath.Join(dir, "a.jsonl")), textOf(t, filepath.Join(dir, "b.jsonl")))
	has(t, textOf(t, filepath.Join(dir, "a.jsonl")), `{"organisation":"Acme","recommendation":`)
}
