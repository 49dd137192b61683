package record

import "chiefly/engine/flow"

// Ways are the two ways to read JSON.
type Ways struct{ *jsonReader }

// NewWays returns the ways to read records of a flow.
func NewWays(f *flow.Flow) Ways { return Ways{NewJSONReader(f).(*jsonReader)} }

// Fast reads a JSON record the fast way only, and reports whether it could.
func (w Ways) Fast(record []byte, row *Row) bool {
	row.reset(len(w.questions))
	return w.object(record, row) && row.known()
}

// Full reads a JSON record without the fast way.
func (w Ways) Full(record []byte, row *Row) error {
	row.reset(len(w.questions))
	return w.fullJSON(record, row)
}

// Cells takes a CSV record apart.
func Cells(record []byte) (texts []string, wrong string) {
	var c cells
	c.reset(record)
	for c.next() {
		texts = append(texts, string(c.text))
	}
	return texts, c.wrong
}
