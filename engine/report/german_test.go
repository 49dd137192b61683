package report_test

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/flow"
	"chiefly/engine/report"
	"chiefly/questions"
	"chiefly/rules"
)

// english are words that no German text has, unless it quotes one.
var english = regexp.MustCompile(`(?i)\b(the|and|of|with|for|is|are|not|no|you|your|to|or|on|by|from|what|this|that|who|hire|keep|later|now|score|answers?|days|first|one|two)\b`)

// TestGermanReportsHoldNoEnglish looks for English in reports on any answers, outside the
// titles of sources. The outlook is looked at in the scripts of cmd/chiefly.
func TestGermanReportsHoldNoEnglish(t *testing.T) {
	e, err := engine.LoadIn(engine.Join(questions.FS, rules.FS), "de")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		known := anyAnswers(t, e)
		a := e.Advise(known)
		full := rapid.Bool().Draw(t, "full")
		noEnglish(t, written(t, func(out *bytes.Buffer) error { return report.Text(out, a, report.Options{Full: full}) }), "QUELLEN")
		path, err := e.Along(known, "headcount")
		if err != nil {
			t.Fatal(err)
		}
		noEnglish(t, written(t, func(out *bytes.Buffer) error {
			return document.Markdown(out, report.Document(a, path, report.Options{Full: full}))
		}), "## Quellen")
		page := written(t, func(out *bytes.Buffer) error {
			return document.HTML(out, report.Document(a, path, report.Options{Full: full}))
		})
		noEnglish(t, tags.ReplaceAllString(page, " "), "Quellen ")
	})
}

// tags are what of a page is no text. The table of contents names the sources too.
var tags = regexp.MustCompile(`(?s)<style>.*?</style>|<nav.*?</nav>|<[^>]*>`)

func written(t *rapid.T, write func(*bytes.Buffer) error) string {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestGermanReportsAreGolden compares two reports with what somebody has read and found
// good.
func TestGermanReportsAreGolden(t *testing.T) {
	e, err := engine.LoadIn(engine.Join(questions.FS, rules.FS), "de")
	if err != nil {
		t.Fatal(err)
	}
	all := compiled(t, e)
	for name, c := range map[string]struct {
		answers map[string]string
		write   func(io.Writer, *engine.Advice, *engine.Path) error
	}{
		"german-pumps.txt": {map[string]string{
			"headcount": "120", "industry": "manufacturing", "technology_role": "internal", "stage": "established", "priorities": "[operational_efficiency, cost_control]",
			"current_leaders": "[]", "engineers": "0", "pains": "[disconnected_systems]", "technical_founder": "no", "leadership_load": "part_time", "executive_budget": "part_time",
			"it_staff": "2", "systems_state": "strained", "upcoming": "[erp_programme]", "innovation_commitment": "none", "revenue": "30000000"}, asText},
		"german-works.md": {map[string]string{
			"headcount": "400-900", "industry": "energy", "technology_role": "[enabler, internal]", "priorities": "[innovation_culture, security_compliance]", "systems_state": "strained",
			"current_leaders": "[cto]", "executive_budget": "[one_seat, several_seats]", "pains": "[leader_overloaded, cyber_exposure]"}, asMarkdown},
	} {
		t.Run(name, func(t *testing.T) {
			known := flow.Answers{}
			for id, text := range c.answers {
				if known[id], err = e.Flow().Question(id).Parse(text); err != nil {
					t.Fatal(err)
				}
			}
			a := e.Advise(known)
			a.Content.Digest = "sha256:0000" // that of the rules is no matter of words
			if a.Outlook, err = e.Outlook(all, known); err != nil {
				t.Fatal(err)
			}
			fixed := engine.Settled{Share: 0.386, Proof: engine.ProofEstimated, Interval: []float64{0.372, 0.4}, Population: a.Outlook.Recommendation.Population}
			if len(a.Unknown) > 3 { // nor are estimates
				*a.Outlook.Recommendation = fixed
				for _, r := range a.Outlook.Roles {
					r.Settled = fixed
				}
			}
			path, err := e.Along(known, "headcount")
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := c.write(&out, a, path); err != nil {
				t.Fatal(err)
			}
			golden(t, name, out.Bytes())
		})
	}
}

func asText(w io.Writer, a *engine.Advice, _ *engine.Path) error {
	return report.Text(w, a, report.Options{})
}

func asMarkdown(w io.Writer, a *engine.Advice, path *engine.Path) error {
	return document.Markdown(w, report.Document(a, path, report.Options{}))
}

var (
	link   = regexp.MustCompile(`\]\([^)]*\)`)                 // where one in Markdown leads
	styles = regexp.MustCompile(`(?m)^  (classDef|class) .*$`) // of a chart, whose names are no words
)

// noEnglish leaves the list of sources out, and their addresses.
func noEnglish(t *rapid.T, text, sources string) {
	text, _, _ = strings.Cut(styles.ReplaceAllString(link.ReplaceAllString(text, "]"), ""), sources)
	if at := english.FindStringIndex(text); at != nil {
		t.Errorf("English: ...%s...", text[max(0, at[0]-60):min(len(text), at[1]+60)])
	}
}

// anyAnswers draws answers to some of the questions, some known in part.
func anyAnswers(t *rapid.T, e *engine.Engine) flow.Answers {
	known := flow.Answers{}
	for _, q := range e.Flow().Questions {
		switch q.Type {
		case flow.Integer:
			bounds := []int64{q.Min, 0, 4, 15, 50, 120, 700, 6000, 5000000, q.Max}
			lo, hi := rapid.SampledFrom(bounds).Draw(t, q.ID), rapid.SampledFrom(bounds).Draw(t, q.ID)
			if a := q.Integers(min(lo, hi), max(lo, hi)); !a.IsZero() {
				known[q.ID] = a
			}
		case flow.Choices:
			picks := rapid.SliceOfNDistinct(rapid.IntRange(0, len(q.Options)-1), 0, min(q.MaxPicks, 5), rapid.ID).Draw(t, q.ID)
			slices.Sort(picks)
			known[q.ID] = q.Picked(picks...)
		default:
			options := rapid.SliceOfNDistinct(rapid.IntRange(0, len(q.Options)-1), 1, 2, rapid.ID).Draw(t, q.ID)
			known[q.ID] = q.OneOf(options...)
		}
		if rapid.IntRange(0, 4).Draw(t, "leave out "+q.ID) == 0 {
			delete(known, q.ID)
		}
	}
	return known
}
