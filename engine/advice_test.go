package engine_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine"
)

// TestAdviceReadsBack holds that an advice read from its JSON form is the same
// advice, in the same order.
func TestAdviceReadsBack(t *testing.T) {
	e := load(t, os.DirFS(".."))
	rapid.Check(t, func(t *rapid.T) {
		advice := e.Advise(drawAnswers(t, e.Flow()))
		text, err := json.Marshal(advice)
		if err != nil {
			t.Fatal(err)
		}
		var back engine.Advice
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if again, err := json.Marshal(&back); err != nil || string(again) != string(text) {
			t.Fatalf("%v\n%s\n%s", err, text, again)
		}
		if back.Roles.Role("cio") == nil || back.Roles[0].ID != "cto" {
			t.Fatal("the roles have lost their ids or their order")
		}
	})
}

func TestAdviceThatIsNoneIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		`{"roles": []}`:                         "expected a JSON object",
		`{"roles": {"cto": 5}}`:                 "cto: json: cannot unmarshal number",
		`{"roles": {"cto": {}`:                  "unexpected end of JSON input",
		`{"answers": {"headcount": }}`:          "invalid character",
		`{"answers": "none"}`:                   "expected a JSON object",
		`{"roles": {"cto": {"score": "high"}}}`: "cannot unmarshal string",
	} {
		var a engine.Advice
		if err := json.Unmarshal([]byte(text), &a); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestInSequence(t *testing.T) {
	a := engine.Advice{Sequence: []string{"c", "gone", "a"}, Roles: engine.Roles{{ID: "a", Verdict: "keep"}, {ID: "b", Verdict: "later"}, {ID: "c", Verdict: "hire"}}}
	var ids []string
	for _, r := range a.InSequence() {
		ids = append(ids, r.ID)
	}
	if got := strings.Join(ids, " "); got != "c a b" {
		t.Errorf("got %s", got)
	}
}

func TestPrintable(t *testing.T) {
	if got := engine.Printable("a\x1b[31mb\u202ec"); got != "a\ufffd[31mb\ufffdc" {
		t.Errorf("got %q", got)
	}
}
