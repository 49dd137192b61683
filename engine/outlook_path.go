package engine

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/source"
	"chiefly/engine/space"
	"chiefly/engine/wording"
)

// A Path is the advice as a function of one number, the other answers being held: how it
// goes on as an organisation grows.
type Path struct {
	ID string `json:"question"`
	// Language is as in an Advice.
	Language wording.Language `json:"language,omitempty"`
	Ask      string           `json:"ask"`
	// Now is the answer to the question, as in JSON; "unknown" where there is none.
	Now     any    `json:"now"`
	NowText string `json:"now_text"` // in words
	// NowRange is the least and the greatest number that the answer may be; empty where
	// nothing is known.
	NowRange []int64 `json:"now_range,omitempty"`
	// Segments are the parts of the range of the question in which the advice is the
	// same, from the least number to the greatest.
	Segments []Segment `json:"segments"`
	// Proof is proven: within a segment no condition changes its value, and the plain
	// evaluation gave what it says.
	Proof string `json:"proof"`
}

// A Segment is a range of numbers and the advice for all of them.
type Segment struct {
	From int64 `json:"from"`
	To   int64 `json:"to"` // included
	// Text is the range in words, such as "from 220 people on".
	Text string `json:"text"`
	// Now says that the answer is in it, or some of what is possible.
	Now            bool         `json:"now,omitempty"`
	Recommendation string       `json:"recommendation"`
	Headline       string       `json:"headline"`
	Roles          SegmentRoles `json:"roles"`
	// Combined is as in an Advice.
	Combined [][]string `json:"combined,omitempty"`
	// Missing is the required questions that would be asked and have no known answer.
	Missing []string `json:"missing,omitempty"`
}

// SegmentRoles is the verdict on each role, in the order of the rule set. In JSON it is
// an object by role id.
type SegmentRoles []SegmentRole

// A SegmentRole is the verdict on a role; see Role.
type SegmentRole struct {
	ID      string `json:"-"`
	Title   string `json:"title"`
	Verdict string `json:"verdict"`
	Mode    string `json:"mode,omitempty"`
	GivenTo string `json:"given_to,omitempty"`
	Held    bool   `json:"held,omitempty"`
}

// MarshalJSON writes an object by role id, in the order of the rule set.
func (r SegmentRoles) MarshalJSON() ([]byte, error) {
	return object(len(r), func(i int) (string, any) { return r[i].ID, r[i] })
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *SegmentRoles) UnmarshalJSON(data []byte) error {
	*r = nil
	return members(data, func(key string, value json.RawMessage) error {
		role := SegmentRole{}
		err := json.Unmarshal(value, &role)
		role.ID = key
		*r = append(*r, role)
		return err
	})
}

// Along returns the advice as a function of the answer to an Integer question, the
// other answers being held, known in part or not. It fails if there is no such question,
// or if it is not asked with the other answers.
func (e *Engine) Along(answers flow.Answers, question string) (*Path, error) {
	q := e.flow.Question(question)
	switch {
	case q == nil:
		hint := source.Suggest(question, e.Numbers())
		if hint != "" {
			hint = "; " + hint
		}
		return nil, fmt.Errorf("there is no question %s%s", source.Quote(question), hint)
	case q.Type != flow.Integer:
		return nil, fmt.Errorf("%s does not ask for a number; these do: %s", question, wording.English.Join(e.Numbers()))
	case !slices.Contains(e.flow.Asked(answers), q):
		return nil, fmt.Errorf("%s is not asked with the other answers", question)
	}
	now := answers[question]
	path := &Path{ID: q.ID, Language: e.Language(), Ask: q.Ask, Now: q.Value(now), NowText: q.Describe(now), Segments: []Segment{}, Proof: ProofProven}
	held := flow.Answers{}
	maps.Copy(held, answers)
	starts := space.Content{Flow: e.flow, Set: e.set}.Starts(q)
	for i, start := range starts {
		end := q.Max
		if i+1 < len(starts) {
			end = starts[i+1] - 1
		}
		held[question] = q.Integers(start, start)
		path.add(e.segment(held, start, end))
	}
	lo, hi := now.Range(q)
	if !now.IsUnknown() {
		path.NowRange = []int64{lo, hi}
	}
	for i := range path.Segments {
		s := &path.Segments[i]
		s.Text = segmentText(e.Language(), q, s.From, s.To)
		s.Now = !now.IsUnknown() && lo <= s.To && s.From <= hi
	}
	return path, nil
}

// Numbers returns the ids of the questions that ask for a number, which Along takes.
func (e *Engine) Numbers() []string {
	var ids []string
	for _, q := range e.flow.Questions {
		if q.Type == flow.Integer {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// segment advises for the first of some numbers, and so for all of them.
func (e *Engine) segment(answers flow.Answers, from, to int64) Segment {
	advice := e.Advise(answers)
	s := Segment{From: from, To: to, Recommendation: advice.Recommendation, Headline: advice.Headline, Combined: advice.Combined}
	for _, r := range advice.Roles {
		s.Roles = append(s.Roles, SegmentRole{ID: r.ID, Title: r.Title, Verdict: r.Verdict, Mode: r.Mode, GivenTo: r.GivenTo, Held: r.Held})
	}
	for _, q := range e.Missing(answers) {
		s.Missing = append(s.Missing, q.ID)
	}
	return s
}

// add puts a segment after the last one, or makes that longer where they say the same.
func (p *Path) add(s Segment) {
	if last := len(p.Segments) - 1; last >= 0 && p.Segments[last].says(s) {
		p.Segments[last].To = s.To
		return
	}
	p.Segments = append(p.Segments, s)
}

func (s Segment) says(other Segment) bool {
	return s.Headline == other.Headline && s.Recommendation == other.Recommendation && slices.Equal(s.Roles, other.Roles) && slices.Equal(s.Missing, other.Missing)
}

// segmentText says a range in words.
func segmentText(l wording.Language, q *flow.Question, from, to int64) string {
	switch {
	case from == q.Min && to == q.Max:
		return l.Speak("whatever the number")
	case to == q.Max && from < to:
		return l.Speak("from %s on", q.Describe(q.Integers(from, from)))
	case from == q.Min && from < to:
		return l.Speak("up to %s", q.Describe(q.Integers(to, to)))
	}
	return q.Describe(q.Integers(from, to))
}
