package brief_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/brief"
	"chiefly/engine/document"
	"chiefly/engine/flow"
	"chiefly/engine/source"
	"chiefly/engine/wording"
	"chiefly/questions"
	"chiefly/rules"
)

var update = flag.Bool("update", false, "write testdata/*.golden anew")

func load(t testing.TB, language wording.Language) *engine.Engine {
	t.Helper()
	e, err := engine.LoadIn(engine.Join(questions.FS, rules.FS), language)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// read reads answers, and the name of the organisation.
func read(t testing.TB, e *engine.Engine, name string, text []byte) (flow.Answers, string) {
	t.Helper()
	root, problems := source.Parse(source.NewFile(name, text), source.YAML)
	reader := source.Reader{Problems: problems}
	m := reader.Map(root, "the answers")
	organisation := m.Text("organisation").Value
	answers := flow.Answers{}
	for _, q := range e.Flow().Questions {
		if n := m.Get(q.ID); n != nil {
			answers[q.ID] = q.Read(&reader, n)
		}
	}
	if m.Close(); len(reader.Problems) > 0 {
		t.Fatal(reader.Problems.Render())
	}
	return answers, organisation
}

func advise(e *engine.Engine, answers flow.Answers, organisation string) *engine.Advice {
	a := e.Advise(answers)
	a.Organisation, a.Briefing = organisation, e.Briefing(answers)
	return a
}

// organisation advises one of the organisations of the scripts of cmd/chiefly.
func organisation(t testing.TB, e *engine.Engine, number string) *engine.Advice {
	t.Helper()
	found, err := filepath.Glob("../../cmd/chiefly/testdata/organisations/" + number + "_*.yaml")
	if err != nil || len(found) != 1 {
		t.Fatal(number, found, err)
	}
	text, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	answers, name := read(t, e, found[0], text)
	return advise(e, answers, name)
}

func write(t testing.TB, a *engine.Advice, role string) string {
	t.Helper()
	d, err := brief.Of(a, role)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := document.Markdown(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var digest = regexp.MustCompile(`sha256:\w+`)

// TestBriefsAreGolden compares briefs with what somebody has read as a headhunter would,
// and found good. `go test ./engine/brief -update` writes them anew.
func TestBriefsAreGolden(t *testing.T) {
	for _, c := range []struct {
		organisation, role string
		language           wording.Language
	}{
		{"04", "cio", ""}, {"04", "cio", "de"}, {"04", "cto", ""}, {"07", "cto", ""}, {"07", "cio", ""}, {"08", "cino", ""}, {"01", "none", ""}, {"06", "cto", ""},
	} {
		name := c.organisation + "-" + c.role + string(c.language)
		t.Run(name, func(t *testing.T) {
			got := digest.ReplaceAllString(write(t, organisation(t, load(t, c.language), c.organisation), c.role), "sha256:...")
			file := "testdata/" + name + ".md.golden"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheSameAdviceGivesTheSameBrief(t *testing.T) {
	e := load(t, "")
	for _, role := range []string{"cto", "cio", "cino"} {
		first := write(t, organisation(t, e, "13"), role)
		for range 5 {
			if again := write(t, organisation(t, load(t, ""), "13"), role); again != first {
				t.Fatal(cmp.Diff(first, again))
			}
		}
	}
}

func TestNoSuchBrief(t *testing.T) {
	a := organisation(t, load(t, ""), "04")
	for role, want := range map[string]string{
		"ciso": `there is no role "ciso"; did you mean "cio"?`,
		"cfo":  `there is no role "cfo"; did you mean "cto"?`,
		"non":  `there is no role "non"; did you mean "none"?`,
		"none": brief.ErrHires.Error(),
	} {
		if _, err := brief.Of(a, role); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", role, err, want)
		}
	}
}

// TestWithoutBriefing makes a brief where content says nothing for briefs: the reasons
// stand for it, in quotation marks, since they address the organisation.
func TestWithoutBriefing(t *testing.T) {
	a := organisation(t, load(t, ""), "04")
	a.Briefing = nil
	got := write(t, a, "cio")
	for _, want := range []string{"## Why now", `- "You are about to replace the core system`, "### Standing duties", "- Fractional."} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
	for _, not := range []string{"## Interview", "To be achieved", "Two tasks"} {
		if strings.Contains(got, not) {
			t.Errorf("there is %s", not)
		}
	}
}

// TestMandates looks at briefs for roles for which nobody is searched.
func TestMandates(t *testing.T) {
	e := load(t, "")
	kept := write(t, organisation(t, e, "07"), "cio")
	answers, name := read(t, e, "given.yaml", []byte("organisation: Given\nheadcount: 200\nindustry: software\ntechnology_role: product\nstage: established\n"+
		"current_leaders: [cto]\nengineers: 30\nproduct_build: in_house\nit_staff: 12\nsystems_state: failing\nexecutive_budget: one_seat\nleadership_load: full_time\n"+
		"pains: [disconnected_systems, cyber_exposure, outages]\nupcoming: [erp_programme, merger]\n"))
	a := advise(e, answers, name)
	if r := a.Roles.Role("cio"); r.GivenTo != "cto" {
		t.Fatalf("the information chief is %s and given to %q (score %d)", r.Verdict, r.GivenTo, r.Score)
	}
	given := write(t, a, "cio")
	for text, wants := range map[string][]string{
		kept:  {"# The chief information officer stays\n", "*Mandate · Halden and Row*", "There is no search: the post is filled"},
		given: {"# The role of chief information officer goes to somebody who is there\n", "whoever is chief technology officer today takes on this role too", "- **Also fills.** Chief technology officer, of which"},
	} {
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("there is no %s in\n%s", want, text)
			}
		}
		for _, not := range []string{"## Interview", "## Experience", "## Terms"} {
			if strings.Contains(text, not) {
				t.Errorf("there is %s though nobody is hired:\n%s", not, text)
			}
		}
	}
}

// TestHostileNames gives an organisation a name that tries to be more than text.
func TestHostileNames(t *testing.T) {
	e := load(t, "")
	a := organisation(t, e, "03")
	a.Organisation = "\x1b[31m\u202e {headcount} {organisation} # x\n| a | <script>alert(1)</script> [a](javascript:b) ![i](http://e.example/x.png) `c` " + strings.Repeat("x", 10000)
	for _, role := range []string{"cto", "cio"} {
		got := write(t, a, role)
		unescaped := regexp.MustCompile(`\\[[:punct:]]`).ReplaceAllString(got, "")
		if bad := regexp.MustCompile("[\x00-\x09\x0b-\x1f\u202e]|<script|]\\(javascript|!\\[").FindString(unescaped); bad != "" {
			t.Errorf("%q gets through", bad)
		}
		if role == "cto" && !strings.Contains(got, "{headcount} {organisation} \\# x") {
			t.Error("the name is not shown as it is")
		}
		var page bytes.Buffer
		d, err := brief.Of(a, role)
		if err == nil {
			err = document.HTML(&page, d)
		}
		if err != nil || strings.Contains(page.String(), "<script") {
			t.Errorf("the page holds a script, or: %v", err)
		}
	}
}
