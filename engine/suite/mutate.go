package suite

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

// A Mutant is the rule set with one small mistake in it.
type Mutant struct {
	Kind string
	What string // such as "growing: cio 15 becomes -15"
	At   string // file:line:col

	base   *base
	change func() (undo func())
}

// Kinds of mutants.
const (
	DeletedRule    = "rule deleted"
	DeletedRow     = "arrangement row deleted"
	FlippedPoints  = "points with the other sign"
	MovedThreshold = "threshold moved by one step"
	MovedNumber    = "comparison off by one"
)

// Kinds lists the kinds of mutants, in the order in which Mutants makes them.
var Kinds = []string{DeletedRule, DeletedRow, FlippedPoints, MovedThreshold, MovedNumber}

// A base is what mutants are made from.
type base struct {
	root *source.Node
	flow *flow.Flow
}

// Mutants makes mistakes of each of the Kinds wherever the rule set has room for
// one. A threshold moves by the largest step that divides all points, since one
// that is smaller changes nothing. Numbers are those of conditions, named ones
// included.
func Mutants(e *engine.Engine) []*Mutant {
	root := without(e.RulesTree(), "briefs") // which decide nothing, and name rules that could not be deleted else
	m := mutator{base: &base{root, e.Flow()}}
	m.deletions(DeletedRule, root.Get("rules"))
	m.deletions(DeletedRow, root.Get("arrangements"))
	for _, r := range root.Get("rules").List() {
		m.points(r)
	}
	step := stepOf(e.Rules())
	m.thresholds("", root.Get("thresholds"), step)
	for _, role := range root.Get("roles").List() {
		m.thresholds(id(role)+": ", role.Get("thresholds"), step)
	}
	m.conditions(root)
	return m.made
}

// without returns a mapping without a key.
func without(mapping *source.Node, key string) *source.Node {
	less := *mapping
	less.Keys, less.Items = nil, nil
	for i, k := range mapping.Keys {
		if k.Value != key {
			less.Keys, less.Items = append(less.Keys, k), append(less.Items, mapping.Items[i])
		}
	}
	return &less
}

// stepOf returns the largest number that divides all points.
func stepOf(set *rule.Set) int {
	step := 0
	for _, r := range set.Rules {
		for _, p := range r.Points {
			for p != 0 {
				step, p = p, step%p
			}
		}
	}
	return max(step, -step, 1)
}

// Result is what test cases make of a mutant.
type Result struct {
	// Refused says that the mutant is no valid rule set, so that nobody can make
	// this mistake unnoticed.
	Refused bool
	// Advice is a case that the mutant fails by what it advises, and Rules one that
	// it fails only by which rules fire; nil where there is none.
	Advice, Rules *Case
}

// Try runs test cases on the mutant until one notices it. An expectation about a
// rule that the mutant does not have is left aside: it would notice any deletion.
// Mutants of one rule set must not be tried at the same time.
func (m *Mutant) Try(cases []*Case) Result {
	undo := m.change()
	set, problems := rule.Load(m.base.root, m.base.flow)
	undo()
	if len(problems) > 0 {
		return Result{Refused: true}
	}
	var result Result
	for _, c := range cases {
		o := observe(set, m.base.flow, c.Answers)
		if !c.passes(o, func(x expectation) bool { return !x.aboutRules() }) {
			result.Advice = c
			return result
		}
		if result.Rules == nil && !c.passes(o, o.has) {
			result.Rules = c
		}
	}
	return result
}

// Unnoticed reports whether the mutant is valid and passes all cases.
func (r Result) Unnoticed() bool { return !r.Refused && r.Advice == nil && r.Rules == nil }

// has reports whether the rule that an expectation is about is there. A row that is
// not there is one that does not decide, as the advice shows.
func (o *observation) has(x expectation) bool {
	_, there := o.truths[x.of]
	return there || !x.aboutRules()
}

type mutator struct {
	base *base
	made []*Mutant
}

func (m *mutator) add(kind string, n *source.Node, what string, change func() (undo func())) {
	m.made = append(m.made, &Mutant{kind, what, n.File.Place(n.Pos), m.base, change})
}

func (m *mutator) deletions(kind string, n *source.Node) {
	for i, item := range n.List() {
		m.add(kind, item, id(item), func() func() {
			all := n.Items
			n.Items = append(append([]*source.Node{}, all[:i]...), all[i+1:]...)
			return func() { n.Items = all }
		})
	}
}

func (m *mutator) points(r *source.Node) {
	n := r.Get("points")
	if n == nil {
		return
	}
	for i, v := range n.Items {
		points, _ := strconv.Atoi(v.Value)
		m.replace(FlippedPoints, v, id(r)+": "+n.Keys[i].Value+" ", strconv.Itoa(-points))
	}
}

func (m *mutator) thresholds(of string, n *source.Node, step int) {
	if n == nil {
		return
	}
	for i, v := range n.Items {
		threshold, _ := strconv.Atoi(v.Value)
		for _, moved := range []int{threshold - step, threshold + step} {
			m.replace(MovedThreshold, v, of+n.Keys[i].Value+" ", strconv.Itoa(moved))
		}
	}
}

// replace makes a mutant in which a scalar has another value.
func (m *mutator) replace(kind string, n *source.Node, of, value string) {
	was := n.Value
	m.add(kind, n, fmt.Sprintf("%s%s becomes %s", of, was, value), func() func() {
		n.Value = value
		return func() { n.Value = was }
	})
}

// conditions moves the numbers of all conditions that decide on the advice.
func (m *mutator) conditions(root *source.Node) {
	if named := root.Get("conditions"); named != nil {
		for i, text := range named.Items {
			m.numbers(named.Keys[i].Value, text)
		}
	}
	for _, key := range []string{"rules", "arrangements"} {
		for _, entry := range root.Get(key).List() {
			if when := entry.Get("when"); when != nil {
				m.numbers(id(entry), when)
			}
		}
	}
}

var (
	number = regexp.MustCompile(`\b\d+\b`)
	quoted = regexp.MustCompile(`"[^"]*"|'[^']*'`)
)

func (m *mutator) numbers(of string, n *source.Node) {
	was := n.Value
	unquoted := quoted.ReplaceAllStringFunc(was, func(q string) string { return strings.Repeat(" ", len(q)) })
	for _, span := range number.FindAllStringIndex(unquoted, -1) {
		v, err := strconv.ParseInt(was[span[0]:span[1]], 10, 64)
		if err != nil {
			continue
		}
		for _, moved := range []int64{v - 1, v + 1} {
			text := was[:span[0]] + strconv.FormatInt(moved, 10) + was[span[1]:]
			m.add(MovedNumber, n, fmt.Sprintf("%s: %d becomes %d", of, v, moved), func() func() {
				n.Value = text
				return func() { n.Value = was }
			})
		}
	}
}

// id returns the id of an entry, or "".
func id(n *source.Node) string {
	if v := n.Get("id"); v != nil {
		return v.Value
	}
	return ""
}
