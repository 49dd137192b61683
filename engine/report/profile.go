package report

import (
	"chiefly/engine"
)

// A part is one aspect of a profile: a sentence, or a list of them.
type part struct {
	title string // empty for the purpose
	texts []string
	list  bool
}

// profile describes a needed role to those who will fill it: the first one in
// some detail, the others shortly, and of a role that is filled already the
// purpose, unless everything is wanted.
func (v *view) profile(role *engine.Role) []part {
	p := role.Profile
	purpose := part{"", []string{p.Purpose}, false}
	experience := part{v.speak("Experience to look for"), role.Experience, true}
	switch {
	case v.full:
		return printable(v.whole(role, purpose, experience))
	case role.Verdict == engine.VerdictKeep, role.GivenTo != "":
		return printable([]part{purpose})
	case !v.isFirst(role):
		return printable([]part{purpose, {v.speak("Main responsibilities"), first(p.Responsibilities, mostOfOther), true}, experience})
	}
	return printable([]part{purpose,
		{v.speak("Main responsibilities"), first(p.Responsibilities, mostResponsibilities), true},
		{v.speak("What it is not"), first(p.IsNot, mostIsNot), true},
		experience})
}

func first(texts []string, most int) []string { return texts[:min(len(texts), most)] }

func (v *view) whole(role *engine.Role, purpose, experience part) []part {
	p := role.Profile
	parts := []part{purpose,
		{v.speak("Main responsibilities"), p.Responsibilities, true},
		{v.speak("What it is not"), p.IsNot, true},
		{v.speak("Reports to"), []string{p.ReportsTo}, false},
		{v.speak("Leads"), []string{p.Leads}, false},
		{v.speak("Measures of success"), p.Measures, true},
		experience}
	if !v.isFirst(role) { // whose first days are a section of their own
		parts = append(parts, part{v.speak("First 90 days"), v.days(role), true})
	}
	return parts
}

func (v *view) days(role *engine.Role) []string {
	var days []string
	for _, step := range v.steps(role) {
		days = append(days, step.label+": "+step.text)
	}
	return days
}

// printable makes texts safe to show and leaves out what is empty.
func printable(parts []part) []part {
	var kept []part
	for _, p := range parts {
		safe := part{title: p.title, list: p.list}
		for _, text := range p.texts {
			if text = engine.OneLine(text); text != "" {
				safe.texts = append(safe.texts, text)
			}
		}
		if len(safe.texts) > 0 {
			kept = append(kept, safe)
		}
	}
	return kept
}
