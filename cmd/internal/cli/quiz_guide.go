package cli

import (
	"slices"
	"time"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/space"
)

// Orders of the questions.
const (
	naturalOrder = "natural" // of the flow
	bestOrder    = "best"    // within a section, the one first that tells most
)

// A guide says what there is to ask: the questions that can still change the decision.
// The zero guide has everything asked, in the order of the flow; so does one that does
// not know yet, or finds the rules too large.
type guide struct {
	best   bool
	coming <-chan *space.Quiz // closed when there is none
	quiz   *space.Quiz
}

// atMost is how long a question may have to wait for the guide.
const atMost = 100 * time.Millisecond

// guide begins to find out about all answers while the first questions are asked.
func (a *app) guide(e *engine.Engine, s *settings) *guide {
	if s.All {
		return &guide{}
	}
	coming := make(chan *space.Quiz, 1)
	go func() {
		defer close(coming)
		all, err := a.space(e)
		if err != nil {
			return
		}
		if quiz, err := all.Quiz(e.Population()); err == nil {
			coming <- quiz
		}
	}()
	return &guide{best: s.Order == bestOrder, coming: coming}
}

// listen waits until the guide knows, but not for long.
func (g *guide) listen() {
	if g.coming == nil {
		return
	}
	select {
	case g.quiz = <-g.coming:
		g.coming = nil
	case <-time.After(atMost):
	}
}

// open returns the questions that there are to ask, in the order of the flow.
func (g *guide) open(s flow.Session) []*flow.Question {
	if g.listen(); g.quiz != nil {
		return g.quiz.Open(s.Answers())
	}
	return slices.DeleteFunc(s.Flow().Asked(s.Answers()), func(q *flow.Question) bool { return !s.Answers()[q.ID].IsZero() })
}

// next returns the one to ask of those that are open, or nil. Sections stay together.
func (g *guide) next(s flow.Session, open []*flow.Question) *flow.Question {
	switch {
	case len(open) == 0:
		return nil
	case !g.best || g.quiz == nil:
		return open[0]
	}
	section := slices.DeleteFunc(slices.Clone(open), func(q *flow.Question) bool { return q.Section != open[0].Section })
	return g.quiz.Best(s.Answers(), section)
}

// A course is the questions of the conversation: those that have been answered, and those
// that there are still to ask, the next one first.
type course struct {
	questions []*flow.Question
	next      *flow.Question // nil when all is asked
	spared    []*flow.Question
}

// course finds out where the conversation stands.
func (q *quiz) course() course {
	open := q.guide.open(q.session)
	c := course{next: q.guide.next(q.session, open)}
	asked := q.flow.Asked(q.session.Answers())
	answered := func(one *flow.Question) bool { return !q.session.Answers()[one.ID].IsZero() }
	for _, one := range asked {
		switch isOpen := slices.Contains(open, one); {
		case !q.guide.best && (answered(one) || isOpen):
			c.questions = append(c.questions, one)
		case answered(one) && !slices.Contains(q.trail, one):
			c.questions = append(c.questions, one) // known before
		case !answered(one) && !isOpen:
			c.spared = append(c.spared, one)
		}
	}
	if !q.guide.best {
		return c
	}
	for _, one := range q.trail {
		if slices.Contains(asked, one) && answered(one) {
			c.questions = append(c.questions, one)
		}
	}
	if c.next != nil {
		c.questions = append(c.questions, c.next)
		c.questions = append(c.questions, slices.DeleteFunc(open, func(one *flow.Question) bool { return one == c.next || answered(one) })...)
	}
	return c
}

// before returns the question before one, or nil for the first.
func (c *course) before(question *flow.Question) *flow.Question {
	if i := slices.Index(c.questions, question); i > 0 {
		return c.questions[i-1]
	}
	return nil
}

// spare says how many questions need not be asked, unless that has been said.
func (q *quiz) spare(spared []*flow.Question) {
	if len(spared) == len(q.spared) {
		q.spared = spared
		return
	}
	if q.spared = spared; len(spared) > 0 {
		q.prompter.Say("\n" + q.flow.Language.Count(len(spared), "%d further question cannot change the advice, so it was not asked.",
			"%d further questions cannot change the advice, so they were not asked."))
	}
}
