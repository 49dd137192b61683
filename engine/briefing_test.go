package engine_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
	"chiefly/questions"
	"chiefly/rules"
)

// TestBriefingIsWhatHolds compares a briefing with what fired and what is true.
func TestBriefingIsWhatHolds(t *testing.T) {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		known := flow.Answers{}
		for _, q := range e.Flow().Questions {
			if q.Type == flow.Choice && rapid.Bool().Draw(t, q.ID) {
				known[q.ID] = q.OneOf(rapid.IntRange(0, len(q.Options)-1).Draw(t, q.ID))
			}
			if q.Type == flow.Choices {
				known[q.ID] = q.Picked(rapid.IntRange(0, len(q.Options)-1).Draw(t, q.ID))
			}
		}
		a, got := e.Advise(known), e.Briefing(known)
		listed := map[*rule.Brief]bool{}
		for _, briefs := range got.Roles {
			for _, b := range briefs {
				listed[b] = true
			}
		}
		for _, b := range e.Rules().Briefs {
			if b.Role < 0 {
				continue
			}
			role := a.Roles[b.Role]
			want := b.When == nil || b.When.Eval(e.Flow().Visible(known)) == flow.True
			want = want && (b.Mode == rule.NoMode || b.Mode.String() == role.Mode)
			if b.Reason != nil {
				fired := false
				for _, r := range role.Reasons {
					fired = fired || r.Rule == b.Reason.ID
				}
				want = want && fired
			}
			if listed[b] != want {
				t.Fatalf("%s is in the briefing: %v, want %v", b.ID, listed[b], want)
			}
		}
	})
}

func ExampleEngine_Briefing() {
	e, err := engine.Load(engine.Join(questions.FS, rules.FS))
	if err != nil {
		fmt.Println(err)
		return
	}
	pains, err := e.Flow().Question("pains").Parse("slow_delivery")
	if err != nil {
		fmt.Println(err)
		return
	}
	slow := e.Briefing(flow.Answers{"pains": pains})
	for _, b := range slow.Roles["cto"] {
		if b.Reason != nil {
			fmt.Println(b.Ask)
		}
	}
	// Output:
	// A team of good engineers delivers late every time. Where do you look in your first two weeks?
}
