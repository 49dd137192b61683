package prompt

import (
	"runtime"
	"slices"
	"strings"

	"chiefly/engine/wording"
)

// backLabel is the last entry of a list with a way back. It is an entry, not
// only a key, so that it can be seen, and works where the key does not.
const backLabel = "< Back"

// A row is an option as it is drawn. Every line of it is shorter than the
// window, because survey goes astray when the terminal breaks a line for it:
// an option is cut to one line and shown in full while the cursor is on it.
type row struct {
	label, about         string // the one line
	fullLabel, fullAbout string // under the cursor
}

// A list is a question of options laid out for one window size. It answers the
// questions that survey's templates and its search put to it.
type list struct {
	language wording.Language
	rows     []row
	plain    []string // searched, in lower case
	back     int      // index of the entry that goes back; -1 for none
	focus    int      // index of the entry drawn last under the cursor
	columns  int
	help     string
	hint     string
	page     int
}

// newList lays the options of a question out for a window of columns by rows.
func newList(q listing, columns, rows int) *list {
	l := &list{language: q.language, back: -1, columns: max(columns-1, 16)}
	entries := q.options
	if q.back {
		l.back = len(entries)
		entries = append(entries[:len(entries):len(entries)], backEntry(q.language))
	}
	tallest := 1
	for _, o := range entries {
		r := newRow(o, l.columns, q.indent, max(rows/3, 1))
		l.rows = append(l.rows, r)
		l.plain = append(l.plain, strings.ToLower(oneLine(o.Label+" "+o.Description)))
		tallest = max(tallest, 1+strings.Count(r.fullLabel+r.fullAbout, "\n"))
	}
	l.hint = q.hint(l.columns)
	l.page = l.divide(q, rows, tallest)
	return l
}

// divide shares the rows of the window out between the help text and the
// options, and returns how many options are drawn. Survey cannot redraw what
// has scrolled out of the window, so that everything has to fit, down to the
// tallest option under the cursor.
func (l *list) divide(q listing, rows, tallest int) int {
	// One line each for the hint, the search text, the position and the cursor.
	room := rows - 4 - (tallest - 1)
	if q.help != "" {
		most := max(room-min(len(l.rows), 4), rows/5, 1)
		lines := limit(wrap(q.help, min(l.columns, maxText)), most, l.columns)
		l.help = strings.Join(lines, "\n")
		room -= len(lines)
	}
	if room-q.titleLines >= 5 {
		room -= q.titleLines
	}
	return max(room, 1)
}

// A listing is what Select and MultiSelect have in common.
type listing struct {
	language   wording.Language
	options    []Option
	help       string
	back       bool
	multi      bool
	indent     int // columns that the template draws before an option
	titleLines int
}

// backEntry is the option that goes back. Survey reads the Windows console
// itself, so that the key cannot be offered there.
func backEntry(l wording.Language) Option {
	o := Option{Label: l.Speak(backLabel)}
	if runtime.GOOS != "windows" {
		o.Description = l.Speak("or press Shift-Tab")
	}
	return o
}

// hint says which keys there are, in the longest form that fits.
func (q listing) hint(columns int) string {
	speak := q.language.Speak
	long := []string{speak("up/down to move"), speak("enter to choose")}
	short := []string{speak("up/down"), speak("enter")}
	if q.multi {
		long = []string{speak("up/down to move"), speak("space to tick"), speak("enter when done")}
		short = []string{speak("up/down"), speak("space"), speak("enter")}
	}
	if q.help != "" {
		long, short = append(long, speak("? for help")), append(short, speak("? help"))
	}
	if backwards := append(slices.Clone(long), speak("shift-tab: back")); q.back && runtime.GOOS != "windows" {
		if text := "[" + strings.Join(backwards, ", ") + "]"; width(text) <= columns {
			return text
		}
	}
	if text := "[" + strings.Join(long, ", ") + "]"; width(text) <= columns {
		return text
	}
	return truncate("["+strings.Join(short, ", ")+"]", columns)
}

// newRow lays one option out.
func newRow(o Option, columns, indent, most int) row {
	label, about := oneLine(o.Label), oneLine(o.Description)
	room := columns - indent
	if about == "" {
		return row{label: truncate(label, room), fullLabel: hanging(label, room, indent, most)}
	}
	if joined := " - " + about; width(label+joined) <= room {
		return row{label, joined, label, joined}
	}
	r := row{label: truncate(label, room), fullLabel: hanging(label, room, indent, most)}
	most -= 1 + strings.Count(r.fullLabel, "\n")
	// A few letters of a description would only be noise.
	if left := room - width(r.label); left >= 12 {
		r.about = truncate(" - "+about, left)
	}
	if most < 1 {
		return r // hardly any room: the label is what matters
	}
	const deeper = 2 // tells the description from the label without colour
	below := "\n" + strings.Repeat(" ", indent+deeper)
	r.fullAbout = below + hanging(about, room-deeper, indent+deeper, most)
	return r
}

// hanging wraps text and indents all lines but the first.
func hanging(text string, columns, indent, most int) string {
	lines := limit(wrap(text, columns), most, columns)
	return strings.Join(lines, "\n"+strings.Repeat(" ", indent))
}

// Parts of a list that the templates ask view for.
const (
	partLabel     = "label"
	partAbout     = "about"
	partFullLabel = "full label"
	partFullAbout = "full about"
	// Indexes that mark a call for a line of its own.
	indexSearch   = -1
	indexHint     = -2
	indexPosition = -3
)

// view is called by the templates as survey's Description, the one function of
// ours that it hands to them.
func (l *list) view(part string, index int) string {
	switch index {
	case indexSearch:
		return l.searchLine(part)
	case indexHint:
		return l.hint
	case indexPosition:
		return l.position()
	}
	r := l.rows[index]
	switch part {
	case partFullLabel:
		l.focus = index
		return r.fullLabel
	case partFullAbout:
		return r.fullAbout
	case partAbout:
		return r.about
	}
	return r.label
}

// position says where the cursor is in a list that is longer than its page.
func (l *list) position() string {
	if len(l.rows) <= l.page {
		return ""
	}
	return l.language.Speak("(%d of %d)", l.focus+1, len(l.rows)) + "\n"
}

// searchLine shows the search text, so that a person sees why options are gone.
func (l *list) searchLine(text string) string {
	text = oneLine(text)
	if text == "" {
		return ""
	}
	if !l.found(text) {
		text = l.language.Speak("%s (not found, all shown)", text)
	}
	return truncate(l.language.Speak("Search: %s", text), l.columns) + "\n"
}

// matches is survey's filter. When nothing matches, everything stays: survey
// panics on an empty list. The way back is never found: survey moves the cursor
// to the last entry left, and Enter after a search must not go back.
func (l *list) matches(text, _ string, index int) bool {
	text = oneLine(text)
	return !l.found(text) || index != l.back && l.contains(index, text)
}

// found reports whether any option contains text.
func (l *list) found(text string) bool {
	for i := range l.plain {
		if i != l.back && l.contains(i, text) {
			return true
		}
	}
	return false
}

// contains reports whether one option's label or description contains text.
func (l *list) contains(index int, text string) bool {
	return strings.Contains(l.plain[index], strings.ToLower(text))
}

// names returns what survey wants as options. Only their number matters: the
// templates draw the rows.
func (l *list) names() []string { return make([]string, len(l.rows)) }
