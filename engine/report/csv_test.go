package report_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/report"
)

// sheet reads advices as a spreadsheet does: the cells by their columns.
func sheet(t testing.TB, advices ...*engine.Advice) []map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := report.CSV(&b, load(t).Flow().IDs(), advices...); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var cells []map[string]string
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, cell := range row {
			one[rows[0][i]] = cell
		}
		cells = append(cells, one)
	}
	return cells
}

func TestCSV(t *testing.T) {
	got := sheet(t, advise(t, "liner"), advise(t, "tug"))
	for _, row := range got {
		delete(row, "digest")
	}
	want := []map[string]string{{
		"organisation": "大阪 Lines", "recommendation": got[0]["recommendation"], "headline": advise(t, "liner").Headline,
		"captain_verdict": "keep", "captain_mode": "full_time", "captain_score": "95",
		"cook_verdict": "hire", "cook_mode": "full_time", "cook_score": "80",
		"interpreter_verdict": "hire", "interpreter_mode": "full_time", "interpreter_score": "5",
		"crew": "250", "trade": "passengers", "officers": "captain", "ports": "osaka|mixed", "leaks": "no", "range_miles": "unknown", "version": "2.1.0",
	}, {
		"organisation": "", "recommendation": "captain", "headline": advise(t, "tug").Headline,
		"captain_verdict": "hire", "captain_mode": "fractional", "captain_score": "95",
		"cook_verdict": "later", "cook_mode": "", "cook_score": "40",
		"interpreter_verdict": "no", "interpreter_mode": "", "interpreter_score": "0",
		"crew": "12-15", "trade": "cargo|passengers", "officers": "[]", "ports": "unknown", "leaks": "yes", "range_miles": "2000+", "version": "2.1.0",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCSVWithoutAdvice writes nothing: there is no content to name columns by.
func TestCSVWithoutAdvice(t *testing.T) {
	var b strings.Builder
	if err := report.CSV(&b, nil); err != nil || b.Len() > 0 {
		t.Errorf("wrote %q, %v", b.String(), err)
	}
}
