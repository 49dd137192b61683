package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/svg"
)

// The way that is drawn is the one that the flow goes: whoever follows its edges
// comes past the questions that are asked, and past no others.
func TestWayIsThatOfTheFlow(t *testing.T) {
	e := engineOf(t, teaQuestions, teaRules)
	n := 0
	eachAnswers(t, e, func(answers flow.Answers) {
		n++
		c := Questions(e, &Path{Answers: answers}).view.chart()
		var want []string
		for _, q := range e.Flow().Asked(answers) {
			want = append(want, questionPrefix+q.ID)
		}
		if diff := cmp.Diff(append(want, endID), follow(c)); diff != "" {
			t.Fatalf("with %v (-asked +drawn)\n%s", answers, diff)
		}
	})
	if n != 6*3*3*3*4 {
		t.Errorf("%d sets of answers were tried", n)
	}
}

// follow goes along the edges that are taken, or open where none is: an undecided
// question is asked.
func follow(c *chart) []string {
	at, way := c.edges[0].from, []string{c.edges[0].from}
	for at != endID {
		next := slices.IndexFunc(c.edges, func(e edge) bool { return e.from == at && e.mark == taken })
		if next < 0 { // the first of two open edges leads to the question
			next = slices.IndexFunc(c.edges, func(e edge) bool { return e.from == at && e.mark == open })
		}
		if next < 0 {
			return append(way, "nowhere")
		}
		if at = c.edges[next].to; !strings.HasPrefix(at, "if_") {
			way = append(way, at)
		}
	}
	return way
}

// follow goes along the legs that are taken, or open where none is. It returns where
// it comes past, and how many of the legs on it are taken.
func (w *walk) follow() (points []svg.Point, followed int) {
	at := w.legs[0].points[0]
	for {
		points = append(points, at)
		next := slices.IndexFunc(w.legs, func(l leg) bool { return l.points[0] == at && l.mark == taken })
		if next >= 0 {
			followed++
		} else {
			next = slices.IndexFunc(w.legs, func(l leg) bool { return l.points[0] == at && l.mark == open })
		}
		if next < 0 {
			return points, followed
		}
		at = w.legs[next].points[len(w.legs[next].points)-1]
	}
}

// So is the way in the picture: its line runs past the stations of these questions.
func TestLineIsTheWayOfTheFlow(t *testing.T) {
	check := func(e *engine.Engine, answers flow.Answers) {
		v := flowView(e, &Path{Answers: answers})
		v.headline = ""
		d := v.layout()
		stations := map[svg.Point]string{}
		for _, s := range d.slots[:len(d.slots)-1] {
			c := d.cards[s.block][s.piece]
			stations[d.station(s)] = c.ID
			if box := columnLeft(s.column) + panelWidth - panelPad - c.width; d.station(s).X+11 > box {
				t.Fatalf("the box of %s begins at %g, on its station", c.ID, box)
			}
		}
		w := d.walk()
		points, followed := w.follow()
		var got []string
		for _, at := range points {
			if id, here := stations[at]; here {
				got = append(got, id)
			}
		}
		var want []string
		for _, q := range e.Flow().Asked(answers) {
			want = append(want, q.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("with %v (-asked +drawn)\n%s", answers, diff)
		}
		for _, l := range w.legs {
			if l.mark == taken {
				followed--
			}
		}
		if followed != 0 {
			t.Fatalf("with %v the way comes past all but %d of the legs that are taken", answers, -followed)
		}
		if at, end := points[len(points)-1], w.arrows[len(w.arrows)-1][0]; at.X != end.X || at.Y <= end.Y {
			t.Fatalf("with %v the way ends at %v", answers, at)
		}
	}
	e := engineOf(t, teaQuestions, teaRules)
	eachAnswers(t, e, func(answers flow.Answers) { check(e, answers) })
	// A branch that goes on in the next column.
	long := teaQuestions
	for i := range 40 {
		long += fmt.Sprintf("  - {id: more_%d, section: taste, type: yes_no, when: people >= 2, ask: And?, why: It decides.}\n", i)
	}
	e = engineOf(t, long, teaRules)
	for _, people := range []string{"1", "2", "1-2"} {
		check(e, answersOf(t, e, map[string]string{"people": people}))
	}
	e = builtIn(t)
	for _, texts := range []map[string]string{{}, {"headcount": "3"}, {"headcount": "12", "stage": "idea"}, {"headcount": "900", "stage": "established"}, {"headcount": "3-20"}} {
		check(e, answersOf(t, e, texts))
	}
}

// What is marked as answered, as firing and as undecided is what the engine says.
func TestMarksAreThoseOfTheEngine(t *testing.T) {
	e := engineOf(t, teaQuestions, teaRules)
	eachAnswers(t, e, func(answers flow.Answers) {
		var encoded rule.Encoded
		var result rule.Result
		e.Rules().Encode(&encoded, e.Flow().Row(answers))
		e.Rules().Evaluate(&result, &encoded)
		for _, topic := range ruleView(e, "", &Path{Answers: answers}).topics {
			if topic.Question != nil {
				visible := e.Flow().Visible(answers)
				asked, known := slices.Contains(e.Flow().Asked(answers), topic.Question), !visible[topic.ID].IsUnknown()
				if (topic.mark != left) != asked || (topic.mark == taken) != (asked && known) {
					t.Fatalf("with %v: %s has mark %d", answers, topic.ID, topic.mark)
				}
			}
			for _, c := range topic.clauses {
				i := int32(slices.Index(e.Rules().Rules, c.Rule))
				if (c.mark == taken) != slices.Contains(result.Fired, i) || (c.mark == open) != slices.Contains(result.Undecided, i) {
					t.Fatalf("with %v: %s has mark %d", answers, c.ID, c.mark)
				}
			}
		}
	})
}

// Every question and every rule is drawn once, and a graph for one role has its
// rules alone.
func TestNothingIsLost(t *testing.T) {
	e := builtIn(t)
	for _, role := range []string{"", "cto", "cino"} {
		var want, got []string
		for _, r := range e.Rules().Rules {
			if role == "" || r.Touches[e.Rules().RoleIndex(role)] {
				want = append(want, r.ID)
			}
		}
		v := ruleView(e, role, nil)
		for _, topic := range v.topics {
			for _, c := range topic.clauses {
				got = append(got, c.ID)
				if text := v.effects(c); text == "" || role != "" && strings.Contains(text, ",") {
					t.Errorf("%s does %q to %q", c.ID, text, role)
				}
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("rules for %q (-want +got)\n%s", role, diff)
		}
	}
	text := Questions(e, nil).Draw(Text)
	for _, q := range e.Flow().Questions {
		if n := strings.Count(text, " "+q.ID+": "+q.Ask); n != 1 {
			t.Errorf("%s is there %d times", q.ID, n)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]Format{"a.svg": SVG, "A.SVG": SVG, "dir.x/a.mmd": Mermaid, "a.mermaid": Mermaid, "a.gv": Dot, "a.dot": Dot, "a.txt": Text, "a": "", "a.png": "", "svg": ""} {
		if got, known := FormatOf(name); got != want || known != (want != "") {
			t.Errorf("%s: %q, %t", name, got, known)
		}
	}
	for _, ending := range Endings() {
		if f, known := FormatOf("a" + ending); !known || !slices.Contains(Formats(), string(f)) {
			t.Errorf("%s is no format", ending)
		}
	}
}

// The same content gives the same bytes.
func TestDeterministic(t *testing.T) {
	p := &Path{Organisation: "Acme"}
	for _, f := range Formats() {
		e := builtIn(t)
		p.Answers = answersOf(t, e, map[string]string{"headcount": "12", "stage": "[idea, early]", "pains": "[outages]"})
		for name, draw := range map[string]func() *Graph{"questions": func() *Graph { return Questions(e, p) }, "rules": func() *Graph { return Rules(e, "", p) }} {
			if first, again := draw().Draw(Format(f)), draw().Draw(Format(f)); first != again {
				t.Errorf("%s as %s differ", name, f)
			}
		}
	}
}

func TestTooLarge(t *testing.T) {
	e := builtIn(t)
	if why := Rules(e, "", nil).TooLarge(Mermaid); why != "" {
		t.Error(why)
	}
	many := teaRules[:strings.Index(teaRules, "arrangements")] + strings.Repeat("  - {id: copy_N, when: people >= 2, points: {master: 1, pourer: 1}, because: So., sources: [kettle]}\n", 170) + teaRules[strings.Index(teaRules, "arrangements"):]
	for i := range 170 {
		many = strings.Replace(many, "copy_N", "copy_"+string(rune('a'+i/26))+string(rune('a'+i%26)), 1)
	}
	g := Rules(engineOf(t, teaQuestions, many), "", nil)
	if why := g.TooLarge(Mermaid); !strings.Contains(why, "this one has 520 and ") {
		t.Errorf("%q", why)
	}
	if why := g.TooLarge(SVG); why != "" {
		t.Error(why)
	}
}
