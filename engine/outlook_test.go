package engine_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/space"
)

func compile(t testing.TB, e *engine.Engine, budget int) *space.Space {
	t.Helper()
	s, err := space.New(e.Flow(), e.Rules(), budget)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestOutlookAsJSON compares with outlooks that somebody has read and found right, and
// holds that reading them back loses nothing.
func TestOutlookAsJSON(t *testing.T) {
	e := load(t, firm(t))
	s := compile(t, e, space.DefaultBudget)
	for name, line := range organisations {
		t.Run(name, func(t *testing.T) {
			outlook, err := e.OutlookInFull(s, known(t, e, line))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(outlook, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata/outlook", name+".json")
			if *update {
				if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("go test -update writes the file anew\n%s", diff)
			}
			roundTrip(t, outlook, &engine.Outlook{})
		})
	}
}

// roundTrip holds that what is read back is written the same.
func roundTrip(t *testing.T, from, into any) {
	t.Helper()
	want, err := json.Marshal(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, into); err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(into); err != nil || !bytes.Equal(got, want) {
		t.Errorf("read back: %s, %v", cmp.Diff(string(want), string(got)), err)
	}
}

// TestCounterfactualsHold gives the advice for the answers that an outlook would change,
// for organisations of the built-in content.
func TestCounterfactualsHold(t *testing.T) {
	e := load(t, os.DirFS(".."))
	for budget, checks := range map[int]int{space.DefaultBudget: 40, 0: 5} {
		s, seen := compile(t, e, budget), 0
		rapid.Check(t, func(t *rapid.T) {
			if seen > checks { // each takes a while, and one is like the other
				return
			}
			answers := drawAnswers(t, e.Flow())
			now := e.Advise(answers)
			outlook, err := e.OutlookInFull(s, answers)
			if err != nil {
				t.Fatal(err)
			}
			for _, role := range now.Roles {
				r := outlook.Roles.Role(role.ID)
				for _, c := range r.Nearest {
					holds(t, e, role, answers, c)
				}
				if all := len(r.Nearest) + len(r.OutOfReach); all != 2 {
					t.Errorf("%s: %d verdicts are reached or out of reach", role.ID, all)
				}
				if r.Settled.Always == engine.ProofRefuted {
					otherwise(t, e, role, answers, r.Settled.Otherwise)
				}
				if (r.OneByOne == engine.TooManyRules) != (budget == 0) {
					t.Errorf("%s: one by one: %q", role.ID, r.OneByOne)
				}
			}
			seen++
		})
	}
}

func holds(t *rapid.T, e *engine.Engine, role *engine.Role, answers flow.Answers, c engine.Counterfactual) {
	changed := maps.Clone(answers)
	for _, change := range c.Changes {
		q := e.Flow().Question(change.ID)
		if q.Fixed {
			t.Errorf("%s is fixed", q.ID)
		}
		changed[q.ID] = parse(t, q, change.To)
		if was := q.Value(answers[q.ID]); !cmp.Equal(was, change.From) {
			t.Errorf("%s was %v, not %v", q.ID, was, change.From)
		}
	}
	advice := e.Advise(changed)
	got := advice.Roles.Role(role.ID)
	if got.Verdict != c.Verdict || got.Verdict == role.Verdict || got.Mode != c.Mode || got.GivenTo != c.GivenTo || got.Held != c.Held || advice.Recommendation != c.Recommendation {
		t.Errorf("%s: %s, %s, %s with %+v", role.ID, got.Verdict, got.Mode, advice.Recommendation, c)
	}
}

// otherwise holds that answers agree with what is known, and that the verdict on a role is
// another one with them.
func otherwise(t *rapid.T, e *engine.Engine, role *engine.Role, answers flow.Answers, values map[string]any) {
	all := maps.Clone(answers)
	for id, value := range values {
		all[id] = parse(t, e.Flow().Question(id), value)
		if now := answers[id]; now.IsExact() {
			t.Errorf("%s is known, and not %v", id, value)
		}
	}
	if got := e.Advise(all).Roles.Role(role.ID); got.Verdict == role.Verdict {
		t.Errorf("%s is %s with %v too", role.ID, got.Verdict, values)
	}
}

func parse(t *rapid.T, q *flow.Question, value any) flow.Answer {
	text := strings.Trim(unescaped(value), `"`)
	a, err := q.Parse(strings.ReplaceAll(text, `"`, ""))
	if err != nil {
		t.Fatalf("%s: %v", q.ID, err)
	}
	return a
}

// unescaped writes JSON with < and > as they are.
func unescaped(value any) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return strings.TrimSpace(b.String())
}

// TestOutlookIsTheStartOfTheFullOne holds that what is told at once is what the full
// outlook tells first.
func TestOutlookIsTheStartOfTheFullOne(t *testing.T) {
	e := load(t, firm(t))
	s := compile(t, e, space.DefaultBudget)
	for name, line := range organisations {
		answers := known(t, e, line)
		short, err := e.Outlook(s, answers)
		if err != nil {
			t.Fatal(err)
		}
		full, err := e.OutlookInFull(s, answers)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range short.Roles {
			if want := full.Roles[i].Nearest; !cmp.Equal(r.Nearest, want[:min(1, len(want))]) {
				t.Errorf("%s, %s: %s", name, r.ID, cmp.Diff(r.Nearest, want))
			}
		}
	}
}

// TestAlongEqualsAdvice compares each number of a path with the advice for it.
func TestAlongEqualsAdvice(t *testing.T) {
	e := load(t, firm(t))
	for name, line := range organisations {
		answers := known(t, e, line)
		for _, id := range e.Numbers() {
			q := e.Flow().Question(id)
			path, err := e.Along(answers, id)
			if !slices.Contains(e.Flow().Asked(answers), q) {
				if err == nil {
					t.Errorf("%s: %s is not asked", name, id)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			next := q.Min
			for i, s := range path.Segments {
				if s.From != next || s.To < s.From {
					t.Errorf("%s: %s: segment %d is %d to %d, after %d", name, id, i, s.From, s.To, next-1)
				}
				next = s.To + 1
				if last := path.Segments[max(0, i-1)]; i > 0 && cmp.Equal(s.Roles, last.Roles) && s.Headline == last.Headline {
					t.Errorf("%s: %s: segments %d and %d are the same", name, id, i-1, i)
				}
			}
			if next != q.Max+1 {
				t.Errorf("%s: %s ends at %d", name, id, next-1)
			}
			for n := q.Min; n <= min(q.Max, 2_000); n++ {
				at := slices.IndexFunc(path.Segments, func(s engine.Segment) bool { return s.From <= n && n <= s.To })
				compareSegment(t, e, answers, q.Integers(n, n), id, path.Segments[at])
			}
			roundTrip(t, path, &engine.Path{})
		}
	}
}

func compareSegment(t *testing.T, e *engine.Engine, answers flow.Answers, n flow.Answer, id string, s engine.Segment) {
	t.Helper()
	with := maps.Clone(answers)
	with[id] = n
	advice := e.Advise(with)
	var roles engine.SegmentRoles
	for _, r := range advice.Roles {
		roles = append(roles, engine.SegmentRole{ID: r.ID, Title: r.Title, Verdict: r.Verdict, Mode: r.Mode, GivenTo: r.GivenTo, Held: r.Held})
	}
	if diff := cmp.Diff(roles, s.Roles); diff != "" || advice.Headline != s.Headline || advice.Recommendation != s.Recommendation {
		t.Errorf("%s of %v: %s, not %s\n%s", id, n, s.Headline, advice.Headline, diff)
	}
}

func TestAlongRefuses(t *testing.T) {
	e := load(t, fstest.MapFS{
		"questions/f.yaml": {Data: []byte(strings.Replace(openFlow, "{id: gold, type: yes_no,", "{id: gold, type: integer, min: 0, max: 9,", 1))},
		"rules/r.yaml":     {Data: []byte(fmt.Sprintf(openRules, "  - {id: a, when: rich, points: {cook: 1}, because: B., sources: [s]}"))},
	})
	for id, want := range map[string]string{
		"siez":  `there is no question "siez"; did you mean "size"?`,
		"field": "field does not ask for a number; these do: size and gold",
		"gold":  "gold is not asked with the other answers",
	} {
		_, err := e.Along(known(t, e, "rich=no"), id)
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, not %s", id, err, want)
		}
	}
}

// TestAlongNamesWhatIsMissing holds that a segment says which required answers nobody has
// given.
func TestAlongNamesWhatIsMissing(t *testing.T) {
	e := load(t, fstest.MapFS{
		"questions/f.yaml": {Data: []byte(strings.Replace(openFlow, "{id: gold, type: yes_no, when: rich,", "{id: gold, type: yes_no, required: true, when: size > 10,", 1))},
		"rules/r.yaml":     {Data: []byte(fmt.Sprintf(openRules, "  - {id: a, when: rich, points: {cook: 1}, because: B., sources: [s]}"))},
	})
	path, err := e.Along(flow.Answers{}, "size")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range path.Segments {
		got = append(got, fmt.Sprint(s.Text, " ", s.Missing))
	}
	if diff := cmp.Diff([]string{"up to 10 []", "from 11 on [gold]"}, got); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkOutlook finds the outlook where everything, some and nothing is known.
func BenchmarkOutlook(b *testing.B) {
	e := load(b, os.DirFS(".."))
	s := compile(b, e, space.DefaultBudget)
	some := "headcount=60 technology_role=product stage=scaling engineers=20"
	for name, line := range map[string]string{"some": some, "partial": some + " revenue=1000000-900000000", "nothing": ""} {
		answers := known(b, e, line)
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if _, err := e.Outlook(s, answers); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("along", func(b *testing.B) {
		answers := known(b, e, some)
		for range b.N {
			if _, err := e.Along(answers, "headcount"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
