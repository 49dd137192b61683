package suite

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a failure says: what was expected, what is there, and why.
func TestMismatches(t *testing.T) {
	e := teaEngine(t)
	for name, test := range map[string]struct{ answers, expect, want string }{
		"recommendation": {"people: 40", "recommendation: pourer", `
the recommendation: expected pourer, got master at tea_test.yaml:2:67
master: hire; it scores 20 (hire from 20, later from 10)
pourer: no; it scores 0 (hire from 20, later from 10)`},
		"verdict too low": {"people: 9, place: office, things: [pot]", "verdicts: {master: hire}", `
the verdict on master: expected hire, got no at tea_test.yaml:2:99
master: no; it scores 0 (hire from 20, later from 10)
not counted: +20 thirsty (rules/tea.yaml:9:10)
  people >= 10 is false: people is 9
not counted: +10 crowd (rules/tea.yaml:10:10)
  people >= 100 is false: people is 9`},
		"verdict too high": {"people: 200, place: garden, things: [pot, milk]", "verdicts: {master: no}", `
the verdict on master: expected no, got keep at tea_test.yaml:2:107
master: keep; it scores 30 (hire from 20, later from 10)
counted: +20 thirsty (rules/tea.yaml:9:10)
counted: +10 crowd (rules/tea.yaml:10:10)
not counted: rule out no_pot (rules/tea.yaml:12:10)
  "pot" not in things is false: things is [pot, milk]
not counted: -15 rain (rules/tea.yaml:11:10)
  wet is undecided: wet is unknown`},
		"ruled out": {"people: 40, things: [cups]", "verdicts: {master: hire}", `
the verdict on master: expected hire, got no at tea_test.yaml:2:86
master: no; it scores 20 (hire from 20, later from 10), and is ruled out
counted: rule out no_pot (rules/tea.yaml:12:10)
counted: +20 thirsty (rules/tea.yaml:9:10)
not counted: +10 crowd (rules/tea.yaml:10:10)
  people >= 100 is false: people is 40`},
		"mode of a role that is not needed": {"people: 3", "mode: {master: full_time}", `
the mode of master: expected full_time, got none at tea_test.yaml:2:65
master: no; it scores 0 (hire from 20, later from 10), so it has no mode`},
		"mode by a row": {"people: 40, place: train", `mode: {master: ""}`, `
the mode of master: expected none, got fractional at tea_test.yaml:2:80
on_rails (rules/tea.yaml:14:10): its condition is true, and it decides
  needed.master is true: needed.master is yes
  place == "train" is true: place is train`},
		"mode without a row": {"people: 40", "mode: {master: fractional}", `
the mode of master: expected fractional, got full_time at tea_test.yaml:2:66
no arrangement row gives master a mode, so it is full-time`},
		"rule": {"people: 5-50", "fired: [thirsty]", `
rule thirsty: expected fires, got is undecided at tea_test.yaml:2:61
thirsty (rules/tea.yaml:9:10): people >= 10 is undecided
  people >= 10 is undecided: people is 5-50`},
		"rule that fires": {"people: 50", "not_fired: [thirsty]", `
rule thirsty: expected does not fire, got fires at tea_test.yaml:2:63
thirsty (rules/tea.yaml:9:10): people >= 10 is true
  people >= 10 is true: people is 50`},
		"rule that is decided": {"people: 50", "undecided: [crowd]", `
rule crowd: expected is undecided, got does not fire at tea_test.yaml:2:63
crowd (rules/tea.yaml:10:10): people >= 100 is false
  people >= 100 is false: people is 50`},
		"row": {"people: 40, place: office", "rows: [on_rails]", `
arrangement on_rails: expected decides, got does not decide at tea_test.yaml:2:73
on_rails (rules/tea.yaml:14:10): its condition is false
  place == "train" is false: place is office`},
		"instead": {"people: 40", "instead: [machine]", `
the list of what to do instead: expected [machine], got [] at tea_test.yaml:2:60
no arrangement row decides it
machine (rules/tea.yaml:16:10): its condition is false
  not needed.master is false: needed.master is yes`},
		"combined": {"people: 400", "combined: []", `
the list of combined roles: expected [], got [[master, pourer]] at tea_test.yaml:2:62
master: hire; it scores 30 (hire from 20, later from 10)
pourer: hire; it scores 20 (hire from 20, later from 10)
both (rules/tea.yaml:15:10): its condition is true, and it decides
  needed.master is true: needed.master is yes
  needed.pourer is true: needed.pourer is yes`},
		"sequence": {"people: 400", "sequence: [pourer, master]", `
the sequence: expected [pourer, master], got [master, pourer] at tea_test.yaml:2:62
master: hire; it scores 30 (hire from 20, later from 10)
pourer: hire; it scores 20 (hire from 20, later from 10)
no arrangement row decides it`},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, m := range casesOf(t, e, expecting(test.expect, test.answers))[0].Run(e) {
				got = append(got, m.What+": expected "+m.Expected+", got "+m.Actual+" at "+m.At)
				got = append(got, m.Why...)
			}
			if diff := cmp.Diff(lines(test.want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What holds passes, in whatever order lists are written that have none.
func TestPasses(t *testing.T) {
	e := teaEngine(t)
	for _, expect := range []string{"recommendation: several", "combined: [[pourer, master]]", "sequence: [master, pourer]", "rows: [both]", "not_rows: [machine, on_rails]",
		"fired: [thirsty, crowd]", "not_fired: [rain]", "undecided: [rain, no_pot]", "instead: []", "mode: {master: full_time}", "verdicts: {master: hire, pourer: hire}"} {
		if wrong := casesOf(t, e, expecting(expect, "people: 400"))[0].Run(e); wrong != nil {
			t.Errorf("%s: %+v", expect, wrong)
		}
	}
}

func TestChoose(t *testing.T) {
	cases := []*Case{{Name: "a"}, {Name: "ab", Skip: "later"}, {Name: "b"}, {Name: "bc"}}
	for _, test := range []struct {
		only          string
		match         string
		want, skipped string
	}{{"", "", "a b bc", "ab"}, {"", "b", "b bc", "ab"}, {"bc", "", "bc", "ab"}, {"bc", "a", "a", "ab"}, {"ab", "", "a b bc", "ab"}, {"", "x", "", ""}} {
		for _, c := range cases {
			c.Only = c.Name == test.only
		}
		run, skipped := Choose(slices.Clone(cases), func(name string) bool { return strings.Contains(name, test.match) })
		if got := namesIn(run) + "/" + namesIn(skipped); got != test.want+"/"+test.skipped {
			t.Errorf("only %q, match %q: %s, want %s/%s", test.only, test.match, got, test.want, test.skipped)
		}
	}
}

func namesIn(cases []*Case) string {
	var names []string
	for _, c := range cases {
		names = append(names, c.Name)
	}
	return strings.Join(names, " ")
}
