package report_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"charm.land/lipgloss/v2"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/report"
)

// hostile tries everything at once: to command the terminal, to turn the reading
// direction, to begin lines and tables of its own, to be a link, to be HTML.
const hostile = "\x1b[31mred\x1b]0;title\x07\u009b2J\x7f\u202egnp\r\n# x\n| a | b |\n\n1. <img src=x onerror=alert(1)> " +
	"[a](javascript:b) ![i](http://e.example/x.png) `c` ``d`` **e** \\| \\` ~~f~~ $g$ &lt; https://evil.example www.evil.example \x00\xff日本"

const hostileAddress = "https://evil.example/)<script>`|\\\"' \x1b[31m\u202e\n[x](y)"

// infest puts hostile text into every text of a value that is not an id.
func infest(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() && v.Kind() == reflect.Pointer {
			infest(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			infest(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if f := v.Field(i); name == "Address" {
				f.SetString(hostileAddress)
			} else if !kept[name] && f.CanSet() {
				infest(f)
			}
		}
	case reflect.String:
		v.SetString(hostile)
	}
}

// kept are the fields that hold ids, which are checked when content is loaded,
// and words of the engine.
var kept = map[string]bool{"Schema": true, "Recommendation": true, "ID": true, "Verdict": true, "Mode": true, "Effect": true,
	"Rule": true, "Sequence": true, "Combined": true, "Truth": true, "Value": true, "For": true, "Question": true}

func hostileAdvice(t *testing.T) *engine.Advice {
	a := advise(t, "liner")
	sources := map[string][]string{}
	for _, role := range a.Roles {
		for _, reason := range role.Reasons {
			sources[role.ID+reason.Rule] = append([]string(nil), reason.Sources...)
		}
	}
	infest(reflect.ValueOf(a))
	for _, role := range a.Roles { // ids within lists were infested too
		for i := range role.Reasons {
			role.Reasons[i].Sources = sources[role.ID+role.Reasons[i].Rule]
		}
	}
	for i := range a.Open {
		for j := range a.Open[i].Effects {
			a.Open[i].Effects[j].Role = "cook"
		}
	}
	return a
}

func TestHostileTextOnATerminal(t *testing.T) {
	a, x := hostileAdvice(t), explain(t, "liner", "interpreter")
	infest(reflect.ValueOf(x))
	var b bytes.Buffer
	for _, full := range []bool{false, true} {
		if err := report.Text(&b, a, report.Options{Full: full}); err != nil {
			t.Fatal(err)
		}
	}
	if err := report.Explanation(&b, x, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "[31mred") {
		t.Fatal("the hostile text is not there at all")
	}
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSuffix(line, "\n")
		if i := strings.IndexFunc(line, func(r rune) bool { return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e }); i >= 0 {
			t.Errorf("a terminal would obey %q", line)
		}
		if got := lipgloss.Width(line); got > 80 {
			t.Errorf("%d columns: %s", got, line)
		}
		if line == "# x" || strings.HasPrefix(line, "| a") {
			t.Errorf("a line of its own: %s", line)
		}
	}
}

// hostilePath is the way that a report shows, in hostile words.
func hostilePath(t *testing.T) *engine.Path {
	path := firstNumber(t, "liner")
	infest(reflect.ValueOf(path))
	return path
}

var (
	// chart is one of Mermaid in a text of Markdown.
	chart = regexp.MustCompile("(?m)^```mermaid\n(?s:(.*?))^```$")
	// chartLine is what a line of a chart may be, whatever the texts hold.
	chartLine = regexp.MustCompile(`^(flowchart (TD|LR)|  acc(Title|Descr): [^#;{}%<>"` + "`" + `]*|  subgraph \w+\["[^"<>` + "`" + `]+"\]|    direction LR|  end|  (  )?\w+\["([^"<>` + "`" + `]|<br>)[^"<>` + "`" + `]*(<br>[^"<>` + "`" + `]*)*"\]|  (  )?\w+ (-->|~~~) \w+|  (classDef|class) [\w,:#.\- ]+)$`)
)

// withoutCharts takes the charts out of a text of Markdown.
func withoutCharts(text string) (rest string, charts []string) {
	for _, m := range chart.FindAllStringSubmatch(text, -1) {
		charts = append(charts, m[1])
	}
	return chart.ReplaceAllString(text, ""), charts
}

// checkCharts finds what in charts is no flowchart of texts.
func checkCharts(t *testing.T, charts []string) {
	t.Helper()
	for _, c := range charts {
		for line := range strings.Lines(c) {
			if line = strings.TrimSuffix(line, "\n"); !chartLine.MatchString(line) {
				t.Errorf("no line of a chart: %.200s", line)
			}
			if i := strings.IndexFunc(line, obeyed); i >= 0 {
				t.Errorf("a terminal would obey %.40q", line[i:])
			}
		}
	}
}

var (
	escaped = regexp.MustCompile(`\\[[:punct:]]`)
	// linked is a link to the web, or the one that we write to a section.
	linked = regexp.MustCompile(`\[The points, rule by rule\]\(#the-points-rule-by-rule\)|\[[^\[\]]*\]\((https?://[^\s<>()"'|\\` + "`" + `]+)\)`)
)

func TestHostileTextInMarkdown(t *testing.T) {
	for _, full := range []bool{false, true} {
		var b bytes.Buffer
		if err := document.Markdown(&b, report.Document(hostileAdvice(t), hostilePath(t), report.Options{Full: full})); err != nil {
			t.Fatal(err)
		}
		text, charts := withoutCharts(b.String())
		if !strings.Contains(text, "31mred") || !strings.Contains(strings.Join(charts, ""), "31mred") || len(charts) != 2 {
			t.Fatalf("the hostile text is not there at all, or not in %d charts", len(charts))
		}
		checkCharts(t, charts)
		columns := 0
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			rest := linked.ReplaceAllString(escaped.ReplaceAllString(line, ""), "")
			if i := strings.IndexAny(rest, "<>`[]~$\\\x1b\x07\u202e\u009b"); i >= 0 {
				t.Errorf("markup at %q of %s", rest[i:], line)
			}
			if strings.Contains(rest, "://") || strings.Contains(rest, "www.") {
				t.Errorf("a link in %s", line)
			}
			pipes := strings.Count(rest, "|")
			if pipes > 0 && columns > 0 && pipes != columns {
				t.Errorf("%d pipes where the table has %d: %s", pipes, columns, line)
			}
			columns = pipes
		}
	}
}

func TestAddressesThatAreNotOfTheWeb(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/b":         "1. [T](https://a.example/b)",
		"http://a.example/?x=1&y=(2)": "1. [T](http://a.example/?x=1&amp;y=%282%29)",
		"https://a.example/日":         "1. [T](https://a.example/%E6%97%A5)",
		"https://a.example/ b":        "1. [T](https://a.example/%20b)",
		"javascript:alert(1)":         "1. T, javascript:alert(1)",
		"data:text/html,<b>":          "1. T, data:text/html,&lt;b&gt;",
		"//a.example":                 "1. T, //a.example",
		"https:alert":                 "1. T, https:alert",
		"ftp://a.example":             `1. T, ftp\://a.example`,
		"on paper, *shelf* 3":         `1. T, on paper, \*shelf\* 3`,
		"https://a.example/%zz":       `1. T, https\://a.example/%zz`,
		"":                            "1. T",
	} {
		t.Run(address, func(t *testing.T) {
			a := advise(t, "ghost")
			a.Sources = []engine.Source{{ID: "s", Title: "T", Address: address}}
			var b bytes.Buffer
			if err := document.Markdown(&b, report.Document(a, nil, report.Options{Full: true})); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.String(), "\n"+want+"\n") {
				t.Errorf("no line %s in\n%s", want, b.String())
			}
		})
	}
}

func TestJSONKeepsHostileTextAndIsSafeToLookAt(t *testing.T) {
	a := advise(t, "liner")
	a.Organisation, a.Headline = hostile, "<&> \u2028"
	var b bytes.Buffer
	if err := report.JSON(&b, a); err != nil {
		t.Fatal(err)
	}
	var back struct{ Organisation, Headline string }
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if want := strings.ToValidUTF8(hostile, "\ufffd"); back.Organisation != want {
		t.Errorf("read back %q, want %q", back.Organisation, want)
	}
	if back.Headline != a.Headline || !strings.Contains(b.String(), `"headline": "<&> `) {
		t.Errorf("read back %q, or escaped as HTML", back.Headline)
	}
	if i := strings.IndexFunc(b.String(), func(r rune) bool { return r != '\n' && unicode.IsControl(r) || r == '\u202e' }); i >= 0 {
		t.Errorf("a terminal would obey %q", b.String()[i:i+10])
	}
	if !strings.HasSuffix(b.String(), "\n}\n") {
		t.Error("no newline at the end")
	}
}
