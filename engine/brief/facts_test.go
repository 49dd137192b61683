package brief_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chiefly/engine"
	"chiefly/engine/brief"
	"chiefly/engine/document"
	"chiefly/engine/flow"
	"chiefly/engine/rule"
)

// anyAnswers draws answers, of which some are ranges or not known.
func anyAnswers(t *rapid.T, e *engine.Engine) flow.Answers {
	known := flow.Answers{}
	for _, q := range e.Flow().Questions {
		if rapid.IntRange(0, 5).Draw(t, "leave out "+q.ID) == 0 {
			continue
		}
		switch q.Type {
		case flow.Integer:
			bounds := []int64{0, 3, 12, 60, 120, 700, 6000, 50000000}
			lo, hi := rapid.SampledFrom(bounds).Draw(t, q.ID), rapid.SampledFrom(bounds).Draw(t, q.ID)
			if a := q.Integers(min(lo, hi), max(lo, hi)); !a.IsZero() {
				known[q.ID] = a
			}
		case flow.Choices:
			picks := rapid.SliceOfNDistinct(rapid.IntRange(0, len(q.Options)-1), 0, min(q.MaxPicks, 5), rapid.ID).Draw(t, q.ID)
			slices.Sort(picks)
			known[q.ID] = q.Picked(picks...)
		default:
			known[q.ID] = q.OneOf(rapid.IntRange(0, len(q.Options)-1).Draw(t, q.ID))
		}
	}
	return known
}

// texts are all texts of blocks.
func texts(blocks []document.Block) []string {
	var all []string
	add := func(t document.Text) {
		for _, s := range t {
			all = append(all, s.Text)
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case document.Paragraph:
			add(b.Text)
		case document.List:
			for _, i := range b.Items {
				all = append(all, i.Label)
				add(i.Text)
			}
		case document.Table:
			for _, row := range b.Rows {
				for _, cell := range row {
					add(cell)
				}
			}
		}
	}
	return all
}

// holding are the texts of briefs on a role, with answers in them, that hold for an
// advice: their reason is among those that fired, and their condition is true. It is
// worked out here without Engine.Briefing.
func holding(e *engine.Engine, a *engine.Advice, role *engine.Role, answers flow.Answers) map[string]bool {
	found := map[string]bool{}
	for _, b := range e.Rules().Briefs {
		fired := b.Reason == nil || slices.ContainsFunc(role.Reasons, func(r engine.Reason) bool { return r.Rule == b.Reason.ID })
		held := b.When == nil || b.When.Eval(e.Flow().Visible(answers)) == flow.True
		if b.Role < 0 || e.Rules().Roles[b.Role].ID != role.ID || !fired || !held || b.Mode != rule.NoMode && b.Mode.String() != role.Mode {
			continue
		}
		for _, text := range []string{b.Title, b.Now, b.Aim, b.Measure, b.First, b.Experience, b.Ask, b.ListenFor, b.ReportsTo, b.Leads, b.Terms} {
			for _, answered := range a.Answers {
				text = strings.ReplaceAll(text, "{"+answered.ID+"}", answered.Text)
			}
			text = strings.ReplaceAll(text, "{organisation}", a.Organisation)
			found[strings.ToLower(strings.Trim(text, "."))] = true
		}
	}
	p := role.Profile
	for _, text := range slices.Concat([]string{p.ReportsTo, p.Leads}, p.Responsibilities, p.IsNot, p.Measures, role.Experience) {
		found[strings.ToLower(strings.Trim(text, "."))] = true
	}
	for _, s := range p.First90Days {
		found[strings.ToLower(strings.Trim(s.Goal, "."))] = true
	}
	return found
}

// TestBriefsSayOnlyWhatTheAdviceHolds looks for the origin of every text in the sections
// that are about the role.
func TestBriefsSayOnlyWhatTheAdviceHolds(t *testing.T) {
	e := load(t, "")
	label := regexp.MustCompile(`^(Days [\d-]+|Reports to|Leads|Works beside|Also fills|\d)?\.?$`)
	beside := regexp.MustCompile(`^Chief \w+ officer \(|of which there is a separate brief|^Searches follow|^(Full-time|Fractional)\.$|^Each candidate is asked`)
	hired := 0
	rapid.Check(t, func(t *rapid.T) {
		answers := anyAnswers(t, e)
		a := advise(e, answers, "Acme Works")
		for _, role := range a.Roles {
			d, err := brief.Of(a, role.ID)
			if err != nil {
				t.Fatal(err)
			}
			if !role.Needed() {
				continue
			}
			hired++
			known := holding(e, a, role, answers)
			quoted := len(e.Briefing(answers).Roles[role.ID]) == 0
			for _, s := range d.Sections {
				if slices.Contains([]string{"post", "evidence", "before"}, s.ID) {
					continue
				}
				for _, text := range texts(s.Blocks) {
					if !known[strings.ToLower(strings.Trim(text, "."))] && !label.MatchString(text) && !beside.MatchString(text) && !quoted && !strings.HasPrefix(text, `"`) {
						t.Fatalf("%s, %s: where does this come from? %s", role.ID, s.ID, text)
					}
				}
			}
		}
	})
	least := 20
	if testing.Short() { // rapid tries a fifth
		least /= 5
	}
	if hired < least {
		t.Errorf("only %d roles were needed", hired)
	}
}

// TestBriefsAddressNobody holds that what a search firm reads names the organisation and
// does not address it. Questions address candidates; the table at the head holds answers,
// in the words of the quiz.
func TestBriefsAddressNobody(t *testing.T) {
	e := load(t, "")
	address := regexp.MustCompile(`(?i)\b(you|your|yours|yourself)\b`)
	empty := regexp.MustCompile(`[{}]|\bTODO\b|\[ ?\]|\.\.\.|%!`)
	rapid.Check(t, func(t *rapid.T) {
		a := advise(e, anyAnswers(t, e), "")
		for _, role := range a.Roles {
			d, err := brief.Of(a, role.ID)
			if err != nil {
				t.Fatal(err)
			}
			ids := map[string]bool{}
			for _, s := range d.Sections {
				if ids[s.ID] || !regexp.MustCompile(`^[a-z0-9-]+$`).MatchString(s.ID) || len(s.Blocks) == 0 {
					t.Fatalf("section %q is twice, ill named or empty", s.ID)
				}
				ids[s.ID] = true
				for _, text := range texts(s.Blocks) {
					if empty.MatchString(text) {
						t.Fatalf("%s, %s: unfinished: %s", role.ID, s.ID, text)
					}
					if role.Needed() && !slices.Contains([]string{"post", "evidence", "before", "interview"}, s.ID) && !strings.HasPrefix(text, `"`) && address.MatchString(text) {
						t.Fatalf("%s, %s: addresses the reader: %s", role.ID, s.ID, text)
					}
				}
			}
		}
	})
}

// TestGermanBriefsHoldNoEnglish looks for English outside the titles of sources.
func TestGermanBriefsHoldNoEnglish(t *testing.T) {
	e := load(t, "de")
	english := regexp.MustCompile(`(?i)\b(the|and|of|with|for|is|are|not|no|you|your|to|or|on|by|from|what|this|that|who|hire|keep|later|now|score|answers?|days|first|one|two)\b`)
	rapid.Check(t, func(t *rapid.T) {
		a := advise(e, anyAnswers(t, e), "")
		for _, role := range a.Roles {
			d, err := brief.Of(a, role.ID)
			if err != nil {
				t.Fatal(err)
			}
			said := []string{d.Kind, d.Title, d.For, fmt.Sprint(d.Lead)}
			for _, s := range d.Sections {
				said = append(append(said, s.Title), texts(s.Blocks)...)
			}
			for _, text := range said {
				if word := english.FindString(text); word != "" {
					t.Fatalf("%s: %q in %s", role.ID, word, text)
				}
			}
		}
	})
}
