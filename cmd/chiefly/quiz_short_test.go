//go:build !windows

package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/flow"
)

// A short quiz depends on how soon it knows about all answers: until then it asks in the
// order of the flow. The person answers whatever is asked, and it is checked what was left
// out. shortDesk has everything about the built-in content worked out before.
func shortDesk(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	d.short = true
	d.shell(t, "chiefly advise --set headcount=3")
	return d
}

// announced matches how far the quiz has come.
var announced = regexp.MustCompile(`Question (\d+) of at most (\d+) `)

// meets waits for a question, or for the review, which is nil. It returns the numbers that
// are shown with the question.
func (p *person) meets() (q *flow.Question, number, of string) {
	p.t.Helper()
	p.until("a question or the review", func() bool {
		text := p.text()
		numbers := announced.FindAllStringSubmatch(text, -1)
		if numbers == nil {
			return strings.Contains(text, reviewTitle)
		}
		last := numbers[len(numbers)-1]
		_, rest, _ := strings.Cut(text, last[0])
		i := slices.IndexFunc(p.session.Flow().Questions, func(one *flow.Question) bool { return strings.HasPrefix(rest, words(one.Ask)) })
		if i < 0 {
			return false
		}
		q, number, of = p.session.Flow().Questions[i], last[1], last[2]
		return true
	})
	return q, number, of
}

// answersWhatIsAsked answers until the review, or n questions, and returns those asked.
func (p *person) answersWhatIsAsked(n int) []*flow.Question {
	p.t.Helper()
	var asked []*flow.Question
	for ; n != 0; n-- {
		q, number, of := p.meets()
		if q == nil {
			break
		}
		if want := fmt.Sprint(len(p.session.Answers()) + 1); number != want {
			p.t.Errorf("%s is question %s of %s, not %s", q.ID, number, of, want)
		}
		p.ready(q)
		p.reply(q)
		asked = append(asked, q)
	}
	return asked
}

// left returns how many questions have been left out.
func (p *person) left() int {
	return len(p.session.Flow().Asked(p.session.Answers())) - len(p.session.Answers())
}

func (p *person) spares(n int) {
	p.t.Helper()
	p.shows(fmt.Sprintf("%d further questions cannot change the advice, so they were not asked.", n))
}

// corner is a small shop: not much can change its advice. How many engineers there are is
// not known.
var corner = map[string]string{
	"headcount": "3", "industry": "retail", "technology_role": "internal", "stage": "established", "priorities": "[cost_control]", "current_leaders": "[cto]", "pains": "[]",
}

func TestShortQuizStopsEarly(t *testing.T) {
	for _, order := range []string{"natural", "best"} {
		t.Run(order, func(t *testing.T) {
			t.Parallel()
			d := shortDesk(t)
			p := sit(t, d.run(t, "quiz", "--order", order), corner)
			p.answersWhatIsAsked(-1)
			left := p.left()
			if left < 5 {
				t.Errorf("only %d questions are left out", left)
			}
			p.spares(left)
			p.reviews()
			if _, listed, _ := strings.Cut(p.text(), reviewTitle); strings.Count(listed, "not known -") > 1 {
				t.Errorf("the review lists what was not asked, beside the one answer that is not known:\n%s", p.screen())
			}
			p.press(enough)
			p.ends(0)
			p.saved(d.file(t, "chiefly-answers.yaml"))
			_, said, _ := strings.Cut(words(escapes.ReplaceAllString(p.drawn(), "")), "HOW SETTLED IT IS")
			said, _, found := strings.Cut(said, "SOURCES")
			if !found {
				t.Fatalf("no report:\n%s", p.screen())
			}
			for _, q := range p.session.Flow().Questions {
				if _, answered := p.session.Answers()[q.ID]; !answered && strings.Contains(said, words(q.Ask)) {
					t.Errorf("%s was left out, and the report wants to know it", q.ID)
				}
			}

			// Answering what was left out gives the same headline.
			short := headlineOf(t, d, "chiefly-answers.yaml")
			full := sit(t, d.run(t, "quiz", "--all", "--answers", "chiefly-answers.yaml", "--save", "all.yaml"), agency)
			full.session = p.session
			full.answers(-1)
			full.reviews()
			full.press(enough)
			full.ends(0)
			if strings.Contains(words(full.drawn()), "cannot change the advice") {
				t.Error("questions are left out of a quiz that asks everything")
			}
			if got := headlineOf(t, d, "all.yaml"); got != short {
				t.Errorf("the short quiz comes to %q, the full one to %q", short, got)
			}
		})
	}
}

// headlineOf returns the first line of the advice for a file.
func headlineOf(t *testing.T, d *desk, name string) string {
	t.Helper()
	line, _, _ := strings.Cut(d.shell(t, "chiefly advise "+name), "\n")
	return line
}

func TestShortQuizBack(t *testing.T) {
	for _, order := range []string{"natural", "best"} {
		t.Run(order, func(t *testing.T) {
			t.Parallel()
			d := shortDesk(t)
			d.env = []string{"CHIEFLY_ORDER=" + order}
			p := sit(t, d.run(t, "--plain"), corner)
			p.typing = true
			p.answersWhatIsAsked(-1)
			p.spares(p.left())

			// A company of another size is asked more, and going back leads to the question
			// before, never to one that was left out.
			p.reviews()
			p.press(fmt.Sprint(p.reviewEntry("headcount")+1), enter)
			p.ready(p.question("headcount"))
			p.plan = map[string]string{"headcount": "120"}
			p.reply(p.question("headcount"))
			more := p.answersWhatIsAsked(3)
			if len(more) < 3 {
				t.Fatalf("only %d questions are opened", len(more))
			}
			next, _, _ := p.meets()
			p.ready(next)
			for range more {
				p.press("<", enter)
				before, _, _ := p.meets()
				if _, given := p.session.Answers()[before.ID]; !given {
					t.Fatalf("%s was left out, and back leads to it", before.ID)
				}
				p.ready(before)
			}
		})
	}
}

// reviewEntry returns where a question stands in a review that lists what was answered.
func (p *person) reviewEntry(id string) int {
	at := 2
	for _, q := range p.session.Flow().Questions {
		if q.ID == id {
			break
		}
		if _, given := p.session.Visible()[q.ID]; given {
			at++
		}
	}
	return at
}
