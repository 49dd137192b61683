// Package lint looks for mistakes in content that loads: questions that nothing
// asks about, conditions that are always true, points that lead nowhere, reasons
// that say too little or name the wrong role.
//
// [Run] applies all [Checks] to [Content] and returns each [Finding] with its
// place, what is wrong and how to repair it. Every check has a documented example
// of what to avoid and of what to prefer, and is tested by these.
//
// Checks look at the text, one condition or two at a time, and need no proof; what
// they say is so for certain, but they do not see everything. One check turns what
// package space proves over all answers into findings too; see Content.Space.
//
// # Exceptions
//
// An author can silence one check for one entry by a comment at the end of the line
// on which the entry begins, or on the line before:
//
//	# chiefly:ignore unused_option an option for what only our notes describe
//
// What follows the name of the check is the reason. A comment without one, with the
// name of no check, or that silences nothing is itself found.
package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
	"chiefly/engine/space"
	"chiefly/engine/wording"
)

// Content is what is checked: a flow and a rule set that have been loaded without
// problems, and the trees that they were loaded from.
type Content struct {
	Flow     *flow.Flow
	Rules    *rule.Set
	FlowTree *source.Node
	RuleTree *source.Node
	// Space is the answer space of the rule set. Where it is nil, nothing is proven,
	// and the check "proof" is left out.
	Space *space.Space
	// Untranslated are the texts that translations of the content lack.
	Untranslated []wording.Missing
}

// A Severity says how much a finding matters.
type Severity string

// The severities, from the worst to the least. A finding of Advice can be left as it is.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Advice  Severity = "advice"
)

// A Check looks for one kind of mistake.
type Check struct {
	Name     string // as in comments that silence it
	Severity Severity
	Doc      Doc
	run      func(*pass) error // nil for the checks that Run itself makes
	// causes says that what the check finds can be why something is proven that proof
	// would find too.
	causes bool
}

// A Doc explains a check to authors. Avoid and Prefer are pieces of flow and rule
// files; the check finds something in the first and nothing in the second.
type Doc struct {
	Finds  string // in one line: what the check finds
	Avoid  string
	Prefer string
	Why    string
}

// A Finding is one mistake in one place.
type Finding struct {
	Check    string
	Severity Severity
	source.Diagnostic
}

// checks are all checks in the order in which they are listed.
var checks = []*Check{
	unusedQuestion, unusedOption, unusedCondition, unusedSource, unusedRole, unusedSection,
	noEffect, constantCondition, outsideRange, needlessPart, sameCondition, opposedRules, shadowedRow, outOfReach,
	shortText, fullStop, wrongRole, bareTitle, noAddress, untranslated,
	proof, ignore,
}

// Checks returns all checks, in the order in which a list of them is best read.
func Checks() []*Check { return slices.Clone(checks) }

// CheckNames returns the names of all checks, in the order of Checks.
func CheckNames() []string {
	names := make([]string, len(checks))
	for i, c := range checks {
		names[i] = c.Name
	}
	return names
}

// Named returns the check with a name, or nil.
func Named(name string) *Check {
	if i := slices.Index(CheckNames(), name); i >= 0 {
		return checks[i]
	}
	return nil
}

// Run applies all checks and returns what they find and no comment silences, by file
// and place. It fails as [space.Space.Findings] does, but for what cannot be told,
// which is found with the severity Advice.
func Run(c Content) ([]Finding, error) {
	read := newReading(c)
	var found, causes []Finding
	for _, check := range checks {
		if check.run == nil {
			continue
		}
		p := &pass{reading: read, check: check, causes: causes}
		if err := check.run(p); err != nil {
			return nil, fmt.Errorf("check %s: %w", check.Name, err)
		}
		found = append(found, p.found...)
		if check.causes {
			causes = append(causes, p.found...)
		}
	}
	found = silence(found, c)
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	return found, nil
}

// A pass is one check on its way through the content.
type pass struct {
	*reading
	check  *Check
	causes []Finding // what checks before have found that may be the cause of what is proven
	found  []Finding
}

// report adds a finding about a whole node.
func (p *pass) report(n *source.Node, hint, format string, args ...any) {
	p.add(n.Diagnose(fmt.Sprintf(format, args...), hint))
}

// reportIn adds a finding about the characters from index from up to to of a text.
func (p *pass) reportIn(n *source.Node, from, to int, hint, format string, args ...any) {
	p.add(n.DiagnoseAt(from, to, fmt.Sprintf(format, args...), hint))
}

func (p *pass) add(d source.Diagnostic) {
	p.found = append(p.found, Finding{Check: p.check.Name, Severity: p.check.Severity, Diagnostic: d})
}
