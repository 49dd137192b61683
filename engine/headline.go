package engine

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chiefly/engine/rule"
)

// headline says the advice in one sentence.
func headline(a *Advice, noun string) string {
	var clauses []string
	if hire := hireClause(a); hire != "" {
		clauses = append(clauses, hire)
	}
	if keep := titles(a, rule.Keep, "your "); len(keep) > 0 {
		clauses = append(clauses, "keep "+join(keep))
	}
	if len(clauses) == 0 {
		clauses = append(clauses, noneClause(a, noun))
	}
	if later := titles(a, rule.Later, "a "); len(later) > 0 {
		clauses = append(clauses, "plan for "+join(later))
	}
	return capital(strings.Join(clauses, "; ")) + "."
}

// titles returns the titles of the roles with a verdict, those that are needed
// in their sequence.
func titles(a *Advice, verdict rule.Verdict, article string) []string {
	var found []string
	for _, role := range inSequence(a) {
		if role.Verdict == verdict.String() {
			found = append(found, article+role.Title)
		}
	}
	return found
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
// one.
func hireClause(a *Advice) string {
	var people []string
	done := map[string]bool{}
	for _, role := range inSequence(a) {
		if role.Verdict != rule.Hire.String() || done[role.ID] {
			continue
		}
		done[role.ID] = true
		person := "a " + modeWord(role.Mode) + " " + role.Title
		if other := partner(a, role.ID); other != nil && other.Verdict == role.Verdict {
			done[other.ID] = true
			person = "one " + modeWord(role.Mode) + " executive as both " + role.Title + " and " + other.Title
		} else if other != nil {
			person = "nobody new as " + role.Title + ": give the role to your " + other.Title
		}
		people = append(people, person)
	}
	switch len(people) {
	case 0:
		return ""
	case 1:
		if strings.HasPrefix(people[0], "nobody") {
			return "hire " + people[0]
		}
		return "hire " + people[0] + " now"
	}
	return "hire " + people[0] + " first, then " + join(people[1:])
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

func noneClause(a *Advice, noun string) string {
	clause := "hire no " + noun + " yet"
	if len(a.Instead) > 0 {
		clause += "; start with " + lower(a.Instead[0].Title)
	}
	return clause
}

func modeWord(mode string) string {
	if mode == rule.Fractional.String() {
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
