package main

import (
	"fmt"
	"strings"

	"chiefly/engine/rule"
)

// handWritten holds the generated Go of each subject, by name. In the source it
// is empty; the file that rebuild adds fills it.
var handWritten = map[string]func() handEvaluator{}

// A handEvaluator is a rule set as Go.
type handEvaluator interface {
	// load takes the exact answers of organisations, by question, as number
	// gives them.
	load(organisations [][]uint64)
	// evaluate fills o for those from one index up to another, one after the other.
	// The slices of o have room for all roles and rules.
	evaluate(from, to int, o *outcome)
}

// writeHand writes a subject as Go: what somebody would write who knows the rules
// and wants speed. Options are numbers, picks a bit set, each named condition is
// decided once, and each rule is an if that adds its points and puts its index
// into a slice that has room for all. (This was the fastest of the ways tried:
// append costs up to a quarter more, and comparing options one by one is no
// faster than the bit set.)
func writeHand(s *subject, number int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "type answers%d struct {\n", number)
	for _, q := range s.engine.Flow().Questions {
		fmt.Fprintf(&b, "\t%s %s\n", goName(q.ID), []string{"int", "uint8", "uint64", "bool"}[q.Type])
	}
	fmt.Fprintf(&b, "}\n\ntype hand%d []answers%d\n\n", number, number)
	fmt.Fprintf(&b, "func init() { handWritten[%q] = func() handEvaluator { return new(hand%d) } }\n\n", s.name, number)
	fmt.Fprintf(&b, "func (h *hand%d) load(organisations [][]uint64) {\n\tfor _, o := range organisations {\n\t\t*h = append(*h, answers%d{\n", number, number)
	for i, q := range s.engine.Flow().Questions {
		value := []string{"int(o[%d])", "uint8(o[%d])", "o[%d]", "o[%d] == 1"}[q.Type]
		fmt.Fprintf(&b, "\t\t\t%s: "+value+",\n", goName(q.ID), i)
	}
	b.WriteString("\t\t})\n\t}\n}\n\n")
	fmt.Fprintf(&b, "func (h hand%d) evaluate(from, to int, o *outcome) {\n\tfor i := from; i < to; i++ {\n\t\th[i].evaluate(o)\n\t}\n}\n\n", number)
	fmt.Fprintf(&b, "func (a *answers%d) evaluate(o *outcome) {\n\tfired, n := o.fired[:cap(o.fired)], 0\n", number)
	s.writeRules(&b)
	b.WriteString("}\n\n")
	return b.String()
}

func (s *subject) writeRules(b *strings.Builder) {
	set := s.set()
	for _, n := range inOrder(s) {
		fmt.Fprintf(b, "\t%s := %s\n", goName(string(n)), infix(s.named[n], goAtom))
	}
	for i := range set.Roles {
		fmt.Fprintf(b, "\tvar score%d int\n\tvar required%d, ruledOut%d bool\n", i, i, i)
	}
	for i, r := range set.Rules {
		fmt.Fprintf(b, "\tif %s {\n", infix(s.rules[i], goAtom))
		for role, touched := range r.Touches {
			switch {
			case !touched:
			case r.Effect == rule.Points:
				fmt.Fprintf(b, "\t\tscore%d += %d\n", role, r.Points[role])
			case r.Effect == rule.Require:
				fmt.Fprintf(b, "\t\trequired%d = true\n", role)
			default:
				fmt.Fprintf(b, "\t\truledOut%d = true\n", role)
			}
		}
		fmt.Fprintf(b, "\t\tfired[n] = %d\n\t\tn++\n\t}\n", i)
	}
	b.WriteString("\to.fired = fired[:n]\n")
	for i, r := range set.Roles {
		fmt.Fprintf(b, "\to.scores[%d] = score%d\n\tswitch {\n\tcase ruledOut%d:\n\t\to.verdicts[%d] = rule.No\n", i, i, i, i)
		fmt.Fprintf(b, "\tcase required%d || score%d >= %d:\n\t\to.verdicts[%d] = rule.Hire\n", i, i, r.Thresholds.Hire, i)
		fmt.Fprintf(b, "\tcase score%d >= %d:\n\t\to.verdicts[%d] = rule.Later\n\tdefault:\n\t\to.verdicts[%d] = rule.No\n\t}\n", i, r.Thresholds.Later, i, i)
	}
}

// inOrder returns the named conditions that rules use, each after those that it
// uses itself.
func inOrder(s *subject) []name {
	var order []name
	seen := map[name]bool{}
	var visit func(f formula)
	visit = func(f formula) {
		switch f := f.(type) {
		case all:
			for _, member := range f {
				visit(member)
			}
		case either:
			for _, member := range f {
				visit(member)
			}
		case not:
			visit(f.of)
		case name:
			if !seen[f] {
				seen[f] = true
				visit(s.named[f])
				order = append(order, f)
			}
		}
	}
	for _, f := range s.rules {
		visit(f)
	}
	return order
}
