package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"chiefly/cmd/internal/batch"
	"chiefly/engine"
	"chiefly/engine/record"
	"chiefly/engine/record/recordtest"
)

// organisations returns a file of so many rows. Of every hundred one is broken,
// each in another way; some answers are unknown and some imprecise.
func organisations(e *engine.Engine, f record.Format, rows int) []byte {
	g := recordtest.New(e.Flow(), 1)
	g.Unknown, g.Imprecise, g.Stray = 0.1, 0.1, 0.05
	breaks := recordtest.Breaks(f)
	data := g.Header(f)
	var row record.Row
	for i := range rows {
		g.Next(&row)
		if i%100 == 99 {
			data = g.AppendBroken(data, f, breaks[i/100%len(breaks)], &row)
		} else {
			data = g.Append(data, f, &row)
		}
	}
	return data
}

// asBatch writes what chiefly batch makes of files, and returns how many rows
// were bad.
func asBatch(t *testing.T, e *engine.Engine, explain bool, output, refused string, inputs ...string) int64 {
	t.Helper()
	job := batch.Job{Engine: e, Inputs: inputs, Output: output, Errors: refused, Explain: explain}
	summary, err := job.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return summary.Bad
}

// The pipeline writes the rows of chiefly batch and refuses what it refuses, byte
// for byte, in whatever order.
func TestAsBatch(t *testing.T) {
	e := builtIn(t)
	many := 100_000
	if testing.Short() {
		many = 10_000
	}
	for name, test := range map[string]struct {
		inputs  map[string]int // rows by name
		output  string
		errors  string
		explain bool
		runner  string
	}{
		"many rows":             {map[string]int{"a.jsonl": many}, "out.jsonl", "bad.jsonl", false, "prism"},
		"CSV":                   {map[string]int{"a.csv": 10_000}, "out.csv", "bad.csv", false, "prism"},
		"several files, packed": {map[string]int{"a.jsonl": 3000, "b.ndjson.gz": 3000, "c.csv.gz": 3000, "d.CSV": 1}, "out.csv.gz", "bad.jsonl.gz", false, "prism"},
		"explained":             {map[string]int{"a.jsonl": 1000}, "out.jsonl", "bad.csv", true, "prism"},
		"explained in CSV":      {map[string]int{"a.csv": 1000}, "out.csv", "bad.csv", true, "prism"},
		"no rows":               {map[string]int{"a.csv": 0, "b.jsonl": 0}, "out.csv", "bad.csv", false, "prism"},
		"on the direct runner":  {map[string]int{"a.jsonl": 10_000, "b.csv": 1000}, "out.jsonl", "bad.jsonl", false, "direct"},
	} {
		t.Run(name, func(t *testing.T) {
			on(t, test.runner)
			in, want, got := t.TempDir(), t.TempDir(), t.TempDir()
			var inputs []string
			for name, rows := range test.inputs {
				form, err := formatOf(name)
				if err != nil {
					t.Fatal(err)
				}
				inputs = append(inputs, file(t, in, name, organisations(e, form.records(), rows)))
			}
			code := exitDone
			if asBatch(t, e, test.explain, filepath.Join(want, test.output), filepath.Join(want, test.errors), inputs...) > 0 {
				code = exitInvalid
			}
			run(t, code, options{input: filepath.Join(in, "*"), output: filepath.Join(got, test.output), errors: filepath.Join(got, test.errors), explain: test.explain})
			for _, name := range []string{test.output, test.errors} {
				same(t, name, sorted(textOf(t, filepath.Join(want, name))), sorted(textOf(t, filepath.Join(got, name))))
			}
			if left, _ := filepath.Glob(filepath.Join(got, "*.partial")); left != nil {
				t.Error("left over:", left)
			}
		})
	}
}

// What is hard to cut: records over several lines, line breaks of two characters,
// quotes that are never closed, records that are too long, nothing at the end.
func TestCutsAsBatch(t *testing.T) {
	const header = "organisation,headcount\r\n"
	long := strings.Repeat("x", record.MaxRecord)
	for name, text := range map[string]string{
		"over lines.csv":        header + strings.Repeat("\"A\n\"\"B\"\"\r\nC\",120\r\n\n\"D\nE\",many\n", 20_000),
		"a header over two.csv": "\"organisation\",\"head\ncount\"\n",
		"blank before.csv":      "\ufeff\n \r\n" + header + "A,1\nB,x\n",
		"never closed.csv":      header + "A,1\n\"B,2\nC,3\n" + strings.Repeat("D,4\n", 400_000),
		"long.csv":              header + "A,1\n\"" + long + "\",2\nB,x\n" + long + long + long + ",1\nC,3\n",
		"long.jsonl":            `{"headcount": 1}` + "\n" + `{"organisation":"` + long + long + long + `"}` + "\n" + `{"headcount":"x"}`,
		"long at the end.jsonl": `{"headcount": 1}` + "\n" + long + long,
		"long and blank.csv":    header + "A,1\n" + strings.Repeat(" ", 3*record.MaxRecord) + "\nB,2\n",
		"long header.csv":       long + long + "\n1\n",
		"nothing.jsonl":         "",
		"a list.jsonl":          "[\n{\"headcount\": 1},\n{\"headcount\": 2}\n]",
		"a mark, then x.jsonl":  "\ufeff{\"headcount\": \"x\"}\n{\"headcount\": 2}",
		"a mark.jsonl":          "\ufeff{\"headcount\": 1}\n\n{\"headcount\": 2}",
		"nothing.csv":           "",
		"no such column.csv":    "organisation,headcont\nA,1\n",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			input := file(t, dir, name, []byte(text))
			job := batch.Job{Engine: builtIn(t), Inputs: []string{input}, Output: filepath.Join(dir, "want.jsonl"), Errors: filepath.Join(dir, "want.csv")}
			summary, err := job.Run(context.Background())
			o := options{input: input, output: filepath.Join(dir, "got.jsonl"), errors: filepath.Join(dir, "got.csv")}
			if err != nil {
				// Words about a file as a whole may differ, that it is refused may not.
				run(t, exitInvalid, o)
				return
			}
			code := exitDone
			if summary.Bad > 0 {
				code = exitInvalid
			}
			has(t, run(t, code, o), fmt.Sprintf("%d rows: %d advised, %d bad\n", summary.Rows, summary.Advised, summary.Bad))
			for _, name := range []string{"jsonl", "csv"} {
				same(t, name, sorted(textOf(t, filepath.Join(dir, "want."+name))), sorted(textOf(t, filepath.Join(dir, "got."+name))))
			}
		})
	}
}

// Several files together hold what one would.
func TestShards(t *testing.T) {
	e, dir := builtIn(t), t.TempDir()
	input := file(t, dir, "a.csv", organisations(e, record.CSV, 20_000))
	asBatch(t, e, false, filepath.Join(dir, "want.csv"), filepath.Join(dir, "bad.csv"), input)
	want := strings.SplitAfter(textOf(t, filepath.Join(dir, "want.csv")), "\n")
	run(t, exitInvalid, options{input: input, output: filepath.Join(dir, "got.part.csv"), shards: 30})
	names, err := filepath.Glob(filepath.Join(dir, "got-*-of-00030.part.csv"))
	if err != nil || len(names) != 30 {
		t.Fatal(names, err)
	}
	var got []string
	filled := 0
	for _, name := range names {
		header, rows, _ := strings.Cut(textOf(t, name), "\n")
		same(t, "header", want[0], header+"\n")
		got = slices.AppendSeq(got, strings.Lines(rows))
		if rows != "" {
			filled++
		}
	}
	slices.Sort(got)
	same(t, "rows", sorted(strings.Join(want[1:], "")), got)
	if filled < 5 {
		t.Errorf("all rows are in %d files", filled)
	}
}

// Parquet holds the cells that CSV holds: read from it, and written to it.
func TestParquetAsCSV(t *testing.T) {
	e, dir := builtIn(t), t.TempDir()
	var rows [][]string
	for i, line := range strings.Split(strings.TrimSpace(string(organisations(e, record.CSV, 3000))), "\n") {
		cells, err := csv.NewReader(strings.NewReader(line)).Read()
		if err == nil && (i == 0 || len(cells) == len(rows[0])) { // what is no CSV cannot be Parquet
			rows = append(rows, cells)
		}
	}
	var text bytes.Buffer
	if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	writeRows(t, filepath.Join(dir, "in.parquet"), rows[0], text.Bytes())
	input := file(t, dir, "in.csv", text.Bytes())
	if asBatch(t, e, true, filepath.Join(dir, "want.csv"), filepath.Join(dir, "bad.csv"), input) == 0 {
		t.Error("no row is bad")
	}
	run(t, exitInvalid, options{input: filepath.Join(dir, "in.parquet"), output: filepath.Join(dir, "got.parquet"), errors: filepath.Join(dir, "got_bad.csv"), explain: true})
	same(t, "rows", sortedCells(t, textOf(t, filepath.Join(dir, "want.csv"))), sortedCells(t, cellsOf(t, filepath.Join(dir, "got.parquet"))))

	wantBad := strings.ReplaceAll(textOf(t, filepath.Join(dir, "bad.csv")), ".csv,", ".parquet,")
	same(t, "bad rows", sorted(wantBad), sorted(textOf(t, filepath.Join(dir, "got_bad.csv"))))
}

// writeRows makes a Parquet file of text columns out of CSV with its header.
func writeRows(t *testing.T, name string, columns []string, text []byte) {
	t.Helper()
	_, text, _ = bytes.Cut(text, []byte("\n"))
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := writeParquet(out, columns, once(text)); err != nil {
		t.Fatal(err)
	}
}

// once gives one piece, as Beam gives many.
func once(text []byte) func(*[]byte) bool {
	done := false
	return func(piece *[]byte) bool {
		*piece, done = text, !done
		return done
	}
}

// cellsOf returns a Parquet file as CSV.
func cellsOf(t *testing.T, name string) string {
	t.Helper()
	in, err := open(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(in.text)
	if err := errors.Join(err, in.close()); err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// sortedCells returns the records of CSV as texts of their cells, sorted: there are
// several ways to quote a cell.
func sortedCells(t *testing.T, text string) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var sorted []string
	for _, cells := range rows {
		sorted = append(sorted, fmt.Sprintf("%q", cells))
	}
	slices.Sort(sorted)
	return sorted
}

// The types that programs write are read as the cells they mean.
func TestParquetTypes(t *testing.T) {
	type row struct {
		Name      string   `parquet:"organisation"`
		Headcount *float64 `parquet:"headcount,optional"`
		Engineers int32    `parquet:"engineers"`
		Role      *string  `parquet:"technology_role,optional,dict"`
	}
	number, role := 120.0, "product"
	half := 120.5
	name := filepath.Join(t.TempDir(), "a.parquet")
	err := parquet.WriteFile(name, []row{
		{"Acme", &number, 30, &role},
		{"Two\nlines, \"quoted\"", nil, -1, nil},
		{"", &half, 0, nil},
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "CSV", "organisation,headcount,engineers,technology_role\nAcme,120,30,product\n\"Two lines, \"\"quoted\"\"\",,-1,\n,120.5,0,\n", cellsOf(t, name))

	// A row without a word is a row all the same.
	type lone struct {
		Headcount *int64 `parquet:"headcount,optional"`
	}
	if err := parquet.WriteFile(name, []lone{{}, {}}); err != nil {
		t.Fatal(err)
	}
	has(t, run(t, exitInvalid, options{input: name, output: name + ".jsonl"}), "2 rows: 0 advised, 2 bad")
}
