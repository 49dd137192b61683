package compare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"charm.land/lipgloss/v2"

	"chiefly/engine"
	"chiefly/engine/document"
	"chiefly/engine/flow"
	"chiefly/engine/report"
	"chiefly/engine/rule/ruletest"
	"chiefly/questions"
	"chiefly/rules"
)

var kinds = []Kind{Organisations, BeforeAfter, Views, WhatIf}

// formats write a comparison in all of its formats.
var formats = map[string]func(*bytes.Buffer, *Comparison) error{
	"json": func(b *bytes.Buffer, c *Comparison) error { return report.JSON(b, c) },
	"text": func(b *bytes.Buffer, c *Comparison) error {
		return report.DocumentText(b, c.Document(false), report.Options{})
	},
	"full": func(b *bytes.Buffer, c *Comparison) error {
		return report.DocumentText(b, c.Document(true), report.Options{Color: true})
	},
	"markdown": func(b *bytes.Buffer, c *Comparison) error { return document.Markdown(b, c.Document(false)) },
	"html":     func(b *bytes.Buffer, c *Comparison) error { return document.HTML(b, c.Document(false)) },
	"pdf":      func(b *bytes.Buffer, c *Comparison) error { return document.PDF(b, c.Document(false), document.A4) },
}

func written(t *testing.T, format string, c *Comparison) string {
	t.Helper()
	var b bytes.Buffer
	if err := formats[format](&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sides draws answers of some sides, each differing from the one before.
func sides(m model, n int, seed uint64) (all []Answers) {
	r := ruletest.NewRandom(seed)
	f := m.engine.Flow()
	row := r.Loosen(f, r.Exact(f), 0.2, 0.1)
	for i := range n {
		all = append(all, Answers{Name: fmt.Sprintf("side %d", i), Answers: f.Answers(row)})
		other := r.Exact(f)
		for range 4 {
			k := int(r.Uint64() % uint64(len(row)))
			row[k] = other[k]
		}
	}
	return all
}

// TestSameBytes holds that the same answers give the same comparison in every format.
func TestSameBytes(t *testing.T) {
	m := crossing()
	for _, k := range kinds {
		for format := range formats {
			first := written(t, format, Of(m.engine, m.space, k, sides(m, 3, 1)...))
			if again := written(t, format, Of(m.engine, m.space, k, sides(m, 3, 1)...)); first != again {
				t.Errorf("%s as %s: not the same again", k, format)
			}
		}
	}
}

// TestJSONGoesBack holds that nothing of the plain data is lost in JSON but the ids of
// roles, which stand beside them, and texts that are not part of it.
func TestJSONGoesBack(t *testing.T) {
	m := crossing()
	c := Of(m.engine, m.space, Views, sides(m, 3, 2)...)
	var back Comparison
	text := written(t, "json", c)
	if err := json.Unmarshal([]byte(text), &back); err != nil {
		t.Fatal(err)
	}
	if again := written(t, "json", &back); again != text {
		t.Errorf("read and written again it is\n%s\nand was\n%s", again, text)
	}
}

// TestLedgersAddUp holds that the points in each column come to the score below.
func TestLedgersAddUp(t *testing.T) {
	m := builtIn()
	tables := 0
	for seed := range uint64(10) {
		for _, full := range []bool{false, true} {
			for _, s := range Of(m.engine, nil, Organisations, sides(m, 3, seed)...).Document(full).Sections {
				if s.ID != "rules" {
					continue
				}
				for _, b := range s.Blocks {
					table, is := b.(document.Table)
					if !is {
						continue
					}
					tables++
					for column := 1; column < len(table.Head); column++ {
						sum := 0
						for i, row := range table.Rows {
							n := 0
							if _, err := fmt.Sscan(strings.ReplaceAll(row[column][0].Text, "−", "-"), &n); err != nil && row[column][0].Text != "–" && row[column][0].Text != "open" && row[column][0].Text != "veto" {
								t.Fatalf("%q is no number", row[column][0].Text)
							}
							if i == len(table.Rows)-1 && n != sum {
								t.Errorf("seed %d, %s: %d, not %d", seed, table.Caption, n, sum)
							}
							sum += n
						}
					}
				}
			}
		}
	}
	if tables < 30 {
		t.Errorf("only %d tables", tables)
	}
}

// hostile commands the terminal, turns the reading direction, and is markup.
const hostile = "\x1b[31mred\x1b]0;t\x07\u202egnp\n| a | b |\n# x <img src=x onerror=alert(1)> [a](javascript:b) =1+2 日本"

// TestHostileTextsAreHarmless holds that names and content reach nothing raw.
func TestHostileTextsAreHarmless(t *testing.T) {
	quoted, err := json.Marshal(hostile)
	if err != nil {
		t.Fatal(err)
	}
	evil := func(text string, words ...string) []byte {
		for _, word := range words {
			text = strings.ReplaceAll(text, word, string(quoted))
		}
		return []byte(text)
	}
	flowText := strings.NewReplacer("label: A}", "label: LABEL}", "label: U}", "label: LABEL}").Replace(crossingFlow)
	m := newModel(engine.Load(fstest.MapFS{
		"questions/f.yaml": {Data: evil(flowText, "X?", "H?", "LABEL")},
		"rules/r.yaml":     {Data: evil(crossingRules, "first chief", "They differ.", "Something else")}}))
	for _, k := range kinds {
		all := sides(m, 2, 3)
		all[0].Name, all[1].Name = hostile, strings.Repeat("x", 10_000)
		c := Of(m.engine, m.space, k, all...)
		c.Organisation = hostile
		for format := range formats {
			text := written(t, format, c)
			if format == "pdf" {
				continue
			}
			if format == "full" {
				text = strings.NewReplacer("\x1b[1m", "", "\x1b[2m", "", "\x1b[m", "", "\x1b[0m", "", "\x1b[32m", "", "\x1b[31m", "").Replace(text)
			}
			for _, r := range text {
				if unicode.IsControl(r) && r != '\n' || r == '\u202e' {
					t.Fatalf("%s as %s holds %U", k, format, r)
				}
			}
			if strings.Contains(text, "<img") && format != "json" && format != "text" && format != "full" {
				t.Errorf("%s as %s holds markup", k, format)
			}
		}
	}
}

// TestTextFitsTheWidth holds that no line is wider than asked for.
func TestTextFitsTheWidth(t *testing.T) {
	m := builtIn()
	for n := 2; n <= 8; n += 2 {
		c := Of(m.engine, nil, Organisations, sides(m, n, 4)...)
		for _, width := range []int{36, 60, 80, 120} {
			var b bytes.Buffer
			if err := report.DocumentText(&b, c.Document(true), report.Options{Width: width}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				line = strings.TrimSuffix(line, "\n")
				if lipgloss.Width(line) > width || strings.TrimRight(line, " ") != line {
					t.Fatalf("%d sides in %d columns: %q", n, width, line)
				}
			}
		}
	}
}

// TestEveryLanguage holds that a comparison in German has no English left.
func TestEveryLanguage(t *testing.T) {
	e, err := engine.LoadIn(engine.Join(questions.FS, rules.FS), "de")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds {
		text := written(t, "text", Of(e, builtIn().space, k, sides(model{engine: e}, 3, 5)...))
		for _, word := range []string{" the ", " and ", " advice ", " answer ", " of "} {
			if at := strings.Index(strings.ToLower(text), word); at >= 0 {
				t.Errorf("%s: %q", k, text[max(0, at-60):at+40])
			}
		}
	}
}

// organisation reads one of the realistic organisations.
func organisation(t testing.TB, m model, name string) Answers {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../cmd/chiefly/testdata/organisations", name))
	if err != nil {
		t.Fatal(err)
	}
	known := flow.Answers{}
	for line := range strings.Lines(string(data)) {
		id, text, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if q := m.engine.Flow().Question(id); q != nil {
			if known[id], err = q.Parse(text); err != nil {
				t.Fatal(err)
			}
		}
	}
	return Answers{Name: name, Answers: known}
}

// BenchmarkOf compares two realistic organisations that differ in most answers.
func BenchmarkOf(b *testing.B) {
	m := builtIn()
	x, y := organisation(b, m, "04_manufacturer_120_erp.yaml"), organisation(b, m, "12_telecom.yaml")
	for b.Loop() {
		Of(m.engine, m.space, Views, x, y)
	}
}
