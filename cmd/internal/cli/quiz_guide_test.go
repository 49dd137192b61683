package cli

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"chiefly/cmd/internal/prompt"
	"chiefly/cmd/internal/prompt/prompttest"
	"chiefly/engine"
	"chiefly/engine/space"
)

// Rules for the questions about tea: kettles, extras and hot change nothing, and who
// comes to fewer than ten people has no guests.
const shortTeaRules = `rule_set: tea
version: 1.0.0
flow: tea
thresholds: {hire: 10, later: 5}
roles:
  - {id: master, title: master of tea}
rules:
  - {id: crowd, when: people >= 90, points: {master: 6}, because: You are many., sources: [kettle]}
  - {id: host, when: guests, points: {master: 6}, because: You have guests., sources: [kettle]}
  - {id: fine, when: guests and leaf == "white", points: {master: 4}, because: You are fine., sources: [kettle]}
sources:
  - {id: kettle, title: The kettle, address: "https://example.org/kettle"}
`

// newShortTable begins a quiz that asks what can change the advice.
func newShortTable(t *testing.T, best bool, known []string, steps ...prompttest.Step) *table {
	t.Helper()
	q := newTable(t, known, steps...)
	e, err := engine.Load(fstest.MapFS{"questions/tea.yaml": {Data: []byte(teaQuestions)}, "rules/tea.yaml": {Data: []byte(shortTeaRules)}})
	if err != nil {
		t.Fatal(err)
	}
	all, err := space.New(e.Flow(), e.Rules(), space.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	short, err := all.Quiz(nil)
	if err != nil {
		t.Fatal(err)
	}
	coming := make(chan *space.Quiz, 1)
	coming <- short
	again := newQuiz(q.script, e.Flow(), q.set())
	again.guide = &guide{best: best, coming: coming}
	return &table{again, q.script}
}

func TestShortQuiz(t *testing.T) {
	const review = "Please check your answers"
	const spared1, spared2 = "1 further question cannot change the advice, so it was not asked.", "2 further questions cannot change the advice, so they were not asked."
	people := func(n string) prompttest.Step { return step("How many drink", prompttest.Type(n)) }
	kettles, green := step("How many kettles", prompttest.Type("2")), step("Which leaf?", prompttest.Label("Green"))
	guests := func(answer string) prompttest.Step { return step("Do guests come?", prompttest.Label(answer)) }
	hot := step("Hot?", prompttest.Label("No"))
	for _, test := range []struct {
		name   string
		best   bool
		known  []string
		steps  []prompttest.Step
		want   string
		says   string // progress, as numbers
		spared []string
	}{
		{"what changes nothing is not asked", false, nil, []prompttest.Step{people("3"), hot},
			"people=3 hot=no", "1/5 2/2", []string{spared2}},
		{"an answer opens a question", false, nil, []prompttest.Step{people("12"), kettles, guests("Yes"), green, hot},
			"people=12 kettles=2 guests=yes leaf=green hot=no", "1/5 2/5 3/5 4/5 5/5", []string{spared1}},
		{"back leads to what was asked", false, nil, []prompttest.Step{people("12"), kettles, guests("No"), step("Hot?", prompttest.GoBack()), guests("Yes"),
			step("Which leaf?", prompttest.GoBack()), guests("No"), hot},
			"people=12 kettles=2 guests=no hot=no", "1/5 2/5 3/5 4/4 3/4 4/5 3/5 4/4", []string{spared2}},
		{"a change opens what had been left out", false, nil, []prompttest.Step{people("12"), kettles, guests("No"), hot,
			step(review, prompttest.Label("No")), guests("Yes"), green},
			"people=12 kettles=2 guests=yes leaf=green hot=no", "1/5 2/5 3/5 4/4 4/5", []string{spared2, spared1}},
		{"a change that leaves out as much", false, nil, []prompttest.Step{people("3"), hot, step(review, prompttest.Label("3 people")), people("4")},
			"people=4 hot=no", "1/5 2/2", []string{spared2}},
		{"all that matters is known", false, []string{"people=3", "hot=no"}, nil,
			"people=3 hot=no", "", []string{spared2}},
		{"everything is known", false, []string{"people=3", "hot=no", "leaf=green", "extras=[]"}, nil,
			"people=3 leaf=green extras=[] hot=no", "", nil},
		{"best first, and back the way it came", true, nil, []prompttest.Step{guests("Yes"), people("12"), step("How many kettles", prompttest.GoBack()), step("How many drink", prompttest.GoBack()),
			guests("No"), step("How many kettles", prompttest.GoBack()), people("95"), kettles, hot},
			"people=95 kettles=2 guests=no hot=no", "1/5 2/5 3/5 2/5 1/5 3/4 2/4 3/4 4/4", []string{spared2}},
		{"best first, after what is known", true, []string{"people=95"}, []prompttest.Step{guests("Yes"), step("How many kettles", prompttest.GoBack()), step("Do guests come?", prompttest.GoBack()),
			people("95"), kettles, hot},
			"people=95 kettles=2 guests=yes hot=no", "2/4 3/4 2/4 1/4 3/4 4/4", []string{spared2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := newShortTable(t, test.best, test.known, append(test.steps, satisfied)...)
			if err := q.run(false); err != nil {
				t.Fatal(err)
			}
			q.script.Done()
			same(t, test.want, q.knows())
			same(t, test.says, q.progress())
			var spared []string
			for _, said := range q.script.Said {
				if strings.Contains(said, "further question") {
					spared = append(spared, strings.TrimSpace(said))
				}
			}
			same(t, test.spared, spared)
			if options := q.reviewOptions(q.answered()); slices.ContainsFunc(options, func(o prompt.Option) bool { return o.Label == "not known" }) {
				t.Errorf("questions that were not asked are in the review: %v", options)
			}
		})
	}
}

// Where nothing can be found out about all answers, everything is asked.
func TestQuizWithoutAGuide(t *testing.T) {
	q := newTable(t, []string{"people=3"}, step("Which leaf?", prompttest.Label("Black")), step("What goes in?", prompttest.Labels("Milk")), step("Hot?", prompttest.Label("No")), satisfied)
	coming := make(chan *space.Quiz)
	close(coming)
	q.guide = &guide{best: true, coming: coming}
	if err := q.run(false); err != nil {
		t.Fatal(err)
	}
	q.script.Done()
}
