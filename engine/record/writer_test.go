package record_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"chiefly/engine"
	"chiefly/engine/record"
	"chiefly/engine/rule"
	"chiefly/questions"
	"chiefly/rules"
)

var update = flag.Bool("update", false, "write the golden files")

// advised are organisations of the golden rows: one that hires, one that keeps and
// hires, one about which little is known.
var advised = []string{
	`{"organisation":"Acme \"Labs\", Inc","headcount":300,"industry":"software","technology_role":"product","stage":"scaling","engineers":90,"priorities":["product_innovation","scalable_platform"],"current_leaders":[],"executive_budget":"several_seats","innovation_commitment":"funded"}`,
	`{"organisation":"=Müller","headcount":"2000-3000","industry":"manufacturing","technology_role":"internal","stage":"established","current_leaders":["cio"],"it_staff":80,"priorities":["operational_efficiency","innovation_culture"],"estate_complexity":"complex","systems_state":"failing","disruption":"high"}`,
	`{"headcount":4}`,
}

// result evaluates one JSON record.
func result(t testing.TB, e *engine.Engine, line string, row *record.Row) *rule.Result {
	t.Helper()
	if err := record.NewJSONReader(e.Flow()).Read([]byte(line), row); err != nil {
		t.Fatal(err)
	}
	var encoded rule.Encoded
	var r rule.Result
	e.Rules().Encode(&encoded, row.Answers)
	e.Rules().Evaluate(&r, &encoded)
	return &r
}

func TestGoldenRows(t *testing.T) {
	e := builtIn(t)
	for _, f := range []record.Format{record.JSON, record.CSV} {
		for _, explain := range []bool{false, true} {
			name := "rows." + f.String()
			if explain {
				name = "explained." + f.String()
			}
			t.Run(name, func(t *testing.T) {
				w := record.NewWriter(e.Rules(), f, explain)
				out := w.Header()
				for _, line := range advised {
					var row record.Row
					out = w.Append(out, &row, result(t, e, line, &row))
				}
				path := filepath.Join("testdata", name)
				if *update {
					if err := os.WriteFile(path, out, 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				same(t, string(want), string(out))
			})
		}
	}
}

// Rows say what the advice says, in both formats, and are sound JSON and CSV.
func TestRowsAreTheAdvice(t *testing.T) {
	e := builtIn(t)
	g := mixed(e.Flow(), 6)
	inJSON, inCSV := record.NewWriter(e.Rules(), record.JSON, true), record.NewWriter(e.Rules(), record.CSV, true)
	var row record.Row
	for range 300 {
		g.Next(&row)
		line := string(g.Append(nil, record.JSON, &row))
		r := result(t, e, line, &row)
		advice := e.Advise(e.Flow().Answers(row.Answers))

		var got jsonRow
		out := inJSON.Append(nil, &row, r)
		if err := json.Unmarshal(out, &got); err != nil || !json.Valid(out) {
			t.Fatalf("%v\n%s", err, out)
		}
		same(t, wantRow(e, advice, string(row.Organisation), r), got)

		cells, err := csv.NewReader(bytes.NewReader(inCSV.Append(inCSV.Header(), &row, r))).ReadAll()
		if err != nil || len(cells) != 2 {
			t.Fatalf("%d records, %v", len(cells), err)
		}
		same(t, inCSV.Columns(), cells[0])
		same(t, wantCells(got), cells[1])
	}
}

// Reasons are texts of the author, with whatever is in them.
func TestReasonsAreQuoted(t *testing.T) {
	built, err := rules.FS.ReadFile("technology_chiefs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const before, after = "customers meet technology", `customers "meet", <b>technology</b> \`
	text := strings.Replace(string(built), before, after, 1)
	e, err := engine.Load(engine.Join(questions.FS, fstest.MapFS{"r.yaml": {Data: []byte(text)}}))
	if err != nil {
		t.Fatal(err)
	}
	var row record.Row
	r := result(t, e, advised[0], &row)
	out := record.NewWriter(e.Rules(), record.JSON, true).Append(nil, &row, r)
	if !json.Valid(out) || !strings.Contains(string(out), `customers \"meet\", <b>technology</b> \\`) {
		t.Errorf("%s", out)
	}
	cells, err := csv.NewReader(bytes.NewReader(record.NewWriter(e.Rules(), record.CSV, true).Append(nil, &row, r))).Read()
	if err != nil || !strings.Contains(cells[5], after) {
		t.Errorf("%q, %v", cells, err)
	}
}

// A jsonRow is an explained row.
type jsonRow struct {
	Organisation   string
	Recommendation string
	Roles          map[string]jsonRole
	Sequence       []string
	Combined       [][]string
	Undecided      int
	UndecidedRules []string `json:"undecided_rules"`
}

type jsonRole struct {
	Verdict     string
	Mode        string
	ModeBecause string `json:"mode_because"`
	Score       int
	Reasons     []jsonReason
}

type jsonReason struct {
	Rule    string
	Points  int
	Effect  string
	Because string
}

// wantRow puts an advice into a row.
func wantRow(e *engine.Engine, a *engine.Advice, organisation string, r *rule.Result) jsonRow {
	want := jsonRow{Organisation: organisation, Recommendation: a.Recommendation, Roles: map[string]jsonRole{}, Sequence: a.Sequence, Combined: a.Combined,
		Undecided: len(r.Undecided), UndecidedRules: []string{}}
	for _, role := range a.Roles {
		reasons := []jsonReason{}
		for _, r := range role.Reasons {
			reasons = append(reasons, jsonReason{r.Rule, r.Points, r.Effect, r.Because})
		}
		want.Roles[role.ID] = jsonRole{role.Verdict, role.Mode, role.ModeBecause, role.Score, reasons}
	}
	for _, i := range r.Undecided {
		want.UndecidedRules = append(want.UndecidedRules, e.Rules().Rules[i].ID)
	}
	return want
}

// wantCells puts a row into cells, for roles in the order of the built-in rules.
func wantCells(row jsonRow) []string {
	cells := []string{row.Organisation, row.Recommendation}
	for _, id := range []string{"cto", "cio", "cino"} {
		role := row.Roles[id]
		var reasons []string
		for _, r := range role.Reasons {
			effect := r.Effect
			if effect == "" {
				effect = fmt.Sprintf("%+d", r.Points)
			}
			reasons = append(reasons, r.Rule+" "+effect+": "+r.Because)
		}
		cells = append(cells, role.Verdict, role.Mode, fmt.Sprint(role.Score), strings.Join(reasons, " | "))
	}
	var groups []string
	for _, group := range row.Combined {
		groups = append(groups, strings.Join(group, "+"))
	}
	return append(cells, strings.Join(row.Sequence, "|"), strings.Join(groups, "|"), fmt.Sprint(row.Undecided), strings.Join(row.UndecidedRules, "|"))
}

// Names that a spreadsheet might take for a formula are neutralised in CSV, and
// read back to the same.
func TestFormulasAreNeutralised(t *testing.T) {
	e := builtIn(t)
	var row record.Row
	r := result(t, e, `{"headcount":4}`, &row)
	w := record.NewWriter(e.Rules(), record.CSV, false)
	read := csvReader(t, e.Flow(), "organisation,headcount")
	for name, want := range map[string]string{
		"Acme": "Acme", "": "", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x",
		"'=1": "''=1", "''=1": "'''=1", "'t Hof": "'t Hof", "' =1": "'' =1", "a=1": "a=1", `=cmd|' /C calc'!A0`: `'=cmd|' /C calc'!A0`, `="a"`: `'="a"`, "=a,b": "'=a,b",
	} {
		row.Organisation = append(row.Organisation[:0], name...)
		out := w.Append(nil, &row, r)
		cells, err := csv.NewReader(bytes.NewReader(out)).Read()
		if err != nil {
			t.Fatal(err)
		}
		same(t, want, cells[0])
		cell, _, _ := strings.Cut(string(out), ",none,")
		if err := read.Read([]byte(cell+",4"), &row); err != nil {
			t.Fatal(err)
		}
		same(t, name, string(row.Organisation))
	}
	for _, name := range []string{"\t=1", "\r=1", " =1", "  +1", "\t", "\r"} {
		row.Organisation = append(row.Organisation[:0], name...)
		cells, err := csv.NewReader(bytes.NewReader(w.Append(nil, &row, r))).Read()
		if err != nil || !strings.HasPrefix(cells[0], "'") {
			t.Errorf("%q is written as %q, %v", name, cells, err)
		}
	}
}

func TestRowsAreSoundTextWhateverTheName(t *testing.T) {
	e := builtIn(t)
	var row record.Row
	r := result(t, e, `{"headcount":4}`, &row)
	for _, name := range []string{"a\"b\\c/<&>", "\xff\xfe", "a\x00\x1b\x7f\n\r\t", "\u2028é東😀\ufffd", "\xe2\x82"} {
		row.Organisation = []byte(name)
		want := strings.ToValidUTF8(strings.ReplaceAll(name, "\xff\xfe", "\ufffd\ufffd"), "\ufffd")
		if name == "\xe2\x82" {
			want = "\ufffd\ufffd" // one for each byte
		}
		var got jsonRow
		if err := json.Unmarshal(record.NewWriter(e.Rules(), record.JSON, false).Append(nil, &row, r), &got); err != nil {
			t.Fatal(err)
		}
		same(t, want, got.Organisation)
		cells, err := csv.NewReader(bytes.NewReader(record.NewWriter(e.Rules(), record.CSV, false).Append(nil, &row, r))).Read()
		if err != nil {
			t.Fatal(err)
		}
		same(t, want, cells[0])
	}
}

func TestNothingIsAllocated(t *testing.T) {
	e := builtIn(t)
	g := mixed(e.Flow(), 7)
	var row record.Row
	lines := map[record.Format][][]byte{}
	for range 50 {
		g.Next(&row)
		for _, f := range []record.Format{record.JSON, record.CSV} {
			lines[f] = append(lines[f], bytes.TrimSpace(g.Append(nil, f, &row)))
		}
	}
	readers := map[record.Format]record.Reader{record.JSON: record.NewJSONReader(e.Flow()), record.CSV: csvReader(t, e.Flow(), strings.TrimSpace(string(g.Header(record.CSV))))}
	for f, r := range readers {
		read := func() {
			for _, line := range lines[f] {
				if err := r.Read(line, &row); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n := testing.AllocsPerRun(5, read); n > 0 {
			t.Errorf("reading %v allocates %v times", f, n)
		}
	}
	out := make([]byte, 0, 1<<16)
	evaluated := result(t, e, advised[0], &row)
	for _, f := range []record.Format{record.JSON, record.CSV} {
		for _, explain := range []bool{false, true} {
			w := record.NewWriter(e.Rules(), f, explain)
			if n := testing.AllocsPerRun(5, func() { out = w.Append(out[:0], &row, evaluated) }); n > 0 {
				t.Errorf("writing %v allocates %v times", f, n)
			}
		}
	}
}
