package report

import (
	"io"

	"chiefly/engine"
	"chiefly/engine/wording"
)

// Path writes the advice as a function of a number: the text of
// `chiefly explain --along`. Of each role it tells what is different from the numbers
// before. A picture comes first, where the page is wide enough for it.
func Path(w io.Writer, path *engine.Path, o Options) error {
	p := newPage(o, path.Language)
	p.fill(0, span{text: engine.OneLine(path.Ask), style: strong}, span{text: p.speak("Now: %s.", engine.OneLine(path.NowText))})
	if len(path.Segments) > 1 {
		p.timeline(path)
	}
	var before engine.SegmentRoles
	for _, s := range path.Segments {
		p.blank()
		now := ""
		if s.Now {
			now = p.speak("(now)")
		}
		p.fill(0, span{text: wording.Capital(engine.OneLine(s.Text)) + ":", style: strong}, span{text: engine.OneLine(s.Headline)}, span{text: now, style: good})
		for i, r := range s.Roles {
			if before == nil || r != before[i] {
				p.item(2, 2, span{text: "-"}, span{text: wording.Capital(engine.OneLine(r.Title)) + ":"}, span{text: roleOf(r).VerdictText(p.language), style: verdictStyle(roleOf(r))})
			}
		}
		if len(s.Missing) > 0 {
			p.item(2, 2, span{text: "-"}, span{text: p.speak("Not answered yet, but needed:")}, span{text: p.language.Join(s.Missing)})
		}
		before = s.Roles
	}
	return p.writeTo(w)
}

func roleOf(r engine.SegmentRole) *engine.Role {
	return r.Role()
}
