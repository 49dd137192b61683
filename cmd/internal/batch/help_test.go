package batch

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/record/recordtest"
	"chiefly/questions"
	"chiefly/rules"
)

// builtIn is the content of the program.
var builtIn = sync.OnceValue(func() *engine.Engine {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		panic(err)
	}
	return e
})

// small cuts an input of some kilobytes into many chunks.
var small = tuning{chunk: 4 << 10, rows: 20, checkpoint: 1 << 40}

// newJob is a job over files of a folder of its own, which becomes the current
// one.
func newJob(t *testing.T, inputs ...string) *Job {
	t.Helper()
	return &Job{Engine: builtIn(), Inputs: inputs, Stdout: io.Discard, Workers: 4, tune: small}
}

// folder makes a folder with files, given as name and text, the current one.
func folder(t *testing.T, files ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for i := 0; i < len(files); i += 2 {
		write(t, files[i], files[i+1])
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// unpacked returns the text of a file, decompressed by its name.
func unpacked(t *testing.T, name string) string {
	t.Helper()
	var r io.Reader = strings.NewReader(read(t, name))
	switch filepath.Ext(name) {
	case ".gz": // by another implementation than the one that wrote it
		g, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = g
	case ".zst":
		z, err := zstd.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		r = z
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func run1(t *testing.T, j *Job) *Summary {
	t.Helper()
	s, err := j.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// out runs a job and returns what it writes to standard output.
func out(t *testing.T, j *Job) string {
	t.Helper()
	var text bytes.Buffer
	j.Stdout = &text
	run1(t, j)
	return text.String()
}

// many returns n, or a part of it under the race detector.
func many(n, underIt int) int {
	if underRace {
		return underIt
	}
	return n
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// refused holds that a job does not begin, with these words.
func refused(t *testing.T, j *Job, parts ...string) {
	t.Helper()
	_, err := j.Run(context.Background())
	if err == nil {
		t.Fatal("the job was done")
	}
	text := err.Error()
	var r *Refusal
	if errors.As(err, &r) {
		text += "\nhint: " + r.Hint
	}
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
}

// An organisation is a record, and whether it can be used.
type organisation struct {
	record string
	good   bool
}

// organisations draws records, of which the given share is broken in every way
// that recordtest knows. Those that are sound come with what they say.
func organisations(f record.Format, n int, broken float64) (header string, all []organisation, known []sound) {
	g := recordtest.New(builtIn().Flow(), 7)
	g.Unknown, g.Imprecise = 0.2, 0.2
	// Two broken quotes can close each other, and then all that lies between them
	// is one cell by the rules of CSV: so one of the two ways to break them.
	breaks := slices.DeleteFunc(slices.Clone(recordtest.Breaks(f)), func(b recordtest.Break) bool { return b.Name == "last quote not closed" })
	kind := 0
	row := record.Row{Answers: flow.Row{}}
	for range n {
		g.Next(&row)
		if g.Chance(broken) {
			all = append(all, organisation{record: string(g.AppendBroken(nil, f, breaks[kind%len(breaks)], &row))})
			kind++
			continue
		}
		all = append(all, organisation{string(g.Append(nil, f, &row)), true})
		known = append(known, sound{string(row.Organisation), builtIn().Flow().Answers(row.Answers)})
	}
	return string(g.Header(f)), all, known
}

// A sound record says this.
type sound struct {
	name    string
	answers flow.Answers
}

// advised is the row that Advise gives.
func (s sound) advised() rowOut {
	a := builtIn().Advise(s.answers)
	row := rowOut{Organisation: s.name, Recommendation: a.Recommendation, Sequence: a.Sequence, Combined: a.Combined}
	row.Roles = map[string]struct {
		Verdict, Mode string
		Score         int
	}{}
	for _, r := range a.Roles {
		row.Roles[r.ID] = struct {
			Verdict, Mode string
			Score         int
		}{r.Verdict, r.Mode, r.Score}
	}
	return row
}

// text joins records.
func text(header string, all []organisation) string {
	var b strings.Builder
	b.WriteString(header)
	for _, o := range all {
		b.WriteString(o.record)
	}
	return b.String()
}

// rowOut is a row as it is written in JSON.
type rowOut struct {
	Organisation   string
	Recommendation string
	Roles          map[string]struct {
		Verdict, Mode string
		Score         int
	}
	Sequence []string
	Combined [][]string
}

func rowsOf(t *testing.T, lines string) []rowOut {
	t.Helper()
	var rows []rowOut
	for line := range strings.Lines(lines) {
		var row rowOut
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		rows = append(rows, row)
	}
	return rows
}

// is finds a question by its id.
func is(id string) func(*flow.Question) bool {
	return func(q *flow.Question) bool { return q.ID == id }
}
