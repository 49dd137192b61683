package recordtest_test

import (
	"bytes"
	"errors"
	"math/bits"
	"testing"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/record"
	"chiefly/engine/record/recordtest"
	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/questions"
	"chiefly/rules"
)

func builtIn(t *testing.T) *flow.Flow {
	t.Helper()
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		t.Fatal(err)
	}
	return e.Flow()
}

func load(t *testing.T, text string) *flow.Flow {
	t.Helper()
	root, problems := source.Parse(source.NewFile("f.yaml", []byte(text)), source.YAML)
	f, more := flow.Load(root, rule.Compile)
	if problems = append(problems, more...); len(problems) > 0 {
		t.Fatal(problems.Render())
	}
	return f
}

// draw returns n organisations as JSON lines.
func draw(g *recordtest.Generator, n int) []byte {
	var lines []byte
	var row record.Row
	for range n {
		g.Next(&row)
		lines = g.Append(lines, record.JSON, &row)
	}
	return lines
}

func TestSameSeedSameRecords(t *testing.T) {
	f := builtIn(t)
	one := draw(recordtest.New(f, 1), 20)
	if !bytes.Equal(one, draw(recordtest.New(f, 1), 20)) {
		t.Error("the same seed gives other records")
	}
	if bytes.Equal(one, draw(recordtest.New(f, 2), 20)) {
		t.Error("another seed gives the same records")
	}
}

func TestSharesAreKept(t *testing.T) {
	f := builtIn(t)
	for _, c := range []struct{ unknown, imprecise, stray float64 }{{0, 0, 0}, {0.3, 0, 0}, {0, 0.5, 0}, {1, 0, 0}, {0.2, 0.2, 1}} {
		g := recordtest.New(f, 7)
		g.Unknown, g.Imprecise, g.Stray = c.unknown, c.imprecise, c.stray
		var asked, left, given, inexact, parked float64
		var row record.Row
		for range 400 {
			g.Next(&row)
			if len(row.Answers) != len(f.Questions) || len(row.Organisation) == 0 {
				t.Fatalf("%+v", row)
			}
			answers := f.Answers(row.Answers)
			visible := f.Visible(answers)
			questions := f.Asked(answers)
			asked += float64(len(questions))
			left += float64(len(questions) - len(visible))
			given += float64(len(visible))
			parked += float64(len(answers) - len(visible))
			for id, a := range answers {
				if !a.IsExact() {
					inexact++
				}
				if set, _ := a.Picks(); bits.OnesCount64(set) > max(1, f.Question(id).MaxPicks) {
					t.Fatalf("%s has %d picks", id, bits.OnesCount64(set))
				}
			}
		}
		near := func(what string, got, want, off float64) {
			if got < want-off || got > want+off {
				t.Errorf("%+v: %s %.2f, want about %.2f", c, what, got, want)
			}
		}
		near("left out", left/asked, c.unknown, 0.06)
		if c.imprecise == 0 && inexact > 0 || c.imprecise > 0 && inexact/given < c.imprecise/3 {
			t.Errorf("%+v: %.2f are imprecise", c, inexact/given)
		}
		if c.stray == 0 && c.unknown < 1 && parked > 0 || c.stray == 1 && parked == 0 {
			t.Errorf("%+v: %v answers are parked", c, parked)
		}
	}
}

// Whatever the flow has, its records are read, and what is broken is refused.
func TestFlowsOfAllSorts(t *testing.T) {
	const head = "flow: f\nversion: 1.0.0\ntitle: T\nquestions:\n"
	flows := map[string]*flow.Flow{
		"built in":      builtIn(t),
		"one number":    load(t, head+"  - {id: n, type: integer, min: -5, max: 5, ask: A?, why: W.}\n"),
		"one yes or no": load(t, head+"  - {id: n, type: yes_no, ask: A?, why: W.}\n"),
		"one of one":    load(t, head+"  - {id: n, type: choice, ask: A?, why: W., options: [{id: a, label: A}]}\n"),
		"any of one":    load(t, head+"  - {id: n, type: choices, ask: A?, why: W., options: [{id: a, label: A}]}\n"),
	}
	for name, f := range flows {
		for _, format := range []record.Format{record.JSON, record.CSV} {
			g := recordtest.New(f, 3)
			g.Unknown, g.Imprecise, g.Stray = 0.3, 0.3, 0.3
			r := record.NewJSONReader(f)
			if format == record.CSV {
				var err error
				if r, err = record.NewCSVReader(f, bytes.TrimSpace(g.Header(format))); err != nil {
					t.Fatal(err)
				}
			}
			var row, read record.Row
			for i := range 200 {
				g.Next(&row)
				line := bytes.TrimSuffix(g.Append(nil, format, &row), []byte("\n"))
				if err := r.Read(line, &read); err != nil || !bytes.Equal(row.Organisation, read.Organisation) {
					t.Fatalf("%s, %v: %v\n%s", name, format, err, line)
				}
				for j := range row.Answers {
					if row.Answers[j] != read.Answers[j] {
						t.Fatalf("%s, %v: answer %d differs\n%s", name, format, j, line)
					}
				}
				b := recordtest.Breaks(format)[i%len(recordtest.Breaks(format))]
				broken := g.AppendBroken(nil, format, b, &row)
				var invalid *record.Invalid
				if err := r.Read(bytes.TrimSuffix(broken, []byte("\n")), &read); !errors.As(err, &invalid) {
					t.Errorf("%s, %v, %s: %v\n%s", name, format, b.Name, err, broken)
				}
				if bytes.Count(broken, []byte("\n")) != 1 || broken[len(broken)-1] != '\n' {
					t.Errorf("%s, %v, %s: not one line: %q", name, format, b.Name, broken)
				}
			}
		}
	}
}

// Broken records do not touch the sound ones between which they stand.
func TestBrokenRecordsStandAlone(t *testing.T) {
	f := builtIn(t)
	for _, format := range []record.Format{record.JSON, record.CSV} {
		g := recordtest.New(f, 5)
		r := record.NewJSONReader(f)
		if format == record.CSV {
			r, _ = record.NewCSVReader(f, bytes.TrimSpace(g.Header(format)))
		}
		var stream []byte
		var row record.Row
		breaks := recordtest.Breaks(format)
		const each = 5
		for range each {
			for _, b := range breaks {
				g.Next(&row)
				stream = g.Append(stream, format, &row)
				g.Next(&row)
				stream = g.AppendBroken(stream, format, b, &row)
			}
		}
		good, bad := 0, 0
		for rest := stream; len(rest) > 0; {
			line, after, _ := record.Next(format, rest)
			rest = after
			if err := r.Read(line, &row); err != nil {
				bad++
			} else {
				good++
			}
		}
		if want := each * len(breaks); good != want || bad != want {
			t.Errorf("%v: %d good and %d bad records, want %d of both", format, good, bad, want)
		}
	}
}
