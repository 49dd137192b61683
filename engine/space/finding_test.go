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
		want := slices.Concat(m.ruleFindings(), m.roleFindings(), m.rowFindings(), m.gapFindings())
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("found\n%q\nnot\n%q", got, want)
		}
	})
	for _, k := range []Kind{NeverFires, AlwaysFires, SameCondition, Covered, NeverDecides, NoArrangement, NothingInstead, NoVerdict, NeverNeeded, RowNeverHolds, RowNeverDecides, QuestionIsMoot, OptionIsMoot} {
		if seen[k] < enough(3) {
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
	needless := map[string]bool{}
	for i, a := range m.set.Rules {
		want = append(want, m.overlaps(i, a, needless)...)
		for j, b := range m.set.Rules {
			if a.Effect == rule.Require && b.Effect == rule.RuleOut && m.fewestBoth(i, j) >= 0 {
				role := slices.IndexFunc(a.Touches, func(touches bool) bool { return touches })
				for !b.Touches[role] || !a.Touches[role] {
					role++
				}
				want = append(want, describe(Finding{Kind: Contradiction, Rules: []*rule.Rule{a, b}, Role: m.set.Roles[role]}))
			}
		}
	}
	for i, a := range m.set.Rules {
		fires := m.fires(i)
		switch {
		case !slices.Contains(fires, true):
			want = append(want, describe(Finding{Kind: NeverFires, Rules: []*rule.Rule{a}}))
			continue
		case !slices.Contains(fires, false):
			want = append(want, describe(Finding{Kind: AlwaysFires, Rules: []*rule.Rule{a}}))
		}
		if !needless[a.ID] && !slices.ContainsFunc(m.all, func(o outcome) bool { return m.verdicts(o, -1) != m.verdicts(o, i) }) {
			want = append(want, describe(Finding{Kind: NeverDecides, Rules: []*rule.Rule{a}}))
		}
	}
	return want
}

// overlaps finds what other rules make of a rule.
func (m *brute) overlaps(i int, a *rule.Rule, needless map[string]bool) (want []string) {
	alone, fires := false, m.fires(i)
	var others []int
	for j, b := range m.set.Rules {
		also := m.fires(j)
		if i == j || a.Effect != b.Effect || !varies(fires) || !varies(also) {
			continue
		}
		all, common := touching(a, b)
		switch {
		case slices.Equal(fires, also):
			alone = alone || all
			needless[a.ID] = needless[a.ID] || all && a.Effect != rule.Points
			if i < j && common {
				want = append(want, describe(Finding{Kind: SameCondition, Rules: []*rule.Rule{a, b}}))
			}
		case a.Effect != rule.Points && all && within(fires, also):
			alone, needless[a.ID] = true, true
			want = append(want, describe(Finding{Kind: Covered, Rules: []*rule.Rule{a, b}}))
		}
		if common && a.Effect != rule.Points {
			others = append(others, j)
		}
	}
	if !alone && m.together(i, a, others) {
		needless[a.ID] = true
		for at := len(others) - 1; at >= 0; at-- {
			if fewer := slices.Delete(slices.Clone(others), at, at+1); m.together(i, a, fewer) {
				others = fewer
			}
		}
		rules := []*rule.Rule{a}
		for _, j := range others {
			rules = append(rules, m.set.Rules[j])
		}
		want = append(want, describe(Finding{Kind: CoveredTogether, Rules: rules}))
	}
	return want
}

func varies(fires []bool) bool { return slices.Contains(fires, true) && slices.Contains(fires, false) }

// touching reports whether the second rule bears on all roles of the first, and on any.
func touching(a, b *rule.Rule) (all, any bool) {
	all = true
	for role, touches := range a.Touches {
		all = all && (!touches || b.Touches[role])
		any = any || touches && b.Touches[role]
	}
	return all, any
}

func within(fires, others []bool) bool {
	for at, fire := range fires {
		if fire && !others[at] {
			return false
		}
	}
	return true
}

// together reports whether for all answers for which a rule fires, one of others fires for
// each of its roles.
func (m *brute) together(i int, a *rule.Rule, others []int) bool {
	if len(others) == 0 {
		return false
	}
	for role, touches := range a.Touches {
		any := make([]bool, len(m.all))
		for _, j := range others {
			for at, fire := range m.fires(j) {
				any[at] = any[at] || fire && m.set.Rules[j].Touches[role]
			}
		}
		if touches && !within(m.fires(i), any) {
			return false
		}
	}
	return true
}

func (m *brute) gapFindings() (want []string) {
	gap := func(f Finding, is func(o outcome) bool) {
		if slices.ContainsFunc(m.all, is) {
			want = append(want, describe(f))
		}
	}
	var last *rule.Arrangement
	for _, row := range m.set.Arrangements {
		if row.Kind == rule.InsteadOf {
			last = row
		}
	}
	for i, role := range m.set.Roles {
		sets := func(row *rule.Arrangement) bool { return row.Modes != nil && row.Modes[i] != rule.NoMode }
		if slices.ContainsFunc(m.set.Arrangements, sets) {
			gap(Finding{Kind: NoArrangement, Role: role}, func(o outcome) bool {
				return o.result.Roles[i].Verdict.Needed() && !m.anyHolds(o, sets)
			})
		}
	}
	if last != nil {
		gap(Finding{Kind: NothingInstead, Row: last}, func(o outcome) bool {
			for _, r := range o.result.Roles {
				if r.Verdict.Needed() || r.Held == flow.True {
					return false
				}
			}
			return !m.anyHolds(o, func(row *rule.Arrangement) bool { return row.Instead != nil })
		})
	}
	return want
}

func (m *brute) anyHolds(o outcome, some func(*rule.Arrangement) bool) bool {
	for i, row := range m.set.Arrangements {
		if some(row) && o.rows[i] == flow.True {
			return true
		}
	}
	return false
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
	var is func(o outcome) bool
	switch f.Kind {
	case NeverDecides, SameCondition, Covered, CoveredTogether:
		is = func(o outcome) bool {
			return slices.Contains(o.result.Fired, int32(slices.Index(m.set.Rules, f.Rules[0])))
		}
	case NoArrangement:
		role := slices.Index(m.set.Roles, f.Role)
		is = func(o outcome) bool {
			return o.result.Roles[role].Verdict.Needed() && !m.anyHolds(o, func(row *rule.Arrangement) bool { return row.Modes != nil && row.Modes[role] != rule.NoMode })
		}
	case RowNeverDecides:
		is = func(o outcome) bool { return o.rows[slices.Index(m.set.Arrangements, f.Row)] == flow.True }
	default:
		return
	}
	fewest := len(m.flow.Questions) + 1
	shown := false
	for _, o := range m.all {
		if is(o) {
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

// Rules that others make needless equal enumeration when all of them rule out.
func TestOverlapsEqualEnumeration(t *testing.T) {
	seen := map[Kind]int{}
	eachModel(t, func(t *testing.T, m *brute) {
		m.ownRules()
		f := finder{seeker: m.seeker()}
		for i, r := range m.set.Rules {
			r.Effect = rule.RuleOut
			f.certain = append(f.certain, m.reduced(f.fires(i)))
		}
		var got, want []string
		overlaps, names := f.overlaps(), map[string]bool{}
		for _, o := range overlaps {
			seen[o.Kind]++
			got = append(got, describe(o))
			m.checkExample(t, o)
		}
		for i, a := range m.set.Rules {
			want = append(want, m.overlaps(i, a, names)...)
		}
		if !slices.Equal(got, want) || f.err != nil {
			t.Errorf("found\n%q\nnot\n%q, %v", got, want, f.err)
		}
		needless := needless(overlaps)
		for _, r := range m.set.Rules {
			if needless[r] != names[r.ID] {
				t.Errorf("%s is needless: %t", r.ID, needless[r])
			}
		}
	})
	for _, k := range []Kind{SameCondition, Covered, CoveredTogether} {
		if seen[k] < enough(20) {
			t.Errorf("only %d findings of kind %s", seen[k], k)
		}
	}
}

// ownRules gives a model rules that a test may change.
func (m *brute) ownRules() {
	set := *m.set
	set.Rules = slices.Clone(set.Rules)
	for i, r := range set.Rules {
		own := *r
		set.Rules[i] = &own
	}
	m.set = &set
}

// Rules contradict each other if and only if enumeration finds answers for which both fire.
// What rule.Load finds it refuses, so that here rules become contradictory after it.
func TestContradictionsEqualEnumeration(t *testing.T) {
	found, none := 0, 0
	eachModel(t, func(t *testing.T, m *brute) {
		m.ownRules()
		for _, r := range m.set.Rules {
			r.Effect = rule.Points
		}
		for i, in := range m.set.Rules {
			for j, out := range m.set.Rules {
				if i == j {
					continue
				}
				in.Effect, out.Effect = rule.Require, rule.RuleOut
				f := finder{seeker: m.seeker()}
				f.contradictions()
				in.Effect, out.Effect = rule.Points, rule.Points
				m.checkContradictions(t, &f, i, j)
				found, none = found+len(f.found), none+1-min(1, len(f.found))
			}
		}
	})
	if found < enough(500) || none < enough(500) {
		t.Errorf("%d contradictions, and %d times none", found, none)
	}
}

// fewestBoth returns the fewest answers for which two rules fire that bear on the same
// role, or -1.
func (m *brute) fewestBoth(i, j int) int {
	fewest := -1
	if _, common := touching(m.set.Rules[i], m.set.Rules[j]); !common {
		return -1
	}
	for _, o := range m.all {
		if both := slices.Contains(o.result.Fired, int32(i)) && slices.Contains(o.result.Fired, int32(j)); both && (fewest < 0 || len(o.answers) < fewest) {
			fewest = len(o.answers)
		}
	}
	return fewest
}

func (m *brute) checkContradictions(t *testing.T, f *finder, i, j int) {
	t.Helper()
	switch fewest := m.fewestBoth(i, j); {
	case f.err != nil:
		t.Error(f.err)
	case fewest < 0 != (len(f.found) == 0):
		t.Errorf("rules %d and %d: %d contradictions, the least with %d answers", i, j, len(f.found), fewest)
	case fewest >= 0 && len(f.found[0].Example) != fewest:
		t.Errorf("rules %d and %d: %v has not %d answers", i, j, f.found[0].Example, fewest)
	}
}

// Implications equal enumeration.
func TestImplicationsEqualEnumeration(t *testing.T) {
	total := 0
	eachModel(t, func(t *testing.T, m *brute) {
		found, err := m.Implications()
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, i := range found {
			got = append(got, i.Rule.ID+" "+i.Implied.ID)
		}
		var fires [][]bool
		for i := range m.set.Rules {
			fires = append(fires, m.fires(i))
		}
		for i, a := range m.set.Rules {
			for j, b := range m.set.Rules {
				alike := slices.ContainsFunc([]int{0, 1, 2}[:len(m.set.Roles)], func(role int) bool {
					return a.Touches[role] && b.Touches[role] && (a.Points[role] < 0) == (b.Points[role] < 0)
				})
				if i != j && a.Effect == b.Effect && alike && varies(fires[i]) && varies(fires[j]) && within(fires[i], fires[j]) {
					want = append(want, a.ID+" "+b.ID)
				}
			}
		}
		if total += len(got); !slices.Equal(got, want) {
			t.Errorf("%q, not %q", got, want)
		}
	})
	if total < enough(60) {
		t.Errorf("only %d implications", total)
	}
}
