//go:build !windows

package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/questions"
	"chiefly/rules"
)

// both is the built-in content as one file system.
type both struct{}

func (both) Open(name string) (fs.File, error) {
	dir, rest, found := strings.Cut(name, "/")
	if !found {
		rest = "."
	}
	if dir == engine.QuestionsDir {
		return questions.FS.Open(rest)
	}
	return rules.FS.Open(rest)
}

func builtIn(t *testing.T) *flow.Flow {
	t.Helper()
	e, err := engine.Load(both{})
	if err != nil {
		t.Fatal(err)
	}
	return e.Flow()
}

// A person answers a quiz in a window. The engine's session says what is to be
// asked: the quiz must agree at every question.
type person struct {
	*window
	session flow.Session
	typing  bool              // every question is answered by typing
	plan    map[string]string // answers as an answers file writes them; else "unknown"
}

// sit puts a person in front of a window.
func sit(t *testing.T, w *window, plan map[string]string) *person {
	t.Helper()
	return &person{window: w, session: flow.NewSession(builtIn(t), nil), plan: maps.Clone(plan)}
}

// sees waits for a question.
func (p *person) sees(q *flow.Question) {
	p.t.Helper()
	asked := p.session.Flow().Asked(p.session.Answers())
	p.shows(fmt.Sprintf("Question %d of at most %d %s", slices.Index(asked, q)+1, len(asked), q.Ask))
	p.ready(q)
}

// ready waits until a question can be answered.
func (p *person) ready(q *flow.Question) {
	p.t.Helper()
	if p.typing || q.Type == flow.Integer {
		p.line(q.Ask)
		return
	}
	p.list(q.Ask)
}

// answers answers n questions as planned, and all when n is negative.
func (p *person) answers(n int) {
	p.t.Helper()
	for q := p.session.Next(); q != nil && n != 0; q = p.session.Next() {
		p.sees(q)
		p.reply(q)
		n--
	}
}

// reply answers the question that is on the screen.
func (p *person) reply(q *flow.Question) {
	p.t.Helper()
	planned, ok := p.plan[q.ID]
	if !ok {
		planned = "unknown"
	}
	a, err := q.Parse(planned)
	if err != nil {
		p.t.Fatal(err)
	}
	if p.typing {
		p.press(typed(q, a), enter)
	} else {
		p.press(keys(q, a), enter)
	}
	p.session = p.session.Answer(q, a)
}

// entries returns the entries of a list that make up an answer.
func entries(q *flow.Question, a flow.Answer) []int {
	n := len(q.Options)
	switch {
	case a.IsUnknown() && q.Type == flow.Choices:
		return []int{n + 1}
	case a.IsUnknown():
		return []int{n}
	case q.Type == flow.YesNo:
		return []int{1 - a.Indexes()[0]}
	case len(a.Indexes()) == 0:
		return []int{n}
	}
	return a.Indexes()
}

// keys are those that answer a question whose list is untouched.
func keys(q *flow.Question, a flow.Answer) string {
	if q.Type == flow.Integer {
		return q.Format(a)
	}
	var pressed strings.Builder
	at := 0
	for _, i := range entries(q, a) {
		pressed.WriteString(strings.Repeat(down, i-at))
		if q.Type == flow.Choices {
			pressed.WriteString(space)
		}
		at = i
	}
	return pressed.String()
}

// typed is what answers a question with numbered options.
func typed(q *flow.Question, a flow.Answer) string {
	if q.Type == flow.Integer {
		return q.Format(a)
	}
	var numbers []string
	for _, i := range entries(q, a) {
		numbers = append(numbers, strconv.Itoa(i+1))
	}
	return strings.Join(numbers, " ")
}

const (
	reviewTitle = "Please check your answers. Choose one to change it."
	enough      = enter // at the review
)

// reviews waits for the list of all answers.
func (p *person) reviews() {
	p.t.Helper()
	if p.typing {
		p.line(reviewTitle)
		return
	}
	p.list(reviewTitle)
}

// chooses opens an entry of the review: 1 is the name, 2 the first question.
func (p *person) chooses(entry int) {
	p.t.Helper()
	p.press(strings.Repeat(down, entry), enter)
}

// question returns one by its id.
func (p *person) question(id string) *flow.Question { return p.session.Flow().Question(id) }

// entry returns where a question stands in the review.
func (p *person) entry(id string) int {
	return 2 + slices.Index(p.session.Flow().Asked(p.session.Answers()), p.question(id))
}

// saved checks that a file holds exactly the answers given.
func (p *person) saved(text string) {
	p.t.Helper()
	for _, q := range p.session.Flow().Questions {
		line := ""
		for l := range strings.Lines(text) {
			if strings.HasPrefix(l, q.ID+": ") {
				line = strings.TrimSpace(l)
			}
		}
		want := ""
		if a, given := p.session.Answers()[q.ID]; given {
			want = q.ID + ": " + q.Format(a)
		}
		if line != want {
			p.t.Errorf("the file says %q, want %q", line, want)
		}
	}
}

// agency is an organisation that every question is put to.
var agency = map[string]string{
	"headcount": "120", "industry": "media", "technology_role": "enabler", "stage": "scaling",
	"priorities": "[revenue_growth, cost_control]", "current_leaders": "[]", "engineers": "5-10", "pains": "unknown",
	"technical_founder": "no", "leadership_load": "full_time", "executive_budget": "one_seat", "it_staff": "3",
	"footprint": "multi_site", "upcoming": "[merger]", "revenue": "unknown",
}

// null is a place for results that nobody reads.
func null(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}
