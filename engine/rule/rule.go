// Package rule turns answers into verdicts.
//
// A [Set] holds roles, rules, thresholds, arrangements and sources, all read
// from YAML by [Load]. [Set.Encode] and [Set.Evaluate] decide, for what is known
// about an organisation, which rules fire, what each role scores and which
// arrangement rows apply. Nothing here knows what the roles are called.
//
// # Conditions
//
// Conditions are written in the language of expr, of which a small part is
// allowed: comparison of an answer with literals, in and not in, membership and
// len of a choices answer, bare yes/no answers, and, or, not, parentheses, ?:
// with boolean arms, true and false, and names of conditions. expr's parser
// reads them; everything outside that part is refused with its place. expr's
// own machine never runs, because on missing answers it gives wrong results
// without a word; on fully known answers ours gives the same results as expr's,
// which a differential test holds.
//
// # Meaning
//
// An answer is a set of possible values, so a condition has three values. The
// members of a chain of and, or of a chain of or, that mention the same one
// question are read together as one part, wherever they stand in the chain; so
// is any expression that mentions one question only. A part is true if it holds
// for every possible value of that answer, false if it holds for none, and else
// undecided. and, or, not and ?: combine the three as in strong Kleene logic. A
// rule fires when its condition is true.
//
// # Evaluation
//
// Conditions are compiled twice. The tree of a [Condition] explains: it says which
// parts decided and which answers are needed. The compiled form of a [Set] decides
// all conditions at once, without allocating: every condition is written out as a
// choice of clauses, answers fall into cells, and each cell has a row of bits, one
// for each clause that the cell does not contradict. The rows of an organisation's
// cells, and-ed together, leave the clauses that hold. A test holds the two forms,
// and expr's machine, equal.
//
// An [Encoded] and a [Result] belong to one goroutine and are used again for the
// next organisation; the Set is shared.
//
// It is the only importer of expr.
package rule

import (
	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A Set is everything that turns answers into verdicts. It is not changed after
// it has been loaded and is safe for concurrent use.
type Set struct {
	ID      string
	Version string
	Title   string
	Noun    string // what all the roles are, such as "technology chief"
	// Topics are the names of the topics of notes, and of what something else is for, by
	// id; one without a name is known by its id.
	Topics       map[string]string
	FlowID       string // the flow whose questions the conditions mention
	Roles        []*Role
	Conditions   []*Named
	Rules        []*Rule
	Arrangements []*Arrangement
	Properties   []*Property
	Sources      []*Source
	// Facts and Briefs are what hiring briefs say.
	Facts  []*Fact
	Briefs []*Brief

	// derived are the names that arrangements can use besides the questions:
	// needed.<role> and verdict.<role>.
	derived map[string]*flow.Question
	flow    *flow.Flow
	program *program
}

// Thresholds are the scores from which on a role is to be hired, or to be
// planned for later.
type Thresholds struct {
	Hire, Later int
}

// A Role is a position that can be filled.
type Role struct {
	ID         string
	Title      string // in lower case, spelled out: "chief technology officer"
	Thresholds Thresholds
	// Held is the condition under which the organisation has somebody in the
	// role already; nil for never.
	Held    *Condition
	Profile Profile
	At      source.Pos // in File
	File    *source.File
}

// A Profile describes a role to somebody who has to fill it.
type Profile struct {
	Purpose          string
	Responsibilities []string
	IsNot            []string
	ReportsTo        string
	Leads            string
	Measures         []string
	First90Days      []Step
	Experience       []Experience
	Sources          []*Source
}

// A Step is what to reach in a span of days.
type Step struct {
	Days string // such as "1-30"
	Goal string
}

// Experience is what to ask of a candidate where a condition holds.
type Experience struct {
	When *Condition
	Text string
}

// A Named condition can be used by its id in other conditions.
type Named struct {
	ID        string
	Condition *Condition
	At        source.Pos // in File
	File      *source.File
}

// An Effect is what a rule does when it fires.
type Effect uint8

// The effects of rules.
const (
	Points  Effect = iota // adds points for or against roles
	Require               // makes the verdict "hire", unless the role is ruled out
	RuleOut               // makes the verdict "no", whatever else holds
)

// A Rule is a condition, its effect on roles, and why.
type Rule struct {
	ID      string
	When    *Condition
	Effect  Effect
	Points  []int  // by role index; of a Points rule
	Touches []bool // by role index: whether the rule bears on the role
	Because string
	Sources []*Source
	At      source.Pos // in File
	File    *source.File
}

// An Arrangement says how something is arranged where its condition holds. For
// each topic the first row that holds decides.
type Arrangement struct {
	ID      string
	When    *Condition
	Kind    Kind
	Modes   []Mode   // of a SetMode row, by role index; NoMode where it is silent
	Roles   []int    // role indexes of a Combine, Separate or First row
	Instead *Instead // of an Instead row
	Topic   string   // of a Note row
	Because string
	Sources []*Source
	At      source.Pos // in File
	File    *source.File
}

// A Kind tells what an arrangement row decides.
type Kind uint8

// The kinds of arrangement rows.
const (
	SetMode     Kind = iota // whether roles are filled full-time or fractional
	Combine                 // one person fills two roles
	Separate                // two people fill two roles
	First                   // which role is filled first
	InsteadOf               // what to do in place of a chief
	NoteOnTopic             // a remark
)

// Instead is what to do in place of hiring a chief.
type Instead struct {
	ID    string
	Title string // such as "A lead engineer"
	For   string // the topic: for each one the first row that holds decides
}

// A Mode is how much of a person a role needs.
type Mode uint8

// The modes of a role.
const (
	NoMode Mode = iota
	FullTime
	Fractional
)

var modeNames = []string{"", "full_time", "fractional"}

// String returns full_time, fractional, or "" for NoMode.
func (m Mode) String() string { return modeNames[m] }

// A Source is a publication that rules rest on.
type Source struct {
	ID        string
	Title     string
	Publisher string
	Address   string // may be empty
	// Vendor marks a publisher that sells what it recommends.
	Vendor bool
	At     source.Pos // in File
	File   *source.File
}

// RoleIndex returns the index of the role with an id, or -1.
func (s *Set) RoleIndex(id string) int {
	for i, r := range s.Roles {
		if r.ID == id {
			return i
		}
	}
	return -1
}

// A Condition can decide whether a question is asked.
var _ flow.Condition = (*Condition)(nil)
