package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"chiefly/engine"
	"chiefly/engine/rule"
	"chiefly/engine/source"
)

func writeStats(out *bytes.Buffer, e *engine.Engine, counted *stats) {
	sets, _ := new(big.Int).SetString(counted.AnswerSets, 10)
	population := "all answers to a question alike, nothing unknown"
	if counted.Population != nil {
		population = source.Printable(counted.Population.Title)
	}
	fmt.Fprintf(out, "%s sets of answers\nPopulation: %s\n", grouped(sets), population)
	if off := counted.off(); off > 0 {
		fmt.Fprintf(out, "Too large to count: estimated from %d draws, within %.2f points with 99 %%\nconfidence.\n", draws, 100*off)
	}
	roles := roleIDs(e)
	writeRecommendations(out, counted, roles)
	writeVerdicts(out, counted, roles)
	writeQuestions(out, counted.Questions, roles)
	writeRules(out, counted.Rules)
}

// off is by how much an estimate may be wrong at most.
func (s *stats) off() (most float64) {
	for _, of := range s.Recommendations {
		if of.Interval != nil {
			most = max(most, of.Interval[1]-of.Share, of.Share-of.Interval[0], of.WeightedInterval[1]-of.Weighted, of.Weighted-of.WeightedInterval[0])
		}
	}
	return most
}

// writeTable writes a table: a heading and rows, each with a name first.
func writeTable(out *bytes.Buffer, heading []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	rows = append([][]string{heading}, rows...)
	widths := make([]int, len(heading))
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], len(text))
		}
	}
	out.WriteByte('\n')
	for i, row := range rows {
		indent := min(i, 1) * 2
		fmt.Fprintf(out, "%*s%-*s", indent, "", 2+widths[0]-indent, row[0])
		for column, text := range row[1:] {
			fmt.Fprintf(out, "  %*s", widths[1+column], text)
		}
		out.WriteByte('\n')
	}
}

func writeRecommendations(out *bytes.Buffer, counted *stats, roles []string) {
	var rows, together [][]string
	for _, id := range append([]string{"none", "several"}, roles...) {
		rows = append(rows, append([]string{id}, counted.Recommendations[id].both()...))
	}
	for _, h := range counted.Hired {
		if len(h.Roles) > 1 {
			together = append(together, append([]string{strings.Join(h.Roles, ", ")}, h.both()...))
		}
	}
	writeTable(out, []string{"Recommendation", "all sets", "population"}, rows)
	writeTable(out, []string{"Hired together", "all sets", "population"}, together)
}

// writeVerdicts writes for each role the verdicts in all sets, and in the population.
func writeVerdicts(out *bytes.Buffer, counted *stats, roles []string) {
	heading := []string{"Verdict", ""}
	var rows [][]string
	for _, id := range roles {
		all, population := []string{id, "all sets"}, []string{"", "population"}
		for v := range rule.Hire + 1 {
			both := counted.Verdicts[id][v.String()].both()
			all, population = append(all, both[0]), append(population, both[1])
		}
		rows = append(rows, all, population)
	}
	for v := range rule.Hire + 1 {
		heading = append(heading, v.String())
	}
	writeTable(out, heading, rows)
}

// mostRoles is for how many roles what an answer tells is written one by one.
const mostRoles = 3

func writeQuestions(out *bytes.Buffer, questions []questionStats, roles []string) {
	heading := []string{"Answer tells, in bits", "in all"}
	if len(roles) > mostRoles {
		roles = nil
	}
	var rows [][]string
	for _, q := range questions {
		name := q.Question
		if q.Option != "" {
			name += ": " + q.Option
		}
		row := []string{name, fmt.Sprintf("%.4f", q.Bits)}
		for _, id := range roles {
			row = append(row, fmt.Sprintf("%.4f", q.ByRole[id]))
		}
		rows = append(rows, row)
	}
	writeTable(out, append(heading, roles...), rows)
}

// writeRules writes the rules that decide most often in the population first, each with the
// role on which it does.
func writeRules(out *bytes.Buffer, rules []ruleStats) {
	rules = slices.Clone(rules)
	slices.SortStableFunc(rules, func(a, b ruleStats) int {
		_, most := a.decidesMost()
		_, other := b.decidesMost()
		return cmp.Compare(other.Weighted, most.Weighted)
	})
	var rows [][]string
	for _, r := range rules {
		role, decides := r.decidesMost()
		row := []string{r.Rule, r.Fires.both()[1], "", role}
		if role != "" {
			row[2] = decides.both()[1]
		}
		rows = append(rows, row)
	}
	writeTable(out, []string{"Rule, of the population", "fires", "decides", "on"}, rows)
}

// decidesMost returns the role on which a rule decides most often in the population, and
// how often that is.
func (r *ruleStats) decidesMost() (role string, most share) {
	for _, id := range slices.Sorted(maps.Keys(r.Decides)) {
		if of := r.Decides[id]; role == "" || of.Weighted > most.Weighted {
			role, most = id, of
		}
	}
	return role, most
}

// both are the share of all sets and that of the population.
func (s share) both() []string {
	none := s.Count == "0" || s.Count == "" && s.Share == 0
	return []string{percent(none, s.Share), percent(s.Weighted == 0, s.Weighted)}
}

// percent shows a share of nobody as 0, and never a small one.
func percent(none bool, share float64) string {
	switch {
	case none:
		return "0 %"
	case share < 0.00005:
		return "<0.005 %"
	}
	return fmt.Sprintf("%.2f %%", 100*share)
}

// grouped writes a number with commas between groups of three digits.
func grouped(n *big.Int) string {
	digits := n.String()
	var groups []string
	for ; len(digits) > 3; digits = digits[:len(digits)-3] {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
	}
	return strings.Join(append([]string{digits}, groups...), ",")
}
