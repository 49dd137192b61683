package document

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"chiefly/engine/svg"
)

// A style is how running text looks. Lengths are in points.
type style struct {
	size, leading float64 // leading is the height of a line
	bold          bool
	tone          svg.Tone
}

// A fragment is text of one look on a line.
type fragment struct {
	text   string
	face   *face
	size   float64
	tone   svg.Tone
	link   string
	spaced bool    // a blank or a change of lines is before it
	x      float64 // from where the line begins
}

func (f fragment) width() float64 { return f.face.width(f.text, f.size) }

// like reports whether two fragments can be one.
func (f fragment) like(other fragment) bool {
	return f.face == other.face && f.size == other.size && f.tone == other.tone && f.link == other.link
}

// A line is fragments beside each other.
type line []fragment

func (l line) width() float64 {
	if len(l) == 0 {
		return 0
	}
	last := l[len(l)-1]
	return last.x + last.width()
}

// add puts a fragment at the end of the line, to the right of a gap.
func (l line) add(f fragment, gap float64) line {
	if last := len(l) - 1; last >= 0 && l[last].like(f) {
		if gap > 0 {
			l[last].text += " "
		}
		l[last].text += f.text
		return l
	}
	f.x = l.width() + gap
	return append(l, f)
}

// fragments takes a text apart into words of one look each. Blanks that must not be
// broken stay within words.
func (t typesetter) fragments(text Text, s style) []fragment {
	var all []fragment
	spaced := false
	for _, span := range text {
		f := fragment{face: t.pick(s.bold || span.Strong, span.Code), size: s.size, tone: s.tone, link: t.target(span.Link)}
		if span.Code {
			f.size *= 0.93 // its letters look larger
		}
		if f.link != "" {
			f.tone = svg.Accent
		}
		var word strings.Builder
		flush := func() {
			if f.text, f.spaced = word.String(), spaced; f.text != "" {
				all, spaced = append(all, f), false
			}
			word.Reset()
		}
		for _, r := range f.face.legible(span.Text) {
			if r == ' ' || r == '\n' {
				flush()
				spaced = true
				continue
			}
			word.WriteRune(r)
		}
		flush()
		all = append(all, t.cites(span, s)...)
	}
	return all
}

// cites are the numbers of the sources of a span, which lead there.
func (t typesetter) cites(span Span, s style) []fragment {
	var all []fragment
	for _, n := range span.Cites {
		all = append(all, fragment{text: "\u00a0[" + strconv.Itoa(n) + "]", face: t.regular, size: 0.8 * s.size, tone: svg.Accent, link: t.target(sourceLink(n))})
	}
	return all
}

// lines breaks a text into lines that are no wider than a width.
func (t typesetter) lines(text Text, s style, width float64) []line {
	var all []line
	var last line
	for _, unit := range units(t.fragments(text, s)) {
		gap := 0.0
		if len(last) > 0 && unit[0].spaced {
			gap = unit[0].face.width(" ", unit[0].size)
		}
		if last.width()+gap+unit.width() > width && len(last) > 0 {
			all, last, gap = append(all, last), nil, 0
		}
		for head, tail := split(unit, width); tail != nil; head, tail = split(unit, width) {
			all, unit = append(all, head), tail
		}
		for _, f := range unit {
			last, gap = last.add(f, gap), 0
		}
	}
	if len(last) > 0 {
		all = append(all, last)
	}
	return all
}

// units groups fragments that no blank parts.
func units(fragments []fragment) []line {
	var all []line
	for i, f := range fragments {
		if i == 0 || f.spaced {
			all = append(all, nil)
		}
		last := len(all) - 1
		f.x = all[last].width()
		all[last] = append(all[last], f)
	}
	return all
}

// split breaks a unit in two, of which the first fits into a width, one character at
// least. There is no second where that is all.
func split(unit line, width float64) (head, tail line) {
	i := 0
	for i < len(unit)-1 && unit[i].x+unit[i].width() <= width {
		i++
	}
	f := unit[i]
	end := f.fits(width - f.x)
	if tidy := strings.LastIndexAny(f.text[:end], "_-/.,:;?&=") + 1; tidy > 0 && end < len(f.text) {
		end = tidy
	}
	if end == 0 && i == 0 {
		_, end = utf8.DecodeRuneInString(f.text)
	}
	head = append(head, unit[:i]...)
	if end > 0 {
		head = append(head, f.cut(0, end))
	}
	rest := unit[i+1:]
	if end < len(f.text) {
		rest = append(line{f.cut(end, len(f.text))}, rest...)
	}
	for _, f := range rest {
		f.x = tail.width()
		tail = append(tail, f)
	}
	return head, tail
}

// cut returns a part of a fragment.
func (f fragment) cut(from, to int) fragment {
	f.text = f.text[from:to]
	return f
}

// fits returns the end of the part of a text that fits into a width.
func (f fragment) fits(width float64) int {
	used := 0
	for i, r := range f.text {
		if used += f.face.advances[r]; float64(used)*f.size/1000 > width {
			return i
		}
	}
	return len(f.text)
}
