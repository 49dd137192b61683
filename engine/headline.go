package engine

import (
	"slices"
	"strings"

	"chiefly/engine/wording"
)

// headline says the advice in one sentence.
func headline(a *Advice, noun string) string {
	var clauses []string
	if hire := hireClause(a); hire != "" {
		clauses = append(clauses, hire)
	}
	if keep := yours(a, func(r *Role) bool { return r.Verdict == VerdictKeep && !receives(a, r.ID) }); len(keep) > 0 {
		clauses = append(clauses, a.Language.Speak("keep %s", a.Language.Join(keep)))
	}
	if len(clauses) == 0 {
		clauses = append(clauses, noneClause(a, noun))
	}
	if later := laterTitles(a); len(later) > 0 {
		clauses = append(clauses, a.Language.Speak("plan for %s", a.Language.Join(later)))
	}
	return wording.Capital(strings.Join(clauses, "; ")) + "."
}

// yours returns "your" and the title of each role that meets a condition, those
// that are needed in their sequence.
func yours(a *Advice, meets func(*Role) bool) []string {
	var found []string
	for _, role := range a.InSequence() {
		if meets(role) {
			found = append(found, a.Language.Speak("your %s", role.Title))
		}
	}
	return found
}

// receives reports whether the holder of a role takes on another one as well.
func receives(a *Advice, id string) bool {
	return slices.ContainsFunc(a.Roles, func(r *Role) bool { return r.GivenTo == id })
}

// laterTitles returns the roles to plan for. One that somebody holds is there
// already.
func laterTitles(a *Advice) []string {
	var found []string
	for _, role := range a.Roles {
		if role.Verdict == VerdictLater && !role.Held {
			found = append(found, indefinite(a.Language, role.Title))
		}
	}
	return found
}

// indefinite puts the article before a title: a or an, by the first letter.
func indefinite(l wording.Language, title string) string {
	if title != "" && strings.ContainsRune("aeiouAEIOU", rune(title[0])) {
		return l.Speak("an %s", title)
	}
	return l.Speak("a %s", title)
}

// hireClause says whom to hire: in sequence, and pairs that one person fills as
// one. A role that goes to somebody who is there already is given, not hired
// for.
func hireClause(a *Advice) string {
	var people, given []string
	done := map[string]bool{}
	for _, role := range a.InSequence() {
		if role.Verdict != VerdictHire || done[role.ID] {
			continue
		}
		if role.GivenTo != "" {
			given = append(given, a.Language.Speak("give the role of %s to your %s", role.Title, a.Roles.Role(role.GivenTo).Title))
			continue
		}
		for _, other := range colleagues(a, role) {
			done[other.ID] = true
		}
		people = append(people, a.SeatText(role))
	}
	var hire string
	switch {
	case len(people) == 1:
		hire = a.Language.Speak("hire %s now", people[0])
	case len(people) > 1:
		hire = a.Language.Speak("hire %s first, then %s", people[0], a.Language.Join(people[1:]))
	case len(given) > 0:
		hire = a.Language.Speak("hire nobody new")
	default:
		return ""
	}
	return strings.Join(append([]string{hire}, given...), "; ")
}

// person says whom to hire for one role, or for several at once.
func person(l wording.Language, mode string, titles []string) string {
	said := l.Join(titles)
	switch fractional := mode == ModeFractional; {
	case len(titles) == 1 && fractional:
		return l.Speak("a fractional %s", said)
	case len(titles) == 1:
		return l.Speak("a full-time %s", said)
	case len(titles) == 2 && fractional:
		return l.Speak("one fractional executive as both %s", said)
	case len(titles) == 2:
		return l.Speak("one full-time executive as both %s", said)
	case fractional:
		return l.Speak("one fractional executive as %s", said)
	}
	return l.Speak("one full-time executive as %s", said)
}

// colleagues returns the other roles that the person hired for a role fills.
func colleagues(a *Advice, role *Role) []*Role {
	var others []*Role
	for _, group := range a.Combined {
		if !slices.Contains(group, role.ID) {
			continue
		}
		for _, other := range a.InSequence() {
			if other != role && slices.Contains(group, other.ID) {
				others = append(others, other)
			}
		}
	}
	return others
}

// noneClause says that nobody is needed: whoever is there stays, and where nobody
// is, something else comes in place of a chief.
func noneClause(a *Advice, noun string) string {
	clause := a.Language.Speak("hire no %s yet", noun)
	held := yours(a, func(r *Role) bool { return r.Held })
	switch {
	case len(held) > 0:
		clause += "; " + a.Language.Speak("go on with %s", a.Language.Join(held))
	case len(a.Instead) > 0:
		clause += "; " + a.Language.Speak("start with %s", a.Language.Within(a.Instead[0].Title))
	}
	return clause
}
