package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chiefly/engine"
	"chiefly/engine/wording"
)

func TestChanges(t *testing.T) {
	number := engine.AnswerChange{Ask: "How many?", From: int64(8), To: int64(60), FromText: "8 people", ToText: "60 people"}
	choice := engine.AnswerChange{Ask: "Which?", From: "a", To: "b", FromText: "A", ToText: "B"}
	unknown := engine.AnswerChange{Ask: "Who?", From: "unknown", To: "b", FromText: "not known", ToText: "B", Unknown: true}
	picks := engine.AnswerChange{Ask: "What?", FromText: "A", ToText: "B; C", Added: []string{"B", "C"}, Removed: []string{"A"}}
	more := engine.AnswerChange{Ask: "What?", FromText: "A", ToText: "A; B", Added: []string{"B"}}
	fewer := engine.AnswerChange{Ask: "What?", FromText: "A; B", ToText: "A", Removed: []string{"B"}}
	first := engine.AnswerChange{Ask: "What?", FromText: "not known", ToText: "A; B", Added: []string{"A", "B"}, Unknown: true}
	none := engine.AnswerChange{Ask: "What?", FromText: "not known", ToText: "none of these", Unknown: true}
	hire := func(changes ...engine.AnswerChange) engine.RoleOutlook {
		return engine.RoleOutlook{Nearest: []engine.Counterfactual{{Verdict: engine.VerdictHire, Mode: engine.ModeFullTime, Changes: changes}}}
	}
	out := []string{engine.VerdictLater}
	for name, c := range map[string]struct {
		outlook engine.RoleOutlook
		full    bool
		want    string
	}{
		"number":          {hire(number), false, `Hire, full-time, if "How many?" were 60 people (now 8 people).`},
		"choice":          {hire(choice), false, `Hire, full-time, if "Which?" were "B" (now "A").`},
		"unknown":         {hire(unknown), false, `Hire, full-time, if "Who?" were "B" (not known now).`},
		"picks":           {hire(picks), false, `Hire, full-time, if "What?" had "B" and "C" in place of "A".`},
		"one more pick":   {hire(more), false, `Hire, full-time, if "What?" also had "B".`},
		"one pick less":   {hire(fewer), false, `Hire, full-time, if "What?" no longer had "B".`},
		"unknown picks":   {hire(first), false, `Hire, full-time, if "What?" were "A" and "B" (not known now).`},
		"unknown, none":   {hire(none), false, `Hire, full-time, if "What?" were "none of these" (not known now).`},
		"several":         {hire(number, choice, more), false, `Hire, full-time, if "How many?" were 60 people (now 8 people), if "Which?" were "B" (now "A") and if "What?" also had "B".`},
		"many":            {hire(number, choice, more, unknown), false, `Hire, full-time, only if 4 answers or more were different; --full tells which.`},
		"nothing":         {engine.RoleOutlook{OutOfReach: out}, false, `No answers that you can change would change this.`},
		"nothing else":    {engine.RoleOutlook{Nearest: hire(choice).Nearest, OutOfReach: out}, true, `Hire, full-time, if "Which?" were "B" (now "A"). No answers that you can change lead anywhere else.`},
		"no single":       {engine.RoleOutlook{OutOfReach: out, OneByOne: engine.KnownInPart}, false, `No single answer would change this; several at once are not tried while some answers are known in part.`},
		"no other single": {engine.RoleOutlook{Nearest: hire(choice).Nearest, OutOfReach: out, OneByOne: engine.TooManyRules}, true, `Hire, full-time, if "Which?" were "B" (now "A"). No single answer leads anywhere else; several at once are not tried with so many rules.`},
		"few picks":       {engine.RoleOutlook{OutOfReach: out, OneByOne: engine.KnownInPart, Picks: 4}, false, `No single answer would change this, if no more than 4 picks change; several at once are not tried while some answers are known in part.`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, strings.Join(changes(wording.English, &c.outlook, c.full), " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLikely(t *testing.T) {
	for want, s := range map[string]engine.Settled{
		"in any case":              {Share: 0.5, Always: engine.ProofProven},
		"in 83%":                   {Share: 0.826, Proof: engine.ProofProven},
		"in about 83% (81 to 85%)": {Share: 0.826, Proof: engine.ProofEstimated, Interval: []float64{0.812, 0.846}},
		"in more than 99%":         {Share: 1, Proof: engine.ProofProven, Always: engine.ProofRefuted},
		"in less than 1%":          {Share: 0, Proof: engine.ProofProven},
	} {
		if got := likely(wording.English, &s); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// An outlook says nothing about what is settled where everything is known, one line where
// nothing could change a verdict, and it says nothing at all where there is none.
func TestOutlookSaysNoMoreThanIsOfUse(t *testing.T) {
	settled := engine.Settled{Share: 1, Proof: engine.ProofProven, Always: engine.ProofProven}
	open := engine.Settled{Share: 0.5, Proof: engine.ProofProven, Always: engine.ProofRefuted, Population: "All firms"}
	for name, c := range map[string]struct {
		advice engine.Advice
		want   []string
	}{
		"none":      {engine.Advice{}, nil},
		"no space":  {engine.Advice{Outlook: &engine.Outlook{Unavailable: "too large"}}, nil},
		"all known": {engine.Advice{Outlook: &engine.Outlook{Recommendation: &settled}}, nil},
		"settled":   {engine.Advice{Unknown: []string{"a"}, Outlook: &engine.Outlook{Recommendation: &settled}}, []string{"No answer that is not known could change a verdict."}},
		"open": {engine.Advice{Unknown: []string{"a"}, Roles: engine.Roles{{ID: "r", Title: "cook"}, {ID: "s", Title: "mate"}}, Outlook: &engine.Outlook{Recommendation: &open,
			Roles:   engine.RoleOutlooks{{ID: "r", Settled: open, Unavailable: "too large"}, {ID: "s", Settled: settled}},
			FindOut: []engine.FindOut{{Ask: "A?"}, {Ask: "B?"}, {Ask: "C?"}, {Ask: "D?"}}}},
			[]string{`It stays in 50% of all ways to answer what is not known, weighed by "All firms".`, "They stay, on the cook in 50%, on the mate in any case.", `"A?", then "B?", then "C?".`}},
	} {
		t.Run(name, func(t *testing.T) {
			v := newView(&c.advice, false)
			var got []string
			for _, l := range v.settled {
				got = append(got, l.text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
