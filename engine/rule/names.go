package rule

import (
	"fmt"
	"slices"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/source"
)

// A scope is the names that a condition can use.
type scope struct {
	questions map[string]*flow.Question
	later     map[string]bool
	named     *namedConditions          // nil where there are none
	derived   map[string]*flow.Question // needed.cto, verdict.cto; nil where there are none
	modes     bool                      // whether mode.cto is one of them
	order     []string                  // of the questions, for suggestions
}

func newScope(questions, later []*flow.Question) *scope {
	s := &scope{questions: make(map[string]*flow.Question, len(questions)), later: make(map[string]bool, len(later))}
	for _, q := range questions {
		s.questions[q.ID] = q
		s.order = append(s.order, q.ID)
	}
	for _, q := range later {
		s.later[q.ID] = true
	}
	return s
}

// has reports whether a name means something.
func (s *scope) has(name string) bool { return slices.Contains(s.candidates(), name) }

// derives reports whether names such as needed.cto, of an owner such as needed, mean
// something.
func (s *scope) derives(owner string) bool { return s.derived != nil && (owner != "mode" || s.modes) }

// candidates returns all names that could have been meant.
func (s *scope) candidates() []string {
	names := slices.Clone(s.order)
	if s.named != nil {
		names = append(names, s.named.order...)
	}
	return names
}

// unknown says why a name means nothing, and what it may have meant.
func (s *scope) unknown(name string) (message, hint string) {
	switch {
	case s.later[name]:
		return fmt.Sprintf("question %s is asked later, or is the one asked here", name),
			"a condition can only use questions asked before; move the question, or use another"
	case name == "mode" && !s.modes:
		return "mode can be used in properties only", "rules and arrangements decide modes and cannot read them"
	case s.derived == nil && (name == "needed" || name == "verdict"):
		return fmt.Sprintf("%s can be used in arrangements only", name), "rules decide verdicts and cannot read them"
	}
	if hint = source.Suggest(name, s.candidates()); strings.HasPrefix(hint, "one of") {
		hint = "" // a list of all questions does not help
	}
	if hint == "" {
		hint = "use the id of a question or of a condition; put an option into quotes"
	}
	return "there is no question or condition " + source.Quote(name), hint
}

// The states of a named condition while it is compiled.
const (
	fresh = iota
	underway
	done
)

// namedConditions compiles named conditions when they are first used, so that
// they may stand in any order and a cycle is found.
type namedConditions struct {
	order    []string
	entries  map[string]*namedEntry
	problems source.List
	path     []string // of names being compiled
}

type namedEntry struct {
	key       *source.Node
	text      source.String
	condition *Condition // nil when it is wrong
	state     int
}

// lookup returns the condition of a name. ok is false when there is none of that
// name; the condition is nil when it has been reported as wrong.
func (n *namedConditions) lookup(name string, names *scope) (c *Condition, ok bool) {
	if n == nil || n.entries[name] == nil {
		return nil, false
	}
	entry := n.entries[name]
	switch entry.state {
	case fresh:
		entry.state = underway
		n.path = append(n.path, name)
		var problems source.List
		entry.condition, problems = compile(entry.text, names)
		n.problems = append(n.problems, problems...)
		n.path = n.path[:len(n.path)-1]
		entry.state = done
	case underway:
		cycle := append(slices.Clone(n.path[slices.Index(n.path, name):]), name)
		n.problems = append(n.problems, entry.key.Diagnose("condition "+source.Quote(name)+" is defined by itself: "+strings.Join(cycle, " -> "),
			"break the circle"))
	}
	return entry.condition, true
}
