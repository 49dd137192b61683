package engine

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headline says the advice in one sentence.
func headline(a *Advice, noun string) string {
	var clauses []string
	if hire := hireClause(a); hire != "" {
		clauses = append(clauses, hire)
	}
	if keep := yours(a, func(r *Role) bool { return r.Verdict == VerdictKeep && !receives(a, r.ID) }); len(keep) > 0 {
		clauses = append(clauses, "keep "+join(keep))
	}
	if len(clauses) == 0 {
		clauses = append(clauses, noneClause(a, noun))
	}
	if later := laterTitles(a); len(later) > 0 {
		clauses = append(clauses, "plan for "+join(later))
	}
	return capital(strings.Join(clauses, "; ")) + "."
}

// yours returns "your" and the title of each role that meets a condition, those
// that are needed in their sequence.
func yours(a *Advice, meets func(*Role) bool) []string {
	var found []string
	for _, role := range a.InSequence() {
		if meets(role) {
			found = append(found, "your "+role.Title)
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
			found = append(found, article(role.Title)+" "+role.Title)
		}
	}
	return found
}

// article returns a or an, by the first letter.
func article(title string) string {
	if title != "" && strings.ContainsRune("aeiouAEIOU", rune(title[0])) {
		return "an"
	}
	return "a"
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
			given = append(given, "give the role of "+role.Title+" to your "+a.Roles.Role(role.GivenTo).Title)
			continue
		}
		titles := []string{role.Title}
		for _, other := range colleagues(a, role) {
			done[other.ID] = true
			titles = append(titles, other.Title)
		}
		people = append(people, person(role.Mode, titles))
	}
	var hire string
	switch {
	case len(people) == 1:
		hire = "hire " + people[0] + " now"
	case len(people) > 1:
		hire = "hire " + people[0] + " first, then " + join(people[1:])
	case len(given) > 0:
		hire = "hire nobody new"
	default:
		return ""
	}
	return strings.Join(append([]string{hire}, given...), "; ")
}

// person says whom to hire for one role, or for several at once.
func person(mode string, titles []string) string {
	switch len(titles) {
	case 1:
		return "a " + modeWord(mode) + " " + titles[0]
	case 2:
		return "one " + modeWord(mode) + " executive as both " + join(titles)
	}
	return "one " + modeWord(mode) + " executive as " + join(titles)
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
	clause := "hire no " + noun + " yet"
	held := yours(a, func(r *Role) bool { return r.Held })
	switch {
	case len(held) > 0:
		clause += "; go on with " + join(held)
	case len(a.Instead) > 0:
		clause += "; start with " + lower(a.Instead[0].Title)
	}
	return clause
}

func modeWord(mode string) string {
	if mode == ModeFractional {
		return "fractional"
	}
	return "full-time"
}

// join lists things: a, b and c.
func join(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// lower puts a text into the middle of a sentence. A first word in capitals
// stays as it is.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); size == 0 || unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
