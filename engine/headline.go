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
	for _, role := range inSequence(a) {
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

// inSequence returns the needed roles in their sequence, then the others.
func inSequence(a *Advice) []*Role {
	var roles []*Role
	for _, id := range a.Sequence {
		roles = append(roles, a.Roles.Role(id))
	}
	for _, role := range a.Roles {
		if !role.Needed() {
			roles = append(roles, role)
		}
	}
	return roles
}

// hireClause says whom to hire: in sequence, and pairs that one person fills as
// one. A role that goes to somebody who is there already is given, not hired
// for.
func hireClause(a *Advice) string {
	var people, given []string
	done := map[string]bool{}
	for _, role := range inSequence(a) {
		if role.Verdict != VerdictHire || done[role.ID] {
			continue
		}
		done[role.ID] = true
		other := partner(a, role.ID)
		switch {
		case role.GivenTo != "":
			given = append(given, "give the role of "+role.Title+" to your "+a.Roles.Role(role.GivenTo).Title)
		case other == nil || done[other.ID]:
			people = append(people, "a "+modeWord(role.Mode)+" "+role.Title)
		default:
			done[other.ID] = true
			people = append(people, "one "+modeWord(role.Mode)+" executive as both "+role.Title+" and "+other.Title)
		}
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

// partner returns the role that the same person fills, or nil.
func partner(a *Advice, id string) *Role {
	for _, pair := range a.Combined {
		switch id {
		case pair[0]:
			return a.Roles.Role(pair[1])
		case pair[1]:
			return a.Roles.Role(pair[0])
		}
	}
	return nil
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
