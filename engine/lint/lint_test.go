package lint_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/lint"
)

// A small flow and rule set in which nothing is found. The examples of the checks are
// put into it, key by key.
const hostFlow = `flow: host
version: 1.0.0
sections:
  - {id: basics, title: Basics}
questions:
  - {id: headcount, section: basics, type: integer, min: 1, max: 3000000, ask: How many are you?, why: Large organisations need more order.}
  - id: stage
    section: basics
    type: choice
    ask: Where do you stand?
    why: Young firms need other people than old ones.
    options:
      - {id: idea, label: An idea}
      - {id: early, label: First customers}
      - {id: mature, label: Established}
`

const hostRules = `rule_set: host
version: 1.0.0
flow: host
thresholds: {hire: 50, later: 30}
roles:
  - {id: cto, title: chief technology officer}
  - {id: cio, title: chief information officer}
rules:
  - id: well_staffed
    when: headcount >= 50
    points: {cto: 60, cio: 30}
    because: You are 50 people or more, and your technology needs somebody at the top.
    sources: [own_experience]
  - id: settled
    when: stage == "mature" and headcount >= 50
    points: {cto: -20, cio: 30}
    because: You are established, and order matters more to you than novelty.
    sources: [own_experience]
arrangements: []
conditions: {}
sources:
  - {id: own_experience, title: Twenty years of our own work, address: "https://example.org/us"}
`

var section = regexp.MustCompile(`(?m)^(\w+):\n`)

// host returns the small content with an example in it. Where a key is there already,
// the example is added to its list.
func host(example string) (flowText, rulesText string) {
	flowText, rulesText = hostFlow, hostRules
	starts := section.FindAllStringSubmatchIndex(example, -1)
	for i, at := range starts {
		end := len(example)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		key, body := example[at[2]:at[3]], example[at[1]:end]
		text := &rulesText
		if key == "questions" || key == "sections" {
			text = &flowText
		}
		head := regexp.MustCompile(`(?m)^` + key + `:.*\n`).FindString(*text)
		*text = strings.Replace(*text, head, key+":\n"+body, 1)
	}
	return flowText, rulesText
}

func TestHostGivesSilence(t *testing.T) {
	if found := check(t, prove(t, content(t, hostFlow, hostRules))); len(found) > 0 {
		t.Error(rendered(found))
	}
}

// The examples of each check are its tests: in what it advises to avoid it finds
// something, and nothing else does, but that which is proven; in what it prefers nothing
// is found.
func TestExamplesOfChecks(t *testing.T) {
	for _, c := range lint.Checks() {
		t.Run(c.Name, func(t *testing.T) {
			if c.Doc.Finds == "" || c.Doc.Why == "" || !slices.Contains([]lint.Severity{lint.Error, lint.Warning, lint.Advice}, c.Severity) {
				t.Errorf("the check is not documented: %+v", c)
			}
			avoid, prefer := example(t, c.Doc.Avoid), example(t, c.Doc.Prefer)
			if c.Name == "proof" {
				avoid, prefer = prove(t, avoid), prove(t, prefer)
			}
			found := check(t, avoid)
			t.Logf("\n%s", rendered(found))
			if len(found) == 0 {
				t.Error("nothing is found in what to avoid")
			}
			for _, f := range found {
				if f.Check != c.Name || f.Severity != c.Severity || !f.Pos.IsValid() || f.Line == "" || f.Hint == "" {
					t.Errorf("%+v", f)
				}
			}
			if found := check(t, prefer); len(found) > 0 {
				t.Errorf("in what to prefer is found\n%s", rendered(found))
			}
		})
	}
}

func example(t *testing.T, example string) lint.Content {
	t.Helper()
	example, translation, _ := strings.Cut(example, "# rules.de.yaml, beside it\n")
	flowText, rulesText := host(example)
	c := content(t, flowText, rulesText)
	c.Untranslated = missing(t, flowText, rulesText, translation)
	return c
}

// The built-in content gives no finding.
func TestBuiltInContent(t *testing.T) {
	flowText, rulesText := builtIn(t)
	if found := check(t, content(t, flowText, rulesText)); len(found) > 0 {
		t.Errorf("%d findings\n%s", len(found), rendered(found))
	}
}
