package space

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// sums are what enumeration adds up: how many answer sets, and how likely they are.
type sums struct {
	count  int64
	chance float64
}

// chances returns the chance of each answer set, from the meaning of a population.
func (m *brute) chances(p *Population) []float64 {
	var of []map[flow.Answer]float64
	for i, q := range m.flow.Questions {
		known := map[flow.Answer]float64{{}: plainChance(q, &p.Questions[i], flow.Answer{}, true)}
		for _, a := range everyValue(q) {
			known[a] = plainChance(q, &p.Questions[i], a, true)
		}
		of = append(of, known)
	}
	var all []float64
	for _, o := range m.all {
		chance := 1.0
		for i, q := range m.flow.Questions {
			if m.isAsked(o, i) {
				chance *= of[i][o.answers[q.ID]]
			}
		}
		all = append(all, chance)
	}
	return all
}

func (m *brute) sumsBy(p *Population, keys func(o outcome) []string) map[string]sums {
	by := map[string]sums{}
	for i, chance := range m.chances(p) {
		for _, key := range keys(m.all[i]) {
			by[key] = sums{by[key].count + 1, by[key].chance + chance}
		}
	}
	return by
}

// agrees compares an amount with what enumeration found, and forgets that.
func agrees(t *testing.T, want map[string]sums, key string, got Amount) {
	t.Helper()
	w := want[key]
	delete(want, key)
	if got.Count == nil && w == (sums{}) {
		return
	}
	if got.Count == nil || got.Count.Cmp(big.NewInt(w.count)) != 0 || math.Abs(got.Share-w.chance) > 1e-9 {
		t.Errorf("%s: %v, not %v", key, got, w)
	}
}

// eachPeople runs a check on many small models, half of them with a random population
// and half with a uniform one.
func eachPeople(t *testing.T, run func(t *testing.T, m *brute, given, p *Population)) {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 1))
	eachModel(t, func(t *testing.T, m *brute) {
		if r.IntN(2) == 0 {
			run(t, m, nil, Uniform(m.flow))
			return
		}
		p := randomPopulation(r, m.flow)
		run(t, m, p, p)
	})
}

func TestSharesEqualEnumeration(t *testing.T) {
	eachPeople(t, func(t *testing.T, m *brute, given, p *Population) {
		want := m.sumsBy(p, func(o outcome) []string {
			hired := uint64(0)
			keys := []string{"all", m.set.Recommendation(&o.result)}
			for i, r := range o.result.Roles {
				keys = append(keys, fmt.Sprint(i, r.Verdict))
				if r.Verdict == rule.Hire {
					hired |= 1 << i
				}
			}
			return append(keys, fmt.Sprint("hired ", hired))
		})
		got, err := m.Shares(given)
		if err != nil {
			t.Fatal(err)
		}
		agrees(t, want, "all", got.All)
		for id, amount := range got.Recommendations {
			agrees(t, want, id, amount)
		}
		for _, h := range got.Hired {
			bits := uint64(0)
			for _, role := range h.Roles {
				bits |= 1 << role
			}
			agrees(t, want, fmt.Sprint("hired ", bits), h.Amount)
		}
		for role, verdicts := range got.Verdicts {
			for v, amount := range verdicts {
				agrees(t, want, fmt.Sprint(role, rule.Verdict(v)), amount)
			}
		}
		if len(want) > 0 {
			t.Errorf("not found: %v", want)
		}
	})
}

func TestRulesEqualEnumeration(t *testing.T) {
	decided := 0
	eachPeople(t, func(t *testing.T, m *brute, given, p *Population) {
		want := m.sumsBy(p, func(o outcome) []string {
			var keys []string
			for i := range m.set.Rules {
				if slices.Contains(o.result.Fired, int32(i)) {
					keys = append(keys, fmt.Sprint(i, " fires"))
				}
				for role, r := range o.result.Roles {
					if m.verdictWithout(&o.result, i, role) != r.Verdict {
						keys = append(keys, fmt.Sprint(i, " decides ", role))
						decided++
					}
				}
			}
			return keys
		})
		fires, err := m.Firing(given)
		if err != nil {
			t.Fatal(err)
		}
		decides, err := m.Deciding(given)
		if err != nil {
			t.Fatal(err)
		}
		for i := range m.set.Rules {
			agrees(t, want, fmt.Sprint(i, " fires"), fires[i])
			for role, amount := range decides[i] {
				agrees(t, want, fmt.Sprint(i, " decides ", role), amount)
			}
		}
		if len(want) > 0 {
			t.Errorf("not found: %v", want)
		}
	})
	if decided < enough(1000) {
		t.Errorf("only %d times did a rule decide", decided)
	}
}

// verdictWithout is the verdict on a role if a rule were not there, from the meaning of
// rules.
func (m *brute) verdictWithout(r *rule.Result, without, role int) rule.Verdict {
	score, in, out := 0, false, false
	for _, fired := range r.Fired {
		other := m.set.Rules[fired]
		if int(fired) == without || !other.Touches[role] {
			continue
		}
		switch other.Effect {
		case rule.Require:
			in = true
		case rule.RuleOut:
			out = true
		default:
			score += other.Points[role]
		}
	}
	limits := m.set.Roles[role].Thresholds
	switch {
	case out:
		return rule.No
	case in || score >= limits.Hire:
		if r.Roles[role].Held == flow.True {
			return rule.Keep
		}
		return rule.Hire
	case score >= limits.Later:
		return rule.Later
	}
	return rule.No
}

func TestInformationEqualsEnumeration(t *testing.T) {
	picks := 0
	eachPeople(t, func(t *testing.T, m *brute, given, p *Population) {
		told, err := m.Information(given)
		if err != nil {
			t.Fatal(err)
		}
		if len(told) != len(m.flow.Questions) || !slices.IsSortedFunc(told, func(a, b Telling) int { return cmp.Compare(b.Sum, a.Sum) }) {
			t.Errorf("wrong in number or order: %v", told)
		}
		chances := m.chances(p)
		for _, of := range told {
			if of.Option >= 0 {
				picks++
			}
			for option := range of.Question.Options {
				if sum := m.plainSum(chances, Telling{Question: of.Question, Option: option}); of.Question.Type == flow.Choices && sum > of.Sum+1e-9 {
					t.Errorf("%s: option %d tells %g bits, more than %d with %g", of.Question.ID, option, sum, of.Option, of.Sum)
				}
			}
			if of.Question.Type == flow.Choices && of.Option < 0 {
				continue // whether it is known, or how many others are picked
			}
			for role := range m.roots {
				if want := m.plainInformation(chances, of, role); math.Abs(of.Bits[role]-want) > 1e-9 {
					t.Errorf("%s, %d on role %d: %g bits, not %g", of.Question.ID, of.Option, role, of.Bits[role], want)
				}
			}
		}
	})
	if picks < enough(50) {
		t.Errorf("only %d options", picks)
	}
}

func (m *brute) plainSum(likely []float64, of Telling) (sum float64) {
	for role := range m.roots {
		sum += m.plainInformation(likely, of, role)
	}
	return sum
}

// plainInformation adds up the chances of each answer and verdict together. Numbers that no
// condition tells apart are one answer: which of them it is tells nothing.
func (m *brute) plainInformation(likely []float64, of Telling, role int) float64 {
	joint := map[string]chances{}
	for i, o := range m.all {
		a := o.answers[of.Question.ID]
		value := of.Question.Format(a)
		if picks, known := a.Picks(); of.Option >= 0 {
			value = fmt.Sprint(known && picks>>of.Option&1 == 1)
		}
		c := joint[value]
		c[o.result.Roles[role].Verdict] += likely[i]
		joint[value] = c
	}
	var all []chances
	for _, c := range joint {
		all = append(all, c)
	}
	return information(all)
}

// Numbers of several words are multiplied and added as big ones are.
func TestAddTimes(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 1))
	word := func() uint64 {
		switch r.IntN(3) {
		case 0:
			return math.MaxUint64 - uint64(r.IntN(2))
		case 1:
			return uint64(r.IntN(2))
		}
		return r.Uint64()
	}
	for range 10_000 {
		sum, count, times := []uint64{word(), word(), word()}, []uint64{word(), word(), word()}, word()
		want := new(big.Int).Mul(number(count), new(big.Int).SetUint64(times))
		want.Add(want, number(sum)).And(want, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 192), big.NewInt(1)))
		before := fmt.Sprint(sum, count, times)
		if addTimes(sum, count, times); number(sum).Cmp(want) != 0 {
			t.Fatalf("%s: %s, not %s", before, number(sum), want)
		}
	}
}

// There are more ways to answer a question with the most options than a word counts.
func TestSharesOfManyOptions(t *testing.T) {
	var options []string
	for i := range flow.MaxOptions {
		options = append(options, fmt.Sprintf("{id: o%d, label: O}", i))
	}
	f, set, err := load("flow: f\nversion: 1.0.0\nquestions:\n  - {id: p, type: choices, ask: A?, why: B., options: ["+strings.Join(options, ", ")+"]}\n  - {id: y, type: yes_no, ask: A?, why: B.}\n",
		"rule_set: r\nversion: 1.0.0\nflow: f\nthresholds: {hire: 20, later: 10}\nroles: [{id: a, title: A}]\nsources: [{id: s, title: S, publisher: P}]\nrules:\n  - {id: r, when: y, points: {a: 20}, because: B., sources: [s]}\n")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(f, set, DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	if s.layers[0].kind != known {
		t.Fatal("the options come last, and test nothing")
	}
	shares, err := s.Shares(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := new(big.Int).Lsh(big.NewInt(1), 64)
	want.Add(want, big.NewInt(1)) // not known
	if got := shares.Recommendations["a"]; got.Count.Cmp(want) != 0 || math.Abs(got.Share-0.5) > 1e-9 {
		t.Errorf("%s answer sets with the share %g, not %s", got.Count, got.Share, want)
	}
}
