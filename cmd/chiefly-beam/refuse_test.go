package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"chiefly/engine/record"
)

// What cannot be done is said before anything is written.
func TestRefusals(t *testing.T) {
	t.Chdir(t.TempDir())
	file(t, ".", "a.csv", []byte("headcount\n120\n"))
	file(t, ".", "there.csv", []byte("mine"))
	file(t, ".", "wrong.csv", []byte("\nheadcont,engineers,engineers\n"))
	file(t, ".", "lone.csv", []byte("headcont")) // without a line break
	file(t, ".", "wrong.parquet", []byte("PAR1 and more"))
	file(t, ".", "wrong.gz.csv.gz", []byte("headcount\n"))
	file(t, ".", "plain.jsonl", []byte("{\"headcount\": 120}"))
	if err := os.Rename("plain.jsonl", "plain.jsonl.gz"); err != nil {
		t.Fatal(err)
	}
	file(t, ".", "rules.yaml", []byte("rule_set: x\n"))
	file(t, ".", "rules.txt", []byte("rule_set: x\n"))
	if err := os.Mkdir("folder.jsonl", 0o700); err != nil {
		t.Fatal(err)
	}
	type nested struct {
		Headcount []int64
		Day       int32 `parquet:"engineers,date"`
	}
	if err := parquet.WriteFile("nested.parquet", []nested{{}}); err != nil {
		t.Fatal(err)
	}
	ok := options{input: "a.csv", output: "new.csv"}
	for name, test := range map[string]struct {
		change func(o *options)
		code   int
		parts  []string
	}{
		"no input":           {func(o *options) { o.input = "" }, exitUsage, []string{"--input is missing"}},
		"no output":          {func(o *options) { o.output = "" }, exitUsage, []string{"--output is missing"}},
		"no such file":       {func(o *options) { o.input = "b*.csv" }, exitUsage, []string{`--input "b*.csv": there is no such file`}},
		"a wrong pattern":    {func(o *options) { o.input = "[.csv" }, exitUsage, []string{"syntax error in pattern"}},
		"a strange input":    {func(o *options) { o.input = "rules.txt" }, exitUsage, []string{`"rules.txt": the name must end in .jsonl`}},
		"a strange output":   {func(o *options) { o.output = "new.xls" }, exitUsage, []string{`--output "new.xls": the name must end in`}},
		"packed Parquet":     {func(o *options) { o.output = "new.parquet.gz" }, exitUsage, []string{"leave .gz out"}},
		"strange errors":     {func(o *options) { o.errors = "new" }, exitUsage, []string{`--errors "new": the name must end in`}},
		"errors in Parquet":  {func(o *options) { o.errors = "bad.parquet" }, exitUsage, []string{"--errors is written as JSON lines or CSV"}},
		"errors and rows":    {func(o *options) { o.errors = "./new.csv" }, exitUsage, []string{"--errors and --output are the same file"}},
		"no shards":          {func(o *options) { o.shards = -1 }, exitUsage, []string{"--shards must be from 1 to 10000"}},
		"rows are there":     {func(o *options) { o.output = "there.csv" }, exitUsage, []string{`"there.csv" exists; --force overwrites it`}},
		"errors are there":   {func(o *options) { o.errors = "there.csv" }, exitUsage, []string{`"there.csv" exists`}},
		"the input itself":   {func(o *options) { o.output, o.force = "a.csv", true }, exitUsage, []string{`"a.csv" is read and would be written`}},
		"another store":      {func(o *options) { o.output = "s3://bucket/new.csv" }, exitUsage, []string{`"s3" not registered`}},
		"wrong columns":      {func(o *options) { o.input = "wrong.csv" }, exitInvalid, []string{"wrong.csv:2:1: ", "    2 | headcont,engineers,engineers\n      | ^", `did you mean "headcount"?`, "wrong.csv:2:20: "}},
		"a wrong column":     {func(o *options) { o.input = "lone.csv" }, exitInvalid, []string{"lone.csv:1:1: ", "    1 | headcont\n"}},
		"no Parquet":         {func(o *options) { o.input = "wrong.parquet" }, exitInvalid, []string{"wrong.parquet: "}},
		"Parquet in lists":   {func(o *options) { o.input = "nested.parquet" }, exitInvalid, []string{`nested.parquet: column "Headcount" holds`, `nested.parquet: column "engineers" holds`, "DATE"}},
		"not packed":         {func(o *options) { o.input = "plain.jsonl.gz" }, exitInvalid, []string{"plain.jsonl.gz: gzip: invalid header"}},
		"a folder":           {func(o *options) { o.input = "folder.jsonl" }, exitInvalid, []string{"folder.jsonl: ", "is a directory"}},
		"wrong rules":        {func(o *options) { o.rules = "rules.yaml" }, exitInvalid, []string{"rules.yaml:1:1: "}},
		"rules in no YAML":   {func(o *options) { o.rules = "rules.txt" }, exitUsage, []string{"rules.txt: not a YAML file"}},
		"no such rules":      {func(o *options) { o.rules = "nowhere.yaml" }, exitUsage, []string{"nowhere.yaml: no such file"}},
		"no such content":    {func(o *options) { o.content = "nowhere" }, exitUsage, []string{"nowhere/questions"}},
		"nowhere to write":   {func(o *options) { o.output = "a.csv/new.csv" }, exitUsage, []string{"chiefly-beam: ", "a.csv", "not a directory"}},
		"lost with Dataflow": {func(o *options) { on(t, "DataflowRunner") }, exitUsage, []string{`"new.csv": Dataflow's workers are other machines`}},
	} {
		t.Run(name, func(t *testing.T) {
			on(t, "direct")
			o := ok
			test.change(&o)
			has(t, run(t, test.code, o), test.parts...)
			if _, err := os.Stat("new.csv"); err == nil {
				t.Error("something was written")
			}
		})
	}
	same(t, "what was there", "mine", textOf(t, "there.csv"))
	run(t, exitDone, options{input: "a.csv", output: "there.csv", force: true})
	has(t, textOf(t, "there.csv"), "organisation,recommendation,")
}

// A file that ends too early gives no rows at all, and its name.
func TestBrokenOnTheWay(t *testing.T) {
	for _, runner := range []string{"prism", "direct"} {
		t.Run(runner, func(t *testing.T) {
			on(t, runner)
			dir := t.TempDir()
			whole := textOf(t, file(t, dir, "a.jsonl", organisations(builtIn(t), record.JSON, 3000)))
			packed, err := os.ReadFile(file(t, dir, "a.jsonl.gz", []byte(whole)))
			if err != nil {
				t.Fatal(err)
			}
			name := file(t, dir, "short", packed[:len(packed)/2])
			if err := os.Rename(name, name+".jsonl.gz"); err != nil {
				t.Fatal(err)
			}
			stderr := run(t, exitUsage, options{input: name + ".jsonl.gz", output: filepath.Join(dir, "out.jsonl")})
			same(t, "standard error", "chiefly-beam: "+name+".jsonl.gz: unexpected EOF\n", stderr)
			if left, _ := filepath.Glob(filepath.Join(dir, "out*")); left != nil {
				t.Error("written:", left)
			}
		})
	}
}

// Content travels with the pipeline: the same rules on the other side, and no
// file is looked at there.
func TestContentTravels(t *testing.T) {
	t.Chdir(t.TempDir())
	e := builtIn(t)
	changed := bytes.Replace(e.RulesFile().Data, []byte("\nversion: "), []byte("\nversion: 9"), 1)
	for _, dir := range []string{"mine/questions", "mine/rules"} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	file(t, "mine/questions", "q.yaml", e.FlowFile().Data)
	file(t, "mine/rules", "r.yml", changed)
	file(t, "mine", "house.yaml", []byte("rule_set: house\nversion: 9.1.0\nextends: technology_chiefs\n"))
	file(t, "mine", "branch.yaml", []byte("rule_set: branch\nversion: 9.2.0\nextends: ./house.yaml\n"))
	for name, o := range map[string]options{
		"a folder":  {content: "mine"},
		"two files": {questions: "mine/questions/q.yaml", rules: "mine/rules/r.yml"},
		"one file":  {rules: "mine/rules/r.yml"},
		"a house":   {rules: "mine/house.yaml"},
		"a branch":  {rules: "mine/branch.yaml", questions: "mine/questions/q.yaml"},
	} {
		loaded, packed, err := o.load()
		if err != nil {
			t.Fatal(name, err)
		}
		unpacked, err := unpack(packed)
		if err != nil {
			t.Fatal(name, err)
		}
		want := loaded.Advise(nil).Content
		same(t, name, want, unpacked.Advise(nil).Content)
		if !strings.HasPrefix(want.Version, "9") {
			t.Errorf("%s: version %s: the built-in rules", name, want.Version)
		}
	}
}

// Whatever a Parquet file holds, it is read or refused.
func TestSpoiltParquet(t *testing.T) {
	var whole bytes.Buffer
	if err := writeParquet(&whole, []string{"organisation", "headcount"}, once([]byte("Acme,120\nBolt,7\n"))); err != nil {
		t.Fatal(err)
	}
	e, dir, refused := builtIn(t), t.TempDir(), 0
	for i := range whole.Len() {
		data := bytes.Clone(whole.Bytes())
		data[i] ^= 0x15
		name := file(t, dir, fmt.Sprint(i, ".parquet"), data)
		if checkHeader(context.Background(), e.Flow(), name) != nil {
			refused++
		}
		if (&readFn{}).ProcessElement(context.Background(), name, func(block) {}) != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Error("none is refused")
	}
}
