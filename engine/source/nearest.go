package source

import "strings"

// Nearest returns the candidate that a misspelt name most likely meant, or ""
// when none is close. The distance is optimal string alignment: the number of
// characters added, dropped, replaced, or swapped with their neighbour.
func Nearest(name string, candidates []string) string {
	best, bestDistance := "", (len([]rune(name))+1)/3+1
	folded := strings.ToLower(name)
	for _, c := range candidates {
		if d := distance([]rune(folded), []rune(strings.ToLower(c))); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

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

func distance(a, b []rune) int {
	const tooFar = 99
	if len(a) > 64 || len(b) > 64 {
		return tooFar
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			replace := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			rows[i][j] = min(replace, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
