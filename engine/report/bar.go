package report

import (
	"strings"

	"chiefly/engine"
)

// How many cells of a bar lie before the threshold for hiring, and as many after it.
const (
	leastHalf = 10
	mostHalf  = 30
)

// bar draws a score against its thresholds, as wide as suits a page: "|" stands where
// hiring begins, ":" where planning does. A score off the scale, which ends at twice the
// threshold, ends in an arrow. Thresholds that do not fit the scale give no bar.
func bar(r *engine.Role, width int) string {
	hire, later := r.Thresholds.Hire, r.Thresholds.Later
	if hire <= 0 || later < 0 || later > hire {
		return ""
	}
	half := halfOf(width)
	filled, mark := cells(r.Score, hire, half), cells(later, hire, half)
	if r.Score >= later {
		filled = max(filled, mark)
	} else {
		filled = min(filled, mark-1)
	}
	scale := make([]string, 2*half)
	for i := range scale {
		scale[i] = "░"
		if i < filled {
			scale[i] = "█"
		}
	}
	switch {
	case r.Score > 2*hire:
		scale[len(scale)-1] = ">"
	case r.Score < 0:
		scale[0] = "<"
	}
	return strings.Join(scale[:mark], "") + ":" + strings.Join(scale[mark:half], "") + "|" + strings.Join(scale[half:], "")
}

// halfOf leaves room beside a bar for the score and the thresholds in words.
func halfOf(width int) int {
	const words = 50
	return min(max((width-words)/2, leastHalf), mostHalf)
}

// cells is the length of a score, in whole cells. It reaches the threshold for
// hiring exactly where the score does.
func cells(score, hire, half int) int {
	return int(min(float64(score)/float64(hire)*float64(half), 3*float64(half)))
}
