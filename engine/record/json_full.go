package record

import (
	"strings"

	"chiefly/engine/source"
)

// fullJSON reads any JSON text into an empty row, or says everything that is
// wrong with it. It is slow, and what the fast way is measured against.
func (s *schema) fullJSON(record []byte, row *Row) error {
	root, problems := source.Parse(source.NewFile("", record), source.JSON)
	r := source.Reader{Problems: problems}
	for i := range r.Problems {
		r.Problems[i].Message = strings.Replace(r.Problems[i].Message, "the file", "the record", 1)
	}
	if root != nil {
		s.members(&r, root, row)
	}
	if len(r.Problems) == 0 && !row.known() {
		return &Invalid{[]Problem{nothingKnown}}
	}
	return invalid(r.Problems)
}

// members reads the members of an object. Of a repeated one, which has been
// reported, the first is read.
func (s *schema) members(r *source.Reader, root *source.Node, row *Row) {
	if root.Kind != source.Mapping {
		r.Report(root, `write it as {"id": value, ...}`, "a record must be an object, not %s", root.Kind)
		return
	}
	seen := make(map[string]bool, len(root.Keys))
	for i, key := range root.Keys {
		if !seen[key.Value] {
			seen[key.Value] = true
			s.member(r, key, root.Items[i], row)
		}
	}
}

func (s *schema) member(r *source.Reader, key, value *source.Node, row *Row) {
	switch i := s.index(key.Value); {
	case i >= 0:
		row.Answers[i] = s.questions[i].Read(r, value)
	case key.Value == organisationKey:
		readName(r, value, row)
	case key.Value != flowKey:
		message, hint := s.unknownKey(key.Value, flowKey)
		r.Report(key, hint, "%s", message)
	case value.Value != s.flow.ID || value.Kind >= source.Sequence:
		r.Report(value, "write "+source.Quote(s.flow.ID)+", or leave the key out", "the record belongs to flow %s, not to %s", source.Quote(value.Value), s.flow.ID)
	}
}

func readName(r *source.Reader, value *source.Node, row *Row) {
	if value.Kind == source.Null || value.Kind >= source.Sequence {
		r.Report(value, "write a name, or leave the key out", "the organisation must be a name, not %s", value.Kind)
		return
	}
	if wrong := row.name([]byte(value.Value)); wrong != "" {
		r.Report(value, "", "%s", wrong)
	}
}

// invalid turns problems into an error, or nil when there are none.
func invalid(problems source.List) error {
	if len(problems) == 0 {
		return nil
	}
	e := &Invalid{}
	for _, d := range problems.Sorted() {
		e.Problems = append(e.Problems, Problem{Line: max(0, d.Pos.Line-1), Column: d.Pos.Col, Message: d.Message, Hint: d.Hint})
	}
	return e
}
