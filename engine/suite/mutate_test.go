package suite

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMutants(t *testing.T) {
	e := teaEngine(t)
	cases := casesOf(t, e, `
tests: tea
cases:
  - {name: office, answers: {people: 10, things: [pot]}, expect: {verdicts: {master: hire}}}
  - {name: small office, answers: {people: 9, things: [pot]}, expect: {not_fired: [thirsty]}}
  - {name: train, answers: {people: 20, place: train, things: [pot]}, expect: {rows: [on_rails]}}
  - {name: party, answers: {people: 900, place: garden, things: [pot]}, expect: {fired: [rain]}}
  - {name: no pot, answers: {people: 20, things: [cups]}, expect: {fired: [no_pot]}}
`)
	want := map[string]string{
		"thirsty":            "office",
		"crowd":              "",
		"rain":               "", // what a deleted rule does is not counted
		"no_pot":             "",
		"on_rails":           "train",
		"both":               "",
		"machine":            "",
		"hire 20 becomes 15": "", "hire 20 becomes 25": "office", "later 10 becomes 5": "", "later 10 becomes 15": "",
		"thirsty: master 20 becomes -20": "office", "crowd: pourer 20 becomes -20": "", "crowd: master 10 becomes -10": "", "rain: master -15 becomes 15": "",
		"thirsty: 10 becomes 9": "(small office)", "thirsty: 10 becomes 11": "office", "crowd: 100 becomes 99": "", "crowd: 100 becomes 101": "",
		"rain: 500 becomes 499": "", "rain: 500 becomes 501": "",
	}
	got := map[string]string{}
	for _, m := range Mutants(e) {
		switch result := m.Try(cases); {
		case result.Advice != nil:
			got[m.What] = result.Advice.Name
		case result.Rules != nil:
			got[m.What] = "(" + result.Rules.Name + ")"
		case result.Unnoticed():
			got[m.What] = ""
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Numbers in options are not compared with, and named conditions are mutated too.
func TestNumbersOfConditions(t *testing.T) {
	e := engineOf(t, `flow: tea
version: 1.0.0
questions:
  - {id: people, type: integer, min: 0, max: 1000, ask: How many?, why: Many.}
  - {id: day, type: choice, ask: Day?, why: Day., options: [{id: d1, label: One}, {id: d22, label: Two}]}
`, `rule_set: tea
version: 1.0.0
flow: tea
thresholds: {hire: 20, later: 10}
conditions: {many: people in 20..300}
roles: [{id: master, title: master of tea, thresholds: {hire: 30, later: 10}}]
rules: [{id: r, when: many and day == "d22" and people != 7, points: {master: 15}, because: So., sources: [s]}, {id: q, when: people > 5, rule_out: [master], because: So., sources: [s]}]
sources: [{id: s, title: S}]
`)
	var got []string
	for _, m := range Mutants(e) {
		if m.Kind == MovedNumber || m.Kind == MovedThreshold {
			got = append(got, m.What)
		}
	}
	want := []string{"hire 20 becomes 5", "hire 20 becomes 35", "later 10 becomes -5", "later 10 becomes 25",
		"master: hire 30 becomes 15", "master: hire 30 becomes 45", "master: later 10 becomes -5", "master: later 10 becomes 25",
		"many: 20 becomes 19", "many: 20 becomes 21", "many: 300 becomes 299", "many: 300 becomes 301",
		"r: 7 becomes 6", "r: 7 becomes 8", "q: 5 becomes 4", "q: 5 becomes 6"}
	if !slices.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
	for _, m := range Mutants(e) {
		if refused := m.Try(nil).Refused; refused != (m.What == "later 10 becomes 25" || m.What == "hire 20 becomes 5") {
			t.Errorf("%s: refused is %t", m.What, refused)
		}
	}
}
