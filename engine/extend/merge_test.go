package extend_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/extend"
	"chiefly/engine/source"
)

const houseHead = "rule_set: house\nversion: 2.0.0\nextends: base\n"

// What house files may do to rules, and what comes of it.
func TestHouseRules(t *testing.T) {
	for name, test := range map[string]struct{ house, path, want string }{
		"its own id":                   {"", "rule_set", "house"},
		"its own version":              {"", "version", "2.0.0"},
		"the title of the base":        {"", "title", "The base"},
		"its own title":                {"title: Ours\n", "title", "Ours"},
		"no line of its own stays":     {"", "extends", "nothing"},
		"a threshold":                  {"thresholds: {hire: 55}\n", "thresholds", "{hire: 55, later: 30}"},
		"a threshold of nothing":       {"thresholds: {later: 0}\n", "thresholds", "{hire: 50, later: 0}"},
		"points":                       {"change: {rules: [{id: sells, points: {cto: 30}}]}\n", "rules/sells/points", "{cto: 30, cio: -5}"},
		"points for another role":      {"change: {rules: [{id: sells, points: {cino: 3}}]}\n", "rules/sells/points", "{cto: 40, cio: -5, cino: 3}"},
		"points taken away by 0":       {"change: {rules: [{id: sells, points: {cio: 0}}]}\n", "rules/sells/points", "{cto: 40}"},
		"points taken away by nothing": {"change: {rules: [{id: sells, points: {cio: ~}}]}\n", "rules/sells/points", "{cto: 40}"},
		"the rest of the rule stays":   {"change: {rules: [{id: sells, points: {cio: 0}}]}\n", "rules/sells/because", "It is sold."},
		"a reason":                     {"change: {rules: [{id: sells, because: Ours.}]}\n", "rules/sells/because", "Ours."},
		"sources are replaced":         {"change: {rules: [{id: sells, sources: [mine]}]}\n", "rules/sells/sources", "[mine]"},
		"another effect":               {"change: {rules: [{id: tiny, points: {cto: -9}}]}\n", "rules/tiny", "{id: tiny, when: headcount < 5, because: Too few., sources: [article], points: {cto: -9}}"},
		"a rule less":                  {"switch_off: [sells]\n", "rules", "[{id: tiny, when: headcount < 5, rule_out: [cto], because: Too few., sources: [article]}]"},
		"a key less":                   {"change: {roles: [{id: cto, thresholds: ~}]}\n", "roles/cto", "{id: cto, title: technology chief}"},
		"a threshold of a role":        {"change: {roles: [{id: cto, thresholds: {hire: 70}}]}\n", "roles/cto/thresholds", "{hire: 70, later: 30}"},
		"a line of a profile":          {"change: {roles: [{id: cio, profile: {leads: Nobody.}}]}\n", "roles/cio/profile", "{purpose: Runs systems., leads: Nobody.}"},
		"a condition":                  {"change: {conditions: {small: headcount < 80}}\n", "conditions", "{small: headcount < 80}"},
		"a new condition":              {"conditions: {big: headcount > 80}\n", "conditions", "{small: headcount < 50, big: headcount > 80}"},
		"a source":                     {"change: {sources: [{id: article, title: Another}]}\n", "sources/article", "{id: article, title: Another}"},
		"a mode":                       {"change: {arrangements: [{id: part, mode: {cto: fractional}}]}\n", "arrangements/part/mode", "{cio: fractional, cto: fractional}"},
		"a topic of a row that goes":   {"switch_off: {arrangements: [tiny]}\n", "topics", "{}"},
		"a topic":                      {"topics: {systems: Ours}\n", "topics", "{systems: Ours}"},
	} {
		t.Run(name, func(t *testing.T) {
			root, _, problems := merge(t, extend.Rules, houseHead+test.house)
			if err := problems.Err(); err != nil {
				t.Fatal(err)
			}
			if got := written(get(root, test.path)); got != test.want {
				t.Errorf("%s, not %s", got, test.want)
			}
		})
	}
}

// Where things go that are new, and which go.
func TestOrder(t *testing.T) {
	for name, test := range map[string]struct {
		form             *extend.Form
		house, key, want string
	}{
		"rules go last":                     {extend.Rules, "rules: [{id: ours}, {id: more}]\n", "rules", "sells tiny ours more"},
		"roles":                             {extend.Rules, "roles: [{id: cdo}]\n", "roles", "cto cio cdo"},
		"sources":                           {extend.Rules, "sources: [{id: book}]\n", "sources", "article book"},
		"properties":                        {extend.Rules, "properties: [small, {id: ours, never: small}]\n", "properties", "headcount < 5 implies not needed.cto few small ours"},
		"a row before":                      {extend.Rules, "arrangements: [{id: a, before: whole, mode: {cio: full_time}}]\n", "arrangements", "part a whole tiny"},
		"rows before the same stay in line": {extend.Rules, "arrangements: [{id: a, before: part}, {id: b, before: part}]\n", "arrangements", "a b part whole tiny"},
		"rows after the same stay in line":  {extend.Rules, "arrangements: [{id: a, after: part}, {id: b, after: part}]\n", "arrangements", "part a b whole tiny"},
		"a row after one of ours":           {extend.Rules, "arrangements: [{id: a, before: part}, {id: b, after: a}]\n", "arrangements", "a b part whole tiny"},
		"a row about something else":        {extend.Rules, "arrangements: [{id: a, mode: {cto: full_time}}]\n", "arrangements", "part whole tiny a"},
		"a rule goes":                       {extend.Rules, "switch_off: {rules: [tiny]}\n", "rules", "sells"},
		"a row goes":                        {extend.Rules, "switch_off: {arrangements: [tiny]}\n", "arrangements", "part whole"},
		"a property goes by its id":         {extend.Rules, "switch_off: [few]\n", "properties", "headcount < 5 implies not needed.cto"},
		"a property goes by its text":       {extend.Rules, "switch_off: ['headcount < 5   implies not needed.cto']\n", "properties", "few"},
		"a row follows where one went":      {extend.Rules, "switch_off: [part, whole]\narrangements: [{id: a, mode: {cio: full_time}}]\n", "arrangements", "tiny a"},
		"a question in its section":         {extend.Flow, "questions: [{id: a, section: size}]\n", "questions", "headcount sites a technology"},
		"a question in a new section":       {extend.Flow, "sections: [{id: new}]\nquestions: [{id: a, section: new}]\n", "questions", "headcount sites technology a"},
		"a question before":                 {extend.Flow, "questions: [{id: a, before: headcount}]\n", "questions", "a headcount sites technology"},
		"a question after":                  {extend.Flow, "questions: [{id: a, after: headcount}]\n", "questions", "headcount a sites technology"},
		"a hidden question stays":           {extend.Flow, "hide: [sites]\n", "questions", "headcount sites technology"},
	} {
		t.Run(name, func(t *testing.T) {
			head := houseHead
			if test.form == extend.Flow {
				head = flowHead
			}
			root, _, problems := merge(t, test.form, head+test.house)
			if err := problems.Err(); err != nil {
				t.Fatal(err)
			}
			if got := order(get(root, test.key)); got != test.want {
				t.Errorf("%s, not %s", got, test.want)
			}
			for _, thing := range get(root, test.key).Items {
				if get(thing, "before") != nil || get(thing, "after") != nil {
					t.Errorf("%s says still where it goes", written(thing))
				}
			}
		})
	}
}

const flowHead = "flow: house\nversion: 2.0.0\nextends: base\n"

// What house files may do to questions.
func TestHouseQuestions(t *testing.T) {
	for name, test := range map[string]struct{ house, path, want string }{
		"its own id":          {"", "flow", "house"},
		"the language stays":  {"", "language", "en"},
		"a wording":           {"change: {questions: [{id: headcount, ask: How many of you?}]}\n", "questions/headcount/ask", "How many of you?"},
		"the type stays":      {"change: {questions: [{id: headcount, ask: How many of you?}]}\n", "questions/headcount/type", "integer"},
		"a label":             {"change: {questions: [{id: technology, options: [{id: used, label: In use}]}]}\n", "questions/technology/options", "[{id: sold, label: Sold}, {id: used, label: In use, description: By staff.}]"},
		"an option more":      {"change: {questions: [{id: technology, add_options: [{id: both, label: Both}]}]}\n", "questions/technology/options", "[{id: sold, label: Sold}, {id: used, label: Used, description: By staff.}, {id: both, label: Both}]"},
		"a section":           {"change: {sections: [{id: size, title: How large}]}\n", "sections/size", "{id: size, title: How large}"},
		"hidden":              {"hide: [sites]\n", "questions/sites/when", "false"},
		"hidden where always": {"hide: [headcount]\n", "questions/headcount/when", "false"},
		"asked always":        {"change: {questions: [{id: sites, when: ~}]}\n", "questions/sites/when", "nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			root, _, problems := merge(t, extend.Flow, flowHead+test.house)
			if err := problems.Err(); err != nil {
				t.Fatal(err)
			}
			if got := written(get(root, test.path)); got != test.want {
				t.Errorf("%s, not %s", got, test.want)
			}
		})
	}
}

// Everything keeps the file and the place where it is written; what is changed stands
// where the change does.
func TestPlacesStay(t *testing.T) {
	root, _, _ := merge(t, extend.Rules, houseHead+`title: Ours
change:
  rules:
    - id: sells
      because: Ours.
rules:
  - id: ours
`)
	for path, want := range map[string]string{
		"title": "house.yaml:4:8", "flow": "base.yaml:3:7", "rules": "base.yaml:13:3", "rules/sells": "house.yaml:7:7", "rules/sells/id": "house.yaml:7:11",
		"rules/sells/because": "house.yaml:8:16", "rules/sells/when": "base.yaml:14:11", "rules/tiny": "base.yaml:18:5", "rules/ours/id": "house.yaml:10:9",
	} {
		n := get(root, path)
		if got := n.File.Place(n.Pos); got != want {
			t.Errorf("%s stands at %s, not %s", path, got, want)
		}
	}
}

// What a house does to its base is told in words.
func TestEdits(t *testing.T) {
	_, edits, problems := merge(t, extend.Rules, houseHead+`switch_off: [few]
change:
  conditions: {small: headcount < 60}
  rules:
    - {id: sells, points: {cto: 30, cio: 0, cino: 5}, because: "A text that is far too long to be shown in one line with another one."}
  roles:
    - {id: cto, thresholds: ~, held: small}
`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []string{
		`properties few off, house.yaml:4:14, was base.yaml:25:10`,
		`roles cto [thresholds taken away held "small" added], house.yaml:10:12, was base.yaml:8:10`,
		`conditions small [condition "headcount < 50" -> "headcount < 60"], house.yaml:6:16, was base.yaml:11:3`,
		`rules sells [points cto 40 -> 30 points cio -5 taken away points cino 5 added because changed], house.yaml:8:12, was base.yaml:13:9`,
	}
	if len(edits) != len(want) {
		t.Fatalf("%d edits, not %d", len(edits), len(want))
	}
	for i, e := range edits {
		if got := told(e); got != want[i] {
			t.Errorf("%s\nnot\n%s", got, want[i])
		}
	}
}

// A house file that says nothing but what it builds on is its base, and no tree is
// changed by being joined.
func TestNothingChanges(t *testing.T) {
	for form, text := range map[*extend.Form]string{extend.Rules: baseRules, extend.Flow: baseFlow} {
		base := parse(t, "base.yaml", text)
		own := "rule_set: base\nversion: 1.0.0\n"
		if form == extend.Flow {
			own = "flow: firm\nversion: 1.0.0\n"
		}
		root, edits, problems := form.Merge(base, parse(t, "house.yaml", own+"extends: base\n"))
		if len(edits) > 0 || len(problems) > 0 {
			t.Error(edits, problems)
		}
		if got, want := sorted(root), sorted(base); got != want {
			t.Errorf("%s\nnot\n%s", got, want)
		}
		changed, _, _ := form.Merge(base, parse(t, "house.yaml", own+"extends: base\nchange: {rules: [{id: sells, points: {cto: 1}}], questions: [{id: headcount, ask: X}]}\n"))
		if got := sorted(base); got != sorted(parse(t, "base.yaml", text)) || got == sorted(changed) {
			t.Errorf("the base was changed to %s", got)
		}
	}
}

// told writes an edit in one line.
func told(e extend.Edit) string {
	what := fmt.Sprint(e.What)
	if e.Off {
		what = "off"
	}
	return fmt.Sprintf("%s %s %s, %s, was %s", e.Section, e.ID, what, e.At.File.Place(e.At.Pos), e.Was.File.Place(e.Was.Pos))
}

// sorted writes a tree with the keys of its root in the order of the alphabet.
func sorted(root *source.Node) string {
	var lines []string
	for i, key := range root.Keys {
		lines = append(lines, key.Value+": "+written(root.Items[i]))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
