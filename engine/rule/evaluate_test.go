package rule

import (
	"fmt"
	"strings"
	"testing"

	"chiefly/engine/flow"
)

// outcome writes a result on one line: each role with its score, verdict and
// mode, then sequence, pairs and the rows that decided something.
func outcome(s *Set, r *Result) string {
	var b strings.Builder
	for i, role := range s.Roles {
		fmt.Fprintf(&b, "%s %d %s", role.ID, r.Roles[i].Score, r.Roles[i].Verdict)
		if r.Roles[i].Mode != NoMode {
			b.WriteString(" " + r.Roles[i].Mode.String())
		}
		b.WriteString("; ")
	}
	for _, i := range r.Sequence {
		b.WriteString("> " + s.Roles[i].ID + " ")
	}
	for _, pair := range r.Combined {
		fmt.Fprintf(&b, "%s+%s ", s.Roles[pair[0]].ID, s.Roles[pair[1]].ID)
	}
	b.WriteString("|")
	for _, row := range r.Rows {
		b.WriteString(" " + row.ID)
	}
	return b.String()
}

// evaluate encodes and evaluates answers in one step.
func evaluate(s *Set, answers flow.Answers) *Result {
	var e Encoded
	var r Result
	s.Encode(&e, s.flow.Row(answers))
	s.Evaluate(&r, &e)
	return &r
}

func TestEvaluate(t *testing.T) {
	f := firm(t)
	set := loadSet(t, f, rulesText(t))
	for _, c := range []struct{ name, answers, want string }{
		{"nothing known", "",
			"cto 0 no; cio 0 no; | lead_engineer"},
		{"points over the threshold", "industry=software headcount=300",
			"cto 60 hire full_time; cio -5 no; > cto | who_owns"},
		{"points of several rules", "industry=software headcount=600",
			"cto 60 hire full_time; cio 40 hire full_time; > cto > cio | two_people"},
		{"a rule that is undecided does not fire", "industry=[software,finance] headcount=400-900",
			"cto 0 no; cio 0 no; | lead_engineer"},
		{"a role that is held is kept", "industry=software headcount=300 leaders=[cto]",
			"cto 60 keep full_time; cio -5 no; > cto | who_owns"},
		{"whether it is held is not known", "industry=software headcount=300 leaders=unknown",
			"cto 60 hire full_time; cio -5 no; > cto | who_owns"},
		{"require without points", "headcount=300 board=yes audited=yes",
			"cto 0 no; cio 0 hire full_time; > cio | lead_engineer"},
		{"an answer that the flow does not ask for is not seen", "headcount=4 board=yes audited=yes",
			"cto 0 no; cio 0 no; | lead_engineer"},
		{"rule_out wins over points", "industry=software headcount=4",
			"cto 60 no; cio -5 no; | lead_engineer"},
		{"a mode by the first row that holds", "industry=software headcount=20",
			"cto 60 hire fractional; cio -5 no; > cto | part_time who_owns"},
		{"two roles by one person", "industry=software headcount=150 board=yes audited=yes",
			"cto 60 hire full_time; cio -5 hire full_time; > cio > cto cto+cio | one_person systems_first"},
		{"the first row on a pair decides, and an undecided one is skipped", "industry=software headcount=100-900 board=yes audited=yes",
			"cto 60 hire full_time; cio -5 hire full_time; > cio > cto | two_people systems_first"},
		{"one role only is no pair", "industry=software headcount=100 board=no",
			"cto 60 hire full_time; cio -5 no; > cto | who_owns"},
		{"what is hired comes before what is kept", "industry=software headcount=900 leaders=[cto]",
			"cto 60 keep full_time; cio 40 hire full_time; > cio > cto | two_people"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outcome(set, evaluate(set, known(t, f, c.answers))); got != c.want {
				t.Errorf("on %q\ngot  %s\nwant %s", c.answers, got, c.want)
			}
		})
	}
}

func TestVerdictsFollowThresholds(t *testing.T) {
	f := firm(t)
	for _, c := range []struct {
		name, points string
		want         Verdict
	}{
		{"at hire", "50", Hire}, {"just below hire", "49", Later}, {"at later", "30", Later}, {"just below later", "29", No}, {"below zero", "-7", No},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := loadSet(t, f, edited(t, "{cto: 60, cio: -5}", "{cto: "+c.points+"}"))
			if got := evaluate(set, known(t, f, "industry=software")).Roles[0].Verdict; got != c.want {
				t.Errorf("%s points: %s, want %s", c.points, got, c.want)
			}
		})
	}
}

// TestFirstRowDecides shows for each kind of row that a later one on the same
// topic does nothing, and one on another topic does.
func TestFirstRowDecides(t *testing.T) {
	f := firm(t)
	both := known(t, f, "industry=software headcount=900")
	const reason = "\n    because: So it is.\n"
	row := func(id, effect string) string { return "  - id: " + id + "\n    when: 'true'\n    " + effect + reason }
	for _, c := range []struct{ name, rows, want string }{
		{"modes, role by role", row("a", "mode: {cto: fractional}") + row("b", "mode: {cto: full_time, cio: fractional}") + row("c", "mode: {cio: full_time}"), "a b"},
		{"pairs, whichever comes first", row("a", "separate: [cio, cto]") + row("b", "combine: [cto, cio]"), "a"},
		{"first", row("a", "first: cio") + row("b", "first: cto"), "a"},
		{"instead, for each topic", row("a", "instead: {id: x, title: X, for: t}") + row("b", "instead: {id: y, title: Y, for: t}") +
			row("c", "instead: {id: z, title: Z, for: u}"), "a c"},
		{"notes, for each topic", row("a", "note: t") + row("b", "note: t") + row("c", "note: u"), "a c"},
		{"a note and an instead are two topics", row("a", "note: t") + row("b", "instead: {id: x, title: X, for: t}"), "a b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			head, tail, _ := strings.Cut(rulesText(t), "arrangements:\n")
			_, sources, _ := strings.Cut(tail, "\nsources:")
			set := loadSet(t, f, head+"arrangements:\n"+c.rows+"sources:"+sources)
			_, rows, _ := strings.Cut(outcome(set, evaluate(set, both)), "| ")
			if rows != c.want {
				t.Errorf("rows %s decided, want %s", rows, c.want)
			}
		})
	}
}

func TestARowOnRolesThatAreNotNeededDoesNothing(t *testing.T) {
	f := firm(t)
	set := loadSet(t, f, edited(t, "    when: audited\n    first: cio\n", "    when: 'true'\n    first: cio\n"))
	want := "cto 60 hire fractional; cio -5 no; > cto | part_time who_owns"
	if got := outcome(set, evaluate(set, known(t, f, "industry=software headcount=10"))); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFiredAndUndecidedAreByRule(t *testing.T) {
	f := firm(t)
	set := loadSet(t, f, rulesText(t))
	r := evaluate(set, known(t, f, "industry=software headcount=400-900"))
	if got, want := fmt.Sprint(r.Fired, r.Undecided), "[0] [1 2]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
