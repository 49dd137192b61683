package cli

import (
	"errors"
	"strings"
	"testing"

	"chiefly/cmd/internal/prompt"
	"chiefly/cmd/internal/prompt/prompttest"
)

// Steps that tests share.
func step(title string, reply prompttest.Reply) prompttest.Step {
	return prompttest.Step{Title: title, Reply: reply}
}

var satisfied = step("Please check your answers", prompttest.Label("All right: show the advice"))

func TestQuizAsksWhatIsAsked(t *testing.T) {
	tests := []struct {
		name  string
		known []string
		steps []prompttest.Step
		want  string
		says  string // progress, as numbers
	}{
		{"all", nil, []prompttest.Step{
			step("How many drink", prompttest.Type("12")), step("How many kettles", prompttest.Type("2")), step("Do guests come?", prompttest.Label("Yes")),
			step("Which leaf?", prompttest.Label("Black")), step("What goes in? (at most 2)", prompttest.Labels("Lemon", "Milk")), step("Hot?", prompttest.Label("No"))},
			"people=12 kettles=2 guests=yes leaf=black extras=[milk, lemon] hot=no", "1/6 2/6 3/6 4/6 5/6 6/6"},
		{"fewer", nil, []prompttest.Step{
			step("How many drink", prompttest.Type("<10")), step("Which leaf?", prompttest.Label("Green")), step("What goes in?", prompttest.Labels("None of these")), step("Hot?", prompttest.Label("Yes"))},
			"people=<10 leaf=green extras=[] hot=yes", "1/6 2/4 3/4 4/4"},
		{"nothing known", nil, []prompttest.Step{
			step("How many drink", prompttest.Type("I don\u2019t KNOW")), step("How many kettles", prompttest.Type("0")), step("Do guests come?", prompttest.Label("I don't know")),
			step("Which leaf?", prompttest.Label("I don't know")), step("What goes in?", prompttest.Labels("I don't know")), step("Hot?", prompttest.Label("No"))},
			"people=unknown kettles=0 guests=unknown leaf=unknown extras=unknown hot=no", "1/6 2/6 3/6 4/6 5/6 6/6"},
		{"a range that decides nothing", nil, []prompttest.Step{
			step("How many drink", prompttest.Type("5-20")), step("How many kettles", prompttest.Type("1+")), step("Do guests come?", prompttest.Label("No")),
			step("Which leaf?", prompttest.Label("White")), step("What goes in?", prompttest.Labels("Milk")), step("Hot?", prompttest.Label("No"))},
			"people=5-20 kettles=1+ guests=no leaf=white extras=[milk] hot=no", "1/6 2/6 3/6 4/6 5/6 6/6"},
		{"what is known is not asked", []string{"people=3", "extras=sugar", "kettles=4", "leaf=[green, black]"}, []prompttest.Step{step("Hot?", prompttest.Label("Yes"))},
			"people=3 kettles=4 leaf=[green, black] extras=[sugar] hot=yes", "4/4"},
		{"a required answer that is unknown", []string{"people=30", "extras=unknown", "kettles=unknown", "leaf=unknown", "guests=unknown", "hot=unknown"},
			[]prompttest.Step{step("How many kettles", prompttest.Type("3")), step("Hot?", prompttest.Label("Yes"))},
			"people=30 kettles=3 guests=unknown leaf=unknown extras=unknown hot=yes", "2/6 6/6"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q := newTable(t, test.known, append(test.steps, satisfied)...)
			if err := q.run(false); err != nil {
				t.Fatal(err)
			}
			q.script.Done()
			same(t, test.want, q.knows())
			same(t, test.want, onDisk(t, q.flow, q.draft.path))
			same(t, test.says, q.progress())
		})
	}
}

// progress returns the numbers of the questions that were announced.
func (q *table) progress() string {
	var numbers []string
	for _, said := range q.script.Said {
		if rest, ok := strings.CutPrefix(said, "Question "); ok {
			numbers = append(numbers, strings.Replace(rest, " of at most ", "/", 1))
		}
	}
	return strings.Join(numbers, " ")
}

func TestQuizBackAndForth(t *testing.T) {
	q := newTable(t, nil,
		step("How many drink", prompttest.Type("12")), step("How many kettles", prompttest.Type("2")), step("Do guests come?", prompttest.Label("Yes")), step("Which leaf?", prompttest.GoBack()),
		step("Do guests come?", prompttest.GoBack()), step("How many kettles", prompttest.GoBack()), step("How many drink", prompttest.Reply{}), // Enter keeps the answer
		step("Which leaf?", prompttest.GoBack()), step("Do guests come?", prompttest.Reply{}), step("Which leaf?", prompttest.GoBack()), step("Do guests come?", prompttest.GoBack()), step("How many kettles", prompttest.GoBack()),
		step("How many drink", prompttest.Type("3")), // which parks two answers
		step("Which leaf?", prompttest.GoBack()), step("How many drink", prompttest.Type("50")),
		step("Which leaf?", prompttest.Label("Black")), step("What goes in?", prompttest.Labels("Milk")), step("Hot?", prompttest.GoBack()), step("What goes in?", prompttest.Reply{}),
		step("Hot?", prompttest.Label("No")), satisfied)
	if err := q.run(false); err != nil {
		t.Fatal(err)
	}
	q.script.Done()
	same(t, "people=50 kettles=2 guests=yes leaf=black extras=[milk] hot=no", q.knows())
	same(t, "1/6 2/6 3/6 4/6 3/6 2/6 1/6 4/6 3/6 4/6 3/6 2/6 1/6 2/4 1/4 4/6 5/6 6/6 5/6 6/6", q.progress())
	var sections []string
	for _, said := range q.script.Said {
		if strings.HasPrefix(said, "\nThe house") || strings.HasPrefix(said, "\nYour taste") {
			sections = append(sections, strings.TrimSpace(said))
		}
	}
	const house, taste = "The house", "Your taste\nBe honest."
	same(t, []string{house, taste, house, taste, house, taste, house, taste, house, taste}, sections)
	if !strings.Contains(strings.Join(q.script.Said, "|"), "With this answer 2 other answers are no longer needed, but kept in case you change it again.") {
		t.Errorf("it is not said that answers are parked: %q", q.script.Said)
	}
}

func TestQuizRefuses(t *testing.T) {
	q := newTable(t, []string{"leaf=green", "guests=yes"},
		step("How many drink", prompttest.Type("a dozen")), step("How many drink", prompttest.Type("101")), step("How many drink", prompttest.Type("12")),
		step("How many kettles", prompttest.Type("unknown")), step("How many kettles", prompttest.Type("0-9")), step("How many kettles", prompttest.Type("I don't know")), step("How many kettles", prompttest.Type("1")),
		step("What goes in?", prompttest.Labels()), step("What goes in?", prompttest.Labels("Milk", "Sugar", "Lemon")), step("What goes in?", prompttest.Labels("Milk", "None of these")),
		step("What goes in?", prompttest.Labels("None of these", "I don't know")), step("What goes in?", prompttest.Labels("Milk", "Sugar")),
		step("Hot?", prompttest.Label("Yes")), satisfied)
	if err := q.run(false); err != nil {
		t.Fatal(err)
	}
	q.script.Done()
	const needed = "this question needs an answer"
	want := []string{`"a dozen" is not a whole number`, "101 is out of range", needed, needed, needed, "choose at least one entry; there is one for none of these",
		"choose at most 2; you have chosen 3", `"None of these" goes with no other entry; choose one or the other`, `"I don't know" goes with no other entry; choose one or the other`}
	for i, refused := range q.script.Refused {
		if i >= len(want) || !strings.HasPrefix(refused, want[i]) {
			t.Errorf("refusal %d is %q", i, refused)
		}
	}
	same(t, len(want), len(q.script.Refused))
	same(t, "people=12 kettles=1 guests=yes leaf=green extras=[milk, sugar] hot=yes", q.knows())
	q.lists = true
	if err := q.checkPicks(q.flow.Question("extras"), nil); err == nil || !strings.Contains(err.Error(), "the space bar ticks") {
		t.Errorf("an empty list is refused with %v", err)
	}
}

// A recorder notes what is put to the person, and answers with an error.
type recorder struct{ seen any }

var errStop = errors.New("stop")

func (r *recorder) Say(string) {}
func (r *recorder) Select(s prompt.Select) (int, error) {
	r.seen = s
	return 0, errStop
}
func (r *recorder) MultiSelect(s prompt.MultiSelect) ([]int, error) {
	s.Validate = nil
	r.seen = s
	return nil, errStop
}
func (r *recorder) Line(l prompt.Line) (string, error) {
	l.Validate = nil
	r.seen = l
	return "", errStop
}

func TestQuizPutsQuestions(t *testing.T) {
	const why = "Why we ask: To know."
	leaves := []prompt.Option{{Label: "Green", Description: "Not roasted."}, {Label: "Black"}, {Label: "White"}, {Label: "I don't know"}}
	leafHelp := why + ""
	extras := []prompt.Option{{Label: "Milk"}, {Label: "Sugar"}, {Label: "Lemon"}, {Label: "None of these"}, {Label: "I don't know"}}
	yesNo := []prompt.Option{{Label: "Yes"}, {Label: "No"}}
	number := `a number, a range such as 100-250 or 500+, or "unknown"`
	tests := map[string]struct {
		id    string
		known []string
		want  any
	}{
		"a number":                        {"people", nil, prompt.Line{Title: "How many drink tea?", Help: "Count guests.\nWhy we ask: It decides.", Hint: number, Back: true}},
		"a range given":                   {"people", []string{"people=10-20"}, prompt.Line{Title: "How many drink tea?", Help: "Count guests.\nWhy we ask: It decides.", Hint: number, Default: "10-20", Back: true}},
		"a number that is required":       {"kettles", nil, prompt.Line{Title: "How many kettles are there?", Help: why, Hint: "a number, a range such as 100-250 or 500+", Back: true}},
		"a choice":                        {"leaf", nil, prompt.Select{Title: "Which leaf?", Help: leafHelp, Options: leaves, Default: -1, Back: true}},
		"a choice made":                   {"leaf", []string{"leaf=black"}, prompt.Select{Title: "Which leaf?", Help: leafHelp, Options: leaves, Default: 1, Back: true}},
		"a choice not known":              {"leaf", []string{"leaf=unknown"}, prompt.Select{Title: "Which leaf?", Help: leafHelp, Options: leaves, Default: 3, Back: true}},
		"a choice known in part":          {"leaf", []string{"leaf=[black, white]"}, prompt.Select{Title: "Which leaf?", Help: leafHelp, Options: leaves, Default: -1, Back: true}},
		"yes comes first":                 {"hot", nil, prompt.Select{Title: "Hot?", Help: why, Options: yesNo, Default: -1, Back: true}},
		"yes given":                       {"hot", []string{"hot=yes"}, prompt.Select{Title: "Hot?", Help: why, Options: yesNo, Default: 0, Back: true}},
		"no given":                        {"hot", []string{"hot=no"}, prompt.Select{Title: "Hot?", Help: why, Options: yesNo, Default: 1, Back: true}},
		"yes or no, or not known":         {"guests", []string{"guests=unknown"}, prompt.Select{Title: "Do guests come?", Help: why, Options: append(yesNo, prompt.Option{Label: "I don't know"}), Default: 2, Back: true}},
		"several":                         {"extras", nil, prompt.MultiSelect{Title: "What goes in? (at most 2)", Help: why, Options: extras, Back: true}},
		"several given":                   {"extras", []string{"extras=lemon,milk"}, prompt.MultiSelect{Title: "What goes in? (at most 2)", Help: why, Options: extras, Defaults: []int{0, 2}, Back: true}},
		"none of several":                 {"extras", []string{"extras=[]"}, prompt.MultiSelect{Title: "What goes in? (at most 2)", Help: why, Options: extras, Defaults: []int{3}, Back: true}},
		"several, of which none is known": {"extras", []string{"extras=unknown"}, prompt.MultiSelect{Title: "What goes in? (at most 2)", Help: why, Options: extras, Defaults: []int{4}, Back: true}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			q := newTable(t, test.known)
			r := &recorder{}
			q.prompter = r
			if _, err := q.put(q.flow.Question(test.id), true); !errors.Is(err, errStop) {
				t.Fatal(err)
			}
			same(t, test.want, r.seen)
		})
	}
}

func TestQuizReview(t *testing.T) {
	const review = "Please check your answers"
	known := []string{"people=3", "leaf=green", "extras=[]", "hot=yes"}
	t.Run("lists everything", func(t *testing.T) {
		q := newTable(t, known)
		options := q.reviewOptions(q.flow.Asked(q.session.Answers()))
		same(t, []prompt.Option{{Label: "All right: show the advice"}, {Label: "Name for the report: not given"}, {Label: "3 people", Description: "How many drink tea?"},
			{Label: "Green", Description: "Which leaf?"}, {Label: "none of these", Description: "What goes in?"}, {Label: "Yes", Description: "Hot?"}}, options)
	})
	t.Run("a change that opens questions, and one that parks answers", func(t *testing.T) {
		q := newTable(t, known,
			step(review, prompttest.Label("3 people")), step("How many drink", prompttest.Type("20")), step("How many kettles", prompttest.Type("2")), step("Do guests come?", prompttest.GoBack()),
			step("How many kettles", prompttest.Type("3")), step("Do guests come?", prompttest.Label("No")),
			step(review, prompttest.Label("20 people")), step("How many drink", prompttest.Type("4")), satisfied)
		if err := q.run(false); err != nil {
			t.Fatal(err)
		}
		q.script.Done()
		same(t, "people=4 kettles=3 guests=no leaf=green extras=[] hot=yes", q.knows())
		same(t, "2/6 3/6 2/6 3/6", q.progress()) // only what was opened is announced
		same(t, "With this answer 2 other answers are no longer needed, but kept in case you change it again.", q.script.Said[len(q.script.Said)-1])
	})
	t.Run("no change after all", func(t *testing.T) {
		q := newTable(t, known, step(review, prompttest.Label("3 people")), step("How many drink", prompttest.GoBack()), step(review, prompttest.Label("Green")), step("Which leaf?", prompttest.GoBack()), satisfied)
		if err := q.run(false); err != nil {
			t.Fatal(err)
		}
		same(t, "people=3 leaf=green extras=[] hot=yes", q.knows())
	})
	t.Run("the name", func(t *testing.T) {
		q := newTable(t, known, step(review, prompttest.Pick(1)), step("called?", prompttest.Type(strings.Repeat("ä", 201))), step("called?", prompttest.Type("  Tea & Co ")),
			step(review, prompttest.Label("Name for the report: Tea & Co")), step("called?", prompttest.GoBack()),
			step(review, prompttest.Pick(1)), step("called?", prompttest.Reply{}), satisfied)
		if err := q.run(false); err != nil {
			t.Fatal(err)
		}
		same(t, []string{"Tea & Co", "at most 200 characters"}, []string{q.organisation, q.script.Refused[0]})
		q.script = prompttest.NewScript(t, step("called?", prompttest.Type("-")))
		q.prompter = q.script
		if err := q.name(); err != nil || q.organisation != "" {
			t.Errorf("a dash leaves the name %q, %v", q.organisation, err)
		}
	})
	for name, steps := range map[string][]prompttest.Step{
		"stopped at the list":   {step(review, prompttest.Interrupt())},
		"stopped in a change":   {step(review, prompttest.Label("3 people")), step("How many drink", prompttest.Interrupt())},
		"stopped in the name":   {step(review, prompttest.Pick(1)), step("called?", prompttest.Interrupt())},
		"stopped in what opens": {step(review, prompttest.Label("3 people")), step("How many drink", prompttest.Type("30")), step("How many kettles", prompttest.Interrupt())},
	} {
		t.Run(name, func(t *testing.T) {
			q := newTable(t, known, steps...)
			if err := q.run(false); !errors.Is(err, prompt.ErrInterrupted) {
				t.Errorf("it ends with %v", err)
			}
			q.script.Done()
		})
	}
}

func TestQuizWelcome(t *testing.T) {
	const intro, lines = "Some questions about tea.", "\nType < to go back to the question before. Ctrl-C stops; your answers are saved as you go. At the end you can check and change them all."
	for name, c := range map[string]struct {
		known []string
		lists bool
		want  []string
	}{
		"new":          {nil, false, []string{intro, lines}},
		"lists":        {nil, true, []string{intro, strings.Replace(lines, "Type < to go", "Shift-Tab in a list, or < where you type, goes", 1)}},
		"known partly": {[]string{"people=3"}, false, []string{lines}},
		"known wholly": {[]string{"people=3", "leaf=green", "extras=[]", "hot=yes"}, false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			q := newTable(t, c.known, step("", prompttest.Interrupt()))
			q.lists = c.lists
			if err := q.run(false); !errors.Is(err, prompt.ErrInterrupted) {
				t.Fatal(err)
			}
			said := q.script.Said
			if len(said) > 2 { // without the announcement of the first question
				said = said[:len(said)-2]
			}
			same(t, c.want, said)
		})
	}
}
