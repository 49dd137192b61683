package batch

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/record"
)

// Every row is what Advise gives for the same answers, and rows keep their order
// however many workers there are.
func TestRowsAreAdvice(t *testing.T) {
	_, all, known := organisations(record.JSON, many(10_000, 2000), 0)
	folder(t, "a.jsonl", text("", all))
	j := newJob(t, "a.jsonl")
	j.Workers = 16
	got := rowsOf(t, out(t, j))
	if len(got) != len(known) {
		t.Fatalf("%d rows for %d organisations", len(got), len(known))
	}
	for i, o := range known {
		if want := o.advised(); !reflect.DeepEqual(want, got[i]) {
			t.Fatalf("row %d\n%v\nwant\n%v", i+1, got[i], want)
		}
	}
}

// JSON lines and CSV of the same organisations give the same rows, in any format
// and compression, with any number of workers and any size of chunks.
func TestSameRowsInEveryForm(t *testing.T) {
	_, lines, _ := organisations(record.JSON, 600, 0)
	header, cells, _ := organisations(record.CSV, 600, 0)
	folder(t, "a.jsonl", text("", lines), "a.csv", text(header, cells))
	want := out(t, newJob(t, "a.jsonl"))
	for _, workers := range []int{1, 2, 7} {
		for _, chunk := range []int{1, 100, 1 << 20} {
			for _, name := range []string{"a.jsonl", "a.csv"} {
				j := newJob(t, name)
				j.Workers, j.tune.chunk, j.To = workers, chunk, "jsonl"
				if out(t, j) != want {
					t.Errorf("%s gives other rows with %d workers and chunks of %d bytes", name, workers, chunk)
				}
			}
		}
	}
	for _, ext := range []string{".jsonl", ".jsonl.gz", ".ndjson.zst"} {
		j := newJob(t, "a.csv")
		j.Output = "out" + ext
		run1(t, j)
		same(t, want, unpacked(t, j.Output))
		again := newJob(t, "out"+ext) // rows read as rows: refused, but read
		again.Errors = "errors" + ext + ".csv.gz"
		same(t, int64(600), run1(t, again).Bad)
		same(t, 601, strings.Count(unpacked(t, again.Errors), "\n"))
	}
}

// Each row of an input is advised on or refused in its line, whatever is wrong
// with the rows beside it.
func TestBrokenRows(t *testing.T) {
	rows := many(20_000, 5000)
	for _, f := range []record.Format{record.JSON, record.CSV} {
		t.Run(f.String(), func(t *testing.T) {
			header, all, known := organisations(f, rows, 0.01)
			name := "a." + f.String()
			folder(t, name, text(header, all))
			j := newJob(t, name)
			j.tune.chunk, j.tune.rows, j.Output, j.Errors, j.To = 64<<10, 50, "out.jsonl", "errors.jsonl", ""
			s := run1(t, j)
			var bad []int
			for i, o := range all {
				if !o.good {
					bad = append(bad, i+1+strings.Count(header, "\n"))
				}
			}
			if len(bad) < rows/200 {
				t.Fatalf("only %d rows are broken", len(bad))
			}
			same(t, []int64{int64(rows), int64(len(known)), int64(len(bad))}, []int64{s.Rows, s.Advised, s.Bad})
			var lines []int
			for line := range strings.Lines(read(t, "errors.jsonl")) {
				var b record.Refusal
				if err := json.Unmarshal([]byte(line), &b); err != nil {
					t.Fatal(err)
				}
				if b.File != name || b.Reason == "" {
					t.Errorf("%+v", b)
				}
				lines = append(lines, int(b.Line))
			}
			same(t, bad, lines)
			got := rowsOf(t, read(t, "out.jsonl"))
			for i, o := range known {
				if got[i].Organisation != o.name || i%20 == 0 && !reflect.DeepEqual(o.advised(), got[i]) {
					t.Fatalf("row %d is %v, want %v", i, got[i], o.advised())
				}
			}
		})
	}
}

// The shards together hold each row once, and each refuses its own bad rows.
func TestShards(t *testing.T) {
	header, all, _ := organisations(record.CSV, 500, 0.05)
	lines := text(header, all)
	lines = strings.Replace(lines, "\n", "\n\n  \n", 3) // blank lines are no rows
	folder(t, "a.csv", lines)
	whole := newJob(t, "a.csv")
	whole.Output, whole.Errors = "whole.jsonl", "whole_errors.jsonl"
	s := run1(t, whole)
	want := slices.Sorted(strings.Lines(read(t, "whole.jsonl")))
	wantBad := slices.Sorted(strings.Lines(read(t, "whole_errors.jsonl")))
	for _, of := range []int{2, 7, 40} {
		var got, gotBad []string
		for part := 1; part <= of; part++ {
			j := newJob(t, "a.csv")
			j.Shard, j.Output, j.Errors, j.Force = Shard{part, of}, "part.jsonl", "part_errors.jsonl", true
			p := run1(t, j)
			if p.Rows != s.Rows || p.Advised+p.Bad+p.Skipped != p.Rows {
				t.Errorf("shard %s counts %+v", j.Shard, p)
			}
			got = slices.AppendSeq(got, strings.Lines(read(t, "part.jsonl")))
			gotBad = slices.AppendSeq(gotBad, strings.Lines(read(t, "part_errors.jsonl")))
		}
		slices.Sort(got)
		slices.Sort(gotBad)
		same(t, want, got)
		same(t, wantBad, gotBad)
	}
}

// A shard holds every N-th row, counted over all chunks and files.
func TestShardTakesEveryNthRow(t *testing.T) {
	_, all, _ := organisations(record.JSON, 300, 0)
	folder(t, "a.jsonl", text("", all[:200]), "b.jsonl", "\n"+text("", all[200:]))
	rows := slices.Collect(strings.Lines(out(t, newJob(t, "a.jsonl", "b.jsonl"))))
	for part := 1; part <= 7; part++ {
		var want []string
		for i := part - 1; i < len(rows); i += 7 {
			want = append(want, rows[i])
		}
		j := newJob(t, "a.jsonl", "b.jsonl")
		j.Shard = Shard{part, 7}
		same(t, want, slices.Collect(strings.Lines(out(t, j))))
	}
}

func TestShardOfLongRow(t *testing.T) {
	good := `{"headcount":3}` + "\n"
	folder(t, "a.jsonl", good+strings.Repeat("x", record.MaxRecord+10)+"\n"+good)
	for part, want := range [][]int64{{1, 0, 2}, {0, 1, 2}, {1, 0, 2}} {
		j := newJob(t, "a.jsonl")
		j.Shard = Shard{part + 1, 3}
		s := run1(t, j)
		same(t, want, []int64{s.Advised, s.Bad, s.Skipped})
	}
}

// Several files are one input; each CSV has a header of its own.
func TestSeveralFiles(t *testing.T) {
	folder(t, "a.csv", "headcount,organisation\n1,A\n2,B", "b.csv", "\ufeff\norganisation,industry\nC,software\n", "c.JSONL", "\ufeff{\"organisation\":\"D\",\"headcount\":4}", "none.jsonl", "")
	var names []string
	for _, row := range rowsOf(t, out(t, &Job{Engine: builtIn(), Inputs: []string{"c.JSONL", "none.jsonl", "a.csv", "b.csv", "a.csv"}, tune: small})) {
		names = append(names, row.Organisation)
	}
	same(t, []string{"D", "A", "B", "C", "A", "B"}, names)
}

func TestNamesOfFormats(t *testing.T) {
	for name, want := range map[string]encoding{
		"a.jsonl": {}, "a.ndjson": {}, "a.json": {}, "A.CSV": {format: record.CSV}, "x/a.csv.gz": {record.CSV, gzipped}, "a.JSONL.ZST": {record.JSON, zstandard}, "a.b.ndjson.zstd": {record.JSON, zstandard},
	} {
		got, ok := encodingOf(name)
		if !ok || got != want {
			t.Errorf("%s is %+v", name, got)
		}
	}
	for _, name := range []string{"", "a", "a.yaml", "a.gz", "csv", "a.csv.bz2", "a.jsonl.gz.gz", "a.csv/b"} {
		if got, ok := encodingOf(name); ok {
			t.Errorf("%q is %+v", name, got)
		}
	}
}

// What a stream holds is told by its first bytes.
func TestStandardInput(t *testing.T) {
	row := `{"headcount":3}` + "\n"
	zipped := string(compressed(t, gzipped, row))
	for name, test := range map[string]struct{ in, from, want string }{
		"JSON lines":            {"\n" + row, "", `"undecided"`},
		"JSON after a mark":     {"\ufeff" + row, "", `"undecided"`},
		"CSV":                   {"headcount\n3\n", "", "recommendation,"},
		"gzip":                  {zipped + zipped, "", `"undecided"`},
		"zstd":                  {string(compressed(t, zstandard, "headcount\n3\n")), "", "recommendation,"},
		"CSV that looks like {": {"{\n3", "csv", ""},
		"nothing":               {"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t)
			j := newJob(t, "-")
			j.From, j.Stdin = test.from, piped(t, test.in)
			var text bytes.Buffer
			j.Stdout = &text
			_, err := j.Run(context.Background())
			if test.from != "" && err == nil || test.from == "" && err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(text.String(), test.want) {
				t.Error(text.String())
			}
		})
	}
}

// piped returns a pipe through which a text comes.
func piped(t *testing.T, text string) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_, _ = io.WriteString(w, text)
		_ = w.Close()
	}()
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func compressed(t *testing.T, c codec, text string) []byte {
	t.Helper()
	k, err := newCompressor(c)
	if err != nil {
		t.Fatal(err)
	}
	return k.append(nil, []byte(text))
}

// Neither a line without an end nor any number of rows is held in memory.
func TestMemoryIsBounded(t *testing.T) {
	line := bytes.Repeat([]byte("x"), 1<<20)
	row, thousands := []byte(`{"headcount":3}`+"\n"), many(200, 40)
	for name, test := range map[string]struct {
		write func(w io.Writer) error
		want  []int64
	}{
		"a huge line":     {func(w io.Writer) error { return repeat(w, line, 100) }, []int64{1, 1}},
		"a quoted line":   {func(w io.Writer) error { return repeat(w, append([]byte(`{"`), line...), 100) }, []int64{1, 1}},
		"many rows":       {func(w io.Writer) error { return repeat(w, bytes.Repeat(row, 1000), thousands) }, []int64{int64(thousands)*1000 + 1, 0}},
		"many blank rows": {func(w io.Writer) error { return repeat(w, bytes.Repeat([]byte("\n"), 1<<20), many(10, 2)) }, []int64{1, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			folder(t)
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			go func() {
				_ = test.write(w)
				_, _ = w.Write([]byte("\n" + string(row)))
				_ = w.Close()
			}()
			j := newJob(t, "-")
			j.Stdin, j.From, j.tune, j.Workers = r, "jsonl", tuning{}, 4
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s := run1(t, j)
			runtime.ReadMemStats(&after)
			same(t, test.want, []int64{s.Advised, s.Bad})
			if grown := after.TotalAlloc - before.TotalAlloc; grown > 24<<20 {
				t.Errorf("%d bytes were allocated in all", grown)
			}
		})
	}
}

func repeat(w io.Writer, text []byte, n int) error {
	for range n {
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	return nil
}

// What is wrong with files is told before anything is written, all at once.
func TestWrongInputs(t *testing.T) {
	folder(t, "a.csv", "hedcount,stage\n1,idea\n", "empty.csv", "\n \n", "list.json", " [{}]", "utf16.csv", "\xff\xfeh\x00", "good.jsonl", `{"headcount":3}`, "a.txt", "x",
		"broken.jsonl.gz", "\x1f\x8b nothing of the kind", "long.csv", strings.Repeat("x", record.MaxRecord+1), "lines.csv", "\n\nheadcount,\"no\nne\",stage\n", "lone.csv", "hedcount")
	if err := os.Mkdir("folder.csv", 0o700); err != nil {
		t.Fatal(err)
	}
	for name, parts := range map[string][]string{
		"a.csv":           {`a.csv:1:1: there is no question "hedcount"`, `did you mean "headcount"?`},
		"empty.csv":       {"empty.csv: there is no header"},
		"list.json":       {"list.json: the file is one JSON list", "jq"},
		"utf16.csv":       {"utf16.csv: the file is UTF-16"},
		"a.txt":           {"a.txt: the name must end in .jsonl", "--from"},
		"folder.csv":      {"folder.csv: a folder, not a file"},
		"nowhere.csv":     {"nowhere.csv: no such file"},
		"broken.jsonl.gz": {"broken.jsonl.gz: "},
		"long.csv":        {"long.csv: the header is longer than"},
		"lines.csv":       {"lines.csv:3:11: "},
		"lone.csv":        {"lone.csv:1:1: "}, // without a line break
	} {
		t.Run(name, func(t *testing.T) {
			j := newJob(t, "good.jsonl", name)
			j.Output = "out.jsonl"
			refused(t, j, parts...)
			noFile(t, "out.jsonl*")
		})
	}
	j := newJob(t, "a.csv", "good.jsonl", "nowhere.csv", "empty.csv")
	refused(t, j, "a.csv:1:1: ", "nowhere.csv: no such file", "empty.csv: there is no header")
}

// noFile holds that no file has a name like that.
func noFile(t *testing.T, pattern string) {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) > 0 {
		t.Errorf("there is %q", found)
	}
}

// An input that breaks off is an error after what came before it.
func TestTruncatedInput(t *testing.T) {
	_, all, _ := organisations(record.JSON, 500, 0)
	zipped := compressed(t, gzipped, text("", all))
	folder(t, "a.jsonl.gz", string(zipped[:len(zipped)-1000]))
	j := newJob(t, "a.jsonl.gz")
	j.Output = "out.jsonl"
	s, err := j.Run(context.Background())
	if err == nil || !strings.Contains(err.Error(), "a.jsonl.gz: reading stopped after line ") || s.Advised < 100 {
		t.Errorf("%v, after %d rows", err, s.Advised)
	}
	same(t, int(s.Advised), strings.Count(read(t, "out.jsonl.partial"), "\n"))
	noFile(t, "out.jsonl")
}

func TestStrict(t *testing.T) {
	good := `{"headcount":3}` + "\n"
	folder(t, "a.jsonl", strings.Repeat(good, 1000)+`{"headcount":3,"stagg":"idea"}`+"\n"+good+`{"x":1}`)
	j := newJob(t, "a.jsonl")
	j.Strict, j.Output, j.Errors = true, "out.jsonl", "errors.csv"
	refused(t, j, `a.jsonl:1001:16: there is no question "stagg"`)
	noFile(t, "out*")
	noFile(t, "errors*")
	var text bytes.Buffer
	j = newJob(t, "a.jsonl")
	j.Strict, j.Stdout = true, &text
	refused(t, j, "a.jsonl:1001:16: ")
	same(t, 1000, strings.Count(text.String(), "\n"))
}

// An error row holds everything that is wrong with a row, in CSV that no
// spreadsheet reads as formulas.
func TestErrorsFile(t *testing.T) {
	name := "=a.jsonl"
	folder(t, name, `{"hedcount":1,"stage":"x","organisation":"=1+1"}`+"\n{}\n"+`{"headcount":3`)
	j := newJob(t, name)
	j.Errors = "e.csv"
	run1(t, j)
	cells, err := csv.NewReader(strings.NewReader(read(t, "e.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	same(t, []string{"file", "line", "column", "reason", "hint"}, cells[0])
	same(t, []string{"./=a.jsonl", "1", "2", `there is no question "hedcount"; column 23: stage: "x" is not an option of stage`,
		`did you mean "headcount"?; one of idea, early, scaling, established, unknown`}, cells[1])
	same(t, []string{"./=a.jsonl", "2", "", "nothing is known about the organisation", "answer one question at least"}, cells[2])
	same(t, []string{"./=a.jsonl", "3", "15"}, cells[3][:3])
	same(t, 4, len(cells))
}

// Without a file for them, the first bad rows are kept to be shown.
func TestShownRows(t *testing.T) {
	folder(t, "a.jsonl", strings.Repeat("{}\n", 500))
	s := run1(t, newJob(t, "a.jsonl"))
	same(t, 10, len(s.Shown))
	same(t, "a.jsonl:10:1: nothing is known about the organisation (answer one question at least)", s.Shown[9])
	same(t, int64(500), s.Bad)
}

func TestColumns(t *testing.T) {
	folder(t, "map.yaml", "columns: technology_chiefs\norganisation: Name\nquestions:\n  headcount: Staff\n  stage:\n    column: Age\n    values: {new: early, old: established}\n",
		"a.csv", "Name,Staff,Age,Other\nAcme,120,new,x\nBrandt,7,middle,y\n", "a.jsonl", `{"Name":"Acme","Staff":120,"Age":"new"}`, "b.csv", "Name,Staf\nAcme,1\n")
	j := newJob(t, "a.csv", "a.jsonl")
	j.Columns, j.To, j.Errors = "map.yaml", "jsonl", "e.jsonl"
	rows := rowsOf(t, out(t, j))
	same(t, []string{"Acme", "Acme"}, []string{rows[0].Organisation, rows[1].Organisation})
	same(t, rows[0], rows[1])
	if bad := read(t, "e.jsonl"); !strings.Contains(bad, `"line":3`) || !strings.Contains(bad, "middle") {
		t.Error(bad)
	}
	j = newJob(t, "b.csv")
	j.Columns = "map.yaml"
	refused(t, j, "map.yaml:4:14: ", "Staf")
	j = newJob(t, "a.csv")
	j.Columns = "nowhere.yaml"
	refused(t, j, "nowhere.yaml: no such file")
	write(t, "map.yaml", "columns: technology_chiefs\nquestions: {hedcount: Staff}\n")
	j.Columns = "map.yaml"
	refused(t, j, "map.yaml:2:13: ", "headcount")
}

// firedAndOpen returns the rules that fired in an advice, and the questions asked
// and not exactly known that undecided rules mention.
func firedAndOpen(a *engine.Advice, answers flow.Answers) (rules, questions map[string]bool) {
	rules, questions = map[string]bool{}, map[string]bool{}
	undecided := map[string]bool{}
	for _, role := range a.Roles {
		for _, reason := range role.Reasons {
			rules[reason.Rule] = true
		}
		for _, u := range role.Undecided {
			undecided[u.Rule] = true
		}
	}
	for _, r := range builtIn().Rules().Rules {
		for _, id := range r.When.Questions() {
			if undecided[r.ID] && !answers[id].IsExact() && slices.ContainsFunc(builtIn().Flow().Asked(answers), is(id)) {
				questions[id] = true
			}
		}
	}
	return rules, questions
}

// The summary counts what the advice on each row says.
func TestSummary(t *testing.T) {
	_, all, known := organisations(record.JSON, 300, 0.1)
	folder(t, "a.jsonl", text("", all))
	j := newJob(t, "a.jsonl")
	j.Summary = "s.json"
	s := run1(t, j)
	recommended, cto, fired, unknown := map[string]int64{}, RoleVerdicts{ID: "cto"}, map[string]int64{}, map[string]int64{}
	for _, o := range known {
		answers, a := o.answers, builtIn().Advise(o.answers)
		recommended[a.Recommendation]++
		role := a.Roles[0]
		switch role.Verdict {
		case "hire":
			cto.Hire++
		case "keep":
			cto.Keep++
		case "later":
			cto.Later++
		default:
			cto.No++
		}
		rules, questions := firedAndOpen(a, answers)
		for id := range rules {
			fired[id]++
		}
		for id := range questions {
			unknown[id]++
		}
	}
	for _, c := range s.Recommendations {
		same(t, recommended[c.ID], c.Rows)
		same(t, float64(c.Rows)/float64(len(known)), c.Share)
	}
	same(t, cto, s.Roles[0])
	for _, c := range s.Rules {
		same(t, fired[c.ID], c.Rows)
	}
	for _, c := range s.Unknown {
		same(t, unknown[c.ID], c.Rows)
	}
	same(t, len(unknown), len(s.Unknown))
	var inFile Summary
	if err := json.Unmarshal([]byte(read(t, "s.json")), &inFile); err != nil {
		t.Fatal(err)
	}
	inFile.Shown = s.Shown
	inFile.Seconds, inFile.RowsPerSecond = s.Seconds, s.RowsPerSecond
	same(t, s, &inFile)
}
