package rule

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine/flow"
)

// drawn is a condition of the grammar with partial answers.
type drawn struct {
	text    string
	named   map[string]string
	c       *Condition
	answers flow.Answers
	pick    func(n int) int
}

// draw compiles a random condition over the small flow and makes partial
// answers for it.
func draw(t *rapid.T, f *flow.Flow) drawn {
	pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
	w := writer{pick: pick, questions: f.Questions}
	d := drawn{named: map[string]string{"first": w.condition(1), "second": w.condition(2)}, answers: flow.Answers{}, pick: pick}
	// Few questions make chains in which several members are about the same one.
	w.questions = f.Questions[pick(4):][:1+pick(4)]
	w.named = []string{"first", "second"}
	names := newScope(f.Questions, nil)
	names.named = &namedConditions{entries: map[string]*namedEntry{}}
	for name, text := range d.named {
		names.named.entries[name] = &namedEntry{text: scalar(text)}
	}
	d.text, d.c = w.compiled(t, names, 1+pick(3))
	for _, q := range f.Questions {
		if a := partial(q, pick); !a.IsZero() {
			d.answers[q.ID] = a
		}
	}
	return d
}

// TestEvalIsStrongKleene compares the compiled condition with the reference.
func TestEvalIsStrongKleene(t *testing.T) {
	f := loadFlow(t, smallFlow)
	seen := map[flow.Truth]int{}
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, f)
		got, want := d.c.Eval(d.answers), newReference(f, d.named).read(d.text).eval(d.answers)
		if got != want {
			t.Fatalf("%s\nwith %v\nis %s, should be %s, on %v", d.text, d.named, got, want, d.answers)
		}
		seen[got]++
	})
	if len(seen) != 3 {
		t.Errorf("not all three values occurred: %v", seen)
	}
}

// TestDecidedStaysDecided holds that more knowledge never changes what is
// decided, whatever the rest of the answers turn out to be.
func TestDecidedStaysDecided(t *testing.T) {
	f := loadFlow(t, smallFlow)
	decided := 0
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, f)
		before := d.c.Eval(d.answers)
		if before == flow.Undecided {
			return
		}
		decided++
		for range 20 {
			whole := complete(f.Questions, d)
			if after := d.c.Eval(whole); after != before {
				t.Fatalf("%s\nis %s on %v\nbut %s on %v", d.text, before, d.answers, after, whole)
			}
		}
	})
	if decided == 0 {
		t.Error("nothing was decided")
	}
}

// complete makes the answers to some questions exact, within what they leave
// possible.
func complete(questions []*flow.Question, d drawn) flow.Answers {
	whole := flow.Answers{}
	for id, a := range d.answers {
		whole[id] = a
	}
	for _, q := range questions {
		all := possible(q, d.answers[q.ID])
		whole[q.ID] = all[d.pick(len(all))]
	}
	return whole
}

// TestNeedsDecide holds that Needs names something exactly where a condition is
// undecided, and that exact answers to all of it decide it.
func TestNeedsDecide(t *testing.T) {
	f := loadFlow(t, smallFlow)
	undecided := 0
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, f)
		needs := d.c.Needs(d.answers)
		if (len(needs) > 0) != (d.c.Eval(d.answers) == flow.Undecided) {
			t.Fatalf("%s\nis %s and needs %v", d.text, d.c.Eval(d.answers), needs)
		}
		if len(needs) == 0 {
			return
		}
		undecided++
		var questions []*flow.Question
		for _, id := range needs {
			q := f.Question(id)
			if d.answers[id].IsExact() || !slices.Contains(d.c.Questions(), id) {
				t.Fatalf("%s\nneeds %s, which is answered or not mentioned", d.text, id)
			}
			questions = append(questions, q)
		}
		if whole := complete(questions, d); d.c.Eval(whole) == flow.Undecided {
			t.Fatalf("%s\nneeds %v, but is undecided on %v", d.text, needs, whole)
		}
	})
	if undecided == 0 {
		t.Error("nothing was undecided")
	}
}

// TestDecisivePartsAreWhatTheySay holds that each decisive part is a condition
// about its question that has the truth claimed, and that there is at least one
// unless the condition is decided whatever the answers.
func TestDecisivePartsAreWhatTheySay(t *testing.T) {
	f := loadFlow(t, smallFlow)
	parts := 0
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, f)
		decisive := d.c.Decisive(d.answers)
		if len(decisive) == 0 && d.c.Eval(nil) == flow.Undecided {
			t.Fatalf("%s\nis %s, but nothing decides it", d.text, d.c.Eval(d.answers))
		}
		for _, p := range decisive {
			parts++
			part := newReference(f, d.named).read(p.Text)
			if part.only() == nil || part.only().ID != p.Question {
				t.Fatalf("%s\n%q is not about %s only", d.text, p.Text, p.Question)
			}
			if got := part.eval(d.answers); got != p.Truth {
				t.Fatalf("%s\n%q is %s, not %s", d.text, p.Text, got, p.Truth)
			}
		}
	})
	if parts == 0 {
		t.Error("no parts were seen")
	}
}
