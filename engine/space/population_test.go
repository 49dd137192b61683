package space

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// teaFlow is a flow with a question of each type.
const teaFlow = `flow: tea
version: 1.0.0
questions:
  - {id: people, type: integer, min: 1, max: 1000, ask: A?, why: B., required: true}
  - {id: kind, type: choice, options: [{id: green, label: G}, {id: black, label: B}], ask: A?, why: B.}
  - {id: adds, type: choices, max_picks: 2, options: [{id: milk, label: M}, {id: sugar, label: S}, {id: lemon, label: L}], ask: A?, why: B.}
  - {id: hot, type: yes_no, when: people > 9, ask: A?, why: B.}
`

// teaPopulation has line breaks between what mistakes are put in place of.
const teaPopulation = `population: drinkers
flow: tea
title: Drinkers of tea
about: What it stands for.
sources:
  - {id: census, title: A census, publisher: P, address: "https://example.org"}
questions:
  people:
    weights: {<10: 3, 10-99: 1, 100+: 0}
    sources: [census]
  kind:
    weights: {green: 1, black: 3}
    unknown: 12.5
    assumed: Nobody counts them.
  adds:
    weights: {milk: 50, sugar: 10}
    sources: [census]
    assumed: Lemon is rare.
  hot:
    weights: {yes: 9, no: 1}
    assumed: It is tea.
`

func parsed(t testing.TB, name, text string) *source.Node {
	t.Helper()
	node, problems := source.Parse(source.NewFile(name, []byte(text)), source.YAML)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return node
}

func tea(t testing.TB) *flow.Flow {
	t.Helper()
	f, problems := flow.Load(parsed(t, "tea.yaml", teaFlow), rule.Compile)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestLoadPopulation(t *testing.T) {
	p, problems := LoadPopulation(parsed(t, "p.yaml", teaPopulation), tea(t))
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	census := &Source{ID: "census", Title: "A census", Publisher: "P", Address: "https://example.org", At: source.Pos{Line: 6, Col: 5}}
	want := &Population{ID: "drinkers", Title: "Drinkers of tea", About: "What it stands for.", Sources: []*Source{census}, Questions: []Distribution{
		{Ranges: []Range{{1, 9, 3}, {10, 99, 1}, {100, 1000, 0}}, Options: []float64{}, Sources: []*Source{census}},
		{Unknown: 0.125, Options: []float64{1, 3}, Assumed: "Nobody counts them."},
		{Options: []float64{0.5, 0.1, 0}, Sources: []*Source{census}, Assumed: "Lemon is rare."},
		{Options: []float64{1, 9}, Assumed: "It is tea."},
	}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
}

func TestLoadPopulationMistakes(t *testing.T) {
	for _, test := range []struct{ name, old, text, want string }{
		{"a misspelt question", "  kind:", "  kinds:", `p.yaml:8:3: nothing is said of kind (say of every question how common its answers are)
p.yaml:11:3: unknown key "kinds" in "questions" (did you mean "kind"?)`},
		{"a misspelt option", "green: 1", "gren: 1", `p.yaml:12:15: "gren" is not an option of kind (did you mean "green"?)`},
		{"unknown among options", "green: 1", "unknown: 1", `p.yaml:12:15: "unknown" is no option of kind (write unknown: and a chance in per cent beside weights)`},
		{"unknown among ranges", "<10: 3", "unknown: 3", `p.yaml:9:15: "unknown" is no range of people (write unknown: and a chance in per cent beside weights)`},
		{"what is no range", "<10: 3", "few: 3", `p.yaml:9:15: people: "few" is not a whole number or a range (write a whole number from 1 to 1000, a range such as 100-250, 500+ or <15, or unknown)`},
		{"a range outside", "100+: 0", "1001+: 1", `p.yaml:9:33: people: 1001+ is out of range (write a whole number from 1 to 1000, a range such as 100-250, 500+ or <15, or unknown)`},
		{"ranges that overlap", "10-99: 1", "5-150: 1", `p.yaml:9:23: 5-150 shares numbers of people with <10 (give each number to one range)
p.yaml:9:33: 100+ shares numbers of people with 5-150 (give each number to one range)`},
		{"ranges that meet", "10-99: 1", "9-99: 1", `p.yaml:9:23: 9-99 shares numbers of people with <10 (give each number to one range)`},
		{"ranges within another", "10-99: 1", "3: 1, 7: 1, 10-99: 1", `p.yaml:9:23: 3 shares numbers of people with <10 (give each number to one range)
p.yaml:9:29: 7 shares numbers of people with <10 (give each number to one range)`},
		{"no weights", "{<10: 3, 10-99: 1, 100+: 0}", "{}", `p.yaml:9:14: all weights of people are 0 (give one of them a weight above 0)`},
		{"weights that are 0", "green: 1, black: 3", "green: 0, black: 0", `p.yaml:12:14: all weights of kind are 0 (give one of them a weight above 0)`},
		{"a list of weights", "{green: 1, black: 3}", "[1, 3]", `p.yaml:12:14: the weights of kind must be a mapping, not a list (write it as {green: 80, ...})`},
		{"a negative weight", "green: 1", "green: -1", `p.yaml:12:22: -1 is negative (write 0 or more)`},
		{"a weight in words", "green: 1", "green: half", `p.yaml:12:22: a number is needed here, not "half" (write a number such as 2.5)`},
		{"no number", "green: 1", "green: .nan", `p.yaml:12:22: a number is needed here, not ".nan" (write a number such as 2.5)`},
		{"a weight left out", "green: 1", "green:", `p.yaml:12:21: a number is needed here, not nothing (write a number such as 2.5)`},
		{"a huge weight", "green: 1", "green: 1e300", `p.yaml:12:22: 1e300 is too large or too small for a weight (a weight is 0, or from 0.000000001 to 1000000000000)`},
		{"more than all", "milk: 50", "milk: 150", `p.yaml:16:21: 150 is more than 100 per cent (a chance is from 0 to 100)`},
		{"more than all unknown", "unknown: 12.5", "unknown: 101", `p.yaml:13:14: 101 is more than 100 per cent (a chance is from 0 to 100)`},
		{"more picks than allowed", "milk: 50, sugar: 10", "milk: 100, sugar: 100, lemon: 100", `p.yaml:16:14: no more than 2 may be picked in adds, which is next to impossible with these chances (lower the chances)`},
		{"unknown where required", "    sources: [census]\n  kind", "    unknown: 5\n    sources: [census]\n  kind", `p.yaml:10:14: people is required, so that its answer is always known (remove it)`},
		{"no reason", "    assumed: It is tea.\n", "", `p.yaml:20:5: hot does not say where its figures come from (add sources: [...], or assumed: and why the figures are as they are)`},
		{"a misspelt source", "[census]\n  kind", "[censsus]\n  kind", `p.yaml:10:15: there is no source "censsus" (did you mean "census"?)`},
		{"a source that is missing", "[census]\n  kind", "[census, poll_2020]\n  kind", `p.yaml:10:23: there is no source "poll_2020" (add it under sources:)`},
		{"a source that is not cited", "sources:\n", "sources:\n  - {id: poll, title: T}\n", `p.yaml:6:10: source "poll" is cited nowhere (cite it under the sources of a question, or remove it)`},
		{"a source given twice", "sources:\n", "sources:\n  - {id: census, title: T}\n", `p.yaml:7:10: source "census" is given twice, first on line 6 (an id names one thing only)`},
		{"another flow", "flow: tea", "flow: coffee", `p.yaml:2:7: this is a population of flow "coffee", not of tea (write flow: tea)`},
		{"no questions", teaPopulation[strings.Index(teaPopulation, "questions:"):], "", `p.yaml:1:1: the population file has no "questions" (add a line "questions: ...")
p.yaml:6:10: source "census" is cited nowhere (cite it under the sources of a question, or remove it)`},
		{"all at once", "title: Drinkers of tea\n", "titel: T\n", `p.yaml:1:1: the population file has no "title" (add a line "title: ...")
p.yaml:3:1: unknown key "titel" in the population file (did you mean "title"?)`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if strings.Count(teaPopulation, test.old) != 1 {
				t.Fatalf("%q is there %d times", test.old, strings.Count(teaPopulation, test.old))
			}
			_, problems := LoadPopulation(parsed(t, "p.yaml", strings.Replace(teaPopulation, test.old, test.text, 1)), tea(t))
			var got []string
			for _, p := range problems.Sorted() {
				got = append(got, p.Error())
			}
			if got := strings.Join(got, "\n"); got != test.want {
				t.Errorf("the author is told\n%s\nnot\n%s", got, test.want)
			}
		})
	}
}

// Whatever the file holds, it is either refused with places, or a population whose chances
// add up and that can be drawn from.
func FuzzLoadPopulation(f *testing.F) {
	drinkers := tea(f)
	f.Add(teaPopulation)
	for _, part := range []string{"{<10: 3, 10-99: 1, 100+: 0}", "{milk: 50, sugar: 10}", "12.5", "[census]"} {
		for _, other := range []string{"{}", "[]", "1e-320", "9e307", "-0", "0x1p3", "{5: 1, 3-7: 2}", "{milk: 99.9999, sugar: 99.9999, lemon: 99.9999}", "null", "~", "{? a : b}"} {
			f.Add(strings.Replace(teaPopulation, part, other, 1))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		node, problems := source.Parse(source.NewFile("p.yaml", []byte(text)), source.YAML)
		if problems.Err() != nil {
			return
		}
		p, problems := LoadPopulation(node, drinkers)
		for _, problem := range problems {
			if problem.Message == "" || problem.File != "p.yaml" || !problem.Pos.IsValid() {
				t.Errorf("a problem without a place: %+v", problem)
			}
		}
		if len(problems) > 0 {
			return
		}
		for i, q := range drinkers.Questions {
			sum := 0.0
			for _, a := range everyValue(q) {
				sum += plainChance(q, &p.Questions[i], a, false)
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("the chances of %s add up to %g", q.ID, sum)
			}
		}
		for answers := range p.Draw(drinkers, 1) {
			if answers["people"].IsUnknown() {
				t.Errorf("a required answer is not known: %v", answers)
			}
			break
		}
	})
}

// What is drawn is as common as the population says: in each cell of the answers within
// four and a half standard deviations.
func TestDrawsAreOfThePopulation(t *testing.T) {
	const draws = 20_000
	cells := 0
	for seed := uint64(0); cells < 5_000; seed++ {
		m := newModel(seed)
		if m == nil {
			continue
		}
		p := randomPopulation(rand.New(rand.NewPCG(seed, 12)), m.flow)
		counts, drawn := map[string]int{}, 0
		for answers := range p.Draw(m.flow, seed) {
			counts[key(m.valuesOf(m.flow.Row(answers)))]++
			if drawn++; drawn == draws {
				break
			}
		}
		for key, chance := range m.cellChances(p, true) {
			cells++
			got := counts[key]
			delete(counts, key)
			if off := math.Abs(float64(got) - draws*chance); off > 4.5*math.Sqrt(draws*chance*(1-chance))+1 {
				t.Errorf("seed %d: %v was drawn %d times, not %.1f:\n%s", seed, []byte(key), got, draws*chance, m.texts)
			}
		}
		if len(counts) > 0 {
			t.Errorf("seed %d: answers were drawn that cannot be: %v", seed, counts)
		}
	}
}

func TestDrawsRepeat(t *testing.T) {
	f := tea(t)
	p := Uniform(f)
	first := func(seed uint64) string {
		var texts []string
		for answers := range p.Draw(f, seed) {
			if texts = append(texts, fmt.Sprint(answers)); len(texts) == 20 {
				break
			}
		}
		return strings.Join(texts, "\n")
	}
	if again := first(1); again != first(1) {
		t.Error("the same seed gives other organisations")
	}
	if first(1) == first(2) {
		t.Error("another seed gives the same organisations")
	}
}
