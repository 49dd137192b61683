package picture_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/picture"
	"chiefly/engine/wording"
)

func ExamplePicture_Mermaid() {
	a := &engine.Advice{Sequence: []string{"cto", "ciso"}, Roles: engine.Roles{
		{ID: "cto", Title: "chief technology officer", Verdict: engine.VerdictKeep, Held: true},
		{ID: "ciso", Title: "chief information security officer", Verdict: engine.VerdictHire, Mode: engine.ModeFractional},
	}, Instead: []engine.Instead{{Title: "an IT manager", ForTitle: "the daily work of IT"}}}
	fmt.Print(picture.Organisation(a).Mermaid())
	// Output:
	// flowchart TD
	//   accTitle: Who reports to whom, today and as advised
	//   accDescr: Today: chief technology officer. As advised: chief technology officer (keep), chief information security officer (hire, fractional). In place of a chief: an IT manager. The answers do not tell reporting lines: all chiefs are drawn under the chief executive.
	//   subgraph today["Today"]
	//     direction LR
	//     today_0["Chief executive"]
	//     today_1["Chief technology officer"]
	//     today_0 --> today_1
	//   end
	//   subgraph advised["As advised"]
	//     direction LR
	//     advised_0["Chief executive"]
	//     advised_1["Chief technology officer<br>Keep"]
	//     advised_0 --> advised_1
	//     advised_2["Chief information security officer<br>Hire, fractional"]
	//     advised_0 --> advised_2
	//   end
	//   today ~~~ advised
	//   subgraph instead["In place of a chief"]
	//     direction LR
	//     instead_1["An IT manager<br>For the daily work of IT"]
	//   end
	//   advised ~~~ instead
	//   caveat["The answers do not tell reporting lines#58; all chiefs are drawn under the chief executive#46;"]
	//   instead ~~~ caveat
	//   classDef kept stroke:#1d7a3e,stroke-width:2px
	//   class advised_1 kept
	//   classDef hired stroke:#0a58b8,stroke-width:3px
	//   class advised_2 hired
	//   classDef instead stroke:#0a58b8
	//   class instead_1 instead
	//   classDef note fill:none,stroke:none
	//   class caveat note
}

// chartLine is what a line of a chart may be. The parser of Mermaid takes all of them.
var chartLine = regexp.MustCompile(`^(flowchart (TD|LR)|  acc(Title|Descr): [^#;{}%<>"` + "`" + `]+|  subgraph (today|advised|instead)\["[^"<>` + "`" + `]+"\]|    direction LR|  end|` +
	`  (  )?\w+_\d+\["([^"<>` + "`" + `]|<br>)[^"<>` + "`" + `]*(<br>[^"<>` + "`" + `]*)*"\]|  caveat\["[^"<>` + "`" + `]+"\]|  (  )?\w+_\d+ --> \w+_\d+|  \w+ ~~~ \w+|  classDef \w+ [\w:#,-]+|  class [\w,]+ \w+)$`)

// checkChart holds that a chart has no other lines, and that all its edges are between
// nodes and groups that it has.
func checkChart(t interface{ Errorf(string, ...any) }, chart string) {
	var ids []string
	for line := range strings.Lines(chart) {
		line = strings.TrimSuffix(line, "\n")
		if !chartLine.MatchString(line) {
			t.Errorf("no line of a chart: %.200s", line)
			continue
		}
		words := strings.Fields(strings.ReplaceAll(strings.TrimPrefix(strings.TrimSpace(line), "subgraph "), "[", " "))
		switch {
		case strings.Contains(line, `["`):
			if slices.Contains(ids, words[0]) {
				t.Errorf("%s is there twice", words[0])
			}
			ids = append(ids, words[0])
		case len(words) == 3 && (words[1] == "-->" || words[1] == "~~~"):
			if !slices.Contains(ids, words[0]) || !slices.Contains(ids, words[2]) {
				t.Errorf("an edge from or to nowhere: %s", line)
			}
		}
	}
}

// TestCharts holds that the organisations of the tests have charts of all that needs one,
// in both languages.
func TestCharts(t *testing.T) {
	for _, language := range []wording.Language{"en", "de"} {
		e := load(t, language)
		for _, name := range names(t) {
			for kind, p := range pictures(t, e, answers(t, e, name), "headcount") {
				chart := p.Mermaid()
				if (chart == "") != (kind == "scores") {
					t.Errorf("%s in %s: the chart of its %s is %q", name, language, kind, chart)
				}
				checkChart(t, chart)
			}
		}
	}
}

// TestLargeCharts holds that what GitHub would not draw is no chart.
func TestLargeCharts(t *testing.T) {
	a := &engine.Advice{Roles: engine.Roles{{ID: "a", Verdict: engine.VerdictLater, Title: strings.Repeat("x", 24_000)}}, Sequence: []string{}}
	if picture.Organisation(a).Mermaid() == "" {
		t.Error("a chart is left out that is not too large")
	}
	a.Roles[0].Title += strings.Repeat("x", 2_000)
	if chart := picture.Organisation(a).Mermaid(); chart != "" {
		t.Errorf("a chart of %d characters", len(chart))
	}
}

// TestAnyChart holds that no text makes a chart anything else.
func TestAnyChart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkChart(t, picture.Organisation(anyAdvice(t)).Mermaid())
		checkChart(t, picture.Growth(anyPath(t)).Mermaid())
	})
}
