package engine

import (
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/wording"
)

// An Explanation is what every rule that bears on a role made of the answers.
type Explanation struct {
	ID string `json:"id"` // of the role
	// Language is as in an Advice.
	Language wording.Language `json:"language,omitempty"`
	Role     *Role            `json:"role"`
	Rules    []Traced         `json:"rules"` // in the order of the file
	// Outlook is how far the verdict rests on each answer, if the caller sets it; see
	// Engine.OutlookInFull.
	Outlook *RoleOutlook `json:"outlook,omitempty"`
}

// A Traced is what one rule made of the answers.
type Traced struct {
	Rule    string `json:"rule"`
	Points  int    `json:"points"`
	Effect  string `json:"effect,omitempty"`
	Truth   string `json:"truth"` // true, false or undecided
	When    string `json:"when"`
	Because string `json:"because"`
	At      string `json:"at"`
	// Parts is the parts of the condition that make it what it is.
	Parts []TracedPart `json:"parts"`
}

// A TracedPart is a part of a condition and the answer it met.
type TracedPart struct {
	Text     string `json:"text"`
	Question string `json:"question"`
	Answer   string `json:"answer"` // as in an answers file; "unknown" when there is none
	Truth    string `json:"truth"`
}

// Explain tells what every rule that bears on a role made of the answers: those
// that counted, those that did not and the part that failed, and those that are
// undecided. It returns nil when there is no role with that id.
func (e *Engine) Explain(answers flow.Answers, role string) *Explanation {
	index := e.set.RoleIndex(role)
	if index < 0 {
		return nil
	}
	visible := e.flow.Visible(answers)
	explanation := &Explanation{ID: role, Language: e.Language(), Role: e.Advise(answers).Roles[index], Rules: []Traced{}}
	for _, r := range e.set.Rules {
		if r.Touches[index] {
			explanation.Rules = append(explanation.Rules, e.trace(r, index, visible))
		}
	}
	return explanation
}

func (e *Engine) trace(r *rule.Rule, role int, visible flow.Answers) Traced {
	traced := Traced{Rule: r.ID, Points: points(r, role), Effect: effect(r), Truth: r.When.Eval(visible).String(), When: r.When.Text,
		Because: r.Because, At: e.place(r), Parts: []TracedPart{}}
	for _, p := range r.When.Decisive(visible) {
		traced.Parts = append(traced.Parts, TracedPart{Text: p.Text, Question: p.Question,
			Answer: e.flow.Question(p.Question).Format(visible[p.Question]), Truth: p.Truth.String()})
	}
	return traced
}

// place returns where a rule stands: file:line:col.
func (e *Engine) place(r *rule.Rule) string { return r.File.Place(r.At) }
