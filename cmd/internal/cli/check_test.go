package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/lint"
	"chiefly/engine/source"
)

// made are findings with what could break a format.
func made() []lint.Finding {
	return []lint.Finding{
		{Check: loadCheck, Severity: lint.Error, Diagnostic: source.Diagnostic{File: "my rules,\nold.yaml", Message: "100% wrong:\nall of it"}},
		{Check: "proof", Severity: lint.Warning, Diagnostic: source.Diagnostic{File: "/house/rules/r.yaml", Pos: source.Pos{Line: 3, Col: 4}, Width: 5, Message: "“über”", Hint: "mend it"}},
		{Check: "full_stop", Severity: lint.Advice, Diagnostic: source.Diagnostic{File: "./r.yaml", Pos: source.Pos{Line: 1, Col: 1}, Message: "\x1b[31mred"}},
	}
}

// GitHub's runner reads one command a line, whatever a message holds.
func TestAnnotations(t *testing.T) {
	var b strings.Builder
	writeAnnotations(&b, made())
	same(t, `::error file=my rules%2C%0Aold.yaml,title=load::100%25 wrong:%0Aall of it
::warning file=/house/rules/r.yaml,line=3,col=4,endColumn=9,title=proof::“über” (mend it)
::notice file=./r.yaml,line=1,col=1,endColumn=2,title=full_stop::`+"\ufffd"+`[31mred
`, b.String())
}

// A SARIF log has what the format demands: its version, a driver with a name, and results
// with a message, whose rules are among those listed and whose regions begin at 1.
func TestSARIF(t *testing.T) {
	data, err := json.Marshal(newSARIF(made()))
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Schema  string `json:"$schema"`
		Runs    []struct {
			Tool       struct{ Driver sarifDriver }
			ColumnKind string
			Results    []sarifResult
		}
	}
	if err := json.Unmarshal(data, &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	same(t, []string{"2.1.0", "https://json.schemastore.org/sarif-2.1.0.json", "chiefly", "unicodeCodePoints"}, []string{log.Version, log.Schema, run.Tool.Driver.Name, run.ColumnKind})
	same(t, len(lint.Checks())+1, len(run.Tool.Driver.Rules))
	var uris, levels []string
	for _, r := range run.Results {
		place := r.Locations[0].Physical
		uris, levels = append(uris, place.Artifact.URI), append(levels, r.Level)
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Message.Text == "" {
			t.Errorf("%+v", r)
		}
		if region := place.Region; region != nil && (region.StartLine < 1 || region.StartColumn < 1 || region.EndColumn <= region.StartColumn) {
			t.Errorf("%+v", region)
		}
	}
	same(t, []string{"my%20rules,%0Aold.yaml", "file:///house/rules/r.yaml", "r.yaml"}, uris)
	same(t, []string{"error", "warning", "note"}, levels)
}

// Each severity has a name in each format, and each format is known to the flag.
func TestCheckFormats(t *testing.T) {
	for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Advice} {
		if gitHubLevels[s] == "" || sarifLevels[s] == "" {
			t.Errorf("%s has no name", s)
		}
	}
	if slices.Contains(lint.CheckNames(), loadCheck) {
		t.Errorf("a check is called %s", loadCheck)
	}
}
