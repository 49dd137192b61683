package compare

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/flow"
)

// views are answers to the questions of crossing, by people.
func views(t *testing.T, people ...map[string]string) (all []Answers) {
	t.Helper()
	f := crossing().engine.Flow()
	for i, known := range people {
		side := Answers{Name: string(rune('a' + i)), Answers: flow.Answers{}}
		for id, text := range known {
			a, err := f.Question(id).Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			side.Answers[id] = a
		}
		all = append(all, side)
	}
	return all
}

func TestTalk(t *testing.T) {
	for name, c := range map[string]struct {
		people []map[string]string
		first  []string
	}{
		"an answer that changes a verdict comes first": {
			[]map[string]string{{"x": "yes", "y": "no", "z": "no", "p": "[]"}, {"x": "no", "y": "no", "z": "yes", "p": "[w]"}},
			[]string{"x", "z", "p"}},
		"what one does not know is told too": {
			[]map[string]string{{"x": "yes", "y": "no", "z": "no", "p": "[]", "g": "a", "h": "7"}, {"x": "yes", "y": "no", "z": "no", "p": "[]", "g": "a"}},
			[]string{"h"}},
		"what one does not know may matter though no answer given does": {
			[]map[string]string{{"x": "no", "y": "no", "z": "no", "p": "[]", "g": "a", "h": "3"}, {"x": "no", "y": "no", "z": "no", "p": "[]", "g": "a"}},
			[]string{"h"}},
		"no difference matters": {
			[]map[string]string{{"x": "no", "y": "no", "z": "no", "p": "[]", "g": "b"}, {"x": "no", "y": "no", "z": "no", "p": "[]", "g": "c"}}, nil},
		"three are enough": {
			[]map[string]string{{"x": "yes", "y": "no", "z": "no", "p": "[]", "g": "b"}, {"x": "no", "y": "yes", "z": "yes", "p": "[u, v]", "g": "a", "h": "7"}},
			[]string{"z", "x", "y"}},
		"all pairs of three people count": {
			[]map[string]string{{"x": "yes", "y": "no", "p": "[]"}, {"x": "yes", "y": "no", "p": "[]"}, {"x": "yes", "y": "no", "p": "[u]"}},
			[]string{"p"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := crossing()
			made := Of(m.engine, m.space, Views, views(t, c.people...)...)
			var got []string
			for _, topic := range made.Talk.First {
				got = append(got, topic.ID)
			}
			if diff := cmp.Diff(c.first, got); diff != "" {
				t.Errorf("want -, got +:\n%s\n%+v", diff, made.Talk.First)
			}
		})
	}
}

// TestTalkTellsWhatTheOutlookDoes holds the shares against the outlook for what is agreed
// on, which has brute-force tests of its own.
func TestTalkTellsWhatTheOutlookDoes(t *testing.T) {
	m := crossing()
	made := Of(m.engine, m.space, Views, views(t, map[string]string{"x": "yes", "y": "no", "z": "no", "p": "[]", "g": "b"}, map[string]string{"x": "no", "y": "no", "z": "no", "p": "[u]", "g": "c"})...)
	agreed := views(t, map[string]string{"y": "no", "z": "no", "g": "[b, c]"})[0].Answers
	o, err := m.engine.Outlook(m.space, agreed)
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range made.Talk.First {
		i := slices.IndexFunc(o.FindOut, func(f engine.FindOut) bool { return f.ID == topic.ID })
		if i < 0 && topic.Share != 0 || i >= 0 && (topic.Share != o.FindOut[i].Share || topic.Telling != o.FindOut[i].Proof) {
			t.Errorf("%+v is not what the outlook says: %+v", topic, o.FindOut)
		}
	}
	if len(made.Talk.First) == 0 || made.Talk.First[0].Share == 0 {
		t.Errorf("nothing is told: %+v", made.Talk)
	}
}

func TestWithoutAnAnswerSpace(t *testing.T) {
	made := Of(crossing().engine, nil, Views, views(t, map[string]string{"x": "yes", "y": "no"}, map[string]string{"x": "no", "y": "no"})...)
	if made.Talk.Unavailable == "" || len(made.Talk.First) != 1 || made.Talk.First[0].ID != "x" {
		t.Errorf("%+v", made.Talk)
	}
}

func TestPairs(t *testing.T) {
	for kind, want := range map[Kind][][2]int{
		Organisations: {{0, 1}, {0, 2}, {0, 3}},
		BeforeAfter:   {{0, 1}, {1, 2}, {2, 3}},
		Views:         {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}},
	} {
		if diff := cmp.Diff(want, pairs(kind, 4)); diff != "" {
			t.Errorf("%s: want -, got +:\n%s", kind, diff)
		}
	}
}

func TestEither(t *testing.T) {
	f := crossing().engine.Flow()
	for _, c := range [][4]string{
		{"h", "2", "5-7", "2-7"}, {"h", "2", "unknown", "unknown"}, {"h", "0-4", "3+", "unknown"},
		{"g", "a", "b", "[a, b]"}, {"g", "[a, b]", "c", "unknown"}, {"x", "yes", "no", "unknown"}, {"p", "[u]", "[u]", "[u]"}, {"p", "[u]", "[v]", "unknown"},
	} {
		q := f.Question(c[0])
		a, errA := q.Parse(c[1])
		b, errB := q.Parse(c[2])
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if got := q.Format(either(q, a, b)); got != c[3] {
			t.Errorf("%s or %s of %s is %s, not %s", c[1], c[2], c[0], got, c[3])
		}
	}
}

func TestChoose(t *testing.T) {
	for _, c := range [][4]int{{5, 0, 100, 1}, {5, 2, 100, 10}, {5, 5, 100, 1}, {20, 10, 1 << 20, 184756}, {60, 30, 1000, 1001}, {0, 0, 9, 1}} {
		if got := choose(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("%d of %d: %d, not %d", c[1], c[0], got, c[3])
		}
	}
}
