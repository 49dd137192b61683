package engine_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// organisations are the answers behind the golden files in testdata.
var organisations = map[string]string{
	"nothing_known":  "",
	"hire_one":       "industry=software headcount=300 stage=growing",
	"hire_two":       "industry=software headcount=150 board=yes audited=yes leaders=[]",
	"keep_and_hire":  "industry=software headcount=900 leaders=[cto] founder=no",
	"ruled_out":      "industry=software headcount=4 board=yes",
	"partly_known":   "industry=[software,finance] headcount=100-900 priorities=[growth,cost] board=yes audited=yes engineers=<20",
	"small_and_held": "industry=software headcount=20 leaders=[cto,cio] priorities=[]",
}

func TestAdviceAsJSON(t *testing.T) {
	e := load(t, firm(t))
	for name, line := range organisations {
		t.Run(name, func(t *testing.T) {
			got := indented(t, e.Advise(known(t, e, line)))
			file := "testdata/" + name + ".json"
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("go test -update writes the file anew\n%s", diff)
			}
		})
	}
}

func indented(t *testing.T, advice *engine.Advice) []byte {
	t.Helper()
	compact, err := json.Marshal(advice)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, compact, "", "  "); err != nil {
		t.Fatal(err)
	}
	return append(b.Bytes(), '\n')
}

func TestTheSameAnswersGiveTheSameBytes(t *testing.T) {
	content := os.DirFS("..")
	e := load(t, content)
	for _, line := range []string{"", "headcount=120 industry=software technology_role=product", "headcount=500+ technology_role=[enabler,internal] stage=established"} {
		answers := known(t, e, line)
		want, err := json.Marshal(e.Advise(answers))
		if err != nil {
			t.Fatal(err)
		}
		t.Run("over 100 runs, each newly loaded every tenth", func(t *testing.T) {
			for i := range 100 {
				if i%10 == 0 {
					e = load(t, content)
				}
				if got, _ := json.Marshal(e.Advise(answers)); !bytes.Equal(got, want) {
					t.Fatal(cmp.Diff(string(want), string(got)))
				}
			}
		})
		t.Run("from many goroutines", func(t *testing.T) {
			var group sync.WaitGroup
			for range 8 {
				group.Go(func() {
					for range 10 {
						if got, _ := json.Marshal(e.Advise(answers)); !bytes.Equal(got, want) {
							t.Error("other bytes")
						}
						e.Explain(answers, "cto")
						e.Session(answers).Next()
					}
				})
			}
			group.Wait()
		})
	}
}

// drawAnswers draws an answer, exact or not or none, for every question.
func drawAnswers(t *rapid.T, f *flow.Flow) flow.Answers {
	answers := flow.Answers{}
	for _, q := range f.Questions {
		if a := drawAnswer(t, q); !a.IsZero() {
			answers[q.ID] = a
		}
	}
	return answers
}

func drawAnswer(t *rapid.T, q *flow.Question) flow.Answer {
	if rapid.IntRange(0, 3).Draw(t, q.ID+" given") == 0 {
		return flow.Answer{}
	}
	option := rapid.IntRange(0, max(0, len(q.Options)-1))
	switch q.Type {
	case flow.Integer:
		number := rapid.Int64Range(q.Min, min(q.Max, q.Min+rapid.SampledFrom([]int64{20, 600, q.Max}).Draw(t, q.ID+" size")))
		a, b := number.Draw(t, q.ID), number.Draw(t, q.ID)
		return q.Integers(min(a, b), max(a, b))
	case flow.Choices:
		return q.Picked(rapid.SliceOfNDistinct(option, 0, min(q.MaxPicks, len(q.Options)), rapid.ID[int]).Draw(t, q.ID)...)
	}
	return q.OneOf(rapid.SliceOfN(option, 1, 2).Draw(t, q.ID)...)
}

// TestAdviceAddsUp holds on the built-in content what every advice promises
// whatever the answers.
func TestAdviceAddsUp(t *testing.T) {
	e := load(t, os.DirFS(".."))
	hired := 0
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, e.Flow())
		advice := e.Advise(answers)
		var hires []string
		needed := 0
		for _, role := range advice.Roles {
			checkRole(t, role)
			if role.Verdict == rule.Hire.String() {
				hires = append(hires, role.ID)
			}
			if role.Needed() {
				needed++
			}
		}
		hired += len(hires)
		want := "several"
		if len(hires) < 2 {
			want = append(hires, "none")[0]
		}
		if advice.Recommendation != want {
			t.Fatalf("recommendation %s, but hires %v", advice.Recommendation, hires)
		}
		if len(advice.Sequence) != needed {
			t.Fatalf("%d roles are needed, the sequence is %v", needed, advice.Sequence)
		}
		if len(hires) == 0 && needed == 0 && len(advice.Instead) == 0 {
			t.Fatalf("nobody is needed, and nothing is said to do instead")
		}
		checkAnswers(t, e, answers, advice)
	})
	if hired == 0 {
		t.Error("nobody was ever hired")
	}
}

// checkRole holds that the reasons explain score, verdict and mode.
func checkRole(t *rapid.T, role *engine.Role) {
	sum, required, ruledOut := 0, false, false
	for _, reason := range role.Reasons {
		sum += reason.Points
		required = required || reason.Effect == "require"
		ruledOut = ruledOut || reason.Effect == "rule_out"
		if reason.Because == "" || len(reason.Sources) == 0 || reason.When == "" || reason.At == "" {
			t.Fatalf("a reason that explains nothing: %+v", reason)
		}
	}
	if sum != role.Score {
		t.Fatalf("%s: the points add up to %d, the score is %d", role.ID, sum, role.Score)
	}
	want := []string{"no"}
	switch {
	case ruledOut:
	case required || sum >= role.Thresholds.Hire:
		want = []string{"hire", "keep"}
	case sum >= role.Thresholds.Later:
		want = []string{"later"}
	}
	if !slices.Contains(want, role.Verdict) {
		t.Fatalf("%s: verdict %s at %d points, want one of %s", role.ID, role.Verdict, sum, want)
	}
	if (role.Mode != "") != role.Needed() {
		t.Fatalf("%s: verdict %s, mode %q", role.ID, role.Verdict, role.Mode)
	}
	for _, u := range role.Undecided {
		if len(u.Needs) == 0 {
			t.Fatalf("%s is undecided and needs nothing", u.Rule)
		}
	}
}

// checkAnswers holds that every question asked is either among the answers or
// unknown, and that no other is.
func checkAnswers(t *rapid.T, e *engine.Engine, answers flow.Answers, advice *engine.Advice) {
	listed := map[string]int{}
	for _, a := range advice.Answers {
		listed[a.ID]++
		if a.Text == "" || a.Ask == "" || answers[a.ID].IsUnknown() {
			t.Fatalf("an answer that says nothing: %+v", a)
		}
	}
	for _, id := range advice.Unknown {
		listed[id]++
	}
	for _, q := range e.Flow().Asked(answers) {
		listed[q.ID]--
	}
	for id, n := range listed {
		if n != 0 {
			t.Fatalf("%s is listed %+d times too often", id, n)
		}
	}
}

func TestReasonsAreOrderedByWeight(t *testing.T) {
	content := firm(t)
	replaced(t, content, "rules/firm_chiefs.yaml", "rules:\n", `rules:
  - {id: small, when: founder, points: {cto: 5}, because: B., sources: [survey]}
  - {id: against, when: founder, points: {cto: -30}, because: B., sources: [survey]}
  - {id: for, when: founder, points: {cto: 30}, because: B., sources: [survey]}
  - {id: open_small, when: board, points: {cto: 5}, because: B., sources: [survey]}
  - {id: open_large, when: board, points: {cto: -40}, because: B., sources: [survey]}
  - {id: demanded, when: industry == "finance", require: [cto], because: B., sources: [survey]}
`)
	replaced(t, content, "rules/firm_chiefs.yaml", "when: headcount < 5\n", "when: headcount < 5 and industry == \"software\"\n")
	e := load(t, content)
	cto := e.Advise(known(t, e, "headcount=50 founder=yes industry=[finance,healthcare]")).Roles.Role("cto")
	var reasons, undecided []string
	for _, r := range cto.Reasons {
		reasons = append(reasons, fmt.Sprint(r.Rule, r.Points))
	}
	for _, u := range cto.Undecided {
		undecided = append(undecided, fmt.Sprint(u.Rule, u.Points, u.Effect, u.Needs))
	}
	if diff := cmp.Diff([]string{"against-30", "for30", "small5"}, reasons); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"demanded0require[industry]", "open_large-40[board]", "open_small5[board]"}, undecided); diff != "" {
		t.Error(diff)
	}
}

func TestMissing(t *testing.T) {
	content := firm(t)
	replaced(t, content, "questions/firm.yaml", "id: founder,", "id: founder, required: true,")
	replaced(t, content, "questions/firm.yaml", "id: board,", "id: board, required: true,")
	e := load(t, content)
	for _, c := range []struct{ name, answers, want string }{
		{"required questions without an answer", "headcount=20", "founder board "},
		{"an answer of unknown is none", "headcount=20 founder=unknown board=no", "founder "},
		{"a question that is not asked is not missing", "headcount=2 founder=yes", ""},
		{"a question that may be asked is missing", "founder=yes", "board "},
		{"nothing", "headcount=20 founder=yes board=no", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for _, q := range e.Missing(known(t, e, c.answers)) {
				got += q.ID + " "
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSession(t *testing.T) {
	e := load(t, firm(t))
	s := e.Session(known(t, e, "headcount=4"))
	var asked []string
	for q := s.Next(); q != nil; q = s.Next() {
		asked = append(asked, q.ID)
		s = s.Answer(q, flow.Unknown)
	}
	if diff := cmp.Diff([]string{"engineers", "industry", "stage", "priorities", "leaders", "founder", "certified"}, asked); diff != "" {
		t.Error(diff)
	}
	if s.Flow() != e.Flow() {
		t.Error("the session has another flow")
	}
}
