package report

import (
	"strings"

	"chiefly/engine"
)

// half is how many cells of a bar lie before the threshold for hiring, and
// after it.
const half = 10

// bar draws a score against its thresholds: "|" stands where hiring begins, ":"
// where planning does. A score off the scale, which ends at twice the
// threshold, ends in an arrow. Thresholds that do not fit the scale give no bar.
func bar(r *engine.Role) string {
	hire, later := r.Thresholds.Hire, r.Thresholds.Later
	if hire <= 0 || later < 0 || later > hire {
		return ""
	}
	filled := cells(r.Score, hire)
	scale := []byte(strings.Repeat("#", max(0, min(filled, 2*half))) + strings.Repeat("-", 2*half-max(0, min(filled, 2*half))))
	switch {
	case filled > 2*half || r.Score > 2*hire:
		scale[len(scale)-1] = '>'
	case r.Score < 0:
		scale[0] = '<'
	}
	mark := cells(later, hire)
	return "[" + string(scale[:mark]) + ":" + string(scale[mark:half]) + "|" + string(scale[half:]) + "]"
}

// cells is the length of a score, in whole cells. It reaches the threshold for
// hiring exactly where the score does; the one for planning is marked to the
// nearest cell below.
func cells(score, hire int) int { return int(min(float64(score)/float64(hire)*half, 3*half)) }
