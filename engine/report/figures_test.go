package report_test

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/document"
	"chiefly/engine/report"
)

// A figure is what a report says in numbers about a role.
type figure struct {
	Verdict            string
	Score, Hire, Later int
	Points             []int // of the rules that count, by what they weigh
}

// TestFiguresAgree compares the figures of each format, as its reader finds them, with
// those of the JSON.
func TestFiguresAgree(t *testing.T) {
	for ship := range ships {
		t.Run(ship, func(t *testing.T) {
			want := inJSON(t, ship)
			for name, got := range map[string][]figure{"HTML": inHTML(t, ship), "Markdown": inMarkdown(t, ship), "text": inText(t, ship)} {
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-json +%s):\n%s", name, name, diff)
				}
			}
			for i, role := range advise(t, ship).InSequence() {
				row := sheet(t, advise(t, ship))[0]
				if got := row[role.ID+"_score"]; got != strconv.Itoa(want[i].Score) {
					t.Errorf("CSV has the score %s of the %s, JSON %d", got, role.ID, want[i].Score)
				}
				if got := row[role.ID+"_verdict"]; got != role.Verdict {
					t.Errorf("CSV has the verdict %s on the %s, JSON %s", got, role.ID, role.Verdict)
				}
			}
		})
	}
}

// inJSON reads the figures of the roles, in the order in which reports show them.
func inJSON(t *testing.T, ship string) []figure {
	t.Helper()
	a := advise(t, ship)
	var b bytes.Buffer
	if err := report.JSON(&b, a); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Roles map[string]struct {
			Verdict, Mode string
			Score         int
			Thresholds    struct{ Hire, Later int }
			Reasons       []struct {
				Points int
				Effect string
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	var figures []figure
	for _, role := range a.InSequence() {
		r := read.Roles[role.ID]
		f := figure{Verdict: role.VerdictText(a.Language), Score: r.Score, Hire: r.Thresholds.Hire, Later: r.Thresholds.Later}
		var other []int
		for _, reason := range r.Reasons {
			speaksFor := reason.Points >= 0 && reason.Effect != "rule_out"
			if speaksFor == role.Needed() {
				f.Points = append(f.Points, reason.Points)
			} else {
				other = append(other, reason.Points)
			}
		}
		f.Points = append(f.Points, other...)
		figures = append(figures, f)
	}
	return figures
}

// points reads the points at the head of a reason. A must and a veto have none.
func points(label string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(strings.Replace(label, "−", "-", 1), "+"))
	return n
}

func atoi(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(strings.Replace(text, "−", "-", 1), ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var (
	htmlRole    = regexp.MustCompile(`<tr><th scope="row">.*?</th><td>(.*?)</td><td class="number">(.*?)</td><td class="number">(.*?)</td><td class="number">(.*?)</td></tr>`)
	htmlMarks   = regexp.MustCompile(`(?s)<h3>.*?(?:</ul>|</p>)`)
	htmlMark    = regexp.MustCompile(`<li class="(?:for|against)"><strong>(.*?)</strong>`)
	htmlRules   = regexp.MustCompile(`(?s)<section id="rules">.*?</section>`)
	markedRole  = regexp.MustCompile(`(?m)^\| [^|]* \| ([^|]*) \| ([-−]?\d+) \| ([-−]?\d+) \| ([-−]?\d+) \|$`)
	markedMarks = regexp.MustCompile(`(?m)^### .*\n\n((?:- .*\n)*)`)
	markedMark  = regexp.MustCompile(`(?m)^- \*\*([^*]*)\*\* `)
	textRole    = regexp.MustCompile(`(?m)^  score (-?\d+) .*hire from (-?\d+), plan from (-?\d+)\n((?:  .*\n)*)`)
	textVerdict = regexp.MustCompile(`(?m)^.*: (.*)\n  score `)
	textMark    = regexp.MustCompile(`(?m)^  ([-+]\d+|must|veto) `)
)

func inHTML(t *testing.T, ship string) []figure {
	t.Helper()
	p := string(page(t, ship, report.Options{}))
	var figures []figure
	for _, m := range htmlRole.FindAllStringSubmatch(p, -1) {
		figures = append(figures, figure{Verdict: html.UnescapeString(m[1]), Score: atoi(t, m[2]), Hire: atoi(t, m[3]), Later: atoi(t, m[4])})
	}
	for i, list := range htmlMarks.FindAllString(htmlRules.FindString(p), -1) {
		for _, m := range htmlMark.FindAllStringSubmatch(list, -1) {
			figures[i].Points = append(figures[i].Points, points(html.UnescapeString(m[1])))
		}
	}
	return figures
}

func inMarkdown(t *testing.T, ship string) []figure {
	t.Helper()
	var b bytes.Buffer
	if err := document.Markdown(&b, report.Document(advise(t, ship), nil, report.Options{Full: true})); err != nil {
		t.Fatal(err)
	}
	var figures []figure
	for _, m := range markedRole.FindAllStringSubmatch(b.String(), -1) {
		figures = append(figures, figure{Verdict: m[1], Score: atoi(t, m[2]), Hire: atoi(t, m[3]), Later: atoi(t, m[4])})
	}
	_, rules, _ := strings.Cut(b.String(), "\n## The points, rule by rule\n")
	for i, list := range markedMarks.FindAllStringSubmatch(rules, len(figures)) {
		for _, m := range markedMark.FindAllStringSubmatch(list[1], -1) {
			figures[i].Points = append(figures[i].Points, points(strings.ReplaceAll(m[1], `\`, "")))
		}
	}
	return figures
}

func inText(t *testing.T, ship string) []figure {
	t.Helper()
	var b bytes.Buffer
	if err := report.Text(&b, advise(t, ship), report.Options{Full: true, Width: 160}); err != nil {
		t.Fatal(err)
	}
	var figures []figure
	verdicts := textVerdict.FindAllStringSubmatch(b.String(), -1)
	for i, m := range textRole.FindAllStringSubmatch(b.String(), -1) {
		f := figure{Verdict: verdicts[i][1], Score: atoi(t, m[1]), Hire: atoi(t, m[2]), Later: atoi(t, m[3])}
		for _, mark := range textMark.FindAllStringSubmatch(m[4], -1) {
			f.Points = append(f.Points, points(mark[1]))
		}
		figures = append(figures, f)
	}
	return figures
}
