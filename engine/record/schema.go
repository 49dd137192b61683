package record

import (
	"slices"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// flowKey is the key of a JSON record that names the flow it belongs to.
const flowKey = "flow"

// A schema is a flow in the form that readers of records need.
type schema struct {
	flow      *flow.Flow
	questions []question // by index in the flow
}

// A question is a flow's question with the texts that answer it, as they are
// written nearly always. Everything else is read by the flow itself.
type question struct {
	*flow.Question
	texts    *table
	meanings []meaning // by index in texts
}

// A meaning is the answer that a text gives, and whether JSON may give it outside
// of a list.
type meaning struct {
	answer flow.Answer
	scalar bool
}

// firstBool is where true and false stand in the texts of a question, counted from
// the last of its options.
const firstBool = 2

func newSchema(f *flow.Flow) *schema {
	s := &schema{flow: f}
	for _, q := range f.Questions {
		s.questions = append(s.questions, newQuestion(q))
	}
	return s
}

// newQuestion asks the flow what each text means. The texts begin with the ids of
// the options, so that a smaller index than their number is the option's own.
// Only texts that stand in JSON and CSV as they are can be found.
func newQuestion(q *flow.Question) question {
	known := question{Question: q}
	var texts []string
	for _, text := range append(q.OptionIDs(), "unknown", "none", "true", "false") {
		a, err := q.Parse(text)
		if err != nil || !source.IsID(text) {
			a, text = flow.Answer{}, "" // it holds its place, and is never found
		}
		var r source.Reader
		q.Read(&r, source.Scalar("", text))
		texts = append(texts, text)
		known.meanings = append(known.meanings, meaning{a, len(r.Problems) == 0})
	}
	known.texts = newTable(texts)
	return known
}

// keys returns what a record may say: the questions, and the organisation.
func (s *schema) keys() []string { return append(s.flow.IDs(), organisationKey) }

// organisation returns the index that stands for the organisation in place of a
// question's.
func (s *schema) organisation() int { return len(s.questions) }

// unknownKey says what is wrong with a key or a column that is no question.
func (s *schema) unknownKey(key string, others ...string) (message, hint string) {
	if near := source.Nearest(key, append(s.keys(), others...)); near != "" {
		hint = "did you mean " + source.Quote(near) + "?"
	}
	return "there is no question " + source.Quote(key), hint
}

// index returns the index of a question, or -1.
func (s *schema) index(id string) int {
	return slices.IndexFunc(s.questions, func(q question) bool { return q.ID == id })
}
