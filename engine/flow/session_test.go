package flow_test

import (
	"maps"
	"testing"

	"chiefly/engine/flow"

	"pgregory.net/rapid"
)

func ids(questions []*flow.Question) []string {
	all := []string{}
	for _, q := range questions {
		all = append(all, q.ID)
	}
	return all
}

// answers reads texts as answers, by question id.
func answers(t interface{ Fatal(...any) }, f *flow.Flow, texts map[string]string) flow.Answers {
	all := flow.Answers{}
	for id, text := range texts {
		a, err := f.Question(id).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		all[id] = a
	}
	return all
}

func TestAskedAndVisible(t *testing.T) {
	f := loadSmall(t)
	type texts = map[string]string
	for _, c := range []struct {
		name    string
		known   texts
		asked   []string
		visible []string
	}{
		{"nothing known: what is undecided is asked", texts{}, []string{"kind", "web", "visits", "aims"}, []string{}},
		{"unknown is undecided too", texts{"kind": "unknown", "web": "unknown"}, []string{"kind", "web", "visits", "aims"}, []string{"kind", "web"}},
		{"true conditions", texts{"kind": "shop", "web": "yes", "visits": "5"}, []string{"kind", "web", "visits", "aims"}, []string{"kind", "web", "visits"}},
		{"a false condition parks the answer", texts{"kind": "shop", "web": "no", "visits": "5"}, []string{"kind", "web", "aims"}, []string{"kind", "web"}},
		{"a parked answer counts as unknown for later conditions", texts{"kind": "bank", "web": "no", "visits": "5"}, []string{"kind", "visits", "aims"}, []string{"kind", "visits"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			known := answers(t, f, c.known)
			same(t, c.asked, ids(f.Asked(known)))
			visible := []string{}
			for _, id := range f.IDs() {
				if a, seen := f.Visible(known)[id]; seen {
					visible = append(visible, id)
					same(t, true, a == known[id])
				}
			}
			same(t, c.visible, visible)
			same(t, len(c.known), len(known))
		})
	}
}

// next returns the id of the next question, or "".
func next(s flow.Session) string {
	if q := s.Next(); q != nil {
		return q.ID
	}
	return ""
}

func TestSessionFromStartToEnd(t *testing.T) {
	f := loadSmall(t)
	s := flow.NewSession(f, nil)
	same(t, true, s.Flow() == f)
	for _, step := range []struct{ id, answer string }{{"kind", "shop"}, {"web", "yes"}, {"visits", "5k"}, {"aims", "[]"}} {
		same(t, step.id, next(s))
		a, err := s.Next().Parse(step.answer)
		if err != nil {
			t.Fatal(err)
		}
		s = s.Answer(s.Next(), a)
	}
	same(t, "", next(s))
	same(t, 4, len(f.Asked(s.Answers())))
	same(t, 4, len(s.Visible()))

	t.Run("back, question by question", func(t *testing.T) {
		var back []string
		for q := s.Before(nil); q != nil; q = s.Before(q) {
			back = append(back, q.ID)
		}
		same(t, []string{"aims", "visits", "web", "kind"}, back)
	})
	t.Run("unknown is an answer", func(t *testing.T) {
		same(t, "", next(s.Answer(f.Question("visits"), flow.Unknown)))
	})
}

func TestChangingAnEarlyAnswer(t *testing.T) {
	f := loadSmall(t)
	full := flow.NewSession(f, answers(t, f, map[string]string{"kind": "shop", "web": "yes", "visits": "5000", "aims": "[cost]"}))
	off := full.Answer(f.Question("web"), f.Question("web").OneOf(0))

	same(t, []string{"visits"}, ids(off.Parked()))
	same(t, 3, len(off.Visible()))
	same(t, 4, len(off.Answers()))
	same(t, "", next(off))
	same(t, "web", off.Before(f.Question("aims")).ID)
	same(t, 3, len(f.Asked(off.Answers())))

	t.Run("the session before is as it was", func(t *testing.T) {
		same(t, []string{}, ids(full.Parked()))
		same(t, "yes", f.Question("web").Format(full.Answers()["web"]))
	})
	t.Run("the parked answer comes back", func(t *testing.T) {
		again := off.Answer(f.Question("web"), f.Question("web").OneOf(1))
		same(t, []string{}, ids(again.Parked()))
		same(t, "5000", f.Question("visits").Format(again.Visible()["visits"]))
		same(t, "", next(again))
	})
	t.Run("a question that is asked only now comes next", func(t *testing.T) {
		few := flow.NewSession(f, answers(t, f, map[string]string{"kind": "bank", "aims": "[cost]", "visits": "5"}))
		same(t, "", next(few))
		same(t, "web", next(few.Answer(f.Question("kind"), f.Question("kind").OneOf(0))))
	})
}

func TestSessionDoesNotKeepTheMapItIsGiven(t *testing.T) {
	f := loadSmall(t)
	known := answers(t, f, map[string]string{"kind": "shop"})
	s := flow.NewSession(f, known)
	delete(known, "kind")
	same(t, "web", next(s))
}

// Whatever is answered in whatever order, a session is what its answers make
// it: asked and parked never overlap, and nothing is lost.
func TestSessionIsReplayedFromItsAnswers(t *testing.T) {
	f := loadSmall(t)
	texts := map[string][]string{"kind": {"shop", "bank", "unknown"}, "web": {"yes", "no", "unknown"}, "visits": {"5", "100+"}, "aims": {"[]", "[cost]"}}
	rapid.Check(t, func(t *rapid.T) {
		s := flow.NewSession(f, nil)
		last := map[string]string{}
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			id := rapid.SampledFrom(f.IDs()).Draw(t, "question")
			last[id] = rapid.SampledFrom(texts[id]).Draw(t, "answer")
			s = s.Answer(f.Question(id), answers(t, f, map[string]string{id: last[id]})[id])
		}
		fresh := flow.NewSession(f, answers(t, f, last))
		if next(s) != next(fresh) || len(s.Visible()) != len(fresh.Visible()) {
			t.Fatalf("after %v the next question is %q, not %q", last, next(s), next(fresh))
		}
		if len(s.Visible())+len(s.Parked()) != len(last) || len(s.Answers()) != len(last) {
			t.Fatalf("of %v, %d are seen and %d parked", last, len(s.Visible()), len(s.Parked()))
		}
		asked := map[string]bool{}
		for _, q := range f.Asked(s.Answers()) {
			asked[q.ID] = true
		}
		for _, q := range s.Parked() {
			if asked[q.ID] {
				t.Fatalf("%s is asked and parked", q.ID)
			}
		}
	})
}

func TestARowHoldsTheSameAsAnswers(t *testing.T) {
	f := loadSmall(t)
	given := flow.Answers{}
	for i, q := range f.Questions {
		if len(f.Row(given)) != len(f.Questions) {
			t.Fatalf("a row of %d answers for %d questions", len(f.Row(given)), len(f.Questions))
		}
		given[q.ID] = flow.Unknown
		if row := f.Row(given); row[i] != flow.Unknown {
			t.Errorf("question %d is not in its place: %v", i, row)
		}
		if got := f.Answers(f.Row(given)); !maps.Equal(got, given) {
			t.Errorf("got %v, want %v", got, given)
		}
	}
}
