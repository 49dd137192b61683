package rule

import (
	"fmt"
	"strings"
	"testing"
)

// crew is a rule set with three roles that are always needed, and rows.
const crew = `
rule_set: crew
version: 1.0.0
flow: firm
thresholds: {hire: 10, later: 5}
roles:
  - {id: a, title: role a, held: board}
  - {id: b, title: role b}
  - {id: c, title: role c}
rules:
  - {id: all, when: true, points: {a: 30, b: 20, c: 10}, because: B., sources: [s]}
arrangements:
%s
sources:
  - {id: s, title: S}
`

// arranged evaluates rows, one a line "when: what", and writes the groups that
// one person fills, the modes, and the questions that are open.
func arranged(t *testing.T, answers string, rows ...string) string {
	t.Helper()
	var text strings.Builder
	for i, row := range rows {
		when, what, _ := strings.Cut(row, ": ")
		fmt.Fprintf(&text, "  - {id: r%d, when: '%s', %s, because: B.}\n", i, when, what)
	}
	f := firm(t)
	set := loadSet(t, f, fmt.Sprintf(crew, text.String()))
	r := evaluate(set, known(t, f, answers))
	modes := make([]string, len(r.Roles))
	for i, role := range r.Roles {
		modes[i] = role.Mode.String()
	}
	return fmt.Sprint(r.Combined, modes, set.Needs(r, f.Visible(known(t, f, answers))))
}

func TestOnePersonForSeveralRoles(t *testing.T) {
	for name, c := range map[string]struct {
		answers string
		rows    []string
		want    string
	}{
		"two":                            {"", []string{"true: combine: [a, b]"}, "[[0 1]] [full_time full_time full_time] []"},
		"three, by two pairs":            {"", []string{"true: combine: [a, b]", "true: combine: [b, c]"}, "[[0 1 2]] [full_time full_time full_time] []"},
		"three, by pairs far apart":      {"", []string{"true: combine: [c, b]", "true: combine: [a, c]"}, "[[0 1 2]] [full_time full_time full_time] []"},
		"separate wins when it is first": {"", []string{"true: separate: [a, b]", "true: combine: [b, a]"}, "[] [full_time full_time full_time] []"},
		"the fuller mode holds for both": {"", []string{"true: combine: [a, b]", "true: mode: {a: fractional, c: fractional}"}, "[[0 1]] [full_time full_time fractional] []"},
		"both part-time":                 {"", []string{"true: combine: [a, b]", "true: mode: {a: fractional, b: fractional}"}, "[[0 1]] [fractional fractional full_time] []"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := arranged(t, c.answers, c.rows...); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestUndecidedRowsAreOpen(t *testing.T) {
	for name, c := range map[string]struct {
		answers string
		rows    []string
		want    string
	}{
		"a mode":                          {"", []string{"headcount < 50: mode: {a: fractional}"}, "[] [full_time full_time full_time] [headcount]"},
		"decided by a row above":          {"", []string{"true: mode: {a: full_time}", "headcount < 50: mode: {a: fractional}"}, "[] [full_time full_time full_time] []"},
		"not decided by a row below":      {"", []string{"headcount < 50: mode: {a: fractional}", "true: mode: {a: full_time}"}, "[] [full_time full_time full_time] [headcount]"},
		"known":                           {"headcount=60", []string{"headcount < 50: mode: {a: fractional}"}, "[] [full_time full_time full_time] []"},
		"a pair, a first and an instead":  {"", []string{"founder: combine: [a, b]", "headcount < 50: first: c", "audited: instead: {id: i, title: I, for: x}"}, "[] [full_time full_time full_time] [audited founder headcount]"},
		"what is needed is known already": {"", []string{"needed.a and headcount < 50: first: c"}, "[] [full_time full_time full_time] [headcount]"},
		"a note is no decision":           {"", []string{"headcount < 50: note: n"}, "[] [full_time full_time full_time] []"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := arranged(t, c.answers, c.rows...); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
