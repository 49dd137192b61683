package flow

import "maps"

// A Session is a quiz under way: a flow and the answers given so far. It is a
// value; its methods return what the session is after a step and leave the old
// one as it was.
type Session struct {
	flow    *Flow
	answers Answers
}

// NewSession begins a quiz with what is known already, which may be nothing.
func NewSession(f *Flow, known Answers) Session {
	return Session{flow: f, answers: maps.Clone(known)}
}

// Flow returns the flow of the session.
func (s Session) Flow() *Flow { return s.flow }

// Answers returns all answers given, parked ones included. The caller must not
// change the map.
func (s Session) Answers() Answers { return s.answers }

// Visible returns the answers to questions that are asked: what advice is based
// on.
func (s Session) Visible() Answers { return s.flow.Visible(s.answers) }

// Answer returns the session after a question has been answered, or answered
// anew.
func (s Session) Answer(q *Question, a Answer) Session {
	answers := make(Answers, len(s.answers)+1)
	maps.Copy(answers, s.answers)
	answers[q.ID] = a
	return Session{s.flow, answers}
}

// Next returns the first question that is asked and has no answer, or nil when
// the quiz is done.
func (s Session) Next() *Question {
	for _, q := range s.flow.Asked(s.answers) {
		if s.answers[q.ID].IsZero() {
			return q
		}
	}
	return nil
}

// Before returns the question asked before q, or nil for the first one. With a
// nil q it returns the last question asked.
func (s Session) Before(q *Question) *Question {
	var previous *Question
	for _, asked := range s.flow.Asked(s.answers) {
		if asked == q {
			break
		}
		previous = asked
	}
	return previous
}

// Parked returns the questions that have an answer but are no longer asked.
func (s Session) Parked() []*Question {
	visible := s.Visible()
	var parked []*Question
	for _, q := range s.flow.Questions {
		_, given := s.answers[q.ID]
		if _, seen := visible[q.ID]; given && !seen {
			parked = append(parked, q)
		}
	}
	return parked
}
