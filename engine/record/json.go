package record

import (
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A jsonReader reads objects whose keys are question ids, and optionally
// "organisation" and "flow". Objects written the usual way go straight into
// answers; whatever else there may be in JSON is left to fullJSON, which alone
// decides what is wrong.
type jsonReader struct {
	*schema
	keyTable *table
	members  []member // by index in keyTable: the questions, organisation, flow
	first    int      // the member that the last record began with
	buffer   []byte   // of the name
}

// A member is a key as it stands in JSON, and the member that came after it in
// the last record: records of one file nearly always have the same order.
type member struct {
	start string // as in "id":
	next  int
}

// NewJSONReader returns a reader of JSON objects: the keys are question ids, and
// optionally "organisation", a name, and "flow", which must be the id of the
// flow. The values are those of an answers file: 120, "100-250", "unknown", an
// option id, a list of option ids, true or false. A byte order mark before an
// object is dropped.
func NewJSONReader(f *flow.Flow) Reader {
	s := newSchema(f)
	keys := append(s.keys(), flowKey)
	r := &jsonReader{schema: s, keyTable: newTable(keys)}
	for i, key := range keys {
		r.members = append(r.members, member{start: `"` + key + `":`, next: i + 1})
	}
	r.members[len(keys)-1].next = 0
	return r
}

// Read reads one object.
func (r *jsonReader) Read(record []byte, row *Row) error {
	if len(record) > MaxRecord {
		return ErrTooLong
	}
	row.reset(len(r.questions))
	if r.object(record, row) && row.known() {
		return nil
	}
	row.reset(len(r.questions))
	return r.fullJSON(record, row)
}

// object reads an object of the usual shape into an empty row. It reports false
// for any other text, and for whatever could be wrong.
func (r *jsonReader) object(data []byte, row *Row) bool {
	p := blanks(data, 0)
	if p == len(data) || data[p] != '{' {
		return false
	}
	var named, hasFlow bool
	expected := &r.first
	for {
		m, after := r.key(data, blanks(data, p+1), *expected)
		if m < 0 {
			return false
		}
		*expected = m
		expected = &r.members[m].next
		p = blanks(data, after)
		switch m {
		case r.organisation():
			p, named = r.jsonName(data, p, named, row), true
		case r.organisation() + 1:
			p, hasFlow = r.flowID(data, p, hasFlow), true
		default:
			p = r.questions[m].json(data, p, &row.Answers[m])
		}
		if p < 0 {
			return false
		}
		if p = blanks(data, p); p == len(data) || data[p] != ',' {
			break
		}
	}
	return p < len(data) && data[p] == '}' && blanks(data, p+1) == len(data)
}

// key reads a key with its colon, of which one is expected, and returns its member
// and where it ends. It returns -1 for a key that is not known.
func (r *jsonReader) key(data []byte, p, expected int) (m, end int) {
	start := r.members[expected].start
	if rest := data[p:]; len(rest) >= len(start) && string(rest[:len(start)]) == start {
		return expected, p + len(start)
	}
	if p == len(data) || data[p] != '"' {
		return -1, p
	}
	m, length := r.keyTable.find(data[p+1:])
	end = p + 1 + length
	if end == len(data) || data[end] != '"' {
		return -1, p
	}
	if end = blanks(data, end+1); end == len(data) || data[end] != ':' {
		return -1, p
	}
	return m, end + 1
}

// flowID reads the flow's id, and returns where it ends or -1.
func (r *jsonReader) flowID(data []byte, p int, again bool) int {
	if p == len(data) || data[p] != '"' || again {
		return -1
	}
	end := quote(data, p+1)
	if end < 0 || string(data[p+1:end]) != r.flow.ID || !source.IsID(r.flow.ID) {
		return -1
	}
	return end + 1
}

// json reads an answer and returns where it ends, or -1 for what is not usual,
// among it an answer given before.
func (q *question) json(data []byte, p int, to *flow.Answer) int {
	if p == len(data) || !to.IsZero() {
		return -1
	}
	var end int
	switch data[p] {
	case '"':
		i, length := q.texts.find(data[p+1:])
		end = p + 1 + length
		if i >= 0 && end < len(data) && data[end] == '"' && q.meanings[i].scalar {
			*to = q.meanings[i].answer
			return end + 1
		}
		*to, end = q.jsonRange(data, p+1)
	case '[':
		*to, end = q.jsonList(data, p+1)
	case 't', 'f':
		i, length := q.texts.find(data[p:])
		if i < len(q.Options)+firstBool {
			return -1
		}
		*to, end = q.meanings[i].answer, p+length
	default:
		if q.Type != flow.Integer {
			return -1
		}
		var v int64
		if v, end = integer(data, p); end > p {
			*to = q.within(v, v)
		}
	}
	if to.IsZero() {
		return -1
	}
	return end
}

// jsonRange reads integers in quotes, such as "100-250", from behind the opening
// one.
func (q *question) jsonRange(data []byte, p int) (flow.Answer, int) {
	end := quote(data, p)
	if q.Type != flow.Integer || end < 0 {
		return flow.Answer{}, -1
	}
	return q.integers(data[p:end]), end + 1
}

// jsonList reads what follows the opening bracket of a list of options.
func (q *question) jsonList(data []byte, p int) (flow.Answer, int) {
	var set uint64
	p = blanks(data, p)
	if p < len(data) && data[p] == ']' {
		return q.chosen(0), p + 1
	}
	for {
		if p == len(data) || data[p] != '"' {
			return flow.Answer{}, -1
		}
		i, length := q.texts.find(data[p+1:])
		end := p + 1 + length
		if i < 0 || i >= len(q.Options) || end == len(data) || data[end] != '"' || set&(1<<i) != 0 {
			return flow.Answer{}, -1
		}
		set |= 1 << i
		p = blanks(data, end+1)
		if p == len(data) || data[p] != ',' {
			break
		}
		p = blanks(data, p+1)
	}
	if p == len(data) || data[p] != ']' {
		return flow.Answer{}, -1
	}
	return q.chosen(set), p + 1
}

// jsonName reads the name of the organisation, and returns where it ends or -1.
func (r *jsonReader) jsonName(data []byte, p int, again bool, row *Row) int {
	if p == len(data) || data[p] != '"' || again {
		return -1
	}
	if end := quote(data, p+1); end > 0 && row.tidyName(data[p+1:end]) {
		return end + 1
	}
	r.buffer, p = unescape(r.buffer[:0], data, p+1)
	if p < 0 || row.name(r.buffer) != "" {
		return -1
	}
	return p
}
