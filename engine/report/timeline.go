package report

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"chiefly/engine"
	"chiefly/engine/wording"
)

// A timeline draws a path with block characters: a band for each role, and above the
// bands the numbers at which something changes. All segments are of the same width.
type timeline struct {
	*page
	path   *engine.Path
	titles int // the columns of the titles; 0 where they stand above their bands
	cell   int // the columns of a segment
}

// timeline writes a path of several segments as a picture, if the page has room for one.
func (p *page) timeline(path *engine.Path) {
	t := timeline{page: p, path: path}
	n := len(path.Segments)
	longest := 0
	for _, r := range path.Segments[0].Roles {
		longest = max(longest, lipgloss.Width(title(r))+2)
	}
	if longest <= p.width/2 {
		t.titles = longest
	}
	t.cell = min((p.width-t.titles)/n, 24)
	if t.cell < t.widestNumber()+1 {
		return
	}
	p.blank()
	t.numbers()
	for i := range path.Segments[0].Roles {
		t.band(i)
	}
	t.now()
	t.legend()
}

func title(r engine.SegmentRole) string { return wording.Capital(engine.OneLine(r.Title)) }

// widestNumber is the columns that the longest number above the bands takes.
func (t *timeline) widestNumber() int {
	widest := 0
	for _, s := range t.path.Segments[1:] {
		widest = max(widest, len(t.language.Grouped(s.From)))
	}
	return widest
}

// numbers writes where the segments begin but for the first, which begins at the least
// number.
func (t *timeline) numbers() {
	line := strings.Repeat(" ", t.titles+t.cell)
	for _, s := range t.path.Segments[1:] {
		number := t.language.Grouped(s.From)
		line += number + strings.Repeat(" ", t.cell-len(number))
	}
	t.line(span{text: strings.TrimRight(line, " "), style: dim})
}

// line writes a line as it is.
func (t *timeline) line(spans ...span) {
	for _, s := range spans {
		t.text.WriteString(t.paint(s))
	}
	t.text.WriteByte('\n')
}

// band writes the verdicts on one role.
func (t *timeline) band(role int) {
	head := span{text: title(t.path.Segments[0].Roles[role]), style: strong}
	if t.titles == 0 {
		t.fill(0, head)
	}
	spans := []span{}
	if t.titles > 0 {
		spans = append(spans, head, span{text: strings.Repeat(" ", t.titles-lipgloss.Width(head.text))})
	}
	for _, s := range t.path.Segments {
		r := s.Roles[role].Role()
		spans = append(spans, span{text: strings.Repeat(tile(r), t.cell), style: verdictStyle(r)})
	}
	t.line(spans...)
}

// tile is the character that stands for what to do about a role.
func tile(r *engine.Role) string {
	switch {
	case r.GivenTo != "":
		return "+"
	case r.Verdict == engine.VerdictHire && r.Mode == engine.ModeFractional:
		return "▓"
	case r.Verdict == engine.VerdictHire:
		return "█"
	case r.Verdict == engine.VerdictKeep:
		return "▒"
	case r.Held:
		return "="
	case r.Verdict == engine.VerdictLater:
		return "░"
	}
	return "."
}

// now marks the segments in which the answer is, or may be.
func (t *timeline) now() {
	first := slices.IndexFunc(t.path.Segments, func(s engine.Segment) bool { return s.Now })
	if first < 0 {
		return
	}
	count := 0
	for _, s := range t.path.Segments {
		if s.Now {
			count++
		}
	}
	before, marks := strings.Repeat(" ", t.titles+first*t.cell), strings.Repeat("^", count*t.cell)
	answer := " " + engine.OneLine(t.path.NowText)
	if lipgloss.Width(before+marks+answer) > t.width {
		answer = ""
	}
	t.line(span{text: before}, span{text: marks + answer, style: good})
}

// legend says what the characters stand for, those that are there.
func (t *timeline) legend() {
	seen := map[string]bool{}
	for _, s := range t.path.Segments {
		for _, r := range s.Roles {
			role := r.Role()
			if mark := tile(role); !seen[mark] {
				seen[mark] = true
				t.item(0, 0, span{text: strings.Repeat(mark, 2), style: verdictStyle(role)}, span{text: role.VerdictText(t.language)})
			}
		}
	}
}
