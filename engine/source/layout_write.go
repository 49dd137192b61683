package source

import "strings"

// A writer writes parts, line by line.
type writer struct {
	paper *paper
	lines []string
}

func (w *writer) file(whole *part) {
	w.comments(whole.head, 0)
	w.blank(whole.blank)
	if whole.lines {
		w.parts(whole, "", 0)
		return
	}
	if whole.value.Kind >= Sequence {
		w.text(whole.text, whole.line)
	}
	w.comments(whole.tail, 0)
}

func (w *writer) write(line, note string) {
	if note != "" {
		line += " " + note
	}
	w.lines = append(w.lines, strings.TrimRight(line, " "))
}

func (w *writer) comments(comments []comment, indent int) {
	for _, c := range comments {
		w.blank(c.blank)
		w.write(strings.Repeat(" ", indent)+c.text, "")
	}
}

func (w *writer) blank(wanted bool) {
	if wanted && len(w.lines) > 0 {
		w.lines = append(w.lines, "")
	}
}

// parts writes a list or mapping in lines. The first of them begins with lead.
func (w *writer) parts(p *part, lead string, indent int) {
	for _, child := range p.parts {
		w.comments(child.head, indent)
		w.blank(child.blank)
		if child.key != nil {
			w.part(child, lead+inline(child.key, asKey)+":", indent)
		} else {
			w.part(child, lead+"-", indent)
		}
		lead = strings.Repeat(" ", indent)
	}
	w.comments(p.tail, indent)
}

// part writes a value, and before it in its first line lead.
func (w *writer) part(p *part, lead string, indent int) {
	switch {
	case p.value.Kind < Sequence:
		w.scalar(p, lead, indent)
	case !p.lines:
		w.text(lead+" "+p.text, p.line)
	case p.key == nil:
		w.parts(p, lead+" ", indent+2)
	default:
		w.write(lead, p.line)
		w.parts(p, strings.Repeat(" ", indent+2), indent+2)
	}
}

func (w *writer) scalar(p *part, lead string, indent int) {
	short := inline(p.value, asValue)
	header, lines := w.paper.multiline(p.value, short, width(lead)+1, indent+2)
	if header == "" {
		w.write(lead+" "+short, p.line)
		return
	}
	w.write(lead+" "+header, p.line)
	for _, line := range lines {
		w.write(strings.Repeat(" ", indent+2)+line, "")
	}
}

// text writes several lines, a comment at the end of the last.
func (w *writer) text(lines, note string) {
	w.lines = append(w.lines, strings.Split(lines, "\n")...)
	if note != "" {
		w.lines[len(w.lines)-1] += " " + note
	}
}
