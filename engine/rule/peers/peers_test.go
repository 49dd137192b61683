package main

import (
	"bytes"
	"strings"
	"testing"

	"chiefly/engine/rule"
)

// contendersFor returns the contenders that need no generated Go.
func contendersFor(t *testing.T, s *subject) []*contender {
	t.Helper()
	var contenders []*contender
	for _, b := range []func(*subject) (*contender, error){newOurs, newOursEncoding, newOursPartial, newAdvise, newExprTuned, newExprNaive, newCEL, newOPA} {
		c, err := b(s)
		if err != nil {
			t.Fatal(err)
		}
		contenders = append(contenders, c)
	}
	return contenders
}

// forms returns the subject that has every form of condition.
func forms(t *testing.T) *subject {
	t.Helper()
	s, err := newSubject("testdata/forms")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCommand runs everything, the generated Go included: all engines on the
// built-in rule set, on generated ones, and on one that has every form of
// condition.
func TestCommand(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if err := run([]string{"-rules", "built-in,testdata/forms,30,50", "-rounds", "1"}, &stdout, &stderr); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	for _, want := range []string{"| " + ours + " |", "| " + oursPartial + " |", "| " + byHand + " |", "| " + exprTuned + " |", "| cel-go |", "| OPA |",
		"The rule set built-in,", "The rule set testdata/forms, 33 rules", "30 generated rules", "at least 50.0", "GOAMD64"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the output lacks %q:\n%s", want, stdout.String())
		}
	}
}

// TestEveryRuleIsTried holds that the answers make each rule fire and not fire,
// without which equal results would mean little.
func TestEveryRuleIsTried(t *testing.T) {
	s := forms(t)
	c := evaluating(s.set(), ours, s.exact)
	times := make([]int, len(s.rules))
	for i := range s.exact {
		if err := c.run(i, i+1); err != nil {
			t.Fatal(err)
		}
		for _, f := range c.outcome().fired {
			times[f]++
		}
	}
	for i, r := range s.set().Rules {
		fixed := r.ID == "always" || r.ID == "never" || r.ID == "no_numbers" // whatever the answers
		if tried := times[i] > 0 && times[i] < len(s.exact); tried == fixed {
			t.Errorf("rule %s fires for %d of %d organisations", r.ID, times[i], len(s.exact))
		}
	}
}

// TestCheckNoticesDifferences spoils what one engine finds.
func TestCheckNoticesDifferences(t *testing.T) {
	s := forms(t)
	if err := check(s, contendersFor(t, s)); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*outcome){
		"fired rules": func(o *outcome) { o.fired = o.fired[1:] },
		"scores":      func(o *outcome) { o.scores[1]++ },
		"verdicts":    func(o *outcome) { o.verdicts[0] = (o.verdicts[0] + 1) % rule.Keep },
	} {
		for i := range contendersFor(t, s) {
			contenders := contendersFor(t, s)
			sound := contenders[i].outcome
			contenders[i].outcome = func() outcome {
				o := sound()
				spoil(&o)
				return o
			}
			if err := check(s, contenders); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s of %s spoilt: %v", want, contenders[i].name, err)
			}
		}
	}
}

func TestTranslations(t *testing.T) {
	s := forms(t)
	for _, c := range []struct{ text, hand, cel, rego string }{
		{`headcount in 20..250`, `(a.Headcount >= 20 && a.Headcount <= 250)`, `(headcount >= 20 && headcount <= 250)`, "input.headcount >= 20\n\tinput.headcount <= 250"},
		{`stage in ["idea", "growing"]`, `0x5>>a.Stage&1 != 0`, `stage in ["idea", "growing"]`, `input.stage in {"idea", "growing"}`},
		{`stage != "early"`, `!(a.Stage == 1)`, `!(stage == "early")`, `not input.stage == "early"`},
		{`"cost" in priorities`, `a.Priorities&0x2 != 0`, `"cost" in priorities`, `"cost" in input.priorities`},
		{`2 <= len(priorities)`, `bits.OnesCount64(a.Priorities) >= 2`, `size(priorities) >= 2`, `count(input.priorities) >= 2`},
		{`not has_board`, `!(a.HasBoard)`, `!(has_board)`, `not input.has_board`},
		{`small and founder`, `(Small && a.Founder)`, `((headcount < 50) && founder)`, "named_small\n\tinput.founder"},
	} {
		t.Run(c.text, func(t *testing.T) {
			f, err := reader{s.engine.Flow()}.read(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := infix(f, goAtom); got != c.hand {
				t.Errorf("Go: %s, want %s", got, c.hand)
			}
			if got := infix(f, s.inlined(celAtom)); got != c.cel {
				t.Errorf("CEL: %s, want %s", got, c.cel)
			}
			var w regoWriter
			w.fired(7, f)
			if got, want := w.text.String(), "fired contains 7 if {\n\t"+c.rego+"\n}\n\n"; got != want {
				t.Errorf("Rego: %s, want %s", got, want)
			}
		})
	}
}

func TestUntranslatableIsAnError(t *testing.T) {
	s := forms(t)
	for _, text := range []string{`headcount + 1 > 2`, `"idea" matches "i"`, `1`, `((`} {
		if f, err := (reader{s.engine.Flow()}).read(text); err == nil {
			t.Errorf("%s became %v", text, f)
		}
	}
}

func TestWrongArguments(t *testing.T) {
	for _, arguments := range [][]string{{"-rules", "0"}, {"-rules", "many"}, {"-rounds", "-1"}, {"more"}, {"-fast"}} {
		var stdout, stderr bytes.Buffer
		if err := run(arguments, &stdout, &stderr); err == nil || stdout.Len() > 0 {
			t.Errorf("%q: error %v, output %q", arguments, err, stdout.String())
		}
	}
}

func TestRatiosAreThoseOfRounds(t *testing.T) {
	a, b := measurement{cpu: []float64{10, 40, 90}}, measurement{cpu: []float64{5, 10, 30}}
	if got := a.over(&b); got != 3 {
		t.Errorf("ratio %v", got)
	}
	if a.least() != 10 || a.middle() != 40 || median([]float64{4, 1, 2, 3}) != 2.5 {
		t.Error("least or median")
	}
	for v, want := range map[float64]string{0: "0.00", 1.234: "1.23", 65.64: "65.6", 1234567.8: "1,234,568"} {
		if got := figure(v); got != want {
			t.Errorf("%v is written %s", v, got)
		}
	}
}
