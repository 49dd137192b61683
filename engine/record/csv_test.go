package record_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"chiefly/engine/record"
	"chiefly/engine/source"

	"pgregory.net/rapid"
)

const smallHeader = "organisation,people,debt,field,goals,listed"

func TestCSVRecords(t *testing.T) {
	f := smallFlow(t)
	for _, c := range []struct{ header, record, want string }{
		{smallHeader, `Acme,120,-3,software,growth|cost,yes`, "Acme people=120 debt=-3 field=software goals=[growth, cost] listed=yes"},
		{smallHeader, `,100-250,,,,`, " people=100-250"},
		{smallHeader, `,500+,unknown,unknown,unknown,unknown`, " people=500+ debt=unknown field=unknown goals=unknown listed=unknown"},
		{smallHeader, `,<15,,none,none,No`, " people=<15 field=none goals=[] listed=no"},
		{smallHeader, `,1,,software|none,[],true`, " people=1 field=[software, none] goals=[] listed=yes"},
		{smallHeader, ` Acme  & Co , 7 ,  , software | none ,growth , N`, "Acme & Co people=7 field=[software, none] goals=[growth] listed=no"},
		{smallHeader, `"Price, ""Hall"" & Co","1,200","-5..7","software, retail","[growth, cost]",""`, `Price, "Hall" & Co people=1200 debt=-5..7 field=[software, retail] goals=[growth, cost]`},
		{smallHeader, "\"A\r\n B\n\nC\",\"7\",,,,", "A B C people=7"},
		{smallHeader, `'=SUM(A1),7,,,,`, "=SUM(A1) people=7"},
		{smallHeader, `''=SUM(A1),7,,,,`, "'=SUM(A1) people=7"},
		{smallHeader, `'t Hof,7,,,,`, "'t Hof people=7"},
		{smallHeader, "\ufeffAcme,7,,,,", "Acme people=7"},
		{"\ufeff\"people\", listed", `7,y`, " people=7 listed=yes"},
		{"people", `25`, " people=25"},
	} {
		var row record.Row
		if err := csvReader(t, f, c.header).Read([]byte(c.record), &row); err != nil {
			t.Errorf("%s: %v", c.record, err)
			continue
		}
		same(t, c.want, text(f, &row))
	}
}

func TestCSVProblems(t *testing.T) {
	f := smallFlow(t)
	for text, want := range map[string]string{
		"":                                  `the row has 1 of 6 cells (leave cells empty, but keep their commas)`,
		",,,,,":                             `nothing is known about the organisation (answer one question at least)`,
		"Acme,,unknown,,,":                  `nothing is known about the organisation (answer one question at least)`,
		"Acme,5,,,":                         `the row has 5 of 6 cells (leave cells empty, but keep their commas)`,
		"Acme,5,,,growth,cost,":             `column 17: listed: "cost" is not an option of listed (one of no, yes, unknown); the row has 7 cells, the header has 6 (put a cell that holds a comma into quotes, as in "a, b")`,
		"é,many,,softwear,,":                `column 3: people: "many" is not a whole number or a range (write a whole number from 1 to 5000, a range such as 100-250, 500+ or <15, or unknown); column 9: field: "softwear" is not an option of field (did you mean "software"?)`,
		"\"A\nB\",0,,,,":                    `line 2 of the record, column 4: people: 0 is out of range (write a whole number from 1 to 5000, a range such as 100-250, 500+ or <15, or unknown)`,
		`Acme,"5,,,,`:                       `column 6: the quote is opened here and not closed (close it, and double the quotes within the cell)`,
		`Acme,"5"x,,,,`:                     `column 9: there is more after the closing quote (double the quotes within the cell)`,
		`5" Disks,0,,,,`:                    `column 2: a quote stands within the cell (put the whole cell into quotes and double the quotes in it, as in "the ""best"" one")`,
		"\xff,5,,,,":                        `column 1: the name is not UTF-8 text`,
		"a\x00b,5,,,,":                      `column 1: the name holds the control character U+0000`,
		strings.Repeat("x", 201) + ",5,,,,": `column 1: the name has more than 200 characters`,
		",,,,growth|cost|a_goal_with_a_long_name,": `column 5: goals: 3 options are given, at most 2 are allowed`,
		",,,,[x,":                               `column 5: goals: "[x" is not an option of goals (one of growth, cost, a_goal_with_a_long_name, a_goal_with_a_long_nose, unknown)`,
		",,,,cost|cost,":                        `column 5: goals: option "cost" is given twice`,
		strings.Repeat(",", record.MaxRecord+1): `the record is longer than 1048576 bytes (check for a missing line break or quote)`,
	} {
		err := csvReader(t, f, smallHeader).Read([]byte(text), new(record.Row))
		var invalid *record.Invalid
		if !errors.As(err, &invalid) {
			t.Errorf("%.99s: %v", text, err)
			continue
		}
		same(t, want, err.Error())
	}
}

func TestCSVHeaderProblems(t *testing.T) {
	f := smallFlow(t)
	for header, want := range map[string]string{
		"":                    `1:1: column 1 has no name (write a question id, or remove the column)`,
		"organisation":        `1:1: the header has no question (the first line must hold question ids, such as people,debt,field)`,
		"people,,listed,":     "1:8: column 2 has no name (write a question id, or remove the column)\n1:16: column 4 has no name (write a question id, or remove the column)",
		"people,peple,people": "1:8: there is no question \"peple\" (did you mean \"people\"?)\n1:14: column \"people\" is given twice (keep one of them)",
		"é,Listed":            "1:1: there is no question \"é\"\n1:3: there is no question \"Listed\" (did you mean \"listed\"?)",
		"people;listed":       `1:1: there is no question "people;listed"`,
		`people,"listed`:      `1:8: the quote is opened here and not closed (close it, and double the quotes within the cell)`,
		"\"people\n\",x":      `2:3: there is no question "x"`,
	} {
		_, err := record.NewCSVReader(f, []byte(header))
		var problems source.List
		if !errors.As(err, &problems) {
			t.Errorf("%s: %v", header, err)
			continue
		}
		same(t, want, err.Error())
	}
}

// The same organisations give the same answers in both formats.
func TestCSVIsJSON(t *testing.T) {
	f := builtIn(t).Flow()
	g := mixed(f, 5)
	r := csvReader(t, f, strings.TrimSpace(string(g.Header(record.CSV))))
	var drawn, read record.Row
	for range 2000 {
		g.Next(&drawn)
		line := bytes.TrimSpace(g.Append(nil, record.CSV, &drawn))
		if err := r.Read(line, &read); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		same(t, text(f, &drawn), text(f, &read))
	}
}

// Cells say the same in quotes, which are read another way.
func TestQuotedCellsAreBareCells(t *testing.T) {
	f := smallFlow(t)
	r := csvReader(t, f, "people,debt,field,goals,listed,organisation")
	cell := rapid.SampledFrom([]string{"", " ", "7", "07", "5000", "5001", "10-20", "20-10", "9+", "<6", "<", "-", "1 200", "-3", "unknown", "unknown|cost", "none", "[]", "[", "[]x", "software", "software|none", "software|software", "softwares", "software|", "|software",
		"growth", "growth|cost", "growth|cost|a_goal_with_a_long_nose", "a_goal_with_a_long_name", "a_goal_with_a_long_nam", "a_goal_with_a_long_names", "a_goal_with_a_long_name|cost", "true", "false", "yes", "no", "Yes", "no\r", "no\x00", "'a", "it's", " x  y"})
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(cell, 6, 6).Draw(t, "cells")
		read := func(line string) string {
			var row record.Row
			var invalid *record.Invalid
			if errors.As(r.Read([]byte(line), &row), &invalid) {
				var messages []string
				for _, p := range invalid.Problems { // the columns differ
					messages = append(messages, p.Message)
				}
				return strings.Join(messages, "; ")
			}
			return text(f, &row)
		}
		bare, quoted := strings.Join(cells, ","), `"`+strings.Join(cells, `","`)+`"`
		if got, want := read(bare), read(quoted); got != want {
			t.Fatalf("%q is read as %q, and in quotes as %q", bare, got, want)
		}
	})
}

// FuzzCSV holds that a stream that encoding/csv reads without an error is cut and
// read into the same cells.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"a,b\nc,d\n", "\"a\nb\",c\r\nd,\"e\"\"f\"\n", "\"a\r\nb\"\n", "a\r\rb\r\n", "\"a\"\r", "\"a\"b\n", "a\"b\nc\n", "\"a\nb\nc\n", ",\n\n,\n", "\"\",\"\"\n", "\"a\rb\"\n", "\ufeffa\n", "\"\"\"\"\n\"", "a,\"b\n\",c", "\r\n\r\na\r",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.Contains(data, []byte("\ufeff")) {
			return
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil {
			return
		}
		var got [][]string
		for rest := data; len(rest) > 0; {
			var line []byte
			line, rest, _ = record.Next(record.CSV, rest)
			if len(line) == 0 {
				continue // encoding/csv skips empty lines
			}
			cells, wrong := record.Cells(line)
			if wrong != "" {
				t.Fatalf("%q of %q: %s", line, data, wrong)
			}
			got = append(got, cells)
		}
		same(t, want, got)
	})
}
