package record

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// register returns the map of the sample export, its header and its rows.
func register(t testing.TB) (c *Columns, header string, rows []string) {
	t.Helper()
	text, err := os.ReadFile("testdata/columns/companies_house.yaml")
	if err != nil {
		t.Fatal(err)
	}
	export, err := os.ReadFile("testdata/columns/companies_house.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(export)), "\n")
	return loadMap(t, chiefsFlow(t), string(text)), lines[0], lines[1:]
}

// asObjects returns CSV rows as JSON objects.
func asObjects(t testing.TB, header string, rows []string) []string {
	t.Helper()
	cells, err := csv.NewReader(strings.NewReader(header + "\n" + strings.Join(rows, "\n"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var objects []string
	for _, row := range cells[1:] {
		object := map[string]string{}
		for i, cell := range row {
			object[cells[0][i]] = cell
		}
		text, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		objects = append(objects, string(text))
	}
	return objects
}

// readAll reads records with one reader and one row, and writes what it got.
func readAll(c *Columns, r Reader, records []string) string {
	var b strings.Builder
	var row Row
	for _, record := range records {
		if err := r.Read([]byte(record), &row); err != nil {
			b.WriteString("invalid: " + err.Error() + "\n")
			continue
		}
		b.WriteString(showRow(c.flow, &row) + "\n")
	}
	return b.String()
}

func csvOf(t testing.TB, c *Columns, header string) Reader {
	t.Helper()
	r, err := c.CSVReader([]byte(header))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRegisterExport reads the sample export in both formats.
func TestRegisterExport(t *testing.T) {
	c, header, rows := register(t)
	fromCSV := readAll(c, csvOf(t, c, header), rows)
	goldenMap(t, "testdata/columns/companies_house.txt", fromCSV)
	if diff := cmp.Diff(fromCSV, readAll(c, c.JSONReader(), asObjects(t, header, rows))); diff != "" {
		t.Errorf("CSV and JSON differ: %s", diff)
	}
}

// TestColumnsShared reads with several readers of one map at the same time.
func TestColumnsShared(t *testing.T) {
	c, header, rows := register(t)
	want := readAll(c, csvOf(t, c, header), rows)
	objects := asObjects(t, header, rows)
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for range 50 {
				if got := readAll(c, csvOf(t, c, header), rows); got != want {
					t.Fatalf("got %s", got)
				}
				if got := readAll(c, c.JSONReader(), objects); got != want {
					t.Fatalf("got %s", got)
				}
			}
		})
	}
}

// TestColumnCells holds what single cells mean.
func TestColumnCells(t *testing.T) {
	f := chiefsFlow(t)
	for _, test := range []struct {
		name, question, cell, want string
	}{
		{"number", `headcount: C`, "120", " headcount=120"},
		{"range", `headcount: C`, "51-200", " headcount=51-200"},
		{"with commas", `headcount: C`, "1,200", " headcount=1200"},
		{"white space", `headcount: C`, "\t 500+ ", " headcount=500+"},
		{"unknown", `headcount: C`, "Unknown", " headcount=unknown"},
		{"option", `industry: C`, "retail", " industry=retail"},
		{"options", `priorities: C`, "cost_control|revenue_growth", " priorities=[revenue_growth, cost_control]"},
		{"empty", `headcount: C`, "  ", ""},
		{"no number", `headcount: C`, "many", `column 3: headcount: "many" is not a whole number or a range in column "C" (write a whole number from 1 to 3000000, a range such as 100-250, 500+ or <15, or unknown)`},
		{"no option", `industry: C`, "retial", `column 3: industry: "retial" is not an option of industry in column "C" (did you mean "retail"?)`},

		{"value", `industry: {column: C, values: {J: software}}`, "J", " industry=software"},
		{"value in other case", `industry: {column: C, values: {Jay: software}}`, "JAY", " industry=software"},
		{"values that differ in case", `industry: {column: C, values: {us: software, US: retail}}`, "US", " industry=retail"},
		{"neither of values that differ in case", `industry: {column: C, values: {us: software, US: retail}}`, "Us", `column 3: industry: "Us" is in no value of the column map in column "C" (did you mean "us"? If not, add it under values, or write an otherwise)`},
		{"values that mean the same", `industry: {column: C, values: {us: software, US: software}}`, "Us", " industry=software"},
		{"value with leading zero", `industry: {column: C, values: {017: software, 17: retail}}`, "017", " industry=software"},
		{"value with a list", `industry: {column: C, values: {J: [media, telecom]}}`, "J", " industry=[media, telecom]"},
		{"value as text with a list", `priorities: {column: C, values: {J: cost_control|revenue_growth}}`, "J", " priorities=[revenue_growth, cost_control]"},
		{"one pick alone", `priorities: {column: C, values: {J: cost_control}}`, "J", " priorities=[cost_control]"},
		{"value unknown", `industry: {column: C, values: {J: unknown}}`, "J", " industry=unknown"},
		{"value of a yes/no question", `technical_founder: {column: C, values: {J: yes, 0: false}}`, "0", " technical_founder=no"},
		{"value for the empty cell", `industry: {column: C, values: {"": other}}`, " ", " industry=other"},
		{"in no value", `industry: {column: C, values: {J: software}}`, "software", `column 3: industry: "software" is in no value of the column map in column "C" (add it under values, or write an otherwise)`},
		{"otherwise", `industry: {column: C, values: {J: software}, otherwise: other}`, "X", " industry=other"},
		{"otherwise unknown", `industry: {column: C, values: {J: software}, otherwise: unknown}`, "X", " industry=unknown"},
		{"otherwise and the empty cell", `industry: {column: C, values: {J: software}, otherwise: other}`, "", ""},
		{"otherwise without values", `headcount: {column: C, otherwise: unknown}`, "n/a", " headcount=unknown"},
		{"otherwise not needed", `headcount: {column: C, otherwise: unknown}`, "12", " headcount=12"},
		{"not UTF-8", `headcount: C`, "1\xa02", `column 3: the cell in column "C" is not UTF-8 text (save the file with the encoding UTF-8)`},
	} {
		t.Run(test.name, func(t *testing.T) {
			// The second question keeps rows from being empty.
			c := loadMap(t, f, "columns: technology_chiefs\nquestions:\n  revenue: R\n  "+test.question)
			got := readAll(c, csvOf(t, c, "R,C"), []string{`1,"` + test.cell + `"`})
			got = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(got, "invalid: "), "\n"), " revenue=1", "")
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestColumnsHeader holds what is said about a file without the columns.
func TestColumnsHeader(t *testing.T) {
	c := loadMap(t, chiefsFlow(t), "columns: technology_chiefs\norganisation: Name\nquestions:\n  headcount: Employees\n  engineers:\n    expr: |\n      number(cell[\"Engineers\"])\n  revenue: 'Employees'\n")
	for _, test := range []struct{ name, header, want string }{
		{"sound", "\ufeffEmployees , Name,\"Engineers\"", ""},
		{"others ignored", "x,Employees,x,,Name,Engineers,employees", ""},
		{"misspelt", "Name,Employes,Engineers", `map.yaml:4:14: the file has no column "Employees" (did you mean "Employes"?)`},
		{"in an expression", "Name,Employees,Enginers", `map.yaml:7:19: the file has no column "Engineers" (did you mean "Enginers"?)`},
		{"twice", "Name,Employees,Name,Engineers", `map.yaml:2:15: the file has 2 columns called "Name" (rename all but one of them in the file)`},
		{"semicolons", "Employees;Name;Engineers", `map.yaml:2:15: the file has no column "Name" (its cells must be separated by commas; save it as CSV with commas)
map.yaml:4:14: the file has no column "Employees" (its cells must be separated by commas; save it as CSV with commas)
map.yaml:7:19: the file has no column "Engineers" (its cells must be separated by commas; save it as CSV with commas)`},
		{"broken quote", `Name,"Employees`, "1:6: the quote is opened here and not closed (close it, and double the quotes within the cell)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			if _, err := c.CSVReader([]byte(test.header)); err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestColumnsRows holds what is said about rows as a whole, and about names.
func TestColumnsRows(t *testing.T) {
	c := loadMap(t, chiefsFlow(t), "columns: technology_chiefs\norganisation: Name\nquestions:\n  headcount: Employees\n  technical_founder: Founder\n")
	long := strings.Repeat("x", MaxName+1)
	for _, test := range []struct {
		name   string
		json   bool
		record string
		want   string
	}{
		{"sound", false, "Acme  Ltd,5,yes,", "Acme Ltd headcount=5 technical_founder=yes"},
		{"over lines", false, "\"Acme\nLtd\",many,yes,", "invalid: line 2 of the record, column 6: headcount: \"many\" is not a whole number or a range in column \"Employees\" (write a whole number from 1 to 3000000, a range such as 100-250, 500+ or <15, or unknown)"},
		{"neutralised name", false, "'=Acme,5,,", "=Acme headcount=5"},
		{"name with an apostrophe", false, "'t Hof,5,,", "'t Hof headcount=5"},
		{"name too long", false, long + ",5,,", "invalid: column 1: the name has more than 200 characters"},
		{"too few cells", false, "Acme,5", "invalid: the row has 2 of 4 cells (leave cells empty, but keep their commas)"},
		{"too many cells", false, "Acme,1,200,yes,x", `invalid: the row has 5 cells, the header has 4 (put a cell that holds a comma into quotes, as in "a, b")`},
		{"broken quote", false, `Acme,"5"x,yes,`, "invalid: column 9: there is more after the closing quote (double the quotes within the cell)"},
		{"nothing known", false, "Acme,,unknown,", "invalid: nothing is known about the organisation (answer one question at least)"},
		{"two problems", false, "Acme,x,perhaps,z", `invalid: column 6: headcount: "x" is not a whole number or a range in column "Employees" (write a whole number from 1 to 3000000, a range such as 100-250, 500+ or <15, or unknown); column 8: technical_founder: "perhaps" is not an option of technical_founder in column "Founder" (one of no, yes, unknown)`},
		{"too long", false, "Acme,5,yes," + strings.Repeat("x", MaxRecord), "invalid: the record is longer than 1048576 bytes (check for a missing line break or quote)"},

		{"sound", true, `{"Name":"Acme","Employees":5,"Founder":true}`, "Acme headcount=5 technical_founder=yes"},
		{"white space and escapes", true, "\ufeff { \"Na\\u006de\" : \"Ac\\u006de\" , \"Employees\" : \"5\" } ", "Acme headcount=5"},
		{"escapes in ignored columns", true, `{"\"x\\":"\u0000\/","Employees":5,"\u0066":"\ud83d\ude00"}`, " headcount=5"},
		{"half of a pair", true, `{"Name":"A\ud83d","Employees":5}`, "A\ufffd headcount=5"},
		{"no escape", true, `{"Name":"A\x","Employees":5}`, "invalid: column 12: not JSON: invalid character 'x' in string escape code"},
		{"keys missing or null", true, `{"Employees":5,"Name":null}`, " headcount=5"},
		{"white space around keys", true, `{" Employees ":5}`, " headcount=5"},
		{"a fraction of nothing", true, `{"Employees":5.0,"x":-1.5e3}`, " headcount=5"},
		{"others ignored", true, `{"x":{"y":[1,{}]},"Employees":5,"x":2,"z":null}`, " headcount=5"},
		{"others in other case", true, `{"Employees":5,"employees":"x"}`, " headcount=5"},
		{"only in other case", true, `{"Name":"Acme","employees":5}`, `invalid: column 16: "employees" is not a column of the map, but for its case (write "Employees" in the record, or correct the map)`},
		{"none of them", true, `{"Nam":"Acme","x":5}`, `invalid: column 1: the record has none of the columns of the map (did you mean "Name"?)`},
		{"empty", true, `{}`, `invalid: column 1: the record has none of the columns of the map (one of Name, Employees, Founder)`},
		{"nested", true, `{"Employees":[5],"Founder":{"y":1}}`, `invalid: column 14: column "Employees" must hold a text or a number, not a list (give each cell a key of its own); column 28: column "Founder" must hold a text or a number, not a mapping (give each cell a key of its own)`},
		{"given twice", true, `{"Employees":5,"Employees":6}`, `invalid: column 16: column "Employees" is given twice (keep one)`},
		{"wrong answers", true, `{"Founder":"perhaps", "Employees":-5}`, `invalid: column 12: technical_founder: "perhaps" is not an option of technical_founder in column "Founder" (one of no, yes, unknown); column 35: headcount: -5 is out of range in column "Employees" (write a whole number from 1 to 3000000, a range such as 100-250, 500+ or <15, or unknown)`},
		{"no object", true, `[5]`, `invalid: column 1: a record must be an object, not a list (write it as {"column": value, ...})`},
		{"no JSON", true, `{"Employees":5`, "invalid: column 15: not JSON: the record ends too early (close every bracket and quote)"},
		{"a leading zero", true, `{"Employees":05}`, "invalid: column 15: not JSON: invalid character '5' after object key:value pair"},
		{"a key that is no text", true, `{5:6,"Employees":5}`, "invalid: column 2: not JSON: invalid character '5' looking for beginning of object key string"},
		{"no fraction after the point", true, `{"x":5.,"Employees":5}`, "invalid: column 8: not JSON: invalid character ',' after decimal point in numeric literal"},
		{"null beside escapes", true, `{"Name":null,"Employees":5,"x":"\n"}`, " headcount=5"},
		{"trailing comma", true, `{"Employees":5,}`, "invalid: column 16: not JSON: invalid character '}' looking for beginning of object key string"},
		{"more after it", true, `{"Employees":5} x`, "invalid: column 17: not JSON: invalid character 'x' after top-level value"},
		{"not UTF-8", true, "{\"Name\":\"\xff\",\"Employees\":5}", "invalid: column 10: the record is not UTF-8 text (save it with the encoding UTF-8)"},
		{"not UTF-8 in another column", true, "{\"x\":\"\xff\",\"Employees\":5}", "invalid: column 7: the record is not UTF-8 text (save it with the encoding UTF-8)"},
		{"too long", true, `{"x":"` + strings.Repeat("x", MaxRecord) + `"}`, "invalid: the record is longer than 1048576 bytes (check for a missing line break or quote)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := csvOf(t, c, "Name,Employees,Founder,Other")
			if test.json {
				r = c.JSONReader()
			}
			if got := strings.TrimSuffix(readAll(c, r, []string{test.record}), "\n"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
	var invalid *Invalid
	if err := c.JSONReader().Read(nil, new(Row)); !errors.As(err, &invalid) {
		t.Errorf("an empty record gave %v", err)
	}
}

// TestColumnsForget holds that nothing of a record is left in the next one.
func TestColumnsForget(t *testing.T) {
	c := loadMap(t, chiefsFlow(t), "columns: technology_chiefs\norganisation: Name\nquestions:\n  headcount: Employees\n  engineers: {expr: 'number(cell[\"Engineers\"]) / 2'}\n")
	r := c.JSONReader().(*columnsJSON)
	got := readAll(c, r, []string{
		`{"Name":"Acme","Employees":5,"name":"x","Engineers":4}`, `{"Employees":6}`, `{"Employees":6,"Engineers":"x"}`, `{"Employees":6,"Engineers":8}`, `{"Employees":6,"Engineers":""}`,
	})
	const want = `Acme headcount=5 engineers=2
 headcount=6
invalid: column 28: engineers: "x" is not a number in column "Engineers" (write it as 1200, 1,200 or 12.5)
 headcount=6 engineers=4
 headcount=6
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for i := range 2 * maxKeys {
		if err := r.Read(fmt.Appendf(nil, `{"Employees":6,"key %d":1}`, i), new(Row)); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.keys) > maxKeys {
		t.Errorf("%d keys are kept", len(r.keys))
	}
}
