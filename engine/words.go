package engine

import (
	"fmt"
	"slices"
	"strings"

	"chiefly/engine/rule"
	"chiefly/engine/wording"
)

// VerdictText says in a few words what to do about a role: "hire, full-time".
func (r *Role) VerdictText(l wording.Language) string {
	switch {
	case r.GivenTo != "":
		return l.Speak("give to a chief you have")
	case r.Verdict == VerdictHire:
		return l.Speak("hire, %s", r.ModeText(l))
	case r.Verdict == VerdictKeep:
		return l.Speak("keep")
	case r.Held:
		return l.Speak("in place; nobody new")
	case r.Verdict == VerdictLater:
		return l.Speak("plan for later")
	}
	return l.Speak("not now")
}

// ModeText is the mode of a needed role in words.
func (r *Role) ModeText(l wording.Language) string {
	if r.Mode == ModeFractional {
		return l.Speak("fractional")
	}
	return l.Speak("full-time")
}

// Role returns the same as a Role without score and reasons.
func (r SegmentRole) Role() *Role {
	return &Role{ID: r.ID, Title: r.Title, Verdict: r.Verdict, Mode: r.Mode, GivenTo: r.GivenTo, Held: r.Held}
}

// OnePerson says that one person fills a number of roles.
func OnePerson(l wording.Language, roles int) string {
	if roles == 2 {
		return l.Speak("one person for both")
	}
	return l.Speak("one person for %d roles", roles)
}

// VerdictText says what to do about a role for the numbers of a segment, and whether one
// person fills it with others: "hire, full-time; one person for both".
func (s Segment) VerdictText(l wording.Language, r SegmentRole) string {
	text := r.Role().VerdictText(l)
	group := slices.IndexFunc(s.Combined, func(group []string) bool { return slices.Contains(group, r.ID) })
	if group < 0 || r.GivenTo != "" {
		return text
	}
	return text + "; " + OnePerson(l, len(s.Combined[group]))
}

// Against reports whether a rule speaks against a role.
func (r Reason) Against() bool { return r.Points < 0 || r.Effect == EffectRuleOut }

// WeightText says what a rule does: its points, or that it decides by itself.
func (r Reason) WeightText(l wording.Language) string {
	switch r.Effect {
	case EffectRequire:
		return l.Speak("must")
	case EffectRuleOut:
		return l.Speak("veto")
	}
	return fmt.Sprintf("%+d", r.Points)
}

// PrintedWeight is [Reason.WeightText] as in print: −1,200 in place of -1200.
func (r Reason) PrintedWeight(l wording.Language) string {
	if r.Effect == "" {
		return l.Signed(r.Points)
	}
	return r.WeightText(l)
}

// Text says which content gave an advice, with the beginning of its digest.
func (c Content) Text(l wording.Language) string {
	const digits = len("sha256:") + 12
	name, digest := c.RuleSet, c.Digest
	if c.Title != "" {
		name = c.Title + " (" + name + ")"
	}
	return l.Speak("Content: %s %s, %s", name, c.Version, digest[:min(digits, len(digest))])
}

// SeatText says whom to hire for a role, and for those that the same person fills: "a
// fractional chief information officer".
func (a *Advice) SeatText(role *Role) string {
	titles := []string{role.Title}
	for _, other := range colleagues(a, role) {
		titles = append(titles, other.Title)
	}
	return person(a.Language, role.Mode, titles)
}

// Hired returns the roles for which somebody new comes, in their sequence.
func (a *Advice) Hired() []*Role {
	var hired []*Role
	for _, role := range a.InSequence() {
		if role.Verdict == VerdictHire && role.GivenTo == "" {
			hired = append(hired, role)
		}
	}
	return hired
}

// TopicText is what a note is about: as the content calls it, or its id in words.
func (n Note) TopicText(l wording.Language) string {
	switch {
	case n.TopicTitle != "":
		return wording.Capital(n.TopicTitle)
	case n.Topic == topics[rule.Combine]:
		return wording.Capital(l.Speak("one person"))
	case n.Topic == topics[rule.Separate]:
		return wording.Capital(l.Speak("two people"))
	case n.Topic == TopicSequence:
		return wording.Capital(l.Speak("sequence"))
	}
	return wording.Capital(strings.ReplaceAll(n.Topic, "_", " "))
}
