package record

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"chiefly/engine/source"
)

// FuzzColumns holds that loading a map never panics, that a map which loads reads
// any record without panic, that expr compiles and runs what we allow, and that
// both ways to read JSON agree.
func FuzzColumns(f *testing.F) {
	sample, err := os.ReadFile("testdata/columns/companies_house.yaml")
	if err != nil {
		f.Fatal(err)
	}
	mistakes, err := os.ReadFile("testdata/columns/mistakes.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(sample), "Acme,J,120,55,2019,7,Y,grow\x00", `{"Company Name":"Acme","Employees":1.5,"SIC section":"J","Founded":null,"x":[1]}`)
	f.Add(string(mistakes), "", "{}")
	const head = "columns: technology_chiefs\nquestions:\n  headcount: A\n  technical_founder: {column: B, values: {Y: yes}, otherwise: unknown}\n  engineers:\n    expr: '"
	for _, expression := range []string{
		`number(cell["A"]) * 2`, `cell["A"] in ["1", "2"] ? 1 : unknown`, `round(number(cell["B"]) / number(cell["A"]) % 3)`, `len(lower(cell["A"] | trim()))`,
		`1 < number(cell["A"]) < 3 ? "100-250" : ""`, `if cell["A"] contains "x" { 1 } else { 2 }`,
	} {
		f.Add(head+expression+"'\n", "12,Y", `{"A":"1,200","B":"\u0059"}`)
	}
	for _, expression := range hostileExpressions {
		f.Add(head+expression+"'\n", "12,Y", `{"A":12,"A":13}`)
	}
	chiefs := chiefsFlow(f)
	f.Fuzz(func(t *testing.T, text, row, object string) {
		root, _ := source.Parse(source.NewFile("map.yaml", []byte(text)), source.YAML)
		if root == nil {
			t.Skip()
		}
		c, problems := LoadColumns(root, chiefs)
		if len(problems) > 0 {
			failing(t, problems.Sorted().Render())
			return
		}
		readCSV(t, c, row)
		readJSON(t, c, object)
	})
}

// failing fails where a message says that expr cannot do what we have allowed.
func failing(t *testing.T, message string) {
	for _, sign := range []string{"expr cannot compile", "the expression fails", "the expression results in"} {
		if strings.Contains(message, sign) {
			t.Fatal(message)
		}
	}
}

// readCSV reads a row below a header with the columns of the map.
func readCSV(t *testing.T, c *Columns, row string) {
	var header []string
	for _, column := range c.columns {
		header = append(header, `"`+strings.ReplaceAll(column.name, `"`, `""`)+`"`)
	}
	r, err := c.CSVReader([]byte(strings.Join(header, ",")))
	if err != nil {
		t.Fatalf("a header of %q: %v", header, err)
	}
	var got Row
	if err := r.Read([]byte(row), &got); err != nil {
		failing(t, err.Error())
		return
	}
	_ = showRow(c.flow, &got)
}

// readJSON reads an object in both ways.
func readJSON(t *testing.T, c *Columns, object string) {
	r := c.JSONReader().(*columnsJSON)
	var fast, full Row
	errFast, errFull := r.Read([]byte(object), &fast), r.full([]byte(object), &full)
	if (errFast == nil) != (errFull == nil) || errFast != nil && errFast.Error() != errFull.Error() {
		t.Fatalf("%s\nfast: %v\nfull: %v", object, errFast, errFull)
	}
	if errFast != nil {
		failing(t, errFast.Error())
		return
	}
	if a, b := showRow(c.flow, &fast), showRow(c.flow, &full); a != b {
		t.Fatalf("%s\nfast: %s\nfull: %s", object, a, b)
	}
	if !json.Valid([]byte(strings.TrimPrefix(object, "\ufeff"))) {
		t.Fatalf("%q is no JSON, but was read", object)
	}
}
