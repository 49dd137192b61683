package batch

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chiefly/engine/record"
)

// child is the variable that makes the test program do a job, which it holds in
// JSON, in place of testing.
const child = "CHIEFLY_TEST_JOB"

func TestMain(m *testing.M) {
	if job := os.Getenv(child); job != "" {
		j := &Job{Engine: builtIn(), Stdin: os.Stdin, Stdout: os.Stdout, tune: often}
		if err := json.Unmarshal([]byte(job), j); err != nil {
			panic(err)
		}
		if _, err := j.Run(context.Background()); err != nil {
			panic(err)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// often saves a checkpoint every few chunks.
var often = tuning{chunk: 16 << 10, rows: 1000, checkpoint: 60 << 10}

// A killed is a job that is killed, and gone on with.
type killed struct {
	Inputs                 []string
	Output, Errors         string
	Explain, Resume, Force bool
	Shard                  Shard
	Workers                int
}

// until runs the job in a process of its own, and kills it when a file has
// grown to a size. It reports whether the process came to its end before.
func (k killed) until(t *testing.T, stdin string, size int64) (ended bool) {
	t.Helper()
	job, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), child+"="+string(job))
	var problems strings.Builder
	cmd.Stderr = &problems
	if stdin != "" {
		if cmd.Stdin, err = os.Open(stdin); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatalf("%v\n%s", err, problems.String())
			}
			return true
		case <-time.After(100 * time.Microsecond):
		}
		if now, err := sizeOf(k.Output + partialSuffix); err == nil && now >= size {
			_ = cmd.Process.Kill()
			return <-done == nil // it may have been faster
		}
	}
}

// A run that is killed again and again writes the very bytes of one that nothing
// disturbs.
func TestKilledRuns(t *testing.T) {
	rows, times := many(3000, 1500), many(10, 4)
	header, cells, _ := organisations(record.CSV, rows, 0.02)
	_, lines, _ := organisations(record.JSON, rows, 0.02)
	folder(t, "a.csv", text(header, cells), "a.jsonl", text("", lines), "a.jsonl.gz", string(compressed(t, gzipped, text("", lines))))
	for name, k := range map[string]killed{
		"plain":      {Inputs: []string{"a.jsonl"}, Output: "plain.jsonl", Errors: "plain_errors.jsonl"},
		"gzip":       {Inputs: []string{"a.jsonl", "a.csv"}, Output: "gzip.jsonl.gz", Errors: "gzip_errors.csv.gz"},
		"zstd":       {Inputs: []string{"a.csv", "a.jsonl"}, Output: "zstd.csv.zst", Errors: "zstd_errors.jsonl.zst", Shard: Shard{2, 3}},
		"CSV":        {Inputs: []string{"a.csv"}, Output: "csv.csv", Errors: "csv_errors.csv", Explain: true},
		"compressed": {Inputs: []string{"a.csv", "a.jsonl.gz"}, Output: "compressed.csv", Errors: "compressed_errors.jsonl"},
		"stream":     {Inputs: []string{"a.csv", "-"}, Output: "stream.jsonl", Errors: "stream_errors.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			if underRace && name != "zstd" && name != "stream" {
				t.Skip("the others go the same ways through the goroutines")
			}
			stdin := ""
			if name == "stream" {
				stdin = "a.jsonl"
			}
			k.Workers = 3
			k.until(t, stdin, 1<<40)
			want, wantErrors := read(t, k.Output), read(t, k.Errors)
			if len(wantErrors) == 0 {
				t.Fatal("no row is bad")
			}
			k.Force = true
			ended, kills := false, 0
			for i := range times {
				// A killed run keeps at least the rows up to its last checkpoint.
				limit := int64(len(want)) * int64(100*i+rand.IntN(100)) / int64(100*times)
				if ended = k.until(t, stdin, limit); ended {
					break
				}
				kills++
				k.Resume = true
			}
			if !ended {
				k.until(t, stdin, 1<<40)
			}
			t.Logf("%d kills", kills)
			if kills == 0 {
				t.Error("the run was never killed")
			}
			if got := read(t, k.Output); got != want {
				t.Errorf("%d bytes of output, not the %d of an undisturbed run", len(got), len(want))
			}
			if got := read(t, k.Errors); got != wantErrors {
				t.Errorf("%d bytes of errors, not the %d of an undisturbed run", len(got), len(wantErrors))
			}
			noFile(t, "*.progress*")
			noFile(t, "*.partial")
		})
	}
}

// interrupted runs a job until some rows are written.
func interrupted(t *testing.T, j *Job) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	j.Stdin = slowly(t, j, "a.jsonl", cancel)
	if _, err := j.Run(ctx); !errors.Is(err, ErrInterrupted) {
		t.Fatalf("ended with %v", err)
	}
}

// slowly returns a stream that brings half a file and then interrupts the run.
func slowly(t *testing.T, j *Job, name string, interrupt func()) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	whole := read(t, name)
	go func() {
		_, _ = io.WriteString(w, whole[:len(whole)/2])
		for j.Progress().Rows == 0 {
			time.Sleep(time.Millisecond)
		}
		interrupt()
	}()
	t.Cleanup(func() { _ = errors.Join(r.Close(), w.Close()) })
	return r
}

// An interrupted run keeps what it has written, and goes on to the same summary.
func TestInterruptedRun(t *testing.T) {
	_, all, _ := organisations(record.JSON, 500, 0.1)
	folder(t, "a.jsonl", text("", all))
	whole := newJob(t, "-")
	whole.Stdin, whole.Output = piped(t, text("", all)), "whole.jsonl"
	want := run1(t, whole)

	j := newJob(t, "-")
	j.Output = "out.jsonl"
	interrupted(t, j)
	noFile(t, "out.jsonl")

	j = newJob(t, "-")
	j.Output = "out.jsonl"
	j.Stdin = piped(t, text("", all))
	refused(t, j, "an interrupted run to out.jsonl can be gone on with", "--resume")

	var notes strings.Builder
	j = newJob(t, "-")
	j.Output, j.Resume, j.Notes, j.Stdin = "out.jsonl", true, &notes, piped(t, text("", all))
	got := run1(t, j)
	got.Seconds, got.RowsPerSecond = want.Seconds, want.RowsPerSecond
	same(t, want, got)
	same(t, read(t, "whole.jsonl"), read(t, "out.jsonl"))
	if !strings.Contains(notes.String(), "going on after ") {
		t.Errorf("noted %q", notes.String())
	}
	noFile(t, "out.jsonl.*")
}

// What has changed since a run was interrupted is told, and nothing is touched.
func TestAnotherRun(t *testing.T) {
	_, all, _ := organisations(record.JSON, 500, 0.1)
	folder(t, "a.jsonl", text("", all), "map.yaml", "columns: technology_chiefs\nquestions: {headcount: Staff}\n")
	j := newJob(t, "-")
	j.Output, j.Errors = "out.jsonl", "e.jsonl"
	interrupted(t, j)
	before := read(t, "out.jsonl.progress")
	for name, test := range map[string]struct {
		change func(j *Job)
		want   string
	}{
		"shard":   {func(j *Job) { j.Shard = Shard{1, 2} }, `--shard was "1/1" and is "1/2"`},
		"explain": {func(j *Job) { j.Explain = true }, `--explain was "false" and is "true"`},
		"errors":  {func(j *Job) { j.Errors = "" }, `--errors was "e.jsonl" and is ""`},
		"columns": {func(j *Job) { j.Columns = "map.yaml" }, `--columns was "" and is "sha256:`},
		"inputs":  {func(j *Job) { j.Inputs = []string{"a.jsonl", "-"} }, `inputs was "1" and is "2"`},
		"program": {func(j *Job) { j.Program = "other" }, `program was "" and is "other"`},
		"stream":  {func(j *Job) { j.Stdin = piped(t, "{}\n"+text("", all)) }, "what had been read before is no longer the same"},
		"short":   {func(j *Job) { j.Stdin = piped(t, all[0].record) }, "it ends after "},
		"again":   {func(j *Job) { j.Resume = false }, "an interrupted run to out.jsonl can be gone on with"},
	} {
		t.Run(name, func(t *testing.T) {
			j := newJob(t, "-")
			j.Output, j.Errors, j.Resume, j.Stdin = "out.jsonl", "e.jsonl", true, piped(t, text("", all))
			test.change(j)
			refused(t, j, test.want)
			var saved, now state
			if json.Unmarshal([]byte(before), &saved) != nil || json.Unmarshal([]byte(read(t, "out.jsonl.progress")), &now) != nil {
				t.Fatal("a checkpoint cannot be read")
			}
			same(t, saved.Position.Offset, now.Position.Offset)
			same(t, saved.Output, int64(len(read(t, "out.jsonl.partial"))))
		})
	}
	for name, damage := range map[string]func() error{
		"no partial":    func() error { return os.Remove("out.jsonl.partial") },
		"short partial": func() error { return os.WriteFile("out.jsonl.partial", []byte("{}"), 0o600) },
		"no checkpoint": func() error { return os.WriteFile("out.jsonl.progress", []byte("{}"), 0o600) },
		"no JSON":       func() error { return os.WriteFile("out.jsonl.progress", []byte("{"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			if err := damage(); err != nil {
				t.Fatal(err)
			}
			j := newJob(t, "-")
			j.Output, j.Errors, j.Resume, j.Stdin = "out.jsonl", "e.jsonl", true, piped(t, text("", all))
			refused(t, j, "is missing or was changed", "--force starts anew")
		})
		write(t, "out.jsonl.progress", before)
	}
	j = newJob(t, "-")
	j.Output, j.Errors, j.Force, j.Stdin = "out.jsonl", "e.jsonl", true, piped(t, text("", all))
	same(t, int64(500), run1(t, j).Rows)
	noFile(t, "*.progress")
}

// A file that a run reads must be the one that it read before.
func TestChangedInput(t *testing.T) {
	_, all, _ := organisations(record.JSON, 500, 0)
	folder(t, "a.jsonl", text("", all), "b.jsonl", text("", all))
	j := newJob(t, "b.jsonl", "-")
	j.Output = "out.jsonl"
	interrupted(t, j)
	write(t, "b.jsonl", text("", all[1:]))
	j = newJob(t, "b.jsonl", "-")
	j.Output, j.Resume, j.Stdin = "out.jsonl", true, piped(t, "")
	refused(t, j, `input 1 was "b.jsonl, `)
}

// Whatever the last thing was that a run did before it crashed, going on puts
// everything into its place.
func TestCrashAtTheEnd(t *testing.T) {
	_, all, _ := organisations(record.JSON, 100, 0.2)
	for name, crash := range map[string]func(r *run) error{
		"nothing is placed":     func(*run) error { return nil },
		"the errors are placed": func(r *run) error { return r.errors.place() },
		"all is placed":         func(r *run) error { return errors.Join(r.errors.place(), r.output.place()) },
		"a checkpoint was being written": func(r *run) error {
			return os.WriteFile(r.progressName()+".new", []byte("{"), 0o600)
		},
		"the summary is written": func(r *run) error {
			return errors.Join(r.errors.place(), r.output.place(), os.WriteFile("s.json", nil, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t, "a.jsonl", text("", all))
			j := newJob(t, "a.jsonl")
			j.Output, j.Errors, j.Summary = "out.jsonl", "e.jsonl", "s.json"
			j.defaults()
			p, err := j.plan(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			r, err := newRun(j, p)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(r.process(t.Context()), r.complete(), crash(r), r.close()); err != nil {
				t.Fatal(err)
			}
			again := newJob(t, "a.jsonl")
			again.Output, again.Errors, again.Summary, again.Resume = j.Output, j.Errors, j.Summary, true
			s := run1(t, again)
			same(t, int64(100), s.Rows)
			same(t, int(s.Advised), strings.Count(read(t, "out.jsonl"), "\n"))
			same(t, int(s.Bad), strings.Count(read(t, "e.jsonl"), "\n"))
			if !strings.Contains(read(t, "s.json"), `"rows": 100`) {
				t.Error(read(t, "s.json"))
			}
			noFile(t, "*.progress*")
			noFile(t, "*.partial")
		})
	}
}

// What exists is never overwritten without a word.
func TestPlacesThatAreTaken(t *testing.T) {
	for name, test := range map[string]struct {
		job  *Job
		want string
	}{
		"output":           {&Job{Output: "taken.jsonl"}, "taken.jsonl exists already"},
		"errors":           {&Job{Output: "out.jsonl", Errors: "taken.jsonl"}, "taken.jsonl exists already"},
		"summary":          {&Job{Summary: "taken.jsonl"}, "taken.jsonl exists already"},
		"link":             {&Job{Output: "link.jsonl"}, "link.jsonl exists already"},
		"input":            {&Job{Output: "a.jsonl", Force: true}, "a.jsonl is read and would be written"},
		"input by a link":  {&Job{Errors: "way.jsonl", Force: true}, "way.jsonl is read and would be written"},
		"twice":            {&Job{Output: "out.jsonl", Errors: "./out.jsonl"}, "out.jsonl is named twice"},
		"folder":           {&Job{Output: "folder.jsonl", Force: true}, "folder.jsonl is no ordinary file"},
		"no folder":        {&Job{Output: "nowhere/out.jsonl"}, "no such file or directory"},
		"no format":        {&Job{Output: "out.txt"}, "out.txt: the name must end in .jsonl"},
		"no such format":   {&Job{Errors: "e"}, "e: the name must end in .jsonl"},
		"two formats":      {&Job{Output: "out.csv", To: "jsonl"}, "out.csv would not be jsonl, as --to says"},
		"resume to stdout": {&Job{Resume: true}, "only a run that writes a file"},
		"leftover":         {&Job{Output: "left.jsonl"}, "an interrupted run has left left.jsonl.partial"},
		"stdin twice":      {&Job{Inputs: []string{"-", "-"}}, "standard input (-) can be named only once"},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t, "a.jsonl", `{"headcount":3}`, "taken.jsonl", "mine", "left.jsonl.partial", "x")
			if err := errors.Join(os.Symlink("taken.jsonl", "link.jsonl"), os.Symlink("a.jsonl", "way.jsonl"), os.Mkdir("folder.jsonl", 0o700)); err != nil {
				t.Fatal(err)
			}
			j := newJob(t, "a.jsonl")
			j.Output, j.Errors, j.Summary, j.Force, j.Resume, j.To = test.job.Output, test.job.Errors, test.job.Summary, test.job.Force, test.job.Resume, test.job.To
			if test.job.Inputs != nil {
				j.Inputs = test.job.Inputs
			}
			refused(t, j, test.want)
			same(t, "mine", read(t, "taken.jsonl"))
			noFile(t, "out*")
			noFile(t, "e*.partial")
		})
	}
	folder(t, "a.jsonl", `{"headcount":3}`, "taken.jsonl", "mine")
	if err := os.Symlink("taken.jsonl", "link.jsonl"); err != nil {
		t.Fatal(err)
	}
	j := newJob(t, "a.jsonl")
	j.Output, j.Force = "link.jsonl", true
	run1(t, j)
	if got := read(t, "taken.jsonl"); !strings.Contains(got, "recommendation") {
		t.Error(got)
	}
	if info, err := os.Lstat("link.jsonl"); err != nil || info.Mode().IsRegular() {
		t.Error("the link was replaced")
	}
}

// Two runs never write the same file at once.
func TestLock(t *testing.T) {
	folder(t, "a.jsonl", `{"headcount":3}`)
	s, err := openSink("out.jsonl", plain)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(j *Job){func(*Job) {}, func(j *Job) { j.Force = true }, func(j *Job) { j.Resume = true }} {
		j := newJob(t, "a.jsonl")
		j.Output = "out.jsonl"
		change(j)
		refused(t, j, "another run is writing out.jsonl")
	}
	if err := s.place(); err != nil {
		t.Fatal(err)
	}
	if found, err := filepath.Glob("*.partial"); err != nil || len(found) > 0 {
		t.Errorf("%q, %v", found, err)
	}
}

// With nothing to go on with, --resume begins with the first row and says so.
func TestResumeNothing(t *testing.T) {
	folder(t, "a.jsonl", `{"headcount":3}`, "out.jsonl.partial", strings.Repeat("x", 10_000))
	var notes strings.Builder
	j := newJob(t, "a.jsonl")
	j.Output, j.Resume, j.Notes = "out.jsonl", true, &notes
	same(t, int64(1), run1(t, j).Advised)
	same(t, "note: there is no interrupted run to out.jsonl to go on with, so this one begins with the first row\n", notes.String())
	same(t, 1, len(rowsOf(t, read(t, "out.jsonl"))))
}

// full is a disk that takes so many bytes.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("no space left on device")
	}
	return len(p), nil
}

// A write that fails ends the run with its reason.
func TestFullDisk(t *testing.T) {
	_, all, _ := organisations(record.JSON, 500, 0)
	folder(t, "a.jsonl", text("", all))
	j := newJob(t, "a.jsonl")
	j.Stdout = &full{50_000}
	_, err := j.Run(context.Background())
	if err == nil || err.Error() != "writing the rows: no space left on device" {
		t.Error(err)
	}
}

// After a write that failed, the rows before it are kept, and the run can be
// gone on with.
func TestResumeAfterFullDisk(t *testing.T) {
	_, all, _ := organisations(record.JSON, 500, 0.1)
	folder(t, "a.jsonl", text("", all))
	whole := newJob(t, "a.jsonl")
	whole.Output, whole.Errors = "whole.jsonl", "whole_errors.jsonl"
	run1(t, whole)
	j := newJob(t, "a.jsonl")
	j.Output, j.Errors = "out.jsonl", "e.jsonl"
	j.defaults()
	p, err := j.plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r, err := newRun(j, p)
	if err != nil {
		t.Fatal(err)
	}
	r.errors.out = io.MultiWriter(r.errors.file, &full{2_000})
	err = r.process(t.Context())
	if err == nil {
		t.Fatal("everything was written")
	}
	if err := r.giveUp(err); !strings.HasPrefix(err.Error(), "writing the errors: ") {
		t.Error(err)
	}
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	again := newJob(t, "a.jsonl")
	again.Output, again.Errors, again.Resume = "out.jsonl", "e.jsonl", true
	run1(t, again)
	same(t, read(t, "whole.jsonl"), read(t, "out.jsonl"))
	same(t, read(t, "whole_errors.jsonl"), read(t, "e.jsonl"))
}
