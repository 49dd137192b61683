package source

import "strings"

// Nearest returns the candidate that a misspelt name most likely meant, or ""
// when none is close. The distance is optimal string alignment: the number of
// characters added, dropped, replaced, or swapped with their neighbour. Of more
// than maxCompared candidates none is returned, so that a large file in which
// every name is wrong is still refused at once.
func Nearest(name string, candidates []string) string {
	if len(candidates) > maxCompared {
		return ""
	}
	folded := []rune(strings.ToLower(name))
	best, bestDistance := "", (len(folded)+1)/3+1
	for _, c := range candidates {
		if d := distance(folded, []rune(strings.ToLower(c))); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

const (
	maxCompared = 500 // candidates
	maxRunes    = 64  // of a name; longer ones are near nothing
)

// maxListed is how many names Suggest lists when none is near.
const maxListed = 20

// Suggest says what a misspelt name may have meant: the nearest candidate, or
// all of them when there are few, or "" when it can tell nothing.
func Suggest(name string, candidates []string) string {
	if near := Nearest(name, candidates); near != "" {
		return "did you mean " + Quote(near) + "?"
	}
	if len(candidates) == 0 || len(candidates) > maxListed {
		return ""
	}
	return "one of " + strings.Join(candidates, ", ")
}

// Quote puts a name into double quotes for a message, shortened when it is very
// long.
func Quote(name string) string {
	const most = 60
	if runes := []rune(name); len(runes) > most {
		name = string(runes[:most]) + "..."
	}
	return `"` + strings.ReplaceAll(Printable(name), "\n", " ") + `"`
}

// distance fills the usual table row by row and keeps the last three rows only.
func distance(a, b []rune) int {
	const tooFar = 99
	if len(a) > maxRunes || len(b) > maxRunes {
		return tooFar
	}
	var before, above, row [maxRunes + 1]int
	for j := range b {
		row[j+1] = j + 1
	}
	for i := range a {
		before, above = above, row
		row[0] = i + 1
		for j := range b {
			replace := above[j]
			if a[i] != b[j] {
				replace++
			}
			row[j+1] = min(replace, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
