package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"chiefly/engine"
	"chiefly/engine/record"
	"chiefly/questions"
	"chiefly/rules"
)

func generate(t *testing.T, args ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := run(args, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestGenerate(t *testing.T) {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []record.Format{record.JSON, record.CSV} {
		rest := generate(t, "-rows", "500", "-format", format.String(), "-broken", "0.2", "-unknown", "0.3", "-imprecise", "0.1")
		r := record.NewJSONReader(e.Flow())
		if format == record.CSV {
			var header []byte
			header, rest, _ = record.Next(format, rest)
			if r, err = record.NewCSVReader(e.Flow(), header); err != nil {
				t.Fatal(err)
			}
		}
		rows, broken := 0, 0
		for ; len(rest) > 0; rows++ {
			var line []byte
			line, rest, _ = record.Next(format, rest)
			if err := r.Read(line, new(record.Row)); err != nil {
				broken++
			}
		}
		if rows != 500 || broken < 70 || broken > 130 {
			t.Errorf("%v: %d rows, of which %d are broken", format, rows, broken)
		}
	}
}

func TestGenerateIsRepeatable(t *testing.T) {
	one := generate(t, "-rows", "9")
	if !bytes.Equal(one, generate(t, "-rows", "9", "-seed", "1")) || bytes.Equal(one, generate(t, "-rows", "9", "-seed", "2")) {
		t.Error("the seed does not decide what is written")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestGenerateFails(t *testing.T) {
	for args, want := range map[string]string{"-format xml": `there is no format "xml"`, "-rows many": "invalid value", "-rows 9": "disk full"} {
		if err := run(strings.Fields(args), full{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", args, err, want)
		}
	}
}
