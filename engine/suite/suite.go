// Package suite tests rule sets.
//
// A [Suite] is a file of [Case] values: what is known about an organisation, and
// what should be advised. [Case.Run] compares the two and says of every difference
// which rules are behind it. [Cover] tells what the cases never tried, [Drafts]
// proposes cases that would try it, and [Mutants] makes the small mistakes that a
// good suite must notice.
//
// # Files
//
//	tests: technology_chiefs        # the rule set
//	cases:
//	  - name: a young software firm with ten engineers
//	    answers: {headcount: 25, technology_role: product, engineers: 10}
//	    expect:
//	      recommendation: cto       # a role, several or none
//	      verdicts: {cto: hire, cio: no}
//	      mode: {cto: full_time, cio: ""}
//	      sequence: [cto]           # all needed roles, in order
//	      combined: []              # all groups that one person fills, in any order
//	      instead: []               # all that is advised in place of a chief, in any order
//	      rows: [cto_with_many_engineers] # arrangement rows that decide something
//	      not_rows: [cto_otherwise]
//	      fired: [eight_engineers]  # rules that count
//	      not_fired: [handful_of_engineers]
//	      undecided: [growing]      # rules that would, if more were known
//	  - name: the systems of a shop
//	    answers: {industry: retail} # common to all rows
//	    table:
//	      columns: [headcount, systems_state, recommendation, cio, cio.mode, fired]
//	      rows:
//	        - [20, sound, none, no, "", []]
//	        - [200, failing, cio, hire, full_time, [hundred_people]]
//
// The columns of a table are questions, roles (their verdicts), modes such as
// cio.mode, and what else can be expected; a cell with ~ says nothing. A case can
// be skipped, with the reason, or be the only one to run.
package suite

import (
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A Suite is the test cases of one file.
type Suite struct {
	File  *source.File
	Cases []*Case // the rows of tables are cases of their own
}

// A Case is answers and what is expected of the advice on them.
type Case struct {
	// Name is unique in its file. Rows of a table are named after the table and
	// their answers.
	Name    string
	Answers flow.Answers
	// Only marks a case that runs alone: while there is one, others should not run.
	Only bool
	// Skip is the reason not to run the case; empty to run it.
	Skip string
	File string
	At   source.Pos

	expected []expectation
}

// Place returns where the case stands: file:line:col.
func (c *Case) Place() string { return c.File + ":" + c.At.String() }

// An expectation is one thing that the advice must say.
type expectation struct {
	key  string // of the mapping expect
	of   string // the role, the rule or the row; empty for the advice as a whole
	want string
	at   source.Pos
}

// Keys of the mapping expect.
const (
	keyRecommendation = "recommendation"
	keyVerdicts       = "verdicts"
	keyMode           = "mode"
	keySequence       = "sequence"
	keyCombined       = "combined"
	keyInstead        = "instead"
	keyRows           = "rows"
	keyNotRows        = "not_rows"
	keyFired          = "fired"
	keyNotFired       = "not_fired"
	keyUndecided      = "undecided"
)

// aboutRules reports whether an expectation is about the condition of a rule, not
// about what is advised.
func (x expectation) aboutRules() bool {
	return x.key == keyFired || x.key == keyNotFired || x.key == keyUndecided
}

// What is wanted of rows and rules. A rule that should not fire may be undecided.
const (
	decides   = "decides"
	silent    = "does not decide"
	fires     = "fires"
	fails     = "does not fire"
	undecided = "is undecided"
)
