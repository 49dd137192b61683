package record

import (
	"cmp"
	"slices"

	"chiefly/engine/rule"
)

// A Writer puts results of one rule set into rows. It is safe for concurrent use.
type Writer struct {
	set     *rule.Set
	format  Format
	explain bool
	roles   []role
	quoted  []string // the ids of the rules, as JSON
}

// A role is the parts of a row about it, ready to be put together.
type role struct {
	// verdicts is what comes before the score, by verdict and mode.
	verdicts [rule.Hire + 1][rule.Fractional + 1]string
	quoted   string   // the id as JSON
	rank     []int32  // by rule: its place among the reasons, the weightiest first
	reasons  []string // by rank; of a rule that does not touch the role, empty
}

// NewWriter returns a writer of rows in a format. With explain a row says which
// rules fired and why, and which are undecided.
//
// A JSON row is an object with the keys organisation, recommendation, roles,
// sequence, combined and undecided, in this order. roles is an object by role id,
// each with verdict, mode (of a needed role) and score; explained also with
// mode_because and reasons, and the row with undecided_rules.
//
// A CSV row has the columns that [Writer.Columns] returns. Lists in a cell are
// separated by |, and the roles that one person fills by +. A text that a
// spreadsheet might take for a formula begins with an apostrophe.
func NewWriter(s *rule.Set, f Format, explain bool) *Writer {
	w := &Writer{set: s, format: f, explain: explain}
	for i := range s.Roles {
		w.roles = append(w.roles, w.role(i))
	}
	for _, r := range s.Rules {
		w.quoted = append(w.quoted, quoted(r.ID))
	}
	return w
}

func (w *Writer) role(i int) role {
	r := role{quoted: quoted(w.set.Roles[i].ID), rank: make([]int32, len(w.set.Rules))}
	for v := range r.verdicts {
		for m := range r.verdicts[v] {
			if w.format == JSON {
				r.verdicts[v][m] = jsonVerdict(r.quoted, rule.Verdict(v), rule.Mode(m))
			} else {
				r.verdicts[v][m] = "," + rule.Verdict(v).String() + "," + rule.Mode(m).String() + ","
			}
		}
	}
	if !w.explain {
		return r
	}
	for rank, index := range byWeight(w.set.Rules, i) {
		r.rank[index] = int32(rank)
		text := ""
		if rule := w.set.Rules[index]; rule.Touches[i] {
			text = w.reason(rule, i)
		}
		r.reasons = append(r.reasons, text)
	}
	return r
}

// byWeight returns the indexes of the rules in the order in which they are given
// as reasons about a role: those that decide by themselves, then by points for or
// against; of equal weight in the order of the file.
func byWeight(rules []*rule.Rule, role int) []int {
	weight := func(r *rule.Rule) int {
		if r.Effect != rule.Points {
			return 1 << 30
		}
		return max(r.Points[role], -r.Points[role])
	}
	order := make([]int, len(rules))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(weight(rules[b]), weight(rules[a]))
	})
	return order
}

// effects are the names of the effects that decide by themselves.
var effects = map[rule.Effect]string{rule.Require: "require", rule.RuleOut: "rule_out"}

// reason returns why a rule counts for a role, as a row gives it.
func (w *Writer) reason(r *rule.Rule, role int) string {
	points, effect := 0, effects[r.Effect]
	if r.Effect == rule.Points {
		points = r.Points[role]
	}
	if w.format == JSON {
		return jsonReason(r, points, effect)
	}
	return csvReason(r, points, effect)
}

// appendReasons appends the reasons about a role, the weightiest first.
func (w *Writer) appendReasons(dst []byte, role *role, fired []int32, separator string) []byte {
	var few [64]int32
	ranks := few[:0]
	for _, index := range fired {
		if rank := role.rank[index]; role.reasons[rank] != "" {
			ranks = append(ranks, rank)
		}
	}
	slices.Sort(ranks)
	for i, rank := range ranks {
		if i > 0 {
			dst = append(dst, separator...)
		}
		dst = append(dst, role.reasons[rank]...)
	}
	return dst
}

// Append appends one row with its line break to dst. It allocates nothing when dst
// has room, unless more than 64 rules bear on a role that is explained.
func (w *Writer) Append(dst []byte, row *Row, r *rule.Result) []byte {
	if w.format == CSV {
		return w.appendCSV(dst, row, r)
	}
	return w.appendJSON(dst, row, r)
}
