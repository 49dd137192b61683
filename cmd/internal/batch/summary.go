package batch

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"chiefly/cmd/internal/answers"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// A Summary is what a run came to.
type Summary struct {
	Schema  string `json:"schema"` // chiefly/batch-summary/1
	Rows    int64  `json:"rows"`   // read, and not blank
	Advised int64  `json:"advised"`
	Bad     int64  `json:"bad"`     // could not be used
	Skipped int64  `json:"skipped"` // belong to other shards

	// Recommendations counts rows: by role in the order of the rule set, then
	// several and none.
	Recommendations []Count        `json:"recommendations"`
	Roles           []RoleVerdicts `json:"roles"`
	// Rules are those that fired in most rows, ten at most.
	Rules []Count `json:"rules"`
	// Unknown are the questions without an exact answer that left rules
	// undecided, those that did so in most rows first.
	Unknown []Count `json:"unknown"`

	Seconds       float64 `json:"seconds"`
	RowsPerSecond float64 `json:"rows_per_second"` // of this run, and those it went on with

	// Shown are the first bad rows, where no file takes them.
	Shown []string `json:"-"`
}

// A Count is a number of rows, and its share of those that were advised on.
type Count struct {
	ID    string  `json:"id"`
	Rows  int64   `json:"rows"`
	Share float64 `json:"share"` // 0 to 1
}

// RoleVerdicts counts the verdicts on a role.
type RoleVerdicts struct {
	ID    string `json:"id"`
	Hire  int64  `json:"hire"`
	Keep  int64  `json:"keep"`
	Later int64  `json:"later"`
	No    int64  `json:"no"`
}

// topRules is how many rules a summary names, and mostUnknown how many questions
// its text does.
const (
	topRules    = 10
	mostUnknown = 10
)

// summary sums up what the state has counted.
func (r *run) summary() *Summary {
	t, set := r.state.Tally, r.job.Engine.Rules()
	taken := r.elapsed().Seconds()
	if r.state.Done {
		taken = r.state.Seconds
	}
	s := &Summary{Schema: "chiefly/batch-summary/1", Rows: t.Rows, Advised: t.Advised, Bad: t.Bad, Skipped: t.Skipped,
		Seconds: taken, RowsPerSecond: float64(t.Rows) / max(taken, 1e-9), Shown: r.state.Shown}
	for i, id := range outcomes(set) {
		s.Recommendations = append(s.Recommendations, t.count(id, t.Recommendations[i]))
	}
	for i, role := range set.Roles {
		v := t.Verdicts[i]
		s.Roles = append(s.Roles, RoleVerdicts{role.ID, v[rule.Hire], v[rule.Keep], v[rule.Later], v[rule.No]})
	}
	s.Rules = t.ranked(t.Fired, func(i int) string { return set.Rules[i].ID })
	s.Rules = s.Rules[:min(len(s.Rules), topRules)]
	s.Unknown = t.ranked(t.Unknown, func(i int) string { return r.job.Engine.Flow().Questions[i].ID })
	return s
}

func (t *tally) count(id string, rows int64) Count {
	return Count{id, rows, float64(rows) / float64(max(1, t.Advised))}
}

// ranked returns what was counted at all, the most first.
func (t *tally) ranked(rows []int64, id func(int) string) []Count {
	counts := []Count{}
	for i, n := range rows {
		if n > 0 {
			counts = append(counts, t.count(id(i), n))
		}
	}
	slices.SortStableFunc(counts, func(a, b Count) int { return cmp.Compare(b.Rows, a.Rows) })
	return counts
}

// write writes the summary to a file, in JSON.
func (s *Summary) write(name string) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(s); err != nil {
		return err
	}
	return answers.WriteFile(name, text.Bytes())
}

// Text returns the summary as people read it.
func (s *Summary) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s advised, %s bad", flow.Grouped(s.Rows), plural(s.Rows, "row"), flow.Grouped(s.Advised), flow.Grouped(s.Bad))
	if s.Skipped > 0 {
		fmt.Fprintf(&b, ", %s of other shards", flow.Grouped(s.Skipped))
	}
	b.WriteString("\n")
	if s.Advised > 0 {
		section(&b, "RECOMMENDED", counts(s.Recommendations))
		section(&b, "VERDICTS", s.verdicts())
		section(&b, "RULES THAT FIRED MOST", counts(s.Rules))
		section(&b, "UNKNOWN ANSWERS THAT LEFT RULES UNDECIDED", counts(s.Unknown[:min(len(s.Unknown), mostUnknown)]))
	}
	fmt.Fprintf(&b, "\n%s, %s rows a second\n", duration(s.Seconds), flow.Grouped(int64(s.RowsPerSecond)))
	return b.String()
}

// section writes a table with a heading; nothing when it is empty. The first
// column is aligned left, the others right.
func section(b *strings.Builder, heading string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	b.WriteString("\n" + heading + "\n")
	for _, row := range rows {
		line := fmt.Sprintf("  %-*s", widths[0], row[0])
		for i, cell := range row[1:] {
			line += fmt.Sprintf("  %*s", widths[i+1], cell)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

func counts(of []Count) [][]string {
	var rows [][]string
	for _, c := range of {
		rows = append(rows, []string{c.ID, flow.Grouped(c.Rows), percent(c.Share)})
	}
	return rows
}

func (s *Summary) verdicts() [][]string {
	rows := [][]string{{"", "hire", "", "keep", "", "later", "", "no", ""}}
	for _, r := range s.Roles {
		row := []string{r.ID}
		for _, n := range []int64{r.Hire, r.Keep, r.Later, r.No} {
			row = append(row, flow.Grouped(n), percent(float64(n)/float64(s.Advised)))
		}
		rows = append(rows, row)
	}
	return rows
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

func plural(n int64, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

func duration(seconds float64) string {
	if seconds < 60 {
		return fmt.Sprintf("%.1f s", seconds)
	}
	return time.Duration(seconds * float64(time.Second)).Round(time.Second).String()
}
