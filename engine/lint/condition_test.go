package lint

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

const smallFlow = `flow: small
version: 1.0.0
questions:
  - {id: n, type: integer, min: 0, max: 3, ask: How many?, why: It matters a lot.}
  - {id: c, type: choice, ask: Which?, why: It matters a lot., options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
  - {id: p, type: choices, max_picks: 2, ask: Which ones?, why: It matters a lot., options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
  - {id: b, type: yes_no, ask: Really?, why: It matters a lot.}
`

// small returns a reading of a small flow, with no rules.
func small(t testing.TB) *reading {
	t.Helper()
	root, problems := source.Parse(source.NewFile("small.yaml", []byte(smallFlow)), source.YAML)
	f, more := flow.Load(root, rule.Compile)
	if err := append(problems, more...).Err(); err != nil {
		t.Fatal(err)
	}
	set := &rule.Set{}
	empty := &source.Node{Kind: source.Mapping, File: root.File}
	return newReading(Content{Flow: f, Rules: set, FlowTree: root, RuleTree: empty})
}

// all returns every set of exact answers.
func all(f *flow.Flow) []flow.Answers {
	sets := []flow.Answers{{}}
	for _, q := range f.Questions {
		var more []flow.Answers
		for _, given := range sets {
			for _, a := range values(q) {
				next := flow.Answers{q.ID: a}
				for id, known := range given {
					next[id] = known
				}
				more = append(more, next)
			}
		}
		sets = more
	}
	return sets
}

func values(q *flow.Question) (found []flow.Answer) {
	switch q.Type {
	case flow.Integer:
		for v := q.Min; v <= q.Max; v++ {
			found = append(found, q.Integers(v, v))
		}
	case flow.Choices:
		for set := range uint64(8) {
			if a := q.Chosen(set); len(a.Indexes()) <= q.MaxPicks {
				found = append(found, a)
			}
		}
	default:
		for i := range q.Options {
			found = append(found, q.OneOf(i))
		}
	}
	return found
}

// drawn returns a random condition as text.
func drawn(t *rapid.T, depth int) string {
	pick := func(options ...string) string { return rapid.SampledFrom(options).Draw(t, "pick") }
	if depth == 0 {
		return pick("n >= 2", "n<1", "n != 3", "n in 1..2", "n not in [0, 2]", "0 < n", "n > -1", `c == "x"`, `c != 'y'`, `c in ["x", "z"]`, `c not in ["x"]`,
			`"x" in p`, `"y" not in p`, "len(p) >= 1", "len(p)==0", "b", "b == true", "true", "false")
	}
	a, b := drawn(t, depth-1), drawn(t, depth-1)
	switch pick("leaf", "and", "or", "&&", "||", "not", "!", "if", "brackets") {
	case "and":
		return a + " and " + b
	case "or":
		return a + "\n or " + b
	case "&&":
		return a + "&&" + b
	case "||":
		return a + " || " + b
	case "not":
		return "not (" + a + ")"
	case "!":
		return "!(" + a + ") // " + pick("a note", `"`) + "\n"
	case "if":
		return "(" + a + ") ? (" + b + ") : " + drawn(t, 0)
	case "brackets":
		return "( " + a + " )" + pick(" /* (so) */ ", "")
	}
	return a
}

// rebuilt writes a term with all its brackets.
func rebuilt(c *condition, t *term) string {
	var kids []string
	for _, kid := range t.kids {
		kids = append(kids, rebuilt(c, kid))
	}
	switch t.op {
	case and:
		return "(" + strings.Join(kids, " and ") + ")"
	case or:
		return "(" + strings.Join(kids, " or ") + ")"
	case not:
		return "(not " + kids[0] + ")"
	case choose:
		return "(" + kids[0] + " ? " + kids[1] + " : " + kids[2] + ")"
	}
	return "(" + string(c.runes[t.from:t.to]) + ")"
}

func compiled(t interface{ Fatal(...any) }, f *flow.Flow, text string) flow.Condition {
	c, problems := rule.Compile(source.String{Value: text, Node: source.Scalar("", text)}, f.Questions, nil)
	if err := problems.Err(); err != nil {
		t.Fatal(text, err)
	}
	return c
}

func conditionOf(text string) *condition {
	r := &reading{byNode: map[*source.Node]*condition{}}
	return r.condition(ofRule, source.Scalar("", text))
}

// Conditions are taken apart as they are compiled: a condition that is put together again
// with all its brackets means the same.
func TestTermsMeanTheSame(t *testing.T) {
	r := small(t)
	sets := all(r.Flow)
	rapid.Check(t, func(t *rapid.T) {
		text := drawn(t, rapid.IntRange(0, 3).Draw(t, "depth"))
		c := conditionOf(text)
		if c.root == nil {
			t.Fatalf("%q is not understood", text)
		}
		a, b := compiled(t, r.Flow, text), compiled(t, r.Flow, rebuilt(c, c.root))
		for _, answers := range sets {
			if a.Eval(answers) != b.Eval(answers) {
				t.Fatalf("%q is not %q for %v", text, rebuilt(c, c.root), answers)
			}
		}
	})
}

// What is said to be so for all answers is; and of a condition on one question it is said
// whenever it is so.
func TestValueEqualsEnumeration(t *testing.T) {
	r := small(t)
	sets := all(r.Flow)
	constant := 0
	rapid.Check(t, func(t *rapid.T) {
		text := drawn(t, rapid.IntRange(0, 3).Draw(t, "depth"))
		want := enumerated(compiled(t, r.Flow, text), sets)
		switch got := r.value(text); {
		case got != flow.Undecided && got != want:
			t.Fatalf("%q is %s, not %s", text, want, got)
		case got != want && len(compiled(t, r.Flow, text).Questions()) == 1 && !strings.Contains(text, "?"):
			t.Fatalf("%q is %s, and %s is said", text, want, got)
		case got != flow.Undecided:
			constant++
		}
	})
	if constant == 0 {
		t.Error("no condition is constant")
	}
}

// enumerated returns the value that a condition has for all sets of answers, or Undecided.
func enumerated(c flow.Condition, sets []flow.Answers) flow.Truth {
	value := c.Eval(sets[0])
	for _, answers := range sets {
		if c.Eval(answers) != value {
			return flow.Undecided
		}
	}
	return value
}

// One term implies another only if it does for all answers, and always where both are about
// one question.
func TestImpliesEqualsEnumeration(t *testing.T) {
	r := small(t)
	sets := all(r.Flow)
	implied := 0
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawn(t, rapid.IntRange(0, 1).Draw(t, "depth")), drawn(t, 0)
		c := conditionOf(fmt.Sprintf("(%s\n) and (%s)", a, b))
		first, second := compiled(t, r.Flow, a), compiled(t, r.Flow, b)
		want := enumerated(first, sets) == flow.Undecided && enumerated(second, sets) == flow.Undecided
		for _, answers := range sets {
			want = want && (first.Eval(answers) != flow.True || second.Eval(answers) == flow.True)
		}
		got := r.implies(c, c.root.kids[0], c.root.kids[1])
		one := append(first.Questions(), second.Questions()...)
		if got && !want || want && !got && len(one) == 2 && one[0] == one[1] {
			t.Fatalf("%q implies %q: %t, and %t is said", a, b, want, got)
		}
		if got {
			implied++
		}
	})
	if implied == 0 && !testing.Short() { // a short run may draw none
		t.Error("nothing implies anything")
	}
}

// What is no condition is not taken apart, whatever it is.
func FuzzTerms(f *testing.F) {
	for _, text := range []string{"", "a and", `a == "b`, "((", "a ? b", "not not in", "a ) b", "/* a", "`", "a and b or not (c) ? d : e", `\`, "1..2", "a\\"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := conditionOf(text)
		if c.root == nil {
			return
		}
		c.root.walk(func(term *term) {
			if term.from < 0 || term.from > term.to || term.to > len(c.runes) {
				t.Errorf("%q: a term from %d to %d", text, term.from, term.to)
			}
		})
	})
}
