// Package record reads organisations from JSON lines and CSV, and writes what a
// rule set makes of them in the same formats.
//
// A [Cutter] cuts a stream into chunks of whole records, which several goroutines
// can work on; [Next] takes the records out of a chunk. A [Reader] turns a record
// into a [Row], and a [Writer] turns a Row and its result into a line. Readers and
// writers keep nothing of a record after they have returned, and allocate nothing
// for records of the common shapes. [Columns] reads records whose columns are
// somebody else's.
//
// A record that cannot be used gives an [Invalid] with everything that is wrong
// with it, which a [Refusal] writes down. It never affects the records beside it.
package record

import (
	"bytes"
	"fmt"
	"strings"

	"chiefly/engine/flow"
)

// A Format is a way to write one record after the other.
type Format uint8

// The formats.
const (
	JSON Format = iota // JSON lines: one object a line
	CSV                // RFC 4180, with a header; a bare line feed ends a line as well
)

// String returns "jsonl" or "csv".
func (f Format) String() string { return [...]string{"jsonl", "csv"}[f] }

// MaxRecord is the longest record that is read, in bytes: 1 MiB.
const MaxRecord = 1 << 20

// MaxName is the longest name of an organisation, in characters.
const MaxName = 200

// organisationKey is the key or column with the name of the organisation.
const organisationKey = "organisation"

// A Row is one organisation. It is used again for each record: the zero Row is
// ready to be read into, and keeps its memory.
type Row struct {
	// Organisation is its name or empty: UTF-8 without control characters, and
	// with single blanks for all white space. It is valid until the Row is read
	// into again.
	Organisation []byte
	// Answers are by the index of their question in the flow; the zero Answer
	// where the record says nothing.
	Answers flow.Row
}

// reset empties the row for a flow of so many questions.
func (r *Row) reset(questions int) {
	r.Organisation = r.Organisation[:0]
	if cap(r.Answers) < questions {
		r.Answers = make(flow.Row, questions)
		return
	}
	r.Answers = r.Answers[:questions]
	clear(r.Answers)
}

// known reports whether at least one answer says something.
func (r *Row) known() bool {
	for i := range r.Answers {
		if !r.Answers[i].IsUnknown() {
			return true
		}
	}
	return false
}

// A Reader reads one record after the other. It is not safe for concurrent use:
// each goroutine needs one of its own.
type Reader interface {
	// Read reads a record, without its line break, into row. The error is an
	// *Invalid; what row holds then is not defined.
	Read(record []byte, row *Row) error
}

// Invalid is a record that cannot be used, with everything that is wrong with
// it, in the order of the places.
type Invalid struct {
	Problems []Problem
}

// A Problem is one thing that is wrong with a record.
type Problem struct {
	// Line counts from 0, the first line of the record: a CSV cell in quotes may
	// span lines.
	Line int
	// Column counts from 1, in characters; 0 stands for the record as a whole.
	Column int
	// Message says what is wrong, in lower case and without a full stop.
	Message string
	// Hint says what would be right. It may be empty.
	Hint string
}

// Error returns all problems on one line.
func (e *Invalid) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = p.String()
	}
	return strings.Join(texts, "; ")
}

// String returns the message with the column and the hint, as in
// `column 12: headcount: "many" is not a whole number or a range (write ...)`.
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d of the record, ", p.Line+1)
	}
	if p.Column > 0 {
		fmt.Fprintf(&b, "column %d: ", p.Column)
	}
	b.WriteString(p.Message)
	if p.Hint != "" {
		b.WriteString(" (" + p.Hint + ")")
	}
	return b.String()
}

// nothingKnown refuses a record without a single known answer, since whatever
// were said about it would rest on nothing.
var nothingKnown = Problem{Message: "nothing is known about the organisation", Hint: "answer one question at least"}

// tooLong refuses a record that is longer than MaxRecord.
var tooLong = Problem{Message: fmt.Sprintf("the record is longer than %d bytes", MaxRecord), Hint: "check for a missing line break or quote"}

// byteOrderMark may begin a file; it says nothing in UTF-8.
var byteOrderMark = []byte("\ufeff")

// Blank reports whether a record holds white space only. Such a record is no
// row; callers skip it.
func Blank(record []byte) bool {
	return len(bytes.TrimSpace(bytes.TrimPrefix(record, byteOrderMark))) == 0
}
