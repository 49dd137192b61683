package space

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// What is found equals what enumeration finds. Whether questions and options are moot
// is checked in one direction: that what is found is so.
func TestFindingsEqualEnumeration(t *testing.T) {
	seen := map[Kind]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		found, err := m.Findings()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			seen[f.Kind]++
			switch f.Kind {
			case QuestionIsMoot, OptionIsMoot:
				m.checkMoot(t, f)
			default:
				got = append(got, describe(f))
				m.checkExample(t, f)
			}
		}
		want := slices.Concat(m.ruleFindings(), m.roleFindings(), m.rowFindings())
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("found\n%q\nnot\n%q", got, want)
		}
	})
	for _, k := range []Kind{NeverFires, AlwaysFires, SameCondition, Covered, NeverDecides, NoVerdict, NeverNeeded, RowNeverHolds, RowNeverDecides, QuestionIsMoot, OptionIsMoot} {
		if seen[k] < 3 {
			t.Errorf("only %d findings of kind %s in all models", seen[k], k)
		}
	}
}

func describe(f Finding) string {
	text := string(f.Kind)
	for _, r := range f.Rules {
		text += " " + r.ID
	}
	if f.Row != nil {
		text += " " + f.Row.ID
	}
	if f.Role != nil {
		text += " " + f.Role.ID
	}
	if f.Kind == NoVerdict {
		text += " " + f.Verdict.String()
	}
	return text
}

// fires returns by answer set whether a rule fires.
func (m *brute) fires(rule int) []bool {
	var fires []bool
	for _, o := range m.all {
		fires = append(fires, slices.Contains(o.result.Fired, int32(rule)))
	}
	return fires
}

func (m *brute) ruleFindings() (want []string) {
	for i, a := range m.set.Rules {
		fires := m.fires(i)
		switch {
		case !slices.Contains(fires, true):
			want = append(want, describe(Finding{Kind: NeverFires, Rules: []*rule.Rule{a}}))
			continue
		case !slices.Contains(fires, false):
			want = append(want, describe(Finding{Kind: AlwaysFires, Rules: []*rule.Rule{a}}))
		}
		if !slices.ContainsFunc(m.all, func(o outcome) bool { return m.verdicts(o, -1) != m.verdicts(o, i) }) {
			want = append(want, describe(Finding{Kind: NeverDecides, Rules: []*rule.Rule{a}}))
		}
		for j, b := range m.set.Rules {
			want = append(want, m.pairFinding(fires, m.fires(j), i, j, a, b)...)
		}
	}
	return want
}

func (m *brute) pairFinding(fires, others []bool, i, j int, a, b *rule.Rule) []string {
	if i == j || !slices.Contains(fires, false) || !slices.Contains(others, true) || !slices.Contains(others, false) {
		return nil
	}
	covered, common := a.Effect != rule.Points && a.Effect == b.Effect, false
	for role, touches := range a.Touches {
		covered = covered && (!touches || b.Touches[role])
		common = common || touches && b.Touches[role] && a.Effect == b.Effect
	}
	for at, fire := range fires {
		covered = covered && (!fire || others[at])
	}
	switch {
	case slices.Equal(fires, others) && i < j && common:
		return []string{describe(Finding{Kind: SameCondition, Rules: []*rule.Rule{a, b}})}
	case covered && !slices.Equal(fires, others):
		return []string{describe(Finding{Kind: Covered, Rules: []*rule.Rule{a, b}})}
	}
	return nil
}

// verdicts works out from the rules that fire what the roles get without one of them.
func (m *brute) verdicts(o outcome, without int) string {
	text := ""
	for i, role := range m.set.Roles {
		score, in, out := 0, false, false
		for _, fired := range o.result.Fired {
			r := m.set.Rules[fired]
			if int(fired) == without || !r.Touches[i] {
				continue
			}
			score += r.Points[i]
			in, out = in || r.Effect == rule.Require, out || r.Effect == rule.RuleOut
		}
		switch {
		case out:
			text += " no"
		case (in || score >= role.Thresholds.Hire) && o.result.Roles[i].Held == flow.True:
			text += " keep"
		case in || score >= role.Thresholds.Hire:
			text += " hire"
		case score >= role.Thresholds.Later:
			text += " later"
		default:
			text += " no"
		}
	}
	return text
}

func (m *brute) roleFindings() (want []string) {
	for i, role := range m.set.Roles {
		var got [4]bool
		for _, o := range m.all {
			got[o.result.Roles[i].Verdict] = true
		}
		if !got[rule.Keep] && !got[rule.Hire] {
			want = append(want, describe(Finding{Kind: NeverNeeded, Role: role}))
			continue
		}
		for v, reached := range got {
			if !reached && (rule.Verdict(v) != rule.Keep || role.Held != nil) {
				want = append(want, describe(Finding{Kind: NoVerdict, Role: role, Verdict: rule.Verdict(v)}))
			}
		}
	}
	return want
}

func (m *brute) rowFindings() (want []string) {
	for i, row := range m.set.Arrangements {
		switch {
		case slices.ContainsFunc(m.all, func(o outcome) bool { return slices.Contains(o.result.Rows, row) }):
		case slices.ContainsFunc(m.all, func(o outcome) bool { return o.rows[i] == flow.True }):
			want = append(want, describe(Finding{Kind: RowNeverDecides, Row: row}))
		default:
			want = append(want, describe(Finding{Kind: RowNeverHolds, Row: row}))
		}
	}
	return want
}

// checkExample holds that the example of a finding is there if there is one at all,
// and that no other has fewer answers.
func (m *brute) checkExample(t *testing.T, f Finding) {
	t.Helper()
	if f.Kind != NeverDecides && f.Kind != SameCondition && f.Kind != Covered {
		return
	}
	fires := m.fires(slices.Index(m.set.Rules, f.Rules[0]))
	fewest := len(m.flow.Questions) + 1
	shown := false
	for i, o := range m.all {
		if fires[i] {
			fewest = min(fewest, len(o.answers))
			shown = shown || fmt.Sprint(o.answers) == fmt.Sprint(f.Example)
		}
	}
	if !shown || len(f.Example) != fewest {
		t.Errorf("%s: the example %v is none with %d answers", describe(f), f.Example, fewest)
	}
}

// checkMoot holds that leaving a moot question out, or the option, changes nothing.
func (m *brute) checkMoot(t *testing.T, f Finding) {
	t.Helper()
	q := f.Question
	outcomes := map[string]outcome{}
	for _, o := range m.all {
		outcomes[fmt.Sprint(o.answers)] = o
	}
	for _, o := range m.all {
		a, given := o.answers[q.ID]
		if !given || f.Kind == OptionIsMoot && !slices.Contains(a.Indexes(), f.Option) {
			continue
		}
		other := maps.Clone(o.answers)
		delete(other, q.ID)
		if f.Kind == OptionIsMoot {
			other[q.ID] = q.Picked(slices.DeleteFunc(a.Indexes(), func(i int) bool { return i == f.Option })...)
		}
		same, ok := outcomes[fmt.Sprint(other)]
		if !ok && q.Required {
			continue
		}
		if !ok || m.verdicts(o, -1) != m.verdicts(same, -1) || !slices.Equal(o.rows, same.rows) {
			t.Errorf("%s %s %d: %v and %v differ", f.Kind, q.ID, f.Option, o.answers, other)
			return
		}
	}
}
